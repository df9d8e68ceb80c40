"""Holds wasmtime (package of PyPI, with xxhash) against what `fuzz-peer` writes (its comment says the form).

    fuzz-peer … | wasmtime_peer.py [FOLDER]     writes modules that differ to FOLDER

NaNs are canonical and relaxed SIMD deterministic there too. Calls go through the C API, as the
package's own values know no v128.
"""
import collections
import ctypes
import os
import struct
import sys

import wasmtime as w
import xxhash
from wasmtime import _bindings as c

DONE, TRAPPED, STOPPED = range(3)
REF = 0x6F

# Their trap codes to those of engine/wasm/trap.h. array.copy from null to where there is no room: the specification has
# either trap, and we look at both references first.
CLASSES = {
    "UNREACHABLE": (1,), "INTEGER_DIVISION_BY_ZERO": (2,), "INTEGER_OVERFLOW": (3,), "BAD_CONVERSION_TO_INTEGER": (4,),
    "MEMORY_OUT_OF_BOUNDS": (5,), "TABLE_OUT_OF_BOUNDS": (6, 8), "ARRAY_OUT_OF_BOUNDS": (7, 11), "INDIRECT_CALL_TO_NULL": (9,),
    "BAD_SIGNATURE": (10,), "NULL_REFERENCE": (11, 12), "CAST_FAILURE": (13,),
}
EXHAUSTED = {"STACK_OVERFLOW", "OUT_OF_FUEL", "ALLOCATION_TOO_LARGE"}
KINDS = {0x7F: 0, 0x7E: 1, 0x7D: 2, 0x7C: 3, 0x7B: 4}
TYPES = {kind: byte for byte, kind in KINDS.items()}

Call = collections.namedtuple("Call", "name arguments outcome trap results")
counts = collections.Counter()


class Different(Exception):
    pass


class Stop(Exception):
    pass


class Stream:
    def __init__(self, file):
        self.file = file

    def bytes(self, size):
        data = self.file.read(size)
        if len(data) != size:
            raise EOFError
        return data

    def byte(self):
        return self.bytes(1)[0]

    def name(self):
        return self.bytes(self.byte()).decode()

    def value(self):
        return struct.unpack("<BQQ", self.bytes(17))

    def values(self):
        return [self.value() for _ in range(self.byte())]

    def call(self):
        return Call(self.name(), self.values(), self.byte(), self.byte(), self.values())

    def module(self):
        """None at the end: its bytes, its calls (None: refused), memories, globals."""
        head = self.file.read(4)
        if len(head) < 4:
            return None
        data = self.bytes(struct.unpack("<I", head)[0])
        if not self.byte():
            return data, None, [], []
        calls = [self.call() for _ in range(struct.unpack("<I", self.bytes(4))[0])]
        if not calls or calls[0].outcome != DONE or any(call.outcome == STOPPED for call in calls):
            return data, calls, [], []
        memories = [(self.name(), *struct.unpack("<QQ", self.bytes(16))) for _ in range(self.byte())]
        return data, calls, memories, [(self.name(), self.value()) for _ in range(self.byte())]


def open_engine():
    config = w.Config()
    config.consume_fuel = True
    config.parallel_compilation = False
    config.cranelift_opt_level = "none"
    config.cranelift_nan_canonicalization = True
    config.max_wasm_stack = 256 << 10
    for name in ("gc", "function_references", "exceptions", "tail_call", "multi_memory", "memory64", "relaxed_simd", "relaxed_simd_deterministic"):
        setattr(config, "wasm_" + name, True)
    config.memory_reservation = 1 << 20
    config.memory_guard_size = 1 << 16
    return w.Engine(config)


def to_raw(value):
    kind, low, high = value
    if kind == REF:
        raise Stop("a reference as an argument")
    raw = c.wasmtime_val_t()
    raw.kind = KINDS[kind]
    raw.of.v128[:] = struct.pack("<QQ", low, high)
    return raw


def of_raw(raw):
    if raw.kind not in TYPES:
        return REF, int(struct.unpack("<Q", bytes(raw.of.v128)[:8])[0] == 0), 0
    low, high = struct.unpack("<QQ", bytes(raw.of.v128))
    low = low & 0xFFFFFFFF if raw.kind in (0, 2) else low
    return TYPES[raw.kind], low, high if raw.kind == 4 else 0


