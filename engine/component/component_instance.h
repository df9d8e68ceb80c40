/* Component instances: a component run inside a store.
 *
 * Instantiating, calling an export, and dropping a guest's resource are all
 * calls on a task (engine/wasm/call.h): they run in slices of fuel, and
 * realloc, post-return and destructors are states of the same machine.
 */
#ifndef INLAY_COMPONENT_COMPONENT_INSTANCE_H
#define INLAY_COMPONENT_COMPONENT_INSTANCE_H

#include "engine/component/component.h"
#include "engine/component/typed.h"
#include "engine/component/value.h"
#include "engine/wasm/call.h"

typedef struct component_store    component_store;       /* a wasm_store and what the component model adds */
typedef struct component_instance component_instance;
typedef struct component_code     component_code;        /* wasm_code of every core module inside; shared by stores */

/* ---- what the embedder answers ---- */

typedef enum host_answer { HOST_DONE, HOST_PENDING, HOST_DENIED, HOST_TRAP } host_answer;

/* One call of a host function. Arguments were lifted once; `state` and
 * `arguments` stay the same while it answers pending. Resources in arguments
 * are ids made by the `host` table below. */
typedef struct host_call {
    const cfunc        *type;
    void               *store_user;      /* component_store_config.user */
    const inlay_value  *arguments;
    uint32_t            argument_count;
    inlay_value         result;          /* to be filled in; its parts may come from `scratch` */
    arena              *scratch;         /* lives until the call has been lowered */
    uint64_t            state;           /* the function's own word; 0 at first */
    uint64_t            moved;           /* bytes of the strings and lists that it was given */
    uint64_t            work;            /* what it did beside its price, as bytes moved: 16 a unit of fuel */
    bool                cancelled;       /* the mod goes: let go of what `state` names; the answer is ignored */
    bool                typed;           /* bound by a header: arguments and result lie in C structs */
    const void *const  *typed_arguments;
    void               *typed_result;    /* its place, zeroed; null: it has none */
    char                text[TRAP_TEXT]; /* HOST_TRAP, HOST_DENIED: why */
} host_call;

typedef host_answer host_function(void *user, host_call *call);

/* A resource type at run time, known to the store: host types are given by the
 * embedder (any number of its own choosing), guest types are made at instantiation. */
typedef uint32_t resource_type;

/* A guest begins to call a function of the host's (straight_host.h). */
struct component_lowered;
struct native_call;
typedef int component_direct(struct component_lowered *lowered, struct native_call *call);

/* The same, where a forward leads to it: a forward_go (engine/wasm/forward_memo.h). */
struct wasm_state;
struct forward_memo;
typedef int component_forward(struct wasm_state *st, const struct forward_memo *m, wasm_slot *base, int fuel);

/* What a straight one is given: one string; numbers and what is lent, each an argument of its own; or anything else. */
typedef enum component_given { GIVEN_TEXT, GIVEN_WORDS, GIVEN_OTHER } component_given;

typedef struct component_ways {
    component_direct  *begin;     /* null: straight_call_host */
    component_forward *forward;   /* null: none */
    uint32_t           price;     /* of that: what it takes with the frames', before the function is asked */
} component_ways;

typedef struct component_host {
    void *user;
    /* The function for an import; interface is empty for the world's own functions. False: err says why. */
    bool (*function)(void *user, text_view interface_name, text_view name, const cfunc *type,
                     host_function **function, void **function_user, error *err);
    /* The host's number for an imported resource type. False: err says why. */
    bool (*resource)(void *user, text_view interface_name, text_view name, uint32_t *host_type, error *err);

    /* Resources that cross. rep is the word that the guest's table holds for a host
     * resource, or that resource.new was given for a guest's own. */
    bool (*lift_host)(void *user, uint32_t host_type, uint32_t rep, bool own, inlay_resource *out);      /* guest -> host; false: it died */
    bool (*lower_host)(void *user, uint32_t host_type, inlay_resource id, bool own, uint64_t *rep, char *why, size_t why_size);
    bool (*lift_guest)(void *user, resource_type type, uint64_t rep, bool own, inlay_resource *out);     /* own: the host owns it now */
    bool (*lower_guest)(void *user, inlay_resource id, resource_type *type, uint64_t *rep, bool own, char *why, size_t why_size);
    /* A guest dropped its own handle of a host resource. */
    void (*drop_host)(void *user, uint32_t host_type, uint32_t rep);
    /* What a host function gave has been lowered, and took so many bytes beside its own slots: not told where it took none. May be null. */
    void (*gave)(void *user, host_function *function, void *function_user, uint64_t bytes);
    /* The C side of the function that a header binds; null: none does. The member may be null, too. */
    const typed_function *(*typed)(void *user, text_view interface_name, text_view name);
    /* Ways of the embedder's own for the straight calls of such a function; answers: it has a result. The member may be null. */
    component_ways (*direct)(host_function *function, void *function_user, component_given given, bool answers);
} component_host;

