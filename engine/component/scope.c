/* Scopes: index spaces that grow while definitions are read. */
#include "engine/component/scope.h"

#include "engine/base/limits.h"
#include "engine/component/component_names.h"

#include <inttypes.h>

bool scope_feature(component_decoder *d, component_feature feature, const char *what)
{
    for (scope *s = d->scope; s; s = s->outer)
        if (s->component)
            s->component->features |= feature;
    if (d->features & feature)
        return true;
    return error_set(d->err, ERROR_UNSUPPORTED, d->at, "%s is not supported here", what);
}

bool scope_refuse_byte(reader *r, uint8_t byte, const char *what)
{
    return reader_refuse(r, ERROR_MALFORMED, reader_offset(r) - 1, "invalid leading byte (0x%x) for %s", byte, what);
}

bool scope_open(component_decoder *d, scope *s, scope_kind kind)
{
    *s = (scope){ .outer = d->scope, .kind = kind, .id = ++d->scope_count, .level = d->scope ? (uint8_t)(d->scope->level + 1) : 1 };
    s->lowest = s->level;
    s->size = 1;
    if (d->scope_count > LIMIT_COMPONENT_STEPS)
        return error_set(d->err, ERROR_LIMIT, d->at, "more than %d types of components and instances in one file", LIMIT_COMPONENT_STEPS);
    if (kind == SCOPE_COMPONENT && ++d->component_count > LIMIT_COMPONENTS)
        return error_set(d->err, ERROR_LIMIT, d->at, "more than %d components in one file", LIMIT_COMPONENTS);
    if (s->level > LIMIT_COMPONENT_DEPTH)
        return error_set(d->err, ERROR_LIMIT, d->at, "components and their types nest more than %d deep", LIMIT_COMPONENT_DEPTH);
    d->scope = s;
    return true;
}

/* Most scopes are small types, with next to nothing in them. */
#define FREE(items, room)                                                           \
    do {                                                                            \
        if (s->items)                                                               \
            budget_free(d->scratch, (void *)s->items, s->room * sizeof *s->items);  \
    } while (0)

/* The room of a small one serves the next: a type around the one that ends has it as its first. */
static void close_types(component_decoder *d, scope *s)
{
    if (s->types && !d->spare_types && s->type_room == SPARE_TYPES)
        d->spare_types = s->types;
    else
        FREE(types, type_room);
}

void scope_close(component_decoder *d, scope *s)
{
    if (d->scope == s)
        d->scope = s->outer;
    close_types(d, s);
    FREE(core_types, core_type_room);
    FREE(core_funcs, core_func_room);
    FREE(core_tags, core_tag_room);
    FREE(core_tables, core_table_room);
    FREE(core_memories, core_memory_room);
    FREE(core_globals, core_global_room);
    FREE(modules, module_room);
    FREE(core_instances, core_instance_room);
    FREE(funcs, func_room);
    FREE(values, value_room);
    FREE(components, component_room);
    FREE(instances, instance_room);
    FREE(imports, import_room);
    FREE(exports, export_room);
    for (int i = 0; i < 2; i++) {
        if (s->visible[i].slots)
            key_map_close(&s->visible[i], d->scratch);
        if (s->named[i].slots)
            key_map_close(&s->named[i], d->scratch);
    }
}

scope *scope_outer(component_decoder *d, uint32_t count)
{
    scope *s = d->scope;
    for (uint32_t i = 0; i < count && s; i++)
        s = s->outer;
    if (!s)
        scope_refuse(d, "invalid outer alias count of %" PRIu32 ": only %u scopes enclose this one", count, d->scope->level - 1u);
    return s;
}

/* ---- adding ---- */

#define ADD(items, room, n, item)                                                                   \
    do {                                                                                            \
        scope *s = d->scope;                                                                        \
        if (s->n >= LIMIT_COMPONENT_STEPS)                                                          \
            return error_set(d->err, ERROR_LIMIT, d->at, "more than %d definitions of one sort", LIMIT_COMPONENT_STEPS); \
        if (!budget_room(d->scratch, s->items, s->room, s->n))                                      \
            return error_memory(d->err);                                                            \
        s->items[s->n++] = item;                                                                    \
        return true;                                                                                \
    } while (0)

