/* When a file is whole. */
#include "host/stable_read.h"

#include "host/os/time.h"

enum { STABLE_NS = 250 * 1000 * 1000, STABLE_OLD_NS = 1000 * 1000 * 1000 };

bool stable_read_look(stable_file *f, const char *path, uint64_t now_ns)
{
    file_stamp now = file_stat(path);
    if (f->since_ns && file_stamp_equal(&now, &f->stamp))
        return false;
    bool first = f->since_ns == 0;
    uint64_t wall = time_wall_ns();
    f->stamp = now;
    f->since_ns = now_ns;
    /* What was changed long before we first saw it needs no waiting for. */
    if (first && now.exists && wall > now.changed_ns && wall - now.changed_ns > STABLE_OLD_NS)
        f->since_ns = now_ns > STABLE_NS ? now_ns - STABLE_NS : 1;
    return true;
}

void stable_read_closed(stable_file *f)
{
    f->is_closed = true;
}

void stable_read_touched(stable_file *f, uint64_t now_ns)
{
    f->is_closed = false;
    f->since_ns = now_ns;
}

bool stable_read_is_settled(const stable_file *f, uint64_t now_ns)
{
    return now_ns - f->since_ns >= STABLE_NS;
}

bool stable_read_may(const stable_file *f, uint64_t now_ns)
{
    return !f->stamp.exists || f->is_closed || stable_read_is_settled(f, now_ns);
}
