#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A guard that no busy machine can upset: the instructions of each kernel, counted by callgrind
and held against bench/ratchet.json. More than its allowance is a failure; less is to be written
down, so that it stays.

    bench/guard.py PROGRAM            compare; exit 1 if a kernel grew, 77 if there is no valgrind
    bench/guard.py PROGRAM --ratchet  write what is counted now

What a compiler makes of the same source differs, so each build that was counted has its own
figures. Another one may take twice as many as the worst of them."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ALLOWANCE, ALLOWANCE_UNKNOWN = 1.03, 2.0
RATCHET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ratchet.json")


def counted(program, kernel):
    """Instructions for one operation of a kernel."""
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", "--collect-atstart=no",
             "--toggle-collect=dutyd::bench::measured*",
             f"--callgrind-out-file={folder}/out", program, kernel],
            capture_output=True, text=True, check=False)
    total = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode or not total or not int(total.group(1)):
        sys.exit(f"{kernel} did not run:\n{run.stderr}")
    return int(total.group(1)) / int(run.stdout)


def allowed_for(ratchet, build, kernel):
    if build in ratchet:
        return ratchet[build].get(kernel, 0) * ALLOWANCE
    return max(figures.get(kernel, 0) for figures in ratchet.values()) * ALLOWANCE_UNKNOWN


def main():
    program = sys.argv[1]
    if not shutil.which("valgrind"):
        print("valgrind is not installed")
        return 77
    build, *kernels = subprocess.run([program], capture_output=True, text=True,
                                     check=True).stdout.splitlines()
    with ThreadPoolExecutor(2) as pool:
        counts = dict(zip(kernels, pool.map(lambda kernel: counted(program, kernel), kernels)))
    with open(RATCHET, encoding="utf-8") as file:
        ratchet = json.load(file)
    if sys.argv[2:] == ["--ratchet"]:
        ratchet[build] = {kernel: round(count, 1) for kernel, count in counts.items()}
        with open(RATCHET, "w", encoding="utf-8") as file:
            json.dump(ratchet, file, indent=2, sort_keys=True)
            file.write("\n")
        return 0
    grown = False
    for kernel, count in counts.items():
        allowed = allowed_for(ratchet, build, kernel)
        verdict = "more than allowed" if count > allowed else ""
        grown = grown or count > allowed
        print(f"{kernel:<32} {count:>10.1f} instructions, {allowed:>10.1f} allowed {verdict}")
    print(f"built by {build}")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
