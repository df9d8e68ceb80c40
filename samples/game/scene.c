/* scene: see scene.h. With the overlay the arena stands in the upper left at
 * its own size; without, it fills the window.
 */
#include "samples/game/scene.h"

#include "samples/game/game.h"
#include "samples/game/overlay.h"
#include "samples/game/vector.h"

static const color night = { 11, 13, 24, 255 };

static color with_alpha(color c, float part)
{
    c.alpha = (uint8_t)(vector_clamp(part, 0, 1) * (float)c.alpha);
    return c;
}

/* Between two colours: 0 gives the first. */
static color mixed(color a, color b, float part)
{
    part = vector_clamp(part, 0, 1);
    return (color){ (uint8_t)((float)a.red + part * ((float)b.red - (float)a.red)),
                    (uint8_t)((float)a.green + part * ((float)b.green - (float)a.green)),
                    (uint8_t)((float)a.blue + part * ((float)b.blue - (float)a.blue)), 255 };
}

static void draw_ground(struct paper *paper, uint64_t frame)
{
    float drift = (float)(frame % 1200) / 1200 * 6.2831853f;

    paper_box(paper, 0, 0, ARENA_WIDTH, ARENA_HEIGHT, (color){ 15, 18, 33, 255 });
    paper_glow(paper, (vec2){ 250 + 60 * cosf(drift), 170 }, 360, (color){ 26, 48, 92, 150 });
    paper_glow(paper, (vec2){ 720, 380 + 50 * sinf(drift) }, 400, (color){ 66, 28, 80, 140 });
    for (int x = 0; x <= ARENA_WIDTH; x += 48)
        paper_line(paper, (vec2){ (float)x, 0 }, (vec2){ (float)x, ARENA_HEIGHT }, (color){ 120, 150, 220, 18 });
    for (int y = 0; y <= ARENA_HEIGHT; y += 45)
        paper_line(paper, (vec2){ 0, (float)y }, (vec2){ ARENA_WIDTH, (float)y }, (color){ 120, 150, 220, 18 });
    for (int i = 0; i < 4; i++)
        paper_frame(paper, (float)i, (float)i, ARENA_WIDTH - 2 * (float)i, ARENA_HEIGHT - 2 * (float)i, (color){ 90, 130, 210, (uint8_t)(90 - 20 * i) });
}

static void draw_trail(struct paper *paper, const struct body *it, color ink)
{
    for (int i = TRAIL - 1; i > 0; i--) {
        float part = 1 - (float)i / TRAIL;
        paper_disc(paper, it->trail[i], it->radius * (0.35f + 0.5f * part), with_alpha(ink, 0.16f * part));
    }
}

static void draw_health(struct paper *paper, const struct body *it)
{
    float width = it->radius * 2, part = it->health / it->most_health;

    if (part >= 1)
        return;
    paper_box(paper, it->position.x - it->radius, it->position.y - it->radius - 7, width, 3, (color){ 0, 0, 0, 140 });
    paper_box(paper, it->position.x - it->radius, it->position.y - it->radius - 7, width * part, 3, (color){ 255, 110, 90, 220 });
}

static void draw_words(struct paper *paper, const struct body *it)
{
    float above = it->position.y - it->radius - 18;

    if (*it->tag)
        paper_text(paper, it->position.x - paper_text_width(it->tag, 1) / 2, it->position.y + it->radius + 4, it->tag, (color){ 190, 205, 230, 120 }, 1);
    if (it->say_frames > 0)
        paper_text(paper, it->position.x - paper_text_width(it->say, 1) / 2, above, it->say, (color){ 255, 245, 210, 230 }, 1);
}

