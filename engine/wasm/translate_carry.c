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

#include <stddef.h>
#include <string.h>

/* The accumulators. */
typedef enum held_kind {
    HELD_NONE, HELD_INTEGER, HELD_F32, HELD_F64, HELD_COUNT,
    HELD_i32 = HELD_INTEGER, HELD_i64 = HELD_INTEGER, HELD_f32 = HELD_F32, HELD_f64 = HELD_F64
} held_kind;

/* What is asked of a kind of cell. */
typedef struct carry {
    uint32_t makes  : 2;          /* held_kind; if anything: the kind behind it is the form that doesn't write dst */
    uint32_t takes  : 2;          /* from where a and b */
    uint32_t stores : 2;          /* where dst is an operand: from where that */
    uint32_t is_plain : 1;        /* it leaves the accumulators alone that it doesn't make */
    uint32_t commutes : 1;
    uint32_t has_floats : 1;      /* it makes or takes one */
    uint32_t copies : 1;          /* copy_32, copy_64 */
    uint32_t copies_twice : 1;
    uint32_t counts : 1;          /* the oracle's: not there */
    uint32_t is_other : 1;        /* one of the four before */
    uint16_t dst, a, b, c;        /* the form that takes that slot's value from there; 0: none. They lie as slots lie in a cell. */
} carry;

