//! Holds wasmi against what `fuzz-peer` writes (its comment says the form): accepted or refused,
//! outcomes, traps, results, memories, globals.
//!
//!     fuzz-peer … | wasmi [FOLDER]       writes modules that differ to FOLDER
use std::collections::BTreeMap;
use std::io::Read;
use wasmi::{errors::ErrorKind, Config, Engine, Extern, ExternRef, Func, Linker, Module, Nullable, Store, TrapCode, Val, F32, F64, V128};

struct Stream(std::io::BufReader<std::io::Stdin>);

impl Stream {
    fn bytes(&mut self, size: usize) -> Vec<u8> {
        let mut bytes = vec![0; size];
        self.0.read_exact(&mut bytes).expect("the stream ends early");
        bytes
    }
    fn byte(&mut self) -> u8 {
        self.bytes(1)[0]
    }
    fn word(&mut self) -> u64 {
        u64::from_le_bytes(self.bytes(8).try_into().unwrap())
    }
    fn name(&mut self) -> String {
        let size = self.byte() as usize;
        String::from_utf8(self.bytes(size)).unwrap()
    }
    fn value(&mut self) -> Value {
        Value { kind: self.byte(), low: self.word(), high: self.word() }
    }
    fn values(&mut self) -> Vec<Value> {
        let count = self.byte();
        (0..count).map(|_| self.value()).collect()
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Value {
    kind: u8,
    low: u64,
    high: u64,
}

struct Call {
    name: String,
    arguments: Vec<Value>,
    outcome: u8,
    class: u8,
    results: Vec<Value>,
}

const DONE: u8 = 0;
const STOPPED: u8 = 2;

struct Record {
    module: Vec<u8>,
    accepted: bool,
    calls: Vec<Call>,
    memories: Vec<(String, u64, u64)>,
    globals: Vec<(String, Value)>,
}

fn read(s: &mut Stream) -> Option<Record> {
    let mut head = [0; 4];
    if s.0.read_exact(&mut head).is_err() {
        return None;
    }
    let module = s.bytes(u32::from_le_bytes(head) as usize);
    let mut record = Record { module, accepted: s.byte() == 1, calls: vec![], memories: vec![], globals: vec![] };
    if !record.accepted {
        return Some(record);
    }
    let count = u32::from_le_bytes(s.bytes(4).try_into().unwrap());
    for _ in 0..count {
        let (name, arguments) = (s.name(), s.values());
        record.calls.push(Call { name, arguments, outcome: s.byte(), class: s.byte(), results: s.values() });
    }
    if looks(&record) {
        record.memories = (0..s.byte()).map(|_| (s.name(), s.word(), s.word())).collect();
        record.globals = (0..s.byte()).map(|_| (s.name(), s.value())).collect();
    }
    Some(record)
}

/// A module that started, and none of whose calls stopped, has a look behind its calls.
fn looks(r: &Record) -> bool {
    r.calls.first().is_some_and(|c| c.outcome == DONE) && r.calls.iter().all(|c| c.outcome != STOPPED)
}

fn to_val(v: &Value) -> Val {
    match v.kind {
        0x7F => Val::I32(v.low as u32 as i32),
        0x7E => Val::I64(v.low as i64),
        0x7D => Val::F32(F32::from_bits(v.low as u32)),
        0x7C => Val::F64(F64::from_bits(v.low)),
        0x7B => Val::V128(V128::from((v.high as u128) << 64 | v.low as u128)),
        _ => Val::FuncRef(Nullable::<Func>::Null),
    }
}

fn of_val(v: &Val) -> Value {
    let (kind, bits) = match v {
        Val::I32(v) => (0x7F, *v as u32 as u128),
        Val::I64(v) => (0x7E, *v as u64 as u128),
        Val::F32(v) => (0x7D, v.to_bits() as u128),
        Val::F64(v) => (0x7C, v.to_bits() as u128),
        Val::V128(v) => (0x7B, v.as_u128()),
        Val::FuncRef(v) => (0x6F, v.is_null() as u128),
        Val::ExternRef(v) => (0x6F, v.is_null() as u128),
    };
    Value { kind, low: bits as u64, high: (bits >> 64) as u64 }
}

/// trap_code of engine/wasm/trap.h; 255: exhausted, or out of fuel.
fn classes(code: TrapCode) -> &'static [u8] {
    match code {
        TrapCode::UnreachableCodeReached => &[1],
        TrapCode::IntegerDivisionByZero => &[2],
        TrapCode::IntegerOverflow => &[3],
        TrapCode::BadConversionToInteger => &[4],
        TrapCode::MemoryOutOfBounds => &[5],
        TrapCode::TableOutOfBounds => &[6, 8],
        TrapCode::IndirectCallToNull => &[9],
        TrapCode::BadSignature => &[10],
        _ => &[255],
    }
}

fn trap_of(error: &wasmi::Error) -> Result<&'static [u8], String> {
    match error.kind() {
        ErrorKind::TrapCode(code) => Ok(classes(*code)),
        // Segments that don't fit are no trap codes there.
        _ if error.to_string().starts_with("out of bounds table access") => Ok(&[6]),
        _ if error.to_string().starts_with("out of bounds memory access") => Ok(&[5]),
        _ => error.as_trap_code().map(classes).ok_or_else(|| format!("no trap: {error}")),
    }
}

