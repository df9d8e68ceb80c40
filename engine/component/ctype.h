/* Component types: one model for what a component's binary says and for what
 * WIT text says. Immutable, in the arena of whoever made them.
 *
 * Value types are structural: compare with ctype_equal. Resources are nominal:
 * a cresource is itself, compared by address.
 */
#ifndef INLAY_COMPONENT_CTYPE_H
#define INLAY_COMPONENT_CTYPE_H

#include "engine/base/arena.h"
#include "engine/base/error.h"

/* CTYPE_KIND(name, WIT text) */
#define CTYPE_KINDS(CTYPE_KIND)                                                                     \
    CTYPE_KIND(BOOL, "bool") CTYPE_KIND(S8, "s8") CTYPE_KIND(U8, "u8") CTYPE_KIND(S16, "s16")       \
    CTYPE_KIND(U16, "u16") CTYPE_KIND(S32, "s32") CTYPE_KIND(U32, "u32") CTYPE_KIND(S64, "s64")     \
    CTYPE_KIND(U64, "u64") CTYPE_KIND(F32, "f32") CTYPE_KIND(F64, "f64") CTYPE_KIND(CHAR, "char")   \
    CTYPE_KIND(STRING, "string") CTYPE_KIND(ERROR_CONTEXT, "error-context")                         \
    CTYPE_KIND(RECORD, "record") CTYPE_KIND(VARIANT, "variant") CTYPE_KIND(LIST, "list")            \
    CTYPE_KIND(FIXED_LIST, "list") CTYPE_KIND(MAP, "map") CTYPE_KIND(TUPLE, "tuple")                \
    CTYPE_KIND(FLAGS, "flags") CTYPE_KIND(ENUM, "enum") CTYPE_KIND(OPTION, "option")                \
    CTYPE_KIND(RESULT, "result") CTYPE_KIND(OWN, "own") CTYPE_KIND(BORROW, "borrow")                \
    CTYPE_KIND(STREAM, "stream") CTYPE_KIND(FUTURE, "future")

typedef enum ctype_kind {
#define CTYPE_KIND(name, text) CTYPE_##name,
    CTYPE_KINDS(CTYPE_KIND)
#undef CTYPE_KIND
    CTYPE_KIND_COUNT
} ctype_kind;

typedef struct ctype     ctype;
typedef struct cresource cresource;
typedef struct cexterns  cexterns;

/* Where something was written; opaque here (engine/wit makes and reads them). */
typedef struct corigin corigin;

/* A record's field, a variant's case, a tuple's item (no name), a flag, an enum's case, a parameter. */
typedef struct cfield {
    text_view      name;
    const ctype   *type;          /* null: a case without payload, a flag, an enum's case */
    const corigin *origin;
} cfield;

struct ctype {
    ctype_kind       kind;
    uint32_t         count;       /* of fields */
    text_view        name;        /* as declared; empty where it is anonymous. No part of equality */
    const cexterns  *owner_interface;   /* the interface that declares it, for messages; may be null */
    const corigin   *origin;
    const cfield    *fields;      /* RECORD VARIANT TUPLE FLAGS ENUM */
    const ctype     *element;     /* LIST FIXED_LIST OPTION STREAM FUTURE; RESULT: ok; MAP: value. Null: none */
    const ctype     *other;       /* RESULT: error; MAP: key. Null: none */
    const cresource *resource;    /* OWN BORROW */
    uint32_t         length;      /* FIXED_LIST */
    uint32_t         alias;       /* OWN BORROW in a binary: through which import or export it was named. No part of equality */
    uint32_t         root;        /* the number that a named type shares with the other names for it; 0: it has no name. No part of equality */

