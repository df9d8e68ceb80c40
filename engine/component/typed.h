/* Typed crossing: values that lie in C structs go over the boundary, and come
 * back, by a list of steps made once from a plan and the layouts of a header.
 *
 * Fields of nested records stand in one row; integers that lie alike on both
 * sides are one step; the cases of a variant are jumps. Only lists loop. The
 * same steps serve both directions. Both sides cost the fuel that values as
 * trees cost: a step carries the work of the values it stands for.
 */
#ifndef INLAY_COMPONENT_TYPED_H
#define INLAY_COMPONENT_TYPED_H

#include "engine/component/layout.h"
#include "engine/component/plan.h"

#include <string.h>

/* BYTES to CHARS: numbers side by side, in memory alone. */
typedef enum typed_op {
    TYPED_NONE, TYPED_BYTES,
    TYPED_HALVES, TYPED_WORDS, TYPED_LONGS,      /* integers of 2, 4, 8 bytes, where the machine is big-endian; else BYTES */
    TYPED_F32S, TYPED_F64S, TYPED_BOOLS, TYPED_CHARS,
    TYPED_ARGUMENT,               /* what follows lies in argument `count` */
    TYPED_SCALAR, TYPED_STRING, TYPED_LIST,
    TYPED_ARRAY,                  /* a list of a fixed length, in memory */
    TYPED_ENUM, TYPED_FLAGS,
    TYPED_CASES,                  /* go on at targets[next + tag] */
    TYPED_GOTO,                   /* go on at `next` */
    TYPED_HANDLE
} typed_op;

typedef struct typed_step {
    uint8_t  op, kind;            /* kind: SCALAR's, HANDLE's inlay_kind */
    uint8_t  width;               /* bytes in the guest: a scalar's, a tag's */
    uint8_t  c_width;             /* a tag's, in C */
    bool     flat;                /* `at` is a flat word, not an offset */
    uint8_t  bulk;                /* LIST, ARRAY: what all items together are (BYTES …), or NONE */
    bool     scalar_items;        /* LIST, ARRAY: of numbers, bool or char */
    bool     deep;                /* LIST, ARRAY: the items hold views, or must be looked at */
    uint32_t work;
    uint32_t at, c_at;
    uint32_t count;               /* BYTES …: how many; CASES, ENUM: cases; FLAGS: the mask; ARRAY: items */
    uint32_t next;                /* LIST, ARRAY: behind the items' steps */
    uint32_t size, align, c_size; /* LIST, ARRAY: an item's */
    uint32_t bulk_count;          /* numbers in an item */
    uint32_t item_work;           /* with bulk */
    uint32_t resource;
} typed_step;

/* The steps of the parameters, or of the result (argument 0). */
typedef struct typed_code {
    const typed_step *steps;
    uint32_t          count;
    uint32_t          depth;      /* lists in lists */
    uint32_t          argument_count;
    uint32_t         *sizes;      /* of the arguments, in C */
    uint32_t         *offsets;    /* of the arguments in one block, where the SDK provides it; [argument_count]: its size */
    bool              looks;      /* something of it can be wrong, so it is looked at before it crosses */
    bool              has_views;
    bool              has_handles;
} typed_code;

typedef struct typed_plan {
    const plan     *plan;
    typed_code      params, result;
    const uint32_t *targets;
} typed_plan;

/* The C side of a function, as a header says it. */
typedef struct typed_function {
    const inlay_layout *const *params;
    uint32_t                   param_count;
    const inlay_layout        *result;      /* null: none */
} typed_function;

/* Null: no memory, or the layouts are not those of the function's types; said in err. */
const typed_plan *typed_compile(arena *a, const plan *p, const typed_function *f, error *err);

/* Copy what `arguments` point to, views too, into the arena; copies[i] are the new ones. False: no memory. */
bool typed_copy(arena *a, const typed_plan *t, const typed_code *code, const void *const *arguments, void **copies);

/* Room for the arguments of the code in one block, zeroed: fills pointers. False: no memory. */
bool typed_room(arena *a, const typed_code *code, void **pointers);

/* The tag of a value at `c`, and writing it: sizes are the C compiler's. */
static inline uint32_t typed_tag(const typed_step *s, const uint8_t *c)
{
    uint32_t wide;
    uint16_t half;
    if (s->c_width == 1)
        return c[s->c_at];
    if (s->c_width == 2)
        return memcpy(&half, c + s->c_at, 2), half;
    return memcpy(&wide, c + s->c_at, 4), wide;
}

static inline void typed_set_tag(const typed_step *s, uint8_t *c, uint32_t tag)
{
    const uint16_t half = (uint16_t)tag;
    if (s->c_width == 1)
        c[s->c_at] = (uint8_t)tag;
    else if (s->c_width == 2)
        memcpy(c + s->c_at, &half, 2);
    else
        memcpy(c + s->c_at, &tag, 4);
}

static inline inlay_string typed_string(const typed_step *s, const uint8_t *c)
{
    inlay_string string;
    memcpy(&string, c + s->c_at, sizeof string);
    return string;
}

static inline inlay_list typed_list(const typed_step *s, const uint8_t *c)
{
    inlay_list list;
    memcpy(&list, c + s->c_at, sizeof list);
    return list;
}

/* The bits that floats have on the other side: there is one NaN. */
static inline uint32_t typed_f32(uint32_t bits)
{
    return (bits & 0x7FFFFFFFu) > 0x7F800000u ? 0x7FC00000u : bits;
}

static inline uint64_t typed_f64(uint64_t bits)
{
    return (bits & INT64_MAX) > 0x7FF0000000000000u ? 0x7FF8000000000000u : bits;
}

/* Move numbers between memory and C, either way; CHARS were looked at. */
void typed_move(typed_op op, const void *restrict from, void *restrict to, size_t count, bool to_guest);

#endif
