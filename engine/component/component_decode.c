/* Components: sections, definitions in file order, nested components
 * (component model, Binary.md, "Component Definitions").
 *
 * Decoding proves while it reads: each definition is checked against the index
 * spaces as they are when it stands there, so a component that comes out whole
 * is valid. */
#include "engine/component/component.h"

#include "engine/base/limits.h"
#include "engine/component/component_parts.h"

#include <inttypes.h>
#include <string.h>

/* preamble ::= 0x00 0x61 0x73 0x6D  0x0d 0x00  0x01 0x00 */
static bool read_preamble(reader *r)
{
    uint64_t start = reader_offset(r);
    const uint8_t *b = read_bytes(r, 8);
    if (!b)
        return false;
    if (memcmp(b, "\0asm", 4) != 0)
        return reader_refuse(r, ERROR_MALFORMED, start, "magic header not detected: a component starts with \\0asm");
    if (b[6] == 0 && b[7] == 0)
        return reader_refuse(r, ERROR_MALFORMED, start + 4, "expected a version header for a component, found a core module's");
    if (b[4] != 0x0D || b[5] != 0x00 || b[6] != 0x01 || b[7] != 0x00)
        return reader_refuse(r, ERROR_MALFORMED, start + 4, "unknown binary version 0x%02x 0x%02x, layer 0x%02x 0x%02x: a component has 0x0d 0x00, 0x01 0x00; tools older or newer than this game made it", b[4], b[5], b[6], b[7]);
    return true;
}

/* ---- sections ---- */

typedef bool item_reader(component_decoder *d, reader *r);

/* A section that is a vector: how its items are read, called and counted. */
typedef struct vector_section { item_reader *read; const char *unit; component_sort sort; uint8_t least; } vector_section;

static const vector_section vectors[] = {
    [2]  = { component_arguments_core,     "core instance", SORT_CORE_INSTANCE, 2 },
    [3]  = { component_core_type,          "core type",     SORT_CORE_TYPE,     2 },
    [5]  = { component_arguments_instance, "instance",      SORT_INSTANCE,      2 },
    [6]  = { component_alias_read,         "alias",         SORT_COUNT,         4 },
    [7]  = { component_type_read,          "type",          SORT_TYPE,          1 },
    [8]  = { component_canon_read,         "canonical definition", SORT_COUNT,  1 },
    [10] = { component_extern_import,      NULL,            SORT_COUNT,         4 },
    [11] = { component_extern_export,      NULL,            SORT_COUNT,         5 },
};

static uint32_t number_of(const scope *s, component_sort sort, uint32_t item)
{
    switch (sort) {
    case SORT_CORE_INSTANCE: return s->core_instance_count;
    case SORT_CORE_TYPE:     return s->core_type_count;
    case SORT_INSTANCE:      return s->instance_count;
    case SORT_TYPE:          return s->type_count;
    case SORT_CORE_FUNC: case SORT_CORE_TABLE: case SORT_CORE_MEMORY: case SORT_CORE_GLOBAL: case SORT_CORE_TAG: case SORT_CORE_MODULE:
    case SORT_FUNC: case SORT_VALUE: case SORT_COMPONENT: case SORT_COUNT:
        break;
    }
    return item;
}

static bool read_vector(component_decoder *d, reader *r, const vector_section *v)
{
    uint32_t count = read_count(r, v->least, LIMIT_COMPONENT_STEPS, "definitions in a section");
    for (uint32_t i = 0; i < count && reader_ok(r); i++) {
        d->at = reader_offset(r);
        if (v->read(d, r) && reader_ok(r))
            continue;
        return v->unit ? error_in(d->err, "%s %" PRIu32, v->unit, number_of(d->scope, v->sort, i)) : false;
    }
    return reader_ok(r);
}

/* ---- how much there will be ---- */

/* Resource types start with 0x3f 0x7f and 0 or 1; other bytes look so too now and then. */
static uint32_t count_resources(const uint8_t *bytes, size_t size)
{
    uint32_t count = 0;
    for (size_t i = 0; i + 2 < size; i++)
        count += bytes[i] == 0x3F && bytes[i + 1] == WASM_I32 && bytes[i + 2] <= 1;
    return count;
}

