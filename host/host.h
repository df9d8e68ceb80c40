/* The host: all that one game has of Inlay. One thread at a time may use it,
 * but for the loader, which reads only what is frozen at the first frame.
 */
#ifndef INLAY_HOST_HOST_H
#define INLAY_HOST_HOST_H

#include "engine/base/limits.h"
#include "engine/base/page_pool.h"
#include "engine/wasm/stack_pool.h"
#include "host/event.h"
#include "host/figures.h"
#include "host/import.h"
#include "host/loader.h"
#include "host/mod.h"
#include "host/policy.h"
#include "host/os/thread.h"
#include "host/ticker.h"
#include "host/wit_folder.h"

#include <stdatomic.h>

/* A host function that runs. They live in the host, not on the stack, so that a
 * pointer kept too long points at something that knows it is over. */
struct inlay_call {
    inlay_host *host;
    generation *generation;
    host_call  *inner;                  /* null: over */
};

/* Who was called last: a mod that plays, and nothing is said of it or of the next call (usual.c). Good in its era alone. */
typedef struct host_callee {
    inlay_mod            id;
    const inlay_binding *binding;
    generation_bound    *bound;         /* `count` of them */
    uint32_t             count;
    uint64_t             era;
    mod                 *mod;
    generation          *generation;
} host_callee;

enum { HOST_CALLEES = 16 };

struct inlay_host {
    /* First, so that two of them that are cleared at once lie in 16 bytes whatever becomes of the others. */
    uint64_t          entered_at, left_at;      /* ticks; 0: they are still to be asked for */
    uint64_t          nested_ticks;     /* of tasks inside the one that runs */
    uint64_t          translate_ticks;  /* of the task that runs: translating bodies at their first calls */
    uint64_t          running_since;    /* ticks; 0: the call that runs is taken to be as long as others (tempo.h) */
    budget            budget;           /* the root of all */
    budget_allocator  allocator;
    page_pool         pages;            /* of all mods' memories */
    stack_pool        stacks;           /* of mods that don't wait for anything in the midst of a call */
    inlay_config      config;           /* its texts are copies */
    arena             arena;            /* what lives as long as the host */
    wit_folder        wit_files;        /* where the WIT came from a folder */
    bool              has_wit_files;
    wit_set          *wit;
    import_table      imports;
    slot_table        slots;
    policy            policy;
    host_resource_table    resources;
    event_queue       events;
    serial_table      mods;             /* of mod */
    host_callee       callees[HOST_CALLEES];    /* by a mod's index */
    uint64_t          era;              /* host_end_era; the first is 1 */
    uint32_t          places;           /* goes up when a place or a name may have become free */
    loader           *loader;
    const cexterns *const *offered;     /* WASI's interfaces */
    uint32_t          offered_count;

    _Atomic(uintptr_t) thread;          /* whose it is */
    atomic_uint       strangers;        /* calls of other threads that were turned away and not told yet */
    bool              is_frozen;        /* the first frame has begun */
    bool              is_closing;
    bool              close_wanted;     /* inlay_close was called inside a call */
    uint64_t          frame;
    uint64_t          window;           /* calls of inlay_frame, counted ones or not */
    bool              is_shared_out;    /* what this frame's mods left */
    uint32_t          turn;             /* whose it is first at the next sharing out */
    uint32_t         *turns;            /* indices of mods; while sharing out */
    uint32_t          turn_capacity;
    uint64_t          now_ns;           /* frame time, as mods see it */
    uint64_t          length_ns;        /* of the frame that runs, as the game gave it; 0: it is not counted */
    uint64_t          length_frame;     /* its number */
    figures           figures;          /* of counted frames: the time in inlay_* calls */
    figures_ring      lengths;          /* and how long they were for the game */
    struct recorder  *recorder;         /* null: nothing was recorded */
    inlay_tracer      tracer;           /* where is_traced: the game's */
    uint64_t          lost_told;
    bool              has_dumped;       /* a core dump was made in this frame */
    int64_t           source_steps;     /* what may still be done in this frame to find lines for stories */
    bool              is_traced;
    uint32_t          depth;            /* tasks on the native stack, and whose they are, outermost first */
    struct generation *running[LIMIT_HOST_NESTING + 4];
    inlay_call_options next_call;       /* what the game said of the next call into a mod */
    inlay_call        asked[LIMIT_HOST_NESTING + 2];      /* by mods of the game, outermost first */
    char              last_error[2000]; /* why the last call was denied */

