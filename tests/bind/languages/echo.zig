//! Gives back what it gets, of every type: the world of ../wit in Zig, over wit-bindgen's C bindings.
const std = @import("std");
const c = @import("echo_h.zig"); // zig translate-c echo.h

const allocator = std.heap.c_allocator; // what crosses is malloc's and free's

fn scalar(comptime T: type) type {
    return struct {
        fn echo(v: T) callconv(.c) T {
            return v;
        }
    };
}

fn whole(comptime T: type) type {
    return struct {
        fn echo(v: *T, ret: *T) callconv(.c) void {
            ret.* = v.*;
        }
    };
}

const scalars = .{
    .{ "a_bool", bool },   .{ "an_s8", i8 },   .{ "a_u8", u8 },   .{ "an_s16", i16 }, .{ "a_u16", u16 },
    .{ "an_s32", i32 },    .{ "a_u32", u32 },  .{ "an_s64", i64 }, .{ "a_u64", u64 }, .{ "an_f32", f32 },
    .{ "an_f64", f64 },    .{ "a_char", u32 },
    .{ "a_mood", c.exports_bind_test_echoes_mood_t },
    .{ "some_keys", c.exports_bind_test_echoes_keys_t },
};

const wholes = .{
    .{ "a_string", c.echo_string_t },
    .{ "a_point", c.exports_bind_test_echoes_point_t },
    .{ "all_numbers", c.exports_bind_test_echoes_numbers_t },
    .{ "a_shape", c.exports_bind_test_echoes_shape_t },
    .{ "a_nested", c.exports_bind_test_echoes_nested_t },
    .{ "some_words", c.exports_bind_test_echoes_words_t },
    .{ "a_wide", c.exports_bind_test_echoes_wide_t },
    .{ "bytes", c.echo_list_u8_t },
    .{ "bools", c.echo_list_bool_t },
    .{ "chars", c.echo_list_char32_t },
    .{ "doubles", c.echo_list_f64_t },
    .{ "points", c.exports_bind_test_echoes_list_point_t },
    .{ "moods", c.exports_bind_test_echoes_list_mood_t },
    .{ "texts", c.echo_list_string_t },
    .{ "many", c.exports_bind_test_echoes_list_numbers_t },
    .{ "options", c.echo_list_option_u64_t },
    .{ "a_tuple", c.echo_tuple3_u8_string_list_tuple2_char32_f32_t },
};

comptime {
    for (scalars) |s| @export(&scalar(s[1]).echo, .{ .name = "exports_bind_test_echoes_" ++ s[0] });
    for (wholes) |w| @export(&whole(w[1]).echo, .{ .name = "exports_bind_test_echoes_" ++ w[0] });
}

fn text(s: *const c.echo_string_t) []u8 {
    return if (s.len == 0) &.{} else s.ptr[0..s.len];
}

fn set(ret: *c.echo_string_t, bytes: []u8) void {
    ret.* = .{ .ptr = bytes.ptr, .len = bytes.len };
}

export fn exports_bind_test_echoes_an_option(maybe: ?*c.echo_string_t, ret: *c.echo_string_t) bool {
    if (maybe) |v| ret.* = v.*;
    return maybe != null;
}

export fn exports_bind_test_echoes_deep_option(maybe: ?*c.echo_option_u32_t, ret: *c.echo_option_u32_t) bool {
    if (maybe) |v| ret.* = v.*;
    return maybe != null;
}

export fn exports_bind_test_echoes_a_result(v: *c.exports_bind_test_echoes_result_u32_string_t, ret: *u32, err: *c.echo_string_t) bool {
    if (v.is_err) err.* = v.val.err else ret.* = v.val.ok;
    return !v.is_err;
}

export fn exports_bind_test_echoes_an_empty_result(v: *c.exports_bind_test_echoes_result_void_void_t) bool {
    return !v.is_err;
}

export fn exports_bind_test_echoes_an_error_only(v: *c.exports_bind_test_echoes_result_void_mood_t, err: *c.exports_bind_test_echoes_mood_t) bool {
    if (v.is_err) err.* = v.val.err;
    return !v.is_err;
}

