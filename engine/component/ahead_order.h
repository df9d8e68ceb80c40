/* What ahead.c and ahead_body.c share: the order in which bodies are taken. */
#ifndef INLAY_COMPONENT_AHEAD_ORDER_H
#define INLAY_COMPONENT_AHEAD_ORDER_H

#include "engine/component/ahead.h"
#include "engine/component/key_map.h"
#include "engine/wasm/code.h"

#define AHEAD_NONE UINT32_MAX

/* How unlikely a call is: its probability's logarithm to the base 2, negated, in sixteenths. */
enum {
    AHEAD_UNKNOWN = 0xFFFF, AHEAD_NEVER = 0xFFFE,
    AHEAD_BRANCH = 12,            /* behind a br_if */
    AHEAD_ARM = 16,               /* in an arm of an if */
    AHEAD_DEEP = 90,              /* no call of one body is less likely than that */
    AHEAD_TABLE = 20,             /* through a table; and each function of the type is as likely as the others */
    AHEAD_LOOP = 69,              /* a large body with a large br_table in a loop: what runs the mod's own language */
    AHEAD_ROWS = 512,
    AHEAD_BESIDE = 32,            /* a likely function makes so many on either side likely, too */
    AHEAD_FARTHER = 12,           /* for twice the distance */
    AHEAD_APART = 144             /* what stands beside an unlikely one has nothing of that */
};

typedef struct ahead_code {
    wasm_code *code;
    uint32_t   first;             /* number of its first own function */
    uint32_t  *imports;           /* by index of an imported function: its number, or AHEAD_NONE */
} ahead_code;

/* A function in a table, of whatever module: modules of one component share tables. */
typedef struct ahead_entry { uint32_t type_hash, number; } ahead_entry;

/* A function in the queue: in a row with those that are as likely for their size. */
typedef struct ahead_item { uint32_t next, before; uint16_t row; } ahead_item;

struct ahead {
    budget     *budget;
    arena       arena;
    ahead_code *codes;
    uint32_t    code_count, func_count;
    uint16_t   *by_call;          /* by number: how unlikely, going by calls */
    uint8_t    *by_place;         /* likewise: how unlikely is the likeliest beside it, and how far; AHEAD_APART: none is likely */
    uint8_t    *is_taken, *is_called;
    ahead_entry *entries;         /* in the order of their types */
    uint8_t    *is_asked;         /* by the first entry of a type: they were offered */
    uint32_t    entry_count;
    ahead_item *items;            /* by number; row: AHEAD_ROWS where it isn't in the queue */
    uint32_t    rows[AHEAD_ROWS]; /* the first of each, AHEAD_NONE: empty; the likeliest before */
    uint32_t    row;              /* all before are empty */
    key_map     names;            /* hash of an exported function's name: its number + 1 */
    uint64_t    left, most;       /* bytes of bodies */
    bool        is_warm;
};

/* A function may be called; what stands worse than it did changes nothing. */
void ahead_offer(ahead *a, uint32_t number, uint32_t unlikely);

/* The functions of one source file stand beside each other, and many are called where one is. */
void ahead_offer_beside(ahead *a, uint32_t number, uint32_t unlikely);

ahead_code *ahead_code_of(ahead *a, uint32_t number);
uint32_t    ahead_number(const ahead_code *c, uint32_t func);

/* Note the functions in tables, 65,536 at most: once, where a file is loaded (ahead_body.c). */
void ahead_list_entries(ahead *a);

/* Offer what the body may call (ahead_body.c). */
void ahead_follow(ahead *a, uint32_t number, uint32_t unlikely);

/* Has it a br_table of many targets in a loop? */
bool ahead_is_loop(const wasm_module *m, uint32_t func);

/* Offer what the component lifts, and what runs while it starts (ahead_root.c). */
void ahead_offer_roots(ahead *a, const component *c, uint32_t depth);

#endif
