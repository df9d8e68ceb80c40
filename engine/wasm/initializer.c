/* Instantiation (spec 3.0, section 4.7.2), as a function of ours. Its items are
 * done in order: globals, first values of tables, references of element
 * segments, then the active segments. Each one's price is paid before it is
 * done; what has a size goes in pieces as the bulk instructions do. It can be
 * suspended before any item and any piece, and inside the start function.
 *
 * Between steps `state` holds the phase and the item, `context` how far the item
 * is: 0 when it isn't paid for, else one more than its progress, which is 0 when
 * it is fresh and counts as in sized.c.
 */
#include "engine/wasm/constant.h"

#include <string.h>

typedef enum initializer_state {
    INITIALIZER_ROOM, INITIALIZER_GLOBALS, INITIALIZER_TABLES, INITIALIZER_REFS, INITIALIZER_ELEMS, INITIALIZER_DATAS,
    INITIALIZER_START, INITIALIZER_END
} initializer_state;

enum { INITIALIZER_PHASE_BITS = 3, INITIALIZER_PHASE = (1 << INITIALIZER_PHASE_BITS) - 1 };

/* One byte of a constant expression. */
enum { INITIALIZER_BYTE_PRICE = 2 };

static int trap_with(native_call *call, trap_code code)
{
    call->task->st.trap = code;
    return NATIVE_TRAP;
}

/* ---- paying ---- */

/* First memories and tables: their room is theirs already, and zeroed where it is touched first. */
static uint64_t first_bytes(const instance *i)
{
    const wasm_module *m = i->module;
    uint64_t bytes = (m->global_count - m->global_import_count) * sizeof(wasm_slot);
    for (uint32_t n = m->memory_import_count; n < m->memory_count; n++)
        bytes += i->memories[n]->size;
    for (uint32_t n = m->table_import_count; n < m->table_count; n++)
        bytes += i->tables[n]->size * sizeof(uint32_t);
    return bytes;
}

/* Of an item as such: an element, or what a step over it takes, and its expression. */
static uint64_t expression_price(wasm_span expression) { return 1 + (uint64_t)expression.size * INITIALIZER_BYTE_PRICE; }

static bool is_fresh(const native_call *call) { return call->context == 1; }

static int in_pieces(native_call *call, uint64_t bytes, sized_piece *piece, const void *work)
{
    uint64_t progress = call->context - 1;
    bool done = sized_in_pieces(call->store, bytes, &progress, piece, work);
    call->context = (uint32_t)(progress + 1);
    return done ? NATIVE_DONE : NATIVE_OUT_OF_FUEL;
}

/* ---- values ---- */

static int make_global(native_call *call, instance *i, uint32_t n)
{
    const wasm_global *g = &i->module->globals[n];
    if (n < i->module->global_import_count)
        return NATIVE_DONE;
    return constant_evaluate(call->store, i, g->init, i->globals[n]) ? NATIVE_DONE : trap_with(call, TRAP_OUT_OF_MEMORY);
}

/* All have the value of the first one, which is there before the first piece. */
static void fill_table(const void *work, uint64_t at, uint64_t bytes)
{
    const table *t = work;
    uint32_t *refs = t->refs + at / sizeof *refs;
    for (uint64_t n = 0; n < bytes / sizeof *refs; n++)
        refs[n] = t->refs[0];
}

static int make_table(native_call *call, instance *i, uint32_t n)
{
    const wasm_table *type = &i->module->tables[n];
    const table *t = i->tables[n];
    wasm_slot value;
    if (n < i->module->table_import_count || !type->init.size || !t->size)
        return NATIVE_DONE;
    if (is_fresh(call)) {
        if (!constant_evaluate(call->store, i, type->init, &value))
            return trap_with(call, TRAP_OUT_OF_MEMORY);
        t->refs[0] = value.ref;
    }
    return in_pieces(call, t->size * sizeof *t->refs, fill_table, t);
}

/* ---- references of element segments ---- */

typedef struct init_refs { const instance *in; uint32_t segment; } init_refs;

