#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""clang-tidy over the sources, most of it over many files at once. Nearly all of the time of
clang-tidy goes into the headers of libraries, which every file includes again: so the files of a
module are read as one translation unit that includes them, and their headers once. Files whose
names meet (two `namespace { ... check }`) go into different units, found by compiling them.

A file is also read by itself, with the few checks that only look at the main file: so each one is
known to compile with only what it includes. Files that are named are read by themselves entirely.

What was found clean is not read again until something that was read for it changes: `known` in the
build folder.

    tests/lint.py --build DIR [--jobs N] [FILE ...]
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import defaultdict

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Checks that report on the main file alone, or would report the units.
MAIN_FILE_CHECKS = "bugprone-suspicious-include,misc-unused-alias-decls,misc-unused-using-decls"
UNIT_CHECKS = ",".join("-" + check for check in MAIN_FILE_CHECKS.split(","))

# The static analyzer looks into what a file includes if the file is called so.
UNIT_PREFIX = "UnifiedSource"

# What would be shadowed or unused is only known of a file by itself.
NO_WARNINGS = ("-Wno-everything",)

# More files in a unit save little, and one unit at the end leaves the other processors idle.
UNIT_FILES_MAX = 20

SOURCE_LINE = re.compile(r"(?:In file included from )?([^\s:]+\.cpp):\d+:\d*:? ?(error|note)?")


