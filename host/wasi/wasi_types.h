/* What the files of this folder share: the context, and how they list what they offer. */
#ifndef INLAY_HOST_WASI_WASI_TYPES_H
#define INLAY_HOST_WASI_WASI_TYPES_H

#include "host/wasi/wasi.h"

#include "engine/base/limits.h"

/* WASI_RESOURCE(name, interface, WIT name) */
#define WASI_RESOURCES(WASI_RESOURCE)                                                             \
    WASI_RESOURCE(ERROR, "wasi:io/error", "error")                                                \
    WASI_RESOURCE(POLLABLE, "wasi:io/poll", "pollable")                                           \
    WASI_RESOURCE(INPUT_STREAM, "wasi:io/streams", "input-stream")                                \
    WASI_RESOURCE(OUTPUT_STREAM, "wasi:io/streams", "output-stream")                              \
    WASI_RESOURCE(TERMINAL_INPUT, "wasi:cli/terminal-input", "terminal-input")                    \
    WASI_RESOURCE(TERMINAL_OUTPUT, "wasi:cli/terminal-output", "terminal-output")                 \
    WASI_RESOURCE(DESCRIPTOR, "wasi:filesystem/types", "descriptor")                              \
    WASI_RESOURCE(DIRECTORY_ENTRY_STREAM, "wasi:filesystem/types", "directory-entry-stream")      \
    WASI_RESOURCE(NETWORK, "wasi:sockets/network", "network")                                     \
    WASI_RESOURCE(RESOLVE_ADDRESS_STREAM, "wasi:sockets/ip-name-lookup", "resolve-address-stream")\
    WASI_RESOURCE(TCP_SOCKET, "wasi:sockets/tcp", "tcp-socket")                                   \
    WASI_RESOURCE(UDP_SOCKET, "wasi:sockets/udp", "udp-socket")                                   \
    WASI_RESOURCE(INCOMING_DATAGRAM_STREAM, "wasi:sockets/udp", "incoming-datagram-stream")       \
    WASI_RESOURCE(OUTGOING_DATAGRAM_STREAM, "wasi:sockets/udp", "outgoing-datagram-stream")

typedef enum wasi_resource_kind {
#define WASI_RESOURCE(name, interface_name, wit_name) WASI_##name,
    WASI_RESOURCES(WASI_RESOURCE)
#undef WASI_RESOURCE
    WASI_RESOURCE_COUNT
} wasi_resource_kind;

/* One function that an interface offers; what is in no list answers "nothing". */
typedef struct wasi_entry {
    const char    *interface_name, *name;
    host_function *function;
} wasi_entry;

extern const wasi_entry wasi_cli_entries[], wasi_io_entries[], wasi_clocks_entries[], wasi_random_entries[], wasi_sockets_entries[];

/* Bytes on their way to becoming lines of the log. */
typedef struct wasi_stream {
    char    *line;                        /* LIMIT_LOG_LINE bytes; null: nothing was written yet */
    uint32_t size;
} wasi_stream;

/* The words of output streams; an input stream's is always 1. */
enum { WASI_STDOUT = 1, WASI_STDERR = 2 };

/* A pollable's word: 1 is always ready, others are an index + 2 into `deadlines`. */
enum { WASI_READY = 1, WASI_TIMED = 2, WASI_POLLABLES = 1024 };

struct wasi_context {
    wasi_config config;
    uint64_t    random[4];
    wasi_stream streams[2];               /* stdout, stderr */
    uint32_t    log_left, log_dropped;    /* bytes, of this frame */
    uint64_t   *deadlines;                /* frame time in ns; 0: free */
    uint32_t    deadline_count, deadline_capacity;
    bool        exited;
    uint32_t    exit_code;
};

/* wasi_io.c */
void wasi_flush(wasi_context *w, uint32_t stream);

/* wasi_random.c */
void wasi_seed(wasi_context *w);

/* wasi_clocks.c */
bool wasi_pollable_ready(const wasi_context *w, uint32_t rep);

/* wasi_nothing.c: the interface's own way to say no. */
host_function wasi_nothing;

/* ---- making results ---- */

/* The word behind argument `index`, a handle. */
uint32_t wasi_argument(const host_call *call, uint32_t index);

host_answer wasi_answer_u64(host_call *call, uint64_t value);
host_answer wasi_answer_own(host_call *call, wasi_resource_kind kind, uint32_t rep);

/* ok(payload) of a result; payload null: none. */
host_answer wasi_answer_ok(host_call *call, const inlay_value *payload);

/* err(case) of a result, the case by its name in the function's own type. */
host_answer wasi_answer_error(host_call *call, const char *name);
host_answer wasi_trap(host_call *call, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
