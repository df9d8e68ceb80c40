/* What the files of the component decoder share: the decoder, and a scope's
 * index spaces while a component, component type or instance type is read.
 *
 * Scopes nest and are gone when decoding ends; what is kept (ctypes, externs,
 * steps) lies in the component's arena. Core types of all modules are one space
 * here (`core`), so that equal ones have equal numbers.
 */
#ifndef INLAY_COMPONENT_SCOPE_H
#define INLAY_COMPONENT_SCOPE_H

#include "engine/base/reader.h"
#include "engine/component/component.h"
#include "engine/component/key_map.h"
#include "engine/component/name_index.h"

typedef enum scope_kind { SCOPE_COMPONENT, SCOPE_COMPONENT_TYPE, SCOPE_INSTANCE_TYPE } scope_kind;

typedef enum type_entry_kind { TYPE_VALUE, TYPE_FUNC, TYPE_RESOURCE, TYPE_INSTANCE, TYPE_COMPONENT } type_entry_kind;

/* An entry of the type index space. */
typedef struct type_entry {
    union {
        const ctype             *value;
        const struct func_type  *func;
        const cresource         *resource;
        const struct world_type *world;      /* TYPE_INSTANCE, TYPE_COMPONENT */
    };
    uint32_t        alias;                   /* TYPE_RESOURCE: ctype.alias of handles made from here */
    type_entry_kind kind;
} type_entry;

/* The type of an instance (exports) or a component (both). Made here only, so
 * that every cexterns met while decoding is the head of one of these. */
typedef struct world_type {
    cexterns          externs;
    const name_index *imports, *exports;     /* null where there are none */
    const struct cextern *instance;          /* of a component: what instantiating makes, where that is always the same; or null */
    uint32_t          scope;                 /* resources of this scope are bound here */
    uint32_t          size;                  /* all types inside */
    uint8_t           level;                 /* nesting of its scope */
    uint8_t           lowest;                /* least level of an outer scope whose resources it may name; >= level: none */
    uint8_t           depth;                 /* of instance and component types inside */
    bool              has_own;               /* resources of its scope appear */
    bool              has_resources;         /* any appear, or handles */
    bool              has_types;             /* imports or exports types, or instances, which may */
} world_type;

/* A component function's type, and the core types that lifting and lowering give it. */
typedef struct func_type {
    cfunc    func;
    uint32_t size;
    bool     has_handles;
    uint32_t core_ids[2][2];                 /* lift, lower; memory of 32, of 64 bits: number in `core` + 1; 0: not asked yet */
    const wasm_functype *core_types[2][2];
} func_type;

typedef struct core_type_entry {
    const struct core_module_type *module;   /* null: a type of `core` */
    uint32_t                       id;
} core_type_entry;

/* A core module's imports and exports, type indices canonical. */
typedef struct core_module_type {
    ccore_type        type;
    const name_index *exports;               /* by name */
    const name_index *imports;               /* by module and name */
} core_module_type;

typedef struct core_instance {
    const ccore_extern *exports;
    const name_index   *index;               /* null: no exports */
} core_instance;

typedef struct scope {
    struct scope *outer;
    scope_kind    kind;
    uint32_t      id;
    uint8_t       level, lowest, depth;      /* lowest, depth: see world_type */
    uint8_t       context_type;              /* the core type of its context slots; 0: none was named */
    bool          has_own;
    bool          is_bag;                    /* of an instance made from exports: it names nothing */
    uint64_t      size;

    uint32_t type_count, type_room;                   type_entry              *types;
    uint32_t core_type_count, core_type_room;         core_type_entry         *core_types;
    uint32_t core_func_count, core_func_room;         uint32_t                *core_funcs;      /* numbers in `core` */
    uint32_t core_tag_count, core_tag_room;           uint32_t                *core_tags;
    uint32_t core_table_count, core_table_room;       wasm_table_type         *core_tables;
    uint32_t core_memory_count, core_memory_room;     wasm_memory_type        *core_memories;
    uint32_t core_global_count, core_global_room;     wasm_global_type        *core_globals;
    uint32_t module_count, module_room;               const core_module_type **modules;
    uint32_t core_instance_count, core_instance_room; core_instance           *core_instances;
    uint32_t func_count, func_room;                   const func_type        **funcs;
    uint32_t value_count, value_room;                 const ctype            **values;
    uint32_t component_count, component_room;         const world_type       **components;
    uint32_t instance_count, instance_room;           const world_type       **instances;

    uint32_t import_count, import_room;               cextern                 *imports;
    uint32_t export_count, export_room;               cextern                 *exports;
    uint32_t step_count, step_room;                   component_step          *steps;           /* SCOPE_COMPONENT: in the arena, room for all */

    key_map  visible[2];          /* types with a name outside, for imports and for exports (visible.h) */
    key_map  named[2];            /* resources imported and exported at the top: number of the extern + 1 */
    component *component;         /* SCOPE_COMPONENT */
} scope;

