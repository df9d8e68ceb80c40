/* What a running component is made of: the store, its instances and its
 * functions. For the files of the component run time alone; embedders see
 * component_instance.h.
 *
 * Everything here lives in the store's arena until the store closes. What a
 * native frame of a task names, it names by index.
 */
#ifndef INLAY_COMPONENT_STORE_H
#define INLAY_COMPONENT_STORE_H

#include "engine/base/expect.h"
#include "engine/component/component_watch.h"
#include "engine/component/plan_shelf.h"
#include "engine/component/resource.h"
#include "engine/component/typed.h"

struct crossing;
typedef struct component_picture component_picture;      /* component_picture.h */
typedef struct component_trace   component_trace;
typedef struct component_own     component_own;

/* One side of a crossing that is a guest: where its values lie (canonopt). */
typedef struct component_side {
    component_instance *instance;
    string_encoding     encoding;
    uint32_t            memory, realloc, post_return;      /* store addresses, or WASM_NO_INDEX */
    bool                is_async;
    bool                is_64;    /* addresses of the memory are i64 */
} component_side;

/* An address that the guest gave, or a length. */
static inline uint64_t side_word(const component_side *side, wasm_slot slot) { return side->is_64 ? slot.bits : slot.i32; }

/* A component function: lifted by an instance, or the host's. */
struct component_func {
    component_store *store;
    text_view        name;            /* for messages: as imported or exported */
    const cfunc     *type;            /* as seen where it was made */
    const plan      *plan;
    struct plan_shelf *shelf;         /* that the plan came from */
    typed_pair       typed;           /* the host's, where a header binds it; else null */
    /* lifted: */
    component_side   side;
    uint32_t         core_func;
    task_entry       core_entry, realloc_entry, post_entry;     /* for typed calls; good where has_entries */
    bool             has_entries;
    bool             is_straight;     /* nothing but the values stands against a straight call; good where has_entries */
    typed_memory     straight_memory; /* the same: what straight calls may need of its memory, where strings are UTF-8 */
    const struct memory *guest_memory;        /* the same: the side's; null: it has none */
    /* the host's: */
    host_function   *host;            /* null: lifted */
    void            *host_user;
    text_view        interface_name;  /* as imported; empty: the world's own */
    struct crossing *asking;          /* the store's, while that is made for this one */
    uint64_t         unwatched;       /* calls until the watcher is told of one; 0: it was; counts below that where there is none */
    uint32_t         word;            /* the watcher's */
    component_func  *next_host;
};

/* A core function made by canon lower. */
typedef struct component_lowered {
    component_func *func;
    component_side  side;             /* of the guest that calls */
    component_direct *begin;          /* how its calls do: canon_open_lowered, or straight_make_direct's */
    component_forward *forward;       /* the same, where a forward leads to it; null: it has no way of its own */
    uint32_t         forward_price;   /* what that takes at once, for the call */
    const struct memory *memory;      /* of a straight one: the side's */
    uint32_t         answer_size, answer_align, answer_slot;      /* the same: where that says, its answer goes into memory; size 0: it doesn't */
} component_lowered;

/* A core function made by any other canon. */
typedef struct component_builtin {
    component_store    *store;
    component_instance *instance;
    canon_kind          kind;
    uint32_t            resource;
} component_builtin;

/* A thing in a component's index spaces, as it is at run time. */
typedef struct component_item {
    component_sort sort;
    union {
        component_func           *func;
        uint32_t                  resource;      /* SORT_TYPE; RESOURCE_NONE: no resource type */
        const struct component_exports *instance;
        const struct component_closure *component;
        const wasm_module        *module;
        const struct core_exports *core_instance;
        uint32_t                  address;       /* core functions, tables, memories, globals, tags */
    };
} component_item;

typedef struct component_named_item {
    text_view      name;
    component_item item;
} component_named_item;

/* An instance as a bag of names: of an instantiation, of exports, of the host. */
typedef struct component_exports {
    uint32_t              count;
    component_named_item *items;
} component_exports;

/* The size of one string or list. What is larger than `seen` is looked at by size_is_over,
 * which says no beyond `most` and raises `seen`. */
typedef struct size_quota { uint32_t most, near, seen; } size_quota;

static inline bool size_is_over(size_quota *q, uint64_t size)
{
    if (size <= q->seen)
        return false;
    if (size > q->most)
        return true;
    q->seen = (uint32_t)size;
    return false;
}

/* CanonicalABI.md, Component Instance State. */
struct component_instance {
    component_store    *store;
    component_instance *parent;       /* that instantiated it */
    uint32_t            depth;
    bool                may_enter, may_leave;
    handle_table        handles;
    component_exports   exports;
    component_instance *next;         /* of the store */
};

