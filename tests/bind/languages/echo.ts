// Gives back what it gets, of every type: the world of ../wit in AssemblyScript, the canonical ABI by hand, strings as UTF-16.
// echo.sed renames what is exported: E_a_bool to the function a-bool of the interface, P_a_bool to what is called after it.
// Memory that a call takes lies on a pile that starts again after the call.

// ---- memory ----

let pile: usize = 0; // the next free byte

export function cabi_realloc(old: usize, oldSize: usize, align: usize, size: usize): usize {
  if (!pile) pile = (__heap_base + 15) & ~15;
  const at = (pile + align - 1) & ~(align - 1);
  pile = at + size;
  const pages = ((pile + 65535) >>> 16) as i32;
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) unreachable();
  if (old) memory.copy(at, old, min(oldSize, size));
  return at;
}

function room(size: usize): usize {
  return cabi_realloc(0, 0, 8, size);
}

function after(): void {
  pile = 0;
}

function pair(at: usize, length: u32): usize {
  const ret = room(8);
  store<usize>(ret, at);
  store<u32>(ret, length, 4);
  return ret;
}

// ---- what the game offers ----

@external("bind:test/game@1.0.0", "[constructor]thing") declare function thing_new(value: u32): i32;
@external("bind:test/game@1.0.0", "[method]thing.value") declare function thing_value(self: i32): u32;
@external("bind:test/game@1.0.0", "[static]thing.twice") declare function thing_twice(value: u32): u32;
@external("bind:test/game@1.0.0", "[resource-drop]thing") declare function thing_drop(self: i32): void;
@external("bind:test/game@1.0.0", "log") declare function game_log(at: usize, length: u32): void;
@external("bind:test/game@1.0.0", "add") declare function game_add(a: u32, b: u32): u32;
@external("bind:test/game@1.0.0", "turn") declare function game_turn(value: usize, ret: usize): void;
@external("bind:test/game@1.0.0", "halves") declare function game_halves(at: usize, length: u32, ret: usize): void;
@external("bind:test/game@1.0.0", "wait") declare function game_wait(frames: u32): u32;
@external("bind:test/game@1.0.0", "spawn") declare function game_spawn(value: u32): i32;
@external("bind:test/game@1.0.0", "refuse") declare function game_refuse(how: u32): void;
@external("$root", "beep") declare function beep(pitch: f32): i32;
@external("[export]bind:test/echoes@1.0.0", "[resource-new]counter") declare function counter_new(rep: i32): i32;

// ---- one number ----

export function E_a_bool(v: i32): i32 { return v; }
export function E_an_s8(v: i32): i32 { return v; }
export function E_a_u8(v: i32): i32 { return v; }
export function E_an_s16(v: i32): i32 { return v; }
export function E_a_u16(v: i32): i32 { return v; }
export function E_an_s32(v: i32): i32 { return v; }
export function E_a_u32(v: i32): i32 { return v; }
export function E_an_s64(v: i64): i64 { return v; }
export function E_a_u64(v: i64): i64 { return v; }
export function E_an_f32(v: f32): f32 { return v; }
export function E_an_f64(v: f64): f64 { return v; }
export function E_a_char(v: i32): i32 { return v; }
export function E_a_mood(v: i32): i32 { return v; }
export function E_some_keys(v: i32): i32 { return v; }
export function E_an_empty_result(v: i32): i32 { return v; }

// ---- two: where and how many ----

export function E_a_string(at: usize, length: u32): usize { return pair(at, length); }
export function E_bytes(at: usize, length: u32): usize { return pair(at, length); }
export function E_bools(at: usize, length: u32): usize { return pair(at, length); }
export function E_chars(at: usize, length: u32): usize { return pair(at, length); }
export function E_doubles(at: usize, length: u32): usize { return pair(at, length); }
export function E_points(at: usize, length: u32): usize { return pair(at, length); }
export function E_moods(at: usize, length: u32): usize { return pair(at, length); }
export function E_texts(at: usize, length: u32): usize { return pair(at, length); }
export function E_many(at: usize, length: u32): usize { return pair(at, length); }
export function E_options(at: usize, length: u32): usize { return pair(at, length); }
export function P_a_string(ret: usize): void { after(); }
export function P_bytes(ret: usize): void { after(); }
export function P_bools(ret: usize): void { after(); }
export function P_chars(ret: usize): void { after(); }
export function P_doubles(ret: usize): void { after(); }
export function P_points(ret: usize): void { after(); }
export function P_moods(ret: usize): void { after(); }
export function P_texts(ret: usize): void { after(); }
export function P_many(ret: usize): void { after(); }
export function P_options(ret: usize): void { after(); }

// ---- several, flat: stored where the result's layout wants them ----

export function E_a_point(x: f32, y: f32): usize {
  const ret = room(8);
  store<f32>(ret, x);
  store<f32>(ret, y, 4);
  return ret;
}
export function P_a_point(ret: usize): void { after(); }

