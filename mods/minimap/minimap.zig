//! minimap: the arena from far above, with the way that the hero came.

const hud = @import("hud.zig");

const Shape = hud.exports_arena_game_widget_shape_t;
const Vec2 = hud.exports_arena_game_widget_vec2_t;
const Color = hud.exports_arena_game_widget_color_t;
const View = hud.exports_arena_game_widget_view_t;

extern fn malloc(size: usize) ?*anyopaque;

const width: f32 = 160;
const height: f32 = 90;
const most_shapes = 200;
const most_steps = 40;

const paper = Color{ .red = 16, .green = 20, .blue = 34, .alpha = 170 };
const rim = Color{ .red = 90, .green = 110, .blue = 150, .alpha = 255 };
const way = Color{ .red = 120, .green = 220, .blue = 255, .alpha = 90 };

/// By kind: hero, creature, bullet, pickup.
const inks = [4]Color{
    .{ .red = 120, .green = 230, .blue = 255, .alpha = 255 },
    .{ .red = 255, .green = 120, .blue = 100, .alpha = 255 },
    .{ .red = 250, .green = 240, .blue = 160, .alpha = 180 },
    .{ .red = 140, .green = 255, .blue = 150, .alpha = 255 },
};
const sizes = [4]f32{ 3, 2, 1, 2 };

/// Where the hero was, every tenth frame, the latest last.
var steps: [most_steps]Vec2 = undefined;
var step_count: usize = 0;

fn array(comptime T: type, count: usize) [*]T {
    return @ptrCast(@alignCast(malloc(count * @sizeOf(T)) orelse @trap()));
}

/// A point of the arena, on the map.
fn onMap(now: *const View, at: Vec2) Vec2 {
    return .{
        .x = (at.x - now.arena.corner.x) / now.arena.size.x * width,
        .y = (at.y - now.arena.corner.y) / now.arena.size.y * height,
    };
}

fn remember(at: Vec2) void {
    if (step_count == most_steps) {
        for (1..most_steps) |i| steps[i - 1] = steps[i];
        step_count -= 1;
    }
    steps[step_count] = at;
    step_count += 1;
}

fn box(ink: Color, style: u8) Shape {
    var shape: Shape = undefined;
    shape.tag = hud.EXPORTS_ARENA_GAME_WIDGET_SHAPE_BOX;
    shape.val.box = .{
        .area = .{ .corner = .{ .x = 0, .y = 0 }, .size = .{ .x = width, .y = height } },
        .color = ink,
        .style = style,
    };
    return shape;
}

fn disc(center: Vec2, kind: u8) Shape {
    var shape: Shape = undefined;
    shape.tag = hud.EXPORTS_ARENA_GAME_WIDGET_SHAPE_DISC;
    shape.val.disc = .{
        .center = center,
        .radius = sizes[kind],
        .color = inks[kind],
        .style = hud.EXPORTS_ARENA_GAME_WIDGET_STYLE_FILLED,
    };
    return shape;
}

/// The way that the hero came; the list is the caller's to free.
fn path() Shape {
    const points = array(Vec2, step_count);
    for (0..step_count) |i| points[i] = steps[i];

    var shape: Shape = undefined;
    shape.tag = hud.EXPORTS_ARENA_GAME_WIDGET_SHAPE_PATH;
    shape.val.path = .{ .points = .{ .ptr = points, .len = step_count }, .color = way };
    return shape;
}

export fn exports_arena_game_widget_arrange(ret: *hud.exports_arena_game_widget_layout_t) void {
    hud.hud_string_dup(&ret.title, "map");
    ret.corner = hud.EXPORTS_ARENA_GAME_WIDGET_CORNER_TOP_RIGHT;
    ret.size = .{ .x = width, .y = height };
}

export fn exports_arena_game_widget_draw(now: *View, ret: *hud.exports_arena_game_widget_list_shape_t) void {
    const shapes = array(Shape, most_shapes);
    var count: usize = 1;
    shapes[0] = box(paper, hud.EXPORTS_ARENA_GAME_WIDGET_STYLE_FILLED);

    for (0..now.blips.len) |i| {
        const blip = now.blips.ptr[i];
        if (count + 2 >= most_shapes or blip.kind >= inks.len) continue;
        const at = onMap(now, blip.position);
        if (blip.kind == hud.ARENA_GAME_TYPES_KIND_HERO and now.frame % 10 == 0) remember(at);
        shapes[count] = disc(at, blip.kind);
        count += 1;
    }
    if (step_count > 1) {
        shapes[count] = path();
        count += 1;
    }
    shapes[count] = box(rim, 0);
    ret.* = .{ .ptr = shapes, .len = count + 1 };
    hud.exports_arena_game_widget_view_free(now);
}