export fn exports_bind_test_echoes_seventeen(a: u8, b: u16, x: u32, d: u64, e: f32, f: f64, g: bool, h: u32, i: *c.echo_string_t, j: u8, k: u16, l: u32, m: u64, n: f32, o: f64, p: bool) u64 {
    const whole_of: u64 = @as(u64, @intFromFloat(e)) + @as(u64, @intFromFloat(f)) + @as(u64, @intFromFloat(n)) + @as(u64, @intFromFloat(o));
    const flags: u64 = @as(u64, @intFromBool(g)) + @intFromBool(p);
    const sum = whole_of +% flags +% a +% b +% x +% d +% h +% i.len +% j +% k +% l +% m;
    c.echo_string_free(i);
    return sum;
}

export fn exports_bind_test_echoes_lean(p: *c.exports_bind_test_echoes_point_t, m: c.exports_bind_test_echoes_mood_t, q: *c.exports_bind_test_echoes_point_t) f32 {
    return p.x + 10 * p.y + 100 * @as(f32, @floatFromInt(m)) + 1000 * q.x + 10000 * q.y;
}

fn wide(v: anytype) f64 {
    return @floatFromInt(v);
}

export fn exports_bind_test_echoes_weigh(n: *c.exports_bind_test_echoes_numbers_t, more: u32) f64 {
    return wide(@intFromBool(n.a_bool)) + 2 * wide(n.an_s8) + 3 * wide(n.a_u64) + 5 * wide(n.a_u8) + 7 * wide(n.an_s16) +
        11 * wide(n.a_u16) + 13 * wide(n.an_s32) + 17 * wide(n.a_u32) + 19 * wide(n.an_s64) + 23 * @as(f64, n.an_f32) +
        29 * wide(n.a_char) + 31 * n.an_f64 + 37 * wide(more);
}

export fn exports_bind_test_echoes_name_of(p: *c.exports_bind_test_echoes_point_t, name: *c.echo_string_t, n: *c.echo_tuple2_u8_f64_t, ret: *c.echo_string_t) void {
    const good = p.x == 1 and p.y == 2 and n.f0 == 3 and n.f1 == 4;
    for (text(name)) |*letter| letter.* = if (good) letter.* -% 'a' +% 'A' else '?';
    ret.* = name.*;
}

// ---- resources ----

export fn exports_bind_test_echoes_borrow_thing(t: c.exports_bind_test_echoes_borrow_thing_t) u32 {
    defer c.bind_test_game_thing_drop_borrow(t);
    return c.bind_test_game_method_thing_value(t);
}

export fn exports_bind_test_echoes_hold_thing(t: c.exports_bind_test_echoes_borrow_thing_t) void {
    c.bind_test_game_thing_drop_borrow(t);
}

fn take(t: c.bind_test_game_own_thing_t) u32 {
    defer c.bind_test_game_thing_drop_own(t);
    return c.bind_test_game_method_thing_value(c.bind_test_game_borrow_thing(t));
}

export fn exports_bind_test_echoes_take_thing(t: c.exports_bind_test_echoes_own_thing_t) u32 {
    return take(t);
}

export fn exports_bind_test_echoes_pass_thing(t: c.exports_bind_test_echoes_own_thing_t) c.exports_bind_test_echoes_own_thing_t {
    return t;
}

export fn exports_bind_test_echoes_take_things(t: *c.exports_bind_test_echoes_list_own_thing_t) u32 {
    var sum: u32 = 0;
    for (0..t.len) |i| sum +%= take(t.ptr[i]);
    c.exports_bind_test_echoes_list_own_thing_free(t);
    return sum;
}

const Counter = struct { value: u32 };

/// The bindings' opaque struct.
fn counter(opaque_counter: ?*c.exports_bind_test_echoes_counter_t) *Counter {
    return @ptrCast(@alignCast(opaque_counter));
}

fn make(start: u32) c.exports_bind_test_echoes_own_counter_t {
    const made = allocator.create(Counter) catch @trap();
    made.value = start;
    return c.exports_bind_test_echoes_counter_new(@ptrCast(made));
}

export fn exports_bind_test_echoes_constructor_counter(start: u32) c.exports_bind_test_echoes_own_counter_t {
    return make(start);
}

export fn exports_bind_test_echoes_method_counter_next(self: ?*c.exports_bind_test_echoes_counter_t, by: u32) u32 {
    counter(self).value +%= by;
    return counter(self).value;
}

