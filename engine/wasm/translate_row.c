/* Instructions that stand in a typed row of opcodes.def: the form of cell that
 * fits their operands.
 */
#include "engine/wasm/numeric.h"
#include "engine/wasm/translate.h"

typedef enum row_kind { ROW_NONE, ROW_CONST, ROW_LOAD, ROW_STORE, ROW_TEST, ROW_COMPARE, ROW_UNARY, ROW_BINARY,
               ROW_VECTOR, ROW_LANE, ROW_VECTOR_LOAD, ROW_VECTOR_STORE, ROW_LOAD_LANE, ROW_STORE_LANE } row_kind;

/* Which cells come of a row: the first of them, and the others behind it as code.def has them. */
static const struct { uint16_t kind, code; } rows[OP_COUNT] = {
#define CONTROL(byte, name, text, immediates, feature, price)
#define OTHER(byte, name, text, immediates, feature, price)
#define CONST(byte, name, text, type)                            [OP_##name] = { ROW_CONST, 0 },
#define LOAD(byte, name, text, result, stored)                   [OP_##name] = { ROW_LOAD, CODE_##name },
#define STORE(byte, name, text, operand, stored)                 [OP_##name] = { ROW_STORE, CODE_##name },
#define TEST(byte, name, text, operand, test)                    [OP_##name] = { ROW_TEST, CODE_##name },
#define COMPARE(byte, name, text, operand, test)                 [OP_##name] = { ROW_COMPARE, CODE_##name },
#define UNARY(byte, name, text, result, operand, value)          [OP_##name] = { ROW_UNARY, CODE_##name },
#define BINARY(byte, name, text, result, operand, value)         [OP_##name] = { ROW_BINARY, CODE_##name },
#define DIVIDE(byte, name, text, type, trap, value)              [OP_##name] = { ROW_BINARY, CODE_##name },
#define CONVERT(byte, name, text, result, operand, trap, value)  [OP_##name] = { ROW_UNARY, CODE_##name },
#define VECTOR(byte, name, text, first, second, third, result, value)               [OP_##name] = { ROW_VECTOR, CODE_##name },
#define RELAXED(byte, name, text, first, second, third, result, value)              [OP_##name] = { ROW_VECTOR, CODE_##name },
#define VECTOR_LANE(byte, name, text, first, second, result, lanes, value)          [OP_##name] = { ROW_LANE, CODE_##name },
#define VECTOR_LOAD(byte, name, text, bytes, value)                                 [OP_##name] = { ROW_VECTOR_LOAD, CODE_##name },
#define VECTOR_STORE(byte, name, text, bytes, store)                                [OP_##name] = { ROW_VECTOR_STORE, CODE_##name },
#define VECTOR_LOAD_LANE(byte, name, text, bytes, value)                            [OP_##name] = { ROW_LOAD_LANE, CODE_##name },
#define VECTOR_STORE_LANE(byte, name, text, bytes, store)                           [OP_##name] = { ROW_STORE_LANE, CODE_##name },
#define CONSTANT(name, feature)
#include "engine/wasm/opcodes.def"
};

/* The forms behind a row's first cell, as code.def has them; of a maker, one and its quiet one. */
#define FORM(form) (CODE_i32_load##form - CODE_i32_load)
enum { FORM_LOAD_ADD = FORM(_add), FORM_LOAD_AT = FORM(_at), FORM_LOAD_INDEX = FORM(_index), FORM_LOAD_SHIFT = FORM(_shift), FORM_LOAD_FAR = FORM(_far) };
#undef FORM
#define FORM(form) (CODE_i32_store##form - CODE_i32_store)
enum {
    FORM_STORE_K = FORM(_k), FORM_STORE_ADD = FORM(_add), FORM_STORE_ADD_K = FORM(_add_k), FORM_STORE_AT = FORM(_at),
    FORM_STORE_INDEX = FORM(_index), FORM_STORE_FAR = FORM(_far)
};
#undef FORM
#define FORM(before, form) (CODE_##before##i32_eq##form - CODE_i32_eq)
enum {
    FORM_K = FORM(, _k), FORM_IF = FORM(br_if_, ), FORM_IF_K = FORM(br_if_, _k), FORM_IF_WIDE = FORM(br_if_, _wide),
    FORM_UNLESS = FORM(br_unless_, ), FORM_UNLESS_K = FORM(br_unless_, _k), FORM_UNLESS_WIDE = FORM(br_unless_, _wide),
    FORM_STEP = FORM(br_if_, _step), FORM_STEP_K = FORM(br_if_, _step_k)
};
#undef FORM
enum { FORM_TEST_IF = CODE_br_if_i32_eqz - CODE_i32_eqz, FORM_TEST_UNLESS = CODE_br_unless_i32_eqz - CODE_i32_eqz };

