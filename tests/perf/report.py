"""The table and the picture of `make bench`, from the times that bench.sh noted.

    report.py FOLDER [PERFORMANCE.md SPEED.svg]

Prints; with two more names it writes the tables between the marks of the page, and the
picture. The status is 1 when engines disagree on a result.
"""
import math
import os
import re
import platform
import subprocess
import sys

COLUMNS = [("tail", "tail"), ("free", "no fuel"), ("goto", "gcc goto"), ("switch", "switch"), ("wasmi", "wasmi"),
           ("wasmi-fuel", "wasmi + fuel"), ("wasm3", "wasm3"), ("pulley", "Pulley"), ("pulley-fuel", "Pulley + fuel"),
           ("cranelift", "Cranelift"), ("cranelift-fuel", "Cranelift + fuel")]


def mean(numbers):
    numbers = [n for n in numbers if n]
    return math.exp(sum(map(math.log, numbers)) / len(numbers)) if numbers else None


def median(numbers):
    numbers = sorted(n for n in numbers if n)
    middle = len(numbers) // 2
    if not numbers:
        return None
    return numbers[middle] if len(numbers) % 2 else (numbers[middle - 1] + numbers[middle]) / 2


class Figures:
    """The least time of each workload on each engine."""

    def __init__(self, folder):
        self.best, self.results, self.names, self.differing = {}, {}, [], set()
        with open(os.path.join(folder, "times")) as file:
            for line in file:
                name, column, ms, result = line.split()
                if name not in self.names:
                    self.names.append(name)
                key = name, column
                self.best[key] = min(float(ms), self.best.get(key, math.inf))
                if self.results.setdefault(name, result) != result:
                    self.differing.add(f"{name} ({column})")
        self.builds = sum((self.names[0], f"tail-{i}") in self.best for i in range(1, 100))

    def time(self, name, column):
        return self.best.get((name, column))

    def ratio(self, name, slow, fast):
        a, b = self.time(name, slow), self.time(name, fast)
        return a / b if a and b else None

    def shuffled(self, name, peer):
        """The median speed against a peer over the builds with shuffled handlers."""
        return median([self.ratio(name, peer, f"tail-{i}") for i in range(1, self.builds + 1)]) or self.ratio(name, peer, "tail")

    def fuel_cost(self, name):
        """Percent, by the median over pairs of builds of one handler order."""
        costs = [self.ratio(name, f"tail-{i}", f"free-{i}") for i in range(1, self.builds + 1)]
        middle = median(costs) or self.ratio(name, "tail", "free")
        return middle

    def only_work(self):
        return [n for n in self.names if n != "hostcall"]


def cell(number, form="{:.1f}"):
    return form.format(number) if number else "-"


def times_table(f):
    shown = [(c, title) for c, title in COLUMNS if any(f.time(n, c) for n in f.names)]
    rows = [["workload"] + [title for _, title in shown]]
    for name in f.names:
        rows.append([name] + [cell(f.time(name, c)) for c, _ in shown])
    rows.append(["time / wasmi's, mean"] + [cell(mean([f.ratio(n, c, "wasmi") for n in f.only_work()]), "{:.2f}") for c, _ in shown])
    return rows


def speed_table(f):
    """What issue-closing figures are made of; hostcall measures calls and stands apart."""
    pairs = [("wasmi, fuel off", lambda n: f.shuffled(n, "wasmi")), ("wasmi + fuel", lambda n: f.shuffled(n, "wasmi-fuel")),
             ("gcc goto against wasmi + fuel", lambda n: f.ratio(n, "wasmi-fuel", "goto")), ("switch against wasm3", lambda n: f.ratio(n, "wasm3", "switch")),
             ("Pulley", lambda n: f.shuffled(n, "pulley")), ("Cranelift + fuel", lambda n: f.shuffled(n, "cranelift-fuel"))]
    rows = [["our speed against"] + f.only_work() + ["geometric mean"]]
    for title, ratio in pairs:
        ratios = [ratio(n) for n in f.only_work()]
        if any(ratios):
            rows.append([title] + [cell(r, "{:.2f}") for r in ratios] + [cell(mean(ratios), "{:.2f}")])
    costs = [f.fuel_cost(n) for n in f.only_work()]
    if any(costs):
        rows.append(["time with fuel / without"] + [cell(c, "{:.3f}") for c in costs] + [cell(mean(costs), "{:.3f}")])
    return rows


def add_instructions(rows, folder, f):
    found = {}
    with open(os.path.join(folder, "instructions")) as file:
        for line in file:
            words = line.split()
            if len(words) == 5:
                with_fuel, without, start, start_free = map(int, words[1:])
                found[words[0]] = (with_fuel - start) / (without - start_free)
    if found:
        rows.append(["instructions with fuel / without"] + [cell(found.get(n), "{:.3f}") for n in f.only_work()] + [cell(mean(found.values()), "{:.3f}")])


