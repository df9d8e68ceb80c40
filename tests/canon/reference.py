#!/usr/bin/env python3
"""Holds the engine against the reference interpreter of the canonical ABI (definitions.py of the component model).

    DEFINITIONS=FILE reference.py [CASES] [SEED]      FAR=0: no memory has more than 4 GiB (for a program of 32 bits)

Random types, values, encodings and widths of memories, half of them spoilt (bytes and words changed, realloc that lies), in components of two
kinds: a guest gives a value that another takes through the host, or one guest calls the other, with handles of the other's
resources, owned and lent. Of each the reference says
which value is lifted, which flat values, memory and calls of realloc the taker sees, or that it traps;
build/bin/release/reference says what came of it here.
"""
import importlib.util, os, random, struct, subprocess, sys, tempfile

if not os.path.isfile(os.environ.get("DEFINITIONS", "")):
    print("reference: skipped: DEFINITIONS= names no definitions.py (component-model, design/mvp/canonical-abi)")
    sys.exit(0)
spec = importlib.util.spec_from_file_location("definitions", os.environ["DEFINITIONS"])
D = importlib.util.module_from_spec(spec)
sys.modules["definitions"] = D
spec.loader.exec_module(D)
D.DETERMINISTIC_PROFILE = True

PAGE, GIVER, TAKER, LOG, LOG_END, ARGS, HEAP = 65536, 65536, 131072, 64, 1984, 2048, 4096
HOST, FUSED = 0, 1
WIDE = 0.4             # the share of cases in which memories may be of 64 bits
FAR = float(os.environ.get("FAR", 0.4))      # of those memories the share in which all lies beyond the first 4 GiB
GIB_4 = 1 << 32
HANDLES = 0.6          # the share of calls from guest to guest in which handles may cross
ENCODINGS = ["utf8", "utf16", "latin1+utf16"]
chance = random.Random()

# ---- bytes ----

def u(n):
    out = b""
    while True:
        n, low = n >> 7, n & 0x7F
        out += bytes([low | (0x80 if n else 0)])
        if not n:
            return out

def s(n):
    out = b""
    while True:
        low, n = n & 0x7F, n >> 7
        if (n == 0 and not low & 0x40) or (n == -1 and low & 0x40):
            return out + bytes([low])
        out += bytes([low | 0x80])

def signed(n, bits): return n - (1 << bits) if n >> (bits - 1) else n
def vec(items): return u(len(items)) + b"".join(items)
def name(text): return u(len(text.encode())) + text.encode()
def section(number, body): return bytes([number]) + u(len(body)) + body
def one(number, body): return section(number, b"\1" + body)

# ---- types: the reference's own, and how a component says them ----

PRIMITIVES = [(D.BoolType, 0x7F), (D.S8Type, 0x7E), (D.U8Type, 0x7D), (D.S16Type, 0x7C), (D.U16Type, 0x7B), (D.S32Type, 0x7A), (D.U32Type, 0x79),
              (D.S64Type, 0x78), (D.U64Type, 0x77), (D.F32Type, 0x76), (D.F64Type, 0x75), (D.CharType, 0x74), (D.StringType, 0x73)]
CODES = {kind: code for kind, code in PRIMITIVES}

RESOURCES = []         # of the case at hand: the taker defines them, the giver holds handles
WIDE_REPS = 0.3        # the share of them that are represented by an i64

def rep_type(resource): return "i64" if resource.wide else "i32"

def make_type(depth=0):
    if RESOURCES and depth and chance.random() < 0.25:
        return chance.choice([D.OwnType, D.OwnType, D.BorrowType])(chance.choice(RESOURCES))
    if depth > 3 or chance.random() < 0.35:
        return chance.choice(PRIMITIVES + [(D.StringType, 0)] * 4)[0]()
    inner = lambda: make_type(depth + 1)
    some = lambda: inner() if chance.random() < 0.7 else None
    count = chance.randint(1, 5)
    many = 300 if chance.random() < 0.1 else count
    return chance.choice([
        lambda: D.RecordType([D.FieldType(f"c{i}", inner()) for i in range(count)]),
        lambda: D.TupleType([inner() for _ in range(count)]),
        lambda: D.VariantType([D.CaseType(f"c{i}", some() if i < 5 else None) for i in range(many)]),
        lambda: D.EnumType([f"c{i}" for i in range(many)]),
        lambda: D.OptionType(inner()),
        lambda: D.ResultType(some(), some()),
        lambda: D.FlagsType([f"c{i}" for i in range(chance.randint(1, 32))]),
        lambda: D.ListType(inner()), lambda: D.ListType(inner()), lambda: D.ListType(D.U8Type()),
        lambda: D.ListType(inner(), chance.randint(1, 5)),
        lambda: D.MapType(chance.choice([D.U32Type, D.StringType, D.S8Type, D.BoolType, D.CharType, D.U64Type])(), inner()),
    ])()

