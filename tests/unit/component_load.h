/* Loading a component in a test: decoded and proven, with the error as the
 * modder would read it, and what it cost. */
#ifndef INLAY_TESTS_COMPONENT_LOAD_H
#define INLAY_TESTS_COMPONENT_LOAD_H

#include "engine/component/component.h"
#include "tests/fuzz/emit.h"

#include <stdio.h>

typedef struct component_load {
    budget     budget;
    arena      arena;
    component *component;         /* null when refused */
    error      error;
    uint64_t   peak;
    char       story[2048];       /* "" when good */
} component_load;

static inline const char *component_load_open(component_load *l, const uint8_t *bytes, size_t size, uint32_t features)
{
    *l = (component_load){ 0 };
    budget_open(&l->budget, NULL, 0);
    arena_open(&l->arena, &l->budget);
    l->component = component_decode(&l->arena, &l->budget, bytes, size, features, &l->error);
    l->peak = l->budget.peak;
    if (!l->component)
        error_format(&l->error, "storm.wasm", l->story, sizeof l->story);
    return l->story;
}

static inline void component_load_close(component_load *l)
{
    arena_close(&l->arena);
    budget_close(&l->budget);
}

/* Open, copy the story, close. */
static inline const char *component_story(const emit *e)
{
    static char story[2048];
    component_load l;
    text_format(story, sizeof story, "%s", component_load_open(&l, e->bytes, e->size, 0));
    component_load_close(&l);
    return story;
}

static inline void component_header(emit *e)
{
    emit_raw(e, "\0asm\x0D\0\1\0", 8);
}

/* A file below tests/data, as the tests are run from the top of the tree. */
static inline emit component_file(const char *path)
{
    emit e = { 0 };
    uint8_t chunk[4096];
    FILE *f = fopen(path, "rb");
    for (size_t size; f && (size = fread(chunk, 1, sizeof chunk, f)) > 0;)
        emit_raw(&e, chunk, size);
    if (f)
        fclose(f);
    return e;
}

#endif
