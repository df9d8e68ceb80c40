/* What fuzz-canon makes from a seed: a type, values of it, and a component that
 * takes one, asks the host's function with it, and gives back what that gave.
 * How the type is flattened is said here a second time.
 */
#ifndef INLAY_TESTS_CANON_MAKE_H
#define INLAY_TESTS_CANON_MAKE_H

#include "engine/component/value.h"
#include "tests/fuzz/fuzz.h"

/* What a far memory has below 4 GiB. */
#define MADE_FAR ((uint64_t)1 << 32)

enum { MADE_TYPES = 64, MADE_PARTS = 8, MADE_FLATS = 16, MADE_CASES = 300, MADE_RESOURCES = 64 };

/* A type; its parts are types before it. */
typedef struct made_type {
    inlay_kind kind;
    uint32_t   part_count;        /* RECORD, TUPLE: fields; VARIANT, ENUM, FLAGS: cases */
    int        parts[MADE_PARTS]; /* -1: no payload; of a VARIANT, those beyond MADE_PARTS have none */
    uint32_t   fixed;             /* LIST: its length, where the type says it */
    uint32_t   index;             /* in the component, once written */
} made_type;

typedef struct making {
    uint64_t  chance;
    uint32_t  type_count;
    made_type types[MADE_TYPES];  /* the last is the function's */
    uint32_t  resource_count;     /* handed out: numbers from 0 */
    bool      hostile;            /* bytes and words are changed on the way, realloc lies */
    bool      wide;               /* the guest's memory is one of 64 bits */
    bool      far;                /* and all that crosses lies beyond its first 4 GiB */
} making;

uint32_t making_below(making *m, uint32_t most);

void making_types(making *m);
void making_component(making *m, emit *out);

/* A value of the type, in an arena that never fails. */
inlay_value making_value(making *m, arena *a, int type);

#endif
