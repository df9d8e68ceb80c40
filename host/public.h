/* The public types that the host works with.
 *
 * The part between the marks is public: sdk/inlay.h holds the same lines, and
 * a gate compares them.
 */
#ifndef INLAY_HOST_PUBLIC_H
#define INLAY_HOST_PUBLIC_H

#include "engine/component/value.h"

/* public: types */
#ifndef INLAY_TYPES
#define INLAY_TYPES

typedef struct inlay_host inlay_host;

/* A running call of a host function. */
typedef struct inlay_call inlay_call;

/* A mod, by value. It stays good across reloads, and is known to be stale, not
 * taken for another, once the mod is gone. Zero is no mod. */
typedef struct inlay_mod { uint32_t index, serial; } inlay_mod;

/* A slot, by value. Zero is no slot. */
typedef struct inlay_slot { uint32_t index; } inlay_slot;

/* How a call went. Only INLAY_TRAPPED ends the mod's generation. A host
 * function answers DONE, SUSPENDED (pending: ask again next frame), DENIED or TRAPPED. */
typedef enum inlay_status {
    INLAY_DONE,
    INLAY_SUSPENDED,    /* out of this frame's fuel, or a host function is pending; goes on in a later inlay_frame */
    INLAY_BUSY,         /* the mod still has a suspended call; nothing was touched */
    INLAY_TRAPPED,      /* the mod failed; its story is an event */
    INLAY_DENIED,       /* no such export, or not with these arguments, or not granted */
    INLAY_STALE,        /* the mod, or a resource of it, is gone */
    INLAY_LIMIT,        /* an argument or result is beyond the slot's limits */
    INLAY_SKIPPED       /* out of fuel, and the game did not want to wait: it ends in later frames, and what it gives is dropped */
} inlay_status;

typedef inlay_status inlay_function(inlay_call *call, void *user);
typedef void inlay_drop(inlay_host *host, void *data, void *user);

/* Why something was refused; the text is inside. */
typedef struct inlay_error { char text[2000]; } inlay_error;

/* old_size 0 allocates, new_size 0 frees and gives null; null otherwise: no memory. The
 * loader calls it from its own thread, unless there is none. */
typedef void *inlay_resize(void *user, void *old, size_t old_size, size_t new_size);
typedef uint64_t inlay_clock(void *user);                       /* nanoseconds, monotonic; for display only */
typedef void inlay_log(void *user, const char *mod, const char *line);     /* mod null: the host itself */

typedef enum inlay_watching { INLAY_WATCH_AUTO, INLAY_WATCH_POLL, INLAY_WATCH_OFF } inlay_watching;
typedef enum inlay_threads { INLAY_ONE_THREAD, INLAY_NO_THREAD } inlay_threads;

/* A zeroed config with `wit` set is a working start. */
typedef struct inlay_config {
    const char    *wit;               /* a folder of WIT (with deps/), or null where wit_text is given */
    const char    *wit_text;          /* the WIT itself, one package */
    const char    *mods;              /* the folder of mods; null: only inlay_load */
    inlay_watching watching;
    inlay_threads  loader_threads;    /* INLAY_NO_THREAD: the loader works inside inlay_frame, in pieces */
    uint64_t       seed;              /* of the mods' random numbers */
    uint64_t       memory_bytes;      /* for everything; 0: no limit */
    uint32_t       suspended_frames;  /* a replaced mod's suspended call gets so many frames to end; 30 */
    bool           load_disabled;     /* seat mods whose mod.json says "enabled": false, too */
    uint64_t       dump_bytes;        /* of memory in the core dump of a mod that fails; 1 MiB; 1: no core dumps */
    bool           switch_interpreter;/* the portable interpreter, for comparing */
    inlay_resize  *resize;            /* null: malloc, realloc, free */
    void          *resize_user;
    inlay_clock   *clock;             /* null: the OS's */
    void          *clock_user;
    inlay_log     *log;               /* null: events only */
    void          *log_user;
    const char    *policy;            /* a JSON file with quotas of mods and slots (docs/EMBEDDING.md), read again when it changes; null: none */
    const char *const *features;      /* of the WIT's @unstable ones, which are on; ends with null. Read in inlay_open alone */
} inlay_config;

