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

#include "engine/base/copy.h"
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

typedef struct typed_step typed_step;
struct path_step;

struct typed_step {
    uint8_t  op, kind;            /* kind: SCALAR's, HANDLE's inlay_kind */
    uint8_t  width;               /* bytes in the guest: a scalar's, a tag's */
    uint8_t  c_width;             /* a tag's, in C */
    bool     flat;                /* `at` is a flat word, not an offset */
    uint8_t  plain;               /* SCALAR: 4 or 8 where the word has just these bytes, and all are good; else 0 */
    uint8_t  bulk;                /* LIST, ARRAY: what all items together are (BYTES …), or NONE */
    bool     deep;                /* LIST, ARRAY: the items hold views, or must be looked at */
    uint32_t work;
    uint32_t at, c_at;
    uint32_t count;               /* BYTES …: how many; CASES, ENUM: cases; FLAGS: the mask; ARRAY: items */
    uint32_t next;                /* LIST, ARRAY: behind the items' steps */
    uint32_t size, align, c_size; /* LIST, ARRAY: an item's */
    uint32_t bulk_count;          /* numbers in an item */
    uint32_t item_work;           /* with bulk */
    uint32_t resource;
    const typed_step *then;       /* of those in typed_code.numbers: the step itself */
};

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
    bool              has_owned;  /* of these: some are given away */
    bool              is_flat;    /* numbers, strings, bulk lists and what is lent, in flat words: */
    bool              is_view;    /* one string or bulk list, in memory */
    bool              is_wide;    /* some flat word has 64 bits */
    const typed_step *numbers;    /* is_flat: one by one; next: the argument it lies in */
    uint32_t          number_count;
    uint32_t          work;       /* of all steps */
    /* Of straight calls that are not flat: straight_path.h. The work up to the first step that counts what it leads to. */
    const struct path_step *path, *look_path;
    uint32_t          ahead;
} typed_code;

/* What of the guest's memory a call needs: some of it, and its realloc for what is given. */
typedef enum typed_memory { TYPED_NO_MEMORY, TYPED_MEMORY, TYPED_ROOM } typed_memory;

typedef struct typed_plan {
    typed_code      params, result;
    const uint32_t *targets;
    bool            is_straight;  /* straight.h */
    bool            is_one;       /* the same, of one argument that is a string or a bulk list, and a result in a word or likewise */
    bool            is_numbers;   /* the same, of numbers in flat words alone; these are the fuel before the function, and after it: */
    uint32_t        price_there, price_back;
    bool            has_views;    /* strings or lists */
    typed_memory    memory;
} typed_plan;

/* Straight calls take them: a function without parameters may be given none. */
static inline bool typed_may_take(const typed_plan *t, const void *const *arguments)
{
    return t->is_straight && (arguments || !t->params.argument_count);
}

/* The C side of a function, as a header says it. */
typedef struct typed_function {
    const inlay_layout *const *params;
    uint32_t                   param_count;
    const inlay_layout        *result;      /* null: none */
} typed_function;

/* is_64: of the guest's memory. Null: no memory, or the layouts are not those of the function's types; said in err. */
const typed_plan *typed_compile(arena *a, const plan *p, bool is_64, const typed_function *f, error *err);

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

static inline bool typed_is_char(uint32_t c)
{
    return c < 0xD800 || (c >= 0xE000 && c < 0x110000);
}

static inline bool typed_is_wide(inlay_kind kind)
{
    return kind == INLAY_S64 || kind == INLAY_U64 || kind == INLAY_F64;
}

/* The core word of a scalar: 32-bit ones sign-extended to 32 bits and no further. */
static inline uint64_t typed_scalar_bits(inlay_kind kind, const uint8_t *c)
{
    uint16_t half;
    uint32_t word;
    uint64_t wide;
    if (kind == INLAY_U32)
        return memcpy(&word, c, 4), word;
    switch (kind) {
    case INLAY_BOOL: return *c != 0;
    case INLAY_S8:   return (uint32_t)(int32_t)(int8_t)*c;
    case INLAY_U8:   return *c;
    case INLAY_S16:  return memcpy(&half, c, 2), (uint32_t)(int32_t)(int16_t)half;
    case INLAY_U16:  return memcpy(&half, c, 2), half;
    case INLAY_S32: case INLAY_U32: case INLAY_CHAR: return memcpy(&word, c, 4), word;
    case INLAY_S64: case INLAY_U64: return memcpy(&wide, c, 8), wide;
    case INLAY_F32:  return memcpy(&word, c, 4), typed_f32(word);
    case INLAY_F64:  return memcpy(&wide, c, 8), typed_f64(wide);
    case INLAY_NOTHING: case INLAY_STRING: case INLAY_RECORD: case INLAY_TUPLE: case INLAY_LIST: case INLAY_MAP:
    case INLAY_VARIANT: case INLAY_ENUM: case INLAY_OPTION: case INLAY_RESULT: case INLAY_FLAGS: case INLAY_OWN:
    case INLAY_BORROW:
        break;
    }
    UNREACHABLE();
}

/* And back; a char was looked at. */
static inline void typed_set_scalar(inlay_kind kind, uint64_t bits, void *out)
{
    if (kind == INLAY_U32) {
        *(uint32_t *)out = (uint32_t)bits;
        return;
    }
    switch (kind) {
    case INLAY_BOOL:                *(bool *)out = (uint32_t)bits != 0; return;
    case INLAY_S8: case INLAY_U8:   *(uint8_t *)out = (uint8_t)bits; return;
    case INLAY_S16: case INLAY_U16: *(uint16_t *)out = (uint16_t)bits; return;
    case INLAY_S32: case INLAY_U32: case INLAY_CHAR: *(uint32_t *)out = (uint32_t)bits; return;
    case INLAY_S64: case INLAY_U64: *(uint64_t *)out = bits; return;
    case INLAY_F32:                 *(uint32_t *)out = typed_f32((uint32_t)bits); return;
    case INLAY_F64:                 *(uint64_t *)out = typed_f64(bits); return;
    case INLAY_NOTHING: case INLAY_STRING: case INLAY_RECORD: case INLAY_TUPLE: case INLAY_LIST: case INLAY_MAP:
    case INLAY_VARIANT: case INLAY_ENUM: case INLAY_OPTION: case INLAY_RESULT: case INLAY_FLAGS: case INLAY_OWN:
    case INLAY_BORROW:
        break;
    }
    UNREACHABLE();
}

/* Few bytes are what it mostly is. */
static inline void typed_move_bytes(const uint8_t *restrict from, uint8_t *restrict to, size_t count)
{
    switch (count) {
    case 1:  to[0] = from[0]; break;
    case 2:  memcpy(to, from, 2); break;
    case 4:  memcpy(to, from, 4); break;
    case 8:  memcpy(to, from, 8); break;
    case 5: case 6: case 7: {
        uint32_t first, last;
        memcpy(&first, from, 4);
        memcpy(&last, from + count - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + count - 4, &last, 4);
        break;
    }
    case 0:  break;
    default: copy_bytes(to, from, count);
    }
}

/* Move numbers between memory and C, either way; CHARS were looked at. */
void typed_move(typed_op op, const void *restrict from, void *restrict to, size_t count, bool to_guest);

#endif
