/* What a trap left behind: a task's arrays are emptied by forgetting how much is in them. */
#include "engine/wasm/remains.h"

#include "engine/base/limits.h"
#include "engine/wasm/state.h"
#include "engine/wasm/translate.h"

/* Null: not there, or never parked. */
static const wasm_frame *find(const wasm_task *t, uint32_t frame)
{
    const trap *why = &t->st.store->trap;
    if (frame >= why->frame_count || why->depth >= t->frame_capacity)
        return NULL;
    bool is_last = frame + 1 == TRAP_FRAMES;
    return &t->frames[is_last ? 1 : why->depth - frame];
}

static const instance *instance_of(const wasm_task *t, uint32_t frame)
{
    const wasm_frame *f = find(t, frame);
    if (!f || f->instance == STATE_NATIVE || !t->st.store->trap.frames[frame].module)
        return NULL;
    uint32_t number = f->instance & ~STATE_PARKED;
    return number < t->st.store->instance_count ? t->st.store->instances[number] : NULL;
}

/* Types in a body's order, without walking its code. */
typedef struct local_walk {
    const wasm_functype *type;
    error                err;
    reader               r;
    uint32_t             param, runs, left;
    wasm_type            run;
} local_walk;

static void open_locals(local_walk *w, const wasm_module *m, uint32_t func)
{
    wasm_span body = m->funcs[func].body;
    *w = (local_walk){ .type = module_functype(m, func) };
    w->r = (reader){ m->file + body.offset, m->file + body.offset + body.size, m->file, &w->err };
    w->runs = read_u32(&w->r);
}

/* locals ::= (count:u32 type)* */
static bool next_local(local_walk *w, wasm_type *out)
{
    if (w->param < w->type->param_count) {
        *out = w->type->params[w->param++];
        return true;
    }
    while (!w->left && w->runs) {
        w->runs--;
        w->left = read_u32(&w->r);
        w->run = type_read(&w->r);
    }
    if (!w->left || !reader_ok(&w->r))
        return false;
    w->left--;
    *out = w->run;
    return true;
}

bool remains_look(const wasm_task *t, uint32_t frame, remains_frame *out)
{
    const trap *why = &t->st.store->trap;
    if (!find(t, frame))
        return false;
    const trap_frame *f = &why->frames[frame];
    const instance *i = instance_of(t, frame);
    *out = (remains_frame){ .module = i ? f->module : NULL, .func = f->func, .offset = f->offset, .instance = i ? i->number : WASM_NO_INDEX };
    local_walk w;
    wasm_type type;
    if (i)
        for (open_locals(&w, f->module, f->func); next_local(&w, &type) && out->local_count < LIMIT_LOCALS;)
            out->local_count++;
    return true;
}

uint32_t remains_locals(const wasm_task *t, uint32_t frame, int64_t *bytes, remains_local *out, uint32_t room)
{
    uint8_t held[REMAINS_LOCALS * 2] = { 0 };
    const instance *i = instance_of(t, frame);
    if (!i)
        return 0;
    const trap_frame *f = &t->st.store->trap.frames[frame];
    const wasm_frame *at = find(t, frame);
    uint32_t count = 0, slot = 0;
    local_walk w;
    *bytes -= f->module->funcs[f->func].body.size;
    if (*bytes >= 0 && f->offset)
        translate_held(i->code, code_get(i->code, f->func), f->offset, held, COUNT_OF(held));
    open_locals(&w, f->module, f->func);
    for (wasm_type type; count < room && next_local(&w, &type); slot += wasm_type_slots(type)) {
        uint32_t slots = wasm_type_slots(type);
        if (slot + slots > COUNT_OF(held) || (uint64_t)at->base + slot + slots > t->slot_capacity)
            break;
        remains_local *local = &out[count++];
        *local = (remains_local){ .type = type, .is_known = held[slot] & TRANSLATE_KNOWN, .is_written = held[slot] & TRANSLATE_WRITTEN };
        for (uint32_t s = 0; s < slots && local->is_known; s++)
            local->value[s] = t->slots[at->base + slot + s];
    }
    return count;
}

const uint8_t *remains_memory(const wasm_task *t, uint32_t frame, uint64_t *size)
{
    const instance *i = instance_of(t, frame);
    *size = i ? i->memory->size : 0;
    return i ? i->memory->bytes : NULL;
}

bool remains_global(const wasm_task *t, uint32_t frame, uint32_t index, remains_local *out)
{
    const instance *i = instance_of(t, frame);
    if (!i || index >= i->module->global_count)
        return false;
    *out = (remains_local){ .type = i->module->globals[index].type.type, .is_known = true };
    for (uint32_t s = 0; s < wasm_type_slots(out->type); s++)
        out->value[s] = i->globals[index][s];
    return true;
}
