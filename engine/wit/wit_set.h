/* Resolving: what its steps share. Private to engine/wit.
 *
 * The way of a set of texts: wit_resolve.c parses them and sorts them into
 * packages, wit_bind.c looks up the paths and puts interfaces and worlds into
 * an order without cycles, wit_types.c and wit_funcs.c make their types and
 * functions, wit_world.c their imports and exports, wit_imply.c what those
 * imply. The tree lives in `scratch`, what is made of it in `arena`.
 */
#ifndef INLAY_WIT_WIT_SET_H
#define INLAY_WIT_WIT_SET_H

#include "engine/wit/wit_ast.h"
#include "engine/wit/wit_parse.h"
#include "engine/wit/wit_scope.h"

typedef struct wit_package_edge {
    wit_package             *to;
    const wit_source        *source;
    uint32_t                 at;
    struct wit_package_edge *next;
} wit_package_edge;

struct wit_package {
    text_view         name, version;      /* "ns:name", "1.2.3" */
    text_view         full;               /* "ns:name@1.2.3" */
    const wit_source *source;             /* where it is named */
    uint32_t          line;
    struct wit_part_link *links, **last_link;
    wit_scope        *names;              /* text -> wit_block */
    wit_package_edge *edges;
    int               state;
    wit_package      *next;
};

typedef struct wit_part_link {
    wit_part             *part;
    struct wit_part_link *next;
} wit_part_link;

typedef enum wit_decl_kind { WIT_DECL_TYPE, WIT_DECL_RESOURCE, WIT_DECL_FUNC } wit_decl_kind;

/* What a name of an interface or world means. */
typedef struct wit_decl {
    wit_decl_kind    kind;
    bool             is_off, is_used;     /* is_used: it came by `use` from `from` */
    int              state;
    wit_name         name;
    wit_item        *item;
    wit_block       *from;
    const ctype     *type;                /* TYPE */
    const cresource *resource;            /* RESOURCE */
    const ctype     *own;                 /* RESOURCE: own<it>, made when first used */
    const corigin   *origin;
    uint32_t         link_count;          /* declarations that its type names */
    struct wit_link *links;
} wit_decl;

typedef struct wit_link {
    wit_decl *to;
    uint32_t  at;
} wit_link;

struct wit_set {
    uint32_t         world_count, interface_count;
    const cexterns **worlds, **interfaces;
    const cgated    *gated;               /* worlds and interfaces */
};

/* Externs that all worlds of a set may hold together, copies counted: a chain
 * of includes or uses makes them grow with the square of the text. */
enum { WIT_MOST_EXTERNS = 1 << 19 };

typedef struct wit_resolver {
    arena             *arena;
    arena              scratch;
    const wit_options *options;
    error             *err;
    wit_set           *set;
    wit_source        *sources;           /* copied: origins point here */
    wit_package       *packages, **last_package;
    wit_scope         *package_names;     /* full name -> wit_package */
    uint32_t           block_count;
    wit_block        **order;             /* needed ones first */
    uint32_t           extern_count, resource_count, type_count;
    struct imply_frame *imply_stack;      /* of wit_imply.c, kept for the next world */
} wit_resolver;

/* Refuse at a byte of the part's source. Returns false. */
#define wit_refuse(r, part, at, ...) wit_lex_refuse((part)->source, (r)->err, (at), __VA_ARGS__)

/* Add "did you mean `x`?" where something looks like it. Returns false. */
bool wit_hint_nearest(wit_resolver *r, text_view nearest);

/* Where the first of two stands, to whoever reads `here`. Line 0: that isn't known. False, to be returned. */
bool wit_hint_first(wit_resolver *r, const wit_source *here, const wit_source *first, uint32_t line);

/* wit_bind.c */
bool wit_bind_all(wit_resolver *r);

/* wit_gate.c: is the declaration in? False in *on: left out. */
bool wit_gate_check(wit_resolver *r, const wit_part *part, const wit_gate *gate, const wit_name *name, bool *on);
/* It is left out: the fit tells a mod that wants it why. */
bool wit_gate_leave_out(wit_resolver *r, const cgated **list, text_view name, const corigin *origin);
corigin *wit_gate_origin(wit_resolver *r, const wit_part *part, const wit_gate *gate, const wit_name *name);
const corigin *wit_gate_field_origin(wit_resolver *r, const wit_part *part, const wit_field *field);

/* wit_types.c: declare the items of a block, order its types, make them. */
bool wit_types_resolve(wit_resolver *r, wit_block *block);
const ctype *wit_types_make(wit_resolver *r, wit_block *block, const wit_type *type);
/* `name`, which is `what` ("a type"), is used, but its gate leaves it out. Returns false. */
bool wit_types_refuse_off(wit_resolver *r, const wit_part *part, uint32_t at, text_view name, const char *what);
bool wit_types_check_off(wit_resolver *r, const wit_block *block);
const cextern *wit_types_extern(wit_decl *decl, cextern *out);
cfield *wit_types_fields(wit_resolver *r, wit_block *block, const wit_field *fields, uint32_t count, uint32_t room, const char *what);

/* wit_funcs.c */
const cfunc *wit_funcs_make(wit_resolver *r, wit_block *block, const wit_item *item, const wit_func *func, const wit_decl *self,
                            const corigin *origin);

/* A growing list of externs, in scratch; `blocks` runs beside it (see wit_world.c). */
typedef struct wit_externs {
    cextern    *items;
    wit_block **blocks;
    uint32_t    count, capacity;
} wit_externs;

bool wit_externs_add(wit_resolver *r, wit_externs *list, const cextern *item, wit_block *block);

/* The functions of a resource, and the externs of all items of an interface. */
bool wit_funcs_of_resource(wit_resolver *r, wit_block *block, wit_decl *decl, wit_externs *out);
bool wit_funcs_interface(wit_resolver *r, wit_block *block);

/* wit_world.c */
bool wit_world_resolve(wit_resolver *r, wit_block *block);

/* wit_imply.c: the world's imports and exports with all that they imply. */
bool wit_imply(wit_resolver *r, wit_block *world);

#endif
