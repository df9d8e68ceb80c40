/* The walk over a body: its locals, and instruction by instruction (spec 3.0,
 * sections 3.4 and 7.3). What an instruction takes and gives comes from the
 * table; body_control.c, body_other.c and body_aggregate.c type the rest. */
#include "engine/wasm/body_quick.h"

#include "engine/base/limits.h"

#include <string.h>

enum { LEAST_OPERANDS = 60 };             /* there is room for from the start */
enum { SET_WORDS = (LIMIT_PARAMS + LIMIT_LOCALS) / 32 + 1 };

void body_open(body *w, const wasm_module *m, budget *b, error *err)
{
    *w = (body){ .module = m, .budget = b, .err = err, .func = WASM_NO_INDEX };
    w->r.err = err;
    w->near_memory = m->memory_count && !m->memories[0].limits.is_64;
}

void body_close(body *w)
{
    budget_free(w->budget, w->set, SET_WORDS * sizeof *w->set);
    budget_free(w->budget, w->inits, w->init_capacity * sizeof *w->inits);
    budget_free(w->budget, w->stack, w->stack_capacity * sizeof *w->stack);
    budget_free(w->budget, w->frames, w->frame_capacity * sizeof *w->frames);
    budget_free(w->budget, w->runs, w->run_capacity * sizeof *w->runs);
    w->stack = NULL;
    w->frames = NULL;
    w->runs = NULL;
    w->set = w->inits = NULL;
    w->stack_capacity = w->frame_capacity = w->run_capacity = w->init_capacity = w->init_count = 0;
}

bool body_ok(const body *w)
{
    return w->err->code == ERROR_NONE;
}

/* ---- locals ---- */

static bool add_run(body *w, uint32_t count, wasm_type type)
{
    if (w->run_count == w->run_capacity) {
        uint32_t capacity = w->run_capacity + w->run_capacity / 2 + 8;
        body_run *runs = budget_resize(w->budget, w->runs, w->run_capacity * sizeof *runs, capacity * sizeof *runs);
        if (!runs)
            return error_memory(w->err);
        w->runs = runs;
        w->run_capacity = capacity;
    }
    w->runs[w->run_count++] = (body_run){ w->local_count, w->local_slots, type };
    uint32_t near = count < BODY_NEAR_LOCALS - w->near_count ? count : BODY_NEAR_LOCALS - w->near_count;
    wasm_type *to = w->near_types + w->near_count;
    for (uint32_t i = 0; i < near; i++)
        to[i] = type;
    w->near_count += near;
    w->local_count += count;
    w->local_slots += count * wasm_type_slots(type);
    return true;
}

/* Each call sets them up, and so does translating: that shall not be much for few bytes. A body walked for itself counts
 * anew, as do the bodies of a module that is walked again. */
static bool count_locals(body *w)
{
    uint64_t most = LIMIT_LOCALS_MODULE + (uint64_t)LIMIT_LOCALS_A_BYTE * w->module->size;
    w->locals_before += w->local_count;
    return w->locals_before <= most
        || reader_refuse(&w->r, ERROR_LIMIT, reader_offset(&w->r), "too many locals: the functions up to here have %llu, but %d for each byte of the module and %d besides are possible",
                         (unsigned long long)w->locals_before, LIMIT_LOCALS_A_BYTE, LIMIT_LOCALS_MODULE);
}

/* locals ::= n:u32 t:valtype */
static bool read_locals(body *w)
{
    if (w->r.next < w->r.end && *w->r.next == 0) {         /* none, as in most small bodies */
        w->r.next++;
        return count_locals(w);
    }
    uint32_t count = read_count(&w->r, 2, UINT32_MAX, "runs of locals");
    for (uint32_t i = 0; i < count && reader_ok(&w->r); i++) {
        const uint8_t *next = w->r.next;
        uint64_t start = reader_offset(&w->r);
        uint32_t locals;
        wasm_type type;
        if (w->r.end - next >= 2 && next[0] < 0x80 && next[1] >= WASM_V128 && next[1] <= WASM_I32) {
            locals = next[0];
            type = next[1];
            w->r.next += 2;
        } else {
            locals = read_u32(&w->r);
            type = type_read(&w->r);
            if (!reader_ok(&w->r) || !body_resolve(w, &type))
                return false;
        }
        if (locals > LIMIT_LOCALS || w->local_count + locals > LIMIT_LOCALS)
            return reader_refuse(&w->r, ERROR_LIMIT, start, "too many locals: %llu, but at most %d are possible",
                                 (unsigned long long)w->local_count + locals, LIMIT_LOCALS);
        if (locals && !add_run(w, locals, type))
            return false;
    }
    return reader_ok(&w->r) && count_locals(w);
}

/* The last run that begins at or before `local`. */
static const body_run *find_run(const body *w, uint32_t local)
{
    const body_run *run = w->runs;
    for (uint32_t count = w->run_count; count > 1;) {      /* without a branch on what is found */
        uint32_t half = count / 2;
        run += run[half].first <= local ? half : 0;
        count -= half;
    }
    return run;
}