static void make_func_refs(const void *work, uint64_t at, uint64_t bytes)
{
    const init_refs *r = work;
    const uint32_t *funcs = r->in->module->elems[r->segment].funcs;
    uint32_t *refs = r->in->elems[r->segment];
    for (uint64_t n = at / sizeof *refs; n < (at + bytes) / sizeof *refs; n++)
        refs[n] = r->in->funcs[funcs[n]] + 1;
}

/* Each element's expression is paid by itself: progress is twice the number done, and one if the next is paid. */
static int evaluate_refs(native_call *call, instance *i, uint32_t segment)
{
    const wasm_elem *e = &i->module->elems[segment];
    uint32_t progress = call->context - 1;
    for (; progress / 2 < e->count; progress++) {
        uint32_t n = progress / 2;
        wasm_slot value = { .bits = 0 };
        if (!(progress & 1)) {
            call->context = ++progress + 1;
            store_charge(call->store, expression_price(e->inits[n]));
            if (!store_has_fuel(call->store))
                return NATIVE_OUT_OF_FUEL;
        }
        if (!constant_evaluate(call->store, i, e->inits[n], &value))
            return trap_with(call, TRAP_OUT_OF_MEMORY);
        i->elems[segment][n] = value.ref;
    }
    return NATIVE_DONE;
}

static int make_refs(native_call *call, instance *i, uint32_t segment)
{
    const wasm_elem *e = &i->module->elems[segment];
    if (e->mode == SEGMENT_DECLARED || !e->count)
        return NATIVE_DONE;
    if (!i->elems[segment] && !(i->elems[segment] = budget_zalloc(call->store->budget, e->count * sizeof **i->elems)))
        return trap_with(call, TRAP_OUT_OF_MEMORY);
    if (!e->funcs)
        return evaluate_refs(call, i, segment);
    return in_pieces(call, e->count * sizeof **i->elems, make_func_refs, &(init_refs){ i, segment });
}

/* ---- active segments ---- */

static uint64_t as_address(wasm_slot value, bool is_64) { return is_64 ? value.i64 : value.i32; }

/* Where it goes: evaluated once, whatever the number of pieces, and kept in the instance. */
static bool find_place(native_call *call, instance *i, wasm_span offset, bool is_64)
{
    wasm_slot value;
    if (!is_fresh(call))
        return true;
    if (!constant_evaluate(call->store, i, offset, &value))
        return false;
    i->segment_place = as_address(value, is_64);
    return true;
}

static void write_refs(const void *work, uint64_t at, uint64_t bytes)
{
    const init_refs *r = work;
    const uint64_t first = at / sizeof(uint32_t);
    uint32_t *refs = r->in->tables[r->in->module->elems[r->segment].table]->refs;
    memcpy(refs + r->in->segment_place + first, r->in->elems[r->segment] + first, (size_t)bytes);
}

static int write_elem(native_call *call, instance *i, uint32_t segment)
{
    const wasm_elem *e = &i->module->elems[segment];
    if (e->mode != SEGMENT_ACTIVE)
        return NATIVE_DONE;
    table *t = i->tables[e->table];
    if (!find_place(call, i, e->offset, t->type.limits.is_64))
        return trap_with(call, TRAP_OUT_OF_MEMORY);
    if (!table_holds(t, i->segment_place, e->count))
        return trap_with(call, TRAP_OUT_OF_BOUNDS_TABLE);
    if (in_pieces(call, e->count * sizeof *t->refs, write_refs, &(init_refs){ i, segment }) != NATIVE_DONE)
        return NATIVE_OUT_OF_FUEL;
    if (i->elems[segment])
        instance_drop_elem(i, call->store->budget, segment);
    return NATIVE_DONE;
}

static void write_bytes(const void *work, uint64_t at, uint64_t bytes)
{
    const init_refs *r = work;
    const wasm_data *d = &r->in->module->datas[r->segment];
    memcpy(r->in->memories[d->memory]->bytes + r->in->segment_place + at, r->in->module->file + d->bytes.offset + at, (size_t)bytes);
}

