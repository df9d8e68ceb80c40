//! The twin of tests/bind/mod/echo.c: gives back what it gets, of every type. Built by tests/bind/rust/build.sh.
wit_bindgen::generate!({ path: "../../wit", world: "echo" });

use bind::test::game;
use exports::bind::test::echoes::{Counter, CounterBorrow, GuestCounter, Keys, Mood, Nested, Numbers, Point, Shape, Thing, Wide, Words};

struct Echo;

/// An export for each: what comes in goes out.
macro_rules! echoes {
    ($($name:ident: $type:ty,)*) => { $(fn $name(v: $type) -> $type { v })* };
}

struct Count(std::cell::Cell<u32>);

impl GuestCounter for Count {
    fn new(start: u32) -> Self {
        Count(start.into())
    }

    fn next(&self, by: u32) -> u32 {
        self.0.set(self.0.get().wrapping_add(by));
        self.0.get()
    }

    fn label(&self, prefix: String) -> String {
        prefix + &(self.0.get() % 10).to_string()
    }

    fn sum(a: u32, b: u32) -> u32 {
        a.wrapping_add(b)
    }
}

impl exports::bind::test::echoes::Guest for Echo {
    type Counter = Count;

    echoes! {
        a_bool: bool,
        an_s8: i8,
        a_u8: u8,
        an_s16: i16,
        a_u16: u16,
        an_s32: i32,
        a_u32: u32,
        an_s64: i64,
        a_u64: u64,
        an_f32: f32,
        an_f64: f64,
        a_char: char,
        a_string: String,
        a_point: Point,
        all_numbers: Numbers,
        a_mood: Mood,
        some_keys: Keys,
        a_shape: Shape,
        a_nested: Nested,
        some_words: Words,
        a_wide: Wide,
        bytes: Vec<u8>,
        bools: Vec<bool>,
        chars: Vec<char>,
        doubles: Vec<f64>,
        points: Vec<Point>,
        moods: Vec<Mood>,
        texts: Vec<String>,
        many: Vec<Numbers>,
        options: Vec<Option<u64>>,
        a_tuple: (u8, String, Vec<(char, f32)>),
        an_option: Option<String>,
        deep_option: Option<Option<u32>>,
        a_result: Result<u32, String>,
        an_empty_result: Result<(), ()>,
        an_error_only: Result<(), Mood>,
        pass_thing: Thing,
    }

    fn seventeen(
        a: u8, b: u16, c: u32, d: u64, e: f32, f: f64, g: bool, h: char, i: String, j: u8, k: u16, l: u32, m: u64, n: f32, o: f64, p: bool,
    ) -> u64 {
        a as u64 + b as u64 + c as u64 + d + e as u64 + f as u64 + g as u64 + h as u64 + i.len() as u64
            + j as u64 + k as u64 + l as u64 + m + n as u64 + o as u64 + p as u64
    }

    fn lean(p: Point, m: Mood, q: Point) -> f32 {
        p.x + 10.0 * p.y + 100.0 * (m as u8 as f32) + 1000.0 * q.x + 10000.0 * q.y
    }

    fn weigh(n: Numbers, more: u32) -> f64 {
        (n.a_bool as u8) as f64 + 2.0 * n.an_s8 as f64 + 3.0 * n.a_u64 as f64 + 5.0 * n.a_u8 as f64 + 7.0 * n.an_s16 as f64
            + 11.0 * n.a_u16 as f64 + 13.0 * n.an_s32 as f64 + 17.0 * n.a_u32 as f64 + 19.0 * n.an_s64 as f64
            + 23.0 * n.an_f32 as f64 + 29.0 * (n.a_char as u32) as f64 + 31.0 * n.an_f64 + 37.0 * more as f64
    }

    fn name_of(p: Point, name: String, n: (u8, f64)) -> String {
        if p.x == 1.0 && p.y == 2.0 && n == (3, 4.0) { name.to_uppercase() } else { "?".repeat(name.len()) }
    }

    fn borrow_thing(t: &Thing) -> u32 {
        t.value()
    }

    fn hold_thing(_t: &Thing) {}

    fn take_thing(t: Thing) -> u32 {
        t.value()
    }

    fn take_things(t: Vec<Thing>) -> u32 {
        t.iter().map(|t| t.value()).sum()
    }

    fn make_counter(start: u32) -> Counter {
        Counter::new(Count(start.into()))
    }

    fn read_counter(c: CounterBorrow<'_>) -> u32 {
        c.get::<Count>().0.get()
    }

    fn log_it(text: String) {
        game::log(&text)
    }

    fn add_it(a: u32, b: u32) -> u32 {
        game::add(a, b)
    }

    fn turn_it(v: Nested) -> Nested {
        game::turn(&v)
    }

    fn halve_it(v: Vec<f32>) -> Result<Vec<f32>, String> {
        game::halves(&v)
    }

    fn wait_for(frames: u32) -> u32 {
        game::wait(frames)
    }

    fn spawn_it(value: u32) -> u32 {
        let (spawned, made) = (game::spawn(value), Thing::new(value + 1));
        spawned.value() + made.value() + Thing::twice(value)
    }

    fn be_refused(how: u32) {
        game::refuse(how)
    }

    fn spin(turns: u32) -> u32 {
        (0..turns).fold(0, |sum, _| std::hint::black_box(sum + 1))
    }

    fn fail() {
        std::process::abort()
    }

    fn count_bytes(v: Vec<u8>) -> u32 {
        v.len() as u32
    }

    fn log_often(text: String, times: u32) {
        (0..times).for_each(|_| game::log(&text))
    }

    fn borrow_often(t: &Thing, times: u32) -> u32 {
        (0..times).map(|_| t.value()).sum()
    }
}

impl crate::Guest for Echo {
    fn ping(text: String, times: u8) -> String {
        beep(440.0);
        text.repeat(times as usize)
    }
}

export!(Echo);