static wasm_type result_type(const translator *t) { return opcode_table[t->w.op].push; }

static void push_result(translator *t, wasm_cell cell)
{
    cell.dst = translate_home(t, t->height);
    uint32_t at = translate_emit(t, cell);
    translate_push_home(t, result_type(t), at, t->w.op);
}

/* No cell holds 128 bits: the halves go home at once. */
static void vector_constant(translator *t)
{
    uint16_t dst = translate_home(t, t->height);
    for (unsigned half = 0; half < 2; half++) {
        uint64_t bits;
        numeric_move(&bits, t->w.imm.value.v128 + 8 * half, 8);
        translate_constant(t, (uint16_t)(dst + half), bits, WASM_V128);
    }
    translate_push_home(t, WASM_V128, TRANSLATE_NONE, t->w.op);
}

static void constant(translator *t)
{
    const immediates *i = &t->w.imm;
    if (t->w.op == OP_v128_const) {
        vector_constant(t);
        return;
    }
    uint64_t bits = t->w.op == OP_i32_const || t->w.op == OP_f32_const ? i->value.i32 : i->value.i64;
    translate_push_constant(t, result_type(t), bits);
}

static void one(translator *t)
{
    uint16_t a = translate_slot(t, t->height - 1);
    translate_drop(t, 1);
    push_result(t, (wasm_cell){ .op = rows[t->w.op].code, .a = a });
}

/* ---- two operands ---- */

static bool commutes(uint32_t op)
{
    switch (op) {
    case OP_i32_add: case OP_i32_mul: case OP_i32_and: case OP_i32_or: case OP_i32_xor: case OP_i32_eq: case OP_i32_ne:
    case OP_i64_add: case OP_i64_mul: case OP_i64_and: case OP_i64_or: case OP_i64_xor: case OP_i64_eq: case OP_i64_ne:
    case OP_f32_add: case OP_f32_mul: case OP_f32_eq: case OP_f32_ne:
    case OP_f64_add: case OP_f64_mul: case OP_f64_eq: case OP_f64_ne:
        return true;
    default:
        return false;
    }
}

/* a < b is b > a. The rows stand in the order eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u. */
static uint32_t mirrored(uint32_t op)
{
    static const uint8_t integer[] = { 0, 1, 4, 5, 2, 3, 8, 9, 6, 7 }, floating[] = { 0, 1, 3, 2, 5, 4 };
    if (op >= OP_i32_eq && op <= OP_i32_ge_u)
        return OP_i32_eq + integer[op - OP_i32_eq];
    if (op >= OP_i64_eq && op <= OP_i64_ge_u)
        return OP_i64_eq + integer[op - OP_i64_eq];
    if (op >= OP_f32_eq && op <= OP_f32_ge)
        return OP_f32_eq + floating[op - OP_f32_eq];
    return OP_f64_eq + floating[op - OP_f64_eq];
}

/* x + constant is only remembered: an address or a further sum takes it in. */
static void remember_sum(translator *t, uint32_t addend)
{
    translate_drop(t, 1);
    operand *o = translate_top(t, 0);
    if (o->kind == OPERAND_CONST) {
        o->bits = (uint32_t)o->bits + addend;
        return;
    }
    o->addend = (int32_t)((o->is_added ? (uint32_t)o->addend : 0) + addend);
    o->is_added = o->addend != 0;
}