class Types:
    """The sections that define a type; resources, records, variants, enums and flags are exported, or imported, so that they have a name."""
    def __init__(self, imported=False):
        self.bytes, self.count, self.imported, self.names, self.defined, self.resources = b"", 0, imported, [], [], []
        for i in range(len(RESOURCES)):
            label = name(f"r{i}")
            self.defined.append(self.count)
            defined = b"\x3F" + bytes([FLAT[rep_type(RESOURCES[i])]]) + b"\0"
            self.bytes += one(10, b"\0" + label + b"\3\1") if imported else one(7, defined) + one(11, b"\0" + label + b"\3" + u(self.count) + b"\0")
            self.count += 1 if imported else 2
            self.resources.append(self.count - 1)
            self.names.append(label)

    def define(self, body, is_named=False):
        self.bytes += one(7, body)
        self.count += 1
        if is_named:
            label, index = name(f"t{len(self.names)}"), u(self.count - 1)
            self.bytes += one(10, b"\0" + label + b"\3\0" + index) if self.imported else one(11, b"\0" + label + b"\3" + index + b"\0")
            self.names.append(label)
            self.count += 1
        return s(self.count - 1)

    def reference(self, t):
        if type(t) in CODES:
            return bytes([CODES[type(t)]])
        optional = lambda t: b"\0" if t is None else b"\1" + self.reference(t)
        match t:
            case D.RecordType(fields):  parts = [name(f.label) + self.reference(f.t) for f in fields]; return self.define(b"\x72" + vec(parts), True)
            case D.VariantType(cases):  parts = [name(c.label) + optional(c.t) + b"\0" for c in cases]; return self.define(b"\x71" + vec(parts), True)
            case D.EnumType(labels):    return self.define(b"\x6D" + vec([name(l) for l in labels]), True)
            case D.FlagsType(labels):   return self.define(b"\x6E" + vec([name(l) for l in labels]), True)
            case D.OwnType():           return self.define(b"\x69" + u(self.resources[RESOURCES.index(t.rt)]))
            case D.BorrowType():        return self.define(b"\x68" + u(self.resources[RESOURCES.index(t.rt)]))
            case D.TupleType(ts):       parts = [self.reference(t) for t in ts]; return self.define(b"\x6F" + vec(parts))
            case D.OptionType(t):       part = self.reference(t); return self.define(b"\x6B" + part)
            case D.ResultType(a, b):    parts = optional(a) + optional(b); return self.define(b"\x6A" + parts)
            case D.MapType(k, v):       parts = self.reference(k) + self.reference(v); return self.define(b"\x63" + parts)
            case D.ListType(t, None):   part = self.reference(t); return self.define(b"\x70" + part)
            case D.ListType(t, length): part = self.reference(t); return self.define(b"\x67" + part + u(length))

# ---- values ----

def make_char():
    return chr(chance.choice([lambda: chance.randrange(32, 127), lambda: chance.randrange(128, 256), lambda: chance.randrange(256, 0xD800),
                              lambda: chance.randrange(0xE000, 0x110000)])())