def trap_class(error):
    """Their failure as our code; Stop where theirs is exhaustion."""
    text = str(error)
    if "thrown Wasm exception" in text:
        return (15,)
    if isinstance(error, w.Trap):
        code = error.trap_code
        if code is None:
            raise Different(f"no trap code: {error}")
        if code.name in EXHAUSTED:
            raise Stop("dry or exhausted there")
        return CLASSES.get(code.name, ())
    if "fuel" in text or "exhausted" in text or "maximum" in text or "limit" in text:
        raise Stop("dry or exhausted there")
    raise Different(f"another failure: {text[:300]}")


def call_function(store, func, call):
    arguments = (c.wasmtime_val_t * max(1, len(call.arguments)))(*[to_raw(value) for value in call.arguments])
    count = len(func.type(store).results)
    results = (c.wasmtime_val_t * max(1, count))()
    trap = ctypes.POINTER(c.wasm_trap_t)()
    error = c.wasmtime_func_call(store._context(), ctypes.byref(func._func), arguments, len(call.arguments), results, count, ctypes.byref(trap))
    if error:
        raise w.WasmtimeError._from_ptr(error)
    if trap:
        raise w.Trap._from_ptr(trap)
    return [of_raw(results[i]) for i in range(count)]


def run_call(at, call, run):
    if call.outcome == STOPPED:
        raise Stop("dry or exhausted here")
    counts["calls compared"] += 1
    try:
        results = run()
    except (w.Trap, w.WasmtimeError) as error:
        classes = trap_class(error)
        if call.outcome == DONE or call.trap not in classes:
            raise Different(f"call {at} {call.name}: ours {call}, theirs {str(error)[:200]}")
        counts["traps compared"] += 1
        return
    if call.outcome != DONE or results != call.results:
        raise Different(f"call {at} {call.name}: ours {call}, theirs {results}")


def look(store, exports, memories, global_values):
    for name, size, hashed in memories:
        memory = exports[name]
        data = ctypes.string_at(memory.data_ptr(store), memory.data_len(store))
        if len(data) != size or xxhash.xxh64_intdigest(data) != hashed:
            raise Different(f"memory {name}")
    for name, value in global_values:
        raw = c.wasmtime_val_t()
        c.wasmtime_global_get(store._context(), ctypes.byref(exports[name]._global), ctypes.byref(raw))
        if of_raw(raw) != value:
            raise Different(f"global {name}: ours {value}, theirs {of_raw(raw)}")


def compare(engine, data, calls, memories, global_values):
    try:
        module = w.Module(engine, data)
    except w.WasmtimeError as error:
        if calls is not None:
            raise Different(f"refused by wasmtime alone: {str(error)[:300]}")
        counts["modules refused by both"] += 1
        return
    if calls is None:
        raise Different("accepted by wasmtime alone")
    counts["modules run"] += 1
    store = w.Store(engine)
    store.set_fuel(1 << 24)
    linker = w.Linker(engine)
    linker.define_func("env", "h", w.FuncType([w.ValType.i32()], [w.ValType.i32()]),
                       lambda a: ((a * 2 + 1 + (1 << 31)) & 0xFFFFFFFF) - (1 << 31))
    exports = {}

    def start():
        exports.update(linker.instantiate(store, module).exports(store).items())
        return []

    try:
        for at, call in enumerate(calls):
            run_call(at, call, start if at == 0 else lambda: call_function(store, exports[call.name], call))
        if exports:
            look(store, exports, memories, global_values)
    finally:
        store.close()


def main():
    stream, engine, number, differ = Stream(sys.stdin.buffer), open_engine(), 0, 0
    while (record := stream.module()) is not None:
        try:
            compare(engine, *record)
        except Stop as why:
            counts[f"modules not compared to their end: {why}"] += 1
        except Different as what:
            differ += 1
            print(f"module {number}: {what}", flush=True)
            if len(sys.argv) > 1:
                os.makedirs(sys.argv[1], exist_ok=True)
                with open(f"{sys.argv[1]}/{number}.wasm", "wb") as file:
                    file.write(record[0])
        number += 1
    for what, count in sorted(counts.items()):
        print(f"{what}: {count}")
    print(f"{number} modules, {differ} differ")
    sys.exit(differ != 0)


main()
