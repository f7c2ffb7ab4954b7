#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The rules of the house, as a test: which module may include what, what the pure core may never
touch, and how a file is laid out. Each finding is one line, `file:line: rule: what is wrong; what
to do instead`. tests/tidy_test.py shows every rule at work.

    tests/tidy.py [--root DIR] [FILE ...]
"""
import argparse
import os
import re
import sys
from collections import namedtuple

Finding = namedtuple("Finding", "path line rule message")

COLUMNS_MAX = 100
FUNCTION_LINES_MAX = 70
PARAGRAPH_LINES_MAX = 8

# ---- Who may include what (docs/architecture.md) -------------------------------------------------

LIB_MODULES = {
    "base": [],
    "civil": ["base"],
    "rules": ["base", "civil"],
    "plan": ["base", "civil", "rules"],
    "journal": ["base", "civil"],
    "alert": ["base", "civil", "rules", "plan", "journal"],
    "engine": ["base", "civil", "rules", "plan", "journal", "alert"],
    "report": ["base", "civil", "rules", "plan", "journal", "alert", "engine"],
}

# What a pure core may use of the standard library: no clock, file, thread, environment, randomness
# or output.
PURE_STANDARD_HEADERS = set(
    """algorithm array bit bitset cctype cerrno charconv climits cmath compare concepts cstddef
    cstdint cstdlib cstring deque exception expected functional initializer_list iosfwd
    iterator limits list map memory new numbers numeric optional queue ranges set span
    sstream stack stdexcept string string_view system_error tuple type_traits typeindex
    typeinfo unordered_map unordered_set utility variant vector version""".split()
)
LIB_HEADERS_ALLOWED = re.compile(r"fmt/(compile|core|format|ranges)\.h$")

# A library, its headers, and the only places that may include it.
Home = namedtuple("Home", "library headers places told")
DAEMON = r"daemon/(?!host/)"
LIBRARY_HOMES = [
    Home("Boost.Date_Time", r"boost/date_time", r"lib/civil/", "lib/civil"),
    Home("toml++", r"toml\+\+/|toml\.hpp", r"lib/rules/.*\.cpp$|lib/rules/toml|daemon/host/",
         "the loaders of lib/rules and daemon/host"),
    Home("OpenSSL", r"openssl/", r"lib/base/|" + DAEMON, "lib/base and daemon"),
    Home("SQLite", r"sqlite3\.h|SQLiteCpp/", r"daemon/host/", "daemon/host"),
    Home("spdlog", r"spdlog/", DAEMON, "daemon"),
    Home("libcurl", r"curl/", DAEMON, "daemon"),
    Home("GMime", r"gmime/|glib", DAEMON, "daemon"),
    Home("libsystemd", r"systemd/", DAEMON, "daemon"),
    Home("Asio or Beast", r"boost/(asio|beast)", DAEMON + r"|cli/", "daemon and cli"),
    Home("Boost.URL", r"boost/url", DAEMON + r"|cli/", "daemon and cli"),
    Home("Boost.JSON", r"boost/json", r"lib/(rules|journal|engine|report)/|daemon/|cli/",
         "lib/rules, journal, engine and report, daemon and cli"),
    Home("libical", r"libical/", r"lib/report/", "lib/report"),
    Home("CLI11", r"CLI/", r"cli/|daemon/arguments\.cpp$", "cli and daemon/arguments.cpp"),
    Home("Catch2", r"catch2/", r"tests/catch\.hpp", "tests/catch.hpp"),
    Home("rapidcheck", r"rapidcheck", r"tests/", "tests"),
]

# ---- What may not be named -----------------------------------------------------------------------

Ban = namedtuple("Ban", "rule pattern message where except_in")


def ban(rule, pattern, message, where=r"", except_in=r"(?!)"):
    return Ban(rule, re.compile(pattern), message, re.compile(where), re.compile(except_in))


CORE = r"lib/"
CHECK = r"lib/base/check\.cpp"

WALL_CLOCK = (
    r"\b(system_clock|utc_clock|tai_clock|file_clock|clock_gettime|gettimeofday|localtime(_r)?"
    r"|gmtime(_r)?|mktime|timegm|strftime|second_clock|microsec_clock|day_clock)\b"
    r"|\bstd::time\b|(?<!\w)::time\s*\(|(?<![\w.>:])time\s*\(\s*(nullptr|NULL|0|&)"
)

BANS = [
    ban("clock", WALL_CLOCK, "the core has no clock; take a civil::Moment as an argument", CORE),
    ban("clock", r"\b(steady_clock|high_resolution_clock)\b",
        "the core has no clock; take a civil::Moment as an argument", CORE),
    ban("clock", WALL_CLOCK, "only a clock.cpp reads the clock; take the Moment it gives",
        r"daemon/|cli/", r"/clock\.(cpp|hpp)$"),
    ban("file", r"\b([iow]?fstream|fopen|freopen|fdopen|tmpfile)\b|\bfilesystem::"
                r"|(?<!\w)::(open|openat|creat|unlink|mmap)\s*\(",
        "the core has no files; take the text as an argument (rules::SourceFile)", CORE),
    ban("thread", r"\bstd::(this_thread|j?thread|(recursive_|shared_|timed_)?mutex|lock_guard"
                  r"|unique_lock|scoped_lock|condition_variable\w*|atomic\w*|async|future"
                  r"|promise)\b|\bthread_local\b|\bpthread_\w+",
        "the core has no threads; values go in and come out, the daemon's loop does the rest",
        CORE),
    ban("environment", r"\b(secure_)?getenv\b|\b(set|put|unset)env\b|\benviron\b",
        "the core has no environment; take the value as an argument", CORE),
    ban("random", r"\bstd::(random_device|mt19937\w*|default_random_engine|\w+_distribution)\b"
                  r"|(?<![\w.>:])(std::)?s?rand\s*\(|\barc4random|\bgetrandom\b",
        "the core has no randomness; take the bytes as an argument", CORE),
    ban("output", r"\bspdlog\b|\bstd::(cout|cerr|clog|cin|print(ln)?)\b|\bfmt::print\b"
                  r"|(?<![\w.>])(std::)?(v|f|d|vf)?printf\s*\(|(?<![\w.>])(std::)?f?put[sc]\s*\(",
        "the core prints and logs nothing; return a Diagnostic or a text", CORE, CHECK),
    ban("exit", r"(?<![\w.>])(std::)?(abort|exit|_exit|quick_exit|terminate|system)\s*\(",
        "the core never ends the program; return a Result, or DUTYD_CHECK an invariant",
        CORE, CHECK),
    ban("months", r"\bgregorian::(months|years|weeks|month_iterator|year_iterator)\b",
        "Boost's months snap to month ends; use civil::corresponding_date"),
    ban("date-parser", r"\bfrom_(simple|undelimited|us|uk)_string\b|\bfrom_iso(_extended)?_string\b"
                       r"|\bnot_a_date_time\b",
        "Boost's parsers take trailing rubbish, its special values compare; use Date::parse"),
    ban("views", r"\b(std::)?(ranges::)?views::|\bstd::ranges::views\b",
        "clang 14 rejects view pipelines; write the plain loop"),
    ban("coroutine", r"\bco_(await|yield|return)\b",
        "g++ 12 destroys temporaries twice; use a session class with callbacks"),
    ban("std-format", r"\bstd::(v?format(_to)?|expected|unexpected)\b",
        "g++ 12 has neither; use fmt::format, dutyd::Result"),
    ban("using-std", r"\busing\s+namespace\s+std\s*;", "write std:: where it is used"),
    ban("catch-all", r"\bcatch\s*\(\s*\.\.\.\s*\)",
        "catch the type that is thrown, at the edge that can answer for it", CORE),
    ban("sleep", r"\bsleep_(for|until)\s*\(|(?<![\w.>])(::|std::)?(u|nano)?sleep\s*\(",
        "a test waits for what it expects, with a deadline; it never sleeps", r"tests/"),
]

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b")  # split, or it would find itself

# ---- Reading C++ ---------------------------------------------------------------------------------

TOKEN = re.compile(
    r"""(?P<line_comment>//[^\n]*)
      | (?P<block_comment>/\*.*?\*/)
      | (?P<raw>\b(?:u8|[uUL])?R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)")
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<number>\b\d[\w.']*)
      | (?P<char>'(?:\\.|[^'\\\n])+')""",
    re.VERBOSE | re.DOTALL,
)


