/* Substitution: walks a type once, remembering what each part became, so that
 * shared parts stay shared. Copies are counted: a small file can't ask for a
 * large type over and over. */
#include "engine/component/substitute.h"

#include "engine/component/visible.h"

#include <inttypes.h>

const cresource *substitute_bound(const component_decoder *d, int side, const cresource *from)
{
    return from->id < d->bound_room[side] ? d->bound[side][from->id] : NULL;
}

/* Room in d->bound for all resources there are; what is new stands for nothing. */
static bool reserve_bound(component_decoder *d, int side)
{
    uint32_t known = d->bound_room[side];
    if (!budget_reserve(d->scratch, (void **)&d->bound[side], &d->bound_room[side], d->resource_count, sizeof *d->bound[side]))
        return error_memory(d->err);
    for (uint32_t i = known; i < d->bound_room[side]; i++)
        d->bound[side][i] = NULL;
    return true;
}

bool substitute_bind(component_decoder *d, int side, const cresource *from, const cresource *to)
{
    if (!reserve_bound(d, side))
        return false;
    if (!budget_room(d->scratch, d->undo, d->undo_room, d->undo_count))
        return error_memory(d->err);
    d->undo[d->undo_count++] = from->id * 2 + (uint32_t)side;
    d->bound[side][from->id] = to;
    d->when++;
    return true;
}

uint32_t substitute_mark(const component_decoder *d)
{
    return d->undo_count;
}

void substitute_undo(component_decoder *d, uint32_t mark)
{
    while (d->undo_count > mark) {
        uint32_t which = d->undo[--d->undo_count];
        d->bound[which & 1][which >> 1] = NULL;
    }
    d->when++;
}

/* Room for a copy in the component's arena. Null: refused or no memory. */
static void *room(component_decoder *d, size_t count, size_t size)
{
    d->copied += count * size;
    if (d->copied > d->copy_most) {
        error_set(d->err, ERROR_LIMIT, d->at, "instances of this component's types take more than %" PRIu64 " bytes", d->copy_most);
        return NULL;
    }
    void *copy = arena_items(d->arena, count, size, 8);
    if (!copy)
        error_memory(d->err);
    return copy;
}

static bool remember(component_decoder *d, const void *from, const void *to)
{
    return key_map_put(&d->renamed, d->scratch, (uint64_t)(uintptr_t)from, (uint64_t)(uintptr_t)to) || error_memory(d->err);
}

static const void *remembered(const component_decoder *d, const void *from)
{
    return (const void *)(uintptr_t)key_map_get(&d->renamed, (uint64_t)(uintptr_t)from);
}

/* No address, and no visible_key. */
static uint64_t number_key(const ctype *type)
{
    return (uint64_t)type->root << 2 | 2;
}

bool substitute_type(component_decoder *d, const ctype *from, const ctype *to)
{
    bool has_numbers = from->root && to->root;
    return remember(d, from, to) && (!has_numbers || key_map_put(&d->renamed, d->scratch, number_key(from), to->root) || error_memory(d->err));
}

/* Another name for a type in whose place another now stands is a name for that one. */
static uint32_t walk_number(const component_decoder *d, const ctype *t)
{
    uint64_t number = t->root ? key_map_get(&d->renamed, number_key(t)) : 0;
    return number ? (uint32_t)number : t->root;
}

/* What is walked: `scope` is the one whose unbound resources become fresh. only_resources: no type stands for another,
 * so what has no resources stays as it is. */
typedef struct walk { component_decoder *d; uint32_t scope; bool only_resources; } walk;

static const cresource *walk_resource(walk *w, const cresource *r)
{
    component_decoder *d = w->d;
    const cresource *bound = substitute_bound(d, 1, r);
    if (bound)
        return bound;
    if (d->owners[r->id].scope != w->scope)
        return r;
    cresource *fresh = scope_resource(d);
    if (!fresh)
        return NULL;
    fresh->name = r->name;
    fresh->interface_name = r->interface_name;
    return substitute_bind(d, 1, r, fresh) ? fresh : NULL;
}