    ticker            ticker;
    uint64_t          ticks_now;        /* in inlay_* calls, so far */
    uint64_t          ns_frame;         /* of the last frame, as CPU time */
    uint64_t          ns_measured;      /* of the last frame, by the wall's clock */
    uint64_t          cpu_before;       /* this thread's CPU time when the last frame ended */
    uint64_t          translating_since;
    uint64_t          translated_bytes; /* of bodies, in this frame */
    uint32_t          entered;          /* SDK functions on the native stack */
    bool              is_asked;         /* by a mod, since its call began */
    inlay_call       *next_asked;       /* in `asked` */
};

/* Null, and why. */
inlay_host *host_open(const inlay_config *config, error *err);
void        host_close(inlay_host *host);

void        host_frame(inlay_host *host, double seconds);

/* The game's calls of this frame are done; host_frame does it where the game does not say so. */
void        host_end_frame(inlay_host *host);

/* Is everything that is known of read, judged and started? */
bool        host_is_settled(const inlay_host *host);

/* How long things take: a span of ticks is turned into nanoseconds, best once a frame. */
static inline uint64_t host_ticks(const inlay_host *host) { return ticker_now(&host->ticker); }
static inline uint64_t host_ns(const inlay_host *host, uint64_t ticks) { return ticker_ns(&host->ticker, ticks); }

/* Null: stale. */
static inline mod *mod_get(const inlay_host *host, inlay_mod id)
{
    mod *m = serial_get(&host->mods, id.index, id.serial);
    return m && !m->wants_unload ? m : NULL;
}

/* Something has changed that the way of a usual call rests upon: who plays, what is said of a call, who looks on. */
static inline void host_end_era(inlay_host *host) { host->era++; }

/* Around each function of the SDK that may work: counts its time once, and ends
 * a host whose close was asked for inside. host_leave may free the host. */
static inline void host_enter(inlay_host *host)
{
    if (host->entered++)
        return;
    host->left_at = 0;
    host->entered_at = host_ticks(host);
}

/* The same around one call of a mod, whose time may be known beforehand. */
static inline void host_enter_call(inlay_host *host)
{
    if (host->entered++)
        return;
    host->left_at = host->entered_at = 0;
}

/* It isn't: from now on. */
static inline uint64_t host_begin_time(inlay_host *host)
{
    if (!host->entered_at)
        host->entered_at = host_ticks(host);
    return host->entered_at;
}

void host_left(inlay_host *host);        /* the outermost, with a time to be counted or an end to be made */
static inline void host_leave(inlay_host *host)
{
    if (--host->entered == 0 && (host->entered_at || host->close_wanted))
        host_left(host);
}

/* Is this inside another call of the SDK, so that nothing may be torn down? */
bool        host_is_nested(const inlay_host *host);

/* Is this the thread that the host is used by? Others are counted, and told in the
 * next frame. Null is no one's. */
static inline bool host_is_threads_own(const inlay_host *host)         /* without counting */
{
    return host && atomic_load_explicit(&host->thread, memory_order_relaxed) == thread_self();
}

static inline bool host_is_mine(inlay_host *host)
{
    if (host_is_threads_own(host))
        return true;
    if (host)
        atomic_fetch_add(&host->strangers, 1);
    return false;
}

/* It is the calling thread's from now on. False: something of it is running. */
bool        host_use_thread(inlay_host *host);

/* An event of the host itself, no mod's. */
void        host_say(inlay_host *host, inlay_event_kind kind, const char *format, ...) PRINTF_LIKE(3, 4);

/* Keep the words for inlay_last_error, and say them as an event. */
void        host_tell_error(inlay_host *host, const mod *m, const error *err);

#endif
