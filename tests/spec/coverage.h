/* Which instructions the suite has run: those in the live code of functions
 * that were called (translated), row by row of opcodes.def.
 */
#ifndef INLAY_TESTS_SPEC_COVERAGE_H
#define INLAY_TESTS_SPEC_COVERAGE_H

#include "engine/wasm/opcode.h"
#include "engine/wasm/store.h"

typedef struct coverage { bool ran[OP_COUNT]; } coverage;

/* Functions of the module that were called so far. */
void coverage_add(coverage *c, const wasm_code *code, budget *b);

/* Prints how many rows of claimed features ran, and which didn't. True when all did. */
bool coverage_close(const coverage *c);

#endif