/* The slot of an i32 operand without what is to be added to it, which goes to *addend. */
static uint16_t bare_slot(translator *t, uint32_t at, uint32_t *addend)
{
    const operand *o = &t->stack[at];
    if (!o->is_added)
        return translate_slot(t, at);
    *addend += (uint32_t)o->addend;
    return o->kind == OPERAND_LOCAL ? o->local : translate_home(t, at);
}

static bool is_fresh_shift(const translator *t, uint32_t at)
{
    return translate_is_fresh(t, at) && t->cells[t->cell_count - 1].op == CODE_i32_shl_k;
}

/* x + y, with a shift of either taken in (an array's element), and what is to
 * be added to either left to be added later. */
static __attribute__((noinline)) void add(translator *t)
{
    uint32_t x = t->height - 2, y = t->height - 1, addend = 0;
    wasm_cell cell = { .op = CODE_i32_add };
    if (is_fresh_shift(t, x)) {
        uint32_t was = x;
        x = y;
        y = was;
    }
    if (is_fresh_shift(t, y) && t->stack[x].kind != OPERAND_CONST) {
        wasm_cell shift = t->cells[--t->cell_count];
        cell = (wasm_cell){ .op = CODE_i32_add_shl, .as.pair = { shift.a, (uint16_t)(shift.as.i32 & 31), 0 } };
        cell.a = bare_slot(t, x, &addend);
    } else {
        cell.a = bare_slot(t, x, &addend);
        cell.as.pair.b = bare_slot(t, y, &addend);
    }
    translate_drop(t, 2);
    push_result(t, cell);
    translate_top(t, 0)->is_added = addend != 0;
    translate_top(t, 0)->addend = (int32_t)addend;
}

/* The kind of cell with a constant on the left, where there is one; else 0. */
static uint32_t constant_left(uint32_t op)
{
    switch (op) {
    case OP_i32_sub: return CODE_i32_sub_c;
    case OP_i32_shl: return CODE_i32_shl_c;
    case OP_i32_shr_u: return CODE_i32_shr_u_c;
    case OP_i32_rotl: return CODE_i32_rotl_c;
    case OP_i64_sub: return CODE_i64_sub_c;
    case OP_i64_shl: return CODE_i64_shl_c;
    case OP_i64_rotl: return CODE_i64_rotl_c;
    case OP_f32_sub: return CODE_f32_sub_c;
    case OP_f32_div: return CODE_f32_div_c;
    case OP_f64_sub: return CODE_f64_sub_c;
    case OP_f64_div: return CODE_f64_div_c;
    default:         return 0;
    }
}

/* The operand on top, with a constant before it. */
static void with_constant(translator *t, uint32_t code)
{
    uint64_t bits = translate_top(t, 1)->bits;
    uint16_t a = translate_slot(t, t->height - 1);
    translate_drop(t, 2);
    push_result(t, (wasm_cell){ .op = code, .a = a, .as.bits = bits });
}

/* The kind of cell whose operands are one, where there is one; else 0. */
static uint32_t with_itself(uint32_t op)
{
    switch (op) {
    case OP_i32_mul: return CODE_i32_square;
    case OP_i64_mul: return CODE_i64_square;
    case OP_f32_mul: return CODE_f32_square;
    case OP_f64_mul: return CODE_f64_square;
    case OP_f32_add: return CODE_f32_twice;
    case OP_f64_add: return CODE_f64_twice;
    default:         return 0;
    }
}