/* What becomes of a call that runs out of fuel. */
typedef enum inlay_when_dry {
    INLAY_DRY_DEFAULT,  /* as the mod's, or else the slot's setting says; the slot's own: suspend */
    INLAY_DRY_SUSPEND,  /* INLAY_SUSPENDED: it goes on in later frames, and its result can be taken then */
    INLAY_DRY_SKIP,     /* INLAY_SKIPPED in each frame until it is over; with a debt, it isn't begun */
    INLAY_DRY_FAIL      /* INLAY_TRAPPED: as a trap */
} inlay_when_dry;

/* Of one call. */
typedef struct inlay_call_options {
    inlay_when_dry when_dry;
    uint32_t       suspended_frames;      /* 0: as the slot says */
    bool           packed;                /* a list of records of numbers comes back packed, too */
} inlay_call_options;

/* What becomes of a mod that fails. A new version of it plays in any case. */
typedef enum inlay_on_failure {
    INLAY_FAILURE_RESTART,      /* it starts again from its last saved state; later with each strike */
    INLAY_FAILURE_FALL_BACK,    /* so, too; where that fails again, from the state before, then from none; after its last
                                   strike the version before it plays that ran well, from the state that it saved last */
    INLAY_FAILURE_PAUSE,        /* it waits for inlay_retry */
    INLAY_FAILURE_DISABLE       /* it is switched off */
} inlay_on_failure;

/* A place for mods of one world. Naming the slot and its world is a working start. */
typedef struct inlay_slot_def {
    const char        *name;
    const char        *world;             /* "arena:game/creature", found in the host's WIT */
    uint32_t           most;              /* mods that may sit here at once; 0: any number */
    bool               required;          /* the game can't do without one: an event says when it is empty */
    int32_t            order;             /* slots refill and resume in this order */
    uint64_t           fuel_per_frame;    /* instructions for all its mods together; 2 million */
    uint64_t           fuel_to_start;     /* for instantiation, start and load, a frame; 20 million */
    uint64_t           memory_bytes;      /* linear memory, tables, handles, stacks, for each mod; 16 MiB */
    uint32_t           handles;           /* for each mod; 10,000 */
    uint64_t           copy_bytes;        /* lifted and lowered in one call; 1 MiB */
    const char *const *grants;            /* interfaces beyond the world that its mods may be granted; ends with null */
    uint32_t           bucket_frames;     /* fuel that a mod does not spend is saved, so many frames of its share at most; 4 */
    uint64_t           fuel_most;         /* in one frame for all its mods together, with what was saved or left by others;
                                             2 × fuel_per_frame; fuel_per_frame itself: no bursts */
    inlay_when_dry     when_dry;          /* suspend */
    uint32_t           suspended_frames;  /* a call may be without fuel so long, then it fails; 600 */
    inlay_on_failure   on_failure;
    uint32_t           strikes;           /* failures until a mod stays where it is; 5 */
    uint32_t           strike_frames;     /* one strike is forgotten after so many frames without another; 600 */
    uint32_t           save_every_frames; /* where the world has save and load; 120; UINT32_MAX: only at a reload */
    uint64_t           state_bytes;       /* what a saved state may take in the host; 1 MiB */
    uint32_t           deadline_us;       /* a safety net by the clock: no mod takes longer in one frame, but for one slice of
                                             100,000 units; where it fires, the run is not deterministic, and an event says so; 0: none */
    uint64_t           table_entries;     /* in all wasm tables of a mod; 1 million */
    uint32_t           string_bytes;      /* in one string that crosses; 0: as copy_bytes allows */
    uint32_t           list_items;        /* in one list that crosses; 0: as copy_bytes allows */
    uint32_t           log_lines;         /* of each mod in a frame; 0: as log_bytes allows */
    uint32_t           log_bytes;         /* of each mod in a frame; 64 KiB */
} inlay_slot_def;

