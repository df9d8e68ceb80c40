/* The operand and control stacks of a walk (spec 3.0, section 7.3). */
#include "engine/wasm/body_stack.h"

#include "engine/base/limits.h"

#include <string.h>

bool body_refuse(body *w, error_code code, const char *format, ...)
{
    char text[ERROR_TEXT];
    va_list list;
    va_start(list, format);
    text_format_list(text, sizeof text, format, list);
    va_end(list);
    return reader_refuse(&w->r, code, w->at + w->module->file_offset, "%s", text);
}

body_list_text body_list(const wasm_type *types, uint32_t count, bool with_exception)
{
    body_list_text out;
    int at = text_format(out.text, sizeof out.text, "[");
    for (uint32_t i = 0; i < count && at + 32 < (int)sizeof out.text; i++)
        at += text_format(out.text + at, sizeof out.text - (size_t)at, i ? " %s" : "%s", type_name(types[i]).text);
    bool is_cut = at + 32 >= (int)sizeof out.text;
    text_format(out.text + at, sizeof out.text - (size_t)at, "%s]", is_cut ? " ..." : !with_exception ? "" : count ? " (ref exn)" : "(ref exn)");
    return out;
}

static const char *instruction(const body *w)
{
    return w->op < OP_COUNT ? opcode_table[w->op].text : "the body";
}

bool body_mismatch(body *w, wasm_type wanted, wasm_type found)
{
    return body_refuse(w, ERROR_INVALID, "type mismatch: %s wants %s, but finds %s", instruction(w), type_name(wanted).text, type_name(found).text);
}

static bool body_underflow(body *w, const char *wanted)
{
    return body_refuse(w, ERROR_INVALID, "type mismatch: %s wants %s, but nothing is left on the stack of this block", instruction(w), wanted);
}

bool body_pop_any(body *w, wasm_type *found)
{
    *found = WASM_BOTTOM;
    if (w->height > w->floor) {
        *found = w->stack[--w->height];
        w->wide -= *found == WASM_V128;
        return true;
    }
    return w->frames[w->frame_count - 1].unreachable || body_underflow(w, "an operand");
}

bool body_pop_slow(body *w, wasm_type wanted, wasm_type *found)
{
    *found = WASM_BOTTOM;
    if (w->height <= w->floor)
        return w->frames[w->frame_count - 1].unreachable || body_underflow(w, type_name(wanted).text);
    body_pop_any(w, found);
    return type_matches(w->module->types, *found, wanted) || body_mismatch(w, wanted, *found);
}

bool body_pop_ref(body *w, wasm_type *found)
{
    if (!body_pop_any(w, found))
        return false;
    if (*found == WASM_BOTTOM || wasm_type_is_ref(*found))
        return true;
    return body_refuse(w, ERROR_INVALID, "type mismatch: %s wants a reference, but finds %s", instruction(w), type_name(*found).text);
}

static uint32_t count_wide(const wasm_type *types, uint32_t count)
{
    uint32_t wide = 0;
    for (uint32_t i = 0; i < count; i++)
        wide += types[i] == WASM_V128;
    return wide;
}

bool body_refuse_listed(body *w)
{
    return body_refuse(w, ERROR_LIMIT, "too many values for so short a body: blocks, branches and calls of long lists of types take and give %llu; %d for each byte are possible, and %d",
                       (unsigned long long)w->listed, LIMIT_LISTED_A_BYTE, LIMIT_LISTED_BODY);
}

/* Lists of 1,000 types come with every call of a hostile file: equal ones are
 * compared at once, and dead code gives what is missing at once. */
bool body_pop_list(body *w, const wasm_type *types, uint32_t count)
{
    uint32_t there = w->height - w->floor;
    if (count == 0 || (there == 0 && w->frames[w->frame_count - 1].unreachable))
        return true;
    if (!body_spend(w, count))
        return false;
    if (there >= count && memcmp(w->stack + w->height - count, types, count * sizeof *types) == 0) {
        w->height -= count;
        w->wide -= count_wide(types, count);
        return true;
    }
    for (uint32_t i = count; i-- > 0;) {
        if (!body_pop(w, types[i]))
            return false;
        if (w->height == w->floor && w->frames[w->frame_count - 1].unreachable)
            return true;
    }
    return true;
}

