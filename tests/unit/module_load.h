/* Loading a module in a test: decoded and proven, with the error as the modder
 * would read it, and what it cost. */
#ifndef INLAY_TESTS_MODULE_LOAD_H
#define INLAY_TESTS_MODULE_LOAD_H

#include "engine/wasm/module.h"
#include "tests/fuzz/emit.h"

typedef struct module_load {
    budget       budget;
    arena        arena;
    wasm_module *module;          /* null when refused */
    error        error;
    uint64_t     peak;
    char         story[1024];     /* "" when good */
} module_load;

static inline const char *module_load_open(module_load *l, const uint8_t *bytes, size_t size)
{
    *l = (module_load){ 0 };
    budget_open(&l->budget, NULL, 0);
    arena_open(&l->arena, &l->budget);
    l->module = decode_module(&l->arena, bytes, size, 0, &l->error);
    if (l->module && !validate_module(l->module, &l->budget, &l->error))
        l->module = NULL;
    l->peak = l->budget.peak;
    if (!l->module)
        error_format(&l->error, "storm.wasm", l->story, sizeof l->story);
    return l->story;
}

static inline void module_load_close(module_load *l)
{
    arena_close(&l->arena);
    budget_close(&l->budget);
}

/* Open, copy the story, close. */
static inline const char *module_story(const uint8_t *bytes, size_t size)
{
    static char story[1024];
    module_load l;
    text_format(story, sizeof story, "%s", module_load_open(&l, bytes, size));
    module_load_close(&l);
    return story;
}

#endif