/* Two eyes, looking where it goes. */
static void draw_eyes(struct paper *paper, const struct body *it)
{
    vec2 look = vector_with_length(it->velocity, 1);
    vec2 side = { -look.y, look.x };

    for (int i = -1; i <= 1; i += 2) {
        vec2 eye = vector_plus(it->position, vector_plus(vector_times(look, it->radius * 0.38f), vector_times(side, (float)i * it->radius * 0.36f)));
        paper_disc(paper, eye, it->radius * 0.24f, (color){ 250, 250, 255, 235 });
        paper_disc(paper, vector_plus(eye, vector_times(look, it->radius * 0.09f)), it->radius * 0.12f, (color){ 20, 20, 40, 255 });
    }
}

static void draw_creature(struct paper *paper, const struct body *it)
{
    color ink = it->glow_frames > 0 ? mixed(it->color, it->glow, 0.65f) : it->color;
    float born = vector_clamp((float)it->age / 15, 0, 1), size = it->radius * born;

    draw_trail(paper, it, ink);
    paper_glow(paper, it->position, size * (it->glow_frames > 0 ? 4.5f : 3), with_alpha(ink, it->glow_frames > 0 ? 0.55f : 0.3f));
    paper_disc(paper, it->position, size, mixed(ink, (color){ 0, 0, 0, 255 }, 0.45f));
    paper_disc(paper, it->position, size * 0.86f, ink);
    paper_disc(paper, (vec2){ it->position.x - size * 0.25f, it->position.y - size * 0.3f }, size * 0.4f, (color){ 255, 255, 255, 46 });
    if (it->traits & TRAIT_ELITE)
        paper_ring(paper, it->position, size * 1.25f, (color){ 255, 225, 140, 190 });
    if (it->traits & TRAIT_ARMOURED)
        paper_ring(paper, it->position, size, (color){ 220, 230, 255, 200 });
    if (born >= 1)
        draw_eyes(paper, it);
    draw_health(paper, it);
    draw_words(paper, it);
}

static void draw_bullet(struct paper *paper, const struct body *it)
{
    for (int i = 5; i > 0; i--)
        paper_glow(paper, it->trail[i], it->radius * 2.2f, with_alpha(it->color, 0.5f - 0.08f * (float)i));
    paper_glow(paper, it->position, it->radius * 4, with_alpha(it->color, 0.7f));
    paper_disc(paper, it->position, it->radius, mixed(it->color, (color){ 255, 255, 255, 255 }, 0.6f));
}

static void draw_pickup(struct paper *paper, const struct body *it)
{
    static const char *const letters[BONUSES] = { "+", "O", ">", "*" };
    float pulse = sinf((float)it->age / 9);

    if (it->life - it->age < 180 && it->age / 8 % 2 == 0)
        return;
    paper_glow(paper, it->position, 30 + 4 * pulse, with_alpha(it->color, 0.5f));
    paper_disc(paper, it->position, it->radius, mixed(it->color, (color){ 10, 12, 24, 255 }, 0.6f));
    paper_ring(paper, it->position, it->radius + 1 + pulse, it->color);
    paper_text(paper, it->position.x - 5, it->position.y - 7, letters[it->bonus], (color){ 255, 255, 255, 240 }, 2);
}

static void draw_hero(const struct arena *arena, struct paper *paper)
{
    const struct body *it = arena_hero(arena);
    color ink = it->glow_frames > 0 ? mixed(it->color, it->glow, 0.7f) : it->color;

    if (arena->down_frames > 0) {
        paper_ring(paper, it->position, it->radius, with_alpha(ink, 0.4f));
        return;
    }
    draw_trail(paper, it, ink);
    paper_glow(paper, it->position, it->radius * 4.5f, with_alpha(ink, 0.5f));
    paper_disc(paper, it->position, it->radius, mixed(ink, (color){ 255, 255, 255, 255 }, 0.25f));
    paper_disc(paper, it->position, it->radius * 0.72f, mixed(ink, (color){ 10, 30, 60, 255 }, 0.55f));
    draw_eyes(paper, it);
    if (arena->bonus_frames[BONUS_SHIELD] > 0)
        paper_ring(paper, it->position, it->radius * 1.7f, (color){ 140, 190, 255, 200 });
    if (arena->bonus_frames[BONUS_HASTE] > 0)
        paper_glow(paper, it->position, it->radius * 3, (color){ 255, 215, 90, 120 });
    draw_health(paper, it);
}

