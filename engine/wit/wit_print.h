/* Printing: what its two files share. Private to engine/wit. */
#ifndef INLAY_WIT_WIT_PRINT_H
#define INLAY_WIT_WIT_PRINT_H

#include "engine/wit/wit.h"
#include "engine/wit/wit_lex.h"
#include "engine/wit/wit_map.h"
#include "engine/wit/wit_scope.h"

/* A function of a resource. */
typedef struct wit_printer_member {
    const cextern             *item;
    struct wit_printer_member *next, *last;   /* last: in the first one */
} wit_printer_member;

/* An interface to print; several worlds' views of it are put together. */
typedef struct wit_printer_interface {
    text_view                     name;
    wit_scope                    *items;      /* name -> cextern */
    const corigin                *origin;
    bool                          is_whole;   /* not only what others use of it */
    struct wit_printer_interface *next;       /* of its package */
} wit_printer_interface;

/* An item that may use things of other interfaces. */
typedef struct wit_printer_pending {
    const cextern              *item;
    text_view                   interface;
    struct wit_printer_pending *next;
} wit_printer_pending;

/* Where a type was first named. */
typedef struct wit_printer_home {
    text_view    interface, name;
    const ctype *type;
} wit_printer_home;

typedef struct wit_printer_package {
    text_view                   name;         /* of one of its interfaces */
    wit_printer_interface      *first, *last;
    struct wit_printer_package *next;
} wit_printer_package;

typedef struct wit_printer {
    text_builder        *text;
    arena                scratch;
    wit_scope           *interfaces;          /* name -> wit_printer_interface */
    wit_scope           *packages;            /* "ns:name@1.2.3" -> wit_printer_package */
    wit_printer_package *first, *last;
    wit_printer_pending *pending, *last_pending;
    wit_map              declared;            /* the number of a type of a binary, and its fields -> the wit_printer_home that declares it */

    bool                 is_world, is_package;

    /* Where the printing is. */
    uint32_t             depth;
    text_view            package;             /* the name of something in it */
    text_view            interface;           /* its name; what it declares is not used from elsewhere */
    const char          *port;                /* "import ", "export ", "" */
    wit_map              here;                /* ctype or cresource -> the cextern that names it here */
    wit_map              alike;               /* the parts of a type -> the cextern here that is best shown as declaring it */
    const cextern      **here_items;          /* those that declare records, variants, enums, flags */
    uint32_t             here_count, here_room;
    wit_scope           *members;             /* resource -> wit_printer_member, in order */
    wit_scope           *resources;           /* of a package, whose worlds and interfaces each have resources of their own: their
                                               * interface and name -> the cextern that names it here. Null: of anything else */
    const cextern       *declaring;
} wit_printer;

/* Learns where the types of a list are from. False: no memory. Close it in either case. */
bool wit_print_open(wit_printer *p, text_builder *t, const cexterns *externs, wit_print_form form);
void wit_print_close(wit_printer *p);

/* The number that all names for a type of a binary share. Null: it has none. */
static inline const void *wit_print_number(const ctype *type)
{
    return (const void *)(uintptr_t)type->root;
}
/* Where the type of a binary was first named. Null: nowhere. */
const wit_printer_home *wit_print_declared(const wit_printer *p, const ctype *type);
/* What copies of one type share: their number, or their parts. Null: it has none. */
const void *wit_print_parts(const ctype *type);
bool wit_print_is_declared(ctype_kind kind);
/* Has the type a name where the printing is, or its resource? */
bool wit_print_has_name(const wit_printer *p, const ctype *type);
/* Another name here for what is another name of the same: `type t = u`. Null: the type has no other. */
const cextern *wit_print_other_name(const wit_printer *p, const cextern *item);
bool wit_print_split(text_view name, text_view *kind, text_view *resource, text_view *member);
text_view wit_print_home(const wit_printer *p, const cextern *item, text_view here, text_view *name);
void wit_print_package_name(wit_printer *p, text_view package);
/* The item is what the resource is called here, for all that are the same one. False: no memory. */
bool wit_print_note_resource(wit_printer *p, const cextern *item);
/* What the resource is called here. Null: nothing. */
const cextern *wit_print_resource(const wit_printer *p, const cresource *resource);
/* Doc comment and gates. */
void wit_print_docs(wit_printer *p, const corigin *origin);
void wit_print_item(wit_printer *p, const cextern *item);
void wit_print_port(wit_printer *p, const cextern *item, const char *port);

/* wit_print_set.c */
bool wit_print_is_interface(text_view name);
bool wit_print_is_same_package(text_view a, text_view b);
void wit_print_name(text_view full, text_view *package, text_view *name, text_view *version);
/* What an export of a packed package stands for: an interface or a world. Null: it is no such thing. */
const cextern *wit_print_packed(const cextern *item);
void wit_print_body(wit_printer *p, const cextern *items, uint32_t count, text_view interface);

#endif
