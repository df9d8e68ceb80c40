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

/* What begins a note where else why a trap comes would stand. */
enum { NOTE = 1 };

void backtrace_note(wasm_store *s, const char *format, ...)
{
    trap_room *room = store_trap_room(s);
    if (!room || room->why[0])
        return;
    va_list list;
    va_start(list, format);
    text_format_list(room->why + 1, sizeof room->why - 1, format, list);
    va_end(list);
    room->why[0] = NOTE;
}

static void put_words(trap_room *room, trap_code code)
{
    if (room->why[0] == NOTE)
        text_format(room->text, sizeof room->text, "%s; before it %s", trap_text(code), room->why + 1);
    else
        text_format(room->text, sizeof room->text, "%s", room->why);
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
    put_words(room, st->trap);
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
