/* Register code: what a function body is translated into, and what runs.
 *
 * A cell is one instruction on frame slots, 16 bytes, direct-threaded: `op` is
 * the distance of its handler from the interpreter's first (for a switch, its
 * number). Code belongs to a module, not to an instance: a cell holds no
 * address of anything that an instance owns, so all instances of a module in a
 * host share it. It can be thrown away whenever nothing runs: frames name cells
 * by index, and the same body always gives the same cells.
 */
#ifndef INLAY_WASM_CODE_H
#define INLAY_WASM_CODE_H

#include "engine/wasm/opcode.h"
#include "engine/wasm/store.h"

/* Every kind of cell: CODE_<name>. code.def derives most from opcodes.def. */
#define CODE(name)   CODE_##name,
#define PLAIN(name)  CODE(name)
#define PAIR(x, y)   CODE(x##__##y)
#define CARRIED(...) __VA_ARGS__
typedef enum code_op {
#include "engine/wasm/code.def"
    CODE_COUNT
} code_op;
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED

typedef struct wasm_cell {
    uint32_t op;
    uint16_t dst, a;              /* slots of the frame; calls: distance of the callee's frame, and rest (fuel.h) */
    union {
        uint64_t bits;            /* a constant, of any type */
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
    uint32_t count : 30;          /* cells */
    uint32_t has_tries : 1;       /* its last cells say which cells stand in which try_table (exception.c) */
    uint32_t has_roots : 1;       /* before those: where its frames hold references (code_roots.h) */
} code_function;

typedef struct interpreter interpreter;

struct wasm_code {
    budget            *budget;
    const wasm_module *module;
    const interpreter *interpreter;   /* whose ops the cells hold */
    code_function     *functions; /* by function index less the imports */
    uint64_t           cells;     /* translated so far; for statistics */
    uint32_t          *called;    /* functions translated at a call, where they are kept */
    uint32_t           called_count, called_capacity;
    bool               keeps_called;
    code_watcher      *watcher;   /* null: none */
    void              *watcher_user;
    struct code_forward *forwards;    /* forward.h, by function index less the imports; null: it has none */
    bool               is_searched;   /* for those */
};

static inline code_function *code_get(const wasm_code *c, uint32_t func)
{
    return &c->functions[func - c->module->func_import_count];
}

/* Translate one function. False: no memory, or an error UNSUPPORTED or LIMIT. */
bool code_make(wasm_code *c, code_function *f, error *err);

/* The same, as it is called. */
bool code_make_called(wasm_code *c, code_function *f, error *err);

/* Throw all cells away. Nothing of it may be running. */
void code_forget(wasm_code *c);

/* Take an interpreter; cells made for another one are thrown away. */
void code_choose(wasm_code *c, const interpreter *i);

/* The byte of the module's file from which cell `cell` was made. */
uint32_t code_offset(wasm_code *c, const code_function *f, uint32_t cell);

#endif
