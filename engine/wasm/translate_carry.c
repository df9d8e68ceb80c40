/* What a cell makes and a later one takes is carried in an accumulator: the
 * taker gets a form that doesn't read the slot, and where the slot was only
 * there for it, the maker one that doesn't write it.
 *
 * A home is read once, by what takes the operand off the stack, so behind its
 * taker nobody reads it. Between two cells on a straight way nothing can be
 * suspended, so nothing carried is ever missed. There is an accumulator for
 * integers and one for each type of floats; plain cells leave those that they
 * don't make as they are, others may not. Cells are given these forms late,
 * when they are sealed: until then the translator may change the last.
 */
#include "engine/wasm/translate.h"

#include "engine/wasm/code_form.h"

/* The accumulators. */
typedef enum held_kind { HELD_NONE, HELD_INTEGER, HELD_F32, HELD_F64, HELD_COUNT } held_kind;
enum { HELD_i32 = HELD_INTEGER, HELD_i64 = HELD_INTEGER, HELD_f32 = HELD_F32, HELD_f64 = HELD_F64 };

typedef struct carry {
    uint8_t  makes;               /* if anything: the kind behind it is the form that doesn't write dst */
    uint8_t  takes, stores;       /* from where a and b, and where dst is an operand: it */
    uint16_t a, b, dst;           /* the form that takes that slot's value from there; 0: none */
} carry;