typedef enum inlay_state {
    INLAY_LOADING,      /* being read, checked or started */
    INLAY_RUNNING,
    INLAY_WAITING,      /* it has a suspended call */
    INLAY_FAILED,       /* trapped; its reason says when it plays again */
    INLAY_REFUSED,      /* it does not fit, and no older generation plays */
    INLAY_DISABLED,
    INLAY_EXITED,       /* it called exit */
    INLAY_GONE
} inlay_state;

typedef enum inlay_event_kind {
    INLAY_EVENT_LOADED, INLAY_EVENT_REFUSED, INLAY_EVENT_RELOADED, INLAY_EVENT_TRAPPED, INLAY_EVENT_SUSPENDED,
    INLAY_EVENT_UNLOADED, INLAY_EVENT_LOG, INLAY_EVENT_SLOT_EMPTY, INLAY_EVENT_FILE_MISSING, INLAY_EVENT_EXITED,
    INLAY_EVENT_HITCH
} inlay_event_kind;

typedef struct inlay_event {
    inlay_event_kind kind;
    inlay_mod        mod;
    inlay_slot       slot;
    uint64_t         frame;
    uint32_t         generation;
    char            *name;              /* of the mod */
    char            *text;              /* the whole story, lines */
    void            *owner;             /* the SDK's */
} inlay_event;

/* A mod's figures. */
typedef struct inlay_stats {
    const char *name, *slot, *language, *version;
    inlay_state state;
    const char *reason;                 /* why it is in that state; "" where there is nothing to say */
    uint32_t    generation;
    bool        default_enabled;        /* mod.json does not say "enabled": false */
    uint64_t    frames;                 /* frames in which a call of it ended */
    uint64_t    suspended_frames;       /* frames that ended with a suspended call */
    uint64_t    calls;
    uint64_t    fuel_frame, fuel_budget, fuel_total;     /* the last whole frame; its share of the slot */
    uint64_t    ns_frame, ns_total;                       /* CPU time inside it, of the game's thread; of an export that is
                                                             called over and over in a frame, and shortly, some calls are timed */
    uint64_t    translate_ns_frame;                       /* of ns_frame: translating functions at their first calls */
    uint64_t    memory_bytes, memory_peak, memory_limit;
    uint32_t    handles;
    uint64_t    copied_bytes;
    uint64_t    traps, reloads;
    uint64_t    last_swap_frame;
    uint64_t    fuel_saved, fuel_owed;                    /* from earlier frames, for later ones; to be paid first */
    uint64_t    fuel_shared;                              /* of fuel_frame: what other mods had left */
    uint64_t    skipped;                                  /* calls that were INLAY_SKIPPED */
    uint32_t    strikes;                                  /* failures that are not forgotten */
    uint64_t    restart_frame;                            /* it starts again in this frame; 0: not by itself */
    uint64_t    late_frames;                              /* in which the slot's deadline_us stopped it */
    uint64_t    saved_frame;                              /* when the state was saved that it would start from; 0: there is none */
} inlay_stats;

typedef struct inlay_host_stats {
    uint64_t frame;
    uint64_t ns_frame;                  /* CPU time of the last whole frame in inlay_* calls */
    uint64_t memory_bytes, memory_peak;
    uint32_t mods, slots, resources;
} inlay_host_stats;

#endif
/* public: end */

/* public: overlay */
#ifndef INLAY_OVERLAY
#define INLAY_OVERLAY

/* What inlay_overlay_draw draws with, and where. Units are the game's; colours are
 * 0xRRGGBBAA, straight alpha. The functions are called only inside inlay_overlay_draw. */
