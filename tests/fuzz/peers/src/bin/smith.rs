//! Modules by wasm-smith, for `fuzz-peer --read`: size (u32, little-endian), bytes; and again.
//!
//!     smith SEED N KIND       KIND: wasmi (what wasmi can: no GC, no exceptions), all, bad (bodies may be invalid)
//!
//! They import nothing and export everything. NaNs are canonical by instructions of their own.
use arbitrary::Unstructured;
use std::io::Write;
use wasm_smith::{Config, Module};

fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}

fn config(kind: &str) -> Config {
    let all = kind != "wasmi";
    Config {
        max_imports: 0,
        export_everything: true,
        canonicalize_nans: true,
        threads_enabled: false,
        wide_arithmetic_enabled: false,
        compact_imports_enabled: false,
        gc_enabled: all,
        exceptions_enabled: all,
        relaxed_simd_enabled: false,
        allow_invalid_funcs: kind == "bad",
        max_memories: 2,
        max_tables: 2,
        max_memory32_bytes: 1 << 20,
        max_memory64_bytes: 1 << 20,
        memory_max_size_required: true,
        max_table_elements: 1000,
        table_max_size_required: true,
        min_funcs: 1,
        max_funcs: 8,
        max_globals: 8,
        max_types: 12,
        max_instructions: 120,
        ..Config::default()
    }
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    if words.len() != 4 {
        eprintln!("smith SEED N KIND");
        std::process::exit(2);
    }
    let (seed, count): (u64, u64) = (words[1].parse().unwrap(), words[2].parse().unwrap());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for i in 0..count {
        let mut state = (seed + i) << 20;
        let size = 256 + random(&mut state) % 2048;
        let bytes: Vec<u8> = (0..size).map(|_| random(&mut state) as u8).collect();
        let Ok(module) = Module::new(config(&words[3]), &mut Unstructured::new(&bytes)) else { continue };
        let wasm = module.to_bytes();
        if out.write_all(&(wasm.len() as u32).to_le_bytes()).and_then(|_| out.write_all(&wasm)).is_err() {
            return;
        }
    }
}
