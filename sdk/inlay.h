/* inlay: mods that are WebAssembly components, in typed slots, replaced while
 * the game runs.
 *
 * Threads: a host is used by one thread, the one that opened it, until another
 * takes it with inlay_use_thread. Every function that is given a host, or a call
 * of a host function, is for that thread; from any other it does nothing, gives
 * INLAY_DENIED (or false, zero, null), and an event of the next frame says so.
 * inlay_version, inlay_error_text, inlay_event_free, inlay_text,
 * inlay_value_text, inlay_inspect and inlay_inspect_free may be called by any thread.
 *
 * Nothing here blocks: files are read and checked on a thread of the
 * host's own, and a new generation of a mod takes over only inside inlay_frame.
 * A mod can never crash the game, never outlast its fuel, and never use more
 * memory than its slot gives.
 *
 * Texts given to the SDK are copied. Zero in a config means the default stated
 * beside the field.
 */
#ifndef INLAY_H
#define INLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INLAY_VERSION_MAJOR 0
#define INLAY_VERSION_MINOR 1
#define INLAY_VERSION_PATCH 0
#define INLAY_VERSION       "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

/* public: value */
#ifndef INLAY_VALUE
#define INLAY_VALUE

/* What a value is; the order is that of the component model's types. */
typedef enum inlay_kind {
    INLAY_NOTHING,              /* no value: an absent payload, a result of a function without one */
    INLAY_BOOL, INLAY_S8, INLAY_U8, INLAY_S16, INLAY_U16, INLAY_S32, INLAY_U32, INLAY_S64, INLAY_U64,
    INLAY_F32, INLAY_F64, INLAY_CHAR, INLAY_STRING,
    INLAY_RECORD, INLAY_TUPLE, INLAY_LIST, INLAY_MAP, INLAY_VARIANT, INLAY_ENUM, INLAY_OPTION, INLAY_RESULT,
    INLAY_FLAGS, INLAY_OWN, INLAY_BORROW
} inlay_kind;

/* A resource, by value: the host's own, or one that a mod made. Stale, never
 * taken for another, once it is gone. Zero is none. */
typedef struct inlay_resource { uint32_t index, serial; } inlay_resource;

/* UTF-8 with a size, not terminated; a view: it owns nothing. */
typedef struct inlay_string { const char *bytes; size_t size; } inlay_string;

/* Items side by side; a view, too. Lists of a header made by `inlay bind` look like it. */
typedef struct inlay_list { const void *items; size_t count; } inlay_list;

typedef struct inlay_value inlay_value;
typedef struct inlay_values { inlay_value *items; size_t count; } inlay_values;

/* A value of any WIT type. Strings are UTF-8 with a size, not terminated. */
struct inlay_value {
    inlay_kind kind;
    uint32_t   tag;             /* VARIANT, ENUM: the case's number; OPTION: 1 some, 0 none; RESULT: 0 ok, 1 error;
                                   LIST of numbers, bool or char: the items' kind, and `packed` holds them as a C array;
                                   LIST that is a whole argument or result, of records (RECORD) or tuples (TUPLE) of such:
                                   `packed` holds them as C structs */
    union {
        inlay_string   string;       /* first, as it is the largest: { kind, tag, { 0 } } zeroes all */
        bool           boolean;
        int8_t         s8;
        uint8_t        u8;
        int16_t        s16;
        uint16_t       u16;
        int32_t        s32;
        uint32_t       u32;
        int64_t        s64;
        uint64_t       u64;
        float          f32;
        double         f64;
        uint32_t       character;    /* a Unicode scalar value */
        uint32_t       flags;        /* bit n: the n-th flag */
        inlay_resource resource;
        inlay_values   list;         /* RECORD, TUPLE: in declared order; LIST with tag 0; MAP: key, value, key, … */
        inlay_list     packed;       /* LIST with a tag */
        inlay_value   *payload;      /* VARIANT, OPTION, RESULT; null: none */
    };
};

#endif
/* public: end */

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

