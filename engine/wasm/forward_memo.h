/* Where forwards led (forward.h), and by what their calls go.
 *
 * A store remembers it for some of them. Whoever owns the store may have a way
 * of its own for a function of ours: then nothing is asked twice, and what frames and
 * call cost is paid at once. It pushes the frames that running the cells would.
 */
#ifndef INLAY_WASM_FORWARD_MEMO_H
#define INLAY_WASM_FORWARD_MEMO_H

#include "engine/wasm/forward.h"

typedef struct code_forward {
    const wasm_cell *pc;          /* its call, as it is left in frames; null: it has not called yet, or its cells are gone */
    uint32_t         element, table, type;
} code_forward;

struct forward_memo;

/* Both frames come and go: they are written, and above the top one until forward_push. What it gives: as forward_call_import. */
typedef int forward_go(wasm_state *st, const struct forward_memo *m, wasm_slot *base, int fuel);

/* Of a store: where a forward led when it was called last. A table only grows, so the element is there. */
typedef struct forward_memo {
    uint32_t            func;     /* its address; WASM_NO_INDEX: none */
    uint32_t            ref;      /* what stands in the table: the target's address + 1 */
    uint32_t            price;    /* of both frames; `go` may have added to it what it takes at once */
    uint32_t            extent;   /* bytes from the first one's base that are enough for both */
    const code_forward *way;
    const table        *table;
    forward_go         *go;
    void               *user;     /* of `go`; of those here the store_native */
    uint32_t            here[2];  /* the first frame's instance and function, as a frame has them; */
    uint32_t            there[2]; /* and the second's */
} forward_memo;

enum { FORWARD_MEMOS = 8 };

/* As any function of ours: where a way of its own can't be gone, and nothing has happened. */
int forward_go_usual(wasm_state *st, const forward_memo *m, wasm_slot *base, int fuel);

/* The frames are there, and this was answered; its arguments stood at `base`. */
int forward_end(wasm_state *st, wasm_slot *base, int answer);

ALWAYS_INLINE void forward_push(wasm_state *st) { st->top += 2; }
ALWAYS_INLINE void forward_pop(wasm_state *st)  { st->top -= 2; }

/* The call, as the function of ours sees it, once the frames are there. */
ALWAYS_INLINE native_call *forward_native(wasm_state *st, wasm_slot *base)
{
    native_call *call = &st->task->native;
    call->function = st->top->function;
    call->state = call->context = 0;
    call->slots = base;
    return call;
}

/* Where the arguments of the call stand that the cell at pc makes. */
ALWAYS_INLINE wasm_slot *forward_base(const wasm_state *st) { return st->fp + st->pc->dst; }

#endif
