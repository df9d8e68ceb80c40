/* Files made to be slow to load, of any size: each repeats one thing that costs
 * more than its bytes say, if whoever reads it is not careful. All are valid
 * but for limits. tests/perf/load.c times them, loading.c bounds them.
 */
#ifndef INLAY_TESTS_HOSTILE_SHAPES_H
#define INLAY_TESTS_HOSTILE_SHAPES_H

#include "tests/fuzz/emit.h"

#include <stdbool.h>

typedef struct shape {
    const char *name;
    bool        is_component;
    void      (*write)(emit *e, size_t size);   /* about `size` bytes, preamble and all */
} shape;

/* Null: there are no more. */
const shape *shape_at(size_t i);
const shape *shape_module_at(size_t i);
const shape *shape_body_at(size_t i);
const shape *shape_component_at(size_t i);

/* A module of equal bodies: types, one function of each `entry` type first, then
 * as many functions of type 0 as the size allows, each with `code` as its body
 * (locals and end are added). */
typedef struct shape_bodies {
    emit     types;               /* entries, without their count */
    uint32_t type_count;
    uint32_t tag_type;            /* + 1; 0: no tag */
    emit     locals;              /* empty: none */
    emit     code;
} shape_bodies;

/* A section of items, each written by `item`, as many as the size allows. */
void shape_section(emit *e, int id, size_t size, uint32_t most, void (*item)(emit *, uint32_t));

void shape_bodies_write(shape_bodies *b, emit *e, size_t size);

#endif
