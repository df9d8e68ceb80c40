/* Register code: what a function body is translated into, and what runs.
 *
 * A cell is one instruction on frame slots, direct-threaded: `op` is the
 * distance of its handler from the interpreter's first (for a switch, its
 * number). What stands in memory is the beginning of a wasm_cell: 8, 12 or 16
 * bytes, by kind (code_form.h); whoever names a cell says at which unit of 4
 * bytes of its function it begins. Code belongs to a module, not to an instance: a cell holds no
 * address of anything that an instance owns, so all instances of a module in a
 * host share it. It can be thrown away whenever nothing runs: frames name cells
 * by index, and the same body always gives the same cells.
 */
#ifndef INLAY_WASM_CODE_H
#define INLAY_WASM_CODE_H

#include "engine/wasm/opcode.h"
#include "engine/wasm/store.h"

/* Every kind of cell: CODE_<name>. code.def derives most from opcodes.def. */
#define CODE(name, form)  CODE_##name,
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)        CODE(x##__##y, )
#define CARRIED(...)      __VA_ARGS__
typedef enum code_op {
#include "engine/wasm/code.def"
    CODE_COUNT
} code_op;
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED

typedef struct __attribute__((packed, aligned(4))) wasm_cell {
    uint32_t op;
    union {
        struct { uint16_t dst, a; };  /* slots of the frame; calls: distance of the callee's frame, and rest (fuel.h) */
        struct { int32_t bytes; } way;   /* from this cell */
        uint32_t short_word;
    };
    union __attribute__((packed, aligned(4))) {
        uint64_t bits;            /* a constant, of any type */
        uint32_t word;            /* a constant of 32 bits, in a cell that has no more */
        float    word_f32;
        LOW_HALF(uint32_t, i32);
        uint64_t i64;
        LOW_HALF(float, f32);
        double   f64;
        struct { uint16_t b, c; uint32_t k; } pair;             /* b, c: slots */
        struct { int32_t price, bytes; } jump;                  /* bytes: from this cell; a second operand stands in dst */
        struct { int32_t price; int16_t bytes; uint16_t b; } step;   /* likewise, beside what dst adds to slot a */
        struct { uint32_t offset; int32_t k; } access;
        struct { uint32_t x, y; } index;
        struct code_function *function;
    } as;
} wasm_cell;

#define CODE_UNTRANSLATED UINT32_MAX
#define CODE_NO_TRY       UINT32_MAX

typedef struct code_function {
    const wasm_cell *cells;       /* null: not translated */
    uint32_t slots;               /* of a frame: locals and operands; CODE_UNTRANSLATED makes every call look for room, and so find out */
    uint32_t price;               /* of entering: rest at its start, and of locals to be zeroed */
    uint32_t index;               /* in the module */
    uint32_t count : 30;          /* units */
    uint32_t has_tries : 1;       /* behind its cells: which stand in which try_table (exception.c) */
    uint32_t has_roots : 1;       /* before that: where its frames hold references (code_roots.h) */
} code_function;

typedef struct interpreter interpreter;
typedef struct translator translator;

struct wasm_code {
    budget            *budget;
    const wasm_module *module;
    const interpreter *interpreter;   /* whose ops the cells hold */
    code_function     *functions; /* by function index less the imports */
    uint64_t           bytes;     /* of cells, translated so far; for statistics */
    uint32_t          *called;    /* functions translated at a call, where they are kept */
    uint32_t           called_count, called_capacity;
    translator        *scratch;   /* for the next body, while many are translated; null: none yet */
    bool               keeps_called, keeps_scratch;
    code_watcher      *watcher;   /* null: none */
    void              *watcher_user;
    struct code_forward *forwards;    /* forward.h, by function index less the imports; null: it has none */
    bool               is_searched;   /* for those */
};

static inline code_function *code_get(const wasm_code *c, uint32_t func)
{
    return &c->functions[func - c->module->func_import_count];
}

enum { CODE_UNIT = 4 };

/* The cell that begins at a unit, and at which one a cell does. */
static inline const wasm_cell *code_cell(const code_function *f, uint32_t unit)
{
    return (const wasm_cell *)((const char *)f->cells + (size_t)unit * CODE_UNIT);
}

static inline uint32_t code_unit(const code_function *f, const wasm_cell *cell)
{
    return (uint32_t)(((const char *)cell - (const char *)f->cells) / CODE_UNIT);
}

/* Behind the cells of a function that has tries or roots: what stands before this. */
typedef struct code_trailer { uint32_t tries, root_words; } code_trailer;
typedef struct code_try { uint32_t cell, try_cell; } code_try;   /* from this cell on, in the try_table at that, or CODE_NO_TRY */

static inline const code_trailer *code_trailer_of(const code_function *f)
{
    return (const code_trailer *)((const char *)f->cells + (size_t)f->count * CODE_UNIT) - 1;
}

/* Translate one function. False: no memory, or an error UNSUPPORTED or LIMIT. */
bool code_make(wasm_code *c, code_function *f, error *err);

/* The same, as it is called; where these are kept (code_keep_called), code_many begins with it. */
bool code_make_called(wasm_code *c, code_function *f, error *err);

/* From begin to end many are going to be made: what that takes is kept from one
 * to the next. It shows in nothing but time. */
void code_many(wasm_code *c, bool begins);

/* Throw all cells away. Nothing of it may be running. */
void code_forget(wasm_code *c);

/* Take an interpreter; cells made for another one are thrown away. */
void code_choose(wasm_code *c, const interpreter *i);

/* The byte of the module's file from which cell `cell` was made. */
uint32_t code_offset(wasm_code *c, const code_function *f, uint32_t cell);

#endif