struct component_store {
    budget               *budget;
    wasm_store           *core;
    arena                 arena;
    const component_host *host;
    void                 *user;
    uint32_t              handles_most;
    uint64_t              copy_bytes;
    uint64_t              copied, copied_most;          /* all in all; in one call */
    uint64_t              lowered;                      /* of `copied`: from the host to guests */
    size_quota            strings, lists;     /* bytes of one, items of one */
    uint32_t              few_bytes;          /* of one string that no quota is asked about: STORE_FEW, or what quotas leave of it */
    component_func       *host_funcs, **last_host_func;   /* in the order of the imports */
    component_watcher    *watcher;            /* of calls of the host's functions; null: no one */
    void                 *watcher_user;
    uint32_t              handles;            /* in use, all tables */

    resource_info        *resources;
    uint32_t              resource_count, resource_capacity;

    component_instance   *instances;          /* newest first */
    uint32_t              instance_count;     /* component and core instances */

    struct crossing     **crossings;
    uint32_t              crossing_count, crossing_capacity;
    uint32_t              free_crossing;      /* index + 1; 0: none */
    struct crossing      *asking;             /* what straight calls of the host's functions are made of; null: none was made, or the last one went on */
    struct crossing      *spare;              /* what a straight call goes on as where it must; null: to be taken of the free ones */
    struct crossing      *driven;             /* of a typed call that runs; null: none does */
    struct crossing      *kept;               /* whose result component_result gives */
    struct crossing      *aside;              /* the one before, while the next call runs; null: none */
    struct component_build *build;            /* the instantiation under way, or one that failed */
    component_trace      *trace;              /* of a walk; null: nothing was noted */
    const component_picture *picture;         /* that it was made of; null: it was walked */
    component_own        *own;                /* beside the picture */

    bool                  has_entries;
    uint32_t              entry, drop_entry, build_entry;     /* native functions that a task begins with */
};

/* What the next call is given may be parts of the last result: that goes when the call is over. */
void component_set_kept_aside(component_store *cs);

/* May the host call it, on that task, which has a stack then? */
bool component_may_call(const component_func *f, wasm_task *task, error *err);

/* What a core function of ours was lowered as; null: it wasn't, or was never called. */
component_lowered *component_store_find_lowered(const component_store *cs, const struct store_native *native);

/* The functions that tasks begin with, in a store that is linked anew. False: no memory. */
bool store_add_entries(component_store *cs);

/* The driven crossing waited for the guest, which stopped so. */
task_outcome component_go_on(component_store *cs, wasm_task *task, task_outcome guest);

/* Fill in the entries: before its first call outside a task. */
void component_find_entries(component_func *f, const wasm_task *task);

/* A component function's core values: all of ours are below this many. */
enum { FLAT_SLOTS = CTYPE_FLAT_PARAMS + 1 };

/* Into its table, and counted: all tables of a store have its `handles_most` together. */
static inline handle_fault store_add_handle(component_instance *instance, handle h, uint32_t *index)
{
    component_store *cs = instance->store;
    if (cs->handles >= cs->handles_most)
        return HANDLE_FULL;
    handle_fault fault = handle_table_add(&instance->handles, h, index);
    cs->handles += fault == HANDLE_OK;
    return fault;
}

/* Bytes of short text. */
enum { STORE_FEW = 16 };

/* A string or list up to this size needs no look at its quota. */
static inline uint32_t store_size_seen(const component_store *cs, bool is_text)
{
    return is_text ? cs->strings.seen : cs->lists.seen;
}

/* One call moved so many bytes; `lowered` of them from the host to a guest. */
static inline void store_count_copied(component_store *cs, uint64_t bytes, uint64_t lowered)
{
    cs->copied += bytes;
    cs->lowered += lowered;
    if (UNLIKELY(bytes > cs->copied_most))
        cs->copied_most = bytes;
}

bool store_add_resource(component_store *cs, resource_info info, uint32_t *type);

component_instance *store_add_instance(component_store *cs, component_instance *parent);

/* The same, with a place for it that is zeroed. */
void store_enter_instance(component_store *cs, component_instance *instance, component_instance *parent);

/* Count one more instance, component or core. False: LIMIT_INSTANCES. */
bool store_count_instance(component_store *cs);

/* Is one of them inside the other, or are they the same? */
bool instance_is_related(const component_instance *a, const component_instance *b);

/* Store.lift: may the caller (null: the host) enter, and entering and leaving it;
 * and what the walk over the instances around them costs. */
uint64_t instance_entering_price(const component_instance *instance, const component_instance *caller);
bool instance_may_enter(const component_instance *instance, const component_instance *caller);
void instance_set_enter(component_instance *instance, const component_instance *caller, bool may_enter);

#endif