static bool add_type(component_decoder *d, type_entry entry)             { ADD(types, type_room, type_count, entry); }
bool scope_add_core_type(component_decoder *d, core_type_entry entry)    { ADD(core_types, core_type_room, core_type_count, entry); }
bool scope_add_core_func(component_decoder *d, uint32_t id)              { ADD(core_funcs, core_func_room, core_func_count, id); }
bool scope_add_module(component_decoder *d, const core_module_type *m)   { ADD(modules, module_room, module_count, m); }
bool scope_add_func(component_decoder *d, const func_type *func)         { ADD(funcs, func_room, func_count, func); }
bool scope_add_component(component_decoder *d, const world_type *world)  { ADD(components, component_room, component_count, world); }
static bool add_core_tag(component_decoder *d, uint32_t id)              { ADD(core_tags, core_tag_room, core_tag_count, id); }
static bool add_core_table(component_decoder *d, wasm_table_type t)      { ADD(core_tables, core_table_room, core_table_count, t); }
static bool add_core_memory(component_decoder *d, wasm_memory_type t)    { ADD(core_memories, core_memory_room, core_memory_count, t); }
static bool add_core_global(component_decoder *d, wasm_global_type t)    { ADD(core_globals, core_global_room, core_global_count, t); }
static bool add_value(component_decoder *d, const ctype *v)              { ADD(values, value_room, value_count, v); }
static bool add_core_instance(component_decoder *d, core_instance i)     { ADD(core_instances, core_instance_room, core_instance_count, i); }
static bool add_instance(component_decoder *d, const world_type *world)  { ADD(instances, instance_room, instance_count, world); }

bool scope_add_type(component_decoder *d, type_entry entry)
{
    scope *s = d->scope;
    if (!s->types && d->spare_types) {
        s->types = d->spare_types;
        s->type_room = SPARE_TYPES;
        d->spare_types = NULL;
    }
    return add_type(d, entry);
}

/* Instances that run; those that types speak of are not counted. */
static bool count_instance(component_decoder *d)
{
    if (d->scope->kind == SCOPE_COMPONENT && ++d->instance_count > LIMIT_INSTANCES)
        return error_set(d->err, ERROR_LIMIT, d->at, "more than %d instances", LIMIT_INSTANCES);
    return true;
}

bool scope_add_core_instance(component_decoder *d, core_instance instance)
{
    return count_instance(d) && add_core_instance(d, instance);
}

bool scope_add_instance(component_decoder *d, const world_type *world)
{
    return count_instance(d) && add_instance(d, world);
}

bool scope_add_core(component_decoder *d, wasm_extern_type type)
{
    switch (type.kind) {
    case WASM_FUNC:   return scope_add_core_func(d, type.type_index);
    case WASM_TABLE:  return add_core_table(d, type.table);
    case WASM_MEMORY: return add_core_memory(d, type.memory);
    case WASM_GLOBAL: return add_core_global(d, type.global);
    case WASM_TAG:    return add_core_tag(d, type.type_index);
    }
    return false;
}

static bool add_extern_type(component_decoder *d, const cextern *external)
{
    if (external->kind == CEXTERN_TYPE)
        return scope_add_type(d, (type_entry){ .value = external->type, .kind = TYPE_VALUE });
    if (external->kind == CEXTERN_RESOURCE)
        return scope_add_type(d, (type_entry){ .resource = external->resource, .alias = external->alias, .kind = TYPE_RESOURCE });
    return scope_add_type(d, *external->other);
}

bool scope_add_extern(component_decoder *d, const cextern *external)
{
    switch (external->kind) {
    case CEXTERN_FUNC:      return scope_add_func(d, (const func_type *)external->func);
    case CEXTERN_TYPE:
    case CEXTERN_RESOURCE:
    case CEXTERN_OTHER_TYPE: return add_extern_type(d, external);
    case CEXTERN_INSTANCE:  return scope_add_instance(d, (const world_type *)external->instance);
    case CEXTERN_COMPONENT: return scope_add_component(d, (const world_type *)external->component);
    case CEXTERN_MODULE:    return scope_add_module(d, (const core_module_type *)external->module);
    case CEXTERN_VALUE:     return add_value(d, external->type);
    }
    return false;
}

