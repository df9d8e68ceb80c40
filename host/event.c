/* The queue of events. A block owns itself: an event may outlive its host. */
#include "host/event.h"

#include <string.h>

struct event_block {
    budget       own;             /* what the block was got from; a root, so that it can leave the host */
    size_t       size;
    event_block *next;
    inlay_event  event;
    char         bytes[];
};

void event_open(event_queue *q, budget *b, inlay_log *log, void *log_user)
{
    *q = (event_queue){ .budget = b, .log = log, .log_user = log_user };
}

static void free_block(event_block *block)
{
    budget own = block->own;
    budget_free(&own, block, block->size);
}

static event_block *make_block(event_queue *q, const inlay_event *event, text_view name, text_view text)
{
    size_t size = sizeof(event_block) + name.size + text.size + 2;
    if (!budget_charge(q->budget, size))
        return NULL;
    budget own;
    budget_open(&own, &q->budget->allocator, 0);
    event_block *block = budget_alloc(&own, size);
    if (!block) {
        budget_refund(q->budget, size);
        return NULL;
    }
    *block = (event_block){ .own = own, .size = size, .event = *event };
    block->event.name = block->bytes;
    block->event.text = block->bytes + name.size + 1;
    block->event.owner = block;
    if (name.size)
        memcpy(block->event.name, name.bytes, name.size);
    if (text.size)
        memcpy(block->event.text, text.bytes, text.size);
    block->event.name[name.size] = block->event.text[text.size] = 0;
    return block;
}

static event_block *take_first(event_queue *q)
{
    event_block *block = q->first;
    if (!block)
        return NULL;
    q->first = block->next;
    if (!q->first)
        q->last = NULL;
    q->count--;
    budget_refund(q->budget, block->size);
    return block;
}

void event_close(event_queue *q)
{
    for (event_block *block; (block = take_first(q)) != NULL;)
        free_block(block);
}

static void put_last(event_queue *q, event_block *block)
{
    if (q->last)
        q->last->next = block;
    else
        q->first = block;
    q->last = block;
    q->count++;
}

/* A full queue loses its oldest, so that it ends with what is true now. */
void event_add(event_queue *q, const inlay_event *event, text_view name, text_view text)
{
    if (q->count >= EVENTS_KEPT) {
        q->lost++;
        if (event->kind == INLAY_EVENT_LOG)
            return;
        free_block(take_first(q));
    }
    event_block *block = make_block(q, event, name, text);
    if (!block) {
        q->lost++;
        return;
    }
    put_last(q, block);
    if (q->log)
        q->log(q->log_user, name.size ? block->event.name : NULL, block->event.text);
}

bool event_next(event_queue *q, inlay_event *out)
{
    event_block *block = take_first(q);
    if (!block) {
        *out = (inlay_event){ 0 };
        return false;
    }
    block->next = NULL;
    *out = block->event;
    return true;
}

void event_free(inlay_event *event)
{
    if (event->owner)
        free_block(event->owner);
    *event = (inlay_event){ 0 };
}
