/* Straight calls: typed calls in one piece, of all but resources that are given away.
 *
 * They take the way of a crossing, at the same price. Whatever is out of the
 * ordinary (too little fuel, a wrong value, a call that suspends) goes on as
 * a crossing, which also says what was wrong.
 */
#ifndef INLAY_COMPONENT_STRAIGHT_H
#define INLAY_COMPONENT_STRAIGHT_H

#include "engine/component/component_store.h"

/* The usual ones, without a question; false: it is another. */
ALWAYS_INLINE bool straight_lower_plain(const typed_step *s, const uint8_t *c, wasm_slot *slot)
{
    uint32_t word;
    uint64_t wide;
    if (s->plain == 4)
        slot->bits = (memcpy(&word, c + s->c_at, 4), word);
    else if (s->plain == 8)
        slot->bits = (memcpy(&wide, c + s->c_at, 8), wide);
    return s->plain;
}

/* The numbers from `s` to `end`. False: a null pointer, or a value that is none of its type. */
bool straight_lower_rest(const typed_step *s, const typed_step *end, const void *const *arguments, wasm_slot *slots);

/* Any of them, false: it is none of its type. */
bool straight_lower_other(const typed_step *s, const uint8_t *c, wasm_slot *slot);
bool straight_lift_other(const typed_step *s, const wasm_slot *slots, uint8_t *to);

ALWAYS_INLINE bool straight_lower_number(const typed_step *s, const uint8_t *c, wasm_slot *slot)
{
    return straight_lower_plain(s, c, slot) || straight_lower_other(s, c, slot);
}

ALWAYS_INLINE bool straight_lift_number(const typed_step *s, const wasm_slot *slots, uint8_t *to)
{
    const uint32_t word = slots[s->at].i32;
    switch (s->plain) {
    case 4:  memcpy(to + s->c_at, &word, 4); return true;
    case 8:  memcpy(to + s->c_at, &slots[s->at].bits, 8); return true;
    default: return straight_lift_other(s, slots, to);
    }
}

/* Short text is ASCII more often than not: eight bytes at its start, and eight at its end. */
ALWAYS_INLINE bool straight_is_text(const char *bytes, size_t size)
{
    uint64_t first, last;
    if (size < 8 || size > 16)
        return text_is_utf8(bytes, size);
    memcpy(&first, bytes, 8);
    memcpy(&last, bytes + size - 8, 8);
    return ((first | last) & 0x8080808080808080u) == 0 || text_is_utf8(bytes, size);
}

/* Of that length it is copied so, too. */
static inline void straight_copy_text(void *restrict to, const void *restrict from, size_t size)
{
    uint64_t first, last;
    if (size < 8 || size > 16) {
        if (size)
            copy_bytes(to, from, size);
        return;
    }
    memcpy(&first, from, 8);
    memcpy(&last, (const char *)from + size - 8, 8);
    memcpy(to, &first, 8);
    memcpy((char *)to + size - 8, &last, 8);
}

/* Each straight call has a crossing that it goes on as where it must; so none can fail to be had in its midst.
 * False: there is none now, and the call is made as a crossing. */
bool straight_find_spare(component_store *cs);
static inline struct crossing *straight_take_spare(component_store *cs)
{
    struct crossing *x = cs->spare;
    ASSERT(x);
    cs->spare = NULL;
    return x;
}

/* It has its function and its side: how do its calls begin? */
enum { DIRECT_ARGUMENTS = 16, DIRECT_BYTES = 256, DIRECT_WORDS = 8 };
void straight_make_direct(component_lowered *lowered);

/* A guest begins to call it: for canon_lower, which it gives back what it can't begin (canon_open_lowered). */
int  straight_call_host(component_lowered *lowered, native_call *call);

/* component_call_straight where there are more than numbers: the function is straight, and may be entered. */
straight_outcome straight_call_values(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                      void *result, task_outcome *out);

/* The same, where all the arguments are in flat words (typed_code.is_flat). */
straight_outcome straight_call_flat(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                    void *result, task_outcome *out);

/* The same, with one argument that is a view, and a result that is a word or a view (typed_plan.is_one). */
straight_outcome straight_call_one(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                   void *result, task_outcome *out);

#endif
