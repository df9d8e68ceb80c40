/* A crossing: one call over a component boundary, as data.
 *
 * Owned by the store, named by index from a native frame's context. It lives
 * from the first step of the call to the last one (the result of a call from
 * the host: to the next call). Its phases are the steps of the reference:
 * canon_lower and canon_lift of CanonicalABI.md put together. Whenever a guest
 * must run in between (realloc, the function itself, post-return), the frame
 * answers NATIVE_CALL, and the crossing says where to go on.
 */
#ifndef INLAY_COMPONENT_CROSSING_H
#define INLAY_COMPONENT_CROSSING_H

#include "engine/component/component_store.h"
#include "engine/component/transcode.h"
#include "engine/component/typed.h"

typedef enum crossing_phase {
    CROSSING_ENTER,               /* may it enter; lift the arguments */
    CROSSING_LOWER_ARGUMENTS,
    CROSSING_CALL,
    CROSSING_CALLED,              /* the core function is back: lift its results */
    CROSSING_HOST,                /* ask the host's function */
    CROSSING_LOWER_RESULTS,
    CROSSING_POST_RETURN,
    CROSSING_POST_RETURNED,
    CROSSING_LEAVE
} crossing_phase;

/* A straight call's answer has so many words in C, or is none of those. */
enum { CROSSING_ANSWER = 16 };

/* Where a value lies: among flat words, or in memory. */
typedef struct place {
    bool     flat;
    uint64_t at;
} place;

/* A list of a typed crossing whose items are being lowered. */
typedef struct typed_frame {
    const typed_step *step;
    const uint8_t    *items;
    uint32_t          next, count;
    uint64_t          outer;      /* the base around it */
    uint64_t          pointer;
} typed_frame;

/* Lowering along steps. */
typedef struct typed_walk {
    const typed_code *code;
    const typed_step *at;
    uint32_t          argument;
    typed_frame      *frames;
    uint32_t          depth, capacity;
} typed_walk;

/* A container whose parts are being lowered. */
typedef struct lower_frame {
    const plan_node   *node;      /* TUPLE, RECORD: its children in turn; LIST, MAP: its element */
    const inlay_value *items;
    uint32_t           next, count;
    place              base;
    bool               finish;    /* a list: write pointer and length to `at` when all is done */
    place              at;
    uint64_t           pointer;
    uint32_t           length;
} lower_frame;

typedef enum lower_wait { LOWER_NOTHING, LOWER_SPILL, LOWER_LIST, LOWER_STRING } lower_wait;

/* Lowering in progress. */
typedef struct lowering {
    const component_side *side;
    const plan_node      *nodes;
    lower_frame          *frames;
    uint32_t              depth, capacity;
    wasm_slot             flat[FLAT_SLOTS];   /* the words made */
    lower_wait            wait;               /* what realloc was called for */
    realloc_request       request;
    place                 at;                 /* of what waits */
    const plan_node      *node;
    const inlay_value    *value;
    transcode             text;
    uint64_t              base;               /* in memory: where the values of a typed crossing lie */
    typed_walk            walk;
    uint8_t              *memory;             /* good for one step */
    uint64_t              memory_size;
} lowering;

/* A handle lent for the time of the call. */
typedef struct crossing_lend {
    component_instance *instance;
    uint32_t            index;
} crossing_lend;

/* A resource between two tables: lifted, not yet lowered. */
typedef struct crossing_move {
    inlay_resource *id;           /* on the host's side; null: typed and lowered */
    inlay_resource  given;        /* typed and lowered: the id */
    uint64_t        rep;
    uint32_t        type;
    bool            own;
} crossing_move;

/* On its way a rep lies where the id was, or will be. */
static inline inlay_resource crossing_put_rep(uint64_t rep)
{
    return (inlay_resource){ (uint32_t)rep, (uint32_t)(rep >> 32) };
}
static inline uint64_t crossing_rep(inlay_resource id)
{
    return id.index | (uint64_t)id.serial << 32;
}

