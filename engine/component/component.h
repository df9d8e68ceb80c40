/* A component: what its binary says, decoded and validated, immutable, in one
 * arena (component model, design/mvp/Binary.md).
 *
 * `steps` are its definitions in file order: instantiating a component is
 * walking them (component_instance.h). Types are in index spaces only while
 * decoding; what is kept points to ctypes. The file's bytes must outlive it.
 */
#ifndef INLAY_COMPONENT_COMPONENT_H
#define INLAY_COMPONENT_COMPONENT_H

#include "engine/component/ctype.h"
#include "engine/wasm/module.h"

/* What is beyond 0.2 and gated; a switch each. */
typedef enum component_feature {
    COMPONENT_ASYNC = 1 << 0, COMPONENT_MAP = 1 << 1, COMPONENT_IMPLEMENTS = 1 << 2, COMPONENT_FIXED_LISTS = 1 << 3,
    COMPONENT_MORE_ASYNC = 1 << 4, COMPONENT_STACKFUL = 1 << 5, COMPONENT_THREADS = 1 << 6, COMPONENT_ERROR_CONTEXT = 1 << 7,
    COMPONENT_MEMORY64 = 1 << 8, COMPONENT_WIDE_REPS = 1 << 9,     /* canonical options with memories of 64 bits; (resource (rep i64)) */
    /* What a host takes, for it can run it; and all there is, for looking at a component. */
    COMPONENT_RUNS = COMPONENT_MAP | COMPONENT_IMPLEMENTS | COMPONENT_FIXED_LISTS | COMPONENT_MEMORY64 | COMPONENT_WIDE_REPS, COMPONENT_ALL = 0x3FF
} component_feature;

typedef struct component component;

/* Core sorts and component sorts; each index space is counted while walking the steps. */
typedef enum component_sort {
    SORT_CORE_FUNC, SORT_CORE_TABLE, SORT_CORE_MEMORY, SORT_CORE_GLOBAL, SORT_CORE_TAG, SORT_CORE_TYPE,
    SORT_CORE_MODULE, SORT_CORE_INSTANCE,
    SORT_FUNC, SORT_VALUE, SORT_TYPE, SORT_COMPONENT, SORT_INSTANCE,
    SORT_COUNT
} component_sort;

typedef struct component_ref { component_sort sort; uint32_t index; } component_ref;
typedef struct component_named_ref { text_view name; component_ref ref; } component_named_ref;

/* A core module's type: for imports of modules and for checking instantiations. */
typedef struct ccore_extern {
    text_view           module, name;    /* module: empty for exports */
    wasm_extern_type    type;            /* type indices: canonical while decoding, no meaning later */
} ccore_extern;

typedef struct ccore_type {
    uint32_t            import_count, export_count;
    const ccore_extern *imports, *exports;
} ccore_type;

typedef enum string_encoding { ENCODING_UTF8, ENCODING_UTF16, ENCODING_LATIN1_UTF16 } string_encoding;

#define COMPONENT_NO_INDEX UINT32_MAX

/* canonopt, checked: indices into this component's core func and memory spaces. */
typedef struct canon_options {
    string_encoding encoding : 8;
    bool            is_async;
    bool            is_64;        /* addresses of `memory` are i64 */
    uint32_t        memory, realloc, post_return, callback;   /* COMPONENT_NO_INDEX: none */
} canon_options;

/* canon ::= … ; those beyond lift, lower and resource.* validate, and trap when
 * called until the async ABI runs. CANON(name, text) */
#define CANONS(CANON)                                                                                     \
    CANON(LIFT, "lift") CANON(LOWER, "lower") CANON(RESOURCE_NEW, "resource.new")                         \
    CANON(RESOURCE_DROP, "resource.drop") CANON(RESOURCE_REP, "resource.rep")                             \
    CANON(BACKPRESSURE_SET, "backpressure.set") CANON(BACKPRESSURE_INC, "backpressure.inc")               \
    CANON(BACKPRESSURE_DEC, "backpressure.dec") CANON(TASK_RETURN, "task.return") CANON(TASK_CANCEL, "task.cancel") \
    CANON(CONTEXT_GET, "context.get") CANON(CONTEXT_SET, "context.set")                                   \
    CANON(SUBTASK_CANCEL, "subtask.cancel") CANON(SUBTASK_DROP, "subtask.drop")                           \
    CANON(STREAM_NEW, "stream.new") CANON(STREAM_READ, "stream.read") CANON(STREAM_WRITE, "stream.write") \
    CANON(STREAM_CANCEL_READ, "stream.cancel-read") CANON(STREAM_CANCEL_WRITE, "stream.cancel-write")     \
    CANON(STREAM_DROP_READABLE, "stream.drop-readable") CANON(STREAM_DROP_WRITABLE, "stream.drop-writable") \
    CANON(FUTURE_NEW, "future.new") CANON(FUTURE_READ, "future.read") CANON(FUTURE_WRITE, "future.write") \
    CANON(FUTURE_CANCEL_READ, "future.cancel-read") CANON(FUTURE_CANCEL_WRITE, "future.cancel-write")     \
    CANON(FUTURE_DROP_READABLE, "future.drop-readable") CANON(FUTURE_DROP_WRITABLE, "future.drop-writable") \
    CANON(ERROR_CONTEXT_NEW, "error-context.new") CANON(ERROR_CONTEXT_DEBUG_MESSAGE, "error-context.debug-message") \
    CANON(ERROR_CONTEXT_DROP, "error-context.drop")                                                       \
    CANON(WAITABLE_SET_NEW, "waitable-set.new") CANON(WAITABLE_SET_WAIT, "waitable-set.wait")             \
    CANON(WAITABLE_SET_POLL, "waitable-set.poll") CANON(WAITABLE_SET_DROP, "waitable-set.drop")           \
    CANON(WAITABLE_JOIN, "waitable.join") CANON(THREAD_YIELD, "thread.yield") CANON(THREAD_OTHER, "thread.*")

