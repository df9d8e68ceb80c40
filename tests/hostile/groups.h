/* What the program `hostile` runs: each prints what it measured and how it went. */
#ifndef INLAY_TESTS_HOSTILE_GROUPS_H
#define INLAY_TESTS_HOSTILE_GROUPS_H

#include "engine/wasm/call.h"

#include <stdio.h>

typedef struct hostile_count { int passed, failed; } hostile_count;

/* How deep the native stack gets, however deep the guest's is. */
void stack_run(hostile_count *count);

/* What files made to be slow take to load. */
void loading_run(hostile_count *count);

/* What types cost that are small to write and endless to spell out. */
void bombs_run(hostile_count *count);

/* What the dearest unit of fuel buys, measured against an i32.add. all: print every row. */
void price_run(hostile_count *count, bool all);

#endif
