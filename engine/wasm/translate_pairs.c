/* Two cells become a pair (docs/adr/0015), or three: the first gets the op of a
 * handler that does them all. They are found without a search, and without a
 * branch on what is found: a guess at that is as often wrong as right.
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

enum {
#define PLACED(name, first, loud_first, second, loud_second) FIRST_##name = first, SECOND_##name = second,
#include "engine/wasm/pair_places.def"
#undef PLACED
};

/* The pair, and below it whose it is. */
static const uint32_t places[PAIR_PLACES] = {
#define PAIRS(x, ...)    __VA_ARGS__
#define TRIPLES(xy, ...) __VA_ARGS__
#define PAIR(x, y)       [FIRST_##x + SECOND_##y] = (uint32_t)CODE_##x##__##y << 16 | FIRST_##x,
#define TRIPLE(x, y, z)  [FIRST_##x##__##y + SECOND_##z] = (uint32_t)CODE_##x##__##y##__##z << 16 | FIRST_##x##__##y,
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
    uint32_t pair = look(x->loud_first, y->loud_second, 0);
    pair = look(x->loud_first, y->second, pair);
    pair = look(x->first, y->loud_second, pair);
    return look(x->first, y->second, pair);
}

/* Of a pair and what stands behind it: three; or 0. */
static inline uint32_t find_behind(uint32_t pair, const pair_half *z)
{
    uint32_t first = halves[pair].first & all_if(pair);
    return look(first, z->second, look(first, z->loud_second, 0));
}

uint32_t translate_pair_of(uint32_t x, uint32_t y) { return find(&halves[x], &halves[y]); }

void translate_make_pairs(translator *t, uint32_t first)
{
    wasm_cell *cells = t->cells;
    uint32_t last = t->cell_count - 1, taken = CODE_NO_PAIR, taken_then = CODE_NO_PAIR;      /* what this cell and the next are behind a first half */
    const pair_half none = { 0, 0, 0, 0 }, *x = &halves[cells[first].op], *y = &halves[cells[first + 1].op];
    for (uint32_t i = first; i < last; i++) {
        const pair_half *z = i + 1 < last ? &halves[cells[i + 2].op] : &none;
        uint32_t is_free = all_if(taken == CODE_NO_PAIR), pair = find(x, y) & is_free, three = find_behind(pair, z), whole = three ? three : pair;
        cells[i].op = is_free ? (whole ? whole : cells[i].op) : taken;
        uint32_t second = code_shapes[whole].second;      /* that is what runs, and how it is to be read; the first kind of all is no pair */
        taken = is_free ? second : taken_then;
        taken_then = code_shapes[second & all_if(three)].second;
        x = y;
        y = z;
    }
    cells[last].op = taken == CODE_NO_PAIR ? cells[last].op : taken;
}
