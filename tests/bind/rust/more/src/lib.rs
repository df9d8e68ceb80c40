//! Gives back what it gets: maps and lists of a fixed length. Built by tests/bind/rust/build.sh.
wit_bindgen::generate!({ path: "../../more", world: "more" });

use bind::more::game;
use exports::bind::more::echoes::{Crowd, Found, Guest, Mood, Point};
use wit_bindgen::rt::Map;

struct More;

/// An export for each: what comes in goes out.
macro_rules! echoes {
    ($($name:ident: $type:ty,)*) => { $(fn $name(v: $type) -> $type { v })* };
}

impl Guest for More {
    echoes! {
        numbers: Map<u32, f64>,
        names: Map<String, String>,
        flags_of: Map<bool, u8>,
        letters: Map<char, i8>,
        long_keys: Map<u64, bool>,
        signed_keys: Map<i16, Mood>,
        points: Map<u8, Vec<Point>>,
        in_maps: Map<String, Map<u16, Point>>,
        in_lists: Vec<Map<u8, String>>,
        maybe: Option<Map<String, u32>>,
        outcome: Result<Map<u32, Point>, [u8; 4]>,
        colour: [u8; 4],
        matrix: [f32; 16],
        long: [u64; 40],
        bits: [bool; 9],
        words: [String; 3],
        corners: [Point; 2],
        rows: [[u16; 3]; 2],
        some: [Option<u32>; 2],
        many: Vec<[f32; 3]>,
        maps: [Map<u8, u8>; 2],
        by_place: Map<u32, [f32; 3]>,
        a_tuple: ([u8; 3], Map<u8, u8>, String),
        a_crowd: Crowd,
        a_found: Found,
    }

    fn turn_it(v: Crowd) -> Crowd {
        game::turn(&v)
    }

    fn price_it(v: Map<String, u32>) -> Map<String, u32> {
        game::prices(&v)
    }

    fn move_it(v: [f32; 3]) -> [f32; 3] {
        game::move_by(v)
    }
}

export!(More);
