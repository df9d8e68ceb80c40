/* Translation of one body: the walk, and what stands around it. */
#include "engine/wasm/translate.h"

#include "engine/base/limits.h"
#include "engine/wasm/interpreter.h"

#include <string.h>

/* ---- cells ---- */

/* Beside each cell, where wanted, the byte it was made from. */
static bool note_offset(translator *t)
{
    if (!t->wants_offsets)
        return true;
    if (!budget_room(t->budget, t->offsets, t->offset_capacity, t->cell_count))
        return false;
    t->offsets[t->cell_count] = t->w.at;
    return true;
}

uint32_t translate_emit_slowly(translator *t, wasm_cell cell)
{
    if (!budget_room(t->budget, t->cells, t->cell_capacity, t->cell_count) || !note_offset(t)) {
        t->fuel.failed = true;
        return 0;
    }
    t->cells[t->cell_count] = cell;
    return t->cell_count++;
}

/* ---- fuel around instructions ---- */

void translate_check_here(translator *t)
{
    uint32_t cell = translate_emit(t, (wasm_cell){ .op = CODE_oracle_check });
    fuel_fix_later(&t->fuel, (fuel_fix){ .cell = cell, .kind = FUEL_CHECK, .target = fuel_here(&t->fuel) });
}

void translate_mark(translator *t)
{
    t->fuel.text = 0;
    if (!t->fuel.spent)
        return;                           /* a way begins here anyhow */
    fuel_end_way(&t->fuel);
    uint32_t cell = translate_emit(t, (wasm_cell){ .op = CODE_mark, .as.jump.bytes = sizeof(wasm_cell) });     /* suspended, it goes on behind itself */
    fuel_fix_later(&t->fuel, (fuel_fix){ .cell = cell, .kind = FUEL_JUMP, .target = fuel_here(&t->fuel), .next = { FUEL_NOWHERE, 0 } });
    translate_seal(t);
    translate_check(t);
}

/* ---- instructions ---- */

/* Values moved beyond eight are priced with the instruction that moves them. */
static uint32_t price(const translator *t)
{
    uint32_t base = opcode_table[t->w.op].price;
    switch (t->w.op) {
    case OP_return:
        return base + fuel_beyond(t->w.type->result_slots, FUEL_FREE_MOVES);
    case OP_call: case OP_call_indirect: case OP_call_ref:
    case OP_return_call: case OP_return_call_indirect: case OP_return_call_ref:
        return base + fuel_beyond(t->w.callee->param_slots, FUEL_FREE_MOVES);
    case OP_struct_new: case OP_struct_new_default: case OP_array_new_fixed:
        return base + translate_object_price(t);
    default:
        return base;
    }
}

static bool is_control(uint32_t op)
{
    switch (op) {
    case OP_unreachable: case OP_block: case OP_loop: case OP_if: case OP_else: case OP_end:
    case OP_br: case OP_br_if: case OP_br_table: case OP_return: case OP_br_on_null: case OP_br_on_non_null:
    case OP_try_table: case OP_throw: case OP_throw_ref: case OP_br_on_cast: case OP_br_on_cast_fail:
        return true;
    default:
        return false;
    }
}

static bool is_call(uint32_t op)
{
    switch (op) {
    case OP_call: case OP_call_indirect: case OP_call_ref:
    case OP_return_call: case OP_return_call_indirect: case OP_return_call_ref:
        return true;
    default:
        return false;
    }
}

static __attribute__((noinline)) void special(translator *t)
{
    uint32_t units = price(t);
    fuel_spend(&t->fuel, units);
    translate_count(t, units);
    if (is_control(t->w.op))
        translate_control(t);
    else if (is_call(t->w.op))
        translate_call(t);
    else if (opcode_table[t->w.op].special == OPCODE_IS_AGGREGATE)
        translate_aggregate(t);
    else
        translate_other(t);
}

static void local(translator *t)
{
    if (t->w.op == OP_local_set)
        translate_set(t, t->w.imm.index, false, WASM_NONE);
    else if (t->w.op == OP_local_tee)
        translate_set(t, t->w.imm.index, true, t->w.stack[t->w.height - 1]);
    else
        translate_get(t, t->w.imm.index, t->w.stack[t->w.height - 1]);
}

