/* Counts: how often each straight way of each function ran, and so what every
 * instruction cost, to the unit.
 *
 * A store that counts runs the same cells by another interpreter: results, fuel and
 * suspensions are what they are without, and it may begin and end whenever none of
 * its tasks runs, also while calls are suspended. What is not counted costs nothing.
 *
 * A book holds the counts of one store: an array for each function that ran,
 * charged to the book's budget. Where there is no room for one, its ways are not
 * counted, and `missed` says how many were not.
 */
#ifndef INLAY_WASM_COUNT_H
#define INLAY_WASM_COUNT_H

#include "engine/wasm/code.h"
#include "engine/wasm/stack.h"

typedef struct count_book count_book;

/* Null: no memory. */
count_book *count_open(budget *b);
void        count_close(count_book *b);

/* Null: count no more. None of the store's tasks runs. False: no memory, and it is as it was. */
bool        store_count(wasm_store *s, count_book *b);

/* Fuel for going from one instance into another, all in all; and ways that found no room. */
uint64_t    count_leaving(const count_book *b);
uint64_t    count_missed(const count_book *b);

/* ---- who called whom ---- */

#define COUNT_NO_NODE UINT32_MAX
#define COUNT_OURS    UINT32_MAX      /* stack_frame.function: no one function of ours */

/* A tree of calls, which is told of each unit as it is spent (below 0: given back, where an
 * exception left what was paid). It may give one node for several calls. */
typedef struct count_follower {
    uint32_t (*root)(void *user);     /* of what is called from outside now */
    uint32_t (*child)(void *user, uint32_t above, const stack_frame *at);     /* cell 0: the function itself, else a call of it */
    void     (*spend)(void *user, uint32_t node, int64_t units, bool is_call);
} count_follower;

/* From now on, until it is closed. */
void        count_follow(count_book *b, const count_follower *follower, void *user);

/* Where the last unit was spent: of what runs, or ran last. */
uint32_t    count_current(const count_book *b);

/* Spent and not told yet, outside of functions; and tell of it. */
uint64_t    count_pending(const count_book *b, const wasm_store *s);
void        count_settle(count_book *b, const wasm_store *s);

/* A point of a function: what was paid for its instruction, which ran so often. What is
 * charged for a way that a trap cuts short is paid for all of it. */
typedef struct count_point {
    uint32_t offset;              /* byte of the module's file */
    uint64_t runs;                /* 0: what is paid beside instructions: zeroed locals, many values moved, sized work */
    int64_t  fuel;
} count_point;

typedef struct count_function {
    wasm_code         *code;
    uint32_t           function;  /* index in the module */
    uint64_t           calls;
    int64_t            fuel;      /* of all points */
    uint32_t           point_count;
    const count_point *points;    /* in the order of the body; those of 0 and 0 left out */
} count_function;

/* Functions that ran, in the order of their first calls. */
uint32_t    count_functions(const count_book *b);

typedef void count_teller(void *user, const count_function *f);

/* Tell of function `index`; translates it again. False: no memory, and nothing was told. */
bool        count_tell(count_book *b, uint32_t index, count_teller *tell, void *user);

/* What all functions spent, and the calls between instances. False: no memory. */
bool        count_sum(count_book *b, int64_t *fuel);

#endif
