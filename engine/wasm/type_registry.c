/* A space of types in which equal ones are one: recursion groups are hashed and
 * compared as wholes, a reference into the group itself by its place there, any
 * other by its canonical number (spec 3.0, section 3.1.6: roll and unroll).
 *
 * A group's references to earlier groups are canonical before it is entered. */
#include "engine/wasm/types.h"

#include "engine/wasm/module.h"

#include <string.h>

/* Groups that hash alike are made by hand, never by a compiler. */
enum { REGISTRY_ALIKE = 200 };

/* Buckets; a power of two. */
enum { REGISTRY_FIRST = 16 };

void type_registry_open(type_registry *t, budget *b)
{
    *t = (type_registry){ .budget = b };
    arena_open(&t->arena, b);
}

void type_registry_close(type_registry *t)
{
    budget_free(t->budget, t->types, t->capacity * sizeof *t->types);
    budget_free(t->budget, t->buckets, t->bucket_count * sizeof *t->buckets);
    arena_close(&t->arena);
    *t = (type_registry){ 0 };
}

static bool copy_parts(type_registry *t, wasm_deftype *d)
{
    if (d->kind != COMPOSITE_FUNC) {
        wasm_field *fields = arena_array(&t->arena, wasm_field, d->field_count);
        if (fields && d->field_count)
            memcpy(fields, d->fields, d->field_count * sizeof *fields);
        d->fields = fields;
        return fields != NULL;
    }
    wasm_type *params = arena_array(&t->arena, wasm_type, d->func.param_count), *results = arena_array(&t->arena, wasm_type, d->func.result_count);
    if (params && d->func.param_count)
        memcpy(params, d->func.params, d->func.param_count * sizeof *params);
    if (results && d->func.result_count)
        memcpy(results, d->func.results, d->func.result_count * sizeof *results);
    d->func.params = params;
    d->func.results = results;
    return params && results;
}

bool type_registry_copy(type_registry *t, budget *b, const type_registry *from)
{
    type_registry_open(t, b);
    if (!from->count)
        return true;
    if (!type_registry_reserve(t, from->count) || !(t->buckets = budget_alloc(b, from->bucket_count * sizeof *t->buckets)))
        return false;
    memcpy(t->types, from->types, from->count * sizeof *t->types);
    memcpy(t->buckets, from->buckets, from->bucket_count * sizeof *t->buckets);
    t->bucket_count = from->bucket_count;
    t->group_count = from->group_count;
    for (; t->count < from->count; t->count++)
        if (!copy_parts(t, &t->types[t->count]))
            return false;
    return true;
}

bool type_registry_reserve(type_registry *t, uint32_t count)
{
    uint32_t wanted = t->count + count;
    if (wanted <= t->capacity)
        return true;
    uint32_t capacity = t->capacity + t->capacity / 2 > wanted ? t->capacity + t->capacity / 2 : wanted;
    wasm_deftype *types = budget_resize(t->budget, t->types, t->capacity * sizeof *types, capacity * sizeof *types);
    if (!types)
        return false;
    t->types = types;
    t->capacity = capacity;
    return true;
}

/* ---- hash and equality of groups ---- */

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

/* A type as seen from its group: references into it count from its start. */
static uint32_t seen_from(wasm_type type, uint32_t group)
{
    if (!wasm_type_is_ref(type) || !wasm_type_is_indexed(type) || wasm_type_index(type) < group)
        return type;
    return (wasm_ref_indexed(wasm_type_is_nullable(type), wasm_type_index(type) - group)) ^ 0x80u;
}

static uint32_t super_from(uint32_t super, uint32_t group)
{
    return super == WASM_NO_SUPER || super < group ? super : 0x80000000u | (super - group);
}

static uint64_t hash_list(uint64_t hash, const wasm_type *types, uint32_t count, uint32_t group)
{
    hash = mix(hash, count);
    for (uint32_t i = 0; i < count; i++)
        hash = mix(hash, seen_from(types[i], group));
    return hash;
}

