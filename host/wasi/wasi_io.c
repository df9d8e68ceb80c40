/* wasi:io: input is at its end, output becomes lines of the mod's log, and
 * waiting for a time waits for the frame that has it. */
#include "host/wasi/wasi_types.h"

#include <string.h>

enum { WRITE_MOST = 64 * 1024 };          /* what check-write permits */

/* In bytes moved (host_call.work): a line becomes an event and is kept for a story; a byte is looked at and escaped. */
enum { LINE_WORK = 1600, BYTE_WORK = 24 };

void wasi_flush(wasi_context *w, uint32_t stream)
{
    wasi_stream *s = &w->streams[stream - WASI_STDOUT];
    if (s->size)
        w->config.line(w->config.user, stream == WASI_STDERR, (text_view){ s->line, s->size });
    s->size = 0;
}

static void end_line(wasi_context *w, uint32_t stream)
{
    wasi_stream *s = &w->streams[stream - WASI_STDOUT];
    if (s->size)
        wasi_flush(w, stream);
    else
        w->config.line(w->config.user, stream == WASI_STDERR, (text_view){ "", 0 });
}

static uint64_t write_stream(wasi_context *w, uint32_t stream, const char *bytes, size_t size)
{
    wasi_stream *s = &w->streams[stream - WASI_STDOUT];
    size_t taken = size < w->log_left ? size : w->log_left;
    w->log_left -= (uint32_t)taken;
    w->log_dropped += (uint32_t)(size - taken);
    uint64_t work = taken * BYTE_WORK;

    if (taken && !s->line && !(s->line = budget_alloc(w->config.budget, LIMIT_LOG_LINE))) {
        w->log_dropped += (uint32_t)taken;
        taken = 0;
    }
    for (size_t i = 0; i < taken; i++) {
        if (bytes[i] == '\n') {
            end_line(w, stream);
            work += LINE_WORK;
            continue;
        }
        if (s->size == LIMIT_LOG_LINE) {
            wasi_flush(w, stream);
            work += LINE_WORK;
        }
        s->line[s->size++] = bytes[i];
    }
    return work;
}

/* ---- input-stream ---- */

static host_answer read_end(void *user, host_call *call)
{
    (void)user;
    return wasi_answer_error(call, "closed");
}

static host_answer subscribe(void *user, host_call *call)
{
    (void)user;
    return wasi_answer_own(call, WASI_POLLABLE, WASI_READY);
}

/* ---- output-stream ---- */

static host_answer check_write(void *user, host_call *call)
{
    (void)user;
    return wasi_answer_ok(call, &(inlay_value){ .kind = INLAY_U64, .u64 = WRITE_MOST });
}

static host_answer write_bytes(void *user, host_call *call)
{
    const inlay_value *contents = &call->arguments[1];
    call->work += write_stream(user, wasi_argument(call, 0), contents->packed.items, contents->packed.count);
    return wasi_answer_ok(call, NULL);
}

static host_answer flush(void *user, host_call *call)
{
    (void)user;
    return wasi_answer_ok(call, NULL);
}

static host_answer write_zeroes(void *user, host_call *call)
{
    static const char zeroes[256];
    uint64_t left = call->arguments[1].u64;
    if (left > WRITE_MOST)
        return wasi_trap(call, "write-zeroes: at most %d bytes at once", WRITE_MOST);
    for (uint64_t part; left; left -= part) {
        part = left < sizeof zeroes ? left : sizeof zeroes;
        call->work += write_stream(user, wasi_argument(call, 0), zeroes, part);
    }
    return wasi_answer_ok(call, NULL);
}

/* ---- error, poll ---- */

static host_answer to_debug_string(void *user, host_call *call)
{
    (void)user;
    call->result = (inlay_value){ .kind = INLAY_STRING };
    call->result.string.bytes = "error";
    call->result.string.size = strlen("error");
    return HOST_DONE;
}

static host_answer ready(void *user, host_call *call)
{
    call->result = (inlay_value){ .kind = INLAY_BOOL, .boolean = wasi_pollable_ready(user, wasi_argument(call, 0)) };
    return HOST_DONE;
}

static host_answer block(void *user, host_call *call)
{
    return wasi_pollable_ready(user, wasi_argument(call, 0)) ? HOST_DONE : HOST_PENDING;
}

/* poll: func(in: list<borrow<pollable>>) -> list<u32>: the indices that are ready. */
static host_answer poll(void *user, host_call *call)
{
    const inlay_value *in = &call->arguments[0];
    size_t count = in->list.count, ready_count = 0;
    if (count == 0)
        return wasi_trap(call, "poll: the list is empty");

    uint32_t *indices = arena_array(call->scratch, uint32_t, count);
    if (!indices)
        return wasi_trap(call, "out of memory");
    for (size_t i = 0; i < count; i++)
        if (wasi_pollable_ready(user, in->list.items[i].resource.index))
            indices[ready_count++] = (uint32_t)i;
    if (!ready_count)
        return HOST_PENDING;

    call->result = (inlay_value){ .kind = INLAY_LIST, .tag = INLAY_U32 };
    call->result.packed.items = indices;
    call->result.packed.count = ready_count;
    return HOST_DONE;
}

const wasi_entry wasi_io_entries[] = {
    { "wasi:io/streams", "[method]input-stream.read", read_end },
    { "wasi:io/streams", "[method]input-stream.blocking-read", read_end },
    { "wasi:io/streams", "[method]input-stream.skip", read_end },
    { "wasi:io/streams", "[method]input-stream.blocking-skip", read_end },
    { "wasi:io/streams", "[method]input-stream.subscribe", subscribe },
    { "wasi:io/streams", "[method]output-stream.check-write", check_write },
    { "wasi:io/streams", "[method]output-stream.write", write_bytes },
    { "wasi:io/streams", "[method]output-stream.blocking-write-and-flush", write_bytes },
    { "wasi:io/streams", "[method]output-stream.flush", flush },
    { "wasi:io/streams", "[method]output-stream.blocking-flush", flush },
    { "wasi:io/streams", "[method]output-stream.subscribe", subscribe },
    { "wasi:io/streams", "[method]output-stream.write-zeroes", write_zeroes },
    { "wasi:io/streams", "[method]output-stream.blocking-write-zeroes-and-flush", write_zeroes },
    { "wasi:io/streams", "[method]output-stream.splice", read_end },
    { "wasi:io/streams", "[method]output-stream.blocking-splice", read_end },
    { "wasi:io/error", "[method]error.to-debug-string", to_debug_string },
    { "wasi:io/poll", "[method]pollable.ready", ready },
    { "wasi:io/poll", "[method]pollable.block", block },
    { "wasi:io/poll", "poll", poll },
    { 0 }
};