static inline void instruction(translator *t)
{
    const opcode_info *info = &opcode_table[t->w.op];
    if (t->w.was_dead) {
        if (info->special && is_control(t->w.op))
            translate_control(t);
        return;
    }
    if (info->special && info->form != IMMEDIATE_local) {
        special(t);
    } else {
        fuel_spend(&t->fuel, info->price);
        translate_count(t, info->price);
        if (info->special)
            local(t);
        else
            translate_row(t);
    }
    if (t->fuel.text >= FUEL_MARK && t->block_count && !body_is_dead(&t->w))
        translate_mark(t);
}

/* ---- the body ---- */

enum { FEW_LOCALS = 16 };

static uint32_t zeroed(const translator *t) { return t->w.local_slots - t->w.type->param_slots; }

/* References are zero from the beginning: the collector reads them whenever it runs. */
static void zero_references(translator *t)
{
    const body *w = &t->w;
    for (uint32_t i = 0; i < w->run_count; i++) {
        uint32_t end = i + 1 < w->run_count ? w->runs[i + 1].slot : w->local_slots;
        if (wasm_type_is_ref(w->runs[i].type))
            translate_zero(t, w->runs[i].slot, end - w->runs[i].slot);
    }
}

/* What most bodies of that size take. Later, arrays grow. */
static bool reserve(translator *t, uint32_t bytes)
{
    bool good = budget_room(t->budget, t->cells, t->cell_capacity, bytes / 4 + 15)
             && budget_room(t->budget, t->fuel.ways, t->fuel.way_capacity, bytes / 16 + 3)
             && budget_room(t->budget, t->fuel.fixes, t->fuel.fix_capacity, bytes / 16 + 3)
             && budget_room(t->budget, t->stack, t->stack_capacity, 23)
             && budget_room(t->budget, t->blocks, t->block_capacity, 15)
             && budget_room(t->budget, t->users, t->user_capacity, t->locals + FEW_LOCALS)
             && budget_room(t->budget, t->is_set, t->is_set_capacity, t->locals + FEW_LOCALS);
    t->reserved = good ? bytes : 0;
    return good;
}

static void clear_locals(translator *t)
{
    if (t->locals < FEW_LOCALS) {         /* by no call */
        memset(t->users, 0, FEW_LOCALS * sizeof *t->users);
        memset(t->is_set, 0, FEW_LOCALS * sizeof *t->is_set);
        return;
    }
    memset(t->users, 0, (t->locals + 1) * sizeof *t->users);
    memset(t->is_set, 0, (t->locals + 1) * sizeof *t->is_set);
}

static bool begin(translator *t)
{
    body *w = &t->w;
    t->locals = w->local_slots;
    if (w->local_slots + LIMIT_OPERANDS > UINT16_MAX)
        return error_set(t->err, ERROR_LIMIT, w->at, "function %u has %u slots of locals", w->func, w->local_slots);
    uint32_t bytes = t->module->funcs[w->func].body.size;
    bool has_room = bytes <= t->reserved && t->locals + FEW_LOCALS < t->user_capacity && t->locals + FEW_LOCALS < t->is_set_capacity;
    if (!has_room && !reserve(t, bytes))
        return error_memory(t->err);
    clear_locals(t);
    t->stack[0].home = (uint16_t)t->locals;
    t->blocks[t->block_count++] = (translate_block){ .op = OP_call, .home = (uint16_t)w->local_slots, .results = w->type->result_count, .moved = w->type->result_slots, .try = CODE_NO_TRY,
                                                     .waiting = FUEL_NOWHERE, .otherwise = FUEL_NOWHERE };
    if (w->type->param_slots)
        memset(t->is_set, true, w->type->param_slots);
    zero_references(t);
    translate_count(t, fuel_beyond(zeroed(t), FUEL_FREE_LOCALS));
    translate_check(t);
    translate_emit(t, (wasm_cell){ .op = CODE_zero });
    translate_seal(t);
    return true;
}

/* What the first cell zeroes is known at the end. */
static void settle_zero(translator *t)
{
    wasm_cell *cell = t->cells;
    while (cell->op != CODE_zero)
        cell++;
    cell->dst = (uint16_t)t->zero_low;
    cell->a = (uint16_t)(t->zero_high - t->zero_low);
    if (cell->a == 1)
        *cell = (wasm_cell){ .op = CODE_constant, .dst = cell->dst };
}

