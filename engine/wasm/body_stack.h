/* The operand and control stacks of a walk (spec 3.0, section 7.3). For the
 * body_*.c files alone. */
#ifndef INLAY_WASM_BODY_STACK_H
#define INLAY_WASM_BODY_STACK_H

#include "engine/wasm/body.h"

/* Fail at the instruction in view. Returns false. */
bool body_refuse(body *w, error_code code, const char *format, ...) PRINTF_LIKE(3, 4);

/* Types for such a text: "[i32 (ref 3)]". with_exception: and a (ref exn). */
typedef struct body_list_text { char text[64]; } body_list_text;
body_list_text body_list(const wasm_type *types, uint32_t count, bool with_exception);

bool body_mismatch(body *w, wasm_type wanted, wasm_type found);
bool body_pop_slow(body *w, wasm_type wanted, wasm_type *found);
bool body_reserve_operands(body *w, uint32_t more);

/* Room for at least this many operands is always left for single pushes. */
enum { BODY_ROOM = 4 };

static inline void body_push(body *w, wasm_type type)
{
    w->wide += type == WASM_V128;
    w->stack[w->height++] = type;
}

/* Pop one operand that matches `wanted`. */
static inline bool body_pop(body *w, wasm_type wanted)
{
    if (w->height > w->floor && w->stack[w->height - 1] == wanted) {
        w->height--;
        w->wide -= wanted == WASM_V128;
        return true;
    }
    wasm_type found;
    return body_pop_slow(w, wanted, &found);
}

/* Pop whatever is there; WASM_BOTTOM out of dead code's endless supply. */
bool body_pop_any(body *w, wasm_type *found);

/* Pop a reference of any type, and give its type. */
bool body_pop_ref(body *w, wasm_type *found);

/* `count` values are about to be looked at: a few bytes can't have that done over and over. */
bool body_refuse_listed(body *w);

static inline bool body_spend(body *w, uint32_t count)
{
    w->listed += count;
    return w->listed <= w->listed_most || body_refuse_listed(w);
}

bool body_pop_list(body *w, const wasm_type *types, uint32_t count);
bool body_push_list(body *w, const wasm_type *types, uint32_t count);

/* The rest of the frame is dead. */
void body_set_dead(body *w);

/* Open a frame (its parameters are for the caller to push), and close one. */
bool body_push_frame(body *w, uint16_t op, const wasm_functype *type, wasm_type single);
bool body_pop_frame(body *w);

/* Of the locals without a default, forget all first settings but the first `kept`. */
void body_unset_locals(body *w, uint32_t kept);

/* ---- indices; each null, or false, when there is no such thing ---- */
const wasm_functype *body_functype(body *w, uint32_t type_index);
const wasm_deftype  *body_composite(body *w, uint32_t type_index, wasm_composite kind);
const wasm_limits   *body_memory(body *w, uint32_t index);
const wasm_table    *body_table(body *w, uint32_t index);
bool body_find_label(body *w, uint32_t depth);

/* A type as read: its index known, then canonical. */
bool body_resolve(body *w, wasm_type *type);

/* The address type of limits. */
static inline wasm_type body_address(const wasm_limits *limits)
{
    return limits->is_64 ? WASM_I64 : WASM_I32;
}

/* ---- instructions typed by code ---- */
bool body_control(body *w);
bool body_other(body *w);
bool body_aggregate(body *w);

#endif
