/* Handle tables. The free indices are a stack, threaded through `rep`. */
#include "engine/component/resource.h"

enum { HANDLE_MAX_LENGTH = (1 << 28) - 1 };    /* CanonicalABI.md: Table.MAX_LENGTH */

void handle_table_open(handle_table *t, budget *b, uint32_t most)
{
    *t = (handle_table){ .budget = b, .most = most < HANDLE_MAX_LENGTH ? most : HANDLE_MAX_LENGTH };
}

void handle_table_close(handle_table *t)
{
    budget_free(t->budget, t->items, t->capacity * sizeof *t->items);
    *t = (handle_table){ 0 };
}

handle_fault handle_table_add_new(handle_table *t, handle h, uint32_t *index)
{
    if (!budget_room(t->budget, t->items, t->capacity, t->count ? t->count : 1))
        return HANDLE_NO_MEMORY;
    if (t->count == 0)
        t->items[t->count++] = (handle){ .type = RESOURCE_NONE };
    *index = t->count++;
    t->items[*index] = h;
    t->used++;
    return HANDLE_OK;
}