/* What is no sum. */
static __attribute__((noinline)) void two(translator *t)
{
    uint32_t op = t->w.op;
    const operand *a = translate_top(t, 1), *b = translate_top(t, 0);
    bool is_compare = rows[op].kind == ROW_COMPARE;
    bool swap = a->kind == OPERAND_CONST && b->kind != OPERAND_CONST && (is_compare || commutes(op));
    uint32_t variable = swap ? t->height - 1 : t->height - 2, other = swap ? t->height - 2 : t->height - 1;
    uint32_t left = a->kind == OPERAND_CONST && b->kind != OPERAND_CONST ? (op == OP_i32_add ? CODE_i32_add_k : constant_left(op)) : 0;
    if (left) {
        with_constant(t, left);
        return;
    }
    if (swap && is_compare)
        op = mirrored(op);
    wasm_cell cell = { .op = rows[op].code };
    bool is_constant = t->stack[other].kind == OPERAND_CONST;
    if (is_constant) {
        cell.op += FORM_K;
        cell.as.bits = t->stack[other].bits;
    }
    cell.a = translate_slot(t, variable);
    if (!is_constant)
        cell.as.pair.b = translate_slot(t, other);
    uint32_t itself = !is_constant && cell.a == cell.as.pair.b ? with_itself(op) : 0;
    if (itself)
        cell = (wasm_cell){ .op = itself, .a = cell.a };
    translate_drop(t, 2);
    cell.dst = translate_home(t, t->height);
    uint32_t at = translate_emit(t, cell);
    translate_push_home(t, result_type(t), at, op);
}

void translate_binary(translator *t)
{
    uint32_t op = t->w.op;
    const operand *a = translate_top(t, 1), *b = translate_top(t, 0);
    if (op == OP_i32_add && b->kind == OPERAND_CONST)
        remember_sum(t, (uint32_t)b->bits);
    else if (op == OP_i32_sub && b->kind == OPERAND_CONST)
        remember_sum(t, -(uint32_t)b->bits);
    else if (op == OP_i32_add && a->kind != OPERAND_CONST)
        add(t);
    else
        two(t);
}

/* ---- conditions ---- */

/* not (a < b) is a >= b, for integers. */
static uint32_t inverted(uint32_t op)
{
    static const uint8_t integer[] = { 1, 0, 8, 9, 6, 7, 4, 5, 2, 3 };
    if (op >= OP_i32_eq && op <= OP_i32_ge_u)
        return OP_i32_eq + integer[op - OP_i32_eq];
    if (op >= OP_i64_eq && op <= OP_i64_ge_u)
        return OP_i64_eq + integer[op - OP_i64_eq];
    return OP_COUNT;
}

static void test(translator *t)
{
    operand *o = translate_top(t, 0);
    uint32_t other = translate_is_fresh(t, t->height - 1) && rows[o->row].kind == ROW_COMPARE ? inverted(o->row) : OP_COUNT;
    if (t->w.op == OP_i32_eqz && other != OP_COUNT) {
        wasm_cell *cell = &t->cells[o->cell];
        cell->op = rows[other].code + (cell->op - rows[o->row].code);
        o->row = (uint16_t)other;
        return;
    }
    uint32_t inner = translate_is_fresh(t, t->height - 1) && rows[o->row].kind == ROW_COMPARE ? o->row : 0;
    one(t);
    translate_top(t, 0)->inner = (uint16_t)inner;
}

void translate_unary(translator *t)
{
    if (rows[t->w.op].kind == ROW_TEST)
        test(t);
    else
        one(t);
}

static bool fits_branch(uint32_t row, const wasm_cell *cell)
{
    if (row >= OP_i32_eq && row <= OP_i32_ge_u)
        return (int32_t)cell->as.i32 == (int16_t)cell->as.i32;
    if (row >= OP_i64_eq && row <= OP_i64_ge_u)
        return (int64_t)cell->as.i64 == (int16_t)cell->as.i64;
    return cell->as.bits == 0;
}

/* The comparison that the last cell makes, as a branch instead. */
static condition from_compare(uint32_t row, const wasm_cell *cell)
{
    uint16_t code = rows[row].code;
    if (cell->op == code)
        return (condition){ .if_true = (uint16_t)(code + FORM_IF), .if_false = (uint16_t)(code + FORM_UNLESS), .a = cell->a, .b = cell->as.pair.b };
    if (fits_branch(row, cell))
        return (condition){ .if_true = (uint16_t)(code + FORM_IF_K), .if_false = (uint16_t)(code + FORM_UNLESS_K), .a = cell->a, .b = (uint16_t)cell->as.bits };
    return (condition){ .if_true = (uint16_t)(code + FORM_IF_WIDE), .if_false = (uint16_t)(code + FORM_UNLESS_WIDE), .a = cell->a,
                        .is_wide = true, .bits = cell->as.bits };
}

