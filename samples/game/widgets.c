/* widgets: see widgets.h. */
#include "samples/game/widgets.h"

#include <stdlib.h>

#include "samples/game/game.h"
#include "samples/game/values.h"

#define WIDGET "arena:game/widget#"

enum { FOR_ARRANGE, FOR_DRAW, VIEW_FIELDS = 8 };

/* ---- what a widget is told ------------------------------------------------------- */

/* Room for the values of a view; the same for all widgets of a frame. */
typedef struct viewing {
    inlay_value fields[VIEW_FIELDS], wave, health, arena[6];
    inlay_value bonuses[BONUSES], bonus_fields[BONUSES][2];
    inlay_value blips[MOST_BODIES], blip_fields[MOST_BODIES][2], blip_at[MOST_BODIES][2];
} viewing;

static inlay_value tell_bonuses(const struct arena *arena, viewing *room)
{
    size_t count = 0;

    for (uint32_t i = 0; i < BONUSES; i++) {
        if (arena->bonus_frames[i] == 0)
            continue;
        room->bonus_fields[count][0] = value_enum(i);
        room->bonus_fields[count][1] = value_u32(arena->bonus_frames[i]);
        room->bonuses[count] = value_fields(INLAY_TUPLE, room->bonus_fields[count], 2);
        count++;
    }
    return value_fields(INLAY_LIST, room->bonuses, count);
}

static inlay_value tell_blips(const struct arena *arena, viewing *room)
{
    size_t count = 0;

    for (int i = 0; i < MOST_BODIES; i++) {
        const struct body *it = &arena->bodies[i];
        if (!it->id)
            continue;
        room->blip_fields[count][0] = value_enum(it->kind);
        room->blip_fields[count][1] = value_vec2(room->blip_at[count], it->position);
        room->blips[count] = value_fields(INLAY_RECORD, room->blip_fields[count], 2);
        count++;
    }
    return value_fields(INLAY_LIST, room->blips, count);
}

static inlay_value tell(const struct game *game, viewing *room)
{
    const struct arena *arena = &game->arena;

    room->wave = inlay_text(game->effects.banner);
    room->health = value_f32(arena_hero(arena)->health);
    room->fields[0] = value_u64(arena->frame);
    room->fields[1] = value_u32(arena->score);
    room->fields[2] = value_u32(arena->best);
    room->fields[3] = *game->effects.banner ? value_some(&room->wave) : value_none();
    room->fields[4] = arena->down_frames == 0 ? value_some(&room->health) : value_none();
    room->fields[5] = tell_bonuses(arena, room);
    room->fields[6] = value_rect(room->arena, (vec2){ 0, 0 }, (vec2){ ARENA_WIDTH, ARENA_HEIGHT });
    room->fields[7] = tell_blips(arena, room);
    return value_fields(INLAY_RECORD, room->fields, VIEW_FIELDS);
}

/* ---- what it draws ------------------------------------------------------------------ */

static void read_points(struct shape *shape, const inlay_value *list)
{
    shape->point_count = 0;
    for (size_t i = 0; i < list->list.count && i < MOST_POINTS; i++)
        shape->points[shape->point_count++] = value_to_vec2(&list->list.items[i]);
}

static void read_shape(struct shape *shape, const inlay_value *v)
{
    const inlay_value *what = v->payload;

    *shape = (struct shape){ .kind = (shape_kind)v->tag };
    switch (shape->kind) {
    case SHAPE_WORDS:
        shape->at = value_to_vec2(value_field(what, 0));
        value_to_text(value_field(what, 1), shape->text, sizeof shape->text);
        shape->color = value_to_color(value_field(what, 2));
        shape->style = value_field(what, 3)->flags;
        break;
    case SHAPE_BOX:
        shape->at = value_to_vec2(value_field(value_field(what, 0), 0));
        shape->size = value_to_vec2(value_field(value_field(what, 0), 1));
        shape->color = value_to_color(value_field(what, 1));
        shape->style = value_field(what, 2)->flags;
        break;
    case SHAPE_DISC:
        shape->at = value_to_vec2(value_field(what, 0));
        shape->size.x = vector_clamp(value_field(what, 1)->f32, 0, 400);
        shape->color = value_to_color(value_field(what, 2));
        shape->style = value_field(what, 3)->flags;
        break;
    case SHAPE_PATH:
        read_points(shape, value_field(what, 0));
        shape->color = value_to_color(value_field(what, 1));
        break;
    }
}

static void answer(struct widget *widget, uint32_t purpose, const inlay_value *v)
{
    if (purpose == FOR_ARRANGE) {
        vec2 size = value_to_vec2(value_field(v, 2));
        value_to_text(value_field(v, 0), widget->title, sizeof widget->title);
        widget->corner = (int)value_field(v, 1)->tag;
        widget->size = (vec2){ vector_clamp(size.x, 0, 320), vector_clamp(size.y, 0, 200) };
        widget->arranged = true;
        return;
    }
    widget->shape_count = 0;
    for (size_t i = 0; i < v->list.count && i < MOST_SHAPES; i++)
        read_shape(&widget->shapes[widget->shape_count++], &v->list.items[i]);
}

