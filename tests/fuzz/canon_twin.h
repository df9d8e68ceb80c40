/* The second run of fuzz-canon: what a trip did as trees, it does again with C values. */
#ifndef INLAY_TESTS_CANON_TWIN_H
#define INLAY_TESTS_CANON_TWIN_H

#include "engine/component/component_instance.h"

/* How a call ended. */
typedef struct twin_end {
    bool        done;             /* else it trapped, with text */
    char        text[TRAP_TEXT];
    uint64_t    fuel;
    inlay_value result;           /* done */
} twin_end;

typedef struct twin {
    wasm_task       *task;
    component_store *cs;
    component_func  *func;
    arena           *room;        /* never fails */
    uint64_t         chance;      /* how much fuel at first, and then */
    int              calls;       /* before this one */
    uint64_t        *straight, *suspended;        /* counted */
} twin;

/* The call as trees, all fuel at once. */
twin_end twin_dynamic(const twin *t, const inlay_value *sent);

/* With C values, straight where that can be, in slices; arguments are overwritten once it waits. False: it could not be begun. */
bool twin_typed(const twin *t, const inlay_value *sent, twin_end *out);

/* False, and why: they differ. */
bool twin_is_same(arena *room, const twin_end *a, const twin_end *b);

#endif
