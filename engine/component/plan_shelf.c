/* Plans that instances share. */
#include "engine/component/plan_shelf.h"

#include <string.h>

/* One type may be planned for several sets of resources, where a nested component is instantiated more than once. */
enum { SHELF_ALIKE = 16 };

/* What the plan says of a resource, to be found again. */
typedef struct shelf_resource {
    const cresource *resource;
    uint32_t         type;
} shelf_resource;

typedef struct shelf_typed {
    struct shelf_typed        *next;
    const inlay_layout *const *params;
    uint32_t                   param_count;
    const inlay_layout        *result;
    bool                       is_64;
    const typed_plan          *typed;
} shelf_typed;

typedef struct shelf_plan {
    const cfunc    *func;
    const plan     *plan;
    shelf_resource *resources;
    uint32_t        resource_count;
    shelf_typed    *typed;
} shelf_plan;

struct plan_shelf {
    budget      own;
    arena       arena;
    shelf_plan **slots;           /* open-addressed, by function type; a power of two, half of them empty */
    uint32_t    slot_count, count, typed_count;
    bool        wide;             /* plans are for memories of 64 bits, too */
};

plan_shelf *plan_shelf_open(budget *b, uint64_t most, bool wide)
{
    plan_shelf *s = budget_new(b, plan_shelf);
    if (!s)
        return NULL;
    s->wide = wide;
    budget_open_child(&s->own, b, most);
    arena_open(&s->arena, &s->own);
    return s;
}

void plan_shelf_close(plan_shelf *s)
{
    if (!s)
        return;
    budget *b = s->own.parent;
    budget_free(&s->own, s->slots, s->slot_count * sizeof *s->slots);
    arena_close(&s->arena);
    budget_close(&s->own);
    budget_delete(b, s);
}

uint32_t plan_shelf_count(const plan_shelf *s) { return s->count + s->typed_count; }

/* ---- finding ---- */

static uint32_t hash_of(const cfunc *func)
{
    uint64_t hash = ((uint64_t)(uintptr_t)func >> 3) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32);
}

static bool is_for(const shelf_plan *p, plan_resources resources)
{
    uint32_t type;
    for (uint32_t i = 0; i < p->resource_count; i++)
        if (!resources.find(resources.user, p->resources[i].resource, &type) || type != p->resources[i].type)
            return false;
    return true;
}

/* The plan, or null and where it would stand; `alike` are there already. */
static shelf_plan *find(const plan_shelf *s, const cfunc *func, plan_resources resources, uint32_t *at, uint32_t *alike)
{
    *alike = 0;
    if (!s->slot_count)
        return NULL;
    for (*at = hash_of(func) & (s->slot_count - 1); s->slots[*at]; *at = (*at + 1) & (s->slot_count - 1)) {
        shelf_plan *p = s->slots[*at];
        if (p->func != func)
            continue;
        if (is_for(p, resources))
            return p;
        ++*alike;
    }
    return NULL;
}

static bool make_slots(plan_shelf *s)
{
    if ((s->count + 1) * 2 <= s->slot_count)
        return true;
    uint32_t count = s->slot_count ? s->slot_count * 2 : 64;
    shelf_plan **slots = budget_zalloc(&s->own, count * sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < s->slot_count; i++) {
        if (!s->slots[i])
            continue;
        uint32_t at = hash_of(s->slots[i]->func) & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = s->slots[i];
    }
    budget_free(&s->own, s->slots, s->slot_count * sizeof *slots);
    s->slots = slots;
    s->slot_count = count;
    return true;
}

/* ---- plans ---- */

/* Asks on, and keeps each answer once. */
typedef struct noting {
    plan_shelf    *shelf;
    plan_resources asked;
    shelf_plan    *plan;
    uint32_t       room;
    bool           failed;
} noting;

