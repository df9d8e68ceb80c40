/* The host module "spectest" that core scripts import from. */
#ifndef INLAY_TESTS_SPEC_SPECTEST_H
#define INLAY_TESTS_SPEC_SPECTEST_H

#include "engine/wasm/store.h"

enum { SPECTEST_NAMES = 15 };

typedef struct spectest {
    struct { const char *name; wasm_extern what; } items[SPECTEST_NAMES];
} spectest;

/* False: no memory. */
bool spectest_open(spectest *st, wasm_store *s);
bool spectest_find(const spectest *st, text_view name, wasm_extern *out);

#endif
