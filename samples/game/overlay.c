/* overlay: see overlay.h. The SDK draws the figures; this lends it the paper. */
#include "samples/game/overlay.h"

#include "samples/game/game.h"
#include "samples/game/scene.h"

enum { FOOT = 18 };

static color color_of(uint32_t rgba)
{
    return (color){ (uint8_t)(rgba >> 24), (uint8_t)(rgba >> 16), (uint8_t)(rgba >> 8), (uint8_t)rgba };
}

static void rect(void *user, float x, float y, float width, float height, uint32_t rgba)
{
    paper_box(user, x, y, width, height, color_of(rgba));
}

static void text(void *user, float x, float y, const char *words, uint32_t rgba)
{
    paper_text(user, x, y, words, color_of(rgba), 1);
}

static float text_width(void *user, const char *words)
{
    return paper_text_width(words, 1);
}

inlay_mod overlay_selected(const struct game *game)
{
    inlay_mod mods[REPORT_MODS];
    size_t count = inlay_all_mods(game->host, mods, REPORT_MODS);

    count = count < REPORT_MODS ? count : REPORT_MODS;
    return game->selected >= 0 && (size_t)game->selected < count ? mods[game->selected] : (inlay_mod){ 0 };
}

void overlay_draw(const struct game *game, struct paper *paper)
{
    inlay_painter painter = {
        .user = paper, .rect = rect, .text = text, .text_width = text_width, .row_height = PAPER_ROW,
        .x = ARENA_WIDTH, .width = SCENE_WIDTH - ARENA_WIDTH, .height = SCENE_HEIGHT - FOOT, .selected = overlay_selected(game) };

    paper_box(paper, ARENA_WIDTH, 0, SCENE_WIDTH - ARENA_WIDTH, SCENE_HEIGHT, (color){ 17, 20, 34, 255 });
    paper_box(paper, 0, ARENA_HEIGHT, ARENA_WIDTH, SCENE_HEIGHT - ARENA_HEIGHT, (color){ 13, 15, 27, 255 });
    inlay_overlay_draw(game->host, &painter);
    paper_text(paper, ARENA_WIDTH + 8, SCENE_HEIGHT - 14, "Tab F5 reload F6 on/off F7 retry F9 profile P pause F1", (color){ 125, 138, 165, 255 }, 1);
    log_panel_draw(&game->log, paper, 8, ARENA_HEIGHT + 8, ARENA_WIDTH - 16, SCENE_HEIGHT - ARENA_HEIGHT - 14);
}
