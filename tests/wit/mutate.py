#!/usr/bin/env python3
"""Holds `inlay check` against worlds with known differences: from the outside, through components that wasm-tools makes.

    mutate.py [CASES] [SEED]

A game's world is made at random: two interfaces that it offers, one that it asks for, functions; records, variants, enums, flags,
aliases, resources, types used across interfaces, names with acronyms. A mod's is the same with one to four changes, written
differently besides (order, comments, worlds that include others). wasm-tools (cargo install wasm-tools) makes a component of the
mod's world; what `inlay check --json` says of it must be the changes: each one found, and none invented.
"""
import collections, copy, json, os, random, shutil, subprocess, sys, tempfile

R = random.Random()
INLAY = os.environ.get("INLAY", "build/bin/release/inlay")
NAMES = ["a", "get-URL", "x", "RGB-value", "long-kebab-name", "hp", "id2", "is-HTTP2-on", "to", "at-x", "kind", "name", "near", "sum", "k9"]
PLAIN = ["u8", "u32", "s64", "f32", "f64", "bool", "char", "string", "u64", "s16"]
PART = {"record": "field", "variant": "case", "enum": "case", "flags": "flag"}

# ---- a world ----
# A type is a word, or a tuple: ("ref", name), ("own", r), ("borrow", r), ("list", t), ("option", t), ("tuple", [t…]), ("result", ok, err).
# An item of an interface is [kind, name, what]: a function {params, result, async}; a type {kind, parts} or {kind: "alias", of};
# a resource, a list of [kind, name, function].

def make_type(known, depth=0, handles=True):
    chance = R.random()
    if chance < 0.45 or depth > 2:
        return R.choice(PLAIN)
    if chance < 0.65 and known["types"]:
        return ("ref", R.choice(known["types"]))
    if chance < 0.72 and handles and known["resources"]:
        return (R.choice(["own", "borrow"]), R.choice(known["resources"]))
    inner = lambda: make_type(known, depth + 1, False)
    return R.choice([lambda: ("list", inner()), lambda: ("option", inner()), lambda: ("tuple", [inner() for _ in range(R.randint(2, 3))]),
                     lambda: ("result", inner(), inner()), lambda: ("result", None, inner()), lambda: ("list", ("tuple", ["string", inner()]))])()

def make_func(known):
    result = make_type(known) if R.random() < 0.7 else None
    while result is not None and result[0] == "borrow":
        result = make_type(known)
    return {"params": [(n, make_type(known)) for n in R.sample(NAMES, R.randint(0, 3))], "result": result, "async": False}

def make_declaration(known):
    kind = R.choice(["record", "variant", "enum", "flags", "alias"])
    if kind == "alias":
        return {"kind": kind, "of": ("list", make_type(known, 1, False))}
    payload = {"record": lambda: make_type(known, 0, False), "variant": lambda: make_type(known, 1, False) if R.random() < 0.6 else None}
    return {"kind": kind, "parts": [(n, payload.get(kind, lambda: None)()) for n in R.sample(NAMES, R.randint(1 if kind == "record" else 2, 5))]}

def make_interface(name, uses):
    known, items, used = {"types": [], "resources": []}, [], []
    for other, taken, kind in uses:
        used.append((other, taken, R.choice([taken, "my-" + taken])))
        known[kind].append(used[-1][2])
    for i in range(R.randint(0, 2)):
        known["resources"].append(f"{name}-res{i}")
        members = [["constructor", "", {**make_func({"types": [], "resources": []}), "result": None}]] if R.random() < 0.7 else []
        members += [[R.choice(["method", "static"]), f"m{m}-do", make_func(known)] for m in range(R.randint(0, 3))]
        items.append(["resource", f"{name}-res{i}", members])
    for i in range(R.randint(1, 4)):
        items.append(["type", f"{name}-t{i}", make_declaration(known)])
        known["types"].append(f"{name}-t{i}")
        items.append(["func", f"use-{name}-t{i}", {"params": [("v", ("ref", f"{name}-t{i}"))], "result": None, "async": False}])
    items += [["func", f"f{i}-{R.choice(['run', 'go', 'stop'])}", make_func(known)] for i in range(R.randint(1, 4))]
    return {"name": name, "uses": used, "items": items}

