/* Remains: what a trap left of a task, for who tells of it. Good from the trap on
 * until the task is used again or closed. Nothing here runs or changes anything.
 */
#ifndef INLAY_WASM_REMAINS_H
#define INLAY_WASM_REMAINS_H

#include "engine/wasm/call.h"

/* One frame; they are numbered as those of store_trap are: innermost first, the last is the outermost. */
typedef struct remains_frame {
    const wasm_module *module;    /* null: a function of ours */
    uint32_t           instance;  /* address in the store */
    uint32_t           func, offset;
    uint32_t           local_count;
} remains_frame;

typedef struct remains_local {
    wasm_type type;
    bool      is_known;           /* else it may never have been written */
    bool      is_written;         /* the body sets it somewhere: a parameter may hold something else by now */
    wasm_slot value[2];           /* v128 takes two */
} remains_local;

/* False: there is no such frame. */
bool remains_look(const wasm_task *t, uint32_t frame, remains_frame *out);

/* Locals from the first on, parameters too; how many were filled in. The body is gone
 * through for it, if it is not longer than *bytes, which counts down; else none is known. */
enum { REMAINS_LOCALS = 256 };
uint32_t remains_locals(const wasm_task *t, uint32_t frame, int64_t *bytes, remains_local *out, uint32_t room);

/* The first memory of the frame's instance; null: none. */
const uint8_t *remains_memory(const wasm_task *t, uint32_t frame, uint64_t *size);

/* A global of the frame's instance. */
bool remains_global(const wasm_task *t, uint32_t frame, uint32_t index, remains_local *out);

#endif