    /* Derived by ctype_finish (CanonicalABI.md, alignment and elem_size; memory32). */
    uint32_t         size, size_64;     /* size_64: in a 64-bit memory */
    uint32_t         leaves;      /* types inside, all counted, itself too; at most LIMIT_TYPE_SIZE */
    uint8_t          align, align_64;
    uint8_t          flat_count;  /* core values when flattened; CTYPE_FLAT_MANY beyond 64 */
    uint8_t          depth;       /* nesting, itself counted */
    uint8_t          payload_offset;    /* VARIANT OPTION RESULT */
    bool             has_pointers;      /* a list, map or string inside: lowering may realloc */
    bool             has_handles;       /* own or borrow inside */
    bool             has_borrow;
};

enum { CTYPE_FLAT_MANY = 65, CTYPE_FLAT_PARAMS = 16, CTYPE_FLAT_RESULTS = 1 };

struct cresource {
    text_view        name;
    text_view        interface_name;    /* "wasi:io/streams@0.2.6", or empty */
    const corigin   *origin;
    bool             is_defined;        /* this component defines it (has a rep), not imports it */
    bool             is_wide;           /* its rep is an i64 */
    uint32_t         id;                /* from a binary: 1.., unique in the whole file, below the outermost component's resource_count */
};

typedef struct cfunc {
    uint32_t       param_count;
    const cfield  *params;
    const ctype   *result;        /* null: none */
    bool           is_async;
    const corigin *origin;
} cfunc;

typedef enum cextern_kind { CEXTERN_FUNC, CEXTERN_TYPE, CEXTERN_RESOURCE, CEXTERN_INSTANCE, CEXTERN_COMPONENT, CEXTERN_MODULE, CEXTERN_VALUE,
    CEXTERN_OTHER_TYPE            /* (type (eq …)) of a function, instance or component type: nothing at run time */
} cextern_kind;

struct ccore_type;                /* a core module type: engine/component/component.h */

/* A named import or export. */
typedef struct cextern {
    text_view      name;          /* "on-frame", "arena:game/world@0.1.0", "[method]blob.read" */
    cextern_kind   kind;
    union {
        const cfunc             *func;
        const ctype             *type;         /* CEXTERN_TYPE: equal to this; CEXTERN_VALUE: of this type */
        const cresource         *resource;     /* CEXTERN_RESOURCE: this resource (imported: abstract, bound here) */
        const cexterns          *instance;     /* exports only */
        const cexterns          *component;    /* imports and exports */
        const struct ccore_type *module;
        const struct type_entry *other;      /* CEXTERN_OTHER_TYPE (scope.h) */
    };
    text_view      implements;    /* (implements "…"), or empty */
    text_view      external_id;   /* of a binary: (external-id "…"); no bytes: it has none. No part of its type */
    uint32_t       alias;         /* CEXTERN_RESOURCE of a binary: see ctype.alias */
    const corigin *origin;
} cextern;

/* An interface (exports only), or a component or world (both). */
/* What the WIT has, but a gate leaves out: nobody switched its feature on. */
typedef struct cgated {
    text_view            name;
    const corigin       *origin;
    const struct cgated *next;
} cgated;

struct cexterns {
    text_view      name;          /* the interface's or world's own, with package and version, where known */
    uint32_t       import_count, export_count;
    const cextern *imports, *exports;
    const corigin *origin;
    const cgated  *gated;         /* in no order */
};

/* Compute the derived members; the parts must be finished. False: too deep, too
 * large (LIMIT_TYPE_DEPTH, LIMIT_TYPE_SIZE) or its values are, said in err. */
bool ctype_finish(ctype *type, error *err);

/* Structural equality; resources by address. */
bool ctype_equal(const ctype *a, const ctype *b);

const char *ctype_kind_text(ctype_kind kind);

/* The type in WIT syntax: its name where it has one and `by_name`, else spelled
 * out (its parts by name where they have one). Beyond 16 KiB it ends with "...". */
void ctype_print(text_builder *t, const ctype *type, bool by_name);
void cfunc_print(text_builder *t, text_view name, const cfunc *func);

/* The extern of that name in imports or exports; null: none. */
const cextern *cexterns_find(const cextern *externs, uint32_t count, text_view name);

/* The shared types of numbers, bool, char, string. */
const ctype *ctype_primitive(ctype_kind kind);

#endif