/* public: layout */
#ifndef INLAY_LAYOUT
#define INLAY_LAYOUT

typedef struct inlay_layout inlay_layout;

/* A part of a value, and where in it. type null: a case without payload. */
typedef struct inlay_member { const inlay_layout *type; uint32_t offset; } inlay_member;

/* How a WIT type lies in C. Headers made by `inlay bind` fill these in. */
struct inlay_layout {
    uint8_t             kind;         /* inlay_kind */
    uint8_t             tag_size;     /* ENUM, VARIANT: of the tag; OPTION, RESULT: of the bool */
    uint32_t            tag_offset;
    uint32_t            size;         /* sizeof */
    uint32_t            count;        /* of members; ENUM: cases; FLAGS: flags; LIST: its fixed length, or 0 */
    const inlay_member *members;      /* RECORD, TUPLE: fields; VARIANT: cases; OPTION: the value; RESULT: ok, error;
                                         LIST: the item; MAP: an entry, which is a TUPLE of key and value */
};

#endif
/* public: end */

/* public: binding */
#ifndef INLAY_BINDING
#define INLAY_BINDING

/* Calls one function of the table; made by `inlay bind`. result: where it goes, null: there is none. */
typedef inlay_status inlay_thunk(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result);

typedef struct inlay_binding_function {
    const char                *name;         /* "arena:game/world#log" */
    const inlay_layout *const *params;
    uint32_t                   param_count;
    const inlay_layout        *result;       /* null: none */
    inlay_thunk               *thunk;        /* imports */
    uint32_t                   offset;       /* imports: of the function in the table */
} inlay_binding_function;

typedef struct inlay_binding_resource {
    const char *name;                        /* "arena:game/world#body" */
    uint32_t    offset;                      /* of its drop function in the table */
} inlay_binding_resource;

/* A world as a header knows it. */
typedef struct inlay_binding {
    uint32_t                      format;    /* INLAY_BINDING_FORMAT of the `inlay bind` that made it */
    const char                   *header;    /* "creature.h", for messages */
    const char                   *world;     /* "arena:game/creature@0.1.0" */
    const char *const            *wit;       /* the world as WIT, without comments; ends with null */
    uint32_t                      import_count, export_count, resource_count;
    const inlay_binding_function *imports, *exports;
    const inlay_binding_resource *resources; /* the host's */
    uint32_t                      table_size;
} inlay_binding;

#define INLAY_BINDING_FORMAT 1u

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

/* ---- the host -------------------------------------------------------------- */

/* Open a host: reads the WIT, starts the loader. Null, and why, when the WIT is
 * wrong or memory runs out. error may be null. Since 0.1. */
inlay_host *inlay_open(const inlay_config *config, inlay_error *error);

/* Unload all mods (their host resources' drop functions run), stop the loader.
 * What leaked is named in the log. Null is nothing. Since 0.1. */
void inlay_close(inlay_host *host);

/* The host is the calling thread's from now on, as where one thread loads and
 * another plays. The thread that had it must be done with it. False: something
 * of it is running, and nothing changed. Any thread. Since 0.1. */
bool inlay_use_thread(inlay_host *host);

/* The version of the library that is linked: "0.1.0". Any thread. Since 0.1. */
const char *inlay_version(void);

/* The error as text: what is wrong, where, what to do. Never null; good as long as the error. Any thread. Since 0.1. */
const char *inlay_error_text(const inlay_error *error);

/* Why the last call was INLAY_DENIED or INLAY_LIMIT, as text (to another thread: that
 * this is why); an event says it too. Never null; good until the next one. Since 0.1. */
const char *inlay_last_error(inlay_host *host);

/* Refill the fuel, seat what the loader has ready, go on with suspended calls.
 * Calls no export of its own accord but save and load, at a reload. seconds is what
 * passes for the mods; with 0 (while loading, or paused) all of that is done, but no
 * time passes and the frame is not counted, so that the number in a story is the
 * game's own. Since 0.1. */
void inlay_frame(inlay_host *host, double seconds);