def make_value(t):
    bits = lambda n: chance.choice([0, 1, (1 << n) - 1, 1 << (n - 1), chance.getrandbits(n)])
    signed_bits = lambda n: signed(bits(n), n)
    match t:
        case D.BoolType():   return chance.random() < 0.5
        case D.S8Type():     return signed_bits(8)
        case D.U8Type():     return bits(8)
        case D.S16Type():    return signed_bits(16)
        case D.U16Type():    return bits(16)
        case D.S32Type():    return signed_bits(32)
        case D.U32Type():    return bits(32)
        case D.S64Type():    return signed_bits(64)
        case D.U64Type():    return bits(64)
        case D.F32Type():    return D.decode_i32_as_float(bits(32))
        case D.F64Type():    return D.decode_i64_as_float(bits(64))
        case D.CharType():   return make_char()
        case D.StringType():
            make = chance.choice([make_char, lambda: chr(chance.randrange(32, 127)), lambda: chr(chance.randrange(32, 256))])
            return host_string("".join(make() for _ in range(chance.randrange(12))))
        case D.OwnType() | D.BorrowType(): return chance.getrandbits(64) if t.rt.wide and chance.random() < 0.5 else chance.randrange(1 << 31)
        case D.FlagsType(labels): return {l: chance.random() < 0.5 for l in labels}
        case D.ListType(e, length): return [make_value(e) for _ in range(chance.randrange(5) if length is None else length)]
    t = D.despecialize(t)
    match t:
        case D.RecordType(fields): return {f.label: make_value(f.t) for f in fields}
        case D.VariantType(cases):
            c = chance.choice(cases)
            return {c.label: None if c.t is None else make_value(c.t)}
    return make_value(t)

def host_string(text): return (text, "utf8", len(text.encode()))

def through_host(v, t):
    """The host's strings are UTF-8, whatever they were."""
    t = D.despecialize(t)
    match t:
        case D.StringType():       return host_string(v[0])
        case D.ListType(e, _):     return [through_host(i, e) for i in v]
        case D.RecordType(fields): return {f.label: through_host(v[f.label], f.t) for f in fields}
        case D.VariantType(cases):
            index, inner = D.match_case(v, cases)
            return {cases[index].label: None if cases[index].t is None else through_host(inner, cases[index].t)}
    return v

def dump(v, t):
    """As reference.c prints it."""
    match t:
        case D.BoolType():   return f"{int(v)},"
        case D.F32Type():    return f"f{D.core_i32_reinterpret_f32(v):08x},"
        case D.F64Type():    return f"d{D.core_i64_reinterpret_f64(v):016x},"
        case D.CharType():   return f"c{ord(v)},"
        case D.StringType(): return f"s{v[0].encode().hex()},"
        case D.FlagsType(labels): return f"g{D.pack_flags_into_int(v, labels)},"
        case D.MapType(k, e): return "(" + "".join(dump(p["0"], k) + dump(p["1"], e) for p in v) + ")"
        case D.ListType(e, _): return "(" + "".join(dump(i, e) for i in v) + ")"
    t = D.despecialize(t)
    match t:
        case D.RecordType(fields): return "(" + "".join(dump(v[f.label], f.t) for f in fields) + ")"
        case D.VariantType(cases):
            index, inner = D.match_case(v, cases)
            return f"<{index}:" + ("" if cases[index].t is None else dump(inner, cases[index].t)) + ">"
    return f"{v},"

# ---- a guest's memory, as the reference sees it ----

class FarBytes:
    """`size` bytes behind 4 GiB of zeros, of which only those are kept that were written to."""
    def __init__(self, size): self.window, self.low = bytearray(size), {}
    def __len__(self): return GIB_4 + len(self.window)

    def __getitem__(self, at):
        if not isinstance(at, slice):
            return self[at:at + 1][0]
        near = bytes(self.low.get(i, 0) for i in range(at.start, min(at.stop, GIB_4)))
        return near + self.window[max(at.start - GIB_4, 0):max(at.stop - GIB_4, 0)]

    def __setitem__(self, at, value):
        at, value = (at.start, value) if isinstance(at, slice) else (at, [value])
        for i, byte in enumerate(value, at):
            if i < GIB_4:
                self.low[i] = byte
            else:
                self.window[i - GIB_4] = byte

