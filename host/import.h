/* What the game offers to mods: functions and resource types of its WIT, bound
 * by name before the first frame, and read only from then on.
 *
 * A name without a version means the interface of that name; with one, that on
 * its track, as several may stand side by side.
 */
#ifndef INLAY_HOST_IMPORT_H
#define INLAY_HOST_IMPORT_H

#include "engine/component/component_instance.h"
#include "engine/wit/wit.h"
#include "host/binding.h"

/* What a function cost so far: some of its calls are timed, by their number. */
typedef struct import_cost {
    uint64_t calls, timed, fuel, ticks, bytes;
    uint32_t untimed;                   /* calls to come that need not be */
} import_cost;

/* What a call costs beside that, in units of fuel: finding the binding, lifting, the call. */
enum { IMPORT_PRICE = 32 };

typedef struct import_function {
    text_view       interface_name;     /* as declared, "arena:game/world@1.2.0"; empty: a world's own */
    text_view       name;               /* "log", "[method]body.position" */
    text_view       wit_name;           /* as bound, for messages */
    inlay_function *function;
    void           *user;
    const inlay_binding_function *bound;  /* by a header: `function` is null */
    typed_function  typed;
    const void     *table;
    host_function  *ours;               /* WASI's: the SDK answers it; `function` and `bound` are null */
    uint64_t        price_call, price_kib;      /* in fuel: what the game declared */
    uint64_t        price_usual;        /* IMPORT_PRICE and price_call; beyond any tank where the price is to be reckoned out */
    import_cost     cost;
} import_function;

typedef struct import_resource {
    text_view   interface_name, name, wit_name;
    uint32_t    type;                   /* the host type: its place in the table + 1 */
    inlay_drop *drop;                   /* may be null */
    void       *user;
} import_resource;

typedef struct import_table {
    arena            *arena;            /* the host's */
    budget           *budget;
    const wit_set    *wit;
    import_function **functions;
    uint32_t          function_count, function_capacity;
    import_function **ours;             /* of WASI's functions those that some mod imports */
    uint32_t          our_count, our_capacity, our_next;      /* our_next: where the next question is likely to be answered */
    import_resource **resources;
    uint32_t          resource_count, resource_capacity;
} import_table;

void import_open(import_table *t, arena *a, budget *b, const wit_set *wit);
void import_close(import_table *t);

bool import_bind(import_table *t, const char *wit_name, inlay_function *function, void *user, error *err);
bool import_bind_typed(import_table *t, const inlay_binding_function *bound, const void *table, void *user, error *err);
/* Declare what a bound function costs beyond what any call does. */
bool import_set_price(import_table *t, const char *wit_name, uint64_t call, uint64_t kib, error *err);
bool import_bind_resource(import_table *t, const char *wit_name, inlay_drop *drop, void *user, error *err);

/* The entry of a function of WASI, made at the first question. Null: no memory, or there are too many. */
import_function *import_ours(import_table *t, text_view interface_name, text_view name, host_function *function);

/* The binding for a component's import; null: none. */
import_function *import_find(const import_table *t, text_view interface_name, text_view name);
import_resource *import_find_resource(const import_table *t, text_view interface_name, text_view name);

/* Is that resource bound, by the name of the interface that declares it? */
bool             import_has_resource(const import_table *t, const char *wit_name);

/* By "iface#name", as given to inlay_resource_new. */
import_resource *import_resource_named(const import_table *t, const char *wit_name);
import_resource *import_resource_at(const import_table *t, uint32_t type);

/* Does the SDK itself answer that interface: WASI's, inlay:mod's? The game binds nothing to it. */
bool import_is_ours(text_view interface_name);

/* "arena:game/world@0.1.0" without its version. */
text_view import_base(text_view interface_name);

/* The interface of the game's WIT that a name means, as a world imports it or as declared; null: none. */
const cexterns *import_interface(const wit_set *wit, text_view interface_name);

/* Functions that a world lets mods import and nothing is bound to: their names, a line each. */
void import_list_unbound(const import_table *t, const cexterns *world, text_builder *out);

#endif