def make_world():
    first = make_interface("alpha", [])
    declared = [(first["name"], n, k + "s") for k, n, _ in first["items"] if k != "func"]
    some = lambda: R.sample(declared, min(2, len(declared))) if R.random() < 0.7 else []
    nothing = {"types": [], "resources": []}
    funcs = [["export", f"e{i}-{R.choice(NAMES)}", make_func(nothing)] for i in range(R.randint(1, 3))]
    funcs += [["import", f"i{i}-{R.choice(NAMES)}", make_func(nothing)] for i in range(R.randint(0, 2))]
    return {"version": "1.2.0", "interfaces": [first, make_interface("beta", some()), make_interface("gamma", some())], "funcs": funcs, "moved": None}

# ---- as WIT ----

def text(t):
    match t:
        case None: return "_"
        case str(): return t
        case ("ref", name): return name
        case ("tuple", parts): return "tuple<" + ", ".join(map(text, parts)) + ">"
        case ("result", ok, None): return f"result<{text(ok)}>" if ok is not None else "result"
        case ("result", ok, error): return f"result<{text(ok)}, {text(error)}>"
    return f"{t[0]}<{text(t[1])}>"

def params(f): return "(" + ", ".join(f"%{n}: {text(t)}" for n, t in f["params"]) + ")"
def signature(f): return ("async " if f["async"] else "") + "func" + params(f) + (f" -> {text(f['result'])}" if f["result"] is not None else "")

def item_text(kind, name, what):
    if kind == "func":
        return f"  {name}: {signature(what)};"
    if kind == "resource":
        members = [f"constructor{params(f)};" if k == "constructor" else f"{n}: {'static ' if k == 'static' else ''}{signature(f)};" for k, n, f in what]
        return f"  resource {name} {{ {' '.join(members)} }}"
    if what["kind"] == "alias":
        return f"  type {name} = {text(what['of'])};"
    part = lambda n, t: f"%{n}: {text(t)}" if what["kind"] == "record" else f"%{n}" + (f"({text(t)})" if t is not None else "")
    return f"  {what['kind']} {name} {{ {', '.join(part(*p) for p in what['parts'])} }}"

def interface_text(i, differently):
    items = R.sample(i["items"], len(i["items"])) if differently else i["items"]
    lines = [f"interface {i['name']} {{"] + [f"  use {o}.{{{n}{'' if n == own else ' as ' + own}}};" for o, n, own in i["uses"]]
    for item in items:
        lines += ["  /// What it is."] * (differently and R.random() < 0.3) + [item_text(*item)]
    return lines + ["}"]

def world_text(w, differently=False):
    where = lambda name: f"q:other/{name}@{w['version']}" if w["moved"] == name else name
    imports = [f"import {where(n)};" for n in ("alpha", "beta")]
    lines = [f"package p:g@{w['version']};"]
    for i in w["interfaces"]:
        lines += interface_text(i, differently) if w["moved"] != i["name"] else []
    if differently and R.random() < 0.3:
        lines += ["world part { " + " ".join(imports) + " }", "world w { include part;"]
    else:
        lines += ["world w {"] + imports
    lines += [f"  {kind} {name}: {signature(f)};" for kind, name, f in (R.sample(w["funcs"], len(w["funcs"])) if differently else w["funcs"])]
    lines += [f"  export {where('gamma')};", "}"]
    for i in w["interfaces"]:
        if w["moved"] == i["name"]:
            lines += [f"package q:other@{w['version']} {{"] + interface_text(i, differently) + ["}"]
    return "\n".join(lines) + "\n"

# ---- changes: each gives the differences that it makes, or None where there is nothing to change ----

NEW = ("totally-unknown-thing", "unheard-of-indeed")
is_import = lambda i: i["name"] != "gamma"
path = lambda i, name="": f"p:g/{i['name']}@1.2.0" + (f" / {name}" if name else "")

