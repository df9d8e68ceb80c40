/* The insides of a store and of a task, for the files that make them run.
 *
 * A store owns its functions, tables, memories, globals and instances; all of
 * it is charged to the store's budget. A task owns a stack of frames and a
 * stack of slots. While it runs, frames above `parked` hold cell addresses;
 * whenever it is suspended, none does: then all is indices.
 */
#ifndef INLAY_WASM_STATE_H
#define INLAY_WASM_STATE_H

#include "engine/wasm/call.h"
#include "engine/wasm/collection.h"
#include "engine/wasm/fuel.h"
#include "engine/wasm/heap.h"
#include "engine/wasm/instance.h"
#include "engine/wasm/interpreter.h"
#include "engine/wasm/stack_pool.h"

#include <string.h>

/* ---- the store ---- */

#define STATE_NATIVE     0x7FFFFFFEu      /* instance number of functions of ours */
#define STATE_BOTTOM     0x7FFFFFFFu      /* of what is below the first frame */
#define STATE_PARKED     0x80000000u      /* a bit of a frame's instance number: it holds indices */

/* A function of ours. */
typedef struct store_native {
    native_function *function;
    void            *user;
    uint32_t         slots;               /* of its frame: parameters or results, whichever are more */
} store_native;

typedef struct store_func {
    uint32_t           type;              /* canonical */
    uint32_t           instance;          /* number, or STATE_NATIVE */
    union {
        code_function *code;              /* of an instance */
        store_native  *native;
    };
} store_func;

typedef struct store_global_cell {
    wasm_slot       *value;
    wasm_global_type type;                /* canonical */
    bool             is_own;              /* the store's, not an instance's: value is freed with it */
} store_global_cell;

struct wasm_store {
    budget             *budget;
    const page_table   *pages;
    const interpreter  *interpreter;
    run_outcome       (*run)(struct wasm_state *st);      /* the interpreter's, or the one that counts */
    struct count_book  *counts;                           /* null: it does not */
    uint32_t            frames;
    bool                eager;
    type_registry       types;
    store_tank          tank;
    int64_t             oracle_fuel;          /* oracle: the same tank, counted instruction by instruction */
    uint32_t            func_count, func_capacity;           store_func        *funcs;
    uint32_t            table_count, table_capacity;         table            **tables;
    uint32_t            memory_count, memory_capacity;       memory           **memories;
    uint32_t            global_count, global_capacity;       store_global_cell *globals;
    uint32_t            instance_count, instance_capacity;   instance         **instances;
    uint32_t            tag_count, tag_capacity;             uint32_t          *tags;         /* canonical types */
    heap                heap;
    collection          collection;
    wasm_task          *tasks;            /* all open ones, to find what may run */
    trap                trap;
    trap_room          *trap_room;        /* null: no one has said anything yet */
    table_quota         table_quota;
    const struct forward_memo *forwards;  /* where forwards led (forward_memo.h) */
    struct forward_memo *own_forwards;                    /* the same; null: none was called */
    stack_pool         *stacks;           /* null: each task has a stack of its own */
    void               *owner;            /* whose store it is: the component model's (component_store.h) */
    bool              (*is_busy)(const void *owner);      /* a call is under way though a task may be idle; null: never */
    store_direct       *direct;           /* null: its owner has no ways of its own */
    const struct picture *picture;        /* picture.h; null: all here is the store's own */
    bool                is_apart;         /* its arrays are copies by now */
    uint8_t            *block;            /* of a picture's size: instances, memories, tables */
};

/* Arrays of its own, which can grow, where they are a picture's. False: no memory. */
bool store_make_apart(wasm_store *s);

/* Null: no memory for it. */
trap_room *store_trap_room(wasm_store *s);

/* Charge, both tanks; there is enough at hand. */
static inline void store_take(wasm_store *s, int64_t price)
{
    s->tank.at_hand -= price;
    if (FUEL_ORACLE)
        s->oracle_fuel -= price;
}

