/* While a profile is made of what a recorder holds: recorder_take.c and recorder_exact.c. */
#ifndef INLAY_HOST_RECORDER_TAKE_H
#define INLAY_HOST_RECORDER_TAKE_H

#include "engine/base/hash_index.h"
#include "host/recorder.h"

/* A record: by node, what is told of it. */
typedef struct taken_record {
    record        *rec;
    uint32_t      *index;         /* in the profile; PROFILE_NONE: not there */
    bool          *is_wanted;
    record_weight *weights;
    uint32_t      *places;        /* PROFILE_NONE: not asked yet */
} taken_record;

/* A site that was looked up: it stands in many paths, and takes a translation to find. */
typedef struct taken_site {
    wasm_code *code;
    uint32_t   function, cell, place;
} taken_site;

/* By place: its line in the profile, or PROFILE_NONE; how often what of it ran most ran, of the function that is told. */
typedef struct taken_line {
    uint32_t index;
    uint64_t runs;
} taken_line;

typedef struct taker {
    recorder     *r;
    profile      *out;
    arena         scratch;
    uint32_t      count;          taken_record *records;
    uint32_t      site_count, site_capacity;    taken_site *sites;
    hash_index    site_index;
    uint32_t      line_count, line_capacity;    taken_line *lines;
    uint64_t      left;           /* bytes of bodies that may yet be gone through for where frames stand */
    bool          failed;
} taker;

/* What was counted, in the whole recording. */
void recorder_take_lines(taker *t);

#endif
