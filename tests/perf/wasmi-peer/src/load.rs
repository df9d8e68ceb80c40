//! Loading: all core modules of a file, validated alone, and translated too.
use crate::{least_ns, Outcome};
use wasmi::{CompilationMode, Config, Engine, Module};
use wasmparser::{Parser, Payload};

/// A core module, or all that lie in a component; and the bytes of their functions' bodies.
fn modules(bytes: &[u8]) -> Result<(Vec<&[u8]>, u64), Box<dyn std::error::Error>> {
    let mut found = Vec::new();
    let mut code = 0u64;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::Version {
                encoding: wasmparser::Encoding::Module,
                range,
                ..
            } if range.start == 0 => found.push(bytes),
            Payload::ModuleSection {
                unchecked_range, ..
            } => found.push(&bytes[unchecked_range.start as usize..unchecked_range.end as usize]),
            Payload::CodeSectionEntry(body) => code += body.range().end - body.range().start,
            _ => {}
        }
    }
    Ok((found, code))
}

fn seconds(modules: &[&[u8]], mode: CompilationMode) -> f64 {
    let mut config = Config::default();
    config.compilation_mode(mode);
    least_ns(1, |_| {
        for bytes in modules {
            Module::new(&Engine::new(&config), bytes).unwrap();
        }
    }) / 1e9
}

pub fn print(file: &str) -> Outcome {
    let bytes = std::fs::read(file)?;
    let (modules, code) = modules(&bytes)?;
    let mb = code as f64 / 1e6;
    println!("{file}:");
    println!(
        "{:<44} {:10.2} MB/s",
        "  decoding and validation",
        mb / seconds(&modules, CompilationMode::LazyTranslation)
    );
    println!(
        "{:<44} {:10.2} MB/s",
        "  validation and translation",
        mb / seconds(&modules, CompilationMode::Eager)
    );
    Ok(())
}
