/* Ids with serials. */
#include "engine/base/serial.h"

enum { SERIAL_MOST = 0x7FFFFFFF };      /* those above are free for ids of another making */

void serial_open(serial_table *t, budget *b)
{
    *t = (serial_table){ .budget = b };
}

void serial_close(serial_table *t)
{
    budget_free(t->budget, t->entries, t->capacity * sizeof *t->entries);
    *t = (serial_table){ .budget = t->budget };
}

static uint32_t take_free(serial_table *t)
{
    uint32_t index = t->first_free;
    if (!index)
        return 0;
    t->first_free = t->entries[index].next_free;
    if (!t->first_free)
        t->last_free = 0;
    return index;
}

static uint32_t make_entry(serial_table *t)
{
    uint32_t wanted = t->count ? t->count : 1;
    if (!budget_room(t->budget, t->entries, t->capacity, wanted))
        return 0;
    if (t->count == 0)
        t->entries[t->count++] = (serial_entry){ 0 };
    t->entries[t->count] = (serial_entry){ .serial = 1 };
    return t->count++;
}

bool serial_add(serial_table *t, void *item, uint32_t *index, uint32_t *serial)
{
    ASSERT(item);
    uint32_t at = take_free(t);
    if (!at)
        at = make_entry(t);
    if (!at)
        return false;
    t->entries[at].item = item;
    t->live++;
    *index = at;
    *serial = t->entries[at].serial;
    return true;
}

void *serial_at(const serial_table *t, uint32_t index)
{
    return index < t->count ? t->entries[index].item : NULL;
}

void serial_remove(serial_table *t, uint32_t index)
{
    ASSERT(index && index < t->count && t->entries[index].item);
    serial_entry *e = &t->entries[index];
    *e = (serial_entry){ .serial = e->serial < SERIAL_MOST ? e->serial + 1 : 1 };
    t->live--;
    if (t->last_free)
        t->entries[t->last_free].next_free = index;
    else
        t->first_free = index;
    t->last_free = index;
}
