//! The peer of perf-bind: wasmtime (Cranelift), its typed bindings, the same calls of the same component.
//!
//!     wasmtime-peer FILE [fuel]      FILE of the world echo of tests/bind/wit
//!
//! Prints a line for each call: nanoseconds of CPU time, the least of some rounds, then the name that perf-bind has for it.
use wasmtime::component::{Component, HasSelf, Linker, Resource, bindgen};
use wasmtime::{Config, Engine, Result, Store};

bindgen!({
    path: "../../bind/wit",
    world: "echo",
    with: { "bind:test/game.thing": Thing },
    imports: { default: trappable },
});

use bind::test::game::{self, Nested};
use exports::bind::test::echoes::{Guest, Keys, Mood, Numbers, Point, Shape, Wide};

const TEXT: &str = "sixteen letters!";
const ROUNDS: usize = 15;

pub struct Thing;

#[derive(Default)]
struct Game {
    logged: usize,
}

impl bind::test::shapes::Host for Game {}

impl game::HostThing for Game {
    fn new(&mut self, value: u32) -> Result<Resource<Thing>> {
        Ok(Resource::new_own(value))
    }
    fn value(&mut self, this: Resource<Thing>) -> Result<u32> {
        Ok(this.rep())
    }
    fn twice(&mut self, value: u32) -> Result<u32> {
        Ok(2 * value)
    }
    fn drop(&mut self, _: Resource<Thing>) -> Result<()> {
        Ok(())
    }
}

impl game::Host for Game {
    fn log(&mut self, text: String) -> Result<()> {
        self.logged += text.len();
        Ok(())
    }
    fn add(&mut self, a: u32, b: u32) -> Result<u32> {
        Ok(a.wrapping_add(b))
    }
    fn turn(&mut self, value: Nested) -> Result<Nested> {
        Ok(value)
    }
    fn halves(&mut self, values: Vec<f32>) -> Result<std::result::Result<Vec<f32>, String>> {
        Ok(Ok(values.iter().map(|v| v / 2.0).collect()))
    }
    fn wait(&mut self, frames: u32) -> Result<u32> {
        Ok(frames)
    }
    fn spawn(&mut self, value: u32) -> Result<Resource<Thing>> {
        Ok(Resource::new_own(value))
    }
    fn refuse(&mut self, _: u32) -> Result<()> {
        Ok(())
    }
}

impl EchoImports for Game {
    fn beep(&mut self, pitch: f32) -> Result<bool> {
        Ok(pitch > 0.0)
    }
}

fn cpu_ns() -> f64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut now) };
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

/// `each`: of what is measured in one call.
fn measure(name: &str, calls: usize, each: f64, mut call: impl FnMut() -> Result<()>) -> Result<()> {
    let mut least = f64::MAX;
    for _ in 0..ROUNDS {
        let start = cpu_ns();
        for _ in 0..calls {
            call()?;
        }
        least = least.min((cpu_ns() - start) / calls as f64 / each);
    }
    println!("{least:.1} {name}");
    Ok(())
}

fn wide() -> Wide {
    let path = vec![Point { x: 0.0, y: 0.0 }, Point { x: 1.0, y: -1.0 }];
    Wide {
        id: 1, kind: 2, level: 3, held: Keys::LEFT, x: 1.0, y: 2.0, z: 3.0, vx: 0.0, vy: 0.0, vz: 0.0, health: 100, armour: -5,
        name: TEXT.into(), title: Some(TEXT.into()), mood: Mood::Wary, alive: true, score: 1000, born: 0.5, target: Some(7),
        inventory: (1..=8).collect(), path, note: TEXT.into(),
    }
}

fn nested(points: &[Point]) -> Nested {
    Nested {
        name: TEXT.into(), at: points[1], tags: vec![TEXT.into(); 3], deep: vec![points[..2].to_vec(); 2], maybe: Some(Shape::Circle(2.0)),
        outcome: Err(TEXT.into()), pair: (1, 2.5), mood: Mood::Wary, keys: Keys::UP,
    }
}

