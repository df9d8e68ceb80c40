/* Counting while cells run: for the interpreter that counts, and for those that
 * enter and leave functions beside it.
 */
#ifndef INLAY_WASM_COUNT_RUN_H
#define INLAY_WASM_COUNT_RUN_H

#include "engine/base/hash_index.h"
#include "engine/wasm/count.h"
#include "engine/wasm/state.h"

/* One function's. */
typedef struct count_entry {
    wasm_code           *code;
    const code_function *f;
    uint64_t             calls;
    uint32_t             cell_count;  /* units */
    uint64_t            *cells;   /* by unit (code_form.h); null: no room. Jumps: taken; sized: passed (2nd cell); work: units; a call's last: left by an exception */
} count_entry;

/* Which kind of cell an op stands for: codes[(op - low) >> shift]. */
typedef struct count_numbers {
    uint16_t *codes;
    uint32_t  low, shift, count;
} count_numbers;

/* A frame, while it stands. */
typedef struct count_stand {
    uint32_t    above, own;       /* nodes: it stands below; its function's */
    const void *what;             /* its function */
} count_stand;

struct count_book {
    budget        *budget;
    count_numbers  numbers;
    uint64_t       leaving, missed;
    uint32_t       entry_count, entry_capacity;    count_entry *entries;
    hash_index     index;         /* of the entries, by their function */

    const count_follower *follower;                /* null: no one follows; count_follow.c */
    void          *user;
    uint32_t       stand_count, stand_capacity;    count_stand *stands;    /* by frame; those that are known */
    uint32_t       current, ours; /* nodes: of what runs; of what we do for it */
    bool           is_entered, is_native;          /* the frame on top is new */
    uint64_t       then;          /* what was spent when it was told last */
};

/* interp_count.c. False: no memory. */
bool        interpreter_number(const interpreter *i, count_numbers *n, budget *b);
bool        interpreter_is_work(uint32_t code);
run_outcome interpreter_count(wasm_state *st);

/* The counter of a cell of the frame on top; one for nothing where there is no room. */
uint64_t *count_find(wasm_state *st, const wasm_cell *pc);

static inline uint64_t *count_at(wasm_state *st, const wasm_cell *pc)
{
    size_t unit = (size_t)((const char *)pc - (const char *)st->count.start) / CODE_UNIT;
    return unit < st->count.size ? &st->count.cells[unit] : count_find(st, pc);
}

/* A run of the interpreter begins. */
void count_begin(wasm_state *st);

/* A frame of wasm is on top, and its function's entry is charged. */
void count_enter(wasm_state *st);

/* A frame is new on top, whoever's. */
void count_called(wasm_state *st);

/* A cell that works begins, and has ended, or is suspended or trapped: what it charged is its work's. */
void count_begin_work(wasm_state *st, const wasm_cell *pc, int64_t at_hand);
void count_end_work(wasm_state *st, int64_t at_hand);

/* The sized instruction at pc is done, and `rest` for the way behind it charged. */
void count_pass(wasm_state *st, uint32_t rest);

/* Frame n is left by an exception, at its cell `cell`: units are given back for what lies behind. */
void count_give_back(wasm_state *st, uint32_t n, uint32_t cell, uint32_t units);

#endif