/* Arrange once, then draw each frame. */
static void ask(struct game *game, struct widget *widget, const inlay_value *view)
{
    uint32_t purpose = widget->guest.waiting ? widget->guest.purpose : widget->arranged ? FOR_DRAW : FOR_ARRANGE;
    struct errand errand = { purpose, 0 };
    inlay_status status;
    inlay_value result;

    if (widget->guest.waiting)
        status = guest_take(&widget->guest, game->host, &result);
    else if (widget->arranged)
        status = guest_call(&widget->guest, game->host, errand, WIDGET "draw", view, 1, &result);
    else
        status = guest_call(&widget->guest, game->host, errand, WIDGET "arrange", NULL, 0, &result);
    if (status == INLAY_DONE)
        answer(widget, purpose, &result);
    game_complain(game, &widget->guest, purpose == FOR_DRAW ? "draw" : "arrange", status);
    if (status == INLAY_DONE && purpose == FOR_ARRANGE)
        ask(game, widget, view);
}

static struct widget *widget_of(struct widgets *widgets, inlay_mod mod)
{
    struct widget *free = NULL;

    for (int i = 0; i < MOST_WIDGETS; i++) {
        struct widget *it = &widgets->widgets[i];
        if (it->used && it->guest.mod.index == mod.index && it->guest.mod.serial == mod.serial)
            return it;
        if (!it->used && !free)
            free = it;
    }
    if (!free)
        return NULL;
    struct shape *shapes = free->shapes ? free->shapes : calloc(MOST_SHAPES, sizeof *shapes);
    *free = (struct widget){ .used = shapes != NULL, .guest.mod = mod, .shapes = shapes };
    return shapes ? free : NULL;
}

void widgets_frame(struct game *game)
{
    inlay_mod mods[MOST_WIDGETS];
    size_t count = inlay_mods(game->host, game->hud, mods, MOST_WIDGETS);
    static viewing room;
    inlay_value view = tell(game, &room);

    for (int i = 0; i < MOST_WIDGETS; i++)
        game->widgets.widgets[i].seated = false;
    for (size_t i = 0; i < count && i < MOST_WIDGETS; i++) {
        struct widget *widget = widget_of(&game->widgets, mods[i]);
        if (!widget)
            continue;
        widget->seated = true;
        if (guest_renewed(&widget->guest, game->host))
            widget->arranged = false;
        ask(game, widget, &view);
    }
    for (int i = 0; i < MOST_WIDGETS; i++)
        game->widgets.widgets[i].used = game->widgets.widgets[i].seated;
}

/* ---- how it looks ---------------------------------------------------------------------- */

static void draw_shape(const struct shape *it, vec2 corner, struct paper *paper)
{
    vec2 at = vector_plus(corner, it->at);
    color faint = it->color;

    faint.alpha /= 3;
    switch (it->kind) {
    case SHAPE_WORDS:
        paper_text(paper, at.x, at.y, it->text, it->color, it->style & STYLE_LARGE ? 2 : 1);
        break;
    case SHAPE_BOX:
        if (it->style & STYLE_GLOWING)
            paper_box(paper, at.x - 2, at.y - 2, it->size.x + 4, it->size.y + 4, faint);
        if (it->style & STYLE_FILLED)
            paper_box(paper, at.x, at.y, it->size.x, it->size.y, it->color);
        else
            paper_frame(paper, at.x, at.y, it->size.x, it->size.y, it->color);
        break;
    case SHAPE_DISC:
        if (it->style & STYLE_GLOWING)
            paper_glow(paper, at, it->size.x * 2.5f, it->color);
        if (it->style & STYLE_FILLED)
            paper_disc(paper, at, it->size.x, it->color);
        else
            paper_ring(paper, at, it->size.x, it->color);
        break;
    case SHAPE_PATH:
        for (int i = 1; i < it->point_count; i++)
            paper_line(paper, vector_plus(corner, it->points[i - 1]), vector_plus(corner, it->points[i]), it->color);
        break;
    }
}

void widgets_draw(const struct widgets *widgets, struct paper *paper, float width, float height)
{
    float used[4] = { 10, 10, 10, 10 };

    for (int i = 0; i < MOST_WIDGETS; i++) {
        const struct widget *it = &widgets->widgets[i];
        if (!it->used || !it->arranged)
            continue;
        int c = it->corner & 3;
        vec2 corner = { c & 1 ? width - it->size.x - 10 : 10, c & 2 ? height - it->size.y - used[c] : used[c] };
        used[c] += it->size.y + 8;
        paper_clip(paper, corner.x, corner.y, it->size.x + 1, it->size.y + 1);
        for (int k = 0; k < it->shape_count; k++)
            draw_shape(&it->shapes[k], corner, paper);
        paper_unclip(paper);
    }
}

void widgets_close(struct widgets *widgets)
{
    for (int i = 0; i < MOST_WIDGETS; i++)
        free(widgets->widgets[i].shapes);
    *widgets = (struct widgets){ 0 };
}
