/* WASI 0.2 as an empty world: every interface of cli, io, clocks, random,
 * filesystem and sockets links, in any 0.2.x version, with its real types, and
 * gives nothing but frame time, seeded random numbers and lines for the log.
 *
 * A wasi_context is one generation of one mod; it has the owner and the thread
 * of that mod's store. A WASI resource needs no table: its word (rep) says what
 * it is, and only pollables with a time are kept.
 */
#ifndef INLAY_HOST_WASI_WASI_H
#define INLAY_HOST_WASI_WASI_H

#include "engine/component/component_instance.h"

typedef struct wasi_context wasi_context;

typedef struct wasi_config {
    budget         *budget;
    uint64_t        seed;                 /* the host's */
    text_view       mod_name;             /* makes the mod's random numbers its own */
    const uint64_t *now_ns;               /* frame time, read at each call */
    /* A whole line of stdout or stderr, without its newline; not escaped. */
    void          (*line)(void *user, bool is_error, text_view line);
    void           *user;
} wasi_config;

/* Null: no memory. Closing hands over a last line that had no newline. */
wasi_context *wasi_open(const wasi_config *config);
void          wasi_close(wasi_context *w);

/* Hand over what was written and has no newline yet: for a story. */
void wasi_end_lines(wasi_context *w);

/* Refill the budget of log bytes; at the start of each frame. */
void wasi_frame(wasi_context *w);

/* Did the mod call exit, and with which code? Its call ends as a trap. */
bool wasi_exited(const wasi_context *w, uint32_t *code);

/* Is this interface WASI's ("wasi:…")? */
bool wasi_has(text_view interface_name);

/* For component_host.function and .resource. False, and err, for one that no 0.2.x has. */
bool wasi_function(wasi_context *w, text_view interface_name, text_view name,
                   host_function **function, void **function_user, error *err);
bool wasi_resource(text_view interface_name, text_view name, uint32_t *host_type, error *err);

/* Host types of WASI's resources start here; the host's own stay below. */
#define WASI_HOST_TYPES 0x80000000u

/* For component_host.lift_host, .lower_host and .drop_host, for such types. */
bool wasi_lift(uint32_t host_type, uint32_t rep, inlay_resource *out);
bool wasi_lower(uint32_t host_type, inlay_resource id, uint64_t *rep, char *why, size_t why_size);
void wasi_drop(wasi_context *w, uint32_t host_type, uint32_t rep);

/* The interfaces, from the WIT that is compiled in, for the fit: made in `a`. False: no memory. */
bool wasi_interfaces(arena *a, const cexterns *const **interfaces, uint32_t *count, error *err);

#endif
