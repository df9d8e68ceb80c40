/* Hitches: frames that took too long, and what was recorded in and before them.
 *
 * The ring holds the last frames: for each, a row for each mod, its calls of
 * imports, and what was spent at the nodes of its call trees. Everything in it
 * names records by serial. When a frame is a hitch, the last of the ring are
 * copied, so that they can be looked at later; the records they name are pinned.
 */
#ifndef INLAY_HOST_HITCH_H
#define INLAY_HOST_HITCH_H

#include "host/figures.h"
#include "host/profile.h"
#include "host/record.h"

enum { HITCH_FRAMES = 30, HITCH_MOST = 4, HITCH_LEARN = 100 };

typedef struct hitch_row    { profile_row is; } hitch_row;                   /* is.mod: of the recorder's table; is.frame: not used */
typedef struct hitch_import { uint32_t record, import; uint64_t calls, ns, fuel; } hitch_import;
typedef struct hitch_entry  { uint32_t record, node; record_weight weight; } hitch_entry;

/* Numbers of items count up for ever; each stands at its number modulo the ring's size. */
typedef struct hitch_frame {
    profile_frame is;
    uint64_t      rows, imports, entries;         /* the first of each */
} hitch_frame;

typedef struct hitch_ring {
    uint32_t      frame_size;   hitch_frame  *frames;     uint64_t frame_count;      /* a frame more than are whole: the one that runs */
    uint32_t      row_size;     hitch_row    *rows;       uint64_t row_count;
    uint32_t      import_size;  hitch_import *imports;    uint64_t import_count;
    uint32_t      entry_size;   hitch_entry  *entries;    uint64_t entry_count;
} hitch_ring;

/* False: no memory. */
bool hitch_ring_open(hitch_ring *r, budget *b, uint32_t frames);
void hitch_ring_close(hitch_ring *r, budget *b);

void hitch_ring_row(hitch_ring *r, const profile_row *row);
void hitch_ring_import(hitch_ring *r, hitch_import item);
void hitch_ring_entry(hitch_ring *r, hitch_entry item);
void hitch_ring_end_frame(hitch_ring *r, const profile_frame *frame);

/* Number of the oldest frame that is still there as a whole; frame_count: none. */
uint64_t hitch_ring_oldest(const hitch_ring *r);

/* When a frame is one; 0: never by that. */
typedef struct hitch_options {
    uint64_t ns, fuel;            /* it takes more */
    double   factor;              /* it takes so many times the time, or the fuel, that 99 frames of 100 stay below */
    uint64_t least_ns, least_fuel;/* and by that no frame that takes less */
} hitch_options;

/* One that was caught. */
typedef struct hitch {
    uint32_t    serial;           /* 0: none stands here */
    uint32_t    mod;              /* that spent most of it */
    uint32_t    records;          /* the newest record when it was caught: it pins that and all before */
    uint64_t    frame, ns, fuel;
    bool        is_slow;          /* it is one by its time, not by its fuel */
    hitch_ring  frames;           /* of the last before it, and of itself */
} hitch;

typedef struct hitch_watch {
    hitch_options options;
    figures       fuel;           /* of all frames, in thousands of units */
    uint64_t      fuel_most, ns_most;     /* beyond which a frame is a hitch; 0: not known yet */
    uint64_t      seen, caught, lost;
    uint32_t      serial;
    hitch         hitches[HITCH_MOST];
} hitch_watch;

/* Is it one? Learns from it. `times` are those of all frames; `translate_ns` of it went
 * into translating what was called for the first time, which passes: that makes no hitch. */
bool hitch_is_one(hitch_watch *w, const profile_frame *frame, uint64_t translate_ns, const figures *times, bool *is_slow);

/* Copy the last frames of the ring; null: no memory, or all places are taken. */
hitch *hitch_catch(hitch_watch *w, const hitch_ring *ring, budget *b);

hitch *hitch_find(hitch_watch *w, uint32_t serial);

/* The oldest that came after that serial; null: none. */
const hitch *hitch_after(const hitch_watch *w, uint32_t serial);
void   hitch_drop(hitch *h, budget *b);

#endif