class Changes:
    """What was changed is left alone by further changes."""
    def __init__(self, world):
        self.world, self.done = world, set()

    def pick(self, places):
        free = [p for p in places if p[0] not in self.done]
        if not free:
            return None
        place = R.choice(free)
        self.done.add(place[0])
        return place

    def items(self, kind, fit=lambda what: True):
        return [((i["name"], item[1]), i, item) for i in self.world["interfaces"] for item in i["items"]
                if item[0] == kind and item[1] not in NEW and not item[1].startswith("use-") and fit(item[2])]

    def funcs(self, fit=lambda f: True, constructors=True):
        out = [(key, path(i, item[1]), item[2]) for key, i, item in self.items("func")]
        for (name, owner), i, item in self.items("resource"):
            out += [((name, owner, n), path(i, f"[{k}]{owner}" + (f".{n}" if n else "")), f) for k, n, f in item[2]
                    if (name, owner) not in self.done and (n or constructors)]
        out += [((k, n), n, f) for k, n, f in self.world["funcs"] if n not in NEW]
        return [place for place in out if fit(place[2])]

def changed(t):
    """Another type, and where in it the difference is."""
    if isinstance(t, str):
        return R.choice([p for p in PLAIN if p != t]), ""
    kind, words = t[0], {"list": " / list item", "option": " / some"}
    if kind in ("ref", "own", "borrow"):
        return "s8", ""
    if kind == "option" and R.random() < 0.4:
        return ("result", t[1], None), ""
    if kind in words:
        inner, at = changed(t[1])
        return (kind, inner), words[kind] + at
    if kind == "tuple":
        n = R.randrange(len(t[1]))
        inner, at = changed(t[1][n])
        return ("tuple", t[1][:n] + [inner] + t[1][n + 1:]), f" / item {n}" + at
    side = R.choice([n for n in (1, 2) if t[n] is not None])
    inner, at = changed(t[side])
    return tuple(inner if n == side else part for n, part in enumerate(t)), (" / ok" if side == 1 else " / err") + at

def swap(items):
    a, b = R.sample(range(len(items)), 2)
    items[a], items[b] = items[b], items[a]

def parts_change(change, fit=lambda d: True):
    def run(c):
        place = c.pick(c.items("type", lambda d: d["kind"] != "alias" and fit(d)))
        return place and [("type", path(place[1], place[2][1]) + change(place[2][2], PART[place[2][2]["kind"]]))]
    return run

def reorder(d, word):
    swap(d["parts"])
    return ""

def rename_part(d, word):
    n = R.randrange(len(d["parts"]))
    old, t = d["parts"][n]
    d["parts"][n] = (R.choice(["other-" + old, old + ("S" if old.split("-")[-1].isupper() else "s")]), t)
    return f" / {word} {old}"

def drop_part(d, word): return f" / {word} {d['parts'].pop(R.randrange(len(d['parts'])))[0]}"

def add_part(d, word):
    d["parts"].insert(R.randint(0, len(d["parts"])), ("brand-new", "u8" if d["kind"] == "record" else None))
    return f" / {word} brand-new"

def change_part(d, word):
    n = R.choice([n for n, (_, t) in enumerate(d["parts"]) if t is not None])
    name, t = d["parts"][n]
    new, at = changed(t)
    d["parts"][n] = (name, new)
    return f" / {word} {name}{at}"

def toggle_payload(d, word):
    n = R.randrange(len(d["parts"]))
    name, t = d["parts"][n]
    d["parts"][n] = (name, None if t is not None else "u8")
    return f" / {word} {name}"

def other_kind(d, word):
    d["kind"] = "flags" if d["kind"] == "enum" else "enum"
    return ""

def change_alias(c):
    place = c.pick(c.items("type", lambda d: d["kind"] == "alias"))
    if not place:
        return None
    place[2][2]["of"], at = changed(place[2][2]["of"])
    return [("type", path(place[1], place[2][1]) + at)]

def func_change(change, fit=lambda f: True, constructors=True):
    def run(c):
        place = c.pick(c.funcs(fit, constructors))
        return place and [("type", place[1] + change(place[2]))]
    return run

