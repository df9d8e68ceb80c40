"""Chooses pairs from what choose.sh counted, and writes them as pairs.def.

choose.py FOLDER [PAIRS.DEF FEW.DEF]    Prints what of each source is covered, and what
of it would be if the rest alone had been asked.

A pair's weight is the sum of its shares in all sources. First are taken the
WANTED heaviest, with a second half that also writes its slot: the quiet one
(_q) runs as that. Then the QUIET heaviest whose second half is quiet, and
the REST heaviest of what is left, where a first half that is quiet runs as the
one that isn't, too; and CHAINS: what is frequent nowhere but in the middle of
somebody's loop, where each takes what the one before made, or works on other
slots, or ends the loop, or chooses. Last the TRIPLES
heaviest of three cells, of which two and two are pairs that were chosen. The
FEW heaviest stand in a file of their own, too.
"""
import collections
import glob
import os
import re
import subprocess
import sys

WANTED, QUIET, REST, TRIPLES, FEW, WIDTH = 1750, 300, 1000, 1400, 800, 158
SEEN = 5.0          # per cent: a source of which less was counted says nothing
ALU = ("add sub mul and or xor add_k mul_k and_k xor_k shl_k shr_u_k rotl_k add_r sub_r mul_r and_r or_r xor_r"
       " add_k_r mul_k_r and_k_r xor_k_r shl_k_r shr_u_k_r rotl_k_r")
LOOPS = "br_if_i32_ne_step br_if_i32_ne_step_k br_if_i32_lt_s_step br_if_i32_lt_u_step"
TESTS = " ".join(test + form for test in "eq ne lt gt lt_s lt_u gt_s gt_u".split() for form in ("", "_k", "_r", "_k_r"))
CHAINS = [  # of these types, the first halves and the second ones
    (["i64"], "load load_add load_r add sub mul and or xor add_r sub_r mul_r and_r or_r xor_r add_k mul_k and_k xor_k shl_k shr_u_k rotl_k"
              " add_k_r mul_k_r and_k_r xor_k_r shl_k_r shr_u_k_r rotl_k_r",
     "add_r sub_r sub_s mul_r and_r or_r xor_r add_k_r mul_k_r and_k_r xor_k_r shl_k_r shr_u_k_r rotl_k_r store_v"),
    (["f32", "f64"], "load load_add load_r load_index add sub mul add_r sub_r sub_s mul_r add_k mul_k add_k_r mul_k_r square square_r",
     "add_r sub_r sub_s mul_r div_r div_s add_k_r mul_k_r square_r sqrt_r neg_r abs_r store_v store_add_v"),
    (["i32", "i64"], ALU, "add sub mul and or xor add_k mul_k and_k xor_k shl_k shr_u_k rotl_k"),
    (["i32", "i64", "f32", "f64"], "store store_v store_add_v load", LOOPS),
    (["i32", "i64"], ALU, LOOPS),
    (["f32", "f64"], "add sub mul div add_r sub_r sub_s mul_r add_k_r mul_k_r", LOOPS),
    (["i32", "i64", "f32", "f64"], TESTS, "select_32_r select_64_r"),
]
HEAD = """/* Pairs: a plain cell and the one behind it, run by one handler. Both cells stay
 * where they are, so a way can still be entered at the second.
 *
 * Made by tests/perf/choose.sh: it counted the workloads and kernels as they
 * ran and the bodies of real mods, weighted by loops. The most frequent, each
 * source with the same say. What takes from both sides is listed as _r, what
 * nobody reads again as if it were written, but for the most frequent.
 *
 * PAIRS(x, rows) with the rows of one x, in the order of code.def. TRIPLES(x__y,
 * rows): of three cells, whose first two and last two are pairs that stand here.
 */
"""


