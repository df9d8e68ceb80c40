/* A pool of stacks: an idle task needs none, so tasks of many stores take turns
 * with a few of the usual size, and a mod that waits for its next call keeps
 * nothing (docs/adr/0041).
 *
 * Owned by a host and used by its thread alone; its stacks are charged to the
 * host. A stack stays with its task as long as that isn't idle, and after it:
 * it is taken away when another task needs one. What has outgrown the usual size
 * is the task's own, in the mod's budget.
 */
#ifndef INLAY_WASM_STACK_POOL_H
#define INLAY_WASM_STACK_POOL_H

#include "engine/wasm/store.h"

struct wasm_task;
struct wasm_frame;

/* Tasks that one may be taken from: more mods than these change stacks at each call. */
enum { STACK_POOL_LENT = 8 };

typedef struct stack_pool {
    budget             *budget;
    struct stack_block *free;
    struct wasm_task   *lent[STACK_POOL_LENT];      /* null: none */
    uint32_t            next;                       /* who gives one away next */
} stack_pool;

/* The pool stays where it is until it is closed. */
void stack_pool_open(stack_pool *pool, budget *b);

/* No task may have a stack of it. */
void stack_pool_close(stack_pool *pool);

/* ---- a task's stack ---- */

/* For a task that has none, of its store's pool if that has one. False: no memory. */
bool stack_take(struct wasm_task *t);

/* It won't be taken away, idle or not, until the task is closed. */
void stack_keep(struct wasm_task *t);

/* Give it back: the task is idle, and has none. */
void stack_leave(struct wasm_task *t);

/* One that can grow. False: no memory. */
bool stack_make_own(struct wasm_task *t);

/* Elsewhere, of the task's own; the old bytes are overwritten with `poison`. False: no memory. */
bool stack_move(struct wasm_task *t, int poison);

/* More frames, which hold what the old ones did. */
void stack_set_frames(struct wasm_task *t, struct wasm_frame *frames, uint32_t capacity);

#endif