def change_param(f):
    n = R.randrange(len(f["params"]))
    name, t = f["params"][n]
    new, at = changed(t)
    f["params"][n] = (name, new)
    return f" / param {name}{at}"

def rename_param(f):
    n = R.randrange(len(f["params"]))
    name, t = f["params"][n]
    f["params"][n] = ("quite-other", t)
    return f" / param {name}"

def add_param(f):
    f["params"].insert(R.randint(0, len(f["params"])), ("brand-new", "u8"))
    return " / param brand-new"

def drop_param(f): return f" / param {f['params'].pop(R.randrange(len(f['params'])))[0]}"

def swap_params(f):
    swap(f["params"])
    return ""

def change_result(f):
    at = ""
    if f["result"] is None or R.random() < 0.4:
        f["result"] = None if f["result"] is not None else "u8"
    else:
        f["result"], at = changed(f["result"])
    return " / result" + at

def make_async(f):
    f["async"] = True
    return ""

def lacking(i, new, old):
    return [("unknown-import", path(i, new))] if is_import(i) else [("missing-export", path(i, old))]

def drop_func(c):
    place = c.pick(c.items("func"))
    if place:
        place[1]["items"].remove(place[2])
    return place and ([] if is_import(place[1]) else [("missing-export", path(place[1], place[2][1]))])

def new_func(c):
    i = R.choice(c.world["interfaces"])
    if (i["name"], NEW[0]) in c.done:
        return None
    c.done.add((i["name"], NEW[0]))
    i["items"].append(["func", NEW[0], {"params": [], "result": None, "async": False}])
    return [("unknown-import", path(i, NEW[0]))] if is_import(i) else []

def rename_func(c, also=None):
    place = c.pick(c.items("func"))
    if not place:
        return None
    _, i, item = place
    old, item[1] = item[1], item[1] + "s" if also or R.random() < 0.5 else "zz-" + item[1][3:] + "-" + item[1][:2]
    c.done.add((i["name"], item[1]))
    out = lacking(i, item[1], old)
    return out + [("type", out[0][1] + also(item[2]))] if also else out

def other_mark(c):
    places = [((name, owner, m[1]), i, owner, m) for (name, owner), i, item in c.items("resource") for m in item[2]
              if m[0] != "constructor" and (name, owner) not in c.done]
    place = c.pick(places)
    if not place:
        return None
    _, i, owner, member = place
    old, member[0] = member[0], "static" if member[0] == "method" else "method"
    return lacking(i, f"[{member[0]}]{owner}.{member[1]}", f"[{old}]{owner}.{member[1]}")

def drop_constructor(c):
    places = [((name, owner, ""), i, item, m) for (name, owner), i, item in c.items("resource") for m in item[2]
              if m[0] == "constructor" and (name, owner) not in c.done]
    place = c.pick(places)
    if place:
        place[2][2].remove(place[3])
    return place and ([] if is_import(place[1]) else [("missing-export", path(place[1], f"[constructor]{place[2][1]}"))])

def drop_port(c):
    place = c.pick([((k, n), item) for item in c.world["funcs"] for k, n in [item[:2]] if n not in NEW])
    if place:
        c.world["funcs"].remove(place[1])
    return place and ([("missing-export", place[1][1])] if place[1][0] == "export" else [])

def new_port(c):
    if NEW[1] in c.done:
        return None
    c.done.add(NEW[1])
    kind = R.choice(["import", "export"])
    c.world["funcs"].append([kind, NEW[1], {"params": [], "result": None, "async": False}])
    return [("unknown-import", NEW[1])] if kind == "import" else []

def misspell_port(c):
    place = c.pick([((k, n), item) for item in c.world["funcs"] for k, n in [item[:2]] if n not in NEW])
    if not place:
        return None
    item = place[1]
    old, item[1] = item[1], item[1][:2] + "q" + item[1][2:]
    c.done.add((item[0], item[1]))
    out = [("unknown-import", item[1]) if item[0] == "import" else ("missing-export", old)]
    return out + ([("type", out[0][1] + change_result(item[2]))] if item[2]["params"] else [])