/* Where a resource comes from. */
typedef struct resource_owner { uint32_t scope; uint8_t level; bool is_imported; } resource_owner;

/* A core function type that built-ins have, made once. */
typedef struct core_shape { const char *text; uint32_t id; const wasm_functype *type; } core_shape;
enum { CORE_SHAPES = 40 };

/* Two types found to match, so that shared parts are compared once. */
typedef struct match_memo { const void *a, *b; uint64_t when; } match_memo;
enum { MATCH_MEMOS = 256 };

enum { SPARE_TYPES = 8 };         /* what a list has room for at first */

typedef struct component_decoder {
    arena      *arena;            /* what is kept */
    arena       temp;             /* what lasts until decoding ends */
    budget     *scratch;
    error      *err;
    const uint8_t *file;
    uint32_t    features;         /* that are on */
    uint64_t    at;               /* byte of the definition that is read; for messages */
    scope      *scope;            /* the innermost */
    uint32_t    scope_count, alias_count, module_count, component_count, instance_count;
    type_registry core;           /* all core types, equal ones once */
    core_shape  shapes[CORE_SHAPES];
    /* by cresource.id; 0 is none */
    uint32_t          resource_count, owner_room, bound_room[2];
    resource_owner   *owners;
    const cresource **bound[2];   /* what a resource stands for while types are matched, on either side: substitute_bound */
    uint32_t          undo_count, undo_room;
    uint32_t         *undo;       /* ids bound, twice the id plus the side */
    key_map           renamed;    /* types that stand for others while a type is substituted */
    uint64_t          when;       /* changes whenever `bound` does */
    match_memo       *memos;
    uint64_t    referenced;       /* what the type bound that was just read is equal to: its key in `visible` */
    uint64_t    matched, match_most;     /* names and fields compared, or looked at to be copied */
    uint64_t    copied, copy_most;/* bytes of types that were copied to substitute resources */
    type_entry *spare_types;      /* room for SPARE_TYPES, of a scope that was closed; null: none */
    component_step ignored;       /* what steps of type scopes are written to */
} component_decoder;

/* Refuse what is read now, as INVALID. Returns false. */
#define scope_refuse(d, ...) error_set((d)->err, ERROR_INVALID, (d)->at, __VA_ARGS__)

/* Refuse the byte just read, which starts nothing known. Returns false. */
bool scope_refuse_byte(reader *r, uint8_t byte, const char *what);

/* `count` names or fields are about to be compared or looked at, once more. False: too often, refused. */
bool scope_spend(component_decoder *d, uint64_t count);

/* A feature that is off is refused by name; one that is on is noted. */
bool scope_feature(component_decoder *d, component_feature feature, const char *what);

bool scope_open(component_decoder *d, scope *s, scope_kind kind);
void scope_close(component_decoder *d, scope *s);

/* The scope `count` outwards, or null and refused. */
scope *scope_outer(component_decoder *d, uint32_t count);

/* Each adds an entry. False: no memory. */
bool scope_add_type(component_decoder *d, type_entry entry);
bool scope_add_core_type(component_decoder *d, core_type_entry entry);
bool scope_add_core_func(component_decoder *d, uint32_t id);
bool scope_add_core(component_decoder *d, wasm_extern_type type);
bool scope_add_module(component_decoder *d, const core_module_type *module);
bool scope_add_core_instance(component_decoder *d, core_instance instance);
bool scope_add_func(component_decoder *d, const func_type *func);
bool scope_add_component(component_decoder *d, const world_type *world);
bool scope_add_instance(component_decoder *d, const world_type *world);

/* Add what an extern names to the index space of its sort. */
bool scope_add_extern(component_decoder *d, const cextern *external);

component_sort scope_sort_of(const cextern *external);

/* Each: false and refused when the index is out of bounds. */
bool scope_check(component_decoder *d, component_sort sort, uint32_t index);
const type_entry *scope_type(component_decoder *d, uint32_t index);          /* null: refused */
bool scope_refuse_type(component_decoder *d, uint32_t index, const char *wanted);      /* says what the index is instead: "an instance" */
bool scope_core_extern(component_decoder *d, component_sort sort, uint32_t index, wasm_extern_type *type);

/* What an index of a component sort, or a core module, is; without a name. */
bool scope_extern(component_decoder *d, component_sort sort, uint32_t index, cextern *external);

/* A step of the component being read; null: no memory. In type scopes: a dummy that is not kept. */
component_step *scope_step(component_decoder *d, component_step_kind kind, component_sort sort);

/* A step that adds `run` types; runs join. */
bool scope_step_types(component_decoder *d, component_step_kind kind);

/* A resource of this scope. Null: no memory. */
cresource *scope_resource(component_decoder *d);

/* The world of the scope's imports and exports. Null: refused or no memory. */
world_type *scope_world(component_decoder *d);

const char *scope_sort_text(component_sort sort);

#endif
