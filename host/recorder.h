/* The recorder: what each mod cost in each of the last frames, and where.
 *
 * Tasks run in slices of fuel; at the end of each, the stack is looked at, and
 * what was spent since the last time counts for what stands there. So samples
 * fall on the same places in every run, on every machine. Calls of the host's
 * functions are all counted; the stack and the clock are asked at some of them,
 * the stack by their number alone.
 *
 * The last frames stand in rings, which never grow: what is older than they
 * hold is gone. Owned by the host; null where nothing is recorded.
 */
#ifndef INLAY_HOST_RECORDER_H
#define INLAY_HOST_RECORDER_H

#include "engine/base/limits.h"
#include "host/figures.h"
#include "host/generation.h"
#include "host/hitch.h"
#include "host/record.h"

struct mod;

enum { RECORDER_RECENT = 8 };     /* frames after which a place where an import was called from is old */

/* A mod, as long as the recorder knows it; found by its name. */
typedef struct recorder_mod {
    arena       texts;
    profile_mod is;
    profile_row now;              /* of the frame that runs */
    uint64_t    earlier_fuel;     /* of generations whose trees are gone */
    uint64_t    whole_fuel;
    uint64_t    exact_earlier;    /* fuel that was counted of generations whose books are gone */
    uint64_t    copied, lowered, lines, suspensions, traps;     /* as they stood when the last frame ended */
    bool        is_in_frame;
} recorder_mod;

/* Where a node is in its author's source. */
typedef struct recorder_spot {
    uint32_t record, node;        /* record 0: none stands here */
    uint32_t line;                /* 0: not known */
    uint64_t offset;              /* byte of the component's file */
    char     function[96], file[96];
} recorder_spot;

typedef struct recorder_options {
    uint32_t frames;
    uint64_t sample_fuel;
    uint64_t memory_bytes;
    bool     is_exact;
    hitch_options hitch;
} recorder_options;

typedef struct recorder {
    inlay_host      *host;
    budget           own;
    recorder_options options;
    bool             is_stopped;          /* nothing is added any more; what there is can be taken */
    uint64_t         start_ticks;         /* of the recording, and of the frame that runs */
    uint64_t         frame_start, frame_ns;
    uint64_t         frames_seen;
    uint64_t         own_ticks, own_ns;   /* what recording took */
    uint64_t         asking_ticks;        /* of it, what it takes to ask for the time twice */
    uint64_t         lost;
    record          *records;             /* oldest first */
    uint32_t         record_serial, records_over;
    uint32_t         mod_count, mod_capacity;     recorder_mod *mods;
    hitch_ring       ring;
    hitch_watch      hitches;
    recorder_spot    spots[32];           /* the last that were asked for */
    uint32_t         spot_next;
} recorder;

/* Null, and why. Takes the mods that play already; the host then asks it in each frame. */
recorder *recorder_open(inlay_host *host, const recorder_options *options, error *err);
void      recorder_close(recorder *r);

/* Record no more; what was recorded stays. */
void      recorder_stop(recorder *r);

/* A generation has its imports, and runs nothing yet; one goes. */
void      recorder_attach(recorder *r, generation *g);
void      recorder_detach(generation *g);

/* component_run, looked at; the generation has a record. */
task_outcome recorder_run(generation *g);

/* Count what it runs, with each call: in recorder_follow.c. False: no memory. */
bool        recorder_follow(generation *g);

/* What runs on the native stack, and has a record, is out of fuel: it may be that it is to be
 * looked at. True: it was, and goes on. */
bool        recorder_look(generation *g);

/* In recorder_run.c, for component_watch: one call of many, and what counts them. */
host_answer recorder_watch(void *user, component_func *f, host_call *call);
void      recorder_count_calls(record_import *i);
void      recorder_watch_next(record_import *i);

/* What a record holds of the frame that runs goes into the ring. */
void      recorder_end_record(recorder *r, record *rec);

/* The frame is over, and its figures stand in the mods; is_counted: time passed in it. */
void      recorder_end_frame(recorder *r, bool is_counted);

/* Null: it is gone. */
record   *recorder_find(const recorder *r, uint32_t serial);

/* All that is in the rings, and the trees since the recording began. False: no memory. */
bool      recorder_take(recorder *r, profile *out);

/* The last frame of the ring is a hitch: copy it, say so. And forget one. */
void      recorder_catch(recorder *r, bool is_slow);
bool      recorder_take_hitch(recorder *r, const hitch *h, profile *out);
void      recorder_drop_hitch(recorder *r, hitch *h);

/* Where a node is; of an import's, who calls it, and not the code that a generator put around the
 * call. Good until others are asked for. Null: not known. */
const recorder_spot *recorder_spot_of(recorder *r, const record *rec, uint32_t node);

/* Of the ring's entries, the one of that mod and kind that weighs most: imports by calls, functions by fuel. Null: none. */
const hitch_entry *recorder_hottest(const recorder *r, const hitch_ring *ring, uint64_t from, uint64_t to, uint32_t known, record_kind kind);

/* A whole function of the record's generation, as a place. */
profile_place recorder_function(arena *scratch, const record *rec, wasm_code *code, uint32_t function);

/* The place where a frame of the record's generation stands, in `out`; 0 as its offset: the function as a whole. PROFILE_NONE: no memory. */
uint32_t  recorder_place(profile *out, arena *scratch, const record *rec, const stack_frame *at, uint32_t offset);

#endif