/* At most so many steps and types will come of the section. */
static void foresee_section(uint8_t id, reader body, uint64_t *steps, uint64_t *types)
{
    if (id == 1 || id == 4)
        *steps += 1;
    if (id >= COUNT_OF(vectors) || !vectors[id].read)
        return;
    uint64_t count = read_u32(&body), most = reader_left(&body) / vectors[id].least;
    count = count < most ? count : most;
    if (id == 3) {
        *steps += 1;
    } else if (id == 7) {
        uint64_t resources = count_resources(body.next, reader_left(&body));
        resources = resources < count ? resources : count;
        *steps += resources + (resources + 1 < count - resources ? resources + 1 : count - resources);
    } else {
        *steps += count;
    }
    *types += id == 2 || id == 3 || id == 5 || id == 8 ? 0 : count;
}

/* Room for all steps and types of the component, so that nothing is copied later. */
static bool foresee(component_decoder *d, reader r)
{
    error ignored = { 0 };
    uint64_t steps = 0, types = 0;
    scope *s = d->scope;
    r.err = &ignored;
    while (reader_left(&r) && reader_ok(&r)) {
        uint8_t id = read_u8(&r);
        reader body = read_part(&r, read_u32(&r));
        foresee_section(id, body, &steps, &types);
        ignored.code = reader_ok(&r) ? ERROR_NONE : ignored.code;
    }
    steps = steps < LIMIT_COMPONENT_STEPS ? steps : LIMIT_COMPONENT_STEPS;
    types = types < LIMIT_COMPONENT_STEPS ? types : LIMIT_COMPONENT_STEPS;
    s->steps = arena_array(d->arena, component_step, (size_t)steps);
    s->step_room = (uint32_t)steps;
    return (s->steps && budget_reserve(d->scratch, (void **)&s->types, &s->type_room, (uint32_t)types, sizeof *s->types)) || error_memory(d->err);
}

/* What is kept while a component's sections are read. */
typedef struct customs { wasm_custom *items; uint32_t count, room; } customs;

static bool read_custom(component_decoder *d, reader *r, customs *c)
{
    text_view name = read_name(r);
    if (!reader_ok(r))
        return false;
    if (c->count == LIMIT_CUSTOM_SECTIONS)
        return error_set(d->err, ERROR_LIMIT, d->at, "more than %d custom sections", LIMIT_CUSTOM_SECTIONS);
    if (!budget_room(d->scratch, c->items, c->room, c->count))
        return error_memory(d->err);
    c->items[c->count++] = (wasm_custom){ name, { (uint32_t)reader_offset(r), (uint32_t)reader_left(r) } };
    r->next = r->end;
    return true;
}

static bool read_module(component_decoder *d, reader *r)
{
    wasm_module *m = NULL;
    if (!component_core_module(d, r, &m))
        return false;
    component_step *step = scope_step(d, STEP_CORE_MODULE, SORT_CORE_MODULE);
    if (!step)
        return false;
    step->module = m;
    d->scope->component->module_count++;
    d->scope->component->core_features |= m->features;
    return true;
}

static component *read_component(component_decoder *d, reader *r, const world_type **world);

static bool read_nested(component_decoder *d, reader *r)
{
    const world_type *world = NULL;
    uint64_t start = d->at;
    scope *own = d->scope;
    component *c = read_component(d, r, &world);
    d->at = start;
    if (!c)
        return error_in(d->err, "component %" PRIu32, own->component_count);
    component_step *step = scope_step(d, STEP_COMPONENT, SORT_COMPONENT);
    if (!step)
        return false;
    step->nested = c;
    own->component->module_count += c->module_count;
    own->component->core_features |= c->core_features;
    return scope_add_component(d, world);
}

static bool read_section(component_decoder *d, reader *r, customs *c)
{
    d->at = reader_offset(r);
    uint8_t id = read_u8(r);
    uint32_t size = read_u32(r);
    reader body = read_part(r, size);
    if (!reader_ok(r))
        return false;
    switch (id) {
    case 0: return read_custom(d, &body, c);
    case 1: return read_module(d, &body);
    case 4: return read_nested(d, &body);
    case 9: case 12:
        return error_set(d->err, ERROR_UNSUPPORTED, d->at, "%s definitions are not supported here", id == 9 ? "start" : "value");
    }
    if (id > 12)
        return reader_refuse(r, ERROR_MALFORMED, d->at, "malformed section id: %u", id);
    if (!read_vector(d, &body, &vectors[id]))
        return false;
    if (reader_left(&body))
        return reader_refuse(&body, ERROR_MALFORMED, reader_offset(&body), "unexpected content in the section after last item: %zu bytes", reader_left(&body));
    return true;
}

/* ---- a component ---- */