static void draw_bodies(const struct arena *arena, struct paper *paper)
{
    for (int i = 1; i < MOST_BODIES; i++)
        if (arena->bodies[i].id && arena->bodies[i].kind == PICKUP)
            draw_pickup(paper, &arena->bodies[i]);
    for (int i = 1; i < MOST_BODIES; i++)
        if (arena->bodies[i].id && arena->bodies[i].kind == CREATURE)
            draw_creature(paper, &arena->bodies[i]);
    draw_hero(arena, paper);
    for (int i = 1; i < MOST_BODIES; i++)
        if (arena->bodies[i].id && arena->bodies[i].kind == BULLET)
            draw_bullet(paper, &arena->bodies[i]);
}

static void draw_effects(const struct effects *effects, struct paper *paper)
{
    for (int i = 0; i < MOST_MARKS; i++) {
        const struct mark *it = &effects->marks[i];
        if (it->mod == 0)
            continue;
        float pulse = 9 + 2 * sinf((float)it->age / 6);
        paper_ring(paper, it->at, pulse, with_alpha(it->color, 0.8f));
        paper_text(paper, it->at.x + 14, it->at.y - 4, it->text, it->color, 1);
    }
    for (int i = 0; i < MOST_BEAMS; i++) {
        const struct beam *it = &effects->beams[i];
        if (it->left == 0)
            continue;
        color ink = with_alpha(it->color, (float)it->left / 16);
        paper_line(paper, it->start, it->end, ink);
        paper_glow(paper, it->end, 14, ink);
    }
    for (int i = 0; i < MOST_SPARKS; i++) {
        const struct spark *it = &effects->sparks[i];
        if (it->left == 0)
            continue;
        float part = (float)it->left / (float)it->life;
        paper_glow(paper, it->position, 3 + 5 * part, with_alpha(it->color, part));
    }
}

static void draw_banner(const struct effects *effects, struct paper *paper)
{
    float part = vector_clamp((float)effects->banner_frames / 30, 0, 1);
    float x = (ARENA_WIDTH - paper_text_width(effects->banner, 3)) / 2;

    if (effects->banner_frames == 0)
        return;
    paper_text(paper, x + 2, 122, effects->banner, with_alpha((color){ 0, 0, 0, 200 }, part), 3);
    paper_text(paper, x, 120, effects->banner, with_alpha((color){ 235, 240, 255, 235 }, part), 3);
}

static void draw_mood(const struct game *game, struct paper *paper)
{
    for (int i = 0; i < MOST_BODIES; i++) {
        const struct body *it = &game->arena.bodies[i];
        if (!it->id || it->id != game->cast.mood_body || it->kind != CREATURE)
            continue;
        paper_text(paper, it->position.x + it->radius + 5, it->position.y - 4, game->cast.mood, (color){ 200, 215, 240, 190 }, 1);
    }
}

void scene_draw(const struct game *game, struct paper *paper)
{
    paper_clear(paper, night);
    paper->scale = game->overlay ? 1 : (float)SCENE_WIDTH / ARENA_WIDTH;
    paper_clip(paper, 0, 0, ARENA_WIDTH, ARENA_HEIGHT);
    draw_ground(paper, game->arena.frame);
    draw_bodies(&game->arena, paper);
    draw_effects(&game->effects, paper);
    draw_mood(game, paper);
    draw_banner(&game->effects, paper);
    paper_unclip(paper);
    widgets_draw(&game->widgets, paper, ARENA_WIDTH, ARENA_HEIGHT);
    if (game->paused)
        paper_text(paper, 8, ARENA_HEIGHT - 14, "paused: O one frame, P goes on", (color){ 255, 240, 180, 255 }, 1);
    paper->scale = 1;
    if (game->overlay)
        overlay_draw(game, paper);
}
