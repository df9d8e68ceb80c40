/* Modules that are valid by construction, from a seed. The table of
 * instructions drives it: an expression of a type is a row that gives the type,
 * with expressions for what the row takes.
 *
 * What comes out: a few functions (all exported as f0, f1, …), one memory
 * ("m"), globals ("g0", …), one table, a start function now and then; code with
 * nested blocks, loops, all kinds of branches and calls, and dead code. Loops
 * may be endless: run it on fuel.
 */
#ifndef INLAY_TESTS_GEN_H
#define INLAY_TESTS_GEN_H

#include "tests/fuzz/emit.h"

typedef enum gen_feature {
    GEN_TAIL_CALLS = 1 << 0,
    GEN_SIMD       = 1 << 1,
    GEN_IMPORTS    = 1 << 2,      /* one host function: ("env", "h"), (i32) -> i32 */
    GEN_BULK       = 1 << 3,      /* memory.fill, copy, init, table instructions */
    GEN_INTEGERS   = 1 << 4,      /* no floats: results compare with engines whose NaNs have other bits */
    GEN_REFERENCES = 1 << 5,      /* typed function references: locals of them, calls and branches by them */
    GEN_OBJECTS_OF = 1 << 6,      /* structs, arrays, i31, casts */
    GEN_EXCEPTIONS = 1 << 7,      /* try_table with each kind of clause but catch_all, throw, throw_ref */
    GEN_MEMORIES   = 1 << 8,      /* a second memory, of 64-bit addresses ("n") */
    GEN_LOOPS      = 1 << 9       /* loops that step and chain locals from turn to turn */
} gen_feature;

/* Appends a module. size: roughly how many instructions each function has. */
void gen_module(uint64_t seed, uint32_t features, uint32_t size, emit *out);

#endif
