#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What the benchmarks measured, as a table; with --plot written into docs/performance.md, with the
cost curves drawn beside it.

    bench/report.py RESULTS.jsonl [--plot DOCS]

RESULTS has the JSON lines of bench/pairs.hpp. The document keeps its prose: only what lies between
`<!-- measured: NAME -->` and `<!-- end -->` is written anew, and a block whose area was not run
keeps what it says."""
import json
import math
import os
import platform
import re
import subprocess
import sys

PANEL_WIDTH, PANEL_HEIGHT, PANELS_A_ROW = 330, 230, 3


def number(value):
    if value >= 1e5 or (value and value < 1e-2):
        return f"{value:.2g}"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def goal_of(result):
    sign = {"at-least": "≥", "at-most": "≤"}.get(result.get("goal_kind"))
    if sign:
        return f"{sign} {number(result['goal'])}"
    if result.get("goal") is not None and "value" in result:
        return f"≤ {number(result['goal'])} {result['unit']}"
    return ""


def row_of(result):
    cells = [result["row"], result.get("peer", "")]
    if "skipped" in result:
        return cells + ["", "", f"skipped: {result['skipped']}", goal_of(result), ""]
    if "value" in result:
        cells += [f"{number(result['value'])} {result['unit']}", "", ""]
    else:
        cells += [f"{number(result['ours'])} {result['unit']}", number(result["theirs"]),
                  f"**{number(result['ratio'])}** [{number(result['low'])}–"
                  f"{number(result['high'])}]"]
    goal = goal_of(result)
    return cells + [goal, ("met" if result["met"] else "**missed**") if goal else ""]


def table_of(results):
    heads = ["what", "against", "dutyd", "theirs", "ratio [range of pairs]", "goal", ""]
    lines = [heads, ["---"] * len(heads)] + [row_of(result) for result in results]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def exponent(points):
    """The slope of a line through the logarithms: cost grows as n to this power."""
    xs = [math.log(n) for n, _ in points]
    ys = [math.log(value) for _, value in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / spread


class Curve:
    """Cost over n; what is stated for one of the n is multiplied, so that all grow alike."""

    def __init__(self, area, name, unit):
        self.title = f"{area}: {name}"
        self.per_one = "/" in unit
        self.unit = unit.split("/")[0]
        self.points = []

    def add(self, n, value):
        self.points.append((n, value * n if self.per_one else value))

    def scaled(self):
        """The points in a unit that reads well, and its name."""
        points = sorted(self.points)
        if self.unit == "ns":
            for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
                if points[-1][1] >= size:
                    return [(n, value / size) for n, value in points], unit
        return points, self.unit


def curves_of(results):
    curves = {}
    for result in results:
        key = (result["area"], result["curve"])
        curves.setdefault(key, Curve(*key, result["unit"])).add(result["n"], result["value"])
    return [curve for curve in curves.values() if len(curve.points) > 1]


def curve_table(curves):
    lines = ["| cost | at each size | grows as |", "| --- | --- | --- |"]
    for curve in curves:
        points, unit = curve.scaled()
        costs = ", ".join(f"{n:.0e}".replace("e+0", "e") + f": {number(v)}" for n, v in points)
        lines.append(f"| {curve.title} ({unit}) | {costs} | n^{exponent(points):.2f} |")
    return "\n".join(lines)


def panel(curve, left, top):
    points, unit = curve.scaled()
    x0, x1 = math.log10(points[0][0]), math.log10(points[-1][0])
    y0 = math.floor(math.log10(min(value for _, value in points)))
    y1 = max(math.ceil(math.log10(max(value for _, value in points))), y0 + 1)
    width, height = PANEL_WIDTH - 80, PANEL_HEIGHT - 80

    def at(n, value):
        return (left + 55 + width * (math.log10(n) - x0) / (x1 - x0),
                top + 40 + height * (y1 - math.log10(value)) / (y1 - y0))

    out = [f'<text x="{left + 12}" y="{top + 22}" class="title">{curve.title}</text>']
    for power in range(y0, y1 + 1):
        x, y = at(points[0][0], 10.0 ** power)
        out.append(f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{x + width:.0f}" y2="{y:.0f}"/>'
                   f'<text x="{x - 6:.0f}" y="{y + 4:.0f}" text-anchor="end">'
                   f"{10.0 ** power:g}</text>")
    for n, _ in points:
        x, y = at(n, 10.0 ** y0)
        out.append(f'<text x="{x:.0f}" y="{y + 18:.0f}" text-anchor="middle">{n:.0e}</text>'
                   .replace("e+0", "e"))
    path = " ".join("{:.1f},{:.1f}".format(*at(n, value)) for n, value in points)
    out.append(f'<polyline points="{path}"/>')
    for n, value in points:
        out.append('<circle cx="{:.1f}" cy="{:.1f}" r="3"/>'.format(*at(n, value)))
    out.append(f'<text x="{left + 12}" y="{top + PANEL_HEIGHT - 4}">{unit}, grows as '
               f"n^{exponent(points):.2f}</text>")
    return "\n".join(out)


def plot(curves):
    rows = math.ceil(len(curves) / PANELS_A_ROW)
    width, height = PANEL_WIDTH * min(len(curves), PANELS_A_ROW), (PANEL_HEIGHT + 12) * rows
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
           f'width="{width}" height="{height}" role="img" '
           'aria-label="Cost over size, both scales logarithmic">',
           "<style>text{font:11px sans-serif;fill:#333}.title{font-weight:bold;font-size:12px}"
           "line{stroke:#ddd}polyline{fill:none;stroke:#1f5fa8;stroke-width:2}"
           "circle{fill:#1f5fa8}</style>",
           f'<rect width="{width}" height="{height}" fill="#fff"/>']
    for i, curve in enumerate(curves):
        out.append(panel(curve, PANEL_WIDTH * (i % PANELS_A_ROW),
                         (PANEL_HEIGHT + 12) * (i // PANELS_A_ROW)))
    return "\n".join(out + ["</svg>"]) + "\n"


def first_line(*command):
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        return (answer.stdout or answer.stderr).strip().splitlines()[0]
    except (OSError, IndexError):
        return ""


def version_of(package):
    return first_line("dpkg-query", "-W", "-f=${Version}", package)


def machine():
    """The processor, the system and the versions measured, in a sentence."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    release = platform.freedesktop_os_release().get("PRETTY_NAME", "")
    words = [f"{os.cpu_count()} × {model.group(1) if model else platform.machine()}", release,
             f"Linux {platform.release()}", first_line("c++", "--version")]
    for name, package in (("Boost", "libboost1.81-dev"), ("numpy", "python3-numpy"),
                          ("TaskJuggler", "tj3"), ("SQLite", "libsqlite3-0"),
                          ("libcurl", "libcurl4"), ("libical", "libical3")):
        version = version_of(package)
        if version:
            words.append(f"{name} {version}")
    return "Measured on " + ", ".join(word for word in words if word) + "."


