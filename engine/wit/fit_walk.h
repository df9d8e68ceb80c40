/* A fit at work: what its files share. Private to engine/wit.
 *
 * The walk goes over the component's imports, then the world's exports. It
 * notes which resource of the component stands for which of the world; types
 * are compared once for each pair, so what differs in a named type is told
 * once, at the type, however many functions use it.
 */
#ifndef INLAY_WIT_FIT_WALK_H
#define INLAY_WIT_FIT_WALK_H

#include "engine/wit/wit_fit.h"
#include "engine/wit/wit_map.h"

/* The way into a type, from the item on. */
typedef struct fit_step {
    const struct fit_step *outer;
    const char            *word;      /* "field", "param"; */
    text_view              name;
} fit_step;

/* A type that stands where another is wanted: told once. */
typedef struct fit_told {
    const ctype           *wanted;    /* null: the key says it */
    const ctype           *found;
    bool                   is_note;   /* and that nobody uses: where somebody does, it is told again */
    const struct fit_told *next;
} fit_told;

typedef struct fit_walk {
    arena        *arena;          /* of the report */
    arena         scratch;
    error        *err;
    fit_report   *report;
    wit_map       stands_for;     /* the component's resource -> the world's; &fit_unknown: already told */
    wit_map       made_by;        /* the world's exported resource -> the component's; likewise */
    wit_map       imported;       /* the world's resources that are imported */
    wit_map       renamed;        /* a resource -> the other side's cextern that is it by another name */
    wit_map       told;           /* a type of the world -> fit_told, the component's that were found to differ from it; a resource of
                                   * either side -> the type that the other has under its name */
    uint32_t      told_work;      /* how much was spent on finding the same difference again */
    wit_map       compared[2];    /* pairs of types: see fit_seen; [1]: where nobody uses them */
    wit_map       used;           /* types that some function has that crosses: see fit_use.c */
    wit_map       used_roots[2];  /* and what they are remembered by, of the world and of the component */
    struct wit_scope *used_names; /* and their names */
    uint32_t      search_work;    /* how much was spent on finding what uses a type */
    const cexterns *component, *world;
    text_builder  text;           /* for putting texts together */

    /* The item that is looked at. */
    bool           is_import;
    text_view      interface;     /* its interface's name; empty: it stands in the world itself */
    text_view      implements;    /* the interface that a port of another name is; empty: none */
    const cextern *wanted, *found;
    const fit_item *item;         /* made at its first difference */
    bool           is_unused;     /* it may differ: what is found is a note */
} fit_walk;

extern const cresource fit_unknown;

/* fit_resource.c. One resource, by the same name in versions of its interface that go together: hosts know resources by these. */
bool fit_is_one(const cresource *a, const cresource *b);
void fit_bind_import(fit_walk *w, const cextern *wanted, const cextern *found);
void fit_bind_export(fit_walk *w, const cextern *wanted, const cextern *found);
/* What is told as missing is not told again wherever its resources are used. */
void fit_forget(fit_walk *w, const cextern *item, wit_map *map);
void fit_map_set(fit_walk *w, wit_map *map, const void *key, const void *value);

/* Begin an item; either side may be null. */
void fit_begin(fit_walk *w, const cextern *wanted, const cextern *found);

/* Add a difference of the item at hand. The texts may be empty; says and advice are formats' results. */
void fit_add(fit_walk *w, fit_difference_kind kind, const fit_step *step, text_view wanted, text_view found,
             const corigin *origin, text_view says, text_view advice);

/* A text that lives as long as the report; empty when memory ran out. */
text_view fit_say(fit_walk *w, const char *format, ...) PRINTF_LIKE(2, 3);
/* "rebuild the mod against wit/world.wit" */
text_view fit_rebuild(fit_walk *w);
text_view fit_type_text(fit_walk *w, const ctype *type, bool by_name);
text_view fit_extern_text(fit_walk *w, const cextern *item);
/* What was put into w->text, which is empty again. */
text_view fit_keep(fit_walk *w);
/* Add a note of the item at hand: the mod fits all the same. */
void fit_note(fit_walk *w, fit_difference_kind kind, text_view says);

/* What a type of one side is remembered by: all names for it are one. */
static inline const void *fit_key(const ctype *type)
{
    return type->root ? (const void *)(uintptr_t)type->root : (const void *)type;
}

/* fit_use.c: note which types are used; is one; by what, in words. */
void fit_use_note(fit_walk *w);
bool fit_is_used(const fit_walk *w, const ctype *type);
text_view fit_users(fit_walk *w, const ctype *type);

/* fit_gate.c: note what the game's WIT says of an item that the mod imports; is it there, but for a feature that is off?
 * Then that is told. */
void fit_note_gate(fit_walk *w, const cextern *wanted);
bool fit_gated(fit_walk *w, const cexterns *having, const cextern *item);

/* fit_cause.c: words for all that comes from one cause. */
typedef struct fit_words { text_view says, advice, cause; } fit_words;

/* Does only the package's name differ, of an interface that the game has? False: not so, the words stay as they are. */
bool fit_misnamed(fit_walk *w, text_view game, text_view mod, fit_words *words);
/* The difference that was added since there were so many comes from this. */
void fit_cause(fit_walk *w, uint32_t before, text_view cause);
text_view fit_port_cause(fit_walk *w, const fit_difference *d);
text_view fit_version_cause(fit_walk *w, text_view name);
text_view fit_turned_cause(fit_walk *w, text_view name);

/* fit_types.c: add the differences of two types, of two functions. */
void fit_types(fit_walk *w, const fit_step *step, const corigin *origin, const ctype *wanted, const ctype *found);
void fit_funcs(fit_walk *w, const cfunc *wanted, const cfunc *found);

/* fit_seen.c: was this pair looked at before? fit_seen notes it, too. */
bool fit_seen(fit_walk *w, const void *wanted, const void *found);
bool fit_was_seen(const fit_walk *w, const void *wanted, const void *found);
/* `found` was told to stand where the key's type is wanted. Finding that out again is worth a bounded effort. */
void fit_note_told(fit_walk *w, const void *key, const ctype *wanted, const ctype *found);
bool fit_was_told(fit_walk *w, const void *key, const ctype *wanted, const ctype *found);

#endif