/// What differs; None: it can't be said (wasmi ran dry). 
fn compare(r: &Record, counts: &mut BTreeMap<&'static str, u64>) -> Result<(), String> {
    let mut config = Config::default();
    config.consume_fuel(true).set_max_recursion_depth(5000).wasm_multi_memory(true).wasm_memory64(true).wasm_tail_call(true);
    let engine = Engine::new(&config);
    let module = match (Module::new(&engine, &r.module), r.accepted) {
        (Ok(module), true) => module,
        (Err(_), false) => {
            *counts.entry("modules refused by both").or_default() += 1;
            return Ok(());
        }
        (Ok(_), false) => return Err("accepted by wasmi alone".into()),
        (Err(error), true) => return Err(format!("refused by wasmi alone: {error}")),
    };
    *counts.entry("modules run").or_default() += 1;
    let mut store = Store::new(&engine, ());
    store.set_fuel(1 << 24).unwrap();
    let mut linker = Linker::<()>::new(&engine);
    linker.func_wrap("env", "h", |a: i32| a.wrapping_mul(2).wrapping_add(1)).unwrap();
    let mut instance = None;
    for (at, call) in r.calls.iter().enumerate() {
        if call.outcome == STOPPED {
            *counts.entry("calls not comparable: dry or exhausted here").or_default() += 1;
            return Ok(());
        }
        let mut results = vec![];
        let outcome = if call.name.is_empty() && at == 0 {
            linker.instantiate_and_start(&mut store, &module).map(|i| instance = Some(i))
        } else {
            let Some(Extern::Func(func)) = instance.and_then(|i: wasmi::Instance| i.get_export(&store, &call.name)) else {
                return Err(format!("no export {}", call.name));
            };
            let ty = func.ty(&store);
            let arguments: Vec<Val> = call.arguments.iter().zip(ty.params()).map(|(v, t)| match (v.kind, t) {
                (0x6F, wasmi::ValType::ExternRef) => Val::ExternRef(Nullable::<ExternRef>::Null),
                _ => to_val(v),
            }).collect();
            results = ty.results().iter().map(|t| Val::default_for_ty(*t)).collect();
            func.call(&mut store, &arguments, &mut results)
        };
        *counts.entry("calls compared").or_default() += 1;
        match outcome {
            Ok(()) => {
                let got: Vec<Value> = results.iter().map(of_val).collect();
                if call.outcome != DONE || got != call.results {
                    return Err(format!("call {at} {:?}: ours {} class {} {:?}, wasmi's done {:?}", call.name, call.outcome, call.class, call.results, got));
                }
            }
            Err(error) => {
                let classes = trap_of(&error)?;
                if classes == [255] {
                    *counts.entry("calls not comparable: dry or exhausted there").or_default() += 1;
                    return Ok(());
                }
                if call.outcome == DONE || !classes.contains(&call.class) {
                    return Err(format!("call {at} {:?}: ours {} class {}, wasmi's trap: {error}", call.name, call.outcome, call.class));
                }
                *counts.entry("traps compared").or_default() += 1;
            }
        }
    }
    let Some(instance) = instance else { return Ok(()) };
    for (name, size, hash) in &r.memories {
        let Some(Extern::Memory(memory)) = instance.get_export(&store, name) else { return Err(format!("no memory {name}")) };
        let bytes = memory.data(&store);
        if bytes.len() as u64 != *size || xxhash_rust::xxh64::xxh64(bytes, 0) != *hash {
            return Err(format!("memory {name}"));
        }
    }
    for (name, value) in &r.globals {
        let Some(Extern::Global(global)) = instance.get_export(&store, name) else { return Err(format!("no global {name}")) };
        let got = of_val(&global.get(&store));
        if got != *value {
            return Err(format!("global {name}: ours {value:?}, wasmi's {got:?}"));
        }
    }
    Ok(())
}

fn main() {
    let folder = std::env::args().nth(1);
    let mut stream = Stream(std::io::BufReader::with_capacity(1 << 20, std::io::stdin()));
    let mut counts = BTreeMap::new();
    let mut number = 0u64;
    let mut differ = 0u64;
    while let Some(record) = read(&mut stream) {
        let verdict = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| compare(&record, &mut counts))).unwrap_or_else(|_| Err("wasmi panicked".into()));
        if let Err(what) = verdict {
            differ += 1;
            println!("module {number}: {what}");
            if let Some(folder) = &folder {
                std::fs::write(format!("{folder}/{number}.wasm"), &record.module).unwrap();
            }
        }
        number += 1;
    }
    for (what, count) in counts {
        println!("{what}: {count}");
    }
    println!("{number} modules, {differ} differ");
    std::process::exit((differ != 0) as i32);
}