typedef struct inlay_painter {
    void     *user;
    void    (*rect)(void *user, float x, float y, float width, float height, uint32_t rgba);
    void    (*text)(void *user, float x, float y, const char *text, uint32_t rgba);     /* UTF-8, one line; its upper left corner */
    float   (*text_width)(void *user, const char *text);
    float     row_height;               /* from one line of text to the next; 14 */
    float     x, y, width, height;      /* the room; some 50 letters wide is right */
    inlay_mod selected;                 /* shown with all its hints, and always on the page; zero: none */
    uint32_t  ground;                   /* behind it all; 0: a dark one */
} inlay_painter;

#endif
/* public: end */

/* public: profile */
#ifndef INLAY_PROFILE
#define INLAY_PROFILE

typedef enum inlay_profile_level {
    INLAY_PROFILE_OFF,
    INLAY_PROFILE_SAMPLED,  /* each mod's figures of each frame; its calls of the game counted; its stacks looked at by fuel */
    INLAY_PROFILE_EXACT     /* and each function's calls, by whom, and the fuel of each line, counted to the unit: mods run some
                               four to ten times slower, and cost the fuel they always cost */
} inlay_profile_level;

/* How to record. Zero is the default stated beside the field. */
typedef struct inlay_profile_options {
    inlay_profile_level level;          /* INLAY_PROFILE_OFF: INLAY_PROFILE_SAMPLED */
    uint32_t frames;                    /* the last so many are kept; 600 */
    uint64_t sample_fuel;               /* a mod's stack is looked at whenever it has spent so much, on average; 200,000; 1:
                                           wherever fuel is charged, which is slow, and tells of each loop's turns */
    uint64_t memory_bytes;              /* for the recording; 32 MiB, of the host's */
    uint64_t hitch_ns;                  /* a frame that takes longer in inlay_* calls is a hitch; 0: by hitch_factor alone */
    uint64_t hitch_fuel;                /* and one that takes more fuel */
    double   hitch_factor;              /* and one that takes so many times what 99 of 100 frames stay below, of fuel
                                           (50,000 units at least) or of time (1 ms at least); 4; negative: never */
} inlay_profile_options;

/* A frame that took too long, caught with the 30 before it. */
typedef struct inlay_hitch {
    uint32_t id;                        /* for inlay_hitch_drop; never 0 */
    uint64_t frame, ns, fuel;           /* its number; what it took, of CPU time and of fuel */
    inlay_mod mod;                      /* that spent most beyond what it usually does; zero: none did, or it is gone */
} inlay_hitch;

/* Told live when mods run, for a profiler's client that the game has in its build
 * (inlay_tracy.h makes one of Tracy's). Any function may be null. They are called by the
 * host's thread inside functions of the SDK, and can call none themselves: all do nothing
 * then, as from another thread. Texts are good until the function returns. */
typedef struct inlay_tracer {
    void  *user;                        /* the game's; given to each */
    void (*begin)(void *user, inlay_string mod, inlay_string function);     /* a mod runs: an export by its name in WIT, or
                                           "instantiation", "a destructor"; again where it goes on after a suspension */
    void (*end)(void *user, uint64_t fuel);             /* of what was begun last and has not ended: done, suspended, trapped or
                                           refused; fuel that the mod spent meanwhile, without other mods' */
    void (*plot)(void *user, inlay_string mod, const char *figure, uint64_t value);     /* a frame in which time passed is over, of
                                           each mod: "fuel" of the frame, in units; "memory" that it has now, in bytes */
    void (*frame)(void *user, uint64_t number);         /* the same, once, after the plots */
    void (*event)(void *user, inlay_string mod, inlay_event_kind kind, inlay_string text);     /* what becomes an event of the mod's
                                           does so now, a trap's whole story too; lines of its log do not come */
} inlay_tracer;

/* Takes the next bytes of what is saved. False: it can't; then no more come. */
typedef bool inlay_profile_write(void *user, const void *bytes, size_t size);

#endif
/* public: end */

#endif
