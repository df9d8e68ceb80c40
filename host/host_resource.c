/* The table of resources. */
#include "host/host_resource.h"

void host_resource_open(host_resource_table *t, budget *b)
{
    *t = (host_resource_table){ .budget = b };
    serial_open(&t->handles, b);
}

void host_resource_close(host_resource_table *t)
{
    for (uint32_t i = 1; i < t->handles.count; i++) {
        host_resource *r = serial_at(&t->handles, i);
        if (r)
            budget_delete(t->budget, r);
    }
    serial_close(&t->handles);
    *t = (host_resource_table){ .budget = t->budget };
}

static void link_in(host_resource **list, host_resource *r)
{
    r->before = NULL;
    r->after = *list;
    if (*list)
        (*list)->before = r;
    *list = r;
}

static void link_out(host_resource **list, host_resource *r)
{
    if (r->before)
        r->before->after = r->after;
    else
        *list = r->after;
    if (r->after)
        r->after->before = r->before;
    r->before = r->after = NULL;
}

static host_resource *add(host_resource_table *t, host_resource **list)
{
    host_resource *r = budget_new(t->budget, host_resource);
    if (!r)
        return NULL;
    if (!serial_add(&t->handles, r, &r->index, &r->serial)) {
        budget_delete(t->budget, r);
        return NULL;
    }
    link_in(list, r);
    return r;
}

host_resource *host_resource_add_host(host_resource_table *t, uint32_t type, void *data)
{
    host_resource *r = add(t, &t->game);
    if (!r)
        return NULL;
    r->type = type;
    r->data = data;
    t->game_count++;
    return r;
}

host_resource *host_resource_add_guest(host_resource_table *t, struct generation *g, host_resource **list, resource_type type, uint64_t rep)
{
    host_resource *r = add(t, list);
    if (!r)
        return NULL;
    r->is_guest = true;
    r->generation = g;
    r->guest_type = type;
    r->rep = rep;
    return r;
}

host_resource *host_resource_get(const host_resource_table *t, inlay_resource id)
{
    host_resource *r = serial_get(&t->handles, id.index, id.serial);
    return r && !r->is_dead ? r : NULL;
}

host_resource *host_resource_by_rep(const host_resource_table *t, uint32_t type, uint32_t rep)
{
    host_resource *r = serial_at(&t->handles, rep);
    return r && !r->is_guest && !r->is_dead && r->type == type ? r : NULL;
}

void host_resource_move(host_resource_table *t, host_resource *r, host_resource **from, struct generation *g, host_resource **to)
{
    link_out(from, r);
    link_in(to, r);
    t->game_count += (g == NULL) - (r->generation == NULL);
    r->generation = g;
}

static void free_entry(host_resource_table *t, host_resource *r)
{
    serial_remove(&t->handles, r->index);
    budget_delete(t->budget, r);
}

void host_resource_remove(host_resource_table *t, host_resource *r, host_resource **list)
{
    link_out(list, r);
    t->game_count -= !r->is_guest && r->generation == NULL;
    r->is_dead = true;
    r->generation = NULL;
    if (r->lends == 0)
        free_entry(t, r);
}

void host_resource_retire(host_resource_table *t, host_resource *r, host_resource **list)
{
    ASSERT(r->is_guest);
    link_out(list, r);
    serial_remove(&t->handles, r->index);
}

void host_resource_lend(host_resource *r)
{
    r->lends++;
}

void host_resource_give_back(host_resource_table *t, uint32_t index)
{
    host_resource *r = serial_at(&t->handles, index);
    if (!r || r->lends == 0)
        return;
    if (--r->lends == 0 && r->is_dead)
        free_entry(t, r);
}
