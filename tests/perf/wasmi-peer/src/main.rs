//! The peer of `make bench`: wasmi runs one export once, and says what CPU time the call took.
//!
//!     wasmi-peer FILE NAME N [fuel]      prints the result, then "call_ms T"
use wasmi::{Config, Engine, Linker, Module, Store};

fn cpu_ms() -> f64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut now) };
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().collect();
    if words.len() < 4 {
        eprintln!("wasmi-peer FILE NAME N [fuel]");
        std::process::exit(2);
    }
    let metered = words.get(4).is_some_and(|word| word == "fuel");
    let mut config = Config::default();
    config.consume_fuel(metered);
    let engine = Engine::new(&config);
    let module = Module::new(&engine, std::fs::read(&words[1])?)?;
    let mut store = Store::new(&engine, ());
    if metered {
        store.set_fuel(1 << 60)?;
    }
    let mut linker = Linker::<()>::new(&engine);
    linker.func_wrap("env", "h", |a: i32, b: i32| a.wrapping_add(b))?;
    let instance = linker.instantiate_and_start(&mut store, &module)?;
    let run = instance.get_typed_func::<i32, i32>(&store, &words[2])?;

    let start = cpu_ms();
    let result = run.call(&mut store, words[3].parse()?)?;
    let spent = cpu_ms() - start;
    println!("{result}\ncall_ms {spent:.3}");
    Ok(())
}
