/* What a WIT text says, as it is written: names are not looked up yet.
 *
 * Lives in a scratch arena while resolving. Texts are views into the sources.
 * Lists are linked in the order of the text.
 */
#ifndef INLAY_WIT_WIT_AST_H
#define INLAY_WIT_WIT_AST_H

#include "engine/wit/wit.h"

typedef struct wit_package wit_package;
typedef struct wit_block   wit_block;
typedef struct wit_item    wit_item;

typedef struct wit_name {
    text_view text;
    uint32_t  at, line, column;
} wit_name;

typedef struct wit_gate {
    uint32_t  docs_at, docs_end, external_at;
    text_view since, unstable, deprecated, external_id;
} wit_gate;

/* use-path ::= id | (id ':')+ id ('/' id)+ ('@' valid-semver)? */
typedef struct wit_path {
    wit_name  package;            /* `text`: "ns:name", without blanks; empty where the path is a bare name */
    text_view version;            /* as written, or empty */
    wit_name  name;
} wit_path;

typedef struct wit_type {
    ctype_kind       kind;
    bool             is_name;     /* `name` is a type, of whatever kind */
    wit_name         name;        /* also what OWN and BORROW are of; its place is the type's place */
    struct wit_type *element;     /* as in ctype; TUPLE: the first */
    struct wit_type *other;
    struct wit_type *next;        /* in a tuple */
    uint32_t         count, length;
} wit_type;

typedef struct wit_field {
    wit_name          name;
    wit_type         *type;       /* null: none */
    uint32_t          docs_at, docs_end;
    struct wit_field *next;
} wit_field;

typedef struct wit_func {
    bool       is_async;
    uint32_t   param_count;
    wit_field *params;
    wit_type  *result;            /* null: none */
} wit_func;

/* `a as b`; `as` has an empty text where there is none. */
typedef struct wit_rename {
    wit_name           name, as;
    struct wit_rename *next;
} wit_rename;

typedef enum wit_item_kind {
    WIT_ITEM_ALIAS, WIT_ITEM_RECORD, WIT_ITEM_VARIANT, WIT_ITEM_FLAGS, WIT_ITEM_ENUM, WIT_ITEM_RESOURCE,
    WIT_ITEM_FUNC,                /* of an interface, or a method */
    WIT_ITEM_STATIC, WIT_ITEM_CONSTRUCTOR,
    WIT_ITEM_USE, WIT_ITEM_INCLUDE,
    WIT_ITEM_IMPORT, WIT_ITEM_EXPORT
} wit_item_kind;

/* What stands in an interface, a world or a resource. */
struct wit_item {
    wit_item_kind kind;
    wit_name      name;           /* IMPORT, EXPORT: the plain name; empty text: none */
    wit_gate      gate;
    wit_item     *next;

    wit_type     *type;           /* ALIAS */
    wit_field    *fields;         /* RECORD VARIANT FLAGS ENUM */
    uint32_t      field_count;
    wit_func     *func;           /* FUNC STATIC CONSTRUCTOR; IMPORT, EXPORT of a function */
    wit_item     *methods;        /* RESOURCE */
    wit_path      path;           /* USE INCLUDE; IMPORT, EXPORT of a named interface */
    wit_rename   *renames;        /* USE INCLUDE */
    wit_block    *body;           /* IMPORT, EXPORT of an interface written in place */
    wit_block    *target;         /* what `path` means, once bound; null: left out by its gate */
    bool          is_off;         /* its gate leaves it out */
};

typedef struct wit_toplevel_use {
    wit_path                 path;
    wit_name                 as;  /* the name that it defines */
    wit_block               *target;
    struct wit_toplevel_use *next;
} wit_toplevel_use;

/* An interface or a world, and what became of it (wit_set.h fills the second half). */
struct wit_block {
    bool             is_world, is_inline;
    wit_name         name;        /* inline: the plain name of the import or export */
    wit_gate         gate;
    wit_item        *items;
    struct wit_part *part;
    wit_block       *next;

    bool             is_off;      /* its gate leaves it out */
    int              state;       /* of the walk that orders blocks */
    uint32_t         edge_count;  /* blocks that must be resolved before it */
    wit_block      **edges;       /* what it needs */
    struct wit_scope *names;      /* of its types and functions: text -> wit_decl */
    cexterns        *externs;     /* the result; its address stands from the start */
    uint32_t         need_count;  /* interfaces whose types it uses, itself, in order */
    wit_block      **needs;
    cextern         *own_imports, *own_exports;       /* a world's, before what they imply was added */
    wit_block      **import_blocks, **export_blocks;  /* the interfaces of those externs; null: none */
    uint32_t         own_import_count, own_export_count;
};

/* What a file says about one package: the file's own, or one in braces. */
typedef struct wit_part {
    const wit_source *source;
    wit_package      *package;
    wit_name          name;       /* "ns:name"; empty text: not said here */
    text_view         version;
    wit_gate          gate;
    bool              is_nested;
    wit_toplevel_use *uses;
    wit_block        *blocks;
    struct wit_scope *names;      /* of the uses: text -> wit_toplevel_use */
    struct wit_part  *next;
} wit_part;

#endif