/* The game's calls of this frame are done. Fuel that mods left, and could not save,
 * is shared out among those that ran dry: mods of required slots first, then in
 * turn by weight; they go on at once. Not needed: the next inlay_frame does it
 * first, for a game that doesn't say so. Calls after it are for the next frame's
 * fuel, or for what was saved. Host's thread. Since 0.1. */
void inlay_end_frame(inlay_host *host);

/* True when all that stands in the folder of mods, or was given to inlay_load,
 * is read, judged and started, as far as it will, and what it is likely to call is
 * translated: what a loading screen waits for, frame by frame. In frames of 0 seconds
 * what waits for time to pass is not waited for. Since 0.1. */
bool inlay_is_settled(inlay_host *host);

/* ---- slots ----------------------------------------------------------------- */

/* Define a slot; before the first inlay_frame. An id with index 0 and an error
 * when the world is unknown or the name is taken. Since 0.1. */
inlay_slot inlay_slot_define(inlay_host *host, const inlay_slot_def *def, inlay_error *error);

/* The mods seated in a slot, in order (mod.json "order", then name): fills
 * `mods`, at most `room`, returns how many there are. Disabled and refused ones are not in it. Since 0.1. */
size_t inlay_mods(inlay_host *host, inlay_slot slot, inlay_mod *mods, size_t room);

/* Every mod the host knows, seated or not, refused and disabled ones too. Since 0.1. */
size_t inlay_all_mods(inlay_host *host, inlay_mod *mods, size_t room);

/* ---- what the game offers ---------------------------------------------------- */

/* Offer a function of the worlds to mods, by its WIT name: "arena:game/world#log",
 * "arena:game/world#[method]body.position", or "log" for a world's own. Where the WIT
 * has several majors of an interface, the name says which: "arena:game/world@2.0.0#log".
 * Before the first inlay_frame. Errors: unknown name, bound twice, which major. Since 0.1. */
bool inlay_bind(inlay_host *host, const char *wit_name, inlay_function *function, void *user, inlay_error *error);

/* Offer a resource type of the worlds: "arena:game/world#body". `drop` (may be
 * null) runs once for each resource, when its last owner goes: a mod that drops
 * it, is unloaded, traps, or inlay_resource_drop. Since 0.1. */
bool inlay_bind_resource(inlay_host *host, const char *wit_name, inlay_drop *drop, void *user, inlay_error *error);

/* Declare what a bound function costs a mod in fuel, beyond what any call of the game does: for
 * each call, and for each 1,024 bytes of the strings and lists that it is given or gives. The time that it
 * takes, in units, is a good price: `inlay calibrate` tells it. Before the first
 * inlay_frame. Errors: nothing is bound by that name. Since 0.1. */
bool inlay_set_price(inlay_host *host, const char *wit_name, uint64_t fuel_per_call, uint64_t fuel_per_kib, inlay_error *error);

/* Inside a host function: what this call cost beyond the declared price, in fuel. Since 0.1. */
void inlay_call_charge(inlay_call *call, uint64_t fuel);

/* What host functions cost so far, declared and measured, as a text for `inlay calibrate`; returns
 * the length, as snprintf does. Host's thread. Since 0.1. */
int inlay_prices_text(inlay_host *host, char *out, size_t size);

/* The arguments of a host function; good until it answers. Handles among them
 * are ids: look behind them with inlay_resource_data. Beyond the last: INLAY_NOTHING. Since 0.1. */
size_t             inlay_call_argument_count(const inlay_call *call);
const inlay_value *inlay_call_argument(const inlay_call *call, size_t index);

/* Set the result; strings and lists are copied before the function returns to the mod. One
 * that doesn't have the function's type ends the call as inlay_call_trap does. Since 0.1. */
void  inlay_call_return(inlay_call *call, inlay_value result);

/* Zeroed memory for the parts of a result, freed after the call. Null: none left. Since 0.1. */
void *inlay_call_alloc(inlay_call *call, size_t bytes);

/* Fail the call with a text that ends in the mod's story; returns INLAY_TRAPPED, to be returned. Since 0.1. */
inlay_status inlay_call_trap(inlay_call *call, const char *text);