static bool finish(translator *t, wasm_code *c, code_function *f)
{
    translate_seal(t);
    if (t->fuel.fix_count)
        fuel_settle(&t->fuel, t->cells);
    if (!translate_pack(t, c, f))
        return error_memory(t->err);
    f->slots = t->w.local_slots + t->w.max_slots;
    f->price = t->fuel.ways[0] + fuel_beyond(zeroed(t), FUEL_FREE_LOCALS);
    return true;
}

static void close_translator(translator *t)
{
    fuel_close(&t->fuel);
    budget_free(t->budget, t->cells, t->cell_capacity * sizeof *t->cells);
    budget_free(t->budget, t->stack, t->stack_capacity * sizeof *t->stack);
    budget_free(t->budget, t->blocks, t->block_capacity * sizeof *t->blocks);
    budget_free(t->budget, t->tries, t->try_capacity * sizeof *t->tries);
    budget_free(t->budget, t->ranges.pairs, t->ranges.capacity * sizeof *t->ranges.pairs);
    budget_free(t->budget, t->nodes.pairs, t->nodes.capacity * sizeof *t->nodes.pairs);
    budget_free(t->budget, t->points.pairs, t->points.capacity * sizeof *t->points.pairs);
    budget_free(t->budget, t->places, t->place_capacity * sizeof *t->places);
    budget_free(t->budget, t->ways, t->way_capacity * sizeof *t->ways);
    budget_free(t->budget, t->offsets, t->offset_capacity * sizeof *t->offsets);
    budget_free(t->budget, t->users, t->user_capacity * sizeof *t->users);
    budget_free(t->budget, t->is_set, t->is_set_capacity * sizeof *t->is_set);
    budget_free(t->budget, t->sets, t->set_capacity * sizeof *t->sets);
    body_close(&t->w);
}

/* Its last end is read, and nothing stands behind that. */
static bool is_over(const body *w) { return !w->frame_count && w->r.next == w->r.end; }

static bool walk(translator *t, uint32_t func)
{
    if (!body_begin_function(&t->w, func) || !begin(t))
        return false;
    translate_walk(t);
    while (!is_over(&t->w) && body_next(&t->w) && !t->fuel.failed) {
        instruction(t);
        translate_walk(t);
    }
    if (t->fuel.failed)
        return error_memory(t->err);
    settle_zero(t);
    return body_ok(&t->w);
}

static void open_translator(translator *t, wasm_code *c, error *err, bool wants_offsets)
{
    *t = (translator){ .budget = c->budget, .err = err, .module = c->module, .functions = c->functions,
                       .carries = c->interpreter->carries, .pairs = c->interpreter->pairs, .wants_offsets = wants_offsets };
    t->fuel.budget = c->budget;
    body_open(&t->w, c->module, c->budget, err);
}

/* ---- many ---- */

/* Larger bodies leave no arrays behind. */
enum { SCRATCH_BODY = 24 << 10 };

/* Arrays stay; what they hold is of the body before. */
static void reset_translator(translator *t, const wasm_code *c, error *err)
{
    t->err = t->w.err = err;
    t->carries = c->interpreter->carries;
    t->pairs = c->interpreter->pairs;
    t->fuel.way_count = t->fuel.fix_count = t->fuel.spent = t->fuel.text = 0;
    t->cell_count = t->height = t->block_count = t->try_count = t->set_count = 0;
    t->ranges.count = t->nodes.count = t->points.count = 0;
    t->zero_low = t->zero_high = t->settled = t->rooted = t->barrier = 0;
    t->w.locals_before = t->w.listed = t->w.listed_before = 0;
}

static translator *take_translator(wasm_code *c, error *err)
{
    translator *t = c->scratch;
    c->scratch = NULL;
    if (t) {
        reset_translator(t, c, err);
        return t;
    }
    t = budget_alloc(c->budget, sizeof *t);
    if (t)
        open_translator(t, c, err, false);
    else
        error_memory(err);
    return t;
}

static void drop_translator(wasm_code *c, translator *t)
{
    if (!t)
        return;
    close_translator(t);
    budget_delete(c->budget, t);
}