static bool note(void *user, const cresource *resource, uint32_t *type)
{
    noting *n = user;
    shelf_plan *p = n->plan;
    if (!n->asked.find(n->asked.user, resource, type))
        return false;
    for (uint32_t i = 0; i < p->resource_count; i++)
        if (p->resources[i].resource == resource)
            return true;
    if (p->resource_count == n->room) {
        uint32_t room = n->room ? n->room * 2 : 4;
        shelf_resource *more = arena_array(&n->shelf->arena, shelf_resource, room);
        n->failed |= !more;
        if (!more)
            return true;
        if (n->room)
            memcpy(more, p->resources, n->room * sizeof *more);
        p->resources = more;
        n->room = room;
    }
    p->resources[p->resource_count++] = (shelf_resource){ resource, *type };
    return true;
}

/* Null: there is no room. What else may be wrong is found again by the caller. */
static const plan *add(plan_shelf *s, const cfunc *func, plan_resources resources)
{
    uint32_t at, alike;
    error ignored = { 0 };
    arena_mark mark = arena_get_mark(&s->arena);
    shelf_plan *p = make_slots(s) ? arena_new(&s->arena, shelf_plan) : NULL;
    noting n = { .shelf = s, .asked = resources, .plan = p };
    if (p) {
        p->func = func;
        p->plan = plan_compile(&s->arena, func, (plan_resources){ note, &n }, s->wide, &ignored);
    }
    if (!p || !p->plan || n.failed) {
        arena_reset(&s->arena, mark);
        return NULL;
    }
    find(s, func, resources, &at, &alike);
    s->slots[at] = p;
    s->count++;
    return p->plan;
}

const plan *plan_shelf_compile(plan_shelf *s, arena *own, const cfunc *func, plan_resources resources, error *err)
{
    uint32_t at, alike;
    const shelf_plan *found = find(s, func, resources, &at, &alike);
    const plan *p = found ? found->plan : alike < SHELF_ALIKE ? add(s, func, resources) : NULL;
    return p ? p : plan_compile(own, func, resources, s->wide, err);
}

/* ---- typed plans ---- */

static shelf_plan *find_plan(const plan_shelf *s, const cfunc *func, const plan *p)
{
    if (!s->slot_count)
        return NULL;
    for (uint32_t at = hash_of(func) & (s->slot_count - 1); s->slots[at]; at = (at + 1) & (s->slot_count - 1))
        if (s->slots[at]->plan == p)
            return s->slots[at];
    return NULL;
}

bool plan_shelf_has(const plan_shelf *s, const cfunc *func, const plan *p) { return find_plan(s, func, p) != NULL; }

static const typed_plan *add_typed(plan_shelf *s, shelf_plan *p, bool is_64, const typed_function *f)
{
    error ignored = { 0 };
    arena_mark mark = arena_get_mark(&s->arena);
    shelf_typed *t = arena_new(&s->arena, shelf_typed);
    const typed_plan *typed = t ? typed_compile(&s->arena, p->plan, is_64, f, &ignored) : NULL;
    if (!typed) {
        arena_reset(&s->arena, mark);
        return NULL;
    }
    *t = (shelf_typed){ p->typed, f->params, f->param_count, f->result, is_64, typed };
    p->typed = t;
    s->typed_count++;
    return typed;
}

const typed_plan *plan_shelf_typed(plan_shelf *s, arena *own, const cfunc *func, const plan *p, bool is_64, const typed_function *f, error *err)
{
    shelf_plan *on = s ? find_plan(s, func, p) : NULL;
    for (const shelf_typed *t = on ? on->typed : NULL; t; t = t->next)
        if (t->params == f->params && t->param_count == f->param_count && t->result == f->result && t->is_64 == is_64)
            return t->typed;
    const typed_plan *typed = on ? add_typed(s, on, is_64, f) : NULL;
    return typed ? typed : typed_compile(own, p, is_64, f, err);
}

bool plan_shelf_pair(plan_shelf *s, arena *own, const cfunc *func, const plan *p, const typed_function *f, typed_pair *out, error *err)
{
    out->narrow = plan_shelf_typed(s, own, func, p, false, f, err);
    out->wide = p->wide && out->narrow ? plan_shelf_typed(s, own, func, p, true, f, err) : NULL;
    return out->narrow && (out->wide || !p->wide);
}
