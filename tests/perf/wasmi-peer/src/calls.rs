//! Calls into a module and out of it, and instances of a small one. Without fuel: what it is quickest at.
use crate::{least_ns, linker, Outcome};
use wasmi::{Engine, Module, Store, TypedFunc};

struct Small {
    engine: Engine,
    module: Module,
}

fn open(file: &str) -> Result<Small, Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let module = Module::new(&engine, std::fs::read(file)?)?;
    Ok(Small { engine, module })
}

fn instance(
    small: &Small,
    name: &str,
) -> Result<(Store<()>, TypedFunc<i32, i32>), Box<dyn std::error::Error>> {
    let mut store = Store::new(&small.engine, ());
    let instance = linker(&small.engine)?.instantiate_and_start(&mut store, &small.module)?;
    let func = instance.get_typed_func(&store, name)?;
    Ok((store, func))
}

fn line(what: &str, value: f64, unit: &str) {
    println!("{what:<44} {value:10.2} {unit}");
}

pub fn print(nop: &str, hostcall: &str) -> Outcome {
    let small = open(nop)?;
    let (mut store, func) = instance(&small, "nop")?;
    let mut sum = 0;
    let inward = least_ns(1_000_000, |turns| {
        for _ in 0..turns {
            sum = func.call(&mut store, sum).unwrap();
        }
    });
    line("host to mod, entry found before, ns", inward, "ns");

    // What is linked is made once, as ours is; an instance, its first call and its end are timed.
    let linked = linker(&small.engine)?;
    let made = least_ns(20_000, |turns| {
        for _ in 0..turns {
            let mut store = Store::new(&small.engine, ());
            let instance = linked
                .instantiate_and_start(&mut store, &small.module)
                .unwrap();
            instance
                .get_typed_func::<i32, i32>(&store, "nop")
                .unwrap()
                .call(&mut store, 1)
                .unwrap();
        }
    });
    line(
        "instance, first call, end: from the allocator",
        made / 1e3,
        "us",
    );

    let (mut store, func) = instance(&open(hostcall)?, "run")?;
    let outward = least_ns(3_000_000, |turns| {
        func.call(&mut store, turns as i32).unwrap();
    });
    line("mod to host, a loop turn", outward, "ns");
    Ok(())
}
