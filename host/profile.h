/* A profile: what a recorder saw of a host's mods, or what a file says of it.
 *
 * It stands alone: no host, no mod and no module stands behind it, and one read
 * from a file is the same as the one that was written. Everything in it names
 * other things of it by index. Texts and items belong to the profile, whose
 * budget bounds them, beside the limits of limits.h; what didn't fit is counted.
 *
 * Fuel and counts are exact or sampled by fuel: equal on every machine. Times
 * (ns) are not. In a profile that was recorded, items stand in the order in
 * which they were first seen, which fuel alone decides.
 */
#ifndef INLAY_HOST_PROFILE_H
#define INLAY_HOST_PROFILE_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/base/hash_index.h"

#define PROFILE_NONE UINT32_MAX           /* an index of nothing */

typedef enum profile_place_kind {
    PROFILE_FUNCTION,                     /* code of a mod */
    PROFILE_IMPORT,                       /* a function of the game or of WASI, as mods name it: "arena:game/world#log" */
    PROFILE_ABI,                          /* work of the canonical ABI, or of the engine, on a mod's behalf */
    PROFILE_ENTRY,                        /* what the host asks of a mod: "on-frame", "instantiation", "save" */
    PROFILE_OTHER                         /* not told apart, in round brackets: "(before the first sample)" */
} profile_place_kind;

enum { PROFILE_PLACE_KINDS = PROFILE_OTHER + 1 };

typedef struct profile_mod {
    text_view name, slot, version, language;
    uint32_t  generation;                 /* the last one that was seen */
} profile_mod;

/* Where a mod is: a function, or a point in one. */
typedef struct profile_place {
    profile_place_kind kind;
    uint32_t  mod;                        /* PROFILE_NONE: no mod's */
    uint32_t  function;                   /* the place that stands for the whole function; PROFILE_NONE: this one does */
    text_view name;                       /* demangled where that can be */
    text_view file;                       /* empty: not known */
    uint32_t  line, column;               /* from 1; 0: not known */
    uint64_t  offset;                     /* byte of the component's file; 0: not known */
} profile_place;

/* A frame of the game; frames stand in order, some may be missing. */
typedef struct profile_frame {
    uint64_t number;
    uint64_t start_ns, ns;                /* since the recording began; time in the host, CPU */
    uint64_t fuel;                        /* of all mods */
    bool     is_hitch;
} profile_frame;

/* A mod in a frame. */
typedef struct profile_row {
    uint32_t frame, mod;
    uint64_t fuel, ns;                    /* ns: in the mod and in what it calls, without other mods */
    uint64_t host_calls, host_ns;         /* host_ns: part of ns */
    uint64_t translate_ns;                /* part of ns: translating functions at their first calls */
    uint64_t lifted, lowered;             /* bytes that it handed over, and that it was given */
    uint64_t memory;                      /* bytes at the frame's end */
    int64_t  bucket;                      /* fuel saved, or owed, at the frame's end */
    uint32_t handles, log_lines, suspensions, traps;
} profile_row;

/* Without translation, which passes: what a spike is judged by. */
static inline uint64_t profile_row_own_ns(const profile_row *row) { return row->ns > row->translate_ns ? row->ns - row->translate_ns : 0; }

/* Calls of one import by one mod. */
typedef struct profile_import {
    uint32_t frame;                       /* PROFILE_NONE: the whole recording */
    uint32_t mod, place;
    uint64_t calls, ns, fuel;             /* fuel: the price of the calls, and of what they copied */
} profile_import;

/* A node of a call tree: what was spent at this place, called that way. */
typedef struct profile_node {
    uint32_t parent;                      /* a node before this one; PROFILE_NONE: a root */
    uint32_t place;
    uint32_t frame;                       /* PROFILE_NONE: the whole recording; the same as its parent's */
    uint64_t calls;                       /* 0 where they were not counted: sampled functions */
    uint64_t fuel, ns;                    /* its own, without what it called; ns: of imports alone */
    uint64_t samples;
} profile_node;

/* Exact recordings: what ran at a line of the source, whoever called it; one a place. The
 * place of a whole function: its calls, and what was spent at no line that is known. All
 * together are what was spent: beside functions, the SDK's work for them and calls of the
 * game's functions have places of other kinds. */
typedef struct profile_line {
    uint32_t place;
    uint64_t count;                       /* how often */
    uint64_t fuel;
} profile_line;

typedef struct profile {
    budget   *budget;
    arena     texts;
    text_view title;                      /* what was recorded, in words; a hitch: what is known of it */
    bool      is_exact;                   /* `lines` tell of all that ran, to the unit */
    uint64_t  sample_fuel;                /* between two samples, on average; 0: not sampled */
    uint64_t  recorded_frames;            /* of which `frames` holds the last */
    uint64_t  recorder_ns;                /* what recording itself took */
    uint64_t  lost;                       /* items that found no place in the recorder's rings, or here */
    uint32_t  hitch_frame, hitch_mod;     /* PROFILE_NONE: it is no hitch */

    uint32_t mod_count, mod_capacity;         profile_mod    *mods;
    uint32_t place_count, place_capacity;     profile_place  *places;
    uint32_t frame_count, frame_capacity;     profile_frame  *frames;
    uint32_t row_count, row_capacity;         profile_row    *rows;       /* by frame, then mod */
    uint32_t import_count, import_capacity;   profile_import *imports;
    uint32_t node_count, node_capacity;       profile_node   *nodes;
    uint32_t line_count, line_capacity;       profile_line   *lines;      /* by place */
    hash_index found;             /* of the places; as long as places are taken */
} profile;

void profile_open(profile *p, budget *b);
void profile_close(profile *p);

/* Add an item; texts are copied, where they are not the profile's already. Its
 * index; PROFILE_NONE: no memory, or over the limit, which is counted in `lost`. */
uint32_t profile_add_mod(profile *p, const profile_mod *item);
uint32_t profile_add_place(profile *p, const profile_place *item);
uint32_t profile_take_place(profile *p, const profile_place *item);       /* the one that is equal, or added */
uint32_t profile_add_frame(profile *p, const profile_frame *item);
uint32_t profile_add_row(profile *p, const profile_row *item);
uint32_t profile_add_import(profile *p, const profile_import *item);
uint32_t profile_add_node(profile *p, const profile_node *item);
uint32_t profile_add_line(profile *p, const profile_line *item);

/* A copy that the profile owns; cut at LIMIT_PROFILE_TEXT. Empty where there is no memory. */
text_view profile_text(profile *p, text_view text);

/* Does every index name what there is, every parent stand before its child? What
 * comes from a file must be asked this before it is used. False, and why. */
bool profile_check(const profile *p, error *err);

/* Leave out all times, and the memory that the SDK takes: what is left is equal to the byte where the fuel is. */
void profile_drop_times(profile *p);

/* The place that stands for the whole function. */
static inline uint32_t profile_function(const profile *p, uint32_t place)
{
    uint32_t whole = p->places[place].function;
    return whole == PROFILE_NONE ? place : whole;
}

#endif