static int write_data(native_call *call, instance *i, uint32_t segment)
{
    const wasm_data *d = &i->module->datas[segment];
    if (d->mode != SEGMENT_ACTIVE)
        return NATIVE_DONE;
    memory *m = i->memories[d->memory];
    if (!find_place(call, i, d->offset, m->type.limits.is_64))
        return trap_with(call, TRAP_OUT_OF_MEMORY);
    if (!memory_holds(m, i->segment_place, d->bytes.size))
        return trap_with(call, TRAP_OUT_OF_BOUNDS_MEMORY);
    if (in_pieces(call, d->bytes.size, write_bytes, &(init_refs){ i, segment }) != NATIVE_DONE)
        return NATIVE_OUT_OF_FUEL;
    instance_drop_data(i, segment);
    return NATIVE_DONE;
}

/* ---- the way through ---- */

typedef int initialize_item(native_call *call, instance *i, uint32_t item);

static int take_room(native_call *call, instance *i, uint32_t n)
{
    (void)call, (void)i, (void)n;
    return NATIVE_DONE;
}

typedef struct initializer_phase { initialize_item *item; uint32_t count; } initializer_phase;

/* The phase's items; none: item is null. */
static initializer_phase phase_of(const wasm_module *m, initializer_state state)
{
    switch (state) {
    case INITIALIZER_ROOM:    return (initializer_phase){ take_room, 1 };
    case INITIALIZER_GLOBALS: return (initializer_phase){ make_global, m->global_count };
    case INITIALIZER_TABLES:  return (initializer_phase){ make_table, m->table_count };
    case INITIALIZER_REFS:    return (initializer_phase){ make_refs, m->elem_count };
    case INITIALIZER_ELEMS:   return (initializer_phase){ write_elem, m->elem_count };
    case INITIALIZER_DATAS:   return (initializer_phase){ write_data, m->data_count };
    case INITIALIZER_START:
    case INITIALIZER_END:     break;
    }
    return (initializer_phase){ NULL, 0 };
}

/* What is paid before an item, beside its pieces. */
static uint64_t item_price(const instance *i, initializer_state state, uint32_t n)
{
    const wasm_module *m = i->module;
    switch (state) {
    case INITIALIZER_ROOM:    return first_bytes(i) / 16;
    case INITIALIZER_GLOBALS: return expression_price(m->globals[n].init);
    case INITIALIZER_TABLES:  return expression_price(m->tables[n].init);
    case INITIALIZER_ELEMS:   return expression_price(m->elems[n].offset);
    case INITIALIZER_DATAS:   return expression_price(m->datas[n].offset);
    case INITIALIZER_REFS:
    case INITIALIZER_START:
    case INITIALIZER_END:     break;
    }
    return 1;
}

static int run_items(native_call *call, instance *i, initializer_state state, initializer_phase phase)
{
    for (uint32_t n = call->state >> INITIALIZER_PHASE_BITS; n < phase.count; n++) {
        call->state = state | n << INITIALIZER_PHASE_BITS;
        if (!call->context) {
            call->context = 1;
            store_charge(call->store, item_price(i, state, n));
            if (!store_has_fuel(call->store))
                return NATIVE_OUT_OF_FUEL;
        }
        int outcome = phase.item(call, i, n);
        if (outcome != NATIVE_DONE)
            return outcome;
        call->context = 0;
    }
    return NATIVE_DONE;
}

static int run(native_call *call, instance *i)
{
    initializer_state state = (initializer_state)(call->state & INITIALIZER_PHASE);
    for (; state < INITIALIZER_START; call->state = ++state) {
        int outcome = run_items(call, i, state, phase_of(i->module, state));
        if (outcome != NATIVE_DONE)
            return outcome;
    }
    call->state = INITIALIZER_END;
    if (state == INITIALIZER_END || i->module->start == WASM_NO_INDEX)
        return NATIVE_DONE;
    call->callee = i->funcs[i->module->start];
    return NATIVE_CALL;
}

/* `user` is the instance's number, which is the same in all stores of a picture. */
static int initializer_run(void *user, native_call *call)
{
    return call->cancel ? NATIVE_DONE : run(call, call->store->instances[(uintptr_t)user]);
}

bool initializer_is(const store_native *native) { return native->function == initializer_run; }

uint32_t instance_initializer(wasm_store *s, uint32_t address)
{
    instance *i = s->instances[address];
    if (i->initializer == WASM_NO_INDEX)
        i->initializer = store_add_native(s, &(wasm_functype){ 0 }, initializer_run, (void *)(uintptr_t)address);
    return i->initializer;
}