class Known:
    """What earlier runs have found, a file for each command line. It holds while nothing of this
    checkout has changed that the command read; headers of libraries are not looked at, so whoever
    installs other ones removes the folder."""

    def __init__(self, folder):
        self.folder = folder
        self.digests = {}  # of sources; each is read once
        os.makedirs(folder, exist_ok=True)

    def path(self, command):
        return os.path.join(self.folder, hashlib.sha256(shlex.join(command).encode()).hexdigest())

    def digest_of_file(self, path):
        if path in self.digests:
            return self.digests[path]
        try:
            with open(path, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
        except FileNotFoundError:
            return "none"
        if not os.path.basename(path).startswith(UNIT_PREFIX):  # written anew as units are found
            self.digests[path] = digest
        return digest

    def digest(self, files):
        return hashlib.sha256(" ".join(map(self.digest_of_file, files)).encode()).hexdigest()

    def outcome(self, command):
        """Nothing if the command must be run."""
        try:
            with open(self.path(command), encoding="utf-8") as file:
                entry = json.load(file)
        except FileNotFoundError:
            return None
        return entry["outcome"] if entry["digest"] == self.digest(entry["files"]) else None

    def add(self, command, outcome, reading):
        with open(self.path(command) + ".new", "w", encoding="utf-8") as file:
            json.dump({"outcome": outcome, **reading}, file)
        os.replace(self.path(command) + ".new", self.path(command))

    def reading(self, path, words):
        """What is about to be read, as it is now: who edits meanwhile has it read again. Nothing if
        the file cannot be preprocessed."""
        files = files_read(path, words)
        return files and {"files": files, "digest": self.digest(files)}


def files_read(path, words):
    """The files of this checkout that a reading of this one reads; none if one is missing."""
    run = subprocess.run(["clang++", *words, *NO_WARNINGS, "-MM", "-MT", "it", path],
                         capture_output=True, text=True, cwd=ROOT)
    if run.returncode != 0:
        return []
    names = run.stdout.replace("\\\n", " ").split()[1:]
    configs = [os.path.join(ROOT, name) for name in (".clang-tidy", "tests/.clang-tidy")]
    return sorted({os.path.realpath(os.path.join(ROOT, name)) for name in names} | set(configs))


def compile_flags(build):
    """What each source is compiled with, but for its own name and that of the object."""
    flags = {}
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        for entry in json.load(file):
            words = shlex.split(entry["command"])[1:]
            words = words[: words.index("-o")]
            flags.setdefault(entry["file"], tuple(words))
    return flags


def groups_of(files, flags):
    """The files that can be read together: those of one folder, compiled alike."""
    groups = defaultdict(list)
    for file in files:
        groups[os.path.dirname(file), flags[file]].append(file)
    return [(members, words) for (_, words), members in groups.items()]


def unit_folder(build, files):
    """A folder for the units of these files, under the same .clang-tidy as the files themselves."""
    own = os.path.relpath(os.path.dirname(files[0]), ROOT)
    folder = os.path.join(build, "units", own)
    os.makedirs(folder, exist_ok=True)
    config = os.path.join(own.split(os.sep)[0], ".clang-tidy")
    if os.path.exists(os.path.join(ROOT, config)):
        shutil.copy(os.path.join(ROOT, config), os.path.join(build, "units", config))
    return folder


def write_unit(path, files):
    with open(path, "w", encoding="utf-8") as unit:
        unit.writelines(f'#include "{file}"\n' for file in files)


def in_conflict(known, path, words, files):
    command = ["clang++", *words, *NO_WARNINGS, "-ferror-limit=0", "-fsyntax-only", path]
    outcome = known.outcome(command)
    if outcome is None:
        reading = known.reading(path, words)
        outcome = sorted(refused(command, files))
        if reading:
            known.add(command, outcome, reading)
    return outcome


def refused(command, files):
    """The files that the compiler refuses in one unit with the others."""
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    named = {"error": set(), "note": set()}
    for line in run.stderr.splitlines():
        found = SOURCE_LINE.match(line)
        if found and found[1] in files and found[2]:
            named[found[2]].add(found[1])
    if run.returncode == 0:
        return set()
    return named["error"] or named["note"] or set(files[1:])


def units_of(known, folder, name, files, words):
    """Units that compile and that each file is in; one that goes with no other is its own unit."""
    waiting = list(files)
    while waiting:
        members, waiting = waiting[:UNIT_FILES_MAX], waiting[UNIT_FILES_MAX:]
        while len(members) > 1:
            path = os.path.join(folder, f"{UNIT_PREFIX}-{name}-{len(waiting)}.cpp")
            write_unit(path, members)
            conflicts = in_conflict(known, path, words, members)
            if not conflicts:
                break
            kept = [file for file in members if file not in conflicts] or members[:1]
            waiting = [file for file in members if file not in kept] + waiting
            members = kept
        yield path if len(members) > 1 else members[0]


def tidy(known, path, words, checks=""):
    command = ["clang-tidy", "--quiet", f"--checks={checks}", path, "--", *words]
    if known.outcome(command) == "clean":
        return ""
    reading = known.reading(path, words)
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if reading and run.returncode == 0 and not run.stdout:
        known.add(command, "clean", reading)
    noise = re.compile(r"^\d+ warnings?( and \d+ errors?)? (generated|treated as).*\n?", re.M)
    return run.stdout + (noise.sub("", run.stderr) if run.returncode else "")


def lint_all(build, known, files, flags, jobs):
    def alone(file):
        return tidy(known, file, flags[file], "-*," + MAIN_FILE_CHECKS)

    def together(numbered):
        number, (members, words) = numbered
        units = units_of(known, unit_folder(build, members), number, members, words)
        return "".join(tidy(known, unit, (*words, *NO_WARNINGS), UNIT_CHECKS) for unit in units)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(together, enumerate(groups_of(files, flags)))
        yield from pool.map(alone, files)


def lint_each(known, files, flags, jobs):
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(lambda file: tidy(known, file, flags[file]), files)


def main():
    parser = argparse.ArgumentParser(description="clang-tidy over the sources")
    parser.add_argument("--build", required=True, help="a configured build folder")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    build = os.path.abspath(arguments.build)
    flags = compile_flags(build)
    known = Known(os.path.join(build, "known"))
    if arguments.files:
        files = [os.path.abspath(file) for file in arguments.files]
        if unknown := [file for file in files if file not in flags]:
            parser.error(f"{unknown[0]} is not compiled; a header is read with what includes it")
        found = lint_each(known, files, flags, arguments.jobs)
    else:
        files = sorted(file for file in flags if not file.startswith(build))
        found = lint_all(build, known, files, flags, arguments.jobs)
    told = set()
    for output in found:
        if output and output not in told:
            told.add(output)
            print(output, end="", flush=True)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