#define MAKES(name, R, T, a, b)                      [CODE_##name] = { HELD_##R, HELD_##T, HELD_NONE, a, b, 0 },
#define TAKES(name, T, V, a, b, dst)                 [CODE_##name] = { HELD_NONE, HELD_##T, HELD_##V, a, b, dst },
#define UNARY_FORMS(name, R, T)                      MAKES(name, R, T, CODE_##name##_r, 0) MAKES(name##_r, R, T, 0, 0)
#define BINARY_FORMS(name, R, T)                                                \
    MAKES(name, R, T, CODE_##name##_r, CODE_##name##_s) MAKES(name##_k, R, T, CODE_##name##_k_r, 0) \
    MAKES(name##_r, R, T, 0, 0) MAKES(name##_k_r, R, T, 0, 0) MAKES(name##_s, R, T, 0, 0)
#define BRANCH_FORMS(name, T)                                                   \
    TAKES(name, T, T, CODE_##name##_r, 0, CODE_##name##_s) TAKES(name##_k, T, T, CODE_##name##_k_r, 0, 0) TAKES(name##_wide, T, T, CODE_##name##_wide_r, 0, 0)

#define CONTROL(byte, name, text, immediates, feature, price)
#define OTHER(byte, name, text, immediates, feature, price)
#define CONST(byte, name, text, type)
#define LOAD(byte, name, text, R, stored)                                       \
    MAKES(name, R, i32, CODE_##name##_r, 0) MAKES(name##_add, R, i32, CODE_##name##_add_r, 0) MAKES(name##_at, R, i32, 0, 0) \
    MAKES(name##_index, R, i32, CODE_##name##_index_r, CODE_##name##_index_s) MAKES(name##_shift, R, i32, CODE_##name##_shift_r, 0) \
    MAKES(name##_r, R, i32, 0, 0) MAKES(name##_add_r, R, i32, 0, 0) MAKES(name##_index_r, R, i32, 0, 0) MAKES(name##_index_s, R, i32, 0, 0) \
    MAKES(name##_shift_r, R, i32, 0, 0)
#define STORE(byte, name, text, T, stored)                                      \
    TAKES(name, i32, T, CODE_##name##_r, 0, CODE_##name##_v) TAKES(name##_add, i32, T, CODE_##name##_add_r, 0, CODE_##name##_add_v) \
    TAKES(name##_at, i32, T, 0, 0, CODE_##name##_at_v) TAKES(name##_index, i32, T, 0, 0, CODE_##name##_index_v)
#define TEST(byte, name, text, T, test)                                         \
    UNARY_FORMS(name, i32, T) TAKES(br_if_##name, T, T, CODE_br_if_##name##_r, 0, 0) TAKES(br_unless_##name, T, T, CODE_br_unless_##name##_r, 0, 0)
#define COMPARE(byte, name, text, T, test)                   BINARY_FORMS(name, i32, T) BRANCH_FORMS(br_if_##name, T) BRANCH_FORMS(br_unless_##name, T)
#define UNARY(byte, name, text, R, T, value)                 UNARY_FORMS(name, R, T)
#define BINARY(byte, name, text, R, T, value)                BINARY_FORMS(name, R, T)
#define DIVIDE(byte, name, text, T, trap, value)             BINARY_FORMS(name, T, T)
#define CONVERT(byte, name, text, R, T, trap, value)         UNARY_FORMS(name, R, T)
#define VECTOR(byte, name, text, first, second, third, result, value)
#define RELAXED(byte, name, text, first, second, third, result, value)
#define VECTOR_LANE(byte, name, text, first, second, result, lanes, value)
#define VECTOR_LOAD(byte, name, text, bytes, value)
#define VECTOR_STORE(byte, name, text, bytes, store)
#define VECTOR_LOAD_LANE(byte, name, text, bytes, value)
#define VECTOR_STORE_LANE(byte, name, text, bytes, store)
#define CONSTANT(name, feature)

static const carry carries[CODE_COUNT] = {
#include "engine/wasm/opcodes.def"
    MAKES(i32_add_shl, i32, i32, CODE_i32_add_shl_r, CODE_i32_add_shl_s)
    MAKES(i32_add_shl_r, i32, i32, 0, 0)
    MAKES(i32_add_shl_s, i32, i32, 0, 0)
    UNARY_FORMS(f32_square, f32, f32) UNARY_FORMS(f64_square, f64, f64)
    UNARY_FORMS(i32_sub_c, i32, i32) UNARY_FORMS(i32_shl_c, i32, i32) UNARY_FORMS(i64_sub_c, i64, i64) UNARY_FORMS(i64_shl_c, i64, i64)
    UNARY_FORMS(f32_sub_c, f32, f32) UNARY_FORMS(f32_div_c, f32, f32) UNARY_FORMS(f64_sub_c, f64, f64) UNARY_FORMS(f64_div_c, f64, f64)
    UNARY_FORMS(select_32, i32, i32) UNARY_FORMS(select_64, i64, i32)
    MAKES(global_get_32, i32, NONE, 0, 0) MAKES(global_get_64, i64, NONE, 0, 0)
    TAKES(global_set_32, i32, i32, CODE_global_set_32_r, 0, 0) TAKES(global_set_64, i64, i64, CODE_global_set_64_r, 0, 0)
    TAKES(br_if, i32, i32, CODE_br_if_r, 0, 0)
    TAKES(br_unless, i32, i32, CODE_br_unless_r, 0, 0)
    TAKES(br_table, i32, i32, CODE_br_table_r, 0, 0)
    TAKES(return_32, i32, i32, CODE_return_r, 0, 0)
    TAKES(return_64, i64, i64, CODE_return_r, 0, 0)
};

static const bool is_plain[CODE_COUNT] = {
#define CODE(name, form)
#define PLAIN(name, form) [CODE_##name] = true,
#define PAIR(x, y)
#define CARRIED(...)      __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED
};

static bool commutes(uint32_t code)
{
    switch (code) {
    case CODE_i32_add: case CODE_i32_mul: case CODE_i32_and: case CODE_i32_or: case CODE_i32_xor: case CODE_i32_eq: case CODE_i32_ne:
    case CODE_i64_add: case CODE_i64_mul: case CODE_i64_and: case CODE_i64_or: case CODE_i64_xor: case CODE_i64_eq: case CODE_i64_ne:
    case CODE_f32_add: case CODE_f32_mul: case CODE_f32_eq: case CODE_f32_ne:
    case CODE_f64_add: case CODE_f64_mul: case CODE_f64_eq: case CODE_f64_ne:
    case CODE_br_if_i32_eq: case CODE_br_if_i32_ne: case CODE_br_if_i64_eq: case CODE_br_if_i64_ne:
        return true;
    default:
        return false;
    }
}

/* The form of `cell` that takes the slot's value, of a or b, from the accumulator, or 0.
 * What may take it from both sides takes it from the first, so that there are
 * fewer pairs. */
static inline uint32_t taking_form(const carry *c, wasm_cell *cell, uint32_t slot)
{
    if (c->a && cell->a == slot)
        return c->a;
    if (!c->b || cell->as.pair.b != slot)
        return 0;
    if (!commutes(cell->op))
        return c->b;
    cell->as.pair.b = cell->a;
    return c->a;
}

/* Likewise, where dst is an operand. */
static inline uint32_t storing_form(const carry *c, wasm_cell *cell, uint32_t slot)
{
    if (!c->dst || cell->dst != slot)
        return 0;
    if (!commutes(cell->op))
        return c->dst;
    cell->dst = cell->a;
    return c->a;
}

/* What an accumulator holds: what stands in that slot, too; and the cell that made it. */
typedef struct held { uint32_t slot, maker; } held;

static const held nothing = { TRANSLATE_NONE, TRANSLATE_NONE };

/* Of an address and a value, what was made last. */
static inline void take(translator *t, const carry *c, wasm_cell *cell, const held *holds)
{
    const held *first = &holds[c->takes], *second = &holds[c->stores];
    uint32_t form = taking_form(c, cell, first->slot);
    if (c->dst && (!form || (second->slot == cell->dst && second->maker > first->maker))) {
        uint32_t other = storing_form(c, cell, second->slot);
        first = other ? second : first;
        form = other ? other : form;
    }
    if (!form)
        return;
    cell->op = form;
    if (first->slot >= t->locals)
        t->cells[first->maker].op++;
}

/* What the cell writes is no longer what stood there. */
static inline void forget_written(const carry *c, const wasm_cell *cell, held *holds)
{
    bool is_twice = cell->op == CODE_copy_32_twice || cell->op == CODE_copy_64_twice;
    for (held_kind kind = HELD_INTEGER; kind < HELD_COUNT; kind++)
        if ((holds[kind].slot == cell->dst && !c->stores) || (is_twice && holds[kind].slot == cell->as.pair.c))
            holds[kind] = nothing;
}

static void carry_values(translator *t, uint32_t from)
{
    held holds[HELD_COUNT] = { nothing, nothing, nothing, nothing };
    for (uint32_t i = from; i < t->cell_count; i++) {
        wasm_cell *cell = &t->cells[i];
        if (FUEL_ORACLE && (cell->op == CODE_oracle_count || cell->op == CODE_oracle_lend))
            continue;
        const carry *c = &carries[cell->op];
        bool leaves = is_plain[cell->op];
        if (c->takes)
            take(t, c, cell, holds);
        if (leaves)
            forget_written(c, cell, holds);
        else
            holds[HELD_INTEGER] = holds[HELD_F32] = holds[HELD_F64] = nothing;
        if (c->makes)
            holds[c->makes] = (held){ cell->dst, i };
    }
}

/* Places in pairs.def: where the pairs of a first half begin and end. */
enum {
#define PAIRS(x, ...) BEGIN_##x, BEFORE_##x = BEGIN_##x - 1, __VA_ARGS__ END_##x, BEHIND_##x = END_##x - 1,
#define PAIR(x, y)    PLACE_##x##__##y,
#include "engine/wasm/pairs.def"
#undef PAIRS
#undef PAIR
    PLACE_COUNT
};

static const struct { uint16_t begin, count; } groups[CODE_COUNT] = {
#define PAIRS(x, ...) [CODE_##x] = { BEGIN_##x, END_##x - BEGIN_##x },
#include "engine/wasm/pairs.def"
#undef PAIRS
};

/* Second halves, of one first half in the order of code.def; and what the pair is. */
static const uint16_t seconds[PLACE_COUNT] = {
#define PAIRS(x, ...) __VA_ARGS__
#define PAIR(x, y)    CODE_##y,
#include "engine/wasm/pairs.def"
#undef PAIR
};

static const uint16_t pairs[PLACE_COUNT] = {
#define PAIR(x, y)    CODE_##x##__##y,
#include "engine/wasm/pairs.def"
#undef PAIR
#undef PAIRS
};

/* The pair of which x and y are, or 0. */
static inline uint32_t pair_of(uint32_t x, uint32_t y)
{
    const uint16_t *at = seconds + groups[x].begin;
    uint32_t count = groups[x].count;
    if (!count)
        return 0;
    for (; count > 1; count -= count / 2)                 /* without a branch on what is found */
        at += at[count / 2] <= y ? count / 2 : 0;
    return *at == y ? pairs[at - seconds] : 0;
}

/* A form that writes no slot is as good as the one that also does, which is right everywhere. */
static inline uint32_t find_pair(uint32_t x, uint32_t y)
{
    uint32_t pair = pair_of(x, y);
    return pair || !y || !carries[y - 1].makes ? pair : pair_of(x, y - 1);
}

/* Cells from `first` on have their last form: two become a pair, from the left. */
static void make_pairs(translator *t, uint32_t first)
{
    for (uint32_t i = first; i + 1 < t->cell_count; i++) {
        uint32_t pair = find_pair(t->cells[i].op, t->cells[i + 1].op);
        if (!pair)
            continue;
        t->cells[i].op = pair;
        t->cells[++i].op = code_shapes[pair].second;      /* that is what runs, and how it is to be read */
    }
}

void translate_join(translator *t)
{
    carry_values(t, t->barrier);
    make_pairs(t, t->barrier);
}
