/* Blocks, branches and calls. */
#include "engine/wasm/translate.h"

#include "engine/base/limits.h"

static bool is_64(wasm_type type) { return type == WASM_I64 || type == WASM_F64; }

static translate_block *innermost(translator *t) { return &t->blocks[t->block_count - 1]; }
static translate_block *label(translator *t, uint32_t depth) { return &t->blocks[t->block_count - 1 - depth]; }

/* Values that a branch to it carries. */
static uint32_t carried(const translate_block *b) { return b->op == OP_loop ? b->params : b->results; }

static uint32_t slots_of(body_types types)
{
    uint32_t slots = 0;
    for (uint32_t i = 0; i < types.count; i++)
        slots += wasm_type_slots(types.types[i]);
    return slots;
}

static void push_block(translator *t, uint16_t op, bool is_dead)
{
    if (!budget_room(t->budget, t->blocks, t->block_capacity, t->block_count)) {
        t->fuel.failed = true;
        return;
    }
    const body_frame *f = &t->w.frames[t->w.frame_count - 1];
    translate_block b = { .op = op, .is_dead = is_dead, .waiting = FUEL_NOWHERE, .otherwise = FUEL_NOWHERE, .try = innermost(t)->try,
                          .sets = t->set_count };
    if (!is_dead) {
        b.params = body_params(f).count;
        b.results = body_results(f).count;
        b.moved = slots_of(body_label_types(f));
        b.height = t->height - b.params;
        b.home = translate_home(t, b.height);
    }
    t->blocks[t->block_count++] = b;
}

/* ---- branches ---- */

/* A cell whose jump goes to a block's label, charging rest there less what the
 * way we leave has been charged for. */
static inline __attribute__((always_inline)) void aim(translator *t, uint32_t cell, translate_block *to, fuel_point next, uint32_t extra)
{
    fuel_fix fix = { .cell = cell, .link = FUEL_NOWHERE, .kind = FUEL_JUMP, .extra = extra, .next = next };
    if (to->op == OP_loop) {
        fix.target = to->point;
        translate_aim(t, cell, to->cell);
        fuel_fix_later(&t->fuel, fix);
        return;
    }
    fix.link = to->waiting;
    to->waiting = fuel_fix_later(&t->fuel, fix);
}

static const fuel_point nothing_follows = { FUEL_NOWHERE, 0 };

/* Everything that waits for here. */
static void land(translator *t, uint32_t first)
{
    for (uint32_t n = first; n != FUEL_NOWHERE && !t->fuel.failed;) {
        fuel_fix *fix = &t->fuel.fixes[n];
        translate_aim(t, fix->cell, t->cell_count);
        fix->target = fuel_here(&t->fuel);
        n = fix->link;
    }
    translate_seal(t);
}

/* The carried values are where the label wants them. */
static bool is_in_place(const translator *t, const translate_block *to)
{
    uint32_t count = carried(to), from = t->height - count;
    for (uint32_t i = 0; i < count; i++) {
        const operand *o = &t->stack[from + i];
        if (o->kind != OPERAND_HOME || o->is_added || from != to->height)
            return false;
    }
    return true;
}

/* Many values go home first, where they stay, so that branches that carry them
 * take a cell each and not hundreds. */
static void settle_many(translator *t, uint32_t count)
{
    if (count <= FUEL_FREE_MOVES)
        return;
    for (uint32_t at = t->height; at-- > t->height - count;)
        translate_settle(t, at);
}

/* Upwards: a target lies at or below its source, so nothing is overwritten before it is read. */
static void move_carried(translator *t, const translate_block *to)
{
    uint32_t count = carried(to), from = t->height - count;
    if (count > FUEL_FREE_MOVES) {
        if (from != to->height)
            translate_emit(t, (wasm_cell){ .op = CODE_copy_many, .dst = to->home, .a = translate_home(t, from), .as.pair.k = translate_slots(t, count) });
        return;
    }
    uint16_t dst = to->home;
    for (uint32_t at = from; at < t->height; at++) {
        translate_move(t, at, dst);
        dst = (uint16_t)(dst + wasm_type_slots(t->stack[at].type));
    }
}

static uint32_t extra_of(const translate_block *to) { return fuel_beyond(to->moved, FUEL_FREE_MOVES); }

static void branch(translator *t)
{
    translate_block *to = label(t, t->w.imm.index);
    settle_many(t, carried(to));
    move_carried(t, to);
    translate_count(t, extra_of(to));
    uint32_t cell = translate_emit(t, (wasm_cell){ .op = CODE_br });
    aim(t, cell, to, nothing_follows, extra_of(to));
    fuel_end_way(&t->fuel);
}

