"""Gives the pairs of pairs.def places in a table where each is found at once.

place.py PAIRS.DEF PLACES.DEF    choose.sh runs it behind choose.py.

A first half has a row of the table, a second half a column, and the pair stands
at the place that is their sum. Of three cells the first two are a first half. Rows overlap: each begins where its pairs fall
between those of the others. Who reads a place sees whose it is, since no two
rows begin at one.
"""
import collections
import re
import subprocess
import sys

HEAD = """/* Where the pairs of pairs.def stand in a table: at the sum of what the first
 * half and the second half say. Made by tests/perf/place.py.
 *
 * PLACED(x, first, loud_first, second, loud_second): as a first half and as a
 * second one; loud: of a quiet form (_q), what the one says that writes its
 * slot; of all others, and where a quiet one is in no pair, the same. 0: nothing.
 */
"""


def names():
    """In code.def's order."""
    source = '#define CODE(n, form) n\n#define PLAIN(n, form) n\n#define PAIR(x, y)\n#define CARRIED(...) __VA_ARGS__\n#include "engine/wasm/code.def"\n'
    return subprocess.run(["clang-19", "-E", "-P", "-I.", "-xc", "-"], input=source, capture_output=True, text=True, check=True).stdout.split()


def place_rows(pairs, columns):
    """Where each row begins: the fullest ones first, each at the first place where it fits."""
    rows, taken, begins = collections.defaultdict(list), set(), {}
    for x, y in pairs:
        rows[x].append(columns[y])
    for x in sorted(rows, key=lambda x: (-len(rows[x]), x)):
        begin = 1
        while begin in begins.values() or any(begin + column in taken for column in rows[x]):
            begin += 1
        begins[x] = begin
        taken.update(begin + column for column in rows[x])
    return begins


def main():
    text = open(sys.argv[1]).read()
    text = text[text.index("*/"):]
    pairs = re.findall(r"PAIR\((\w+), (\w+)\)", text) + [(x + "__" + y, z) for x, y, z in re.findall(r"TRIPLE\((\w+), (\w+), (\w+)\)", text)]
    seconds = collections.Counter(y for _, y in pairs)
    columns = {y: i + 1 for i, y in enumerate(sorted(seconds, key=lambda y: (-seconds[y], y)))}
    begins = place_rows(pairs, columns)
    order = names()
    known = set(order)
    loud = lambda name: name[:-2] if name.endswith("_q") and name[:-2] in known else name
    with open(sys.argv[2], "w") as out:
        out.write(HEAD)
        out.write("#define PAIR_PLACES %d\n" % (max(begins.values()) + max(columns.values()) + 1))
        for name in order:
            loud_first, loud_second = begins.get(loud(name), 0), columns.get(loud(name), 0)
            first, second = begins.get(name, loud_first), columns.get(name, loud_second)
            if first or second:
                out.write("PLACED(%s, %d, %d, %d, %d)\n" % (name, first, loud_first, second, loud_second))
        for name in sorted(set(begins) - known):
            out.write("PLACED(%s, %d, %d, 0, 0)\n" % (name, begins[name], begins[name]))


main()
