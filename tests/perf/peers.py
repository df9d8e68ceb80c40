"""Peers of `make bench` that PyPI has: one call of one export, and its CPU time.

    peers.py ENGINE FILE NAME N     prints the result, then "call_ms T"

ENGINE: cranelift, cranelift-fuel, pulley, pulley-fuel (package wasmtime); wasm3 (package pywasm3).
The import env.h is a + b, as everywhere in the bench.
"""
import sys
import time


def cpu_ms():
    return time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID) * 1e3


def of_wasmtime(engine, path, name):
    import wasmtime as w
    config = w.Config()
    if engine.startswith("pulley"):
        config.target = "pulley64"
    config.consume_fuel = engine.endswith("-fuel")
    store = w.Store(w.Engine(config))
    if engine.endswith("-fuel"):
        store.set_fuel(1 << 60)
    module = w.Module.from_file(store.engine, path)
    linker = w.Linker(store.engine)
    kind = w.FuncType([w.ValType.i32(), w.ValType.i32()], [w.ValType.i32()])
    linker.define_func("env", "h", kind, lambda a, b: a + b)
    run = linker.instantiate(store, module).exports(store)[name]
    return lambda n: run(store, n)


def of_wasm3(path, name):
    import wasm3
    environment = wasm3.Environment()
    runtime = environment.new_runtime(1 << 20)
    with open(path, "rb") as file:
        module = environment.parse_module(file.read())
    runtime.load(module)
    try:
        module.link_function("env", "h", "i(ii)", lambda a, b: a + b)
    except RuntimeError:
        pass
    return runtime.find_function(name)


def main():
    engine, path, name, n = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    run = of_wasm3(path, name) if engine == "wasm3" else of_wasmtime(engine, path, name)
    start = cpu_ms()
    result = run(n)
    spent = cpu_ms() - start
    print(f"{result}\ncall_ms {spent:.3f}")


main()
