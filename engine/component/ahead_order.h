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
    AHEAD_CALL = 2,               /* of each call */
    AHEAD_BRANCH = 12,            /* behind a br_if */
    AHEAD_ARM = 16,               /* in an arm of an if */
    AHEAD_DEEP = 90,              /* no call of one body is less likely than that */
    AHEAD_TABLE = 16,             /* through a table; and each function of the type is as likely as the others */
    AHEAD_LOOP = 69               /* a large body with a large br_table: what runs the mod's own language */
};

typedef struct ahead_code {
    wasm_code *code;
    uint32_t   first;             /* number of its first own function */
    uint32_t  *imports;           /* by index of an imported function: its number, or AHEAD_NONE */
    uint32_t  *entries;           /* functions in tables, by type; null: not looked for yet */
    uint32_t  *entry_starts;      /* by type index, and one more */
    uint8_t   *asked;             /* by type index: its entries were offered */
} ahead_code;

typedef struct ahead_item { uint32_t cost, number; } ahead_item;

struct ahead {
    budget     *budget;
    arena       arena;
    ahead_code *codes;
    uint32_t    code_count, func_count;
    uint16_t   *unlikely;         /* by number */
    uint8_t    *is_taken, *is_called;
    ahead_item *heap;             /* the least cost first */
    uint32_t    heap_count, heap_capacity;
    key_map     names;            /* hash of an exported function's name: its number + 1 */
    uint64_t    left, most;       /* bytes of bodies */
    bool        is_warm;
};

/* A function may be called; what stands worse than it did changes nothing. */
void ahead_offer(ahead *a, uint32_t number, uint32_t unlikely);

ahead_code *ahead_code_of(ahead *a, uint32_t number);
uint32_t    ahead_number(const ahead_code *c, uint32_t func);

/* Offer what the body may call (ahead_body.c). */
void ahead_follow(ahead *a, uint32_t number, uint32_t unlikely);

/* Has it a br_table of many targets? */
bool ahead_is_loop(const wasm_module *m, uint32_t func);

/* Offer what the component lifts, and what runs while it starts (ahead_root.c). */
void ahead_offer_roots(ahead *a, const component *c, uint32_t depth);

#endif