wasm_type body_local_type(const body *w, uint32_t local)
{
    if (local < w->near_count)
        return w->near_types[local];
    if (local < w->type->param_count)
        return w->type->params[local];
    return find_run(w, local)->type;
}

uint32_t body_local_slot_among_wide(const body *w, uint32_t local)
{
    if (local >= w->type->param_count) {
        const body_run *run = find_run(w, local);
        return run->slot + (local - run->first) * wasm_type_slots(run->type);
    }
    uint32_t slot = 0;
    for (uint32_t i = 0; i < local; i++)
        slot += wasm_type_slots(w->type->params[i]);
    return slot;
}

/* ---- beginning ---- */

static void begin(body *w, wasm_span span)
{
    const wasm_module *m = w->module;
    body_unset_locals(w, 0);
    w->r = (reader){ m->file + span.offset, m->file + span.offset + span.size, m->file - m->file_offset, w->err };
    w->op = OP_COUNT;
    w->quick_end = NULL;
    w->at = span.offset;
    w->height = w->wide = w->floor = w->frame_count = w->max_slots = 0;
    w->local_count = w->local_slots = w->run_count = w->near_count = 0;
    w->height_before = 0;
    w->was_dead = false;
    w->callee = NULL;
    w->type = NULL;
    w->listed_before += w->listed;
    w->listed = 0;
    uint64_t of_module = LIMIT_LISTED_MODULE + (uint64_t)LIMIT_LISTED_A_BYTE * m->size;
    w->listed_most = LIMIT_LISTED_BODY + (uint64_t)LIMIT_LISTED_A_BYTE * span.size;
    if (w->listed_before + w->listed_most > of_module)
        w->listed_most = of_module - w->listed_before;
    w->func = WASM_NO_INDEX;
}

/* What may be read without looking for the end of the body stays within the module. */
static const uint8_t *safe_end(const body *w)
{
    size_t behind = (size_t)(w->module->file + w->module->size - w->r.end);
    size_t missing = behind < QUICK_LONGEST ? QUICK_LONGEST - behind : 0;
    return missing < reader_left(&w->r) ? w->r.end - missing : w->r.next;
}

/* What body_push_frame does, where there is room: nothing is on the stack yet. */
static bool begin_frame(body *w)
{
    if (!w->frame_capacity || w->stack_capacity < LEAST_OPERANDS + BODY_ROOM)
        return body_reserve_operands(w, LEAST_OPERANDS) && body_push_frame(w, OP_call, w->type, WASM_NONE);
    w->frames[0] = (body_frame){ .op = OP_call, .start = w->at, .single = WASM_NONE, .type = w->type };
    w->frame_count = 1;
    return true;
}

bool body_begin_function(body *w, uint32_t func)
{
    const wasm_func *f = &w->module->funcs[func];
    const wasm_functype *type = &w->module->types[f->type].func;
    begin(w, f->body);
    w->func = func;
    w->quick_end = safe_end(w);
    w->type = type;
    w->near_count = type->param_count < BODY_NEAR_LOCALS ? type->param_count : BODY_NEAR_LOCALS;
    if (w->near_count)
        memcpy(w->near_types, type->params, w->near_count * sizeof *w->near_types);
    w->local_count = type->param_count;
    w->local_slots = type->param_slots;
    return read_locals(w) && begin_frame(w);
}

bool body_begin_constant(body *w, wasm_span expression, wasm_type wanted, uint32_t globals)
{
    begin(w, expression);
    w->wanted = wanted;
    w->visible_globals = globals;
    return body_reserve_operands(w, LEAST_OPERANDS) && body_push_frame(w, OP_call, NULL, wanted);
}

/* ---- walking ---- */

static bool check_lane(body *w, const opcode_info *info, uint32_t lanes)
{
    return w->imm.lane < lanes
        || body_refuse(w, ERROR_INVALID, "invalid lane index %u: %s knows 0 to %u", w->imm.lane, info->text, lanes - 1);
}

/* memarg (spec 3.0, section 3.4.9): the address type, or 0. */
static wasm_type check_memarg(body *w, const opcode_info *info)
{
    const wasm_limits *memory = body_memory(w, w->imm.index);
    if (!memory)
        return 0;
    if (w->imm.align > 6 || (1u << w->imm.align) > info->width)
        return body_refuse(w, ERROR_INVALID, "alignment must not be larger than natural: 2^%u, but %s touches %u byte%s", w->imm.align, info->text, info->width,
                           info->width == 1 ? "" : "s");
    if (!memory->is_64 && w->imm.offset > UINT32_MAX)
        return body_refuse(w, ERROR_INVALID, "offset out of range: %llu in a memory of 32-bit addresses", (unsigned long long)w->imm.offset);
    if (info->form == IMMEDIATE_memarg_lane && !check_lane(w, info, 16u / info->width))
        return 0;
    return body_address(memory);
}