typedef struct crossing {
    component_store       *store;
    uint32_t               index;
    uint32_t               next_free;         /* index + 1 */
    bool                   used, entered, waiting, host_asked;
    crossing_phase         phase;
    component_func        *callee;
    const component_side  *caller;            /* null: the host */
    uint32_t               borrows;           /* handles of this scope that the callee still has */
    uint64_t               copied;            /* bytes, against the store's copy_bytes */
    uint64_t               work;              /* bytes not yet charged */
    arena                  scratch;
    inlay_value           *arguments;
    uint32_t               argument_count;
    inlay_value            result;
    const typed_plan      *typed;             /* values lie in C structs; null: they are trees */
    const void *const     *given;             /* typed: what is lowered, each argument's place */
    void                 **lifted;            /* typed: what was lifted */
    void                  *answer[1];         /* typed: the place of the host's result */
    wasm_slot              core_result;       /* kept for post-return */
    host_call              host;
    lowering               lower;
    crossing_lend         *lends;
    uint32_t               lend_count, lend_capacity;
    crossing_move         *moves;
    uint32_t               move_count, move_capacity, moved;
    uint64_t               answer_words[CROSSING_ANSWER];     /* straight: where the answer lies */
    inlay_string           given_text;        /* straight: short text, as the host's function sees it; */
    void                  *given_places[1];   /* and where that is */
    trap_code              fault;             /* why lifting or lowering failed */
    bool                   is_placed;         /* the text says where */
    char                   text[TRAP_TEXT];
} crossing;

/* Null: no memory. */
crossing *crossing_open(component_store *cs, component_func *callee, const component_side *caller);
crossing *crossing_at(component_store *cs, uint32_t index);

/* One from the pool that is not open yet, and giving it back; or to be begun. Null: no memory. */
crossing *crossing_make(component_store *cs);      /* where the pool is empty */
static inline crossing *crossing_take(component_store *cs)
{
    if (!cs->free_crossing)
        return crossing_make(cs);
    crossing *x = cs->crossings[cs->free_crossing - 1];
    cs->free_crossing = x->next_free;
    return x;
}
void      crossing_begin(crossing *x, component_func *callee, const component_side *caller);
ALWAYS_INLINE void crossing_give_back(crossing *x)
{
    component_store *cs = x->store;
    arena_clear_again(&x->scratch);
    x->next_free = cs->free_crossing;
    cs->free_crossing = x->index + 1;
}

/* Give it back: a pending host call is cancelled, host resources in between are dropped. */
void crossing_close(crossing *x);

/* Free all; for component_store_close. */
void crossing_free_all(component_store *cs);

/* Record why it fails; false, to be returned. */
bool crossing_fault(crossing *x, const char *format, ...) PRINTF_LIKE(2, 3);
bool crossing_no_memory(crossing *x);

/* Behind it, where: "the result", of the function that is called. False, to be returned. */
bool crossing_place(crossing *x, const char *where);

/* Count bytes that cross. False: beyond the copy budget. */
bool crossing_count(crossing *x, uint64_t bytes);

/* The same of a string or list, which has a limit of its own. */
bool crossing_count_string(crossing *x, uint64_t bytes);
bool crossing_count_list(crossing *x, uint64_t items, uint64_t bytes);

/* Charge what was counted. */
void crossing_charge(crossing *x);

/* The parts of its steps that driven.c and straight_*.c take by themselves. crossing_take_host answers GO_ON where
 * crossing_step is to follow. */
enum { CROSSING_GO_ON = -1 };
int  crossing_take_host(crossing *x, native_call *call, host_answer answer);
int  crossing_fail(crossing *x, native_call *call);       /* it has its words: native_trap with them; it is closed */
bool crossing_lift_results(crossing *x);                  /* canon_lift: out of core_result. False: a fault */
void crossing_end(crossing *x);                           /* of a call from the host: its result is kept */

/* One step of the frame that the crossing is for (native_outcome). */
int crossing_step(crossing *x, native_call *call);

#endif