/* A step leaves 16 bits for the way back, which most loops need fewer of. */
static bool is_near_loop(const translator *t, const translate_block *to)
{
    return to->op == OP_loop && (t->cell_count + 1 - to->cell) * sizeof *t->cells <= INT16_MAX;
}

static void branch_in_place(translator *t, condition c, translate_block *to, fuel_point next)
{
    if (is_near_loop(t, to))
        translate_step(t, &c);
    uint32_t cell = translate_branch(t, c, true);
    aim(t, cell, to, next, 0);
    if (!c.steps || t->fuel.failed)
        return;
    int32_t bytes = t->cells[cell].as.jump.bytes;
    t->cells[cell].as.step.bytes = (int16_t)bytes;
    t->cells[cell].as.step.b = c.b;
}

/* To `to` where the condition holds, with the highest operands. */
static void branch_on(translator *t, condition c, translate_block *to)
{
    fuel_point next = fuel_here(&t->fuel);
    settle_many(t, carried(to));
    if (is_in_place(t, to) && !extra_of(to)) {
        branch_in_place(t, c, to, next);
    } else {
        uint32_t over = translate_branch(t, c, false);
        move_carried(t, to);
        translate_count(t, extra_of(to));
        uint32_t cell = translate_emit(t, (wasm_cell){ .op = CODE_br });
        aim(t, cell, to, next, extra_of(to));
        translate_aim(t, over, t->cell_count);
    }
    translate_seal(t);
    translate_check(t);
}

void translate_branch_if(translator *t)
{
    condition c = translate_condition(t);
    branch_on(t, c, label(t, t->w.imm.index));
}

/* Null is zero, so a reference decides as an i32 does. It is out of view while
 * what lies below it is carried; not null, it goes on as it was. */
static void branch_on_null(translator *t)
{
    condition c = { .if_true = CODE_br_unless, .if_false = CODE_br_if, .a = translate_slot(t, t->height - 1) };
    operand ref = *translate_top(t, 0);
    translate_drop(t, 1);
    branch_on(t, c, label(t, t->w.imm.index));
    wasm_type type = t->w.stack[t->w.height - 1];
    if (ref.kind == OPERAND_LOCAL)
        translate_push_local(t, type, ref.local);
    else if (ref.kind == OPERAND_CONST)
        translate_push_constant(t, type, ref.bits);
    else
        translate_push_home(t, type, TRANSLATE_NONE, 0);
}

/* Not null, it is carried too; null, it is gone. */
static void branch_on_non_null(translator *t)
{
    condition c = { .if_true = CODE_br_if, .if_false = CODE_br_unless, .a = translate_slot(t, t->height - 1) };
    branch_on(t, c, label(t, t->w.imm.index));
    translate_drop(t, 1);
}

/* The reference is carried or goes on, either way with what is now known of it. */
static void branch_on_cast(translator *t)
{
    bool fail = t->w.op == OP_br_on_cast_fail;
    condition c = { .if_true = fail ? CODE_br_on_cast_fail : CODE_br_on_cast, .if_false = fail ? CODE_br_on_cast : CODE_br_on_cast_fail,
                    .a = translate_slot(t, t->height - 1), .is_wide = true, .bits = t->w.imm.type2 };
    branch_on(t, c, label(t, t->w.imm.index));
    translate_top(t, 0)->type = t->w.stack[t->w.height - 1];
}

/* A target whose values must move gets a stub behind the table, as do all others of the same label. */
static void table_target(translator *t, uint32_t first, uint32_t entry, translate_block *to)
{
    uint32_t count = carried(to), from = t->height - count;
    if (!count || (from == to->height && !extra_of(to))) {
        aim(t, entry, to, nothing_follows, 0);
        return;
    }
    bool is_new = to->table != first;
    to->table = first;
    to->stub = is_new ? t->cell_count : to->stub;
    translate_aim(t, entry, to->stub);
    if (!is_new)
        return;
    if (count == 1)
        translate_copy(t, to->home, translate_home(t, from), t->stack[from].type);
    else if (from != to->height)
        translate_emit(t, (wasm_cell){ .op = CODE_copy_many, .dst = to->home, .a = translate_home(t, from), .as.pair.k = translate_slots(t, count) });
    translate_count(t, extra_of(to));
    uint32_t cell = translate_emit(t, (wasm_cell){ .op = CODE_br });
    aim(t, cell, to, nothing_follows, extra_of(to));
}