/* The same, where it is known what that leaves. */
static inline void store_leave(wasm_store *s, int64_t at_hand)
{
    if (FUEL_ORACLE)
        s->oracle_fuel -= s->tank.at_hand - at_hand;
    s->tank.at_hand = at_hand;
}

/* A call from one instance into another reads all anew that handlers keep in registers. */
enum { STATE_LEAVE_PRICE = 4 };

/* Most of the tank stays behind: a branch then subtracts its price in memory from a 32-bit register. */
#define STATE_FUEL_AT_HAND (1 << 16)

/* Asked wherever `at_hand` has become less: false, what runs has to stop. */
bool store_refill(wasm_store *s);
static inline bool store_has_fuel(wasm_store *s) { return s->tank.at_hand >= 0 || store_refill(s); }

/* A type in the store's terms. */
wasm_type store_type(const uint32_t *ids, wasm_type type);
uint32_t  store_put_table(wasm_store *s, const wasm_table_type *canonical);
uint32_t  store_put_global(wasm_store *s, const wasm_global_type *canonical, wasm_slot *value, bool is_own);

/* ---- frames ---- */

/* While a store counts (count_run.h). */
typedef struct state_count {
    uint64_t        *work;                /* of the cell whose work is measured; null: none */
    int64_t          fuel;                /* when it began */
    const wasm_cell *start;               /* of the function that was counted last; and its counters */
    size_t           size;
    uint64_t        *cells;
    const struct wasm_frame *top;         /* the frame that is followed; null: it is to be looked for */
} state_count;

typedef struct wasm_frame {
    union {
        const wasm_cell *pc;              /* running: the cell to go on behind (a call's last), or for the top one the next cell */
        struct { uint32_t state, context; } native;
    };
    uint32_t instance;                    /* number, STATE_NATIVE or STATE_BOTTOM; with STATE_PARKED */
    uint32_t function;                    /* function index of the module; native: address */
    uint32_t base;                        /* its first slot; running wasm frames above another: not kept, see state_park */
    uint32_t cell;                        /* parked: pc as an index */
} wasm_frame;

typedef struct wasm_state {
    /* what a handler has in registers, whenever it has not */
    const wasm_cell *pc;
    wasm_slot       *fp;
    uint8_t         *memory;
    uint64_t         memory_size;
    /* read by hot handlers */
    wasm_frame      *top;
    wasm_frame      *frame_end;           /* no frame may stand here */
    wasm_slot       *slot_end;
    wasm_slot      **globals;
    instance        *instance;
    uint32_t         instance_number;
    trap_code        trap;
    wasm_store      *store;
    wasm_task       *task;
    uint64_t         progress;            /* of the sized instruction that the top frame is in; 0: none */
    state_count      count;
} wasm_state;

struct wasm_task {
    wasm_state   st;
    wasm_frame  *frames;                  /* frames[0] is the bottom; null: it has no stack (stack_pool.h) */
    wasm_slot   *slots;
    struct stack_block *lent;             /* that both lie in; null: they are the task's own */
    uint32_t     frame_capacity, slot_capacity;
    uint32_t     parked;                  /* frames[1 .. parked] are parked */
    uint32_t     called;                  /* the function; its results stand in slots once it is done */
    bool         has_results;
    bool         is_new;                  /* called and not run yet */
    uint32_t     entry_price;             /* to be charged at the next task_run */
    native_call  native;                  /* what a function of ours sees that a cell called; store and task are there for good */
    wasm_task   *next;
};

/* Say why it will trap, in at most TRAP_TEXT bytes. */
void task_say(wasm_task *t, const char *format, ...) PRINTF_LIKE(2, 3);

static inline uint32_t task_top(const wasm_task *t) { return (uint32_t)(t->st.top - t->frames); }

/* ---- what handlers call; each leaves pc, fp and the store's fuel in st ---- */

/* Find room, and code, for a call of `f` whose frame starts `shift` slots on;
 * the cell then runs again. */
run_outcome state_prepare(wasm_state *st, code_function *f, uint32_t shift);

