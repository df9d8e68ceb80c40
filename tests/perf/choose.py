"""Chooses pairs from what choose.sh counted, and writes them as pairs.def.

choose.py FOLDER [PAIRS.DEF]    Prints what of each source is covered, and what
of it would be if the rest alone had been asked.

A pair's weight is the sum of its shares in all sources. First are taken the
WANTED heaviest, with a second half that also writes its slot: the quiet one
(_q) runs as that. Then the QUIET heaviest whose second half is quiet.
"""
import collections
import glob
import os
import re
import subprocess
import sys

WANTED, QUIET, WIDTH = 1750, 300, 158
SEEN = 5.0          # per cent: a source of which less was counted says nothing
HEAD = """/* Pairs: a plain cell and the one behind it, run by one handler. Both cells stay
 * where they are, so a way can still be entered at the second.
 *
 * Made by tests/perf/choose.sh: it counted the workloads and kernels as they
 * ran and the bodies of real mods, weighted by loops. The most frequent, each
 * source with the same say. What takes from both sides is listed as _r, what
 * nobody reads again as if it were written, but for the most frequent.
 *
 * PAIRS(x, rows) with the rows of one x, in the order of code.def.
 */
"""


def cells():
    """Names in code.def's order, and those that are plain."""
    source = '#define CODE(n, form) CODE n\n#define PLAIN(n, form) PLAIN n\n#define PAIR(x, y)\n#define CARRIED(...) __VA_ARGS__\n#include "engine/wasm/code.def"\n'
    words = subprocess.run(["clang-19", "-E", "-P", "-I.", "-xc", "-"], input=source, capture_output=True, text=True, check=True).stdout.split()
    order = words[1::2]
    return order, {name for kind, name in zip(words[::2], order) if kind == "PLAIN"}


order, plain = cells()
place = {name: i for i, name in enumerate(order)}


def may_be_second(name):
    return name in place and not name.endswith("_far") and not name.startswith("oracle") and name not in ("mark", "unreachable")


def read(path):
    counted = collections.Counter()
    for line in open(path):
        words = line.split()
        if len(words) == 4 and words[1] == "%" and words[2] in plain and may_be_second(words[3]):
            counted[words[2], words[3]] += float(words[0])
    return counted


def loud(name):
    return name[:-2] if name.endswith("_q") and name[:-2] in place else name


def choose(sources):
    by_loud, by_self = collections.Counter(), collections.Counter()
    for counted in sources:
        for (x, y), share in sorted(counted.items()):
            by_loud[x, loud(y)] += share
            by_self[x, y] += share
    heaviest = lambda weights: sorted(weights, key=lambda pair: (-weights[pair], place[pair[0]], place[pair[1]]))
    quiet = [pair for pair in heaviest(by_self) if pair[1].endswith("_q")]
    return set(heaviest(by_loud)[:WANTED]) | set(quiet[:QUIET])


def covered(chosen, counted):
    return sum(share for (x, y), share in counted.items() if (x, y) in chosen or (x, loud(y)) in chosen) / sum(counted.values())


def write(chosen, path):
    by_first = collections.defaultdict(list)
    for x, y in chosen:
        by_first[x].append(y)
    with open(path, "w") as out:
        out.write(HEAD)
        for x in sorted(by_first, key=place.get):
            line = "PAIRS(%s," % x
            for y in sorted(by_first[x], key=place.get):
                row = " PAIR(%s, %s)" % (x, y)
                if len(line) + len(row) > WIDTH:
                    out.write(line + "\n")
                    line = "   "
                line += row
            out.write(line + ")\n")


def main():
    sources = {}
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.counted"))):
        counted = read(path)
        if sum(counted.values()) > SEEN:
            sources[re.sub(r"\.counted$", "", os.path.basename(path))] = counted
    chosen = choose(sources.values())
    print("%d pairs from %d sources; share of the neighbours, plain one first, that are a pair (if it were not asked):" % (len(chosen), len(sources)))
    for name, counted in sources.items():
        others = choose(each for key, each in sources.items() if key != name)
        print("  %-40s %.2f  (%.2f)" % (name, covered(chosen, counted), covered(others, counted)))
    if len(sys.argv) > 2:
        write(chosen, sys.argv[2])


main()
