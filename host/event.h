/* Events: what happened, kept until the game takes it.
 *
 * The queue is bounded: when it is full, log lines go first, then the oldest;
 * what went is counted and said. Texts of a taken event are the game's.
 */
#ifndef INLAY_HOST_EVENT_H
#define INLAY_HOST_EVENT_H

#include "engine/base/text.h"
#include "host/public.h"

typedef struct event_block event_block;

typedef struct event_queue {
    budget      *budget;          /* the host's: what waits is charged to it */
    event_block *first, *last;
    uint32_t     count;
    uint64_t     lost;
    inlay_log   *log;
    void        *log_user;
} event_queue;

enum { EVENTS_KEPT = 4096 };

void event_open(event_queue *q, budget *b, inlay_log *log, void *log_user);
void event_close(event_queue *q);

/* Queue an event; its name and text are copied. Without memory it is counted as lost. */
void event_add(event_queue *q, const inlay_event *event, text_view name, text_view text);

/* The oldest; false: none. */
bool event_next(event_queue *q, inlay_event *out);

/* Free a taken event: needs no host. */
void event_free(inlay_event *event);

#endif
