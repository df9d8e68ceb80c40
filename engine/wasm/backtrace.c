/* Backtraces. Cells carry no offsets: those of the functions on the stack are
 * had by translating them again, which a trap can afford.
 */
#include "engine/wasm/backtrace.h"

#include "engine/base/limits.h"

/* Only so many bytes of bodies are translated again: `left` counts down. */
static uint32_t locate(const instance *i, const wasm_frame *f, int64_t *left)
{
    *left -= i->module->funcs[f->function].body.size;
    return *left >= 0 ? code_offset(i->code, code_get(i->code, f->function), f->cell) : 0;
}

static trap_frame describe(wasm_store *s, const wasm_frame *f, const wasm_frame *inner, const trap_frame *inner_frame, int64_t *left)
{
    if (f->instance == STATE_NATIVE)
        return (trap_frame){ NULL, f->function, 0 };
    const instance *i = s->instances[f->instance & ~STATE_PARKED];
    trap_frame out = { i->module, f->function, 0 };
    bool is_same = inner && inner->instance == f->instance && inner->function == f->function && inner->cell == f->cell;
    out.offset = is_same ? inner_frame->offset : locate(i, f, left);
    return out;
}

void backtrace_record(wasm_state *st)
{
    wasm_store *s = st->store;
    wasm_task *t = st->task;
    trap *out = &s->trap;
    trap_room *room = store_trap_room(s);
    state_park(st);
    stack_keep(t);                        /* remains.h reads it */
    *out = (trap){ .code = st->trap, .depth = task_top(t), .text = "" };
    if (!room) {
        out->text = "no more can be said: the mod's memory limit is reached, and what tells of a trap lies in the mod's memory, too";
        return;
    }
    text_format(room->text, sizeof room->text, "%s", room->why);
    out->text = room->text;
    out->frames = room->frames;
    int64_t left = LIMIT_TRAP_BODIES;
    for (uint32_t n = task_top(t); n > 0 && out->frame_count < TRAP_FRAMES; n--) {
        bool has_inner = out->frame_count != 0;
        bool is_last = out->frame_count == TRAP_FRAMES - 1;
        const wasm_frame *f = &t->frames[is_last ? 1 : n];
        room->frames[out->frame_count] = describe(s, f, has_inner ? &t->frames[n + 1] : NULL,
                                                  has_inner ? &room->frames[out->frame_count - 1] : NULL, &left);
        out->frame_count++;
    }
}
