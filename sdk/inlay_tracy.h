/* inlay_tracy: what mods do, live in Tracy. For a game that has Tracy's client in
 * its build; Inlay itself knows nothing of it.
 *
 *     #include <tracy/TracyC.h>        (0.11 or later)
 *     #include "inlay.h"
 *     #include "inlay_tracy.h"
 *
 *     static inlay_tracy tracy;
 *     inlay_tracy_start(host, &tracy);
 *
 * A zone for each stretch in which a mod runs ("MOD: FUNCTION", its value the fuel
 * that was spent), nested where a mod's call led to another mod; a frame of the
 * set "inlay" for each inlay_frame in which time passes; plots "MOD: fuel" and
 * "MOD: memory"; events as messages, in red what failed. In a build without
 * TRACY_ENABLE it does nothing.
 */
#ifndef INLAY_TRACY_H
#define INLAY_TRACY_H

#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Two plots a mod: of those that come when all are taken, there are none. Tracy counts what it is given in 16 bits. */
enum { INLAY_TRACY_PLOTS = 512, INLAY_TRACY_NAME = 96, INLAY_TRACY_DEPTH = 64, INLAY_TRACY_TEXT = 60000 };

/* One a host. Static, or otherwise there until the program ends: Tracy reads the names of plots whenever it wants. */
typedef struct inlay_tracy {
    uint32_t      depth;                /* zones that are open; beyond INLAY_TRACY_DEPTH only counted */
    uint32_t      plot_count;
    uint32_t      next_plot;            /* plots come in the same order in each frame */
    TracyCZoneCtx zones[INLAY_TRACY_DEPTH];
    char          plots[INLAY_TRACY_PLOTS][INLAY_TRACY_NAME];
} inlay_tracy;

/* Tell Tracy of all that the host's mods do from now on. `state` may have been another start's. False, and
 * nothing changed: inside a function of the SDK, or not the host's thread. */
static inline bool inlay_tracy_start(inlay_host *host, inlay_tracy *state);

/* No more. inlay_close does so, too. */
static inline bool inlay_tracy_stop(inlay_host *host) { return inlay_trace(host, NULL); }

/* ---- how ---- */

#ifdef TRACY_ENABLE

/* "MOD: NAME", terminated, cut where it does not fit; its length. */
static inline size_t inlay_tracy_name(char *out, inlay_string mod, const char *name, size_t size)
{
    size_t head = mod.size < INLAY_TRACY_NAME / 2 ? mod.size : INLAY_TRACY_NAME / 2;
    size_t room = INLAY_TRACY_NAME - head - 3;

    size = size < room ? size : room;
    memcpy(out, mod.bytes, head);
    memcpy(out + head, ": ", 2);
    memcpy(out + head + 2, name, size);
    out[head + 2 + size] = 0;
    return head + 2 + size;
}

static inline void inlay_tracy_begin(void *user, inlay_string mod, inlay_string function)
{
    inlay_tracy *t = (inlay_tracy *)user;
    char name[INLAY_TRACY_NAME], in[INLAY_TRACY_NAME];

    if (t->depth++ >= INLAY_TRACY_DEPTH)
        return;
    size_t size = inlay_tracy_name(name, mod, function.bytes, function.size);
    size_t in_size = inlay_tracy_name(in, mod, "", 0) - 2;
    t->zones[t->depth - 1] = ___tracy_emit_zone_begin_alloc(
        ___tracy_alloc_srcloc_name(1, in, in_size, name + in_size + 2, size - in_size - 2, name, size, 0), 1);
}

static inline void inlay_tracy_end(void *user, uint64_t fuel)
{
    inlay_tracy *t = (inlay_tracy *)user;

    if (t->depth == 0 || --t->depth >= INLAY_TRACY_DEPTH)
        return;
    ___tracy_emit_zone_value(t->zones[t->depth], fuel);
    ___tracy_emit_zone_end(t->zones[t->depth]);
}

/* Tracy knows a plot by where its name lies. Null: all are taken. */
static inline const char *inlay_tracy_plot_name(inlay_tracy *t, const char *name)
{
    for (uint32_t i = 0; i < t->plot_count; i++) {
        uint32_t at = (t->next_plot + i) % t->plot_count;
        if (strcmp(t->plots[at], name) == 0) {
            t->next_plot = at + 1;
            return t->plots[at];
        }
    }
    if (t->plot_count == INLAY_TRACY_PLOTS)
        return NULL;
    t->next_plot = t->plot_count + 1;
    return strcpy(t->plots[t->plot_count++], name);
}

static inline void inlay_tracy_plot(void *user, inlay_string mod, const char *figure, uint64_t value)
{
    char name[INLAY_TRACY_NAME];

    inlay_tracy_name(name, mod, figure, strlen(figure));
    const char *kept = inlay_tracy_plot_name((inlay_tracy *)user, name);
    if (kept)
        ___tracy_emit_plot(kept, (double)value);
}

static inline void inlay_tracy_frame(void *user, uint64_t number)
{
    (void)user, (void)number;
    ___tracy_emit_frame_mark("inlay");
}

static inline void inlay_tracy_event(void *user, inlay_string mod, inlay_event_kind kind, inlay_string text)
{
    size_t size = text.size;

    (void)user, (void)mod;
    if (size > INLAY_TRACY_TEXT)
        size = INLAY_TRACY_TEXT;
    if (kind == INLAY_EVENT_TRAPPED || kind == INLAY_EVENT_REFUSED) {
        TracyCMessageC(text.bytes, size, 0xd04040);
    } else {
        TracyCMessage(text.bytes, size);
    }
}

static inline bool inlay_tracy_start(inlay_host *host, inlay_tracy *state)
{
    inlay_tracer tracer;

    tracer.user = state;
    tracer.begin = inlay_tracy_begin;
    tracer.end = inlay_tracy_end;
    tracer.plot = inlay_tracy_plot;
    tracer.frame = inlay_tracy_frame;
    tracer.event = inlay_tracy_event;
    return inlay_trace(host, &tracer);
}

#else

static inline bool inlay_tracy_start(inlay_host *host, inlay_tracy *state) { return (void)state, inlay_trace(host, NULL); }

#endif

#ifdef __cplusplus
}
#endif

#endif
