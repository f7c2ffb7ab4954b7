#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""numpy schedules a graph level by level, over whole numbers: `levels.py FIRST BEFORE LENGTH
LIMIT`, files of raw int32. The levels are found beforehand, which is not timed."""
import sys
import time

import numpy

first, before, length, limit = (numpy.fromfile(path, dtype=numpy.int32) for path in sys.argv[1:5])
count = len(length)
level = numpy.zeros(count, dtype=numpy.int32)
for i in range(count):
    if first[i] < first[i + 1]:
        level[i] = level[before[first[i]:first[i + 1]]].max() + 1
targets = numpy.repeat(numpy.arange(count), numpy.diff(first))
edges = []
for depth in range(1, level.max() + 1):
    chosen = level[targets] == depth
    edges.append((targets[chosen], before[chosen]))
roots = numpy.flatnonzero(level == 0)


def run():
    done = numpy.zeros(count, dtype=numpy.int32)
    done[roots] = length[roots]
    for to, source in edges:
        numpy.maximum.at(done, to, done[source] + length[to])
    safe = limit.copy()
    for to, source in reversed(edges):
        numpy.minimum.at(safe, source, safe[to] - length[to])
    return safe - done


print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter_ns()
    slack = run()
    print(time.perf_counter_ns() - start, int(slack.sum()) & (2**64 - 1), flush=True)