static void branch_table(translator *t)
{
    uint32_t count = t->w.imm.count;
    uint16_t index = translate_slot(t, t->height - 1);
    translate_drop(t, 1);
    translate_settle_block(t, carried(label(t, t->w.imm.index)));
    uint32_t first = translate_emit(t, (wasm_cell){ .op = CODE_br_table, .a = index, .as.i32 = count }) + 1;
    for (uint32_t i = 0; i <= count; i++)
        translate_emit(t, (wasm_cell){ .op = CODE_target });
    const uint8_t *list = t->w.imm.list;
    for (uint32_t i = 0; i <= count && !t->fuel.failed; i++)
        table_target(t, first, first + i, label(t, i < count ? opcode_list_u32(&list) : t->w.imm.index));
    fuel_end_way(&t->fuel);
}

/* The results are the highest operands. */
static void emit_return(translator *t, uint32_t count)
{
    if (count == 0) {
        translate_emit(t, (wasm_cell){ .op = CODE_return_none });
    } else if (count == 1 && translate_top(t, 0)->type != WASM_V128) {
        uint16_t a = translate_slot(t, t->height - 1);
        translate_emit(t, (wasm_cell){ .op = is_64(translate_top(t, 0)->type) ? CODE_return_64 : CODE_return_32, .a = a });
    } else {
        translate_settle_block(t, count);
        translate_emit(t, (wasm_cell){ .op = CODE_return_many, .a = translate_home(t, t->height - count), .as.pair.k = translate_slots(t, count) });
    }
}

/* ---- blocks ---- */

/* What a later way could find otherwise is settled now: operands that mean
 * locals, since a local may be set on one way and not on another. */
void translate_begin_block(translator *t)
{
    translate_settle_block(t, 0);
    push_block(t, OP_block, false);
}

void translate_begin_loop(translator *t)
{
    translate_settle_block(t, body_params(&t->w.frames[t->w.frame_count - 1]).count);
    push_block(t, OP_loop, false);
    innermost(t)->cell = t->cell_count;
    innermost(t)->point = fuel_here(&t->fuel);
    translate_seal(t);
    translate_check(t);
}

void translate_begin_if(translator *t)
{
    condition c = translate_condition(t);
    translate_settle_block(t, body_params(&t->w.frames[t->w.frame_count - 1]).count);
    push_block(t, OP_if, false);
    uint32_t cell = translate_branch(t, c, false);
    innermost(t)->otherwise = fuel_fix_later(&t->fuel, (fuel_fix){ .cell = cell, .link = FUEL_NOWHERE, .kind = FUEL_JUMP, .next = fuel_here(&t->fuel) });
    translate_seal(t);
}

/* ---- exceptions ---- */

/* From here on cells stand in that try_table. */
static void note_try(translator *t, uint32_t try)
{
    translate_seal(t);
    if (!budget_room(t->budget, t->tries, t->try_capacity, t->try_count)) {
        t->fuel.failed = true;
        return;
    }
    t->tries[t->try_count++] = (code_try){ t->cell_count, try };
}

/* A clause is a branch that whoever throws takes, with the values in place: it
 * charges rest at its label, for the way it comes from has ended. */
static const uint8_t *emit_clause(translator *t, const uint8_t *at)
{
    uint8_t kind = *at++;
    uint32_t tag = kind < 2 ? opcode_list_u32(&at) : 0;
    translate_block *to = label(t, opcode_list_u32(&at));
    uint32_t cell = translate_emit(t, (wasm_cell){ .op = CODE_br_try });
    aim(t, cell, to, nothing_follows, 0);
    translate_emit(t, (wasm_cell){ .op = CODE_more, .dst = to->home, .a = kind, .as.index = { tag, 0 } });
    return at;
}

/* exception.c says what cells these are. */
static void begin_try(translator *t)
{
    uint32_t count = t->w.imm.count;
    translate_settle_block(t, 0);
    if (!count) {
        push_block(t, OP_block, false);
        return;
    }
    translate_seal(t);
    uint32_t cell = translate_emit(t, (wasm_cell){ .op = CODE_br_try });
    translate_aim(t, cell, cell + 2 + 2 * count);
    translate_emit(t, (wasm_cell){ .op = CODE_try_more, .as.index = { count, innermost(t)->try } });
    const uint8_t *at = t->w.imm.list;
    for (uint32_t i = 0; i < count && !t->fuel.failed; i++)
        at = emit_clause(t, at);
    t->barrier = t->cell_count;           /* none of these carries anything, nor is of a pair */
    push_block(t, OP_block, false);
    innermost(t)->try = cell;
    innermost(t)->is_try = true;
    note_try(t, cell);
}

