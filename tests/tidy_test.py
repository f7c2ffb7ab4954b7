#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Shows every rule of tests/tidy.py at work: a small bad text that it must find, with the line, and
good texts near it that it must leave alone."""
import os
import subprocess
import sys
import tempfile
import unittest

import tidy

OPENING = "// SPDX-License-Identifier: MIT\n"
PARAGRAPH = OPENING + "// What this is.\n#pragma once\n"


def found(path, text):
    return [(finding.line, finding.rule) for finding in tidy.check_text(path, text)]


def in_core(line):
    return found("lib/civil/x.cpp", OPENING + line + "\n")


def in_daemon(line, path="daemon/loop.cpp"):
    return found(path, OPENING + line + "\n")


def function_of(lines, signature="void f()"):
    """A function of so many lines, signature and closing brace counted."""
    return signature + " {\n" + "    g();\n" * (lines - 2) + "}\n"


class Includes(unittest.TestCase):
    def allowed(self, path, header):
        self.assertEqual(found(path, f"{OPENING}#include {header}\n"), [], (path, header))

    def refused(self, path, header):
        self.assertEqual(found(path, f"{OPENING}#include {header}\n"), [(2, "include")],
                         (path, header))

    def test_a_module_includes_itself_and_what_the_table_says(self):
        for module, others in tidy.LIB_MODULES.items():
            for other in tidy.LIB_MODULES:
                check = self.allowed if other in [module, *others] else self.refused
                check(f"lib/{module}/x.cpp", f'"lib/{other}/y.hpp"')

    def test_the_table_has_no_cycles_and_is_closed(self):
        for module, others in tidy.LIB_MODULES.items():
            for other in others:
                self.assertNotIn(module, tidy.LIB_MODULES[other])
                self.assertLessEqual(set(tidy.LIB_MODULES[other]), set(others))

    def test_the_core_does_not_know_the_shell(self):
        self.refused("lib/engine/x.cpp", '"daemon/loop.hpp"')
        self.refused("lib/engine/x.cpp", '"cli/table.hpp"')
        self.refused("lib/engine/x.cpp", '"tests/catch.hpp"')
        self.refused("lib/engine/x.cpp", '"y.hpp"')

    def test_a_new_module_must_be_in_the_table(self):
        self.refused("lib/novelty/x.cpp", "<string>")

    def test_the_core_keeps_to_pure_standard_headers(self):
        for header in "thread mutex atomic fstream filesystem iostream random chrono ctime".split():
            self.refused("lib/plan/x.hpp".replace(".hpp", ".cpp"), f"<{header}>")
        for header in ("unistd.h", "sys/stat.h", "time.h", "bits/stdc++.h", "fmt/os.h", "cstdio"):
            self.refused("lib/plan/x.cpp", f"<{header}>")
        for header in ("string", "cstdlib", "fmt/format.h"):
            self.allowed("lib/plan/x.cpp", f"<{header}>")
        self.allowed("lib/base/check.cpp", "<cstdio>")

    def test_each_library_has_its_home(self):
        for home, elsewhere, header in [
            ("lib/civil/x.cpp", "lib/rules/x.cpp", "boost/date_time/gregorian/greg_date.hpp"),
            ("lib/rules/x.cpp", "lib/plan/x.cpp", "toml++/toml.h"),
            ("daemon/host/x.cpp", "lib/rules/x.hpp", "toml++/toml.h"),
            ("lib/base/x.cpp", "lib/journal/x.cpp", "openssl/evp.h"),
            ("daemon/host/x.cpp", "daemon/x.cpp", "SQLiteCpp/SQLiteCpp.h"),
            ("daemon/host/x.cpp", "cli/x.cpp", "sqlite3.h"),
            ("daemon/x.cpp", "lib/alert/x.cpp", "spdlog/spdlog.h"),
            ("daemon/x.cpp", "daemon/host/x.cpp", "spdlog/spdlog.h"),
            ("daemon/mail/x.cpp", "cli/x.cpp", "curl/curl.h"),
            ("daemon/mail/x.cpp", "lib/alert/x.cpp", "gmime/gmime.h"),
            ("daemon/x.cpp", "cli/x.cpp", "systemd/sd-daemon.h"),
            ("cli/x.cpp", "lib/engine/x.cpp", "boost/beast/http.hpp"),
            ("daemon/x.cpp", "daemon/host/x.cpp", "boost/asio/io_context.hpp"),
            ("daemon/http/x.cpp", "lib/report/x.cpp", "boost/url.hpp"),
            ("lib/journal/x.cpp", "lib/plan/x.cpp", "boost/json.hpp"),
            ("lib/report/x.cpp", "lib/engine/x.cpp", "libical/ical.h"),
            ("cli/x.cpp", "daemon/x.cpp", "CLI/CLI.hpp"),
            ("tests/catch.hpp", "tests/civil/x.cpp", "catch2/catch.hpp"),
            ("tests/civil/x.cpp", "lib/civil/x.cpp", "rapidcheck.h"),
        ]:
            opening = PARAGRAPH if home.endswith(".hpp") else OPENING
            self.assertEqual(found(home, f"{opening}#include <{header}>\n"), [], header)
            opening = PARAGRAPH if elsewhere.endswith(".hpp") else OPENING
            line = opening.count("\n") + 1
            self.assertIn((line, "include"),
                          found(elsewhere, f"{opening}#include <{header}>\n"), header)

    def test_daemon_and_cli_share_the_host_only(self):
        self.allowed("daemon/x.cpp", '"daemon/host/database.hpp"')
        self.allowed("cli/x.cpp", '"daemon/host/database.hpp"')
        self.allowed("cli/x.cpp", '"lib/engine/query.hpp"')
        self.refused("cli/x.cpp", '"daemon/loop.hpp"')
        self.refused("daemon/x.cpp", '"cli/table.hpp"')
        self.refused("daemon/host/x.cpp", '"daemon/loop.hpp"')
        self.refused("daemon/x.cpp", '"tests/catch.hpp"')

    def test_tests_include_what_they_test(self):
        self.allowed("tests/daemon/x.cpp", "<boost/json.hpp>")
        self.allowed("tests/daemon/x.cpp", '"daemon/loop.hpp"')
        self.allowed("tests/daemon/x.cpp", "<thread>")

    def test_an_include_that_is_commented_out_is_none(self):
        self.assertEqual(in_core("/*\n#include <thread>\n*/"), [])


class Bans(unittest.TestCase):
    def banned(self, rule, *lines):
        for line in lines:
            self.assertEqual(in_core(line), [(2, rule)], line)

    def fine(self, *lines):
        for line in lines:
            self.assertEqual(in_core(line), [], line)

    def test_no_clock(self):
        self.banned("clock", "auto n = std::chrono::system_clock::now();",
                    "auto n = std::chrono::steady_clock::now();", "auto n = time(nullptr);",
                    "auto n = ::time(&t);", "auto n = std::time(0);", "localtime_r(&t, &tm);",
                    "auto n = boost::posix_time::second_clock::local_time();")
        self.fine("auto t = limit.time();", "TimeOfDay time(int minutes);", "// system_clock",
                  'throw_away("system_clock");', "auto daytime(int);")

    def test_only_the_clock_file_reads_the_clock(self):
        line = "auto n = std::chrono::system_clock::now();"
        self.assertEqual(in_daemon(line), [(2, "clock")])
        self.assertEqual(in_daemon(line, "cli/main.cpp"), [(2, "clock")])
        self.assertEqual(in_daemon(line, "daemon/clock.cpp"), [])
        self.assertEqual(in_daemon("std::chrono::steady_clock::time_point deadline;"), [])

    def test_no_files(self):
        self.banned("file", "std::ifstream in(path);", "FILE* f = fopen(p, m);",
                    "std::filesystem::path p;", "int fd = ::open(p, 0);")
        self.fine("open(matter);", "matter.open(fact);")

    def test_no_threads(self):
        self.banned("thread", "std::thread t;", "std::mutex m;", "thread_local int n = 0;",
                    "std::atomic<int> n;", "std::this_thread::yield();")

    def test_no_environment(self):
        self.banned("environment", "auto z = std::getenv(name);", "setenv(a, b, 1);")

    def test_no_randomness(self):
        self.banned("random", "std::random_device r;", "std::mt19937_64 g;", "int n = rand();",
                    "std::uniform_int_distribution<int> d;")
        self.fine("int operand(int);")

    def test_no_output(self):
        self.banned("output", 'std::cout << 1;', "std::printf(x);", "fmt::print(x);",
                    "spdlog::info(x);", "fprintf(stderr, x);")
        self.fine("std::snprintf(buffer, n, format);", "print(expression);")
        self.assertEqual(found("lib/base/check.cpp", OPENING + "std::fprintf(stderr, x);\n"), [])
        self.assertEqual(in_daemon("spdlog::info(x);"), [])

    def test_no_ending_of_the_program(self):
        self.banned("exit", "std::abort();", "exit(1);", "std::system(c);")
        self.fine("exits(1);", "day.exit();")

    def test_boost_months_and_parsers_nowhere(self):
        for path in ("lib/civil/x.cpp", "daemon/x.cpp", "tests/civil/x.cpp"):
            self.assertEqual(in_daemon("d += boost::gregorian::months(1);", path), [(2, "months")])
            self.assertEqual(in_daemon("d += gregorian::years(1);", path), [(2, "months")])
            self.assertEqual(in_daemon("d = from_simple_string(s);", path), [(2, "date-parser")])
            self.assertEqual(in_daemon("d = not_a_date_time;", path), [(2, "date-parser")])

    def test_what_the_compilers_cannot_do(self):
        self.banned("views", "for (int i : std::views::iota(0, 3)) f(i);",
                    "for (int i : std::ranges::views::all(v)) f(i);")
        self.banned("coroutine", "co_await read();", "co_return 1;")
        self.banned("std-format", "auto s = std::format(x);", "std::expected<int, int> e;")

    def test_habits(self):
        self.banned("using-std", "using namespace std;")
        self.banned("catch-all", "try { f(); } catch (...) { g(); }")
        self.fine("using namespace std::string_view_literals;")
        self.assertEqual(in_daemon("try { f(); } catch (...) { g(); }"), [])

    def test_tests_do_not_sleep(self):
        for line in ("std::this_thread::sleep_for(1s);", "usleep(10);", "::sleep(1);"):
            self.assertEqual(in_daemon(line, "tests/x.cpp"), [(2, "sleep")], line)
        self.assertEqual(in_daemon("clock.sleep(1);", "tests/x.cpp"), [])

    def test_comments_and_texts_may_name_anything(self):
        self.fine('f("time(nullptr) std::thread");', "// std::thread t;", "/* co_await\n */",
                  'f(R"(std::thread\nstd::mutex)");', "int million = 1'000'000; // rand()")
        self.assertEqual(in_core("f('\"', x); std::thread t; g('\"');"), [(2, "thread")])
        self.assertEqual(in_core('f("\\""); std::thread t;'), [(2, "thread")])


class Layout(unittest.TestCase):
    def test_columns(self):
        self.assertEqual(in_core("//" + "x" * 98), [])
        self.assertEqual(in_core("//" + "x" * 99), [(2, "columns")])
        self.assertEqual(in_core("//" + "é" * 98), [])
        self.assertEqual(in_core('f(R"(' + "x" * 200 + ')");'), [])
        self.assertEqual(found("docs/x.md", "x" * 200 + "\n"), [])

    def test_tabs_and_ends(self):
        self.assertEqual(in_core("\tint n;"), [(2, "tab")])
        self.assertEqual(in_core("int n; "), [(2, "trailing-space")])
        self.assertEqual(in_core("int n;\r"), [(2, "line-end")])
        self.assertEqual(found("docs/x.md", "-- \n"), [])  # ends a message's text
        self.assertEqual(found("docs/x.md", "a"), [(1, "file-end")])
        self.assertEqual(found("docs/x.md", "a\n\n"), [(3, "file-end")])
        self.assertEqual(found("docs/x.md", "a\n"), [])

    def test_nothing_unfinished_in_any_text(self):
        for word in ("TO" "DO", "FIX" "ME", "X" "XX"):
            self.assertEqual(in_core(f"// {word}: later"), [(2, "unfinished")])
            self.assertEqual(found("docs/x.md", f"{word}\n"), [(1, "unfinished")])
        self.assertEqual(found("docs/x.md", "mktemp -d /tmp/dutyd.XXXXXX\n"), [])

    def test_the_licence_comes_first(self):
        self.assertEqual(found("lib/civil/x.cpp", "int n;\n"), [(1, "spdx")])
        self.assertEqual(found("tests/x.py", "#!/usr/bin/python3\nn = 1\n"), [(2, "spdx")])
        self.assertEqual(
            found("demo/play", "#!/bin/sh\n# SPDX-License-Identifier: MIT\ntrue\n"), [])

    def test_a_header_says_what_it_is(self):
        path = "lib/civil/x.hpp"
        self.assertEqual(found(path, PARAGRAPH), [])
        self.assertEqual(found(path, OPENING + "#pragma once\n"), [(2, "header-paragraph")])
        self.assertEqual(found(path, OPENING + "// a\n" * 8 + "#pragma once\n"), [])
        self.assertEqual(found(path, OPENING + "// a\n" * 9 + "#pragma once\n"),
                         [(2, "header-paragraph")])
        self.assertEqual(found(path, OPENING + "// a\nint n;\n"), [(3, "pragma-once")])

    def test_an_empty_file_is_nothing_to_say_about(self):
        self.assertEqual(found("lib/civil/x.hpp", ""), [])


class FunctionLength(unittest.TestCase):
    def long_in(self, text, first_line=2):
        self.assertEqual(in_core(text.rstrip("\n")), [(first_line, "function-length")])

    def test_seventy_lines_and_no_more(self):
        self.assertEqual(in_core(function_of(70).rstrip()), [])
        self.long_in(function_of(71))

    def test_every_kind_of_function(self):
        for signature in ("void C::f() const noexcept", "template <class T> T f(T a)",
                          "bool operator==(const A& a, const A& b)", "auto f() -> std::vector<int>",
                          'TEST_CASE("a story")', "C::C(int a) : a_(a)", "const auto f = [](int a)",
                          "C::C(int a) : C{a}", "C::C(int a) : a_{a}, b_{1}",
                          "void f(int a = 0)", "C::~C()", "void C::f() const&"):
            with self.subTest(signature):
                self.long_in(function_of(71, signature))
                self.assertEqual(in_core(function_of(70, signature).rstrip()), [])

    def test_a_signature_over_several_lines_counts(self):
        self.long_in(function_of(70, "void f(int a,\n       int b)"))

    def test_functions_in_scopes(self):
        self.long_in("namespace {\n" + function_of(71) + "}\n", 3)
        self.long_in("namespace a::b {\nclass C final : public D {\n" + function_of(71) + "};\n}\n",
                     4)
        self.long_in('extern "C" {\n' + function_of(71) + "}\n", 3)

    def test_what_is_no_function_may_be_long(self):
        rows = "    {1, 2},\n" * 100
        self.assertEqual(in_core("const int table[][2] = {\n" + rows + "};"), [])
        self.assertEqual(in_core("const std::array<A, 9> table{{\n" + rows + "}};"), [])
        self.assertEqual(in_core("enum class E {\n" + "    a,\n" * 100 + "};"), [])
        self.assertEqual(in_core("struct S {\n" + "    int a = 0;\n" * 100 + "};"), [])
        self.assertEqual(in_core("namespace a {\n" + function_of(60) * 3 + "}"), [])

    def test_one_long_function_after_short_ones_is_named(self):
        text = OPENING + function_of(40) + function_of(71, "int longest(int n)") + function_of(40)
        finding, = tidy.check_text("lib/civil/x.cpp", text)
        self.assertEqual(finding.line, 42)
        self.assertEqual(finding.message, "longest has 71 lines; split it, 70 will do")

    def test_braces_in_texts_do_not_count(self):
        body = '    g("}");\n    g(\'}\');\n    // }\n' + "    g();\n" * 66
        self.long_in("void f() {\n" + body + "}\n")


class WholeTree(unittest.TestCase):
    def run_over(self, files):
        with tempfile.TemporaryDirectory() as root:
            for path, content in files.items():
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
                with open(os.path.join(root, path), "wb") as file:
                    file.write(content)
            script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tidy.py")
            done = subprocess.run([sys.executable, script, "--root", root], check=False,
                                  capture_output=True, text=True)
            return done.returncode, done.stdout

    def test_findings_are_one_line_each_and_fail(self):
        status, output = self.run_over({
            "lib/civil/x.cpp": (OPENING + "std::thread t;\n").encode(),
            "docs/x.md": b"a\r\n",
            "docs/y.md": b"\xff\xfe\n",
        })
        self.assertEqual(status, 1)
        self.assertEqual(output.splitlines(), [
            "lib/civil/x.cpp:2: thread: 'std::thread': the core has no threads; values go in and "
            "come out, the daemon's loop does the rest",
            "docs/x.md:1: line-end: a carriage return; end lines with a line feed alone",
            "docs/y.md:1: encoding: not UTF-8; write the file anew in UTF-8",
            "3 files, 3 findings",
        ])

    def test_a_clean_tree_passes(self):
        self.assertEqual(self.run_over({"lib/civil/x.cpp": OPENING.encode()}),
                         (0, "1 files, 0 findings\n"))

    def test_a_tree_without_files_is_a_mistake(self):
        self.assertEqual(self.run_over({"elsewhere/x": b""})[0], 1)


if __name__ == "__main__":
    unittest.main()
