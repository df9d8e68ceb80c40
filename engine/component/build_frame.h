/* One component being instantiated: its index spaces so far, and what its
 * resource types are. Owned by the build, in its arena. */
#ifndef INLAY_COMPONENT_BUILD_FRAME_H
#define INLAY_COMPONENT_BUILD_FRAME_H

#include "engine/component/component_build.h"
#include "engine/component/component_code.h"

/* A component as a value: what it says, and where it was defined. */
typedef struct component_closure {
    const component          *component;
    const struct build_frame *scope;
} component_closure;

/* A core instance: linked, or made from exports. */
typedef struct core_exports {
    uint32_t              address;       /* WASM_NO_INDEX: made from exports */
    uint32_t              count;
    component_named_item *items;
} core_exports;

/* cresource → resource type: an open-addressed table. */
typedef struct resource_binding {
    const cresource *resource;
    uint32_t         type;
} resource_binding;

typedef struct build_frame {
    struct build_frame       *parent;    /* that instantiates this one */
    const struct build_frame *scope;     /* around the component's definition */
    const component          *component;
    component_instance       *instance;
    uint32_t                  next;      /* step */
    uint32_t                  counts[SORT_COUNT];
    component_item           *items[SORT_COUNT];
    component_exports         arguments;
    uint32_t                  last_hint, core_hint;   /* where the last name was found: the next one is near */
    uint32_t                 *hints;     /* the same by step, from the time before; null: none */
    resource_binding         *bindings;
    uint32_t                  binding_count, binding_capacity;
} build_frame;

typedef struct component_build {
    component_store     *store;
    component_code      *code;
    arena                arena;
    build_frame         *top;
    component_instance **out;
    uint64_t             units;          /* charged since the last core instance, but by guests */
    const component_picture *picture;    /* that the store is made of; null: the steps are walked */
    uint32_t             next;           /* core instance of the picture */
    bool                 is_paid;
    error                err;
} component_build;

/* A frame with room for all that the component counts. Null: no memory. */
build_frame *frame_open(component_build *b, build_frame *parent, const component_closure *closure);

/* One more item in the frame's index space of its sort. */
bool frame_add(component_build *b, build_frame *f, component_item item);

/* The item at an index; null and an error when there is none. */
const component_item *frame_get(component_build *b, const build_frame *f, component_sort sort, uint32_t index);

/* Say what a resource is here; and all that an instance's type names. */
bool frame_bind(component_build *b, build_frame *f, const cresource *resource, uint32_t type);
bool frame_bind_exports(component_build *b, build_frame *f, const cexterns *type, const component_exports *exports, uint32_t depth);
bool frame_find_resource(const build_frame *f, const cresource *resource, uint32_t *type);

/* For plan_compile. */
plan_resources frame_resources(const build_frame *f);

#endif