/* Call any function of the store; pc is the cell to come back behind. */
run_outcome state_call(wasm_state *st, uint32_t func, uint32_t shift);
run_outcome state_call_there(wasm_state *st, uint32_t func, uint32_t shift);      /* its frames, and the cells: the frame on top has its pc */
run_outcome state_call_indirect(wasm_state *st);

/* The function of ours on top, whose native_call is the task's, answered something else than done. */
run_outcome state_take_native(wasm_state *st, int answer);

/* The frame on top gives its place to the callee. */
run_outcome state_return_call(wasm_state *st);
run_outcome state_return_call_indirect(wasm_state *st);
run_outcome state_return_call_ref(wasm_state *st);

/* The top frame has ended, its results stand at its base; what is below is not
 * a running frame of this instance. */
run_outcome state_return(wasm_state *st);

run_outcome state_trap(wasm_state *st, trap_code code);

/* Code of a function on the stack, made again where need be; null: trapped. */
const code_function *state_code(wasm_state *st, const instance *i, uint32_t func);

/* Frame n, of wasm, with its first slot at `base`, is on top now and runs; pc is to be set. */
void        state_unwind(wasm_state *st, uint32_t n, uint32_t base);

/* ---- for tasks (call.c) ---- */

/* `arguments` null: they stand at the stack's start already. */
run_outcome state_begin(wasm_state *st, uint32_t func, const wasm_slot *arguments, uint32_t count);
run_outcome state_resume(wasm_state *st);
run_outcome state_run_natives(wasm_state *st, native_call *call);
int         state_step_native(wasm_state *st, native_call *call);

/* Turn every address in frames into an index. */
void        state_park(wasm_state *st);

/* Memory 0 of the instance, read again. */
static inline void state_read_memory(wasm_state *st)
{
    st->memory = st->instance->memory->bytes;
    st->memory_size = st->instance->memory->size;
}

/* Two that stand one behind the other, with one store: a call makes so many that they are what it takes. */
static inline void state_put_two(uint32_t *at, uint32_t first, uint32_t second)
{
    bool is_little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
    uint64_t both = is_little ? first | (uint64_t)second << 32 : (uint64_t)first << 32 | second;
    memcpy(at, &both, sizeof both);
}

/* A frame for a function of ours, called by the cell at the top frame's pc; there is room. */
static inline native_call *state_push_native(wasm_state *st, uint32_t func, wasm_slot *slots)
{
    wasm_task *t = st->task;
    wasm_frame *top = st->top;
    top[0].pc = st->pc;
    state_put_two(&top[1].instance, STATE_NATIVE, func);
    state_put_two(&top[1].base, (uint32_t)(slots - t->slots), st->instance_number);
    st->top = top + 1;

    native_call *call = &t->native;
    call->function = func;
    call->state = call->context = 0;
    call->slots = slots;
    return call;
}

static inline void state_enter_instance(wasm_state *st, uint32_t number)
{
    st->instance = st->store->instances[number];
    st->instance_number = number;
    st->globals = st->instance->globals;
    state_read_memory(st);
}

/* ---- sized instructions (sized.c) ----
 * Each runs the instruction at pc, in pieces, and steps over its two cells. */
run_outcome sized_memory_fill(wasm_state *st);
run_outcome sized_memory_copy(wasm_state *st);
run_outcome sized_memory_init(wasm_state *st);
run_outcome sized_memory_grow(wasm_state *st);
run_outcome sized_table_fill(wasm_state *st);
run_outcome sized_table_copy(wasm_state *st);
run_outcome sized_table_init(wasm_state *st);
run_outcome sized_table_grow(wasm_state *st);

/* Charge for a piece of sized work, to both tanks. False: suspend. */
bool sized_charge(wasm_store *s, uint64_t bytes);

/* `bytes` of work, in pieces of 64 KiB; `at` counts from the start of the work.
 * False: suspend, and come again with the same progress, 0 at first. */
typedef void sized_piece(const void *work, uint64_t at, uint64_t bytes);
bool sized_in_pieces(wasm_store *s, uint64_t bytes, uint64_t *progress, sized_piece *piece, const void *work);

/* The instruction is done: rest is charged as after a call. */
run_outcome sized_finish(wasm_state *st);

#endif
