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
    uint16_t a, b, dst, c;        /* the form that takes that slot's value from there; 0: none */
} carry;

#define MAKES(name, R, T, a, b)                      [CODE_##name] = { HELD_##R, HELD_##T, HELD_NONE, a, b, 0, 0 },
#define TAKES(name, T, V, a, b, dst)                 [CODE_##name] = { HELD_NONE, HELD_##T, HELD_##V, a, b, dst, 0 },
#define UNARY_FORMS(name, R, T)                      MAKES(name, R, T, CODE_##name##_r, 0) MAKES(name##_r, R, T, 0, 0)
#define BINARY_FORMS(name, R, T)                                                \
    MAKES(name, R, T, CODE_##name##_r, CODE_##name##_s) MAKES(name##_k, R, T, CODE_##name##_k_r, 0) \
    MAKES(name##_r, R, T, 0, 0) MAKES(name##_k_r, R, T, 0, 0) MAKES(name##_s, R, T, 0, 0)
/* Of floats, the condition first, and then a value. */
#define SELECT_FORMS(name, T)                                                   \
    MAKES(name, T, i32, CODE_##name##_r, 0) MAKES(name##_bk, T, i32, CODE_##name##_bk_r, 0) MAKES(name##_ck, T, i32, CODE_##name##_ck_r, 0) \
    [CODE_##name##_r]    = { HELD_##T, HELD_##T, HELD_NONE, 0, CODE_##name##_r_b, 0, CODE_##name##_r_c }, \
    [CODE_##name##_bk_r] = { HELD_##T, HELD_##T, HELD_NONE, 0, 0, 0, CODE_##name##_bk_r_c }, \
    [CODE_##name##_ck_r] = { HELD_##T, HELD_##T, HELD_NONE, 0, CODE_##name##_ck_r_b, 0, 0 }, \
    MAKES(name##_r_b, T, NONE, 0, 0) MAKES(name##_r_c, T, NONE, 0, 0) MAKES(name##_bk_r_c, T, NONE, 0, 0) MAKES(name##_ck_r_b, T, NONE, 0, 0)
/* Single ones may take from any of them: copying_form. */
#define COPY_FORMS(name)                                                        \
    [CODE_##name##_twice] = { HELD_NONE, HELD_i32, HELD_NONE, CODE_##name##_twice_r, CODE_##name##_twice_s, 0, 0 },
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
    UNARY_FORMS(f32_square, f32, f32) UNARY_FORMS(f64_square, f64, f64) UNARY_FORMS(i32_square, i32, i32) UNARY_FORMS(i64_square, i64, i64)
    UNARY_FORMS(f32_twice, f32, f32) UNARY_FORMS(f64_twice, f64, f64)
    UNARY_FORMS(i32_sub_c, i32, i32) UNARY_FORMS(i32_shl_c, i32, i32) UNARY_FORMS(i64_sub_c, i64, i64) UNARY_FORMS(i64_shl_c, i64, i64)
    UNARY_FORMS(f32_sub_c, f32, f32) UNARY_FORMS(f32_div_c, f32, f32) UNARY_FORMS(f64_sub_c, f64, f64) UNARY_FORMS(f64_div_c, f64, f64)
    UNARY_FORMS(i32_rotl_c, i32, i32) UNARY_FORMS(i32_shr_u_c, i32, i32) UNARY_FORMS(i64_rotl_c, i64, i64)
    UNARY_FORMS(select_32, i32, i32) UNARY_FORMS(select_32_bk, i32, i32) UNARY_FORMS(select_32_ck, i32, i32) UNARY_FORMS(select_32_kk, i32, i32)
    UNARY_FORMS(select_64, i64, i32) SELECT_FORMS(select_f32, f32) SELECT_FORMS(select_f64, f64)
    COPY_FORMS(copy_32) COPY_FORMS(copy_64)
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

/* An accumulator holds: what stands in that slot, too, and perhaps in another; and the cell that made it
 * and could do without writing it. touched: behind the cell that made or took it last; 0: none. */
typedef struct held { uint32_t slot, other, maker, touched; } held;

/* And of the last copy: it could leave its value in an accumulator. */
typedef struct holdings {
    held     of[HELD_COUNT];
    uint32_t copy;                /* a cell, whose slots have not been written since */
} holdings;

static inline held hold(uint32_t slot, uint32_t other, uint32_t maker, uint32_t touched)
{
    return (held){ slot, other, maker, touched };
}

static inline bool holds(const held *h, uint32_t slot) { return h->slot == slot || h->other == slot; }

/* The form of `cell` that takes what is held, of a or b, from the accumulator, or 0; *slot is where it stood.
 * What may take it from both sides takes it from the first, so that there are
 * fewer pairs. */
static inline uint32_t taking_form(const carry *c, wasm_cell *cell, const held *h, uint32_t *slot)
{
    if (c->a && holds(h, cell->a)) {
        *slot = cell->a;
        return c->a;
    }
    if (c->c && holds(h, cell->as.pair.c)) {
        *slot = cell->as.pair.c;
        return c->c;
    }
    if (!c->b || !holds(h, cell->as.pair.b))
        return 0;
    *slot = cell->as.pair.b;
    if (!commutes(cell->op))
        return c->b;
    cell->as.pair.b = cell->a;
    return c->a;
}

/* Likewise, where dst is an operand. */
static inline uint32_t storing_form(const carry *c, wasm_cell *cell, const held *h, uint32_t *slot)
{
    if (!c->dst || !holds(h, cell->dst))
        return 0;
    *slot = cell->dst;
    if (!commutes(cell->op))
        return c->dst;
    cell->dst = cell->a;
    return c->a;
}

/* Of an address and a value, what was made last. False: neither is held. */
static bool take(translator *t, const carry *c, uint32_t i, holdings *all)
{
    wasm_cell *cell = &t->cells[i];
    held *first = &all->of[c->takes], *second = &all->of[c->stores];
    uint32_t slot = 0, form = taking_form(c, cell, first, &slot);
    if (c->dst && (!form || (holds(second, cell->dst) && second->touched > first->touched))) {
        uint32_t other = storing_form(c, cell, second, &slot);
        first = other ? second : first;
        form = other ? other : form;
    }
    if (!form)
        return false;
    cell->op = form;
    first->touched = i + 1;
    if (slot >= t->locals && slot == first->slot && first->maker != TRANSLATE_NONE)
        t->cells[first->maker].op++;
    return true;
}

static inline uint32_t kept_form(uint32_t op, held_kind kind)
{
    bool is_64 = op == CODE_copy_64;
    switch (kind) {
    case HELD_INTEGER: return is_64 ? CODE_copy_64_kept : CODE_copy_32_kept;
    case HELD_F32:     return CODE_copy_f32_kept;
    default:           return CODE_copy_f64_kept;
    }
}

/* Where the cell reads what the last copy has read or written, and nothing else went through that accumulator since, it is kept there. */
static void keep_copy(translator *t, const carry *c, uint32_t i, holdings *all)
{
    wasm_cell *cell = &t->cells[i], *copy = &t->cells[all->copy];
    held from = hold(copy->dst, copy->a, TRANSLATE_NONE, all->copy + 1);
    bool first = (c->a && holds(&from, cell->a)) || (c->b && holds(&from, cell->as.pair.b));
    held_kind kind = first ? c->takes : c->dst && holds(&from, cell->dst) ? c->stores : HELD_NONE;
    if (kind == HELD_NONE || all->of[kind].touched > all->copy)
        return;
    copy->op = kept_form(copy->op, kind);
    all->of[kind] = from;
    all->copy = TRANSLATE_NONE;
    take(t, c, i, all);
}

static inline void take_carried(translator *t, const carry *c, uint32_t i, holdings *all)
{
    bool has_taken = take(t, c, i, all);
    const carry *then = &carries[t->cells[i].op];
    if (has_taken && (then->b | then->c))
        take(t, then, i, all);
    if (!has_taken && all->copy != TRANSLATE_NONE)
        keep_copy(t, c, i, all);
}

/* Which take their condition away with them (plain.h). */
static inline bool is_float_choice(uint32_t code) { return code >= CODE_select_f32 && code <= CODE_select_f64_ck_r_b_q; }

/* What the cell writes is no longer what stood there. */
static inline void forget_slot(translator *t, uint32_t slot, holdings *all)
{
    for (held_kind kind = HELD_INTEGER; kind < HELD_COUNT; kind++) {
        held *h = &all->of[kind];
        if (h->slot == slot)
            *h = hold(h->other, TRANSLATE_NONE, TRANSLATE_NONE, h->touched);
        else if (h->other == slot)
            h->other = TRANSLATE_NONE;
    }
    if (all->copy != TRANSLATE_NONE && (t->cells[all->copy].dst == slot || t->cells[all->copy].a == slot))
        all->copy = TRANSLATE_NONE;
}

/* What is held is written from there, and stands in both slots. */
static void copy_value(translator *t, uint32_t i, holdings *all)
{
    wasm_cell *cell = &t->cells[i];
    bool is_64 = cell->op == CODE_copy_64;
    held_kind kind = HELD_INTEGER;
    while (kind < HELD_COUNT && !holds(&all->of[kind], cell->a))
        kind++;
    forget_slot(t, cell->dst, all);
    if (kind == HELD_COUNT) {
        all->copy = i;
        return;
    }
    cell->op = kind == HELD_INTEGER ? (is_64 ? CODE_copy_64_r : CODE_copy_32_r) : kind == HELD_F32 ? CODE_copy_f32_r : CODE_copy_f64_r;
    all->of[kind] = hold(cell->dst, cell->a < t->locals ? cell->a : TRANSLATE_NONE, TRANSLATE_NONE, i + 1);
}

static const holdings nothing = {
    { { TRANSLATE_NONE, TRANSLATE_NONE, TRANSLATE_NONE, 0 }, { TRANSLATE_NONE, TRANSLATE_NONE, TRANSLATE_NONE, 0 },
      { TRANSLATE_NONE, TRANSLATE_NONE, TRANSLATE_NONE, 0 }, { TRANSLATE_NONE, TRANSLATE_NONE, TRANSLATE_NONE, 0 } },
    TRANSLATE_NONE
};

static void carry_values(translator *t, uint32_t from)
{
    holdings all = nothing;
    for (uint32_t i = from; i < t->cell_count; i++) {
        wasm_cell *cell = &t->cells[i];
        if (FUEL_ORACLE && (cell->op == CODE_oracle_count || cell->op == CODE_oracle_lend))
            continue;
        const carry *c = &carries[cell->op];
        bool is_twice = cell->op == CODE_copy_32_twice || cell->op == CODE_copy_64_twice;
        if (cell->op == CODE_copy_32 || cell->op == CODE_copy_64) {
            copy_value(t, i, &all);
            continue;
        }
        bool leaves = is_plain[cell->op];
        if (c->takes && !(is_twice && cell->dst == cell->as.pair.b))          /* what it copies second may be what it wrote first */
            take_carried(t, c, i, &all);
        if (!leaves)
            all = nothing;
        else if (!c->stores)
            forget_slot(t, cell->dst, &all);
        if (is_twice)
            forget_slot(t, cell->as.pair.c, &all);
        if (is_float_choice(cell->op))
            all.of[HELD_INTEGER] = hold(TRANSLATE_NONE, TRANSLATE_NONE, TRANSLATE_NONE, i + 1);
        if (c->makes)
            all.of[c->makes] = hold(cell->dst, TRANSLATE_NONE, i, i + 1);
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

/* A form that writes no slot is as good as the one that also does, which stands before it and is right everywhere. */
static inline bool is_quiet(uint32_t code) { return code && carries[code - 1].makes && !carries[code].makes; }

static inline uint32_t find_pair(uint32_t x, uint32_t y)
{
    bool y_is_quiet = is_quiet(y);
    uint32_t pair = pair_of(x, y);
    if (!pair && y_is_quiet)
        pair = pair_of(x, y - 1);
    if (pair || !is_quiet(x))
        return pair;
    pair = pair_of(x - 1, y);
    return pair || !y_is_quiet ? pair : pair_of(x - 1, y - 1);
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
    if (t->pairs)
        make_pairs(t, t->barrier);
}
