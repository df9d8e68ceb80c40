/* A scope: names and what they mean.
 *
 * A crit-bit tree: finding and adding cost the length of the name, whatever
 * names a hostile text holds. Names that differ in case alone are one name.
 * Lives in an arena.
 */
#ifndef INLAY_WIT_WIT_SCOPE_H
#define INLAY_WIT_WIT_SCOPE_H

#include "engine/base/arena.h"

typedef struct wit_scope_node wit_scope_node;

typedef struct wit_scope_entry {
    text_view               name;
    void                   *value;
    struct wit_scope_entry *next;     /* in the order they were added */
} wit_scope_entry;

typedef struct wit_scope {
    arena           *arena;
    wit_scope_node  *root;
    wit_scope_entry *first, *last;
    uint32_t         count;
} wit_scope;

/* Null when memory ran out. */
wit_scope *wit_scope_new(arena *a);

/* The entry of that name, whatever its case; null: none. */
wit_scope_entry *wit_scope_find(const wit_scope *s, text_view name);

/* The value of exactly that name; null: none. */
void *wit_scope_get(const wit_scope *s, text_view name);

/* Add a name that the scope does not have. False: memory ran out. */
bool wit_scope_add(wit_scope *s, text_view name, void *value);

/* The name that looks most like this one; empty: none does. */
text_view wit_scope_nearest(const wit_scope *s, text_view name);

/* Keep in `best` whichever of the two looks more like `name`, if it looks like it at all. */
void wit_scope_prefer(text_view name, text_view candidate, text_view *best, uint32_t *distance);

#endif