has_params = lambda f: len(f["params"]) > 0
CHANGES = [
    parts_change(reorder, lambda d: len(d["parts"]) > 1), parts_change(rename_part), parts_change(drop_part, lambda d: len(d["parts"]) > 1), parts_change(add_part),
    parts_change(change_part, lambda d: any(t is not None for _, t in d["parts"])), parts_change(toggle_payload, lambda d: d["kind"] == "variant"),
    parts_change(other_kind, lambda d: d["kind"] in ("enum", "flags")), change_alias,
    func_change(change_param, has_params), func_change(rename_param, has_params), func_change(add_param), func_change(drop_param, has_params),
    func_change(swap_params, lambda f: len(f["params"]) > 1), func_change(change_result, constructors=False), func_change(make_async, constructors=False),
    drop_func, new_func, rename_func, lambda c: rename_func(c, add_param), other_mark, drop_constructor, drop_port, new_port, misspell_port,
]

def change(world):
    """The differences that were made."""
    how = R.random()
    used = {other for i in world["interfaces"] for other, _, _ in i["uses"]}
    alone = [i for i in world["interfaces"] if i["name"] not in used and not i["uses"]]
    if how < 0.05 and alone:
        i = R.choice(alone)
        world["moved"] = i["name"]
        return [("unknown-import", f"q:other/{i['name']}@1.2.0") if is_import(i) else ("missing-export", path(i))]
    if how < 0.1:
        world["version"] = R.choice(["2.0.0", "1.3.0"])
        return [("version", path(i)) for i in world["interfaces"]] if world["version"] == "2.0.0" else []
    changes = Changes(world)
    made = [R.choice(CHANGES)(changes) for _ in range(R.randint(1, 4))]
    return [difference for each in made for difference in each or []]

# ---- a case ----

def run(*command):
    return subprocess.run(command, capture_output=True, text=True)

def play(folder, sizes):
    """What was wrong; None: all was as it should be. Counts how many differences the world has."""
    game = make_world()
    mod = copy.deepcopy(game)
    wanted = collections.Counter(change(mod))
    sizes[wanted.total()] += 1
    for name, content in (("game.wit", world_text(game, R.random() < 0.5)), ("mod.wit", world_text(mod, True))):
        with open(f"{folder}/{name}", "w") as f:
            f.write(content)
    for command in (["embed", "--all-features", "--dummy", "-w", "w", f"{folder}/mod.wit", "-o", f"{folder}/core.wasm"],
                    ["new", f"{folder}/core.wasm", "-o", f"{folder}/mod.wasm"]):
        made = run("wasm-tools", "component", *command)
        if made.returncode:
            return f"wasm-tools: {made.stderr.strip()[:300]}"
    said = run(INLAY, "check", f"{folder}/mod.wasm", "--wit", f"{folder}/game.wit", "--world", "w", "--json")
    try:
        told = json.loads(said.stdout)
    except ValueError:
        return f"inlay check: {(said.stdout + said.stderr)[:300]}"
    found = collections.Counter((d["kind"], d["path"]) for d in told["differences"])
    if found == wanted and (said.returncode != 0) == bool(wanted or "error" in told):
        return None
    return f"not found {list((wanted - found).elements())}\n  invented  {list((found - wanted).elements())}"

def main():
    count, seed = int(sys.argv[1]) if len(sys.argv) > 1 else 300, int(sys.argv[2]) if len(sys.argv) > 2 else 1
    if not shutil.which("wasm-tools"):
        print("mutate: skipped: wasm-tools is not here (cargo install wasm-tools)")
        return 0
    failed, sizes = 0, collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for n in range(seed, seed + count):
            R.seed(n)
            wrong = play(folder, sizes)
            failed += wrong is not None
            if wrong:
                print(f"seed {n}:\n  {wrong}")
    print("worlds by their differences:", ", ".join(f"{size}: {sizes[size]}" for size in sorted(sizes)))
    print(f"mutate: {count - failed} passed, {failed} failed")
    return failed != 0

sys.exit(main())
