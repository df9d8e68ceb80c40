/* The rules of code written a second time, for comparison: the algorithm of the
 * specification's appendix (3.0, section 7.3) as it stands there, value by
 * value, with its own reader of instructions, its own list of what each one
 * takes and gives, its own subtyping. Of the engine it takes the decoded
 * sections and the canonical numbers of types, no more.
 *
 * It is slow, knows no limits, and says but where the first mistake is.
 */
#ifndef INLAY_TESTS_RULES_H
#define INLAY_TESTS_RULES_H

#include "engine/wasm/module.h"

typedef enum rules_state { RULES_GOOD, RULES_MALFORMED, RULES_INVALID, RULES_TOO_LARGE } rules_state;

typedef struct rules_verdict {
    rules_state state;
    bool        has_place;        /* the mistake is in code: */
    uint32_t    at, until;        /* bytes of the module's file: where the instruction begins, how far it was read */
} rules_verdict;

/* A module that decode_module took: its constant expressions, segments, names of exports and bodies, in that order. */
rules_verdict rules_check(const wasm_module *m);

#endif