/* Instructions whose types the table tells. */
static bool apply_table(body *w, const opcode_info *info)
{
    wasm_type address = WASM_I32;
    if (info->form == IMMEDIATE_memarg || info->form == IMMEDIATE_memarg_lane) {
        address = check_memarg(w, info);
        if (!address)
            return false;
    } else if (info->form == IMMEDIATE_lane && !check_lane(w, info, info->width)) {
        return false;
    }
    for (unsigned i = info->pop_count; i-- > 0;)
        if (!body_pop(w, info->pops[i] == OPCODE_ADDRESS ? address : info->pops[i]))
            return false;
    if (info->push)
        body_push(w, info->push);
    return true;
}

/* A local without a default must be set before it is read. */
static bool is_unset(const body *w, uint32_t local, wasm_type type)
{
    if (type_has_default(type) || local < w->type->param_count)
        return false;
    return !w->set || !(w->set[local / 32] >> (local % 32) & 1);
}

static bool set_local(body *w, uint32_t local)
{
    if (!w->set && !(w->set = budget_zalloc(w->budget, SET_WORDS * sizeof *w->set)))
        return error_memory(w->err);
    if (!budget_room(w->budget, w->inits, w->init_capacity, w->init_count))
        return error_memory(w->err);
    w->set[local / 32] |= 1u << (local % 32);
    w->inits[w->init_count++] = local;
    return true;
}

/* local.get, local.set, local.tee: half of all code (spec 3.0, section 3.4.9). */
static bool apply_local(body *w)
{
    uint32_t local = w->imm.index;
    if (local >= w->local_count)
        return body_refuse(w, ERROR_INVALID, "unknown local %u: the function has %u", local, w->local_count);
    wasm_type type = body_local_type(w, local);
    if (w->op == OP_local_get) {
        if (is_unset(w, local, type))
            return body_refuse(w, ERROR_INVALID, "uninitialized local %u: a %s has no default and was not set before", local, type_name(type).text);
        body_push(w, type);
        return true;
    }
    if (!body_pop(w, type) || (is_unset(w, local, type) && !set_local(w, local)))
        return false;
    if (w->op == OP_local_tee)
        body_push(w, type);
    return true;
}

/* A constant expression holds but few instructions (section 3.4.12). */
static bool check_constant(body *w)
{
    uint32_t feature;
    if (!opcode_is_constant(w->op, &feature))
        return body_refuse(w, ERROR_INVALID, "constant expression required: %s is not constant", opcode_table[w->op].text);
    w->features |= feature;
    if (w->op != OP_global_get)
        return true;
    if (w->imm.index >= w->visible_globals)
        return body_refuse(w, ERROR_INVALID, "unknown global %u: this constant expression may read %u", w->imm.index, w->visible_globals);
    return !w->module->globals[w->imm.index].type.is_mutable
        || body_refuse(w, ERROR_INVALID, "constant expression required: global %u is mutable", w->imm.index);
}

static bool apply(body *w, const opcode_info *info)
{
    if (w->func == WASM_NO_INDEX && !check_constant(w))
        return false;
    if (!info->special)
        return apply_table(w, info);
    if (info->form == IMMEDIATE_local)
        return apply_local(w);
    switch (info->special) {
    case OPCODE_IS_CONTROL:   return body_control(w);
    case OPCODE_IS_AGGREGATE: return body_aggregate(w);
    }
    return body_other(w);
}

/* Behind the last end nothing may stand; before it, something must. */
static bool check_end(body *w)
{
    if (!reader_ok(&w->r))
        return false;
    w->at = (uint32_t)(w->r.next - w->module->file);
    if (w->frame_count)
        return body_refuse(w, ERROR_MALFORMED, "unexpected end: END opcode expected, %u block%s still open", w->frame_count,
                           w->frame_count == 1 ? " is" : "s are");
    if (reader_left(&w->r))
        return body_refuse(w, ERROR_MALFORMED, "operators remaining after end of function: %zu bytes", reader_left(&w->r));
    return false;
}

static void note_slots(body *w)
{
    uint32_t slots = body_slots(w);
    if (slots > w->max_slots)
        w->max_slots = slots;
}

/* By the whole rules. */
static __attribute__((noinline)) bool next_slowly(body *w)
{
    w->op = opcode_next(&w->r);
    if (w->op == OP_COUNT || !opcode_next_immediates(&w->r, w->op, &w->imm))
        return false;
    const opcode_info *info = &opcode_table[w->op];
    w->features |= info->feature;
    if (!apply(w, info))
        return false;
    note_slots(w);
    return w->height + BODY_ROOM <= w->stack_capacity || body_reserve_operands(w, BODY_ROOM);
}

/* What is seen of the point before the instruction. */
static void view_point(body *w)
{
    const body_frame *f = &w->frames[w->frame_count - 1];
    w->at = (uint32_t)(w->r.next - w->module->file);
    w->height_before = w->height;
    w->was_dead = f->unreachable | f->dead;
}

bool body_next(body *w)
{
    if (w->r.next < w->quick_end) {
        view_point(w);
        body_quick q = body_quick_open(w);
        if (!quick_step(w, &q, &w->op, &w->imm))
            return next_slowly(w);
        w->r.next = q.next;
        w->height = (uint32_t)(q.top - w->stack);
        note_slots(w);
        return true;
    }
    if (!w->frame_count || w->r.next >= w->r.end)
        return check_end(w);
    view_point(w);
    return next_slowly(w);
}