bool body_push_list(body *w, const wasm_type *types, uint32_t count)
{
    if (count == 0)
        return true;
    if (!body_spend(w, count) || !body_reserve_operands(w, count))
        return false;
    memcpy(w->stack + w->height, types, count * sizeof *types);
    w->height += count;
    w->wide += count_wide(types, count);
    return true;
}

bool body_reserve_operands(body *w, uint32_t more)
{
    uint32_t wanted = w->height + more + BODY_ROOM;
    if (wanted <= w->stack_capacity)
        return true;
    if (wanted > LIMIT_OPERANDS)
        return body_refuse(w, ERROR_LIMIT, "%u operands on the stack at once, but at most %d are possible", w->height + more, LIMIT_OPERANDS);
    uint32_t capacity = w->stack_capacity + w->stack_capacity / 2 > wanted ? w->stack_capacity + w->stack_capacity / 2 : wanted;
    wasm_type *stack = budget_resize(w->budget, w->stack, w->stack_capacity * sizeof *stack, capacity * sizeof *stack);
    if (!stack)
        return error_memory(w->err);
    w->stack = stack;
    w->stack_capacity = capacity;
    return true;
}

void body_set_dead(body *w)
{
    body_frame *f = &w->frames[w->frame_count - 1];
    w->height = f->height;
    w->wide = f->slots - f->height;
    f->unreachable = true;
}

/* ---- control ---- */

static bool reserve_frame(body *w)
{
    if (w->frame_count < w->frame_capacity)
        return true;
    if (w->frame_count >= LIMIT_NESTING)
        return body_refuse(w, ERROR_LIMIT, "blocks more than %d deep", LIMIT_NESTING);
    uint32_t capacity = w->frame_capacity + w->frame_capacity / 2 + 8;
    body_frame *frames = budget_resize(w->budget, w->frames, w->frame_capacity * sizeof *frames, capacity * sizeof *frames);
    if (!frames)
        return error_memory(w->err);
    w->frames = frames;
    w->frame_capacity = capacity;
    return true;
}

bool body_push_frame(body *w, uint16_t op, const wasm_functype *type, wasm_type single)
{
    if (!reserve_frame(w))
        return false;
    const body_frame *outer = w->frame_count ? &w->frames[w->frame_count - 1] : NULL;
    w->frames[w->frame_count] = (body_frame){
        .op = op, .dead = outer && (outer->unreachable || outer->dead),
        .height = w->height, .slots = w->height + w->wide, .start = w->at,
        .single = single, .inits = w->init_count, .type = type,
    };
    w->frame_count++;
    w->floor = w->height;
    return true;
}

/* Locals first set inside a frame are unset again behind it. */
void body_unset_locals(body *w, uint32_t kept)
{
    while (w->init_count > kept) {
        uint32_t local = w->inits[--w->init_count];
        w->set[local / 32] &= ~(1u << (local % 32));
    }
}

bool body_pop_frame(body *w)
{
    w->closed = w->frames[w->frame_count - 1];
    body_types results = body_results(&w->closed);
    if (!body_pop_list(w, results.types, results.count))
        return false;
    uint32_t left = w->height - w->closed.height;
    if (left)
        return body_refuse(w, ERROR_INVALID, "type mismatch: %u operand%s more than the block gives %s left at its end", left,
                           left == 1 ? "" : "s", left == 1 ? "is" : "are");
    body_unset_locals(w, w->closed.inits);
    w->frame_count--;
    w->floor = w->frame_count ? w->frames[w->frame_count - 1].height : 0;
    if (!w->frame_count)
        w->quick_end = NULL;
    return true;
}