export function E_all_numbers(a_bool: i32, an_s8: i32, a_u64: i64, a_u8: i32, an_s16: i32, a_u16: i32, an_s32: i32, a_u32: i32,
                              an_s64: i64, an_f32: f32, a_char: i32, an_f64: f64): usize {
  const ret = room(56);
  store<u8>(ret, a_bool as u8);
  store<u8>(ret, an_s8 as u8, 1);
  store<i64>(ret, a_u64, 8);
  store<u8>(ret, a_u8 as u8, 16);
  store<u16>(ret, an_s16 as u16, 18);
  store<u16>(ret, a_u16 as u16, 20);
  store<i32>(ret, an_s32, 24);
  store<i32>(ret, a_u32, 28);
  store<i64>(ret, an_s64, 32);
  store<f32>(ret, an_f32, 40);
  store<i32>(ret, a_char, 44);
  store<f64>(ret, an_f64, 48);
  return ret;
}
export function P_all_numbers(ret: usize): void { after(); }

// The cases' flat forms, joined: i64 for f32, pointers, u8 and u64; i32 for lengths.
export function E_a_shape(which: i32, first: i64, second: i32): usize {
  const ret = room(16);
  store<u8>(ret, which as u8);
  if (which == 5) {
    store<i64>(ret, first, 8);
  } else if (which == 4) {
    store<u8>(ret, first as u8, 8);
  } else {
    store<u32>(ret, first as u32, 8);
    store<i32>(ret, second, 12);
  }
  return ret;
}
export function P_a_shape(ret: usize): void { after(); }

export function E_some_words(a: i32, b: i32, at: usize, length: u32): usize {
  const ret = room(12);
  store<u8>(ret, a as u8);
  store<u16>(ret, b as u16, 2);
  store<usize>(ret, at, 4);
  store<u32>(ret, length, 8);
  return ret;
}
export function P_some_words(ret: usize): void { after(); }

export function E_a_tuple(a: i32, text: usize, length: u32, list: usize, count: u32): usize {
  const ret = room(20);
  store<u8>(ret, a as u8);
  store<usize>(ret, text, 4);
  store<u32>(ret, length, 8);
  store<usize>(ret, list, 12);
  store<u32>(ret, count, 16);
  return ret;
}
export function P_a_tuple(ret: usize): void { after(); }

function three(which: i32, first: u32, second: u32): usize {
  const ret = room(12);
  store<u8>(ret, which as u8);
  store<u32>(ret, first, 4);
  store<u32>(ret, second, 8);
  return ret;
}

export function E_an_option(which: i32, at: u32, length: u32): usize { return three(which, at, length); }
export function E_a_result(which: i32, first: u32, length: u32): usize { return three(which, first, length); }
export function P_an_option(ret: usize): void { after(); }
export function P_a_result(ret: usize): void { after(); }

export function E_deep_option(outer: i32, inner: i32, value: u32): usize {
  const ret = room(12);
  store<u8>(ret, outer as u8);
  store<u8>(ret, inner as u8, 4);
  store<u32>(ret, value, 8);
  return ret;
}
export function P_deep_option(ret: usize): void { after(); }

export function E_an_error_only(which: i32, mood: i32): usize {
  const ret = room(2);
  store<u8>(ret, which as u8);
  store<u8>(ret, mood as u8, 1);
  return ret;
}
export function P_an_error_only(ret: usize): void { after(); }

// ---- more than sixteen: they come in memory, as they are to go ----

export function E_a_nested(at: usize): usize { return at; }
export function E_a_wide(at: usize): usize { return at; }
export function P_a_nested(ret: usize): void { after(); }
export function P_a_wide(ret: usize): void { after(); }

// Texts are counted as they are in UTF-8, as the other languages' mods do.
function bytes_of(at: usize, length: u32): u32 {
  let bytes: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const unit = load<u16>(at + (i << 1));
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit & 0xF800) == 0xD800 ? 2 : 3;
  }
  return bytes;
}

export function E_seventeen(p: usize): u64 {
  const sum = (load<u8>(p) as u64) + load<u16>(p, 2) + load<u32>(p, 4) + load<u64>(p, 8) + (load<f32>(p, 16) as u64) + (load<f64>(p, 24) as u64)
    + load<u8>(p, 32) + load<u32>(p, 36) + bytes_of(load<usize>(p, 40), load<u32>(p, 44)) + load<u8>(p, 48) + load<u16>(p, 50) + load<u32>(p, 52)
    + load<u64>(p, 56) + (load<f32>(p, 64) as u64) + (load<f64>(p, 72) as u64) + load<u8>(p, 80);
  return sum;
}
export function P_seventeen(ret: u64): void { after(); }

export function E_lean(px: f32, py: f32, m: i32, qx: f32, qy: f32): f32 {
  return px + 10 * py + 100 * (m as f32) + 1000 * qx + 10000 * qy;
}