def as_text(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(word.ljust(w) if i == 0 else word.rjust(w) for i, (word, w) in enumerate(zip(row, widths))) for row in rows)


def as_markdown(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0])] + lines[1:])


def where():
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    model = "unknown processor"
    try:
        with open("/proc/cpuinfo") as file:
            model = next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"Commit {commit}, {model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}."


def picture(f):
    """Bars: speed against wasmi with fuel off, one group a workload."""
    series = [("ours, with fuel", "#2a6fb0", lambda n: f.shuffled(n, "wasmi")), ("gcc goto, with fuel", "#8ab6dc", lambda n: f.ratio(n, "wasmi", "goto")),
              ("wasmi + fuel", "#c9a227", lambda n: f.ratio(n, "wasmi", "wasmi-fuel")), ("wasm3", "#9a9a9a", lambda n: f.ratio(n, "wasmi", "wasm3")),
              ("Pulley", "#c8c8c8", lambda n: f.ratio(n, "wasmi", "pulley"))]
    names = f.only_work()
    values = [[draw(n) for _, _, draw in series] for n in names] + [[mean([draw(n) for n in names]) for _, _, draw in series]]
    names = names + ["mean"]
    top = max(2.0, math.ceil(max(v for row in values for v in row if v) * 2) / 2)
    bar, gap, left, height, base = 14, 22, 46, 240, 290
    width = left + len(names) * (bar * len(series) + gap) + 10
    def y(v):
        return base - v / top * height
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="340" font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="340" fill="white"/>', '<text x="46" y="16" font-size="14">Speed against wasmi 2.0 without fuel (higher is faster)</text>']
    x = left
    for title, color, _ in series:
        out.append(f'<rect x="{x}" y="24" width="10" height="10" fill="{color}"/><text x="{x + 14}" y="33">{title}</text>')
        x += 30 + 7 * len(title)
    for step in range(int(top * 2) + 1):
        v = step / 2
        out.append(f'<line x1="{left}" x2="{width - 6}" y1="{y(v):.1f}" y2="{y(v):.1f}" stroke="{"#444" if v == 1 else "#ddd"}"/>'
                   f'<text x="{left - 6}" y="{y(v) + 4:.1f}" text-anchor="end">{v:.1f}</text>')
    for i, (name, row) in enumerate(zip(names, values)):
        x = left + gap / 2 + i * (bar * len(series) + gap)
        for k, v in enumerate(row):
            if v:
                out.append(f'<rect x="{x + k * bar:.0f}" y="{y(v):.1f}" width="{bar - 2}" height="{base - y(v):.1f}" fill="{series[k][1]}"/>')
        if row[0]:
            out.append(f'<text x="{x + bar / 2:.0f}" y="{y(row[0]) - 4:.1f}" text-anchor="middle" font-size="10">{row[0]:.2f}</text>')
        out.append(f'<text x="{x + bar * len(series) / 2:.0f}" y="{base + 18}" text-anchor="middle">{name}</text>')
    return "\n".join(out) + "\n</svg>\n"


def write_page(path, tables, others):
    with open(path) as file:
        page = file.read()
    begin, end = "<!-- figures -->\n", "<!-- end of figures -->"
    head, rest = page.split(begin)
    tail = rest.split(end)[1]
    body = "\n\n".join(tables)
    if others:
        body += "\n\n```\n" + others.strip() + "\n```"
    with open(path, "w") as file:
        file.write(head + begin + body + "\n" + end + tail)


def main():
    folder = sys.argv[1]
    f = Figures(folder)
    times, speeds = times_table(f), speed_table(f)
    add_instructions(speeds, folder, f)
    with open(os.path.join(folder, "others")) as file:
        others = re.sub(r"\S*/(?=[^/\s]+/[^/\s]+\.wasm)", "", file.read())      # where files lie is this machine's affair
    print(where())
    print(f"\nCPU ms of one call, least of the rounds; ours with fuel, but for \"no fuel\"\n\n{as_text(times)}")
    print(f"\nSpeed of the tail-calling build, median over {f.builds} builds with shuffled handlers\n\n{as_text(speeds)}\n\n{others}")
    for name in sorted(f.differing):
        print(f"RESULTS DIFFER: {name}")
    if len(sys.argv) > 3:
        write_page(sys.argv[2], [where(), as_markdown(times), as_markdown(speeds)], others)
        with open(sys.argv[3], "w") as file:
            file.write(picture(f))
    return 1 if f.differing else 0


sys.exit(main())