export fn exports_bind_test_echoes_method_counter_label(self: ?*c.exports_bind_test_echoes_counter_t, prefix: *c.echo_string_t, ret: *c.echo_string_t) void {
    const digit = '0' + @as(u8, @intCast(counter(self).value % 10));
    set(ret, std.mem.concat(allocator, u8, &.{ text(prefix), &.{digit} }) catch @trap());
    c.echo_string_free(prefix);
}

export fn exports_bind_test_echoes_static_counter_sum(a: u32, b: u32) u32 {
    return a +% b;
}

export fn exports_bind_test_echoes_counter_destructor(rep: ?*c.exports_bind_test_echoes_counter_t) void {
    allocator.destroy(counter(rep));
}

export fn exports_bind_test_echoes_make_counter(start: u32) c.exports_bind_test_echoes_own_counter_t {
    return make(start);
}

export fn exports_bind_test_echoes_read_counter(v: ?*c.exports_bind_test_echoes_counter_t) u32 {
    return counter(v).value;
}

// ---- the game's functions ----

export fn exports_bind_test_echoes_log_it(v: *c.echo_string_t) void {
    defer c.echo_string_free(v);
    c.bind_test_game_log(v);
}

export fn exports_bind_test_echoes_add_it(a: u32, b: u32) u32 {
    return c.bind_test_game_add(a, b);
}

export fn exports_bind_test_echoes_turn_it(v: *c.exports_bind_test_echoes_nested_t, ret: *c.exports_bind_test_echoes_nested_t) void {
    defer c.exports_bind_test_echoes_nested_free(v);
    c.bind_test_game_turn(v, ret);
}

export fn exports_bind_test_echoes_halve_it(v: *c.echo_list_f32_t, ret: *c.echo_list_f32_t, err: *c.echo_string_t) bool {
    defer c.echo_list_f32_free(v);
    return c.bind_test_game_halves(v, ret, err);
}

export fn exports_bind_test_echoes_wait_for(frames: u32) u32 {
    return c.bind_test_game_wait(frames);
}

export fn exports_bind_test_echoes_spawn_it(value: u32) u32 {
    const spawned = c.bind_test_game_spawn(value);
    const made = c.bind_test_game_constructor_thing(value + 1);
    const sum = c.bind_test_game_method_thing_value(c.bind_test_game_borrow_thing(spawned)) +%
        c.bind_test_game_method_thing_value(c.bind_test_game_borrow_thing(made)) +% c.bind_test_game_static_thing_twice(value);
    c.bind_test_game_thing_drop_own(spawned);
    c.bind_test_game_thing_drop_own(made);
    return sum;
}

export fn exports_bind_test_echoes_be_refused(how: u32) void {
    c.bind_test_game_refuse(how);
}

// ---- time ----

export fn exports_bind_test_echoes_spin(turns: u32) u32 {
    var sum: u32 = 0;
    const seen: *volatile u32 = &sum;
    for (0..turns) |_| seen.* +%= 1;
    return seen.*;
}

export fn exports_bind_test_echoes_fail() void {
    @trap();
}

export fn exports_bind_test_echoes_count_bytes(v: *c.echo_list_u8_t) u32 {
    defer c.echo_list_u8_free(v);
    return v.len;
}

export fn exports_bind_test_echoes_log_often(v: *c.echo_string_t, times: u32) void {
    defer c.echo_string_free(v);
    for (0..times) |_| c.bind_test_game_log(v);
}

export fn exports_bind_test_echoes_borrow_often(t: c.exports_bind_test_echoes_borrow_thing_t, times: u32) u32 {
    defer c.bind_test_game_thing_drop_borrow(t);
    var sum: u32 = 0;
    for (0..times) |_| sum +%= c.bind_test_game_method_thing_value(t);
    return sum;
}

export fn exports_echo_ping(v: *c.echo_string_t, times: u8, ret: *c.echo_string_t) void {
    defer c.echo_string_free(v);
    _ = c.echo_beep(440);
    const all = allocator.alloc(u8, text(v).len * times + 1) catch @trap();
    for (0..times) |i| @memcpy(all[i * text(v).len ..][0..text(v).len], text(v));
    set(ret, all[0 .. text(v).len * times]);
}