void translate_many(wasm_code *c, bool begins)
{
    c->keeps_scratch = begins;
    if (begins)
        return;
    drop_translator(c, c->scratch);
    c->scratch = NULL;
}

bool translate_function(wasm_code *c, code_function *f, error *err)
{
    translator *t = take_translator(c, err);
    if (!t)
        return false;
    bool ok = walk(t, f->index) && finish(t, c, f);
    if (ok && c->keeps_scratch && c->module->funcs[f->index].body.size <= SCRATCH_BODY)
        c->scratch = t;
    else
        drop_translator(c, t);
    return ok;
}

bool translate_locate(wasm_code *c, const code_function *f, uint32_t cell, uint32_t *offset)
{
    error err = { 0 };
    translator t;
    open_translator(&t, c, &err, true);
    uint32_t at = TRANSLATE_NONE;
    if (walk(&t, f->index)) {
        translate_seal(&t);
        at = translate_unpacked(&t, cell);
    }
    if (at != TRANSLATE_NONE)
        *offset = t.offsets[at];
    close_translator(&t);
    return at != TRANSLATE_NONE;
}

/* Note what every way to here has set. */
static void note_known(const translator *t, uint8_t *held, uint32_t count)
{
    for (uint32_t i = 0; i < count && i < t->locals; i++)
        held[i] |= t->is_set[i] ? TRANSLATE_KNOWN : 0;
}

static void note_written(const translator *t, uint8_t *held, uint32_t count)
{
    if (t->w.op != OP_local_set && t->w.op != OP_local_tee)
        return;
    uint32_t slot = body_local_slot(&t->w, t->w.imm.index);
    if (slot < count)
        held[slot] |= TRANSLATE_WRITTEN;
}

bool translate_held(wasm_code *c, const code_function *f, uint32_t offset, uint8_t *held, uint32_t count)
{
    error err = { 0 };
    translator t;
    open_translator(&t, c, &err, false);
    memset(held, 0, count);
    bool is_there = false, ok = body_begin_function(&t.w, f->index) && begin(&t);
    while (ok && body_next(&t.w) && !t.fuel.failed) {
        if (!is_there && t.w.at >= offset)
            note_known(&t, held, count);
        is_there = t.w.at >= offset;
        note_written(&t, held, count);
        instruction(&t);
    }
    ok = ok && !t.fuel.failed && body_ok(&t.w);
    for (uint32_t i = 0; i < count; i++)
        held[i] = !ok ? 0 : i >= t.zero_low && i < t.zero_high ? held[i] | TRANSLATE_KNOWN : held[i];
    close_translator(&t);
    return ok;
}

/* What an instruction spent of the way it began on. */
static bool note_price(translator *t, translate_note **notes, uint32_t *count, uint32_t *capacity, fuel_point before, uint32_t offset)
{
    bool has_ended = t->fuel.way_count > before.way;
    uint32_t units = (has_ended ? t->fuel.ways[before.way] : t->fuel.spent) - before.spent;
    if (!units)
        return true;
    if (!budget_room(t->budget, *notes, *capacity, *count))
        return false;
    (*notes)[(*count)++] = (translate_note){ before.way, before.spent, units, offset };
    return true;
}

bool translate_tell(wasm_code *c, const code_function *f, translate_teller *tell, void *user)
{
    error err = { 0 };
    translate_note *notes = NULL;
    uint32_t count = 0, capacity = 0;
    translator t;
    open_translator(&t, c, &err, true);
    bool ok = body_begin_function(&t.w, f->index) && begin(&t);
    while (ok && body_next(&t.w) && !t.fuel.failed) {
        fuel_point before = fuel_here(&t.fuel);
        uint32_t offset = t.w.at;
        instruction(&t);
        ok = t.fuel.failed || note_price(&t, &notes, &count, &capacity, before, offset);
    }
    ok = ok && !t.fuel.failed && body_ok(&t.w);
    const uint32_t *places = NULL;
    if (ok) {
        settle_zero(&t);
        translate_seal(&t);
        places = translate_places(&t);
    }
    if (places)
        tell(user, &(translate_ways){ &t, places, count, notes, fuel_beyond(zeroed(&t), FUEL_FREE_LOCALS) });
    budget_free(t.budget, notes, capacity * sizeof *notes);
    close_translator(&t);
    return places != NULL;
}