static void count_spaces(const scope *s, component *c)
{
    c->counts[SORT_CORE_FUNC] = s->core_func_count;
    c->counts[SORT_CORE_TABLE] = s->core_table_count;
    c->counts[SORT_CORE_MEMORY] = s->core_memory_count;
    c->counts[SORT_CORE_GLOBAL] = s->core_global_count;
    c->counts[SORT_CORE_TAG] = s->core_tag_count;
    c->counts[SORT_CORE_TYPE] = s->core_type_count;
    c->counts[SORT_CORE_MODULE] = s->module_count;
    c->counts[SORT_CORE_INSTANCE] = s->core_instance_count;
    c->counts[SORT_FUNC] = s->func_count;
    c->counts[SORT_VALUE] = s->value_count;
    c->counts[SORT_TYPE] = s->type_count;
    c->counts[SORT_COMPONENT] = s->component_count;
    c->counts[SORT_INSTANCE] = s->instance_count;
}

/* Imports and exports stand in the world in the order of their steps. */
static void link_externs(component_step *steps, uint32_t count, const cexterns *world)
{
    uint32_t imports = 0, exports = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (steps[i].kind == STEP_IMPORT)
            steps[i].external = &world->imports[imports++];
        if (steps[i].kind == STEP_EXPORT)
            steps[i].external = &world->exports[exports++];
    }
}

static bool finish_component(component_decoder *d, component *c, const customs *kept, const world_type **world)
{
    scope *s = d->scope;
    wasm_custom *items = arena_array(d->arena, wasm_custom, kept->count);
    if (!items)
        return error_memory(d->err);
    *world = scope_world(d);
    if (!*world)
        return false;
    link_externs(s->steps, s->step_count, &(*world)->externs);
    if (kept->count)
        memcpy(items, kept->items, kept->count * sizeof *items);
    c->steps = s->steps;
    c->step_count = s->step_count;
    c->type = &(*world)->externs;
    c->customs = items;
    c->custom_count = kept->count;
    count_spaces(s, c);
    return true;
}

static component *read_component(component_decoder *d, reader *r, const world_type **world)
{
    scope inner;
    customs kept = { 0 };
    component *c = arena_new(d->arena, component);
    if (!c) {
        error_memory(d->err);
        return NULL;
    }
    *c = (component){ .file = d->file, .offset = (uint32_t)reader_offset(r), .size = (uint32_t)reader_left(r) };
    bool ok = read_preamble(r) && scope_open(d, &inner, SCOPE_COMPONENT);
    if (!ok)
        return NULL;
    inner.component = c;
    ok = foresee(d, *r);
    while (ok && reader_left(r))
        ok = read_section(d, r, &kept);
    ok = ok && reader_ok(r) && finish_component(d, c, &kept, world);
    budget_free(d->scratch, kept.items, kept.room * sizeof *kept.items);
    scope_close(d, &inner);
    return ok ? c : NULL;
}

static void close_decoder(component_decoder *d)
{
    type_registry_close(&d->core);
    arena_close(&d->temp);
    key_map_close(&d->renamed, d->scratch);
    budget_free(d->scratch, d->owners, d->owner_room * sizeof *d->owners);
    for (int i = 0; i < 2; i++)
        budget_free(d->scratch, d->bound[i], d->bound_room[i] * sizeof *d->bound[i]);
    budget_free(d->scratch, d->undo, d->undo_room * sizeof *d->undo);
    budget_free(d->scratch, d->spare_types, SPARE_TYPES * sizeof *d->spare_types);
    budget_free(d->scratch, d->memos, MATCH_MEMOS * sizeof *d->memos);
}

component *component_decode(arena *a, budget *scratch, const uint8_t *file, size_t size, uint32_t features, error *err)
{
    component_decoder d = { .arena = a, .scratch = scratch, .err = err, .file = file, .features = features };
    reader r = { file, file + size, file, err };
    const world_type *world = NULL;
    if (size > UINT32_MAX) {
        error_set(err, ERROR_LIMIT, 0, "the file has 4 GiB or more");
        return NULL;
    }
    d.copy_most = (uint64_t)size * 24 + (16 << 10);
    d.match_most = (uint64_t)size * LIMIT_MATCHES_A_BYTE + LIMIT_MATCHES;
    type_registry_open(&d.core, scratch);
    arena_open(&d.temp, scratch);
    d.memos = budget_zalloc(scratch, MATCH_MEMOS * sizeof *d.memos);
    component *c = d.memos ? read_component(&d, &r, &world) : NULL;
    if (!d.memos)
        error_memory(err);
    if (!c && err->code == ERROR_LIMIT && !err->hint[0])
        error_hint(err, "no manifest moves this limit: make what is named smaller, or two mods of it");
    close_decoder(&d);
    return c;
}