/* not (a < b), of floats, is no comparison of its own: the wishes change places. */
static condition negated(condition c)
{
    uint16_t was = c.if_true;
    c.if_true = c.if_false;
    c.if_false = was;
    return c;
}

condition translate_condition(translator *t)
{
    uint32_t at = t->height - 1, row = t->stack[at].row;
    row_kind kind = translate_is_fresh(t, at) ? (row_kind)rows[row].kind : ROW_NONE;
    condition c = { .if_true = CODE_br_if, .if_false = CODE_br_unless };

    if (kind == ROW_TEST && t->stack[at].inner) {
        t->cell_count--;
        c = negated(from_compare(t->stack[at].inner, &t->cells[--t->cell_count]));
    } else if (kind == ROW_TEST) {
        c = (condition){ .if_true = (uint16_t)(rows[row].code + FORM_TEST_IF), .if_false = (uint16_t)(rows[row].code + FORM_TEST_UNLESS),
                         .a = t->cells[--t->cell_count].a };
    } else if (kind == ROW_COMPARE) {
        c = from_compare(row, &t->cells[--t->cell_count]);
    } else {
        c.a = translate_slot(t, at);
    }
    translate_drop(t, 1);
    return c;
}

/* A comparison of i32 slots, or with a short constant: its form with a step. */
static bool as_step(condition *c)
{
    for (uint32_t row = OP_i32_eq; row <= OP_i32_ge_u; row++) {
        uint16_t code = rows[row].code;
        bool is_slots = c->if_true == code + FORM_IF && c->b != c->a;
        if (!is_slots && c->if_true != code + FORM_IF_K)
            continue;
        c->if_true = (uint16_t)(code + (is_slots ? FORM_STEP : FORM_STEP_K));
        return true;
    }
    return false;
}

/* The end of most loops: i += k, then a comparison of i. */
void translate_step(translator *t, condition *c)
{
    if (t->cell_count <= t->barrier)
        return;
    wasm_cell last = t->cells[t->cell_count - 1];
    if (last.op != CODE_i32_add_k || last.dst != last.a || last.dst != c->a || (int32_t)last.as.i32 != (int16_t)last.as.i32)
        return;
    if (c->if_true == CODE_br_if)
        *c = (condition){ .if_true = CODE_br_if_i32_ne_step_k, .a = c->a };
    else if (c->if_true == CODE_br_if_i32_eqz)
        *c = (condition){ .if_true = CODE_br_if_i32_eq_step_k, .a = c->a };
    else if (!as_step(c))
        return;
    c->steps = true;
    c->step = (uint16_t)last.as.i32;
    t->cell_count--;
}

uint32_t translate_branch(translator *t, condition c, bool wish)
{
    uint32_t cell = translate_emit(t, (wasm_cell){ .op = wish ? c.if_true : c.if_false, .dst = c.steps ? c.step : c.b, .a = c.a });
    if (c.is_wide)
        translate_emit(t, (wasm_cell){ .op = CODE_data, .as.bits = c.bits });
    return cell;
}

/* ---- memory ---- */

/* The common case: memory 0 with 32-bit addresses. */
static inline bool is_near(const translator *t) { return t->w.near_memory && t->w.imm.index == 0 && t->w.imm.offset <= UINT32_MAX; }

static void emit_far(translator *t)
{
    uint32_t memory = t->w.imm.index;
    translate_emit(t, (wasm_cell){ .op = CODE_more, .as.index = { memory, t->module->memories[memory].limits.is_64 } });
}

/* The address's last cell shifts a slot, to which a constant may be added: an element of a static array. */
static inline uint32_t take_shift(translator *t, const operand *o, wasm_cell *cell)
{
    wasm_cell shift = t->cells[--t->cell_count];
    cell->a = shift.a;
    cell->as.pair.c = (uint16_t)cell->as.access.offset;
    cell->as.pair.b = shift.as.i32 & 31;
    cell->as.pair.k = o->is_added ? (uint32_t)o->addend : 0;
    return FORM_LOAD_SHIFT;
}