static uint64_t hash_type(uint64_t hash, const wasm_deftype *d, uint32_t group)
{
    hash = mix(hash, (uint64_t)d->kind << 1 | d->is_final);
    hash = mix(hash, super_from(d->super, group));
    if (d->kind == COMPOSITE_FUNC) {
        hash = hash_list(hash, d->func.params, d->func.param_count, group);
        return hash_list(hash, d->func.results, d->func.result_count, group);
    }
    hash = mix(hash, d->field_count);
    for (uint32_t i = 0; i < d->field_count; i++)
        hash = mix(hash, (uint64_t)seen_from(d->fields[i].type, group) << 1 | d->fields[i].is_mutable);
    return hash;
}

static uint32_t hash_group(const type_registry *t, uint32_t group, uint32_t count)
{
    uint64_t hash = mix(0, count);
    for (uint32_t i = 0; i < count; i++)
        hash = hash_type(hash, &t->types[group + i], group);
    return (uint32_t)(hash >> 32 ^ hash);
}

static bool lists_equal(const wasm_type *a, uint32_t a_group, const wasm_type *b, uint32_t b_group, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (seen_from(a[i], a_group) != seen_from(b[i], b_group))
            return false;
    return true;
}

static bool fields_equal(const wasm_deftype *a, uint32_t a_group, const wasm_deftype *b, uint32_t b_group)
{
    if (a->field_count != b->field_count)
        return false;
    for (uint32_t i = 0; i < a->field_count; i++)
        if (a->fields[i].is_mutable != b->fields[i].is_mutable
            || seen_from(a->fields[i].type, a_group) != seen_from(b->fields[i].type, b_group))
            return false;
    return true;
}

static bool types_equal(const wasm_deftype *a, uint32_t a_group, const wasm_deftype *b, uint32_t b_group)
{
    if (a->kind != b->kind || a->is_final != b->is_final || super_from(a->super, a_group) != super_from(b->super, b_group))
        return false;
    if (a->kind != COMPOSITE_FUNC)
        return fields_equal(a, a_group, b, b_group);
    return a->func.param_count == b->func.param_count && a->func.result_count == b->func.result_count
        && lists_equal(a->func.params, a_group, b->func.params, b_group, a->func.param_count)
        && lists_equal(a->func.results, a_group, b->func.results, b_group, a->func.result_count);
}

static bool groups_equal(const type_registry *t, uint32_t a, uint32_t b, uint32_t count)
{
    if (t->types[a].group_count != count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!types_equal(&t->types[a + i], a, &t->types[b + i], b))
            return false;
    return true;
}

/* ---- the hash table ---- */

static bool grow_buckets(type_registry *t)
{
    if ((t->group_count + 1) * 2 <= t->bucket_count)
        return true;
    uint32_t count = t->bucket_count ? t->bucket_count * 2 : REGISTRY_FIRST;
    type_bucket *buckets = budget_zalloc(t->budget, count * sizeof *buckets);
    if (!buckets)
        return false;
    for (uint32_t i = 0; i < t->bucket_count; i++) {
        uint32_t at = t->buckets[i].hash;
        if (!t->buckets[i].first_and_1)
            continue;
        while (buckets[at & (count - 1)].first_and_1)
            at++;
        buckets[at & (count - 1)] = t->buckets[i];
    }
    budget_free(t->budget, t->buckets, t->bucket_count * sizeof *buckets);
    t->buckets = buckets;
    t->bucket_count = count;
    return true;
}

/* Make the types of `group` copies of those of `same`. */
static void alias_group(type_registry *t, uint32_t group, uint32_t same, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t start = t->types[group + i].group_start;
        t->types[group + i] = t->types[same + i];
        t->types[group + i].group_start = start;
    }
}