#define ANY_FLOATS(R, T, V)  (HELD_##R > HELD_INTEGER || HELD_##T > HELD_INTEGER || HELD_##V > HELD_INTEGER)
#define CARRY_FORMS(name, R, T, V, at_a, at_b, at_dst, at_c)                    \
    [CODE_##name].makes = HELD_##R, [CODE_##name].takes = HELD_##T, [CODE_##name].stores = HELD_##V, \
    [CODE_##name].a = at_a, [CODE_##name].b = at_b, [CODE_##name].dst = at_dst, [CODE_##name].c = at_c,
#define CARRY(name, R, T, V, at_a, at_b, at_dst, at_c)                          \
    CARRY_FORMS(name, R, T, V, at_a, at_b, at_dst, at_c)                        \
    [CODE_##name].has_floats = ANY_FLOATS(R, T, V), [CODE_##name].is_other = ANY_FLOATS(R, T, V),
#define MAKES(name, R, T, a, b)                      CARRY(name, R, T, NONE, a, b, 0, 0)
#define TAKES(name, T, V, a, b, dst)                 CARRY(name, NONE, T, V, a, b, dst, 0)
#define UNARY_FORMS(name, R, T)                      MAKES(name, R, T, CODE_##name##_r, 0) MAKES(name##_r, R, T, 0, 0)
#define BINARY_FORMS(name, R, T)                                                \
    MAKES(name, R, T, CODE_##name##_r, CODE_##name##_s) MAKES(name##_k, R, T, CODE_##name##_k_r, 0) \
    MAKES(name##_r, R, T, 0, 0) MAKES(name##_k_r, R, T, 0, 0) MAKES(name##_s, R, T, 0, 0)
/* Of floats, the condition first, and then a value. */
#define SELECT_FORMS(name, T)                                                   \
    MAKES(name, T, i32, CODE_##name##_r, 0) MAKES(name##_bk, T, i32, CODE_##name##_bk_r, 0) MAKES(name##_ck, T, i32, CODE_##name##_ck_r, 0) \
    CARRY(name##_r, T, T, NONE, 0, CODE_##name##_r_b, 0, CODE_##name##_r_c)     \
    CARRY(name##_bk_r, T, T, NONE, 0, 0, 0, CODE_##name##_bk_r_c)               \
    CARRY(name##_ck_r, T, T, NONE, 0, CODE_##name##_ck_r_b, 0, 0)               \
    MAKES(name##_r_b, T, NONE, 0, 0) MAKES(name##_r_c, T, NONE, 0, 0) MAKES(name##_bk_r_c, T, NONE, 0, 0) MAKES(name##_ck_r_b, T, NONE, 0, 0)
/* Single ones may take from any of them: copy_value. */
#define COPY_FORMS(name)                                                        \
    CARRY_FORMS(name##_twice, NONE, i32, NONE, CODE_##name##_twice_r, CODE_##name##_twice_s, 0, 0) \
    [CODE_##name].copies = true, [CODE_##name].is_other = true, [CODE_##name##_twice].copies_twice = true, [CODE_##name##_twice].is_other = true,
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
    [CODE_oracle_count].counts = true, [CODE_oracle_count].is_other = true, [CODE_oracle_lend].counts = true, [CODE_oracle_lend].is_other = true,
#define COMMUTES(name)    [CODE_##name].commutes = true,
    COMMUTES(i32_add) COMMUTES(i32_mul) COMMUTES(i32_and) COMMUTES(i32_or) COMMUTES(i32_xor) COMMUTES(i32_eq) COMMUTES(i32_ne)
    COMMUTES(i64_add) COMMUTES(i64_mul) COMMUTES(i64_and) COMMUTES(i64_or) COMMUTES(i64_xor) COMMUTES(i64_eq) COMMUTES(i64_ne)
    COMMUTES(f32_add) COMMUTES(f32_mul) COMMUTES(f32_eq) COMMUTES(f32_ne) COMMUTES(f64_add) COMMUTES(f64_mul) COMMUTES(f64_eq) COMMUTES(f64_ne)
    COMMUTES(br_if_i32_eq) COMMUTES(br_if_i32_ne) COMMUTES(br_if_i64_eq) COMMUTES(br_if_i64_ne)
#undef COMMUTES
#define CODE(name, form)
#define PLAIN(name, form) [CODE_##name].is_plain = true,
#define PAIR(x, y)
#define CARRIED(...)      __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED
};

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
    if (!c->commutes)
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
    if (!c->commutes)
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

/* From cell i on, to behind one that leaves nothing in any accumulator. */
static uint32_t carry_all(translator *t, uint32_t i, holdings *all)
{
    for (; i < t->cell_count; i++) {
        wasm_cell *cell = &t->cells[i];
        const carry *c = &carries[cell->op];
        if (FUEL_ORACLE && c->counts)
            continue;
        if (c->copies) {
            copy_value(t, i, all);
            continue;
        }
        if (c->takes && !(c->copies_twice && cell->dst == cell->as.pair.b))          /* what it copies second may be what it wrote first */
            take_carried(t, c, i, all);
        if (!c->is_plain)
            return i + 1;
        if (!c->stores)
            forget_slot(t, cell->dst, all);
        if (c->copies_twice)
            forget_slot(t, cell->as.pair.c, all);
        if (is_float_choice(cell->op))
            all->of[HELD_INTEGER] = hold(TRANSLATE_NONE, TRANSLATE_NONE, TRANSLATE_NONE, i + 1);
        if (c->makes)
            all->of[c->makes] = hold(cell->dst, TRANSLATE_NONE, i, i + 1);
    }
    return i;
}

/* ---- integers alone ---- */

/* Four slots of a cell, or four forms, as they lie there; or one slot four times. */
typedef uint16_t lanes __attribute__((vector_size(8)));

/* No slot has that number (translate.c: begin). */
enum { NO_SLOT = UINT16_MAX };

/* Of the cell's forms, as they lie there, those whose slot is one of the two. */
static inline uint64_t forms_where(const wasm_cell *cell, const carry *c, uint32_t one, uint32_t other)
{
    uint16_t x = (uint16_t)one, y = (uint16_t)other;
    lanes slots, forms, x_in_each = { x, x, x, x }, y_in_each = { y, y, y, y };
    uint64_t found;
    memcpy(&slots, (const char *)cell + offsetof(wasm_cell, dst), sizeof slots);
    memcpy(&forms, (const char *)c + offsetof(carry, dst), sizeof forms);
    forms &= (lanes)((slots == x_in_each) | (slots == y_in_each));
    memcpy(&found, &forms, sizeof found);
    return found;
}

typedef struct integers {
    uint32_t   slot, other;       /* what is held stands there, or NO_SLOT */
    wasm_cell *maker, *nobody;
    uint32_t   touched;           /* these as of `held` */
    uint32_t   locals;
    wasm_cell *copy;              /* as of `holdings`; or null */
} integers;

/* The form that takes it: of a rather than b, of b rather than dst. What was read. */
static inline uint32_t give_taking_form(wasm_cell *cell, const carry *c, uint64_t found)
{
    struct { uint16_t dst, a, b, c; } form;
    memcpy(&form, &found, sizeof form);
    uint32_t from = cell->a;
    if (form.a) {
        cell->op = form.a;
        return from;
    }
    uint16_t *at = form.b ? &cell->as.pair.b : &cell->dst;
    from = *at;
    cell->op = c->commutes ? c->a : form.b ? form.b : form.dst;
    *at = c->commutes ? cell->a : *at;
    return from;
}

static inline void lose_copy(integers *s, uint32_t slot)
{
    if (s->copy && (s->copy->dst == slot || s->copy->a == slot))
        s->copy = NULL;
}

/* What is written is no longer what stood there. */
static inline void overwrite(integers *s, uint32_t slot)
{
    lose_copy(s, slot);
    if (s->other == slot)
        s->other = NO_SLOT;
    if (s->slot == slot) {
        s->slot = s->other;
        s->other = NO_SLOT;
        s->maker = s->nobody;
    }
}

static inline void take_integer(integers *s, wasm_cell *cell, const carry *c, uint32_t i, wasm_cell *cells)
{
    uint64_t found = forms_where(cell, c, s->slot, s->other);
    if (found) {
        uint32_t from = give_taking_form(cell, c, found);
        s->maker->op += from >= s->locals && from == s->slot;
        s->touched = i + 1;
        return;
    }
    if (!s->copy || s->touched > (uint32_t)(s->copy - cells))
        return;
    uint32_t one = s->copy->dst, other = s->copy->a;
    found = forms_where(cell, c, one, other);
    if (!found)
        return;
    s->copy->op = kept_form(s->copy->op, HELD_INTEGER);
    give_taking_form(cell, c, found);
    s->slot = one;
    s->other = other;
    s->maker = s->nobody;
    s->copy = NULL;
    s->touched = i + 1;
}

static inline void copy_integer(integers *s, wasm_cell *cell, uint32_t i)
{
    uint32_t a = cell->a;
    bool is_held = a == s->slot || a == s->other;
    overwrite(s, cell->dst);
    if (!is_held) {
        s->copy = cell;
        return;
    }
    cell->op = cell->op == CODE_copy_64 ? CODE_copy_64_r : CODE_copy_32_r;
    s->slot = cell->dst;
    s->other = a < s->locals ? a : NO_SLOT;
    s->maker = s->nobody;
    s->touched = i + 1;
}

/* The same, of most code: where nothing but integers is held, it is all in
 * registers, and the operands are compared at once. Up to a cell that needs
 * more; what is held then is in `all`. */
static uint32_t carry_integers(translator *t, uint32_t i, holdings *all)
{
    wasm_cell nobody = { 0 }, *cells = t->cells;
    const integers none = { .slot = NO_SLOT, .other = NO_SLOT, .maker = &nobody, .nobody = &nobody, .locals = t->locals };
    integers s = none;
    uint32_t count = t->cell_count;
    for (; i < count; i++) {
        wasm_cell *cell = &cells[i];
        const carry *c = &carries[cell->op];
        if (c->is_other) {
            if (FUEL_ORACLE && c->counts)
                continue;
            if (c->has_floats | c->copies_twice)
                break;
            copy_integer(&s, cell, i);
            continue;
        }
        take_integer(&s, cell, c, i, cells);
        if (c->makes) {
            lose_copy(&s, cell->dst);
            s.slot = cell->dst;
            s.other = NO_SLOT;
            s.maker = cell;
            s.touched = i + 1;
        } else if (!c->is_plain) {
            s = none;
        } else if (!c->stores) {
            overwrite(&s, cell->dst);
        }
    }
    if (i == count)
        return i;
    *all = nothing;
    all->of[HELD_INTEGER] = (held){ .slot = s.slot == NO_SLOT ? TRANSLATE_NONE : s.slot, .other = s.other == NO_SLOT ? TRANSLATE_NONE : s.other,
                                    .maker = s.maker == &nobody ? TRANSLATE_NONE : (uint32_t)(s.maker - cells), .touched = s.touched };
    all->copy = s.copy ? (uint32_t)(s.copy - cells) : TRANSLATE_NONE;
    return i;
}

static void carry_values(translator *t, uint32_t from)
{
    while (from < t->cell_count) {
        holdings all;
        from = carry_integers(t, from, &all);
        if (from < t->cell_count)
            from = carry_all(t, from, &all);
    }
}

void translate_join(translator *t)
{
    carry_values(t, t->barrier);
    if (t->pairs)
        translate_make_pairs(t, t->barrier);
}