component_sort scope_sort_of(const cextern *external)
{
    switch (external->kind) {
    case CEXTERN_FUNC:      return SORT_FUNC;
    case CEXTERN_TYPE:
    case CEXTERN_RESOURCE:
    case CEXTERN_OTHER_TYPE: return SORT_TYPE;
    case CEXTERN_INSTANCE:  return SORT_INSTANCE;
    case CEXTERN_COMPONENT: return SORT_COMPONENT;
    case CEXTERN_MODULE:    return SORT_CORE_MODULE;
    case CEXTERN_VALUE:     return SORT_VALUE;
    }
    return SORT_COUNT;
}

/* ---- asking ---- */

const char *scope_sort_text(component_sort sort)
{
    static const char *const texts[SORT_COUNT] = {
        "core function", "table", "memory", "global", "tag", "core type", "module", "core instance",
        "function", "value", "type", "component", "instance",
    };
    return texts[sort];
}

static uint32_t count_of(const scope *s, component_sort sort)
{
    switch (sort) {
    case SORT_CORE_FUNC:     return s->core_func_count;
    case SORT_CORE_TABLE:    return s->core_table_count;
    case SORT_CORE_MEMORY:   return s->core_memory_count;
    case SORT_CORE_GLOBAL:   return s->core_global_count;
    case SORT_CORE_TAG:      return s->core_tag_count;
    case SORT_CORE_TYPE:     return s->core_type_count;
    case SORT_CORE_MODULE:   return s->module_count;
    case SORT_CORE_INSTANCE: return s->core_instance_count;
    case SORT_FUNC:          return s->func_count;
    case SORT_VALUE:         return s->value_count;
    case SORT_TYPE:          return s->type_count;
    case SORT_COMPONENT:     return s->component_count;
    case SORT_INSTANCE:      return s->instance_count;
    case SORT_COUNT:         break;
    }
    return 0;
}

bool scope_check(component_decoder *d, component_sort sort, uint32_t index)
{
    uint32_t count = count_of(d->scope, sort);
    if (index < count)
        return true;
    return scope_refuse(d, "unknown %s %" PRIu32 ": %s index out of bounds, there are %" PRIu32 " so far",
                        scope_sort_text(sort), index, scope_sort_text(sort), count);
}

const type_entry *scope_type(component_decoder *d, uint32_t index)
{
    return scope_check(d, SORT_TYPE, index) ? &d->scope->types[index] : NULL;
}

bool scope_refuse_type(component_decoder *d, uint32_t index, const char *wanted)
{
    static const char *const texts[] = { [TYPE_FUNC] = "a function's", [TYPE_RESOURCE] = "a resource", [TYPE_INSTANCE] = "an instance's",
                                         [TYPE_COMPONENT] = "a component's" };
    const type_entry *entry = &d->scope->types[index];
    return scope_refuse(d, "type index %" PRIu32 " is not %s type: it is %s", index, wanted,
                        entry->kind == TYPE_VALUE ? ctype_kind_text(entry->value->kind) : texts[entry->kind]);
}

bool scope_core_extern(component_decoder *d, component_sort sort, uint32_t index, wasm_extern_type *type)
{
    const scope *s = d->scope;
    if (!scope_check(d, sort, index))
        return false;
    *type = (wasm_extern_type){ .kind = WASM_FUNC };
    switch (sort) {
    case SORT_CORE_FUNC:   type->type_index = s->core_funcs[index];                                       break;
    case SORT_CORE_TABLE:  type->kind = WASM_TABLE; type->table = s->core_tables[index];                  break;
    case SORT_CORE_MEMORY: type->kind = WASM_MEMORY; type->memory = s->core_memories[index];              break;
    case SORT_CORE_GLOBAL: type->kind = WASM_GLOBAL; type->global = s->core_globals[index];               break;
    case SORT_CORE_TAG:    type->kind = WASM_TAG; type->type_index = s->core_tags[index];                 break;
    case SORT_CORE_TYPE: case SORT_CORE_MODULE: case SORT_CORE_INSTANCE: case SORT_FUNC: case SORT_VALUE:
    case SORT_TYPE: case SORT_COMPONENT: case SORT_INSTANCE: case SORT_COUNT:
        return scope_refuse(d, "a core %s cannot be exported", scope_sort_text(sort));
    }
    return true;
}