typedef enum canon_kind {
#define CANON(name, text) CANON_##name,
    CANONS(CANON)
#undef CANON
} canon_kind;

typedef struct component_canon {
    canon_kind       kind;
    canon_options    options;
    union {
        uint32_t     core_func;          /* LIFT: the core function */
        uint32_t     func;               /* LOWER: the component function */
    };
    uint32_t         type;               /* RESOURCE_*, STREAM_*, FUTURE_*: type index; see `resource` */
    const cfunc     *type_of;            /* LIFT, LOWER: the component function's type */
    const wasm_functype *core_type;      /* of the core function that this makes (all but LIFT) or takes (LIFT) */
} component_canon;

/* How an entry of the type index space matters at run time: resources only. A
 * STEP_TYPE with a resource makes a fresh resource type in each instance;
 * aliases, imports and exports of resource types carry run-time identities along:
 * `resource` is this component's view of the one that `external` (of an alias,
 * import, export or instantiation) has under the same name. */
typedef enum component_step_kind {
    STEP_CORE_MODULE,             /* a nested core module: `module` */
    STEP_CORE_INSTANTIATE,        /* core_instantiate */
    STEP_CORE_EXPORTS,            /* a core instance made from exports: names */
    STEP_COMPONENT,               /* a nested component: `component`; captures this instance for outer aliases */
    STEP_INSTANTIATE,             /* instantiate */
    STEP_EXPORTS,                 /* an instance made from exports: names */
    STEP_ALIAS_EXPORT,            /* alias of a component instance's export: makes `ref.sort` */
    STEP_ALIAS_CORE_EXPORT,       /* of a core instance's export */
    STEP_ALIAS_OUTER,             /* of an enclosing component's definition */
    STEP_TYPE,                    /* type indices, `run` of them; one with `resource` defines a resource, else no run-time meaning */
    STEP_CORE_TYPE,               /* `run` core type indices; no run-time meaning */
    STEP_CANON,                   /* lift makes a func, all others a core func */
    STEP_IMPORT,                  /* makes ref.sort */
    STEP_EXPORT                   /* exports `ref`, and makes a new index of that sort (names[0].name its name) */
} component_step_kind;

typedef struct component_step {
    component_step_kind kind : 8;
    component_sort      sort : 8;        /* what the step adds to which index space */
    uint32_t            outer_count : 16;/* ALIAS_OUTER: 0 is this component */
    union {
        uint32_t        target;          /* *_INSTANTIATE: module or component index; ALIAS_*EXPORT: instance index; EXPORT: index exported */
        uint32_t        run;             /* TYPE, CORE_TYPE: how many indices, at least 1 */
        uint32_t        outer_index;     /* ALIAS_OUTER: index there */
    };
    uint32_t            name_count;      /* *_EXPORTS: names and what they mean; *_INSTANTIATE: arguments */
    uint32_t            destructor;      /* TYPE with resource: core func index, or COMPONENT_NO_INDEX */
    const component_named_ref *names;
    text_view           name;            /* ALIAS_*EXPORT: export name; IMPORT, EXPORT: the name */
    union {
        const wasm_module     *module;   /* CORE_MODULE */
        const component       *nested;   /* COMPONENT */
        const component_canon *canon;    /* CANON */
        const cresource       *resource; /* TYPE that defines one; IMPORT, ALIAS_*, EXPORT of a resource type; else null */
    };
    const cextern       *external;       /* IMPORT, EXPORT, ALIAS_EXPORT, INSTANTIATE, EXPORTS: what the new index is, in this
                                            component's view (INSTANTIATE, EXPORTS: an unnamed CEXTERN_INSTANCE); else null */
} component_step;

struct component {
    const uint8_t             *file;
    uint32_t                   offset, size;
    uint32_t                   step_count;
    const component_step      *steps;
    const cexterns            *type;         /* imports and exports: the component's world */
    uint32_t                   counts[SORT_COUNT];   /* sizes of the index spaces */
    uint32_t                   custom_count;
    const wasm_custom         *customs;
    uint32_t                   features;     /* component_feature bits it uses */
    uint32_t                   core_features;/* of all its modules together */
    uint32_t                   module_count; /* core modules inside, nested ones too: for code tables */
};

/* Is this a component, a core module, or neither? By the first eight bytes. */
typedef enum component_form { FORM_OTHER, FORM_MODULE, FORM_COMPONENT } component_form;
component_form component_form_of(const uint8_t *file, size_t size);

/* Is it a component? False: what it is instead. */
bool component_check_form(const uint8_t *file, size_t size, error *err);

/* Decode and validate all of it, core modules too. Everything is in `a`;
 * scratch is used while validating and given back. `file` must outlive it.
 * features: the component_feature switches that are on. Null when refused. */
component *component_decode(arena *a, budget *scratch, const uint8_t *file, size_t size, uint32_t features, error *err);

/* Does it use nothing beyond `features`? False: err says what, and where it is seen from outside. */
bool component_runs(const component *c, uint32_t features, error *err);

/* The component type that it exports as a type (CEXTERN_OTHER_TYPE); null: it is something else. */
const cexterns *component_type_named(const cextern *item);

/* What decides its type, as bytes: all sections but core modules and custom ones.
 * Components with equal outlines have equal imports and exports. */
void component_outline(const component *c, text_builder *out);

#endif
