/* What of a cell is there: the form of each kind of cell, and so its size.
 *
 * A cell begins with op, dst and a; of what follows a form has as much as its
 * cells need. Sizes are multiples of CODE_UNIT. The cell behind the first half
 * of a pair needs no op where it never runs by itself again: it begins 4 bytes
 * early, where the first half ends. So does, 8 bytes early, a cell that only
 * holds bits for the one before it.
 */
#ifndef INLAY_WASM_CODE_FORM_H
#define INLAY_WASM_CODE_FORM_H

#include "engine/wasm/code.h"

/* FORM(name, bytes, bytes that it begins early as the second half of a pair) */
#define CODE_FORMS(FORM)                                                        \
    FORM(head, 8, 0)              /* op, dst, a */                              \
    FORM(leave, 8, 4)             /* likewise: a return */                      \
    FORM(second, 8, 0)            /* likewise, with pair.b in the place of a */ \
    FORM(short_k, 8, 0)           /* op, and a constant of 32 bits: short_word */ \
    FORM(short_offset, 8, 0)      /* op, and access.offset: short_word */       \
    FORM(half, 12, 0)             /* op, dst, a, 32 bits of pair, access, index or jump */ \
    FORM(word, 12, 0)             /* op, dst, a, and a constant of 32 bits: word */ \
    FORM(table, 12, 4)            /* likewise: a br_table */                    \
    FORM(way, 12, 4)              /* op, way.bytes, jump.price */               \
    FORM(full, 16, 0)                                                           \
    FORM(jump, 16, 4)                                                           \
    FORM(step, 16, 4)                                                           \
    FORM(wide, 16, 4)             /* jump, and data behind it */                \
    FORM(shuffle, 12, 0)          /* half, and twice data behind it */          \
    FORM(try_more, 16, 0)         /* index.y is a cell */                       \
    FORM(data, 8, 0)              /* bits */                                    \
    FORM(target, 8, 0)            /* jump */

typedef enum code_form {
#define FORM(name, bytes, early) CODE_FORM_##name,
    CODE_FORMS(FORM)
#undef FORM
    CODE_FORM_COUNT
} code_form;

enum {
#define FORM(name, bytes, early) FORM_BYTES_##name = bytes, FORM_EARLY_##name = early,
    CODE_FORMS(FORM)
#undef FORM
};

enum { CODE_EARLY = 4, CODE_DATA_EARLY = 8 };

/* By name: SIZE_<name>, SHAPE_<name> (code_form), EARLY_<name> as a second half. */
enum {
#define CODE(name, form)  SIZE_##name = FORM_BYTES_##form, SHAPE_##name = CODE_FORM_##form, EARLY_##name = FORM_EARLY_##form,
#define PLAIN(name, form) SIZE_##name = FORM_BYTES_##form, SHAPE_##name = CODE_FORM_##form, EARLY_##name = CODE_EARLY,
#define PAIR(x, y)        EARLY_##x##__##y = CODE_EARLY,
#define CARRIED(...)      __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED
};

/* By number: a pair has the form of its first half. */
typedef struct code_shape {
    uint8_t  form;                /* code_form */
    uint8_t  early;               /* a pair: how early its second half begins */
    uint16_t second;              /* a pair: its second half, which may be a pair itself; else CODE_NO_PAIR */
} code_shape;

#define CODE_NO_PAIR UINT16_MAX

extern const code_shape code_shapes[CODE_COUNT];
extern const uint8_t    code_form_bytes[CODE_FORM_COUNT];

/* Of the cell that begins there and what stands behind it that is none to run, bytes; of a pair, of its first half. */
uint32_t code_extent(uint32_t code, const wasm_cell *cell);

/* It is a pair of those that there is a handler for where compiling all would take too long (pairs_few.def). */
bool code_is_few(uint32_t code);

/* How many bytes of a function's are cells. */
uint32_t code_end(const code_function *f);

static inline uint32_t code_size(uint32_t code) { return code_form_bytes[code_shapes[code].form]; }

/* The cell that begins `bytes` behind this one. */
static inline const wasm_cell *code_behind(const wasm_cell *cell, ptrdiff_t bytes)
{
    return (const wasm_cell *)((const char *)cell + bytes);
}

#endif
