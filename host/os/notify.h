/* Hints from the OS that something in a folder changed, and a way to be woken.
 *
 * Where the OS has none of it, notify_open gives a notifier that never hears
 * anything: its owner looks for itself from time to time.
 */
#ifndef INLAY_HOST_OS_NOTIFY_H
#define INLAY_HOST_OS_NOTIFY_H

#include "engine/base/budget.h"

typedef struct notify notify;

typedef enum notify_kind {
    NOTIFY_CHANGED,               /* written to, made, its attributes changed: a writer may still be at it */
    NOTIFY_CLOSED,                /* a writer closed it, or it was renamed into place: whole, as far as one can tell */
    NOTIFY_REMOVED,               /* deleted, or renamed away */
    NOTIFY_LOST                   /* events were lost: look at everything */
} notify_kind;

typedef struct notify_event {
    notify_kind kind;
    int         folder;           /* what notify_add gave; -1 with NOTIFY_LOST */
    const char *name;             /* in the folder; "": the folder itself. Good until the next notify call */
} notify_event;

/* `hears` false: only waking works. Null: no memory. */
notify *notify_open(budget *b, bool hears);
void    notify_close(budget *b, notify *n);

/* Can it hear of changes? */
bool    notify_hears(const notify *n);

/* Watch a folder; -1: not possible. Watching it twice gives the same number. */
int     notify_add(notify *n, const char *path);
void    notify_remove(notify *n, int folder);

/* The next event that is there already. False: none. */
bool    notify_next(notify *n, notify_event *event);

/* Sleep until there is an event, someone wakes us, or the time is over. */
void    notify_wait(notify *n, uint32_t milliseconds);

/* End a notify_wait, from any thread. */
void    notify_wake(notify *n);

#endif