/* It makes the address as a sum of slots. */
static inline void take_index(translator *t, wasm_cell *cell)
{
    wasm_cell sum = t->cells[--t->cell_count];
    uint32_t offset = cell->as.access.offset;
    cell->a = sum.a;
    cell->as.pair.b = sum.as.pair.b;
    cell->as.pair.c = sum.op == CODE_i32_add_shl ? sum.as.pair.c : 0;
    cell->as.pair.k = offset;
}

/* The form for the address at `at`; fills in how it is given. The forms that there are not: 0. */
static inline __attribute__((always_inline)) uint32_t address(translator *t, uint32_t at, wasm_cell *cell, uint32_t form_add, uint32_t form_at, uint32_t form_index, bool has_shift)
{
    const operand *o = &t->stack[at];
    uint32_t offset = (uint32_t)t->w.imm.offset;
    if (o->kind == OPERAND_CONST && form_at) {
        cell->as.i64 = (uint64_t)(uint32_t)o->bits + offset;
        return form_at;
    }
    cell->as.access.offset = offset;
    if ((form_index || has_shift) && o->kind == OPERAND_HOME && o->cell + 1 == t->cell_count && o->cell >= t->barrier) {
        uint32_t op = t->cells[o->cell].op;
        if (has_shift && op == CODE_i32_shl_k && offset <= UINT16_MAX)
            return take_shift(t, o, cell);
        if (form_index && !o->is_added && (op == CODE_i32_add || op == CODE_i32_add_shl)) {
            take_index(t, cell);
            return form_index;
        }
    }
    if (o->is_added && form_add) {
        cell->as.access.k = o->addend;
        cell->a = o->kind == OPERAND_LOCAL ? o->local : translate_home(t, at);
        return form_add;
    }
    cell->a = translate_slot(t, at);
    return 0;
}

void translate_load(translator *t)
{
    wasm_cell cell = { .op = rows[t->w.op].code, .dst = translate_home(t, t->height - 1) };
    bool near = is_near(t);
    if (near) {
        cell.op += address(t, t->height - 1, &cell, FORM_LOAD_ADD, FORM_LOAD_AT, FORM_LOAD_INDEX, true);
    } else {
        cell.op += FORM_LOAD_FAR;
        cell.a = translate_slot(t, t->height - 1);
        cell.as.i64 = t->w.imm.offset;
    }
    translate_drop(t, 1);
    uint32_t at = translate_emit(t, cell);
    if (!near)
        emit_far(t);
    translate_push_home(t, result_type(t), near ? at : TRANSLATE_NONE, t->w.op);
}

/* A constant that a store's 32 bits give exactly. */
static bool short_constant(const operand *o, int32_t *k)
{
    if (o->kind != OPERAND_CONST)
        return false;
    *k = (int32_t)o->bits;
    if (o->type == WASM_I64)
        return (int64_t)o->bits == *k;
    return o->type != WASM_F64 || o->bits == 0;
}

static bool is_integer(wasm_type type) { return type == WASM_I32 || type == WASM_I64; }

