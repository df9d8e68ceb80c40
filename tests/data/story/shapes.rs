// Fails with one of each kind of value at hand: run(7) has no seventh place.
#![no_std]
#![allow(dead_code)]
extern crate alloc;

use alloc::{boxed::Box, string::String, vec, vec::Vec};
use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::hint::black_box;

#[link(wasm_import_module = "test:host/env@0.1.0")]
extern "C" {
    fn note(n: u32);
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

struct Heap(UnsafeCell<(usize, [u64; 512])>);
unsafe impl Sync for Heap {}
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let heap = &mut *self.0.get();
        let at = (heap.0 + 15) & !15;
        heap.0 = at + layout.size();
        (heap.1.as_mut_ptr() as *mut u8).add(at)
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
#[global_allocator]
static HEAP: Heap = Heap(UnsafeCell::new((0, [0; 512])));

#[derive(Clone, Copy)]
enum Mood { Calm, Angry }

enum Order { Wait, Go(i32, i32), Say { words: &'static str, loud: bool } }

struct Place { x: f32, y: f32 }

struct Wolf {
    name: String,
    at: Place,
    mood: Mood,
    home: Option<Box<Place>>,
    orders: Vec<Order>,
}

#[inline(never)]
fn hurt(wolf: &mut Wolf, which: usize, word: &str, letter: char, hits: &[u8], last: Option<u32>, none: Option<u32>) -> i32 {
    let pair = (which as u8, 2.5f64);
    let found: Result<u32, Mood> = Err(wolf.mood);
    unsafe { note(word.len() as u32 + letter as u32 + hits[0] as u32 + last.unwrap_or(0) + none.unwrap_or(0) + pair.0 as u32) };
    black_box((&pair, &found, &word, &letter, &hits, &last, &none, &which, &*wolf));
    let order = &wolf.orders[which];
    match (order, found) { (Order::Go(x, y), Ok(n)) => x + y + n as i32 + pair.1 as i32, _ => 1 }
}

#[no_mangle]
pub extern "C" fn run(n: u32) -> u32 {
    let mut wolf = Wolf {
        name: String::from("Wölfchen"), at: Place { x: 1.5, y: -2.0 }, mood: Mood::Angry,
        home: Some(Box::new(Place { x: 10.0, y: 20.0 })),
        orders: vec![Order::Wait, Order::Go(3, -4), Order::Say { words: "hi", loud: true }],
    };
    if n == 0 { wolf.mood = Mood::Calm; }
    hurt(&mut wolf, n as usize, "a word", 'x', &[1, 2, 3, 4, 5, 6, 7, 8], Some(5), None) as u32
}