export function E_weigh(a_bool: i32, an_s8: i32, a_u64: u64, a_u8: u32, an_s16: i32, a_u16: u32, an_s32: i32, a_u32: u32,
                        an_s64: i64, an_f32: f32, a_char: u32, an_f64: f64, more: u32): f64 {
  return (a_bool as f64) + 2.0 * (an_s8 as f64) + 3.0 * (a_u64 as f64) + 5.0 * (a_u8 as f64) + 7.0 * (an_s16 as f64) + 11.0 * (a_u16 as f64)
    + 13.0 * (an_s32 as f64) + 17.0 * (a_u32 as f64) + 19.0 * (an_s64 as f64) + 23.0 * (an_f32 as f64) + 29.0 * (a_char as f64)
    + 31.0 * an_f64 + 37.0 * (more as f64);
}

export function E_name_of(px: f32, py: f32, at: usize, length: u32, n0: i32, n1: f64): usize {
  const good = px == 1 && py == 2 && n0 == 3 && n1 == 4;
  for (let i: u32 = 0; i < length; i++) {
    const unit = at + (i << 1);
    store<u16>(unit, good ? load<u16>(unit) - 32 : 0x3F);
  }
  return pair(at, length);
}
export function P_name_of(ret: usize): void { after(); }

// ---- resources ----

export function E_borrow_thing(t: i32): u32 {
  const value = thing_value(t);
  thing_drop(t);
  return value;
}

export function E_hold_thing(t: i32): void { thing_drop(t); }
export function E_take_thing(t: i32): u32 { return E_borrow_thing(t); }
export function E_pass_thing(t: i32): i32 { return t; }

export function E_take_things(at: usize, length: u32): u32 {
  let sum: u32 = 0;
  for (let i: u32 = 0; i < length; i++) sum += E_borrow_thing(load<i32>(at + (i << 2)));
  return sum;
}
export function P_take_things(ret: i32): void { after(); }

// Of each: whether it is taken, and its value. Below the pile, which begins where the heap would.
const COUNTERS = 4096;
const counters = memory.data(COUNTERS * 8);

export function E_constructor_counter(start: u32): i32 {
  let counter = counters;
  while (load<u32>(counter)) {
    counter += 8;
    if (counter == counters + COUNTERS * 8) unreachable();
  }
  store<u32>(counter, 1);
  store<u32>(counter, start, 4);
  return counter_new(counter as i32);
}

export function E_method_counter_next(self: usize, by: u32): u32 {
  store<u32>(self, load<u32>(self, 4) + by, 4);
  return load<u32>(self, 4);
}
export function E_static_counter_sum(a: u32, b: u32): u32 { return a + b; }
export function E_dtor_counter(self: usize): void { store<u32>(self, 0); }
export function E_make_counter(start: u32): i32 { return E_constructor_counter(start); }
export function E_read_counter(c: usize): u32 { return load<u32>(c, 4); }

export function E_method_counter_label(self: usize, at: usize, length: u32): usize {
  const text = room((length + 1) << 1);
  memory.copy(text, at, length << 1);
  store<u16>(text + (length << 1), (0x30 + load<u32>(self, 4) % 10) as u16);
  return pair(text, length + 1);
}
export function P_method_counter_label(ret: usize): void { after(); }

// ---- the game's functions ----

export function E_log_it(at: usize, length: u32): void { game_log(at, length); }
export function P_log_it(): void { after(); }
export function E_add_it(a: u32, b: u32): u32 { return game_add(a, b); }

export function E_turn_it(value: usize): usize {
  const ret = room(96);
  game_turn(value, ret);
  return ret;
}
export function P_turn_it(ret: usize): void { after(); }

export function E_halve_it(at: usize, length: u32): usize {
  const ret = room(12);
  game_halves(at, length, ret);
  return ret;
}
export function P_halve_it(ret: usize): void { after(); }

export function E_wait_for(frames: u32): u32 { return game_wait(frames); }

export function E_spawn_it(value: u32): u32 {
  const spawned = game_spawn(value), made = thing_new(value + 1);
  const sum = thing_value(spawned) + thing_value(made) + thing_twice(value);
  thing_drop(spawned);
  thing_drop(made);
  return sum;
}

export function E_be_refused(how: u32): void { game_refuse(how); }

// ---- time ----

let spun: u32 = 0;

export function E_spin(turns: u32): u32 {
  spun = 0;
  for (let i: u32 = 0; i < turns; i++) spun += 1;
  return spun;
}

export function E_fail(): void { unreachable(); }
export function E_count_bytes(at: usize, length: u32): u32 { return length; }
export function P_count_bytes(ret: u32): void { after(); }

export function E_log_often(at: usize, length: u32, times: u32): void {
  for (let i: u32 = 0; i < times; i++) game_log(at, length);
}
export function P_log_often(): void { after(); }

export function E_borrow_often(t: i32, times: u32): u32 {
  let sum: u32 = 0;
  for (let i: u32 = 0; i < times; i++) sum += thing_value(t);
  thing_drop(t);
  return sum;
}

export function W_ping(at: usize, length: u32, times: u32): usize {
  beep(440);
  const size = length << 1, text = room(size * times);
  for (let i: u32 = 0; i < times; i++) memory.copy(text + i * size, at, size);
  return pair(text, length * times);
}
export function V_ping(ret: usize): void { after(); }