bool type_registry_end_group(type_registry *t, uint32_t count)
{
    uint32_t group = t->count - count, alike = 0;
    if (!count)
        return true;
    if (!grow_buckets(t))
        return false;
    for (uint32_t i = 0; i < count; i++)
        t->types[group + i].canonical = group + i;

    uint32_t hash = hash_group(t, group, count), at = hash;
    for (type_bucket found; (found = t->buckets[at & (t->bucket_count - 1)]).first_and_1; at++) {
        if (found.hash == hash && groups_equal(t, found.first_and_1 - 1, group, count)) {
            alias_group(t, group, found.first_and_1 - 1, count);
            return true;
        }
        if (++alike == REGISTRY_ALIKE) {
            t->too_alike = true;
            return false;
        }
    }
    t->buckets[at & (t->bucket_count - 1)] = (type_bucket){ group + 1, hash };
    t->group_count++;
    return true;
}

/* ---- entering a module's types ---- */

static wasm_type entered(wasm_type type, const uint32_t *ids)
{
    if (!wasm_type_is_ref(type) || !wasm_type_is_indexed(type))
        return type;
    return wasm_ref_indexed(wasm_type_is_nullable(type), ids[wasm_type_index(type)]);
}

static const wasm_type *enter_list(type_registry *t, const wasm_type *types, uint32_t count, const uint32_t *ids)
{
    wasm_type *copy = arena_array(&t->arena, wasm_type, count);
    for (uint32_t i = 0; copy && i < count; i++)
        copy[i] = entered(types[i], ids);
    return copy;
}

static bool enter_type(type_registry *t, const wasm_deftype *from, const uint32_t *ids)
{
    wasm_deftype d = *from;
    d.super = d.super == WASM_NO_SUPER ? WASM_NO_SUPER : ids[d.super];
    d.jump = ids[d.jump];
    if (d.kind == COMPOSITE_FUNC) {
        d.func.params = enter_list(t, d.func.params, d.func.param_count, ids);
        d.func.results = enter_list(t, d.func.results, d.func.result_count, ids);
        t->types[t->count++] = d;
        return d.func.params && d.func.results;
    }
    wasm_field *fields = arena_array(&t->arena, wasm_field, d.field_count);
    for (uint32_t i = 0; fields && i < d.field_count; i++)
        fields[i] = (wasm_field){ entered(from->fields[i].type, ids), from->fields[i].is_mutable, from->fields[i].offset };
    d.fields = fields;
    t->types[t->count++] = d;
    return fields != NULL;
}

/* One group; what turns out to be known takes no room. */
static bool enter_group(type_registry *t, const wasm_module *m, uint32_t first, uint32_t count, uint32_t *ids)
{
    uint32_t group = t->count;
    arena_mark mark = arena_get_mark(&t->arena);
    if (!type_registry_reserve(t, count))
        return false;
    for (uint32_t i = 0; i < count; i++)
        ids[first + i] = group + i;

    bool ok = true;
    for (uint32_t i = 0; i < count && ok; i++) {
        ok = enter_type(t, &m->types[first + i], ids);
        t->types[t->count - 1].group_start = group;
    }
    if (!ok || !type_registry_end_group(t, count)) {
        t->count = group;
        return false;
    }
    for (uint32_t i = 0; i < count; i++)
        ids[first + i] = t->types[group + i].canonical;
    if (ids[first] != group) {
        t->count = group;
        arena_reset(&t->arena, mark);
    }
    return true;
}

bool type_registry_enter(type_registry *t, const wasm_module *m, uint32_t *ids)
{
    for (uint32_t i = 0; i < m->type_count;) {
        const wasm_deftype *d = &m->types[i];
        if (d->canonical != i) {
            ids[i] = ids[d->canonical];
            i++;
        } else {
            if (!enter_group(t, m, i, d->group_count, ids))
                return false;
            i += d->group_count;
        }
    }
    return true;
}