void translate_store(translator *t)
{
    uint32_t at = t->height - 2, value = t->height - 1;
    wasm_cell cell = { .op = rows[t->w.op].code };
    const operand *o = &t->stack[at];
    int32_t k;
    if (!is_near(t)) {
        cell.op += FORM_STORE_FAR;
        cell.a = translate_slot(t, at);
        cell.dst = translate_slot(t, value);
        cell.as.i64 = t->w.imm.offset;
        translate_emit(t, cell);
        emit_far(t);
    } else if (o->is_added && short_constant(&t->stack[value], &k) && k == (int16_t)k && (k == 0 || is_integer(t->stack[value].type))) {
        cell = (wasm_cell){ .op = cell.op + FORM_STORE_ADD_K, .dst = (uint16_t)k, .a = o->kind == OPERAND_LOCAL ? o->local : translate_home(t, at),
                            .as.access = { (uint32_t)t->w.imm.offset, o->addend } };
        translate_emit(t, cell);
    } else if (short_constant(&t->stack[value], &k) && o->kind != OPERAND_CONST && !o->is_added) {
        address(t, at, &cell, 0, 0, 0, false);
        cell.op += FORM_STORE_K;
        cell.as.access.k = k;
        translate_emit(t, cell);
    } else {
        /* The sum's slots may be homes above the address: nothing must come home after it was taken back. */
        bool is_ready = t->stack[value].kind == OPERAND_LOCAL && !t->stack[value].is_added;
        cell.op += address(t, at, &cell, FORM_STORE_ADD, FORM_STORE_AT, is_ready ? FORM_STORE_INDEX : 0, false);
        cell.dst = translate_slot(t, value);
        translate_emit(t, cell);
    }
    translate_drop(t, 2);
}

/* ---- vectors ---- */

/* One to three operands from slots, the deepest in a. */
static wasm_cell vector_cell(translator *t, uint32_t count)
{
    wasm_cell cell = { .op = rows[t->w.op].code, .a = translate_slot(t, t->height - count) };
    cell.as.pair.b = count > 1 ? translate_slot(t, t->height - count + 1) : 0;
    cell.as.pair.c = count > 2 ? translate_slot(t, t->height - 1) : 0;
    return cell;
}

static void vector(translator *t)
{
    uint32_t count = opcode_table[t->w.op].pop_count;
    wasm_cell cell = vector_cell(t, count);
    cell.as.pair.k = t->w.imm.lane;
    translate_drop(t, count);
    push_result(t, cell);
}

/* Operands of an access: the address in a; near, the offset as `lane` rows or others have it. */
static void emit_vector_access(translator *t, wasm_cell cell, uint16_t vector, bool is_lane)
{
    uint32_t memory = t->w.imm.index, offset = (uint32_t)t->w.imm.offset;
    if (is_near(t)) {
        if (is_lane)
            cell.as.pair.b = vector, cell.as.pair.c = (uint16_t)t->w.imm.lane, cell.as.pair.k = offset;
        else
            cell.as.access.offset = offset, cell.as.access.k = 0;
        translate_emit(t, cell);
        return;
    }
    cell.op += 1;                             /* _far */
    cell.as.i64 = t->w.imm.offset;
    translate_emit(t, cell);
    translate_emit(t, (wasm_cell){ .op = CODE_more, .dst = vector, .a = (uint16_t)t->w.imm.lane,
                                   .as.index = { memory, t->module->memories[memory].limits.is_64 } });
}

static void vector_access(translator *t)
{
    bool stores = opcode_table[t->w.op].is_store, is_lane = opcode_table[t->w.op].form == IMMEDIATE_memarg_lane;
    uint32_t count = opcode_table[t->w.op].pop_count;
    uint16_t value = count > 1 ? translate_slot(t, t->height - 1) : 0;
    wasm_cell cell = { .op = rows[t->w.op].code, .a = translate_slot(t, t->height - count) };
    translate_drop(t, count);
    cell.dst = stores ? value : translate_home(t, t->height);
    emit_vector_access(t, cell, value, is_lane);
    if (!stores)
        translate_push_home(t, WASM_V128, TRANSLATE_NONE, t->w.op);
}

void translate_row(translator *t)
{
    switch ((row_kind)rows[t->w.op].kind) {
    case ROW_CONST:   constant(t); break;
    case ROW_LOAD:    translate_load(t); break;
    case ROW_STORE:   translate_store(t); break;
    case ROW_TEST:
    case ROW_UNARY:   translate_unary(t); break;
    case ROW_COMPARE:
    case ROW_BINARY:  translate_binary(t); break;
    case ROW_VECTOR:
    case ROW_LANE:    vector(t); break;
    case ROW_VECTOR_LOAD: case ROW_VECTOR_STORE: case ROW_LOAD_LANE: case ROW_STORE_LANE:
                      vector_access(t); break;
    case ROW_NONE:    break;
    }
}