static const ctype *walk_type(walk *w, const ctype *t);

/* The fields, copied where one changes. Null: refused. */
static const cfield *walk_fields(walk *w, const cfield *fields, uint32_t count)
{
    cfield *copy = NULL;
    if (!scope_spend(w->d, count))
        return NULL;
    for (uint32_t i = 0; i < count; i++) {
        const ctype *type = fields[i].type ? walk_type(w, fields[i].type) : NULL;
        if (fields[i].type && !type)
            return NULL;
        if (!copy && type == fields[i].type)
            continue;
        if (!copy) {
            copy = room(w->d, count, sizeof *copy);
            if (!copy)
                return NULL;
            for (uint32_t j = 0; j < count; j++)
                copy[j] = fields[j];
        }
        copy[i].type = type;
    }
    return copy ? copy : fields;
}

/* A resource that was named by the import in whose place another now stands has that one's name. */
static uint32_t walk_alias(const walk *w, const cresource *r, uint32_t alias)
{
    uint64_t renamed = key_map_get(&w->d->renamed, visible_key(r, alias));
    return renamed ? (uint32_t)renamed : alias;
}

static const ctype *copy_type(walk *w, const ctype *t)
{
    ctype next = *t;
    next.root = walk_number(w->d, t);
    if (t->resource)
        next.alias = walk_alias(w, t->resource, t->alias);
    if (t->element && !(next.element = walk_type(w, t->element)))
        return NULL;
    if (t->other && !(next.other = walk_type(w, t->other)))
        return NULL;
    if (t->resource && !(next.resource = walk_resource(w, t->resource)))
        return NULL;
    if (t->count && !(next.fields = walk_fields(w, t->fields, t->count)))
        return NULL;
    if (next.element == t->element && next.other == t->other && next.resource == t->resource && next.fields == t->fields
        && next.alias == t->alias && next.root == t->root)
        return t;
    ctype *copy = room(w->d, 1, sizeof *copy);
    if (copy)
        *copy = next;
    return copy;
}

static const ctype *walk_type(walk *w, const ctype *t)
{
    if (t == ctype_primitive(t->kind <= CTYPE_ERROR_CONTEXT ? t->kind : CTYPE_BOOL) || (w->only_resources && !t->has_handles))
        return t;
    const ctype *known = remembered(w->d, t);
    if (known)
        return known;
    const ctype *became = copy_type(w, t);
    return became && remember(w->d, t, became) ? became : NULL;
}

static const func_type *walk_func(walk *w, const func_type *f)
{
    if (w->only_resources && !f->has_handles)
        return f;
    const func_type *known = remembered(w->d, f);
    if (known)
        return known;
    func_type next = *f;
    if (f->func.param_count && !(next.func.params = walk_fields(w, f->func.params, f->func.param_count)))
        return NULL;
    if (f->func.result && !(next.func.result = walk_type(w, f->func.result)))
        return NULL;
    const func_type *became = f;
    if (next.func.params != f->func.params || next.func.result != f->func.result) {
        func_type *copy = room(w->d, 1, sizeof *copy);
        if (!copy)
            return NULL;
        *copy = next;
        became = copy;
    }
    return remember(w->d, f, became) ? became : NULL;
}

static const world_type *walk_world(walk *w, const world_type *from);

static bool walk_other(walk *w, const type_entry *from, const type_entry **to)
{
    type_entry next = *from;
    if (from->kind == TYPE_FUNC)
        next.func = walk_func(w, from->func);
    else
        next.world = walk_world(w, from->world);
    *to = from;
    if (!next.func || next.func == from->func)
        return next.func;
    type_entry *copy = room(w->d, 1, sizeof *copy);
    if (!copy)
        return false;
    *copy = next;
    *to = copy;
    return true;
}