/* A word kept while the function answers INLAY_SUSPENDED (pending): 0 at first. Good until it answers. Since 0.1. */
uint64_t *inlay_call_state(inlay_call *call);

/* True when a pending call is asked for the last time, because its mod goes. The answer is ignored. Since 0.1. */
bool      inlay_call_is_cancelled(const inlay_call *call);

/* Whose host it is, and which mod calls. Since 0.1. */
inlay_host *inlay_call_host(const inlay_call *call);
inlay_mod   inlay_call_mod(const inlay_call *call);

/* ---- calling mods ---------------------------------------------------------- */

/* Call an export: "on-frame", or "arena:game/behaviour#tick" for one of an
 * interface (of several majors the newest; "arena:game/behaviour@1.0.0#tick" says which). Arguments
 * are copied. results (room for one is enough) are good until the next call of that mod, or inlay_frame. INLAY_SUSPENDED: the call
 * goes on in later frames; take it with inlay_take_result. INLAY_BUSY: an earlier call, or a destructor, still goes on. Since 0.1. */
inlay_status inlay_call_export(inlay_host *host, inlay_mod mod, const char *export_name,
                               const inlay_value *arguments, size_t argument_count,
                               inlay_value *results, size_t result_count);

/* The result of a call that was suspended: INLAY_DONE once, with results, or
 * INLAY_TRAPPED, where it failed, also when another generation plays since;
 * INLAY_SUSPENDED while it runs; INLAY_STALE when there is none to take. Since 0.1. */
inlay_status inlay_take_result(inlay_host *host, inlay_mod mod, inlay_value *results, size_t result_count);

/* Abandon a suspended call: the mod starts again from its last saved state. Since 0.1. */
void inlay_abandon(inlay_host *host, inlay_mod mod);

/* Choose what becomes of calls of that mod that run out of fuel; INLAY_DRY_DEFAULT: what
 * its slot says. Host's thread. Since 0.1. */
void inlay_set_when_dry(inlay_host *host, inlay_mod mod, inlay_when_dry when_dry);

/* Choose it for the next call into a mod alone, of whatever form: inlay_call_export,
 * inlay_resource_call, a function of a header made by `inlay bind`. Zeroed options
 * are what is said elsewhere. Host's thread. Since 0.1. */
void inlay_next_call(inlay_host *host, inlay_call_options options);

/* Put more fuel in a mod's tank, for this frame; what it does not spend it saves, as it
 * does its share. A call that ran dry goes on in inlay_end_frame, or inlay_frame.
 * Nothing happens to a mod that does not play. Host's thread. Since 0.1. */
void inlay_add_fuel(inlay_host *host, inlay_mod mod, uint64_t fuel);

/* Does the mod export that function? Since 0.1. */
bool inlay_has_export(inlay_host *host, inlay_mod mod, const char *export_name);

/* ---- resources --------------------------------------------------------------- */

/* A new host resource of a bound type, to be handed to mods (INLAY_OWN gives it
 * away, INLAY_BORROW lends it). Zero, when it is not bound (an event says so), or memory or
 * the limit runs out. Since 0.1. */
inlay_resource inlay_resource_new(inlay_host *host, const char *wit_name, void *data);

/* The data of a live host resource; null when it is stale or a guest's. Since 0.1. */
void *inlay_resource_data(inlay_host *host, inlay_resource resource);

/* True while the resource lives: a guest's lives as long as its mod's generation. Since 0.1. */
bool inlay_resource_alive(inlay_host *host, inlay_resource resource);

/* Make a guest resource: calls "[constructor]name". It is the host's until
 * dropped. One mod, any number of objects. Since 0.1. */
inlay_status inlay_resource_construct(inlay_host *host, inlay_mod mod, const char *resource_name,
                                      const inlay_value *arguments, size_t argument_count, inlay_resource *out);

/* Call a method of a guest resource: "arena:game/creatures#[method]creature.think",
 * or "think" alone. INLAY_STALE after its mod was reloaded. Since 0.1. */
