/* Core dumps, kept. */
#include "host/dump.h"

#include "engine/wasm/coredump.h"
#include "host/host.h"

#include <string.h>

enum { DUMP_BYTES = 1 << 20 };

static void forget(mod *m)
{
    text_close(&m->dump);
    text_open(&m->dump, &m->host->budget);
}

void dump_keep(const generation *g, text_builder *story)
{
    inlay_host *host = g->host;
    mod *m = g->mod;
    uint64_t most = host->config.dump_bytes ? host->config.dump_bytes : DUMP_BYTES;
    forget(m);
    if (host->has_dumped || most == 1 || !g->task)
        return;
    host->has_dumped = true;
    if (!coredump_write(g->task, m->name, most, &m->dump)) {
        forget(m);
        return;
    }
    text_add(story, "  its core dump is kept: %zu bytes (inlay_get_dump)\n", m->dump.size);
}

size_t dump_copy(const mod *m, void *out, size_t room)
{
    if (m->dump.size && room)
        memcpy(out, m->dump.bytes, m->dump.size < room ? m->dump.size : room);
    return m->dump.size;
}
