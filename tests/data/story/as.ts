// Fails in a method that a loop calls: run(7) divides by zero.
@external("test:host/env@0.1.0", "note")
declare function note(n: u32): void;

class Pack {
  hits: i32 = 0;

  constructor(public size: i32) {}

  hit(amount: i32): i32 {
    this.hits += amount;
    return this.size / (this.hits - 7);
  }
}

export function run(n: u32): u32 {
  let pack = new Pack(<i32>n + 1);
  let sum = 0;
  for (let i = 1; i <= 7; i++) {
    note(i);
    sum += pack.hit(1);
  }
  return sum;
}