static bool extern_of_type(component_decoder *d, const type_entry *entry, cextern *external)
{
    if (entry->kind == TYPE_VALUE) {
        external->kind = CEXTERN_TYPE;
        external->type = entry->value;
    } else if (entry->kind == TYPE_RESOURCE) {
        external->kind = CEXTERN_RESOURCE;
        external->resource = entry->resource;
        external->alias = entry->alias;
    } else {
        type_entry *kept = arena_new(d->arena, type_entry);
        if (!kept)
            return error_memory(d->err);
        *kept = *entry;
        external->kind = CEXTERN_OTHER_TYPE;
        external->other = kept;
    }
    return true;
}

bool scope_extern(component_decoder *d, component_sort sort, uint32_t index, cextern *external)
{
    const scope *s = d->scope;
    *external = (cextern){ .kind = CEXTERN_FUNC };
    if (!scope_check(d, sort, index))
        return false;
    switch (sort) {
    case SORT_FUNC:        external->func = &s->funcs[index]->func;                                                         return true;
    case SORT_VALUE:       external->kind = CEXTERN_VALUE; external->type = s->values[index];                          return true;
    case SORT_TYPE:        return extern_of_type(d, &s->types[index], external);
    case SORT_COMPONENT:   external->kind = CEXTERN_COMPONENT; external->component = &s->components[index]->externs;        return true;
    case SORT_INSTANCE:    external->kind = CEXTERN_INSTANCE; external->instance = &s->instances[index]->externs;           return true;
    case SORT_CORE_MODULE: external->kind = CEXTERN_MODULE; external->module = &s->modules[index]->type;                    return true;
    case SORT_CORE_FUNC: case SORT_CORE_TABLE: case SORT_CORE_MEMORY: case SORT_CORE_GLOBAL: case SORT_CORE_TAG:
    case SORT_CORE_TYPE: case SORT_CORE_INSTANCE: case SORT_COUNT:
        break;
    }
    return scope_refuse(d, "a %s cannot be imported, exported or given as an argument", scope_sort_text(sort));
}

/* ---- steps ---- */

component_step *scope_step(component_decoder *d, component_step_kind kind, component_sort sort)
{
    scope *s = d->scope;
    component_step *step = &d->ignored;
    if (s->kind == SCOPE_COMPONENT) {
        if (s->step_count >= s->step_room) {
            error_set(d->err, ERROR_LIMIT, d->at, "more than %d definitions", LIMIT_COMPONENT_STEPS);
            return NULL;
        }
        step = &s->steps[s->step_count++];
    }
    *step = (component_step){ .kind = kind, .sort = sort, .destructor = COMPONENT_NO_INDEX };
    return step;
}

bool scope_step_types(component_decoder *d, component_step_kind kind)
{
    scope *s = d->scope;
    component_step *last = s->step_count ? &s->steps[s->step_count - 1] : NULL;
    if (last && last->kind == kind && (kind == STEP_CORE_TYPE || !last->resource)) {
        last->run++;
        return true;
    }
    component_step *step = scope_step(d, kind, kind == STEP_TYPE ? SORT_TYPE : SORT_CORE_TYPE);
    if (step)
        step->run = 1;
    return step;
}

cresource *scope_resource(component_decoder *d)
{
    cresource *r = arena_new(d->arena, cresource);
    uint32_t id = d->resource_count ? d->resource_count : 1;
    if (!r || !budget_room(d->scratch, d->owners, d->owner_room, id)) {
        error_memory(d->err);
        return NULL;
    }
    r->id = id;
    d->resource_count = id + 1;
    d->owners[id] = (resource_owner){ d->scope->id, d->scope->level, false };
    d->scope->has_own = true;
    return r;
}

/* ---- what a scope imports and exports ---- */

static uint32_t hash_name(const void *user, uint32_t i)
{
    const cextern *externs = user;
    return component_names_hash(externs[i].name);
}

