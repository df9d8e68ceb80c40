/* Where a task is: its frames, read and not changed, for those who look on
 * from time to time. Cells are kept, not bytes of the file: those can be had
 * later, as long as the code lives.
 */
#ifndef INLAY_WASM_STACK_H
#define INLAY_WASM_STACK_H

#include "engine/wasm/call.h"

/* A frame. The same cell is the same place as long as the code lives. */
typedef struct stack_frame {
    wasm_code *code;              /* null: a function of ours */
    uint32_t   function;          /* index in the module; of ours: its address in the store */
    uint32_t   cell;              /* the call's last, or the next one to run */
} stack_frame;

enum { STACK_OUTERMOST = 16 };    /* kept of a stack that is too deep */

/* The task's frames, outermost first, at most `most` (more than STACK_OUTERMOST):
 * of a deeper stack the outermost few, and the innermost. `left_out` of them stand
 * behind the first STACK_OUTERMOST. The task is suspended, or in a function of
 * ours. Returns how many. */
uint32_t stack_read(const wasm_task *t, stack_frame *frames, uint32_t most, uint32_t *left_out);

/* Frame n, from 1 at the bottom. */
stack_frame stack_at(const wasm_task *t, uint32_t n);

/* The byte of the module's file; of ours: 0. Translates the function again. */
uint32_t stack_offset(const stack_frame *f);

#endif