class Guest(D.LiftLowerContext):
    """Its own words, and all that it gives or takes, lie in `near`: behind `base`."""
    def __init__(self, size, encoding, address, lie=0, when=0):
        far = address == "i64" and chance.random() < FAR
        memory = FarBytes(size) if far else bytearray(size)
        super().__init__(D.LiftLowerOptions(encoding, D.MemInst(memory, address)), D.ComponentInstance(None))
        self.base, self.near = (GIB_4, memory.window) if far else (0, memory)
        self.made = None                                       # of a giver: its handles, in the order of their numbers
        self.next, self.tags, self.calls, self.address = HEAP, False, 0, address
        self.put(0, lie), self.put(4, when), self.put(8, LOG), self.put(12, lie >> 32)
        self.near[16:24] = self.base.to_bytes(8, "little")         # where the list of `look` begins

    def get(self, at): return int.from_bytes(self.near[at:at + 4], "little")
    def put(self, at, n): self.near[at:at + 4] = (n & 0xFFFFFFFF).to_bytes(4, "little")

    def reallocate(self, old, old_size, alignment, new_size):
        """What realloc_body does."""
        memory, mask = self.near, 0xFFFFFFFF
        where, old = (self.next + alignment - 1) & -alignment & mask, old & mask
        self.next = (where + new_size) & mask
        size = min(old_size, new_size)
        D.trap_if(where + size > len(memory) or old + size > len(memory))
        memory[where:where + size] = memory[old:old + size]
        log = self.get(8)
        if log < LOG_END:
            for i, n in enumerate((old, old_size, alignment, new_size)):
                self.put(log + 4 * i, n)
            self.put(8, log + 16)
        self.put(4, self.get(4) - 1)
        self.calls += 1
        lie = self.get(0) | (self.get(12) << 32 if self.address == "i64" else 0)
        return (self.base | where) ^ (lie if self.get(4) == 0 else 0)

lower_own, lower_borrow = D.lower_own, D.lower_borrow

def give(cx, rep, t, lower):
    """A giver owns whatever it gives or lends."""
    if cx.made is None:
        return lower(cx, rep, t)
    cx.made.append((RESOURCES.index(t.rt), rep))
    return lower_own(cx, rep, t)

D.lower_own = lambda cx, rep, t: give(cx, rep, t, lower_own)
D.lower_borrow = lambda cx, rep, t: give(cx, rep, t, lower_borrow)

store_string_into_range = D.store_string_into_range

def store_tagged(cx, v):
    """A giver may say UTF-16 of what Latin-1 would hold: the reference's own lowering never does."""
    if v[1] == "latin1+utf16" and v[2] >> 31:      # the tag of the other side's memory, which the reference takes for its own
        v = (v[0], v[1], v[2] & (1 << 31) - 1 | D.utf16_tag(cx.opts.memory.ptr_type()))
    if not getattr(cx, "tags", False) or cx.opts.string_encoding != "latin1+utf16":
        return store_string_into_range(cx, v)
    encoded = v[0].encode("utf-16-le")
    at = cx.allocate(2, len(encoded))
    cx.opts.memory[at:at + len(encoded)] = encoded
    return at, len(encoded) // 2 | D.utf16_tag(cx.opts.memory.ptr_type())

D.store_string_into_range = store_tagged

# ---- core modules ----

FLAT = {"i32": 0x7F, "i64": 0x7E, "f32": 0x7D, "f64": 0x7C}
I32C = lambda n: b"\x41" + s(signed(n & 0xFFFFFFFF, 32))
LOCAL = lambda n: b"\x20" + u(n)
ADDRESS = lambda address, n: constant(address, n)
WIDEN, NARROW = b"\xAD", b"\xA7"
ADD, SUB, AND, XOR, OR_64 = b"\x6A", b"\x6B", b"\x71", b"\x73", b"\x84"
STORE = lambda at: b"\x36\2" + u(at)

def constant(t, v):
    if t == "f32": return b"\x43" + struct.pack("<f", v)
    if t == "f64": return b"\x44" + struct.pack("<d", v)
    return I32C(v) if t == "i32" else b"\x42" + s(signed(v, 64))

def function(body, local_words=0):
    code = (b"\1" + u(local_words) + b"\x7F" if local_words else b"\0") + body + b"\x0B"
    return u(len(code)) + code

def module(*sections): return section(1, b"\0asm\1\0\0\0" + b"".join(sections))

