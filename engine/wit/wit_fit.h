/* The fit: does a component fit a world? Every difference is found, and told in
 * WIT with both sides, the place in the WIT, and what to do.
 *
 * imports of the component ⊆ what the world offers, exports ⊇ what it asks;
 * structurally for values, nominally for resources, by semver track for versions.
 */
#ifndef INLAY_WIT_WIT_FIT_H
#define INLAY_WIT_WIT_FIT_H

#include "engine/wit/wit.h"

typedef enum fit_difference_kind {
    FIT_MISSING_EXPORT,           /* the world asks for it, the component has none */
    FIT_UNKNOWN_IMPORT,           /* the component wants it, the world does not offer it */
    FIT_NOT_GRANTED,              /* offered by the host, but not granted to this mod */
    FIT_VERSION,                  /* there, but on another semver track, or too old */
    FIT_TYPE,                     /* both have it, with another type */
    FIT_KIND,                     /* a function here, an interface there */
    FIT_FEATURE_OFF,              /* the WIT has it, behind a feature that is not switched on */
    FIT_DEPRECATED,               /* a note: there, and the game's WIT advises against it */
    FIT_UNSTABLE                  /* a note: there, behind a feature that may change */
} fit_difference_kind;

/* What a difference means for a mod that is there already. */
typedef enum fit_class {
    FIT_BREAKING,
    FIT_COMPATIBLE,
    FIT_COMPATIBLE_UNUSED         /* because nothing that crosses uses what differs */
} fit_class;

/* One function, type or interface that differs; what differs inside it are its differences. */
typedef struct fit_item {
    text_view      name;          /* "arena:game/field@0.1.0 / spawn" */
    text_view      wanted;        /* the world's side, in WIT; empty where it has none */
    text_view      found;         /* the component's side */
    text_view      used_by;       /* of a type: the functions that have it, "spawn, bodies and 3 more" */
    const corigin *origin;        /* the world's text; null: it has none */
} fit_item;

typedef struct fit_difference {
    fit_difference_kind kind;
    fit_class       class;
    bool            is_import;    /* of the component */
    const fit_item *item;         /* differences of one item stand together */
    text_view       path;         /* the item's name, then "/ param kind / case boss / field hp" */
    text_view       wanted;       /* what the world has at that place, in WIT; empty: nothing */
    text_view       found;        /* what the component has there */
    const corigin  *origin;       /* the world's text at that place; may be null */
    text_view       says;         /* the difference in a sentence */
    text_view       advice;       /* what to do */
    text_view       cause;        /* the same of all that have one cause, and stands for it; empty: this alone */
} fit_difference;

typedef struct fit_report {
    uint32_t        count;
    fit_difference *differences;
    uint32_t        left_out;     /* further differences, beyond LIMIT_FIT_DIFFERENCES */
    uint32_t        note_count;   /* what does not keep it from fitting; at most LIMIT_FIT_NOTES are kept */
    fit_difference *notes;
    text_view       other_world;  /* of the same WIT: the component has what that one asks; empty: none */
} fit_report;

/* True when the component fits. False and !err->code: the report (in `a`) holds
 * every difference, at most LIMIT_FIT_DIFFERENCES; err: memory ran out.
 * `also` are interfaces offered beside the world's (WASI), by track. */
bool wit_fit(arena *a, const cexterns *component, const cexterns *world,
             const cexterns *const *also, uint32_t also_count, fit_report *report, error *err);

/* Is there nothing in the import but types? Then nobody must offer it: types are compared where functions use them. */
bool wit_fit_is_types(const cextern *import);

/* Has the import functions, or resources that are its own? Without, it only mentions what other imports have. */
bool wit_fit_has_own(const cextern *import);

/* Does the world ask mods for an export of the name, in whatever version? Whoever imports it has got it the wrong way round. */
bool wit_fit_asks_for(const cexterns *world, text_view name);

/* Of one that does not fit: looks for a world of the set whose exports it has. */
void wit_fit_other_world(arena *a, const cexterns *component, const wit_set *set, const cexterns *world, fit_report *report, error *err);

/* The report as the modder reads it; `file` and `world` are names for its first line. */
void wit_fit_print(text_builder *t, const fit_report *report, text_view file, text_view world);

/* The first difference of the list that has the same cause as this one, before it. Null: there is none. */
const fit_difference *wit_fit_told_with(const fit_difference *list, uint32_t at);

const char *wit_fit_kind_text(fit_difference_kind kind);
const char *wit_fit_class_text(fit_class class);

/* Do two versions lie on one track, and is `have` at least `want`? Versions as in "1.2.3-rc.1"; empty: none. */
typedef enum track_relation { TRACK_SAME_OR_NEWER, TRACK_OLDER, TRACK_OTHER } track_relation;
track_relation track_compare(text_view have, text_view want);

/* Which of two versions is older, by semver: negative, zero, positive. Build metadata doesn't count. */
int track_order(text_view a, text_view b);

/* Split "ns:pkg/iface@1.2.3" into "ns:pkg/iface" and "1.2.3". */
void track_split(text_view name, text_view *base, text_view *version);

/* Does `name` mean that interface: the same base, and the same track, if it has a version at all? */
bool track_means(text_view name, text_view interface_name);

#endif