inlay_status inlay_resource_call(inlay_host *host, inlay_resource self, const char *method,
                                 const inlay_value *arguments, size_t argument_count,
                                 inlay_value *results, size_t result_count);

/* Drop a resource that the host owns: a guest's destructor runs under its fuel,
 * at the latest in later frames; a host's drop function at once. Since 0.1. */
void inlay_resource_drop(inlay_host *host, inlay_resource resource);

/* ---- mods -------------------------------------------------------------------- */

/* Load a mod from memory (bytes are copied) as if from a folder `name`.
 * manifest is the text of a mod.json; null: the one inside the component, if
 * any, and the slot by the component's exports. Seated in inlay_frame. Since 0.1. */
inlay_mod inlay_load(inlay_host *host, const char *name, const void *bytes, size_t size, const char *manifest, inlay_error *error);

/* Unload a mod, as if its folder went. Its id is stale. Since 0.1. */
void inlay_unload(inlay_host *host, inlay_mod mod);

/* Switch a mod off (it keeps its state, and gets neither fuel nor calls) or on; where
 * its place was taken meanwhile, it stays off and an event says so. Since 0.1. */
void inlay_enable(inlay_host *host, inlay_mod mod, bool enabled);

/* Start it again, from its file or its bytes, also when nothing changed. Since 0.1. */
void inlay_reload(inlay_host *host, inlay_mod mod);

/* Try a mod again that failed, or was switched off for it: its strikes are forgotten, and
 * it starts in the next inlay_frame, from its last saved state. Where it plays, only its
 * strikes are forgotten. Host's thread. Since 0.1. */
void inlay_retry(inlay_host *host, inlay_mod mod);

/* The core dump of the mod's last failure (WebAssembly tool-conventions, Coredump.md): its
 * stack, locals, globals and the touched part of its memory, for wasm-tools and debuggers. It
 * is made as the mod fails, at most one in a frame, and kept until the next one or until the mod
 * goes. Copies what fits `room`; the whole size, 0: there is none. Host's thread. Since 0.1. */
size_t inlay_get_dump(inlay_host *host, inlay_mod mod, void *bytes, size_t room);

/* The mod of that name; zero: none. Since 0.1. */
inlay_mod inlay_find(inlay_host *host, const char *name);

/* Figures of a mod; texts are good until the next inlay_frame. False when stale. Since 0.1. */
bool inlay_get_stats(inlay_host *host, inlay_mod mod, inlay_stats *stats);

/* Figures of the host. Since 0.1. */
bool inlay_get_host_stats(inlay_host *host, inlay_host_stats *stats);

/* Draw the overlay: the frame's bar, percentiles over 1 s, 10 s and all, the last
 * frames, and of each mod its state and why, fuel, time, memory, and hints in words.
 * Returns the height it took; 0, and draws nothing, without a function to draw with or
 * inside another call of the SDK. Nothing that it allocates stays; between two frames. Since 0.1. */
float inlay_overlay_draw(inlay_host *host, const inlay_painter *painter);

/* A custom section of the mod's component (its own first, then those of its core
 * modules, in file order): a mod can ship data in them, and read its own through
 * inlay:mod/sections. Null: none of that name, or nothing of the mod plays. Good
 * until the next inlay_frame. Since 0.1. */
const void *inlay_section(inlay_host *host, inlay_mod mod, const char *name, size_t *size);

/* What a component is made of, without running it, as JSON: its world as WIT,
 * imports and exports, size by part, producers, custom sections with their places
 * in `bytes`, and which imports each export may come to call. The caller's, to free
 * with inlay_inspect_free. Null, and why: no valid component, or no memory. Takes as
 * long as loading; any thread. Since 0.1. */
char *inlay_inspect(const void *bytes, size_t size, inlay_error *error);
void  inlay_inspect_free(char *json);

/* ---- profiles ---------------------------------------------------------------- */

