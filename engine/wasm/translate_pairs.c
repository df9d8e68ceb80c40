/* Two cells become a pair (docs/adr/0015): the first gets the op of a handler
 * that does both. They are found without a search, and without a branch on what
 * is found: a guess at that is as often wrong as right.
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
#define PAIRS(x, ...) __VA_ARGS__
#define PAIR(x, y)    [FIRST_##x + SECOND_##y] = (uint32_t)CODE_##x##__##y << 16 | FIRST_##x,
#include "engine/wasm/pairs.def"
#undef PAIR
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

uint32_t translate_pair_of(uint32_t x, uint32_t y) { return find(&halves[x], &halves[y]); }

void translate_make_pairs(translator *t, uint32_t first)
{
    wasm_cell *cells = t->cells;
    uint32_t last = t->cell_count - 1, op = cells[first].op, second = 0, is_second = 0;
    const pair_half *half = &halves[op];
    for (uint32_t i = first; i < last; i++) {
        uint32_t next = cells[i + 1].op;
        const pair_half *then = &halves[next];
        uint32_t pair = find(half, then) & ~is_second, is_pair = all_if(pair);
        cells[i].op = (second & is_second) | (pair & is_pair) | (op & ~is_second & ~is_pair);
        second = code_shapes[pair].second;                /* that is what runs, and how it is to be read */
        is_second = is_pair;
        op = next;
        half = then;
    }
    cells[last].op = is_second ? second : op;
}
