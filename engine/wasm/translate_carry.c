/* What a cell makes and the next one takes is carried in the accumulator: the
 * taker gets a form that doesn't read the slot, and where the slot was only
 * there for it, the maker one that doesn't write it.
 *
 * A home is read once, by what takes the operand off the stack, so behind its
 * taker nobody reads it. Between two neighbours on a straight way nothing can
 * be suspended, so nothing carried is ever missed. Cells are given these forms
 * late, when they are sealed: until then the translator may change the last.
 */
#include "engine/wasm/translate.h"

#include "engine/wasm/code_form.h"

enum { MAKES_NOTHING, MAKES_i32, MAKES_i64, MAKES_f32, MAKES_f64 };

typedef struct carry {
    uint16_t makes;               /* if anything: the kind behind it is the form that doesn't write dst */
    uint16_t a, b, dst;           /* the form that takes that slot's value from the accumulator; 0: none */
} carry;

#define MAKER(name, R, a, b)                         [CODE_##name] = { MAKES_##R, a, b, 0 },
#define TAKER(name, a, b, dst)                       [CODE_##name] = { MAKES_NOTHING, a, b, dst },
#define UNARY_FORMS(name, R)                         MAKER(name, R, CODE_##name##_r, 0) MAKER(name##_r, R, 0, 0)
#define BINARY_FORMS(name, R)                                                   \
    MAKER(name, R, CODE_##name##_r, CODE_##name##_s) MAKER(name##_k, R, CODE_##name##_k_r, 0) \
    MAKER(name##_r, R, 0, 0) MAKER(name##_k_r, R, 0, 0) MAKER(name##_s, R, 0, 0)
#define BRANCH_FORMS(name)                                                      \
    TAKER(name, CODE_##name##_r, 0, CODE_##name##_s) TAKER(name##_k, CODE_##name##_k_r, 0, 0) TAKER(name##_wide, CODE_##name##_wide_r, 0, 0)

#define CONTROL(byte, name, text, immediates, feature, price)
#define OTHER(byte, name, text, immediates, feature, price)
#define CONST(byte, name, text, type)
#define LOAD(byte, name, text, R, stored)                                       \
    MAKER(name, R, CODE_##name##_r, 0) MAKER(name##_add, R, CODE_##name##_add_r, 0) MAKER(name##_at, R, 0, 0) \
    MAKER(name##_index, R, CODE_##name##_index_r, CODE_##name##_index_s) MAKER(name##_shift, R, CODE_##name##_shift_r, 0) \
    MAKER(name##_r, R, 0, 0) MAKER(name##_add_r, R, 0, 0) MAKER(name##_index_r, R, 0, 0) MAKER(name##_index_s, R, 0, 0) MAKER(name##_shift_r, R, 0, 0)
#define STORE(byte, name, text, operand, stored)                                \
    TAKER(name, CODE_##name##_r, 0, CODE_##name##_v) TAKER(name##_add, CODE_##name##_add_r, 0, CODE_##name##_add_v) \
    TAKER(name##_at, 0, 0, CODE_##name##_at_v) TAKER(name##_index, 0, 0, CODE_##name##_index_v)
#define TEST(byte, name, text, operand, test)                                   \
    UNARY_FORMS(name, i32) TAKER(br_if_##name, CODE_br_if_##name##_r, 0, 0) TAKER(br_unless_##name, CODE_br_unless_##name##_r, 0, 0)
#define COMPARE(byte, name, text, operand, test)     BINARY_FORMS(name, i32) BRANCH_FORMS(br_if_##name) BRANCH_FORMS(br_unless_##name)
#define UNARY(byte, name, text, R, operand, value)           UNARY_FORMS(name, R)
#define BINARY(byte, name, text, R, operand, value)          BINARY_FORMS(name, R)
#define DIVIDE(byte, name, text, R, trap, value)             BINARY_FORMS(name, R)
#define CONVERT(byte, name, text, R, operand, trap, value)   UNARY_FORMS(name, R)
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
    MAKER(i32_add_shl, i32, CODE_i32_add_shl_r, CODE_i32_add_shl_s)
    MAKER(i32_add_shl_r, i32, 0, 0)
    MAKER(i32_add_shl_s, i32, 0, 0)
    TAKER(br_if, CODE_br_if_r, 0, 0)
    TAKER(br_unless, CODE_br_unless_r, 0, 0)
    TAKER(br_table, CODE_br_table_r, 0, 0)
    TAKER(return_32, CODE_return_r, 0, 0)
    TAKER(return_64, CODE_return_r, 0, 0)
};

/* Values of both kinds are returned by one cell, but stand in different accumulators. */
static bool is_float(const carry *c) { return c->makes == MAKES_f32 || c->makes == MAKES_f64; }
static bool is_return(const wasm_cell *cell) { return cell->op == CODE_return_32 || cell->op == CODE_return_64; }

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

/* The form of `cell` that takes the slot's value from the accumulator, or 0.
 * What may take it from both sides takes it from the first, so that there are
 * fewer pairs. */
static uint32_t taking_form(wasm_cell *cell, uint16_t slot)
{
    const carry *c = &carries[cell->op];
    if (c->a && cell->a == slot)
        return c->a;
    if (c->b && cell->as.pair.b == slot && commutes(cell->op)) {
        cell->as.pair.b = cell->a;
        return c->a;
    }
    if (c->b && cell->as.pair.b == slot)
        return c->b;
    if (!c->dst || cell->dst != slot)
        return 0;
    if (!commutes(cell->op))
        return c->dst;
    cell->dst = cell->a;
    return c->a;
}

static inline void join(const translator *t, wasm_cell *maker, wasm_cell *taker)
{
    const carry *c = &carries[maker->op];
    if (!c->makes || (is_return(taker) && is_float(c)))
        return;
    uint32_t form = taking_form(taker, maker->dst);
    if (!form)
        return;
    taker->op = form;
    if (maker->dst >= t->locals)
        maker->op++;
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
    uint32_t maker = t->barrier;
    for (uint32_t i = t->barrier + 1; i < t->cell_count; i++) {
        if (FUEL_ORACLE && (t->cells[i].op == CODE_oracle_count || t->cells[i].op == CODE_oracle_lend))
            continue;
        join(t, &t->cells[maker], &t->cells[i]);
        maker = i;
    }
    make_pairs(t, t->barrier);
}