def realloc_body(address, base):
    """Counts in i32, whatever addresses are."""
    zero = ADDRESS(address, base)
    widen = b"" if address == "i32" else WIDEN + (zero + OR_64 if base else b"")
    LOAD = lambda at: zero + b"\x28\2" + u(at)
    log = b"".join(LOAD(8) + widen + LOCAL(i) + STORE(4 * i) for i in range(4)) + zero + LOAD(8) + I32C(16) + ADD + STORE(8)
    return (b"\x23\0" + LOCAL(2) + ADD + I32C(1) + SUB + I32C(0) + LOCAL(2) + SUB + AND + b"\x21\4"     # where
            + LOCAL(4) + LOCAL(3) + ADD + b"\x24\0"                                                      # next
            + LOCAL(4) + widen + LOCAL(0) + widen
            + LOCAL(1) + LOCAL(3) + LOCAL(1) + LOCAL(3) + b"\x49\x1B" + (WIDEN if address == "i64" else b"") + b"\xFC\x0A\0\0"         # copy the smaller
            + LOAD(8) + I32C(LOG_END) + b"\x49\x04\x40" + log + b"\x0B"
            + zero + LOAD(4) + I32C(1) + SUB + STORE(4)
            + LOCAL(4) + I32C(0) + LOAD(0) + LOAD(4) + b"\x1B" + XOR)                                    # n != 0 ? 0 : lie

def wide_realloc_body(base):
    """Of i64, around that of i32; the lie has a second half."""
    high = constant("i64", base) + b"\x28\2" + u(12) + WIDEN + constant("i64", 32) + b"\x86"
    return (b"".join(LOCAL(i) + NARROW for i in range(4)) + b"\x10\0" + WIDEN + constant("i64", base) + OR_64
            + constant("i64", 0) + high + constant("i64", base) + b"\x28\2" + u(4) + b"\x1B\x85")