/* One extern; *changed says whether it became another. False: refused. */
static bool walk_extern(walk *w, const cextern *from, cextern *to, bool *changed)
{
    const void *was = from->func, *is = was;
    *to = *from;
    switch (from->kind) {
    case CEXTERN_FUNC:       is = walk_func(w, (const func_type *)from->func);              break;
    case CEXTERN_TYPE:
    case CEXTERN_VALUE:      is = walk_type(w, from->type);                                 break;
    case CEXTERN_RESOURCE:
        is = walk_resource(w, from->resource);
        to->alias = walk_alias(w, from->resource, from->alias);
        break;
    case CEXTERN_INSTANCE:
    case CEXTERN_COMPONENT:  is = walk_world(w, (const world_type *)from->instance);        break;
    case CEXTERN_OTHER_TYPE:
        if (!walk_other(w, from->other, &to->other))
            return false;
        is = to->other;
        break;
    case CEXTERN_MODULE:     break;
    }
    to->func = is;
    *changed = is != was || to->alias != from->alias;
    return is;
}

/* All externs, copied where one changes. Null: refused. */
static const cextern *walk_externs(walk *w, const cextern *from, uint32_t count)
{
    cextern *copy = NULL;
    if (!scope_spend(w->d, count))
        return NULL;
    for (uint32_t i = 0; i < count; i++) {
        cextern next;
        bool changed;
        if (!walk_extern(w, &from[i], &next, &changed))
            return NULL;
        if (!copy && !changed)
            continue;
        if (!copy) {
            copy = room(w->d, count, sizeof *copy);
            if (!copy)
                return NULL;
            for (uint32_t j = 0; j < i; j++)
                copy[j] = from[j];
        }
        copy[i] = next;
    }
    return copy ? copy : from;
}

static const name_index *move_index(component_decoder *d, const name_index *from, const cextern *externs)
{
    name_index *x = room(d, 1, sizeof *x);
    if (!x)
        return NULL;
    *x = *from;
    x->items.first = &externs->name;
    return x;
}

static const world_type *copy_world(walk *w, const world_type *from)
{
    world_type next = *from;
    if (from->imports && !(next.externs.imports = walk_externs(w, from->externs.imports, from->externs.import_count)))
        return NULL;
    if (from->exports && !(next.externs.exports = walk_externs(w, from->externs.exports, from->externs.export_count)))
        return NULL;
    if (next.externs.imports == from->externs.imports && next.externs.exports == from->externs.exports)
        return from;
    if (from->imports && !(next.imports = move_index(w->d, from->imports, next.externs.imports)))
        return NULL;
    if (from->exports && !(next.exports = move_index(w->d, from->exports, next.externs.exports)))
        return NULL;
    next.instance = NULL;
    world_type *copy = room(w->d, 1, sizeof *copy);
    if (copy)
        *copy = next;
    return copy;
}

static const world_type *walk_world(walk *w, const world_type *from)
{
    if (w->only_resources && !from->has_resources)
        return from;
    const world_type *known = remembered(w->d, from);
    if (known)
        return known;
    const world_type *became = copy_world(w, from);
    return became && remember(w->d, from, became) ? became : NULL;
}

const world_type *substitute_fresh(component_decoder *d, const world_type *type)
{
    if (!type->has_own)
        return type;
    uint32_t mark = substitute_mark(d);
    walk w = { d, type->scope, true };
    key_map_close(&d->renamed, d->scratch);
    const world_type *fresh = copy_world(&w, type);
    key_map_close(&d->renamed, d->scratch);
    substitute_undo(d, mark);
    return fresh;
}

const world_type *substitute_instantiate(component_decoder *d, const world_type *c)
{
    walk w = { d, c->scope, d->renamed.count == 0 };
    world_type exports = { .externs = { .export_count = c->externs.export_count, .exports = c->externs.exports },
                           .exports = c->exports, .size = c->size, .level = c->level,
                           .lowest = c->level, .depth = c->depth,
                           .has_resources = c->has_resources, .has_types = c->has_types };
    const world_type *made = &exports;
    if (c->has_own || d->renamed.count)
        made = copy_world(&w, &exports);
    if (made != &exports)
        return made;
    world_type *kept = room(d, 1, sizeof *kept);
    if (kept)
        *kept = exports;
    return kept;
}
