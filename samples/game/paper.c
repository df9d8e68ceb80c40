/* paper: see paper.h. Brushes are small textures made once and tinted as needed. */
#include "samples/game/paper.h"

#include <math.h>
#include <string.h>

#include "samples/game/font.h"

enum { LETTERS_WIDE = FONT_LETTERS * PAPER_COLUMN };

/* How much of a pixel at that distance from the middle is painted. 1 is the edge of the brush. */
typedef float coverage(float distance);

static float edge(float away) { return away <= 0 ? 0 : away >= 1 ? 1 : away; }
static float cover_disc(float distance) { return edge((0.94f - distance) * 16); }
static float cover_ring(float distance) { return edge((0.94f - distance) * 16) * edge((distance - 0.80f) * 16); }
static float cover_glow(float distance) { return distance < 1 ? (1 - distance) * (1 - distance) : 0; }

static SDL_Texture *texture_of(SDL_Renderer *renderer, int width, int height, const uint32_t *pixels, SDL_BlendMode mode)
{
    SDL_Texture *texture = SDL_CreateTexture(renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, width, height);

    if (!texture)
        return NULL;
    SDL_UpdateTexture(texture, NULL, pixels, width * 4);
    SDL_SetTextureBlendMode(texture, mode);
    return texture;
}

static SDL_Texture *round_brush(SDL_Renderer *renderer, coverage *cover, SDL_BlendMode mode)
{
    static uint32_t pixels[PAPER_ROUND * PAPER_ROUND];
    const float middle = PAPER_ROUND / 2 - 0.5f;

    for (int y = 0; y < PAPER_ROUND; y++) {
        for (int x = 0; x < PAPER_ROUND; x++) {
            float dx = ((float)x - middle) / (PAPER_ROUND / 2), dy = ((float)y - middle) / (PAPER_ROUND / 2);
            uint32_t alpha = (uint32_t)(255 * cover(sqrtf(dx * dx + dy * dy)));
            pixels[y * PAPER_ROUND + x] = alpha << 24 | 0xFFFFFF;
        }
    }
    return texture_of(renderer, PAPER_ROUND, PAPER_ROUND, pixels, mode);
}

static SDL_Texture *letter_brush(SDL_Renderer *renderer)
{
    static uint32_t pixels[LETTERS_WIDE * FONT_HEIGHT];

    memset(pixels, 0, sizeof pixels);
    for (int letter = 0; letter < FONT_LETTERS; letter++)
        for (int y = 0; y < FONT_HEIGHT; y++)
            for (int x = 0; x < FONT_WIDTH; x++)
                if (font_has(letter, x, y))
                    pixels[y * LETTERS_WIDE + letter * PAPER_COLUMN + x] = 0xFFFFFFFF;
    return texture_of(renderer, LETTERS_WIDE, FONT_HEIGHT, pixels, SDL_BLENDMODE_BLEND);
}

bool paper_open(struct paper *paper, SDL_Renderer *renderer)
{
    *paper = (struct paper){ .renderer = renderer, .scale = 1 };
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "1");
    paper->disc = round_brush(renderer, cover_disc, SDL_BLENDMODE_BLEND);
    paper->ring = round_brush(renderer, cover_ring, SDL_BLENDMODE_BLEND);
    paper->glow = round_brush(renderer, cover_glow, SDL_BLENDMODE_ADD);
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "0");
    paper->letters = letter_brush(renderer);
    SDL_SetRenderDrawBlendMode(renderer, SDL_BLENDMODE_BLEND);
    return paper->disc && paper->ring && paper->glow && paper->letters;
}

void paper_close(struct paper *paper)
{
    if (paper->disc)
        SDL_DestroyTexture(paper->disc);
    if (paper->ring)
        SDL_DestroyTexture(paper->ring);
    if (paper->glow)
        SDL_DestroyTexture(paper->glow);
    if (paper->letters)
        SDL_DestroyTexture(paper->letters);
    *paper = (struct paper){ 0 };
}

void paper_clear(struct paper *paper, color c)
{
    SDL_SetRenderDrawColor(paper->renderer, c.red, c.green, c.blue, 255);
    SDL_RenderClear(paper->renderer);
}

static SDL_FRect placed(const struct paper *paper, float x, float y, float width, float height)
{
    float s = paper->scale;
    return (SDL_FRect){ paper->origin.x + x * s, paper->origin.y + y * s, width * s, height * s };
}

static void tint(SDL_Texture *texture, color c)
{
    SDL_SetTextureColorMod(texture, c.red, c.green, c.blue);
    SDL_SetTextureAlphaMod(texture, c.alpha);
}

static void stamp(struct paper *paper, SDL_Texture *brush, vec2 center, float radius, color c)
{
    SDL_FRect where = placed(paper, center.x - radius, center.y - radius, 2 * radius, 2 * radius);

    tint(brush, c);
    SDL_RenderCopyF(paper->renderer, brush, NULL, &where);
}

void paper_disc(struct paper *paper, vec2 center, float radius, color c) { stamp(paper, paper->disc, center, radius * 1.06f, c); }
void paper_ring(struct paper *paper, vec2 center, float radius, color c) { stamp(paper, paper->ring, center, radius * 1.06f, c); }
void paper_glow(struct paper *paper, vec2 center, float radius, color c) { stamp(paper, paper->glow, center, radius, c); }

void paper_box(struct paper *paper, float x, float y, float width, float height, color c)
{
    SDL_FRect where = placed(paper, x, y, width, height);

    SDL_SetRenderDrawColor(paper->renderer, c.red, c.green, c.blue, c.alpha);
    SDL_RenderFillRectF(paper->renderer, &where);
}

void paper_frame(struct paper *paper, float x, float y, float width, float height, color c)
{
    SDL_FRect where = placed(paper, x, y, width, height);

    SDL_SetRenderDrawColor(paper->renderer, c.red, c.green, c.blue, c.alpha);
    SDL_RenderDrawRectF(paper->renderer, &where);
}

void paper_line(struct paper *paper, vec2 start, vec2 end, color c)
{
    SDL_FRect a = placed(paper, start.x, start.y, 0, 0), b = placed(paper, end.x, end.y, 0, 0);

    SDL_SetRenderDrawColor(paper->renderer, c.red, c.green, c.blue, c.alpha);
    SDL_RenderDrawLineF(paper->renderer, a.x, a.y, b.x, b.y);
}

void paper_text(struct paper *paper, float x, float y, const char *text, color c, float size)
{
    tint(paper->letters, c);
    for (; *text; text++) {
        unsigned char letter = (unsigned char)*text;
        if ((letter & 0xC0) == 0x80)
            continue;                           /* one box for a character that the font has not */
        SDL_Rect from = { font_letter(text) * PAPER_COLUMN, 0, PAPER_COLUMN, FONT_HEIGHT };
        SDL_FRect to = placed(paper, x, y, PAPER_COLUMN * size, FONT_HEIGHT * size);
        if (letter != ' ')
            SDL_RenderCopyF(paper->renderer, paper->letters, &from, &to);
        x += PAPER_COLUMN * size;
    }
}

float paper_text_width(const char *text, float size)
{
    int count = 0;

    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return (float)count * PAPER_COLUMN * size;
}

void paper_clip(struct paper *paper, float x, float y, float width, float height)
{
    SDL_FRect where = placed(paper, x, y, width, height);
    SDL_Rect whole = { (int)where.x, (int)where.y, (int)where.w, (int)where.h };

    SDL_RenderSetClipRect(paper->renderer, &whole);
}

void paper_unclip(struct paper *paper)
{
    SDL_RenderSetClipRect(paper->renderer, NULL);
}
