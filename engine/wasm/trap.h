/* Traps: how a running mod fails (spec 3.0, section 4). */
#ifndef INLAY_WASM_TRAP_H
#define INLAY_WASM_TRAP_H

#include "engine/base/text.h"

/* TRAP_CODE(name, text): the texts begin as the official suite expects. */
#define TRAP_CODES(TRAP_CODE)                                                   \
    TRAP_CODE(NONE,                 "no trap")                                  \
    TRAP_CODE(UNREACHABLE,          "unreachable")                              \
    TRAP_CODE(DIVIDE_BY_ZERO,       "integer divide by zero")                   \
    TRAP_CODE(INTEGER_OVERFLOW,     "integer overflow")                         \
    TRAP_CODE(INVALID_CONVERSION,   "invalid conversion to integer")            \
    TRAP_CODE(OUT_OF_BOUNDS_MEMORY, "out of bounds memory access")              \
    TRAP_CODE(OUT_OF_BOUNDS_TABLE,  "out of bounds table access")               \
    TRAP_CODE(OUT_OF_BOUNDS_ARRAY,  "out of bounds array access")               \
    TRAP_CODE(UNDEFINED_ELEMENT,    "undefined element")                        \
    TRAP_CODE(UNINITIALIZED_ELEMENT,"uninitialized element")                    \
    TRAP_CODE(INDIRECT_TYPE,        "indirect call type mismatch")              \
    TRAP_CODE(NULL_REFERENCE,       "null reference")                           \
    TRAP_CODE(NULL_FUNCTION,        "null function reference")                  \
    TRAP_CODE(CAST_FAILURE,         "cast failure")                             \
    TRAP_CODE(STACK_EXHAUSTED,      "call stack exhausted")                     \
    TRAP_CODE(UNCAUGHT_EXCEPTION,   "uncaught exception")                       \
    TRAP_CODE(OUT_OF_MEMORY,        "out of memory")                            \
    TRAP_CODE(HOST,                 "a host function failed")                   \
    TRAP_CODE(ABI,                  "the canonical ABI was broken")

typedef enum trap_code {
#define TRAP_CODE(name, text) TRAP_##name,
    TRAP_CODES(TRAP_CODE)
#undef TRAP_CODE
} trap_code;

const char *trap_text(trap_code code);

struct wasm_store;
struct wasm_module;

/* One frame of a backtrace, innermost first. */
typedef struct trap_frame {
    const struct wasm_module *module;   /* null: a function of ours */
    uint32_t func;                /* function index of the module, or the store's address where module is null */
    uint32_t offset;              /* byte of the module's file; 0: not looked for, the function is too large */
} trap_frame;

enum { TRAP_FRAMES = 64, TRAP_TEXT = 400 };

typedef struct trap {
    trap_code  code;
    uint32_t   frame_count;       /* kept ones */
    uint32_t   depth;             /* all of them */
    const char       *text;       /* more than trap_text says; may be empty; says so where there was no room for it */
    const trap_frame *frames;     /* the innermost; the last of them is the outermost where depth is larger */
} trap;

/* Where a trap's words and frames lie: made at a store's first one, as most never have any. */
typedef struct trap_room {
    char       why[TRAP_TEXT];    /* what was said, before the trap is recorded */
    char       text[TRAP_TEXT];
    trap_frame frames[TRAP_FRAMES];
} trap_room;

/* The trap that ended the last task of the store. */
const trap *store_trap(const struct wasm_store *s);

#endif