/* Record what mods cost, from the next frame on. options may be null. What was
 * recorded before is dropped. Fuel and counts are the same in every run; times are
 * not. It costs about 1 % of the time in mods, 15 ns for each call of one, and nothing
 * while it is off.
 * False, and why: no memory, or inside another call of the SDK. Between two frames. Since 0.1. */
bool inlay_profile_start(inlay_host *host, const inlay_profile_options *options, inlay_error *error);

/* Record no more; what was recorded stays until the next start. Since 0.1. */
void inlay_profile_stop(inlay_host *host);

/* The hitches that were caught and not dropped, oldest first: fills `hitches`,
 * returns how many there are, 4 at most; while there are 4, no more are caught.
 * Each was an event INLAY_EVENT_HITCH, whose text names the mod and the place. Since 0.1. */
size_t inlay_hitches(inlay_host *host, inlay_hitch *hitches, size_t room);

/* Forget one. Since 0.1. */
void inlay_hitch_drop(inlay_host *host, uint32_t id);

/* Write what was recorded (hitch 0), or one hitch by its id, as "inlay" (what `inlay
 * profile` reads: all other formats can be made from it), "html", "chrome", "firefox",
 * "speedscope", "collapsed", "csv" or "text": `write` gets the bytes, in pieces. The
 * recording goes on. It takes memory and time: between two frames, best when nobody
 * plays. False, and why: nothing was recorded, no such hitch or format, no memory,
 * write said no. Since 0.1. */
bool inlay_profile_save(inlay_host *host, uint32_t hitch, const char *format, inlay_profile_write *write, void *user, inlay_error *error);

/* Tell that tracer, which is copied, of all that mods do from now on; null: no one any more.
 * It costs a call of a mod what its functions take, and a test of a flag while there is
 * none. False: inside another call of the SDK, and nothing changed. Between two frames.
 * Host's thread. Since 0.1. */
bool inlay_trace(inlay_host *host, const inlay_tracer *tracer);

/* Take the oldest event. False when there is none. The event's texts are the
 * caller's to free, with inlay_event_free, also after inlay_close. Since 0.1. */
bool inlay_next_event(inlay_host *host, inlay_event *event);
void inlay_event_free(inlay_event *event);

/* ---- values ------------------------------------------------------------------ */

/* A string value of a terminated text (not copied). Any thread. Since 0.1. */
inlay_value inlay_text(const char *text);

/* The value in WAVE's manner, into out; returns the length, as snprintf does. Any thread. Since 0.1. */
int inlay_value_text(const inlay_value *value, char *out, size_t size);

/* The type of an export of a mod that plays, as WIT text; the length, as
 * snprintf gives it, 0 when unknown. Since 0.1. */
int inlay_export_type(inlay_host *host, inlay_mod mod, const char *export_name, char *out, size_t size);

/* ---- typed calls: for the headers that `inlay bind` makes -------------------- */

/* Attach a header's binding to a slot, whose WIT must be the one that it was
 * made from, and bind the functions of its table (copied; null entries are left
 * unbound; table null: none). Before the first inlay_frame. Since 0.1. */
bool inlay_typed_bind(inlay_host *host, inlay_slot slot, const inlay_binding *binding, const void *table, void *user, inlay_error *error);

/* As inlay_call_export, for export `index`: arguments[i] is where the i-th value
 * lies. What the result points to is good until the next call of that mod, or inlay_frame. Since 0.1. */
inlay_status inlay_typed_call(inlay_host *host, inlay_mod mod, const inlay_binding *binding, uint32_t index,
                              const void *const *arguments, void *result);

/* The same for a method; arguments[0] is where `self` lies. Since 0.1. */
inlay_status inlay_typed_method(inlay_host *host, inlay_resource self, const inlay_binding *binding, uint32_t index,
                                const void *const *arguments, void *result);

/* As inlay_take_result, for a call of that export; DENIED where another one ended. Since 0.1. */
inlay_status inlay_typed_take(inlay_host *host, inlay_mod mod, const inlay_binding *binding, uint32_t index, void *result);

#ifdef __cplusplus
}
#endif

#endif