static void emit_throw(translator *t)
{
    uint32_t count = t->w.callee->param_count;
    for (uint32_t at = t->height; at-- > t->height - count;)
        translate_settle(t, at);
    uint32_t roots = translate_roots(t, t->height);
    uint32_t cell = translate_emit(t, (wasm_cell){ .op = CODE_throw, .dst = translate_home(t, t->height - count), .as.index = { t->w.imm.index, 0 } });
    translate_note_roots(t, cell, roots);
}

static void emit_throw_ref(translator *t)
{
    translate_emit(t, (wasm_cell){ .op = CODE_throw_ref, .a = translate_slot(t, t->height - 1) });
}

/* ---- ends ---- */

static void reset(translator *t, const translate_block *b, body_types types)
{
    translate_drop(t, t->height - b->height);
    for (uint32_t i = 0; i < types.count; i++)
        translate_push_home(t, types.types[i], TRANSLATE_NONE, 0);
}

void translate_begin_else(translator *t)
{
    translate_block *b = innermost(t);
    if (b->is_dead)
        return;
    if (!t->w.was_dead) {
        translate_settle_block(t, b->results);
        uint32_t cell = translate_emit(t, (wasm_cell){ .op = CODE_br });
        aim(t, cell, b, nothing_follows, 0);
        fuel_end_way(&t->fuel);
    }
    reset(t, b, body_params(&t->w.closed));
    translate_unset(t, b->sets);
    land(t, b->otherwise);
    b->otherwise = FUEL_NOWHERE;
    b->op = OP_else;
    translate_check(t);
}

static void end_function(translator *t)
{
    const translate_block *b = innermost(t);
    if (b->waiting != FUEL_NOWHERE) {
        if (!t->w.was_dead)
            translate_settle_block(t, b->results);
        reset(t, b, body_results(&t->w.closed));
        land(t, b->waiting);
        emit_return(t, b->results);
    } else if (!t->w.was_dead) {
        emit_return(t, b->results);
    }
    fuel_end_way(&t->fuel);
}

void translate_end_block(translator *t)
{
    if (t->block_count == 1) {
        end_function(t);
        t->block_count--;
        return;
    }
    translate_block b = *innermost(t);
    t->block_count--;
    if (b.is_dead)
        return;
    if (b.is_try)
        note_try(t, innermost(t)->try);
    bool is_met = b.waiting != FUEL_NOWHERE || b.otherwise != FUEL_NOWHERE;
    if (!t->w.was_dead && is_met)
        translate_settle_block(t, b.results);
    if (t->w.was_dead || is_met)
        reset(t, &b, body_results(&t->w.closed));
    if (!is_met)
        return;
    translate_unset(t, b.sets);
    land(t, b.waiting);
    land(t, b.otherwise);
    translate_check(t);
}

static void begin_dead(translator *t)
{
    push_block(t, (uint16_t)t->w.op, true);
}

void translate_control(translator *t)
{
    bool was_dead = t->w.was_dead;
    switch (t->w.op) {
    case OP_block: was_dead ? begin_dead(t) : translate_begin_block(t); return;
    case OP_loop:  was_dead ? begin_dead(t) : translate_begin_loop(t); return;
    case OP_if:    was_dead ? begin_dead(t) : translate_begin_if(t); return;
    case OP_try_table: was_dead ? begin_dead(t) : begin_try(t); return;
    case OP_else:  translate_begin_else(t); return;
    case OP_end:   translate_end_block(t); return;
    }
    if (was_dead)
        return;
    switch (t->w.op) {
    case OP_br:       branch(t); return;
    case OP_br_if:    translate_branch_if(t); return;
    case OP_br_table: branch_table(t); return;
    case OP_br_on_null:     branch_on_null(t); return;
    case OP_br_on_non_null: branch_on_non_null(t); return;
    case OP_br_on_cast:
    case OP_br_on_cast_fail: branch_on_cast(t); return;
    case OP_return:   emit_return(t, t->w.type->result_count); break;
    case OP_throw:     emit_throw(t); break;
    case OP_throw_ref: emit_throw_ref(t); break;
    case OP_unreachable: translate_emit(t, (wasm_cell){ .op = CODE_unreachable }); break;
    }
    fuel_end_way(&t->fuel);
}

/* ---- calls ---- */