static int compare_names(const void *user, uint32_t a, uint32_t b)
{
    const cextern *externs = user;
    return component_names_compare(externs[a].name, externs[b].name);
}

/* Explainer.md, "Name Uniqueness". */
static bool check_unique(component_decoder *d, const cextern *externs, uint32_t count, const char *what)
{
    size_t bytes = count * sizeof(uint32_t);
    uint32_t *order = count > 1 ? budget_alloc(d->scratch, bytes) : NULL;
    if (count < 2)
        return true;
    bool sorted = order && name_sort(order, NULL, count, &(name_order){ hash_name, compare_names, externs }, d->scratch);
    if (!sorted)
        error_memory(d->err);
    for (uint32_t i = 1; sorted && i < count; i++)
        if (compare_names(externs, order[i - 1], order[i]) == 0) {
            scope_refuse(d, "%s name `%.*s` conflicts with previous name `%.*s`", what,
                         TEXT_ARGS(externs[order[i]].name), TEXT_ARGS(externs[order[i - 1]].name));
            break;
        }
    budget_free(d->scratch, order, bytes);
    return d->err->code == ERROR_NONE;
}

static bool keep_externs(component_decoder *d, const cextern *from, uint32_t count, const cextern **kept, const name_index **index)
{
    if (!count)
        return true;
    cextern *externs = arena_array(d->arena, cextern, count);
    name_index *x = arena_new(d->arena, name_index);
    if (!externs || !x)
        return error_memory(d->err);
    for (uint32_t i = 0; i < count; i++)
        externs[i] = from[i];
    name_items items = { &externs[0].name, sizeof *externs, count, false };
    if (!name_index_open(x, d->arena, d->scratch, items))
        return error_memory(d->err);
    *kept = externs;
    *index = x;
    return true;
}

bool scope_spend(component_decoder *d, uint64_t count)
{
    d->matched += count;
    return d->matched <= d->match_most
        || error_set(d->err, ERROR_LIMIT, d->at, "this component's types are compared over and over: more than %" PRIu64 " names and fields", d->match_most);
}

static bool has_resources(const cextern *x)
{
    switch (x->kind) {
    case CEXTERN_FUNC:       return ((const func_type *)x->func)->has_handles;
    case CEXTERN_TYPE:
    case CEXTERN_VALUE:      return x->type->has_handles;
    case CEXTERN_RESOURCE:   return true;
    case CEXTERN_INSTANCE:
    case CEXTERN_COMPONENT:  return ((const world_type *)x->instance)->has_resources;
    case CEXTERN_MODULE:     return false;
    case CEXTERN_OTHER_TYPE: return x->other->kind == TYPE_FUNC ? x->other->func->has_handles : x->other->world->has_resources;
    }
    return true;
}

/* What stands in its lists. */
static void note_parts(world_type *w, const cextern *externs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        cextern_kind kind = externs[i].kind;
        w->has_resources |= has_resources(&externs[i]);
        w->has_types |= kind == CEXTERN_TYPE || kind == CEXTERN_RESOURCE || kind == CEXTERN_INSTANCE;
    }
}

world_type *scope_world(component_decoder *d)
{
    scope *s = d->scope;
    world_type *w = arena_new(d->arena, world_type);
    if (!w) {
        error_memory(d->err);
        return NULL;
    }
    if (!check_unique(d, s->imports, s->import_count, "import") || !check_unique(d, s->exports, s->export_count, "export"))
        return NULL;
    if (!keep_externs(d, s->imports, s->import_count, &w->externs.imports, &w->imports)
        || !keep_externs(d, s->exports, s->export_count, &w->externs.exports, &w->exports))
        return NULL;
    w->externs.import_count = s->import_count;
    w->externs.export_count = s->export_count;
    w->scope = s->id;
    w->size = (uint32_t)s->size;
    w->level = s->level;
    w->lowest = s->lowest;
    w->depth = (uint8_t)(s->depth + 1);
    w->has_own = s->has_own;
    note_parts(w, s->imports, s->import_count);
    note_parts(w, s->exports, s->export_count);
    return w;
}
