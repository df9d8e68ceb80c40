//! The peer of `make bench`: wasmi, measured the way ours is. CPU time; starting is not counted.
//!
//!     wasmi-peer FILE NAME N [fuel]      one call of an export: its result, then "call_ms T"
//!     wasmi-peer calls NOP HOSTCALL      calls in and out, instances; the lines of tests/perf/calls.c
//!     wasmi-peer load FILE...            modules, and those in components; the lines of tests/perf/load.c
mod calls;
mod load;

use wasmi::{Config, Engine, Linker, Module, Store};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn cpu_ns() -> f64 {
    let mut now = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut now) };
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

/// The least of seven rounds, a turn.
fn least_ns(turns: u32, mut run: impl FnMut(u32)) -> f64 {
    (0..7)
        .map(|_| {
            let start = cpu_ns();
            run(turns);
            (cpu_ns() - start) / turns as f64
        })
        .fold(f64::INFINITY, f64::min)
}

fn linker(engine: &Engine) -> Result<Linker<()>, wasmi::errors::LinkerError> {
    let mut linker = Linker::new(engine);
    linker.func_wrap("env", "h", |a: i32, b: i32| a.wrapping_add(b))?;
    Ok(linker)
}

fn run_once(file: &str, name: &str, n: &str, metered: bool) -> Outcome {
    let mut config = Config::default();
    config.consume_fuel(metered);
    let engine = Engine::new(&config);
    let module = Module::new(&engine, std::fs::read(file)?)?;
    let mut store = Store::new(&engine, ());
    if metered {
        store.set_fuel(1 << 60)?;
    }
    let instance = linker(&engine)?.instantiate_and_start(&mut store, &module)?;
    let run = instance.get_typed_func::<i32, i32>(&store, name)?;

    let n = n.parse()?;
    let start = cpu_ns();
    let result = run.call(&mut store, n)?;
    let spent = cpu_ns() - start;
    println!("{result}\ncall_ms {:.3}", spent / 1e6);
    Ok(())
}

fn main() -> Outcome {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["calls", nop, hostcall] => calls::print(nop, hostcall),
        ["load", ref files @ ..] => files.iter().try_for_each(|file| load::print(file)),
        [file, name, n] => run_once(file, name, n, false),
        [file, name, n, "fuel"] => run_once(file, name, n, true),
        _ => {
            eprintln!("wasmi-peer FILE NAME N [fuel] | calls NOP HOSTCALL | load FILE...");
            std::process::exit(2);
        }
    }
}
