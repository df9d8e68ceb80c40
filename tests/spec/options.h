/* What the suite was asked to do. */
#ifndef INLAY_TESTS_SPEC_OPTIONS_H
#define INLAY_TESTS_SPEC_OPTIONS_H

#include "engine/wasm/call.h"

typedef struct suite_options {
    wasm_interpreter interpreter;
    bool             eager;
    bool             collect;         /* collect before each object that is made */
    bool             move;            /* task_move at each suspension */
    bool             pages;           /* memories are pages of the system's, as a game's are: never moved, and none touched before its use */
    bool             again;           /* of each component, a further instance, made as a picture of the first shows it */
    bool             count;           /* count what each instruction costs, and hold the sum against what was spent */
    bool             coverage;        /* tell which instructions never ran */
    bool             verbose;         /* print each command that did not pass, not the first ones only */
    int64_t          slice;           /* fuel for each refill; 0: all at once */
    const char      *list;            /* the list of what is not there yet; null: none */
    const char      *write_list;      /* write that list instead of checking it */
} suite_options;

#endif