FEW_HEAD = """/* Of pairs.def those that are run most: what has a handler where compiling all of them
 * would take too long (interp_switch.c by gcc). FEW_WAY: the second half is no plain cell. Made by tests/perf/choose.sh.
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
    """Of one source: two cells, and three, with their shares."""
    counted, triples = collections.Counter(), collections.Counter()
    for line in open(path):
        words = line.split()
        if len(words) < 4 or words[1] != "%" or not all(word in plain for word in words[2:-1]) or not may_be_second(words[-1]):
            continue
        of = triples if len(words) == 5 else counted
        of[tuple(words[2:])] += float(words[0])
    return counted, triples


def loud(name):
    return name[:-2] if name.endswith("_q") and name[:-2] in place else name


def heaviest(weights):
    return sorted(weights, key=lambda pair: (-weights[pair], place[pair[0]], place[pair[1]]))


def chains():
    made = set()
    for types, firsts, seconds in CHAINS:
        of_type = lambda t, y: y if y in place else t + "_" + y
        made |= {(t + "_" + x, of_type(t, y)) for t in types for x in firsts.split() for y in seconds.split()}
    return {pair for pair in made if pair[0] in place and pair[1] in place}


def choose(sources):
    by_loud, by_self, left = collections.Counter(), collections.Counter(), collections.Counter()
    for counted in sources:
        for (x, y), share in sorted(counted.items()):
            by_loud[x, loud(y)] += share
            by_self[x, y] += share
    quiet = [pair for pair in heaviest(by_self) if pair[1].endswith("_q")]
    chosen = set(heaviest(by_loud)[:WANTED]) | set(quiet[:QUIET])
    for (x, y), share in sorted(by_loud.items()):
        if (x, y) not in chosen and (loud(x), y) not in chosen:
            left[loud(x), y] += share
    return chosen | set(heaviest(left)[:REST]) | chains()


def as_chosen(chosen, x, y):
    """As which pair the two run (find_pair in translate_carry.c)."""
    for pair in (x, y), (x, loud(y)), (loud(x), y), (loud(x), loud(y)):
        if pair in chosen:
            return pair
    return None


def choose_triples(chosen, sources):
    """Those that begin with a pair, and end with one."""
    weights = collections.Counter()
    for triples in sources:
        for (x, y, z), share in sorted(triples.items()):
            first = as_chosen(chosen, x, y)
            rest = first and as_chosen(chosen, first[1], z)
            if rest and rest[0] == first[1]:
                weights[first + rest[1:]] += share
    by_place = lambda key: (-weights[key], *map(place.get, key))
    return sorted(weights, key=by_place)[:TRIPLES]


def choose_few(chosen, sources):
    weights = collections.Counter()
    for counted in sources:
        for (x, y), share in sorted(counted.items()):
            pair = as_chosen(chosen, x, loud(y)) or as_chosen(chosen, x, y)
            if pair:
                weights[pair] += share
    return heaviest(weights)[:FEW]


def covered(chosen, counted):
    has = lambda x, y: (x, y) in chosen or (x, loud(y)) in chosen
    return sum(share for (x, y), share in counted.items() if has(x, y) or has(loud(x), y)) / sum(counted.values())


def write_group(out, line, rows):
    for row in rows:
        if len(line) + len(row) > WIDTH:
            out.write(line + "\n")
            line = "   "
        line += row
    out.write(line + ")\n")


def write(chosen, triples, path):
    by_first, by_pair = collections.defaultdict(list), collections.defaultdict(list)
    for key in sorted(list(chosen) + triples, key=lambda key: list(map(place.get, key))):
        (by_first if len(key) == 2 else by_pair)[key[:-1]].append(key)
    with open(path, "w") as out:
        out.write(HEAD)
        for (x,), pairs in by_first.items():
            write_group(out, "PAIRS(%s," % x, [" PAIR(%s, %s)" % pair for pair in pairs])
        for pair, rows in by_pair.items():
            write_group(out, "TRIPLES(%s__%s," % pair, [" TRIPLE(%s, %s, %s)" % row for row in rows])


def write_few(chosen, path):
    line = ""
    with open(path, "w") as out:
        out.write(FEW_HEAD)
        for x, y in sorted(chosen, key=lambda pair: (place[pair[0]], place[pair[1]])):
            row = "%s(%s, %s)" % ("FEW" if y in plain else "FEW_WAY", x, y)
            if line and len(line) + 1 + len(row) > WIDTH:
                out.write(line + "\n")
                line = ""
            line += (" " if line else "") + row
        out.write(line + "\n")


def main():
    sources, triples = {}, {}
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.counted"))):
        counted, three = read(path)
        if sum(counted.values()) > SEEN:
            name = re.sub(r"\.counted$", "", os.path.basename(path))
            sources[name], triples[name] = counted, three
    chosen = choose(sources.values())
    print("%d pairs from %d sources; share of the neighbours, plain one first, that are a pair (if it were not asked):" % (len(chosen), len(sources)))
    for name, counted in sources.items():
        others = choose(each for key, each in sources.items() if key != name)
        print("  %-40s %.2f  (%.2f)" % (name, covered(chosen, counted), covered(others, counted)))
    if len(sys.argv) > 2:
        write(chosen, choose_triples(chosen, triples.values()), sys.argv[2])
        write_few(choose_few(chosen, sources.values()), sys.argv[3])


main()
