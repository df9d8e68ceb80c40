/* Two cells become a pair (docs/adr/0015), or three: the first gets the op of a
 * handler that does them all. They are found without a search, and nothing
 * that is looked at there branches: guesses at that are as often wrong as right.
 */
#include "engine/wasm/code_form.h"
#include "engine/wasm/translate.h"

/* Of a kind of cell: where it leads to as a first half and as a second one. A
 * form that writes no slot is as good as the one that also does, which stands
 * before it and is right everywhere: loud. */
typedef struct pair_half { uint16_t first, loud_first, second, loud_second; } pair_half;

static const pair_half halves[CODE_COUNT] = {
#define PLACED(name, first, loud_first, second, loud_second) [CODE_##name] = { first, loud_first, second, loud_second },
#include "engine/wasm/pair_places.def"
#undef PLACED
};

/* Of a pair, where it leads to as a first half: beside each other, since any of thousands may be next. */
static const uint16_t pair_firsts[CODE_COUNT] = {
#define PLACED(name, first, loud_first, second, loud_second) [CODE_##name] = first,
#include "engine/wasm/pair_places.def"
#undef PLACED
};

enum {
#define PLACED(name, first, loud_first, second, loud_second) AS_FIRST_##name = first, AS_SECOND_##name = second,
#include "engine/wasm/pair_places.def"
#undef PLACED
};

/* The pair, and below it whose it is. */
static const uint32_t places[PAIR_PLACES] = {
#define PAIRS(x, ...)    __VA_ARGS__
#define TRIPLES(xy, ...) __VA_ARGS__
#define PAIR(x, y)       [AS_FIRST_##x + AS_SECOND_##y] = (uint32_t)CODE_##x##__##y << 16 | AS_FIRST_##x,
#define TRIPLE(x, y, z)  [AS_FIRST_##x##__##y + AS_SECOND_##z] = (uint32_t)CODE_##x##__##y##__##z << 16 | AS_FIRST_##x##__##y,
#include "engine/wasm/pairs.def"
#undef TRIPLE
#undef PAIR
#undef TRIPLES
#undef PAIRS
};

/* All ones or none: what the compiler makes no jump of. */
static inline uint32_t all_if(bool it_is) { return (uint32_t)0 - it_is; }

/* The pair at that place, where it is of that first half; else `other`. */
static inline uint32_t look(uint32_t first, uint32_t second, uint32_t other)
{
    uint32_t found = places[first + second] ^ first;
    return ((found >> 16) & all_if(!(uint16_t)found)) | (other & ~all_if(!(uint16_t)found));
}

static inline uint32_t find(const pair_half *x, const pair_half *y)
{
    uint32_t none = 0;
    __asm__("" : "+r"(none));
    uint32_t pair = look(x->loud_first, y->loud_second, none);
    pair = look(x->loud_first, y->second, pair);
    pair = look(x->first, y->loud_second, pair);
    return look(x->first, y->second, pair);
}

/* Of a pair and what stands behind it: three; or 0. */
static inline uint32_t find_behind(uint32_t pair, const pair_half *z)
{
    uint32_t first = pair_firsts[pair], none = 0;
    __asm__("" : "+r"(none));
    return look(first, z->second, look(first, z->loud_second, none));
}

uint32_t translate_pair_of(uint32_t x, uint32_t y) { return find(&halves[x], &halves[y]); }

/* The pair, where it is one of the few. */
static uint32_t look_for_few(uint32_t first, uint32_t second)
{
    uint32_t pair = look(first, second, 0);
    return pair && code_is_few(pair) ? pair : 0;
}

static uint32_t find_few(const pair_half *x, const pair_half *y)
{
    uint32_t pair = look_for_few(x->first, y->second);
    pair = pair ? pair : look_for_few(x->first, y->loud_second);
    pair = pair ? pair : look_for_few(x->loud_first, y->second);
    return pair ? pair : look_for_few(x->loud_first, y->loud_second);
}

static void make_few(translator *t, uint32_t first)
{
    for (uint32_t i = first; i + 1 < t->cell_count; i++) {
        uint32_t pair = find_few(&halves[t->cells[i].op], &halves[t->cells[i + 1].op]);
        if (pair) {
            t->cells[i].op = pair;
            t->cells[++i].op = code_shapes[pair].second;
        }
    }
}

void translate_make_pairs(translator *t, uint32_t first)
{
    if (t->pairs == PAIRS_FEW) {
        make_few(t, first);
        return;
    }
    uint32_t last = t->cell_count - 1;
    for (uint32_t i = first; i < last;) {
        wasm_cell *cells = &t->cells[i];
        uint32_t pair = find(&halves[cells[0].op], &halves[cells[1].op]);
        if (!pair) {
            i++;
            continue;
        }
        uint32_t three = i + 1 < last ? find_behind(pair, &halves[cells[2].op]) : 0;
        cells[0].op = three ? three : pair;
        cells[1].op = code_shapes[cells[0].op].second;    /* that is what runs, and how it is to be read */
        if (three)
            cells[2].op = code_shapes[cells[1].op].second;
        i += three ? 3 : 2;
    }
}
