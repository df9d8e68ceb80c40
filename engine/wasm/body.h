/* A walk over a function body or a constant expression: the one reader and
 * type-checker of code (spec 3.0, section 7.3, "Validation Algorithm"). The validator walks each body
 * once at load; the translator walks the same bytes at a function's first call.
 *
 * body_open once, then for each body: body_begin_function, and body_next until it says
 * no; body_ok tells whether that was the end or an error. Each body_next reads,
 * checks and applies one instruction and leaves it in view: op, at, its
 * immediates, what it took from the operand stack and what it left.
 *
 *     body_open(&w, module, budget, err);
 *     if (body_begin_function(&w, func))
 *         while (body_next(&w))
 *             ... w.op, w.imm, w.height_before, w.stack[..w.height] ...
 *     ok = body_ok(&w);
 *     body_close(&w);
 *
 * What is in view holds until the next body_next. Arrays may move then: keep
 * indices, not pointers. Of what an instruction took one by one, stack[height]
 * and up still tell the types, as far as nothing was left there.
 */
#ifndef INLAY_WASM_BODY_H
#define INLAY_WASM_BODY_H

#include "engine/wasm/opcode.h"

/* A control frame: an open block, or the function itself (frame 0). */
typedef struct body_frame {
    uint16_t  op;                 /* OP_block, OP_loop, OP_if, OP_else (an if past its else), OP_try_table; the function: OP_call */
    bool      unreachable;        /* dead since an instruction of this frame */
    bool      dead;               /* was entered in dead code: all of it is dead */
    uint32_t  height;             /* operands below its parameters */
    uint32_t  slots;              /* slots below its parameters */
    uint32_t  start;              /* byte of the module's file where it began */
    wasm_type single;             /* one result and no parameters, where type is null; WASM_NONE: none */
    uint32_t  inits;              /* locals that were set before it */
    uint32_t  checked;            /* the br_table that last checked its types */
    uint32_t  user;               /* the walker's client's; 0 at first, kept while the frame is open */
    const wasm_functype *type;    /* null: single says all */
} body_frame;

typedef struct body_types { const wasm_type *types; uint32_t count; } body_types;

/* A run of equal locals behind the parameters. */
typedef struct body_run {
    uint32_t  first, slot;        /* of its first local; parameters are counted */
    wasm_type type;
} body_run;

enum { BODY_NEAR_LOCALS = 256 };

typedef struct body {
    /* ---- in view ---- */
    uint32_t   op;                /* opcode */
    uint32_t   at;                /* byte of the module's file where the instruction begins */
    bool       was_dead;          /* the point before the instruction is unreachable: its operands' types may be WASM_BOTTOM */
    immediates imm;
    uint32_t   height_before;     /* operands before it */
    uint32_t   height;            /* after it */
    const wasm_functype *callee;  /* calls of every kind, throw, catches: the function's or tag's type */
    body_frame closed;            /* after end: the frame just closed; after else: the then-arm */
    wasm_type *stack;             /* operand types, stack[height - 1] on top */
    body_frame *frames;           /* frames[frame_count - 1] is innermost; after the last end: none */
    uint32_t   frame_count;
    uint32_t   max_slots;         /* the most operand slots up to here; at the end, of the whole body */

    /* ---- this body ---- */
    const wasm_module   *module;
    const wasm_functype *type;    /* the function's; null: a constant expression */
    uint32_t   func;              /* function index, or WASM_NO_INDEX */
    uint32_t   local_count;       /* parameters too */
    uint32_t   local_slots;
    uint32_t   run_count;
    body_run  *runs;              /* ascending */

    /* ---- the walk's own ---- */
    wasm_type  near_types[BODY_NEAR_LOCALS];   /* of the first locals, parameters too */
    const uint8_t *quick_end;     /* body_quick.h: before it, an instruction can be read without a bound; null: nowhere, or the last end is behind us */
    bool       near_memory;       /* there is a memory 0, of 32-bit addresses */
    uint64_t   locals_before;             /* of all bodies walked so far */
    uint64_t   listed, listed_before, listed_most;   /* values taken and given in lists, by this body and by those before */
    uint32_t   near_count, floor, wide;        /* floor: height where the innermost frame starts; wide: v128s on the stack */
    reader     r;
    budget    *budget;
    error     *err;
    uint32_t   stack_capacity, frame_capacity, run_capacity, init_capacity;
    uint32_t   init_count;
    uint32_t  *inits;             /* locals without a default, in the order of their first setting */
    uint32_t  *set;               /* a bit each: has been set; null until one was */
    wasm_type  wanted;            /* constant expression: its type */
    uint32_t   visible_globals;   /* constant expression: those it may read */
    uint32_t   features;          /* what the bodies walked so far make use of */
} body;

void body_open(body *w, const wasm_module *m, budget *b, error *err);
void body_close(body *w);

/* Reads the locals. False: an error. */
bool body_begin_function(body *w, uint32_t func);

/* An initialiser or offset; it may read the first `globals` globals. */
bool body_begin_constant(body *w, wasm_span expression, wasm_type wanted, uint32_t globals);

/* One instruction. False: the body has ended, or an error. The function's own
 * `end` is an instruction too, the last. */
bool body_next(body *w);

/* Goes over instructions for as long as it can without showing them: of what is
 * in view nothing is kept. body_next goes on from there, and ends the body. */
void body_skim(body *w);

/* No error so far. */
bool body_ok(const body *w);

/* Slots of the operands after the instruction. */
static inline uint32_t body_slots(const body *w) { return w->height + w->wide; }

/* The point after the instruction is unreachable. */
static inline bool body_is_dead(const body *w)
{
    const body_frame *f = w->frame_count ? &w->frames[w->frame_count - 1] : &w->closed;
    return f->unreachable || f->dead;
}

/* The frame that label `depth` names. For br_table, the targets stand in
 * imm.list: read imm.count of them by opcode_list_u32; the default is imm.index. */
static inline body_frame *body_label(const body *w, uint32_t depth)
{
    return &w->frames[w->frame_count - 1 - depth];
}

/* A frame's parameters, results, and what a branch to it carries. */
static inline body_types body_params(const body_frame *f)
{
    return f->type ? (body_types){ f->type->params, f->type->param_count } : (body_types){ NULL, 0 };
}

static inline body_types body_results(const body_frame *f)
{
    if (f->type)
        return (body_types){ f->type->results, f->type->result_count };
    return (body_types){ &f->single, f->single != WASM_NONE };
}

static inline body_types body_label_types(const body_frame *f)
{
    return f->op == OP_loop ? body_params(f) : body_results(f);
}

/* The type of a local, and the first slot of it (parameters first). */
wasm_type body_local_type(const body *w, uint32_t local);
uint32_t  body_local_slot_among_wide(const body *w, uint32_t local);

static inline uint32_t body_local_slot(const body *w, uint32_t local)
{
    return w->local_slots == w->local_count ? local : body_local_slot_among_wide(w, local);
}

#endif
