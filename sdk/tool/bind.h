/* Binding a world to C: what the generator's files share. A header is built in
 * parts, which are put together at the end; everything lives in one arena. The
 * same WIT and options give the same bytes.
 */
#ifndef INLAY_SDK_TOOL_BIND_H
#define INLAY_SDK_TOOL_BIND_H

#include "engine/component/key_map.h"
#include "engine/wit/wit.h"

/* An identifier of the header, and what it stands for; next: another of the same hash. */
typedef struct bind_name {
    text_view         name, meaning;
    struct bind_name *next;
} bind_name;

/* A type that is written; next: an older one whose part has the same hash. */
typedef struct bind_type {
    const ctype      *type;
    const char       *name;       /* in C */
    const char       *part;       /* as a part of another's name: "list_u8" */
    const char       *layout;
    struct bind_type *next;
} bind_type;

typedef struct bind_header {
    arena          *arena;
    budget         *budget;
    const cexterns *world;
    const char     *file;         /* "creature.h" */
    const char     *prefix, *upper;
    const char     *include;
    text_builder    types;        /* structs, enums */
    text_builder    table;        /* the functions that the game offers */
    text_builder    calls;        /* declarations of exports */
    text_builder    layouts, bodies;                 /* of the implementation */
    text_builder    imports, exports, resources;     /* rows of its tables */
    uint32_t        import_count, export_count, resource_count;
    key_map         by_name;      /* bind_name, by bind_hash */
    key_map         by_type;      /* bind_type, by the ctype */
    key_map         by_part;      /* and by bind_hash of the part */
    key_map         scopes;       /* bind_name: an interface's prefix, by a hash of its name */
    key_map         likes;        /* how many interfaces have a name, or a part of one; empty: not counted yet */
    error          *err;
} bind_header;

/* ---- bind_name.c ---- */

/* "on-frame" as on_frame or ON_FRAME, in the header's arena. */
const char *bind_snake(bind_header *h, text_view kebab);
const char *bind_upper(bind_header *h, const char *snake);

/* A field, parameter or member: no keyword of C or C++. */
const char *bind_field(bind_header *h, text_view kebab);

/* "creature_world_": the prefix of what an interface declares; empty name: the world's own. */
const char *bind_scope(bind_header *h, text_view interface_name);

/* The name, or with `_` behind it where the header has that name for itself ("creature_host"). */
const char *bind_free(bind_header *h, const char *name);

/* What the maps above are asked for: never 0. */
uint64_t bind_hash(const char *name);

/* Who has the identifier; null: nobody yet. */
const bind_name *bind_find(const bind_header *h, const char *name);

/* The identifier stands for `meaning`, and for nothing else. False: it does, said in err. */
bool bind_claim(bind_header *h, const char *name, text_view meaning);

const char *bind_text(bind_header *h, const char *format, ...) PRINTF_LIKE(2, 3);

/* A doc comment, each line behind `indent` spaces; nothing where there is none. */
void bind_docs(text_builder *t, const corigin *origin, int indent);

/* ---- bind_type.c ---- */

/* The type, written if it wasn't yet. Null, and why: it can't be bound. */
const bind_type *bind_type_of(bind_header *h, const ctype *type);

/* Is it handed over by its address? */
bool bind_type_is_large(const ctype *type);

/* The id of a resource, written if it wasn't yet; its C name. */
const char *bind_resource_name(bind_header *h, const cresource *resource);

/* ---- bind_function.c ---- */

bool bind_functions(bind_header *h);

#endif
