/* A component to try things on: loaded from tests/data/component, in a store of
 * its own, called by name. Runs in slices of fuel when told to. */
#ifndef INLAY_TESTS_COMPONENT_RIG_H
#define INLAY_TESTS_COMPONENT_RIG_H

#include "engine/component/component_instance.h"
#include "engine/wasm/stack_pool.h"

typedef struct component_rig {
    /* set before component_rig_open; zero is a working start */
    const component_host *host;
    wasm_interpreter      interpreter;
    int64_t               slice;          /* units of fuel at a time; 0: all at once */
    bool                  move;           /* move all stacks at each suspension */
    uint64_t              copy_bytes, memory_limit;
    uint32_t              handles;
    uint32_t              fail_at;        /* the allocation that fails, from 1; 0: none */
    bool                  fail_for_good;  /* and all after it */
    bool                  again;          /* beside an instance that lives, with which it shares a picture and stacks */
    bool                  wait;           /* stop at pending instead of asking again */
    bool                  pages;          /* memories are pages of the system's, as a game's are */

    budget                budget;
    arena                 arena;
    uint8_t              *file;
    size_t                size;
    component            *component;
    component_code       *code;
    stack_pool            stacks;
    component_store      *cs, *cs_before;
    wasm_task            *task, *task_before;
    component_instance   *instance;
    error                 err;
    task_outcome          outcome;
    uint32_t              suspensions, pendings, allocations;
    bool                  failed;         /* an allocation did */
} component_rig;

/* Load and instantiate. False: err, or what component_rig_why says. */
bool component_rig_open(component_rig *rig, const char *name);

/* Load, and open the store and the task, but don't instantiate yet. */
bool component_rig_prepare(component_rig *rig, const char *name);
void component_rig_close(component_rig *rig);

/* Call an export; "interface#name" for one of an interface. Null: it gave
 * nothing; outcome says how it went. */
const inlay_value *component_rig_call(component_rig *rig, const char *name, const inlay_value *arguments, uint32_t count);

/* Run what was begun on the task. */
task_outcome component_rig_run(component_rig *rig);

/* The last trap's text, or the last error's. */
const char *component_rig_why(const component_rig *rig);

#define RIG_CALL(rig, name, ...) \
    component_rig_call((rig), (name), (const inlay_value[]){ __VA_ARGS__ }, sizeof (const inlay_value[]){ __VA_ARGS__ } / sizeof(inlay_value))

#define RIG_U32(v)     { .kind = INLAY_U32, .u32 = (v) }
#define RIG_TEXT(text) { .kind = INLAY_STRING, .string = { (text), sizeof(text) - 1 } }

#endif
