/* Fuel as the translator sees it (docs/adr/0012): straight ways, points on them,
 * and what is charged where.
 *
 * A way is a straight piece of a body, from where it can be entered up to and
 * with what ends it. A point is a place on a way: how much of the way lies
 * before it. rest(point) is what lies behind it; it is known once the way has
 * ended, so whoever charges leaves a fix, and all are settled at the end.
 */
#ifndef INLAY_WASM_FUEL_H
#define INLAY_WASM_FUEL_H

#include "engine/wasm/code.h"

typedef struct fuel_point { uint32_t way, spent; } fuel_point;

typedef enum fuel_kind {
    FUEL_JUMP,                    /* jump.price = rest(target) - rest(next) + extra */
    FUEL_REST,                    /* a = rest(target) */
    FUEL_CHECK                    /* bits = rest(target) */
} fuel_kind;

#define FUEL_NOWHERE UINT32_MAX

typedef struct fuel_fix {
    uint32_t   cell;
    uint32_t   link;              /* the next one that waits for the same label */
    fuel_kind  kind;
    uint32_t   extra;
    fuel_point target, next;      /* next.way FUEL_NOWHERE: nothing follows */
} fuel_fix;

typedef struct fuel_book {
    budget   *budget;
    uint32_t  way_count, way_capacity;   uint32_t *ways;      /* price of each ended way */
    uint32_t  fix_count, fix_capacity;   fuel_fix *fixes;
    uint32_t  spent;              /* of the way we are on, whose number is way_count */
    uint32_t  text;               /* units since the last mark */
    bool      failed;             /* no memory */
} fuel_book;

enum {
    FUEL_MARK        = 1024,      /* units of text between marks */
    FUEL_FREE_LOCALS = 16,        /* zeroed without a price of their own */
    FUEL_FREE_MOVES  = 8
};

/* The oracle build counts each instruction as it runs, and compares. */
#ifdef INLAY_FUEL_ORACLE
enum { FUEL_ORACLE = 1 };
#else
enum { FUEL_ORACLE = 0 };
#endif

void       fuel_close(fuel_book *f);

static inline void fuel_spend(fuel_book *f, uint32_t units)
{
    f->spent += units;
    f->text += units;
}

static inline fuel_point fuel_here(const fuel_book *f) { return (fuel_point){ f->way_count, f->spent }; }

/* The way ends here; the next begins. */
static inline void fuel_end_way(fuel_book *f)
{
    if (!budget_room(f->budget, f->ways, f->way_capacity, f->way_count)) {
        f->failed = true;
        return;
    }
    f->ways[f->way_count++] = f->spent;
    f->spent = 0;
}

/* Returns the fix's number; FUEL_NOWHERE: no memory. */
static inline uint32_t fuel_fix_later(fuel_book *f, fuel_fix fix)
{
    if (!budget_room(f->budget, f->fixes, f->fix_capacity, f->fix_count)) {
        f->failed = true;
        return FUEL_NOWHERE;
    }
    f->fixes[f->fix_count] = fix;
    return f->fix_count++;
}

/* All ways have ended: write every price into its cell. */
void       fuel_settle(const fuel_book *f, wasm_cell *cells);
uint32_t   fuel_rest(const fuel_book *f, fuel_point p);

/* Of slots beyond those that are free: 1 unit for 16 bytes. */
static inline uint32_t fuel_beyond(uint32_t slots, uint32_t free) { return slots > free ? (slots - free + 1) / 2 : 0; }

#endif
