// The twin of tests/bind/mod/echo.c in JavaScript; javascript.js follows it for componentize-js, quickjs.js for componentize-qjs.
import { Thing, add, halves, log, refuse, spawn, turn, wait } from "bind:test/game@1.0.0";

const same = (v) => v;

// A result comes as a variant, and goes as a value or a throw.
function result(v) {
  if (v.tag === "err") throw v.val;
  return v.val;
}

class Counter {
  constructor(start) { this.value = start; }
  next(by) { return (this.value = (this.value + by) >>> 0); }
  label(prefix) { return prefix + (this.value % 10); }
  static sum(a, b) { return (a + b) >>> 0; }
}

const letters = (text) => encodeURIComponent(text).replace(/%../g, "x").length;     // in UTF-8; QuickJS has no TextEncoder
const moods = ["calm", "wary", "double"];

export const echoes = {
  Counter,
  aBool: same, anS8: same, aU8: same, anS16: same, aU16: same, anS32: same, aU32: same, anS64: same, aU64: same,
  anF32: same, anF64: same, aChar: same, aString: same, aPoint: same, allNumbers: same, aMood: same, someKeys: same,
  aShape: same, aNested: same, someWords: same, aWide: same, bytes: same, bools: same, chars: same, doubles: same,
  points: same, moods: same, texts: same, many: same, options: same, aTuple: same, anOption: same, deepOption: same,
  aResult: result, anEmptyResult: result, anErrorOnly: result, passThing: same,
  lean: (p, m, q) => p.x + 10 * p.y + 100 * moods.indexOf(m) + 1000 * q.x + 10000 * q.y,
  weigh: (n, more) => n.aBool + 2 * n.anS8 + 3 * Number(n.aU64) + 5 * n.aU8 + 7 * n.anS16 + 11 * n.aU16 + 13 * n.anS32 + 17 * n.aU32
    + 19 * Number(n.anS64) + 23 * n.anF32 + 29 * n.aChar.codePointAt(0) + 31 * n.anF64 + 37 * more,
  nameOf: (p, name, n) => (p.x === 1 && p.y === 2 && n[0] === 3 && n[1] === 4 ? name.toUpperCase() : "?".repeat(name.length)),
  seventeen: (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) =>
    BigInt(a + b + c) + d + BigInt(e + f + g + h.codePointAt(0) + letters(i) + j + k + l) + m + BigInt(n + o + p),
  borrowThing: (t) => t.value(),
  holdThing: () => {},
  takeThing: take,
  takeThings: (t) => t.reduce((sum, one) => sum + take(one), 0),
  makeCounter: (start) => new Counter(start),
  readCounter: (c) => c.value,
  logIt: log,
  addIt: add,
  turnIt: turn,
  halveIt: (v) => halves(v),
  waitFor: wait,
  spawnIt(value) {
    const spawned = spawn(value), made = new Thing(value + 1);
    return take(spawned) + take(made) + Thing.twice(value);
  },
  beRefused: refuse,
  spin(turns) {
    let sum = 0;
    for (let i = 0; i < turns; i++) sum += 1;
    return sum;
  },
  fail() { throw new Error("on purpose"); },
  countBytes: (v) => v.length,
  logOften(text, times) { for (let i = 0; i < times; i++) log(text); },
  borrowOften(t, times) {
    let sum = 0;
    for (let i = 0; i < times; i++) sum += t.value();
    return sum;
  },
};

function take(t) {
  const value = t.value();
  t[Symbol.dispose]();
  return value;
}