def blanked(text):
    """The text with comments and the insides of literals replaced by spaces, lines kept."""

    def blank(match):
        kind, token = match.lastgroup, match.group()
        if kind == "number":
            return token
        if match.group("raw"):
            return '"' + re.sub(r"[^\n]", " ", token[1:-1]) + '"'
        if kind in ("string", "char"):
            return token[0] + " " * (len(token) - 2) + token[-1]
        return re.sub(r"[^\n]", " ", token)

    return TOKEN.sub(blank, text)


class Source:
    """A file as the rules see it. `code` has no comments and no text in literals."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.is_cpp = path.endswith((".cpp", ".hpp"))
        self.code = blanked(text) if self.is_cpp else text
        self.code_lines = self.code.split("\n")
        self.raw_string_lines = self._raw_string_lines() if self.is_cpp else set()

    def _raw_string_lines(self):
        lines = set()
        for match in TOKEN.finditer(self.text):
            if match.group("raw"):
                first = self.text.count("\n", 0, match.start()) + 1
                lines.update(range(first, first + match.group().count("\n") + 1))
        return lines

    def includes(self):
        """(line number, header, whether it is written in quotes)"""
        for number, line in enumerate(self.lines, 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if match and self.code_lines[number - 1].lstrip().startswith("#"):
                yield number, match.group(2), match.group(1) == '"'


# ---- Rules ---------------------------------------------------------------------------------------


def check_includes(source):
    parts = source.path.split("/")
    for number, header, quoted in source.includes():
        for home in LIBRARY_HOMES:
            if parts[0] in ("tests", "bench") and home.library != "Catch2":
                continue
            if re.match(home.headers, header) and not re.match(home.places, source.path):
                yield (number, "include",
                       f"{home.library} is only for {home.told}; use what they offer")
        if parts[0] == "lib":
            yield from check_core_include(parts[1], number, header, quoted)
        elif parts[0] in ("daemon", "cli") and quoted:
            yield from check_shell_include(source.path, number, header)


def check_core_include(module, number, header, quoted):
    allowed = LIB_MODULES.get(module)
    if allowed is None:
        yield number, "include", f"lib/{module} is not a module; add it to tests/tidy.py"
        return
    if quoted:
        target = header.split("/")
        if len(target) > 2 and target[0] == "lib" and target[1] in [module, *allowed]:
            return
        may = ", ".join(f"lib/{name}" for name in allowed) or "nothing else"
        yield number, "include", f"lib/{module} may not include {header}; it may include {may}"
    elif header in PURE_STANDARD_HEADERS or LIB_HEADERS_ALLOWED.match(header):
        return
    elif module == "base" and header == "cstdio":
        return  # for check.cpp; the bans keep the rest of lib/base from printing
    elif not any(re.match(home.headers, header) for home in LIBRARY_HOMES):
        yield (number, "include",
               f"<{header}> is not for the pure core; use it in daemon/ or cli/, pass the value")


def check_shell_include(path, number, header):
    own = path.split("/")[0]
    if header.startswith(("lib/", "daemon/host/")):
        return
    if path.startswith("daemon/host/"):
        yield number, "include", f"daemon/host may not include {header}; only lib/ and daemon/host/"
    elif not header.startswith(own + "/"):
        yield (number, "include",
               f"{own}/ may not include {header}; only lib/, daemon/host/ and {own}/")


def check_bans(source):
    for banned in BANS:
        if not banned.where.match(source.path) or banned.except_in.search(source.path):
            continue
        for number, line in enumerate(source.code_lines, 1):
            match = banned.pattern.search(line)
            if match and not line.lstrip().startswith("#"):
                yield number, banned.rule, f"'{match.group().strip()}': {banned.message}"


def check_layout(source):
    prose = source.path.endswith((".md", ".toml", ".json", ".txt", ".html", ".svg"))
    for number, line in enumerate(source.lines, 1):
        if number not in source.raw_string_lines:
            if "\t" in line:
                yield number, "tab", "a tab; indent with four spaces, write \\t in a literal"
            if not prose and len(line) > COLUMNS_MAX:
                yield number, "columns", f"{len(line)} columns; {COLUMNS_MAX} are allowed"
        if line.endswith("\r"):
            yield number, "line-end", "a carriage return; end lines with a line feed alone"
        elif not prose and line != line.rstrip() and number not in source.raw_string_lines:
            yield number, "trailing-space", "white space at the end of the line; take it off"
        if UNFINISHED.search(line):
            yield number, "unfinished", "an unfinished thought; finish it or open an issue"
    if not source.text.endswith("\n") or source.text.endswith("\n\n"):
        yield len(source.lines), "file-end", "end the file with exactly one line feed"


def check_opening(source):
    start = 1 if source.lines[0].startswith("#!") else 0
    comment = "//" if source.is_cpp else "#"
    if source.lines[start] != f"{comment} SPDX-License-Identifier: MIT":
        yield start + 1, "spdx", f"open with: {comment} SPDX-License-Identifier: MIT"
    elif source.path.endswith(".hpp"):
        length = 0
        while source.lines[1 + length].startswith("// "):
            length += 1
        if not 1 <= length <= PARAGRAPH_LINES_MAX:
            yield (2, "header-paragraph",
                   f"{length} lines of opening; say in at most {PARAGRAPH_LINES_MAX} lines what "
                   "this is, its invariant and what it may not do")
        elif source.lines[1 + length] != "#pragma once":
            yield 2 + length, "pragma-once", "put #pragma once right under the opening paragraph"


SCOPE = re.compile(r"\b(namespace|class|struct|union|extern)\b[^()=]*$")
MEMBER_INIT = re.compile(r"\)\s*(noexcept\s*)?:(?!:).*[\w>]$", re.DOTALL)
QUALIFIERS = re.compile(
    r"(\s*\b(const|noexcept|override|final|mutable|try)\b|\s*&&?|->\s*[\w:<>*&,\s]+)+$")


def functions(code):
    """(name, first line, last line) of every outermost function body in blanked code."""
    code = re.sub(r"(?m)^[ ]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m[0]), code)
    position, head_start, scopes = 0, 0, 0
    while True:
        match = re.compile(r"[{};]").search(code, position)
        if not match:
            return
        position = match.end()
        if match.group() != "{":
            head_start = position
            continue
        head = code[head_start : match.start()].strip()
        if SCOPE.search(head):
            scopes += 1
            head_start = position
            continue
        end = matching_brace(code, match.start())
        position = end + 1
        if MEMBER_INIT.search(head) and not QUALIFIERS.search(head.rsplit(")", 1)[-1]):
            continue  # a member's initializer: the head goes on after it
        if QUALIFIERS.sub("", head).rstrip().endswith((")", "}")) and "(" in head:
            first = head_start + len(code[head_start:]) - len(code[head_start:].lstrip())
            name = re.search(r"([\w:~]+|operator\S+)\s*\(", head)
            yield (name.group(1) if name else "lambda",
                   code.count("\n", 0, first) + 1, code.count("\n", 0, end) + 1)
            head_start = position
        elif not head.endswith(("=", ",", "(")):
            head_start = position


def matching_brace(code, opening):
    depth = 0
    for match in re.compile(r"[{}]").finditer(code, opening):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return len(code) - 1


def check_function_length(source):
    for name, first, last in functions(source.code):
        if last - first + 1 > FUNCTION_LINES_MAX:
            yield (first, "function-length",
                   f"{name} has {last - first + 1} lines; split it, {FUNCTION_LINES_MAX} will do")


def rules_for(source):
    yield check_layout
    if source.is_cpp or source.path.endswith((".py", ".sh")) or source.lines[0].startswith("#!"):
        yield check_opening
    if source.is_cpp:
        yield from (check_includes, check_bans, check_function_length)


def check_text(path, text):
    """The findings of one file, whose path is relative to the root and written with slashes."""
    source = Source(path, text)
    if not text:
        return []
    found = [Finding(path, number, rule, message)
             for check in rules_for(source) for number, rule, message in check(source)]
    return sorted(set(found), key=lambda finding: finding[1:])


# ---- Over the tree -------------------------------------------------------------------------------

PLACES = ("lib", "daemon", "cli", "tests", "calendars", "systemd", "cmake", "docs", "demo", "bench",
          "web", ".ci")
SUFFIXES = (".cpp", ".hpp", ".py", ".sh", ".cmake", ".txt", ".md", ".toml", ".in", ".service",
            ".socket", ".conf", ".yaml")
GENERATED_OR_GIVEN = re.compile(r"(^|/)(corpus|golden|__pycache__|node_modules)/")


def files_under(root):
    for name in sorted(os.listdir(root)):
        if os.path.isfile(os.path.join(root, name)) and (name.endswith(SUFFIXES) or name == "dev"):
            yield name
    for place in PLACES:
        for folder, _, names in sorted(os.walk(os.path.join(root, place))):
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
                script = "." not in name and os.access(os.path.join(root, path), os.X_OK)
                if (name.endswith(SUFFIXES) or script) and not GENERATED_OR_GIVEN.search(path):
                    yield path


def main():
    parser = argparse.ArgumentParser(description="Check the rules of the house.")
    parser.add_argument("--root", default=os.path.join(os.path.dirname(__file__) or ".", ".."))
    parser.add_argument("files", nargs="*", help="relative to the root; default: the whole tree")
    options = parser.parse_args()
    found, count = [], 0
    for path in options.files or files_under(options.root):
        try:
            with open(os.path.join(options.root, path), encoding="utf-8", newline="") as file:
                found += check_text(path, file.read())
        except UnicodeDecodeError:
            found.append(Finding(path, 1, "encoding", "not UTF-8; write the file anew in UTF-8"))
        count += 1
    for finding in found:
        print(f"{finding.path}:{finding.line}: {finding.rule}: {finding.message}")
    print(f"{count} files, {len(found)} findings")
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main())