def load_words():
    load = os.getloadavg()[0]
    quiet = "quiet" if load < 1.5 else "busy with other work, so that ranges are wide"
    return f"The machine was {quiet} (load {load:.1f})."


def written_into(text, name, body):
    pattern = re.compile(rf"(<!-- measured: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    return pattern.sub(lambda match: f"{match.group(1)}\n{body}\n\n{match.group(2)}", text)


def write_document(folder, results, curves):
    path = os.path.join(folder, "performance.md")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = written_into(text, "machine", f"{machine()}\n{load_words()}")
    for area in dict.fromkeys(result["area"] for result in results):
        mine = [result for result in results if result["area"] == area]
        rows = [result for result in mine if "row" in result]
        points = [result for result in mine if "curve" in result]
        text = written_into(text, area, table_of(rows) if rows else curve_table(curves_of(points)))
    if curves:
        text = written_into(text, "growth", "![Cost over size](performance.svg)\n\n"
                            + curve_table(curves))
        with open(os.path.join(folder, "performance.svg"), "w", encoding="utf-8") as file:
            file.write(plot(curves))
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        results = [json.loads(line) for line in file if line.startswith("{")]
    curves = curves_of([result for result in results if "curve" in result])
    rows = [result for result in results if "row" in result]
    print(table_of(rows))
    if curves:
        print("\n" + curve_table(curves))
    if sys.argv[2:3] == ["--plot"]:
        write_document(sys.argv[3], results, curves)


if __name__ == "__main__":
    main()
