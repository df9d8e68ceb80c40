/* The two ways to run the handlers. Both give equal results and
 * equal fuel; which one a store uses shows in nothing but time.
 */
#ifndef INLAY_WASM_INTERPRETER_H
#define INLAY_WASM_INTERPRETER_H

#include "engine/base/check.h"

struct wasm_state;

typedef enum run_outcome {
    RUN_ON,                       /* go on at pc */
    RUN_DONE,                     /* the task's first frame has ended */
    RUN_OUT_OF_FUEL,
    RUN_PENDING,
    RUN_TRAPPED
} run_outcome;

/* Of which pairs (pairs.def) there is a handler. */
typedef enum interpreter_pairs { PAIRS_NONE, PAIRS_ALL, PAIRS_FEW /* code_is_few */ } interpreter_pairs;

typedef struct interpreter {
    run_outcome (*run)(struct wasm_state *st);
    uint32_t    (*op)(uint32_t code);     /* what a cell of that kind holds in `op` */
    const void *const *handlers;          /* by kind, where op is the distance from `first`; null: only op knows */
    const char *first;
    bool        carries;                  /* it has the forms that code.def calls CARRIED */
    interpreter_pairs pairs;
} interpreter;

/* As op, for many. */
static inline uint32_t interpreter_op(const interpreter *i, uint32_t code)
{
    return i->handlers ? (uint32_t)((const char *)i->handlers[code] - i->first) : i->op(code);
}

/* Null where this compiler can't make tail calls. */
const interpreter *interpreter_tail(void);
const interpreter *interpreter_switch(void);

/* The switch again, for code of which nothing is carried or made one cell: what the other two are held to. */
const interpreter *interpreter_plain(void);

/* Take the floating-point control word that wasm wants. 0: it was there already;
 * else what interpreter_leave is to be given. */
uint32_t interpreter_enter(void);
void     interpreter_leave(uint32_t was);

#endif