fn measure_more(store: &mut Store<Game>, echoes: &Guest, points: &[Point]) -> Result<()> {
    let numbers = Numbers {
        a_bool: true, an_s8: -1, a_u64: 2, a_u8: 3, an_s16: -4, a_u16: 5, an_s32: -6, a_u32: 7, an_s64: -8, an_f32: 9.5, a_char: 'x', an_f64: 1.5,
    };
    let options: Vec<Option<u64>> = (0..1000).map(|i| (i % 2 == 1).then_some(i)).collect();
    let (moods, texts, nested) = (vec![Mood::Wary; 1000], vec![TEXT.to_string(); 100], nested(points));
    measure("record of 12 numbers, echo", 5000, 1.0, || echoes.call_all_numbers(&mut *store, numbers).map(drop))?;
    measure("1,000 options of a number, echo", 300, 1.0, || echoes.call_options(&mut *store, &options).map(drop))?;
    measure("1,000 enums, echo", 300, 1.0, || echoes.call_moods(&mut *store, &moods).map(drop))?;
    measure("100 strings of 16 bytes, echo", 300, 1.0, || echoes.call_texts(&mut *store, &texts).map(drop))?;
    measure("record of records and lists, echo", 2000, 1.0, || echoes.call_a_nested(&mut *store, &nested).map(drop))?;
    measure("  the same to the game and back", 1000, 1.0, || echoes.call_turn_it(&mut *store, &nested).map(drop))?;
    measure("resource of the mod made and dropped", 2000, 1.0, || {
        let counter = echoes.counter().call_constructor(&mut *store, 5)?;
        counter.resource_drop(&mut *store)
    })
}

fn measure_all(store: &mut Store<Game>, echoes: &Guest) -> Result<()> {
    let bytes = vec![0u8; 4096];
    let points: Vec<Point> = (0..1000).map(|i| Point { x: i as f32, y: -i as f32 }).collect();
    let (shape, wide) = (Shape::Named(TEXT.into()), wide());
    measure("scalar u32 -> u32", 20000, 1.0, || echoes.call_a_u32(&mut *store, 7).map(drop))?;
    measure("string echo of 16 bytes", 10000, 1.0, || echoes.call_a_string(&mut *store, TEXT).map(drop))?;
    measure("list<u8> of 4 KB in", 10000, 1.0, || echoes.call_count_bytes(&mut *store, &bytes).map(drop))?;
    measure("1,000 records of two floats, echo", 300, 1.0, || echoes.call_points(&mut *store, &points).map(drop))?;
    measure("variant with a string, echo", 10000, 1.0, || echoes.call_a_shape(&mut *store, &shape).map(drop))?;
    measure("record of 22 fields, echo", 3000, 1.0, || echoes.call_a_wide(&mut *store, &wide).map(drop))?;
    measure("borrow in", 10000, 1.0, || echoes.call_hold_thing(&mut *store, Resource::new_borrow(3)))?;
    measure("host function with a string", 20, 1000.0, || echoes.call_log_often(&mut *store, TEXT, 1000))?;
    measure_more(store, echoes, &points)
}

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().collect();
    if words.len() < 2 {
        eprintln!("wasmtime-peer FILE [fuel]");
        std::process::exit(2);
    }
    let metered = words.get(2).is_some_and(|word| word == "fuel");
    let mut config = Config::new();
    config.consume_fuel(metered);
    let engine = Engine::new(&config)?;
    let component = Component::new(&engine, std::fs::read(&words[1])?)?;
    let mut store = Store::new(&engine, Game::default());
    if metered {
        store.set_fuel(1 << 60)?;
    }
    let mut linker = Linker::new(&engine);
    Echo::add_to_linker::<_, HasSelf<_>>(&mut linker, |game| game)?;
    let world = Echo::instantiate(&mut store, &component, &linker)?;
    measure_all(&mut store, world.bind_test_echoes())
}
