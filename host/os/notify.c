/* Notify: inotify on Linux, and a pipe that wakes; elsewhere the pipe alone. */
#include "host/os/notify.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/inotify.h>
#endif

enum { NOTIFY_BYTES = 16384 };

struct notify {
    int      hears;               /* -1: deaf */
    int      wake_read, wake_write;
    size_t   at, filled;
    uint64_t bytes[NOTIFY_BYTES / sizeof(uint64_t)];     /* aligned as events are */
};

static bool open_pipe(notify *n)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    }
    n->wake_read = ends[0];
    n->wake_write = ends[1];
    return true;
}

static void drain_pipe(notify *n)
{
    char bytes[64];
    while (read(n->wake_read, bytes, sizeof bytes) > 0)
        continue;
}

void notify_close(budget *b, notify *n)
{
    if (!n)
        return;
    if (n->hears >= 0)
        close(n->hears);
    close(n->wake_read);
    close(n->wake_write);
    budget_delete(b, n);
}

bool notify_hears(const notify *n)
{
    return n->hears >= 0;
}

void notify_wait(notify *n, uint32_t milliseconds)
{
    if (n->at < n->filled)
        return;
    struct pollfd files[2] = { { n->wake_read, POLLIN, 0 }, { n->hears, POLLIN, 0 } };
    poll(files, n->hears >= 0 ? 2 : 1, (int)milliseconds);
    drain_pipe(n);
}

void notify_wake(notify *n)
{
    ssize_t written = write(n->wake_write, "", 1);     /* a full pipe wakes just as well */
    (void)written;
}

#if defined(__linux__)

static int start_hearing(void) { return inotify_init1(IN_NONBLOCK | IN_CLOEXEC); }

int notify_add(notify *n, const char *path)
{
    if (n->hears < 0)
        return -1;
    return inotify_add_watch(n->hears, path, IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM
                                             | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
}

void notify_remove(notify *n, int folder)
{
    if (n->hears >= 0 && folder >= 0)
        inotify_rm_watch(n->hears, folder);
}

static notify_kind kind_of(uint32_t mask)
{
    if (mask & IN_Q_OVERFLOW)
        return NOTIFY_LOST;
    if (mask & (IN_CLOSE_WRITE | IN_MOVED_TO))
        return NOTIFY_CLOSED;
    if (mask & (IN_DELETE | IN_MOVED_FROM | IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED))
        return NOTIFY_REMOVED;
    return NOTIFY_CHANGED;
}

bool notify_next(notify *n, notify_event *event)
{
    if (n->at >= n->filled) {
        ssize_t got = n->hears >= 0 ? read(n->hears, n->bytes, sizeof n->bytes) : 0;
        n->at = 0;
        n->filled = got > 0 ? (size_t)got : 0;
        if (n->filled == 0)
            return false;
    }
    const struct inotify_event *e = (const struct inotify_event *)((const char *)n->bytes + n->at);
    n->at += sizeof *e + e->len;
    *event = (notify_event){ kind_of(e->mask), e->wd, e->len ? e->name : "" };
    return true;
}

#else

static int start_hearing(void) { return -1; }

int notify_add(notify *n, const char *path)
{
    (void)n;
    (void)path;
    return -1;
}

void notify_remove(notify *n, int folder)
{
    (void)n;
    (void)folder;
}

bool notify_next(notify *n, notify_event *event)
{
    (void)n;
    (void)event;
    return false;
}

#endif

notify *notify_open(budget *b, bool hears)
{
    notify *n = budget_new(b, notify);
    if (!n)
        return NULL;
    if (!open_pipe(n)) {
        budget_delete(b, n);
        return NULL;
    }
    n->hears = hears ? start_hearing() : -1;
    return n;
}