def memory_section(guest): return section(5, b"\1" + (b"\4" if guest.address == "i64" else b"\0") + u(len(guest.opts.memory.bytes) // PAGE))

def taker_module(flats, taker):
    """m: memory, r: realloc, p: stores its parameters, k: where the memory's bytes are."""
    stores = {"i32": 0x36, "i64": 0x37, "f32": 0x38, "f64": 0x39}
    address, wide, base = taker.address, taker.address == "i64", taker.base
    put = b"".join(ADDRESS(address, base) + LOCAL(i) + bytes([stores[t], 2]) + u(ARGS + 8 * i) for i, t in enumerate(flats))
    end = b"\x23\0" + I32C(4096) + ADD
    look = ADDRESS(address, base) + end + I32C(TAKER) + end + I32C(TAKER) + b"\x49\x1B" + STORE(24 if wide else 20) + ADDRESS(address, base + 16)
    word = bytes([FLAT[address]])
    return module(section(1, vec([b"\x60\4\x7F\x7F\x7F\x7F\1\x7F", b"\x60" + vec([bytes([FLAT[t]]) for t in flats]) + b"\0", b"\x60\0\1" + word,
                                  b"\x60\4" + 4 * word + b"\1" + word])),
                  section(3, vec([b"\0", b"\1", b"\2"] + ([b"\3"] if wide else []))), memory_section(taker),
                  section(6, b"\1\x7F\1" + I32C(HEAP) + b"\x0B"),
                  section(7, vec([b"\1m\2\0", b"\1r\0" + (b"\3" if wide else b"\0"), b"\1p\0\1", b"\1k\0\2"])),
                  section(10, vec([function(realloc_body(address, base), 1), function(put), function(look)] + ([function(wide_realloc_body(base))] if wide else []))),
                  data_of(taker, 24))

def data_of(guest, size=None):
    held = bytes(guest.near[:size]).rstrip(b"\0")
    return section(11, b"\1\0" + ADDRESS(guest.address, guest.base) + b"\x0B" + u(len(held)) + held)

# ---- components ----

def options(encoding, memory, realloc=None):
    out = [bytes([ENCODINGS.index(encoding)]), b"\3" + u(memory)]
    return vec(out + ([] if realloc is None else [b"\4" + u(realloc)]))

def alias_core(sort, instance, export): return b"\0" + bytes([sort]) + b"\1" + u(instance) + name(export)
def export_func(label, index): return b"\0" + name(label) + b"\1" + u(index) + b"\0"
HEADER = b"\0asm\x0D\0\1\0"
NO_RESULT = b"\1\0"

def host_component(t, giver, flat, taker, takes):
    types = Types()
    value = types.reference(t)
    bytes_type = types.define(b"\x70\x7D")
    gives = types.count
    for body in (b"\x40\0\0" + value, b"\x40\1\1v" + value + NO_RESULT, b"\x40\0\0" + bytes_type):
        types.define(body)
    ft, v = flat
    give = module(section(1, b"\1\x60\0\1" + bytes([FLAT[ft]])), section(3, b"\1\0"), memory_section(giver),
                  section(7, b"\2\1m\2\0\1g\0\0"), section(10, b"\1" + function(constant(ft, v))), data_of(giver))
    return (HEADER + types.bytes + give + taker_module(takes, taker) + section(2, b"\2\0\0\0\0\1\0")
            + section(6, vec([alias_core(2, 0, "m"), alias_core(2, 1, "m"), alias_core(0, 0, "g"), alias_core(0, 1, "r"), alias_core(0, 1, "p"),
                              alias_core(0, 1, "k")]))
            + section(8, vec([b"\0\0" + u(0) + options(giver.opts.string_encoding, 0) + u(gives),
                              b"\0\0" + u(2) + options(taker.opts.string_encoding, 1, 1) + u(gives + 1),
                              b"\0\0" + u(3) + options("utf8", 1) + u(gives + 2)]))
            + section(11, vec([export_func("g", 0), export_func("p", 1), export_func("k", 2)])))

def define_makers(types):
    """For each resource: func(n: u32) -> own<it>, or of u64."""
    out = []
    for index, resource in zip(types.resources, RESOURCES):
        owned = types.define(b"\x69" + u(index))
        types.define(b"\x40\1\1n" + (b"\x77" if resource.wide else b"\x79") + b"\0" + owned)
        out.append(types.count - 1)
    return out

def fused_component(t, giver, flats, taker, takes):
    types = Types()
    value = types.reference(t)
    bytes_type = types.define(b"\x70\x7D")
    takes_at = types.count
    types.define(b"\x40\1\1v" + value + NO_RESULT), types.define(b"\x40\0\0" + bytes_type)
    makes = define_makers(types)
    news = [b"\2" + u(index) for index in types.defined]
    made = [b"\0\0" + u(3 + i) + u(0) + u(index) for i, index in enumerate(makes)]
    makers = [f"m{i}" for i in range(len(makes))]
    inner = (HEADER + types.bytes + taker_module(takes, taker) + section(2, b"\1\0\0\0")
             + section(6, vec([alias_core(2, 0, "m"), alias_core(0, 0, "r"), alias_core(0, 0, "p"), alias_core(0, 0, "k")]))
             + section(8, vec(news + [b"\0\0" + u(1) + options(taker.opts.string_encoding, 0, 0) + u(takes_at),
                                      b"\0\0" + u(2) + options("utf8", 0) + u(takes_at + 1)] + made))
             + section(11, vec([export_func("p", 0), export_func("k", 1)] + [export_func(m, 2 + i) for i, m in enumerate(makers)])))
    imports = Types(imported=True)
    value = imports.reference(t)
    takes_at = imports.count
    imports.define(b"\x40\1\1v" + value + NO_RESULT), imports.define(b"\x40\0" + NO_RESULT)
    import_makers = b"".join(one(10, b"\0" + name(m) + b"\1" + u(index)) for m, index in zip(makers, define_makers(imports)))
    memory = module(memory_section(giver), section(7, b"\1\1m\2\0"), data_of(giver))
    params = vec([bytes([FLAT[ft]]) for ft, _ in flats])
    hold = b"".join(constant(rep_type(RESOURCES[which]), rep) + b"\x10" + u(1 + which) + b"\x1A" for which, rep in giver.made)
    core = len(makers) + 1
    code = module(section(1, vec([b"\x60" + params + b"\0", b"\x60\0\0", b"\x60\1\x7F\1\x7F", b"\x60\1\x7E\1\x7F"])),
                  section(2, vec([b"\1h\1p\0\0"] + [b"\1h" + name(m) + (b"\0\3" if r.wide else b"\0\2") for m, r in zip(makers, RESOURCES)])), section(3, b"\1\1"),
                  section(7, b"\1\1g\0" + u(core)), section(10, b"\1" + function(hold + b"".join(constant(*f) for f in flats) + b"\x10\0")))
    host = vec([b"\1p\0\0"] + [name(m) + b"\0" + u(1 + i) for i, m in enumerate(makers)])
    caller = (HEADER + imports.bytes + one(10, b"\0\1p\1" + u(takes_at)) + import_makers + memory + section(2, b"\1\0\0\0") + one(6, alias_core(2, 0, "m"))
              + section(8, vec([b"\1\0\0" + options(giver.opts.string_encoding, 0)] + [b"\1\0" + u(1 + i) + u(0) for i in range(len(makers))]))
              + code + section(2, b"\2\1" + host + b"\0\1\1\1h\x12\1") + one(6, alias_core(0, 2, "g"))
              + one(8, b"\0\0" + u(core) + b"\0" + u(imports.count - 1 - 2 * len(makers))) + one(11, export_func("g", core)))
    arguments = vec([b"\1p\1\0"] + [name(m) + b"\1" + u(2 + i) for i, m in enumerate(makers)] + [label + b"\3" + u(i) for i, label in enumerate(types.names)])
    return (HEADER + section(4, inner) + section(5, b"\1\0\0\0")
            + section(6, vec([b"\1\0\0\1p", b"\1\0\0\1k"] + [b"\1\0\0" + name(m) for m in makers] + [b"\3\0\0" + l for l in types.names]))
            + section(4, caller) + section(5, b"\1\0\1" + arguments) + one(6, b"\1\0\1\1g")
            + section(11, vec([export_func("g", 2 + len(makers)), export_func("k", 1)])))

# ---- a case ----

def spoil(giver, flats):
    memory = giver.near
    for _ in range(chance.randrange(1, 4)):
        at, how = chance.randrange(HEAP, max(giver.next, HEAP + 1)), chance.randrange(8 if giver.made else 4)
        if how == 0 and flats:
            i = chance.randrange(len(flats))
            ft, v = flats[i]
            if ft in ("i32", "i64"):
                flats[i] = (ft, v ^ chance.choice([1, 2, 1 << chance.randrange(31), 1 << 31, chance.getrandbits(32)] +
                                               ([1 << 32, 1 << 63, chance.getrandbits(64)] if ft == "i64" else [])))
        elif how > 3:                  # another handle, or none
            words = [i for i, (ft, _) in enumerate(flats) if ft == "i32"]
            other = chance.randrange(len(giver.made) + 2)
            if words and len(flats) > 1:
                flats[chance.choice(words)] = ("i32", other)
            else:
                memory[at & ~3:(at & ~3) + 4] = struct.pack("<I", other)
        elif how == 1:
            memory[at] = chance.choice([0, 0xFF, 0x80, 0xD8, chance.randrange(256)])
        elif how == 2:
            memory[at] ^= 1 << chance.randrange(8)
        else:
            memory[at & ~3:(at & ~3) + 4] = struct.pack("<I", chance.choice([0, 0x80000000, PAGE - 4, chance.randrange(HEAP, GIVER), chance.getrandbits(32)]))

def make_case():
    mode = chance.randrange(2)
    RESOURCES[:] = [D.ResourceType(None) for _ in range(2)] if mode == FUSED and chance.random() < HANDLES else []
    for resource in RESOURCES:
        resource.wide = chance.random() < WIDE_REPS
    t, hostile = make_type(), chance.random() < 0.5
    addresses = [chance.choice(["i32", "i64"]) for _ in range(2)] if chance.random() < WIDE else ["i32", "i32"]
    giver = Guest(GIVER, chance.choice(ENCODINGS), addresses[0])
    giver.made = []
    giver.tags = chance.random() < 0.3
    lie = chance.choice([0, 0, 1, 2, chance.getrandbits(32), chance.randrange(TAKER), 1 << 32, chance.getrandbits(64)]) if hostile else 0
    taker = Guest(TAKER, chance.choice(ENCODINGS), addresses[1], lie, chance.randrange(1, 6))
    for resource in RESOURCES:
        resource.impl = taker.inst
    giver.borrow_scope, taker.borrow_scope = D.Subtask(), D.Task(None, None, taker.inst, None, None)
    most = 1 if mode == HOST else 16
    kinds = D.flatten_types([t], giver.opts)
    kinds = kinds if len(kinds) <= most else [giver.address]
    flats = list(zip(kinds, D.lower_flat_values(giver, most, [make_value(t)], [t])))
    if hostile:
        spoil(giver, flats)
    takes = D.flatten_types([t], taker.opts)
    takes = takes if len(takes) <= 16 else [taker.address]
    binary = (host_component(t, giver, flats[0], taker, takes) if mode == HOST else fused_component(t, giver, flats, taker, takes))
    return mode, binary, expect(mode, t, giver, flats, taker, takes, most)

def expect(mode, t, giver, flats, taker, takes, most):
    """What is wanted: the lines of reference.c; a trap's words are its own."""
    lines = []
    for which, rep in giver.made:      # each is made in the taker's table, and goes over
        taker.inst.handles.remove(taker.inst.handles.add(D.ResourceHandle(RESOURCES[which], rep, own=True)))
    try:
        [value] = D.lift_flat_values(giver, most, D.CoreValueIter([v for _, v in flats]), [t])
        if mode == HOST:
            lines.append("value " + dump(value, t))
            value = through_host(value, t)
        for i, (ft, v) in enumerate(zip(takes, D.lower_flat_values(taker, 16, [value], [t]))):
            at = ARGS + 8 * i
            packed = struct.pack({"i32": "<I", "i64": "<Q", "f32": "<f", "f64": "<d"}[ft], v)
            taker.near[at:at + len(packed)] = packed
        end = min((taker.next + 4096) & 0xFFFFFFFF, TAKER)
        taker.put(24 if taker.address == "i64" else 20, end)
        lines.append("memory " + taker.near[:end].hex())
    except (D.Trap, OverflowError, struct.error):      # a wide rep that is lent to its maker, who is given an i32
        lines.append("trap")
    return lines, taker.calls, len(giver.made)

def main():
    count, seed = int(sys.argv[1]) if len(sys.argv) > 1 else 2000, int(sys.argv[2]) if len(sys.argv) > 2 else 1
    program = os.environ.get("REFERENCE", "build/bin/release/reference")
    differ = trapped = reallocs = values = handles = 0
    for start in range(seed, seed + count, 500):
        cases = []
        with tempfile.NamedTemporaryFile() as f:
            for n in range(start, min(start + 500, seed + count)):
                chance.seed(n)
                mode, binary, wanted = make_case()
                cases.append((n, mode, binary, wanted))
                f.write(bytes([mode]) + struct.pack("<I", len(binary)) + binary)
            f.flush()
            said = subprocess.run([program, f.name], capture_output=True, text=True)
        found = [block.strip("\n").split("\n") for block in said.stdout.split("end\n")[:-1]]
        if said.returncode or len(found) != len(cases):
            print(f"reference: {program} ended with {said.returncode} in seeds from {start}: {said.stderr.strip()}")
            return 1
        for (n, mode, binary, (wanted, calls, held)), got in zip(cases, found):
            short = [line if not line.startswith("trap") else "trap" for line in got]
            trapped += wanted[-1] == "trap"
            values += wanted[0].startswith("value")
            reallocs += calls
            handles += held
            if short != wanted:
                differ += 1
                if differ <= 10:
                    print(f"seed {n} ({'fused' if mode else 'host'}):\n  found  {' | '.join(got)[:300]}\n  wanted {' | '.join(wanted)[:300]}")
                    if os.environ.get("KEEP"):
                        open(f"{os.environ['KEEP']}/{n}.wasm", "wb").write(binary)
    print(f"cases from seed {seed}: {values} values lifted by the host, {reallocs} calls of realloc, {handles} handles, {trapped} traps")
    print(f"reference: {count - differ} passed, {differ} failed")
    return differ != 0

sys.exit(main())
