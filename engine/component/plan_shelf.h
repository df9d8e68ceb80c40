/* A shelf of plans: what depends on a component alone is made once, and shared by
 * all its instances. It belongs to the component's code, and is used on the same
 * thread; plans on it never change, and go with it.
 *
 * A plan names resource types by the store's numbers, which are alike in all
 * stores of a component as a rule, but need not be: each find is compared.
 */
#ifndef INLAY_COMPONENT_PLAN_SHELF_H
#define INLAY_COMPONENT_PLAN_SHELF_H

#include "engine/component/typed.h"

typedef struct plan_shelf plan_shelf;

/* `most` bytes are kept; what is beyond them each instance makes for itself. wide: plans for memories of 64 bits as well.
 * Null: no memory. */
plan_shelf *plan_shelf_open(budget *b, uint64_t most, bool wide);
void        plan_shelf_close(plan_shelf *s);

/* plan_compile; in `own` where the shelf has no room. */
const plan *plan_shelf_compile(plan_shelf *s, arena *own, const cfunc *func, plan_resources resources, error *err);

/* Is the plan on it? */
bool plan_shelf_has(const plan_shelf *s, const cfunc *func, const plan *p);

/* typed_compile of a plan that the shelf gave, likewise. */
const typed_plan *plan_shelf_typed(plan_shelf *s, arena *own, const cfunc *func, const plan *p, bool is_64, const typed_function *f, error *err);

/* The same for callers of both sorts; wide: null where there are none. */
typedef struct typed_pair { const typed_plan *narrow, *wide; } typed_pair;
bool plan_shelf_pair(plan_shelf *s, arena *own, const cfunc *func, const plan *p, const typed_function *f, typed_pair *out, error *err);

/* Plans on it, both sorts. */
uint32_t plan_shelf_count(const plan_shelf *s);

#endif
