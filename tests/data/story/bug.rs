// Fails in a trait's method that was inlined: run(7) has no seventh unit.
#![no_std]

use core::hint::black_box;

#[link(wasm_import_module = "test:host/env@0.1.0")]
extern "C" {
    fn note(n: u32);
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

struct Unit {
    hp: i32,
}

trait Hurt {
    fn hurt(&self, which: usize, amount: i32) -> i32;
}

impl Hurt for [Unit] {
    #[inline(always)]
    fn hurt(&self, which: usize, amount: i32) -> i32 {
        self[which].hp - amount
    }
}

#[inline(never)]
fn hit(units: &[Unit], which: usize, amount: i32) -> i32 {
    unsafe { note(which as u32) };
    units.hurt(which, amount)
}

#[no_mangle]
pub extern "C" fn run(n: u32) -> u32 {
    let units = [Unit { hp: 10 }, Unit { hp: 20 }, Unit { hp: 30 }];
    hit(black_box(&units), n as usize, 5) as u32
}
