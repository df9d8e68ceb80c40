/* A function's body as text, from the table of instructions: one instruction a
 * line, with its byte in the file, indented by blocks. For reading, not for
 * assembling again.
 */
#ifndef INLAY_WASM_DISASM_H
#define INLAY_WASM_DISASM_H

#include "engine/wasm/module.h"

/* Appends the body of function `index`; for an imported one, what it imports. */
void disasm_function(text_builder *t, const wasm_module *m, uint32_t index);

/* Appends all functions of the module. */
void disasm_module(text_builder *t, const wasm_module *m);

/* Appends one instruction: what stands at byte `offset` of the module's file.
 * For backtraces. False: there is none. */
bool disasm_instruction(text_builder *t, const wasm_module *m, uint32_t offset);

#endif