typedef struct component_store_config {
    store_config          core;
    const component_host *host;          /* null: no host imports, no resources cross */
    void                 *user;          /* reaches host functions as store_user */
    uint32_t              handles;       /* most in each table; 0: LIMIT_HANDLES */
    uint64_t              copy_bytes;    /* most bytes lifted and lowered in one call; 0: LIMIT_COPY_BYTES */
} component_store_config;

component_store *component_store_open(const component_store_config *config, error *err);

/* What one mod may have and move; 0: no limit of its own. */
typedef struct component_quota {
    uint64_t copy_bytes;          /* lifted and lowered in one call; 0: LIMIT_COPY_BYTES */
    uint64_t table_entries;       /* of all core tables together */
    uint32_t handles;             /* in each table; 0: LIMIT_HANDLES */
    uint32_t string_bytes;        /* in one string */
    uint32_t list_items;          /* in one list or map */
} component_quota;

/* What came near to it: the most of one call, string, list so far. Strings and lists are
 * counted from 80 of 100 of the quota on, and are 0 below. */
typedef struct component_use {
    uint64_t copy_bytes, table_entries;
    uint32_t handles, string_bytes, list_items;
} component_use;

/* Runs nothing of the guest. Host resources that its tables own are dropped through drop_host. */
void             component_store_close(component_store *cs);
wasm_store      *component_store_core(component_store *cs);

component_code  *component_code_open(budget *b, const component *c);

/* Translating what is likely to be called, before it is (ahead.h): to be made ready once; so many
 * bytes; no more for now, neither at calls; has all been that was likely at first? False of the first: no memory, and it is left out. */
bool             component_code_plan_ahead(component_code *code, const component *c);
uint32_t         component_code_ahead(component_code *code, uint32_t room, uint32_t largest);
void             component_code_rest(component_code *code);
bool             component_code_is_warm(const component_code *code);
void             component_code_remember(component_code *code, component_code *before);     /* of the version before */
void             component_code_watch(component_code *code, code_watcher *watcher, void *user);      /* code_watch, of each */
void             component_code_close(component_code *code);

/* ---- running ---- */

/* Begin to instantiate on the task; then task_run until done. Imports are asked
 * of the host at once: false and an error names every one that is missing. */
bool component_instantiate(component_store *cs, wasm_task *task, const component *c, component_code *code,
                           component_instance **out, error *err);

/* An export to call: resolved once, then called often. `interface_name` empty: the component's own. */
typedef struct component_func component_func;
component_func *component_export_func(component_instance *instance, text_view interface_name, text_view name);
const cfunc    *component_func_type(const component_func *f);

/* Begin a call: lowers the arguments (they may go when this returns). False: the
 * arguments don't fit the type, or a limit; err says which. The task must be idle. */
bool component_call(component_func *f, wasm_task *task, const inlay_value *arguments, uint32_t count, error *err);

/* The same with C values: arguments[i] is where the i-th lies; their views must last until the call
 * is done, or component_keep_arguments. */
bool component_call_typed(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments, error *err);

/* Where the plan is straight: begin and run it in one, with the result at `result` where that isn't null.
 * REFUSED: nothing has happened; begin it as above. DRIVEN: as if that had been done, and run: *out
 * says how it ended, and component_typed_result has the result. The task must be idle. */
typedef enum straight_outcome { STRAIGHT_REFUSED, STRAIGHT_DONE, STRAIGHT_DRIVEN } straight_outcome;
straight_outcome component_call_straight(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                         void *result, task_outcome *out);

/* Run what the task, or a typed call, has begun: task_run for both. */
task_outcome component_run(component_store *cs, wasm_task *task);

/* A typed call was suspended: copy what it has not lowered yet. */
void component_keep_arguments(component_store *cs);

/* The plan for calling `f` with the C side `c`, in the store's memory. Null, and why. */
const typed_plan *component_func_typed(component_func *f, const typed_function *c, error *err);

/* After TASK_DONE of a typed call: where the result lies; null: there is none. Good as component_result's. */
const void *component_typed_result(const component_store *cs);

/* The plan of the typed call that is done; null: it was none. And its result, copied. False: no memory. */
const typed_plan *component_typed_kept(const component_store *cs);
bool              component_copy_typed(const component_store *cs, arena *a, void **out);

/* After TASK_DONE: the result, lifted; good until the next component_call on this store. Null: none. */
const inlay_value *component_result(component_store *cs, wasm_task *task);

/* Begin to drop a guest resource that the host owned: runs its destructor. */
bool component_drop_guest(component_store *cs, wasm_task *task, resource_type type, uint64_t rep, error *err);

/* The run-time type of a resource that an instance exports. */
bool component_export_resource(const component_instance *instance, text_view interface_name, text_view name, resource_type *out);

/* Handles in use in all tables, for statistics. */
uint32_t component_store_handles(const component_store *cs);

/* Bytes that crossed since the store was opened. */
/* Between two frames: what one call may move from now on. */
void     component_store_set_quota(component_store *cs, const component_quota *quota);     /* at any time; what is there already stays */
component_use component_store_use(const component_store *cs);
uint64_t component_store_copied(const component_store *cs);
uint64_t component_store_lowered(const component_store *cs);       /* of them, those from the host to the mod */

#endif