/* Oracle build: while a callee runs, the rest of this way is charged and has not run. */
static void around_call(translator *t, uint32_t op)
{
    if (!FUEL_ORACLE)
        return;
    uint32_t cell = translate_emit(t, (wasm_cell){ .op = op });
    fuel_fix_later(&t->fuel, (fuel_fix){ .cell = cell, .kind = FUEL_CHECK, .target = fuel_here(&t->fuel) });
}

/* Behind a call, whose way goes on: its cell says what of it is left, for an exception to give back. */
static void after_call(translator *t, uint32_t last, const wasm_functype *type, uint32_t taken)
{
    fuel_fix_later(&t->fuel, (fuel_fix){ .cell = last, .kind = FUEL_REST, .target = fuel_here(&t->fuel) });
    translate_seal(t);
    translate_drop(t, taken);
    for (uint32_t i = 0; i < type->result_count; i++)
        translate_push_home(t, type->results[i], TRANSLATE_NONE, 0);
    around_call(t, CODE_oracle_repay);
    translate_check(t);
}

/* The callee's frame starts at its first argument. */
static void settle_arguments(translator *t, uint32_t count)
{
    for (uint32_t at = t->height; at-- > t->height - count;)
        translate_settle(t, at);
}

static void direct(translator *t, const wasm_functype *type, bool tail)
{
    uint32_t func = t->w.imm.index, count = type->param_count;
    bool is_import = func < t->module->func_import_count;
    settle_arguments(t, count);
    wasm_cell cell = { .dst = translate_home(t, t->height - count) };
    cell.op = tail ? (is_import ? CODE_return_call_import : CODE_return_call) : (is_import ? CODE_call_import : CODE_call);
    if (is_import)
        cell.as.i32 = func;
    else
        cell.as.function = &t->functions[func - t->module->func_import_count];
    if (tail)
        cell.a = (uint16_t)type->param_slots;
    uint32_t roots = tail ? 0 : translate_roots(t, t->height - count);
    if (!tail)
        around_call(t, CODE_oracle_lend);
    uint32_t at = translate_emit(t, cell);
    translate_note_roots(t, at, roots);
    if (!tail)
        after_call(t, at, type, count);
}

static void indirect(translator *t, const wasm_functype *type, bool tail)
{
    uint32_t count = type->param_count, table = t->w.imm.index2;
    uint16_t index = translate_slot(t, t->height - 1);
    for (uint32_t at = t->height - 1; at-- > t->height - 1 - count;)
        translate_settle(t, at);
    translate_drop(t, 1);
    uint32_t roots = tail ? 0 : translate_roots(t, t->height - count);
    if (!tail)
        around_call(t, CODE_oracle_lend);
    translate_emit(t, (wasm_cell){ .op = tail ? CODE_return_call_indirect : CODE_call_indirect, .a = index,
                                   .as.i32 = t->module->tables[table].type.limits.is_64 });
    wasm_cell more = { .op = CODE_more, .dst = translate_home(t, t->height - count), .a = (uint16_t)(tail ? type->param_slots : 0),
                       .as.index = { t->w.imm.index, table } };
    uint32_t at = translate_emit(t, more);
    translate_note_roots(t, at, roots);
    if (!tail)
        after_call(t, at, type, count);
}

/* Validated, so there is no type to be checked: one cell. */
static void by_reference(translator *t, const wasm_functype *type, bool tail)
{
    uint32_t count = type->param_count;
    uint16_t ref = translate_slot(t, t->height - 1);
    for (uint32_t at = t->height - 1; at-- > t->height - 1 - count;)
        translate_settle(t, at);
    translate_drop(t, 1);
    wasm_cell cell = { .op = tail ? CODE_return_call_ref : CODE_call_ref, .dst = translate_home(t, t->height - count),
                       .a = (uint16_t)(tail ? type->param_slots : 0), .as.pair.b = ref };
    uint32_t roots = tail ? 0 : translate_roots(t, t->height - count);
    if (!tail)
        around_call(t, CODE_oracle_lend);
    uint32_t at = translate_emit(t, cell);
    translate_note_roots(t, at, roots);
    if (!tail)
        after_call(t, at, type, count);
}

void translate_call(translator *t)
{
    const wasm_functype *type = t->w.callee;
    bool tail = false;
    switch (t->w.op) {
    case OP_return_call:          tail = true; /* fall through */
    case OP_call:                 direct(t, type, tail); break;
    case OP_return_call_indirect: tail = true; /* fall through */
    case OP_call_indirect:        indirect(t, type, tail); break;
    case OP_return_call_ref:      tail = true; /* fall through */
    case OP_call_ref:             by_reference(t, type, tail); break;
    }
    if (tail)
        fuel_end_way(&t->fuel);
}
