/* What the program `hostile` runs: each prints what it measured and how it went. */
#ifndef INLAY_TESTS_HOSTILE_GROUPS_H
#define INLAY_TESTS_HOSTILE_GROUPS_H

#include "engine/wasm/call.h"

#include <stdio.h>

typedef struct hostile_count { int passed, failed; } hostile_count;

/* How deep the native stack gets, however deep the guest's is. */
void stack_run(hostile_count *count);

/* What the dearest unit of fuel buys, measured against an i32.add: within a
 * module, then across components. */
void price_run(hostile_count *count);
void crossing_run_all(hostile_count *count, double add_ns);

/* A call of so many turns, begun on its task; null: it could not be. */
typedef struct price_work {
    wasm_store *(*begin)(void *user, uint32_t turns, wasm_task **task);
    void *user;
} price_work;

typedef struct price_worst { double ns; char name[64]; } price_worst;

/* Nanoseconds that a unit of the work buys, the least of several runs; negative: it failed. */
double price_measure(const price_work *work);
void   price_judge(hostile_count *count, price_worst *worst, text_view name, double ns, double add_ns);
void   price_tell(const price_worst *worst, double add_ns);

#endif
