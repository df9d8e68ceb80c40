/* What a picture consists of. For component_picture.c, which uses it, and
 * component_shape.c, which takes it.
 */
#ifndef INLAY_COMPONENT_COMPONENT_SHAPE_H
#define INLAY_COMPONENT_COMPONENT_SHAPE_H

#include "engine/component/component_picture.h"
#include "engine/wasm/picture.h"

#define SHAPE_NONE UINT32_MAX

typedef struct shape_ask {
    text_view interface_name, name;
    uint32_t  type;               /* the store's, whatever number it has of the host */
} shape_ask;

typedef struct shape_instance {
    uint32_t parent;              /* SHAPE_NONE: the root */
} shape_instance;

typedef struct shape_resource {
    uint32_t instance, destructor;
    bool     is_wide;
} shape_resource;

/* Without what is a store's own: the store, the side's instance, the host's answer. */
typedef struct shape_func {
    component_func func;
    uint32_t       instance;
} shape_func;

/* A core function that canon made; `user` of a picture's natives. */
typedef struct shape_native {
    canon_kind     kind;
    uint32_t       instance;
    component_side side;          /* lowered: its instance stands beside */
    uint32_t       index, func;   /* lowered */
    uint32_t       resource;      /* others */
} shape_native;

struct component_picture {
    budget            own;
    arena             arena;
    picture           core;
    const component  *component;
    uint32_t          entry, drop_entry, build_entry;
    uint32_t          counted;            /* instances, of both sorts */
    uint32_t          ask_count;          shape_ask      *asks;
    uint32_t          instance_count;     shape_instance *instances;      /* oldest first */
    uint32_t          root;
    uint32_t          resource_count;     shape_resource *resources;      /* the host's are the first ones */
    uint32_t          import_count;                                       /* functions of the host: the first of all */
    uint32_t          func_count, func_capacity;   shape_func *funcs;
    uint32_t          lowered_count;
    uint64_t         *prices;             /* of each core instance, and one more */
    component_exports exports;            /* of the root, two levels deep; functions by index: `address` */
};

/* user: a shape_native. */
int shape_call_lowered(void *user, native_call *call);
int shape_call_builtin(void *user, native_call *call);

#endif
