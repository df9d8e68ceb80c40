/* Instantiation (spec 3.0, section 4.7.2), as a function of ours: it can be
 * suspended between segments and inside the start function. What it writes is
 * priced as the bulk instructions are, first memories and tables too.
 */
#include "engine/wasm/constant.h"

#include <string.h>

typedef enum initializer_state {
    INITIALIZER_PRICE, INITIALIZER_VALUES, INITIALIZER_ELEMS, INITIALIZER_DATAS, INITIALIZER_START, INITIALIZER_END
} initializer_state;

/* A segment whose price is paid, and that is to be written after resuming: in `context`. */
#define INITIALIZER_PAID 0x80000000u

static int trap_with(native_call *call, trap_code code)
{
    call->task->st.trap = code;
    return NATIVE_TRAP;
}

static uint64_t first_bytes(const instance *i)
{
    const wasm_module *m = i->module;
    uint64_t bytes = (m->global_count - m->global_import_count) * sizeof(wasm_slot);
    for (uint32_t n = m->memory_import_count; n < m->memory_count; n++)
        bytes += i->memories[n]->size;
    for (uint32_t n = m->table_import_count; n < m->table_count; n++)
        bytes += i->tables[n]->size * sizeof(uint32_t);
    for (uint32_t n = 0; n < m->elem_count; n++)
        bytes += m->elems[n].count * sizeof(uint32_t);
    return bytes;
}

static bool make_elem(wasm_store *s, instance *i, uint32_t segment)
{
    const wasm_elem *e = &i->module->elems[segment];
    if (e->mode == SEGMENT_DECLARED || !e->count)
        return true;
    uint32_t *refs = budget_alloc(s->budget, e->count * sizeof *refs);
    if (!refs)
        return false;
    i->elems[segment] = refs;
    for (uint32_t n = 0; n < e->count; n++) {
        wasm_slot value = { .bits = 0 };
        if (e->funcs)
            value.ref = i->funcs[e->funcs[n]] + 1;
        else if (!constant_evaluate(s, i, e->inits[n], &value))
            return false;
        refs[n] = value.ref;
    }
    return true;
}

static bool make_values(wasm_store *s, instance *i)
{
    const wasm_module *m = i->module;
    for (uint32_t n = m->global_import_count; n < m->global_count; n++)
        if (!constant_evaluate(s, i, m->globals[n].init, i->globals[n]))
            return false;
    for (uint32_t n = m->table_import_count; n < m->table_count; n++) {
        wasm_slot value;
        if (!m->tables[n].init.size)
            continue;
        if (!constant_evaluate(s, i, m->tables[n].init, &value))
            return false;
        for (uint64_t at = 0; at < i->tables[n]->size; at++)
            i->tables[n]->refs[at] = value.ref;
    }
    for (uint32_t n = 0; n < m->elem_count; n++)
        if (!make_elem(s, i, n))
            return false;
    return true;
}

static uint64_t as_address(wasm_slot value, bool is_64) { return is_64 ? value.i64 : value.i32; }

/* True: paid, write it now. */
static bool pay(native_call *call, uint64_t bytes)
{
    if (call->context & INITIALIZER_PAID)
        return true;
    if (sized_charge(call->store, bytes))
        return true;
    call->context |= INITIALIZER_PAID;
    return false;
}

static int write_elem(native_call *call, instance *i, uint32_t segment)
{
    const wasm_elem *e = &i->module->elems[segment];
    if (e->mode != SEGMENT_ACTIVE)
        return NATIVE_DONE;
    wasm_slot offset;
    table *t = i->tables[e->table];
    if (!constant_evaluate(call->store, i, e->offset, &offset))
        return trap_with(call, TRAP_OUT_OF_MEMORY);
    uint64_t at = as_address(offset, t->type.limits.is_64);
    if (!table_holds(t, at, e->count))
        return trap_with(call, TRAP_OUT_OF_BOUNDS_TABLE);
    if (!pay(call, e->count * sizeof(uint32_t)))
        return NATIVE_OUT_OF_FUEL;
    if (e->count)
        memcpy(t->refs + at, i->elems[segment], e->count * sizeof *t->refs);
    if (i->elems[segment])
        instance_drop_elem(i, call->store->budget, segment);
    return NATIVE_DONE;
}

static int write_data(native_call *call, instance *i, uint32_t segment)
{
    const wasm_data *d = &i->module->datas[segment];
    if (d->mode != SEGMENT_ACTIVE)
        return NATIVE_DONE;
    wasm_slot offset;
    memory *m = i->memories[d->memory];
    if (!constant_evaluate(call->store, i, d->offset, &offset))
        return trap_with(call, TRAP_OUT_OF_MEMORY);
    uint64_t at = as_address(offset, m->type.limits.is_64);
    if (!memory_holds(m, at, d->bytes.size))
        return trap_with(call, TRAP_OUT_OF_BOUNDS_MEMORY);
    if (!pay(call, d->bytes.size))
        return NATIVE_OUT_OF_FUEL;
    if (d->bytes.size)
        memcpy(m->bytes + at, i->module->file + d->bytes.offset, d->bytes.size);
    instance_drop_data(i, segment);
    return NATIVE_DONE;
}

typedef int write_segment(native_call *call, instance *i, uint32_t segment);

/* From segment `context` on. */
static int write_all(native_call *call, instance *i, uint32_t count, write_segment *write)
{
    for (uint32_t n = call->context & ~INITIALIZER_PAID; n < count; n++) {
        int outcome = write(call, i, n);
        if (outcome != NATIVE_DONE)
            return outcome;
        call->context = n + 1;
    }
    call->context = 0;
    return NATIVE_DONE;
}

static int run(native_call *call, instance *i)
{
    const wasm_module *m = i->module;
    int outcome;
    switch ((initializer_state)call->state) {
    case INITIALIZER_PRICE:
        call->state = INITIALIZER_VALUES;
        if (!sized_charge(call->store, first_bytes(i)))
            return NATIVE_OUT_OF_FUEL;
        /* fall through */
    case INITIALIZER_VALUES:
        if (!make_values(call->store, i))
            return trap_with(call, TRAP_OUT_OF_MEMORY);
        call->state = INITIALIZER_ELEMS;
        /* fall through */
    case INITIALIZER_ELEMS:
        if ((outcome = write_all(call, i, m->elem_count, write_elem)) != NATIVE_DONE)
            return outcome;
        call->state = INITIALIZER_DATAS;
        /* fall through */
    case INITIALIZER_DATAS:
        if ((outcome = write_all(call, i, m->data_count, write_data)) != NATIVE_DONE)
            return outcome;
        call->state = INITIALIZER_START;
        /* fall through */
    case INITIALIZER_START:
        call->state = INITIALIZER_END;
        if (m->start == WASM_NO_INDEX)
            return NATIVE_DONE;
        call->callee = i->funcs[m->start];
        return NATIVE_CALL;
    case INITIALIZER_END:
        return NATIVE_DONE;
    }
    return NATIVE_DONE;
}

/* `user` is the instance, whose place never moves. */
static int initializer_run(void *user, native_call *call)
{
    return call->cancel ? NATIVE_DONE : run(call, user);
}

uint32_t instance_initializer(wasm_store *s, uint32_t address)
{
    instance *i = s->instances[address];
    if (i->initializer == WASM_NO_INDEX)
        i->initializer = store_add_native(s, &(wasm_functype){ 0 }, initializer_run, i);
    return i->initializer;
}
