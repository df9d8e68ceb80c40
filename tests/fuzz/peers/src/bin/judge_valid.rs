//! Holds wasmparser, the validator of wasm-tools and wasmtime, against ours: is a file taken or refused?
//!
//!     FUZZ_TO=/dev/fd/3 fuzz-validate --runs N --seed S FILE… 3>&1 >&2 | judge_valid [FOLDER]
//!
//! What comes in, little-endian: size (u32), bytes, state (u8: 0 good, 1 malformed, 2 invalid, 3 a limit of ours); and again.
//! Files that differ go to FOLDER.
use std::io::Read;
use wasmparser::{Validator, WasmFeatures};

fn main() {
    let folder = std::env::args().nth(1);
    let features = WasmFeatures::WASM3.difference(WasmFeatures::THREADS);
    let mut input = std::io::BufReader::with_capacity(1 << 20, std::io::stdin().lock());
    let (mut files, mut good, mut limits, mut differ) = (0u64, 0u64, 0u64, 0u64);
    let mut head = [0u8; 4];
    while input.read_exact(&mut head).is_ok() {
        let mut bytes = vec![0u8; u32::from_le_bytes(head) as usize];
        let mut state = [0u8; 1];
        if input.read_exact(&mut bytes).is_err() || input.read_exact(&mut state).is_err() {
            break;
        }
        files += 1;
        if state[0] == 3 {
            limits += 1;
            continue;
        }
        let theirs = Validator::new_with_features(features).validate_all(&bytes);
        good += theirs.is_ok() as u64;
        if theirs.is_ok() != (state[0] == 0) {
            differ += 1;
            if differ <= 40 {
                println!("file {files}: {} here, there {}", ["good", "malformed", "invalid"][state[0] as usize],
                         theirs.as_ref().map_or_else(|e| e.to_string(), |_| "good".into()));
            }
            if let Some(folder) = &folder {
                let _ = std::fs::create_dir_all(folder);
                let _ = std::fs::write(format!("{folder}/{files}.wasm"), &bytes);
            }
        }
    }
    println!("wasmparser: {files} files, {good} good, {limits} beyond limits, {differ} differ");
    std::process::exit((differ > 0) as i32);
}
