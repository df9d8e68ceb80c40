/* Prices: rows of work, measured in rounds and held against an i32.add.
 *
 * A row is run for so many turns at a time; the time of a unit is the least of
 * all its rounds, which are interleaved with those of all other rows.
 */
#ifndef INLAY_TESTS_HOSTILE_PRICE_H
#define INLAY_TESTS_HOSTILE_PRICE_H

#include "tests/hostile/groups.h"

enum { PRICE_ROWS = 700 };

/* Run so many turns of `which`; give the fuel they took. False: it failed. */
typedef bool price_runner(void *user, uint32_t which, uint32_t turns, double *ns, double *fuel);

typedef struct price_row {
    char          name[40];
    price_runner *run;
    void         *user;
    uint32_t      which, turns, turns_most;
    double        best;           /* ns of a unit; negative: not measured, or it failed */
    bool          told_only;      /* not judged: what it takes is the machine's memory */
} price_row;

typedef struct price_list { int count; price_row rows[PRICE_ROWS]; } price_list;

/* turns_most 0: as many as it takes. */
price_row *price_add(price_list *list, const char *name, price_runner *run, void *user, uint32_t which, uint32_t turns_most);

double     price_cpu_ns(void);

/* Run the task to its end on a full tank: what a runner does once its call is begun. */
bool       price_run_task(wasm_store *s, wasm_task *t, double *ns, double *fuel);

/* Each opens what its rows need, adds them, and closes them at the end; null: it could not, having said why. */
typedef struct price_source price_source;
price_source *price_core_open(price_list *list, const char *file);
void          price_core_close(price_source *s);
price_source *price_crossing_open(price_list *list);
void          price_crossing_close(price_source *s);
price_source *price_host_open(price_list *list);
void          price_host_close(price_source *s);

#endif
