/* Copies of types, functions and interfaces in which some resources stand for
 * others: what a world exports has resources of its own, whatever it imports.
 * What holds none of those resources is shared, not copied.
 */
#ifndef INLAY_WIT_WIT_CLONE_H
#define INLAY_WIT_WIT_CLONE_H

#include "engine/wit/wit_map.h"
#include "engine/wit/wit_set.h"

typedef struct wit_clone {
    wit_resolver *resolver;
    wit_map       resources;      /* cresource -> cresource */
    wit_map       types;          /* ctype -> ctype, made so far */
    wit_map       fields;         /* likewise: two names of one type go on sharing them */
} wit_clone;

void wit_clone_open(wit_clone *c, wit_resolver *r);

/* A fresh resource for this one, from now on; `name` empty: its own. Null: memory ran out. */
const cresource *wit_clone_resource(wit_clone *c, const cresource *resource, text_view name);

/* Null: memory ran out. */
const cexterns *wit_clone_interface(wit_clone *c, const cexterns *interface);

/* The same extern with what it holds replaced. False: memory ran out. */
bool wit_clone_extern(wit_clone *c, cextern *item);

#endif
