/* Any bytes as a component: a clean error, or a component whose steps count up
 * to its index spaces and whose world can be printed; never more than 64 x the
 * file + 64 KiB of memory; the same error twice. */
#include "engine/component/component.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>

const bool fuzz_mutates = true;

static struct { uint64_t good, bad; } seen;

void fuzz_report(void)
{
    printf("files: %llu good, %llu refused\n", (unsigned long long)seen.good, (unsigned long long)seen.bad);
}

/* ---- components that are mostly valid, from a seed ---- */

typedef enum made_type { MADE_VALUE, MADE_NAMED, MADE_FUNC, MADE_RESOURCE, MADE_INSTANCE } made_type;

enum { MADE_TYPES = 60, MADE_IMPORTS = 4, MADE_COMPONENTS = 8 };

/* What a component imports, so that it can be given. */
typedef struct made_imports {
    uint32_t  count;
    made_type kinds[MADE_IMPORTS];
    char      names[MADE_IMPORTS][16];
} made_imports;

/* One component while it is written. */
typedef struct maker {
    uint64_t  random;
    emit     *out;
    uint32_t  type_count, func_count, instance_count, component_count, name_count;
    made_type types[MADE_TYPES + 1];
    int       depth;
    char      label[16];          /* the last one written */
    made_imports imports, components[MADE_COMPONENTS];
} maker;

static uint32_t below(maker *m, uint32_t most)
{
    return (uint32_t)(fuzz_random(&m->random) % most);
}

/* Mostly a type of that kind, now and then any. */
static uint32_t pick_type(maker *m, made_type kind)
{
    uint32_t count = m->type_count ? m->type_count : 1, start = below(m, count);
    for (uint32_t i = 0; i < m->type_count && below(m, 200); i++)
        if (m->types[(start + i) % count] == kind)
            return (start + i) % count;
    return start;
}

static bool has_type(const maker *m, made_type kind)
{
    for (uint32_t i = 0; i < m->type_count; i++)
        if (m->types[i] == kind)
            return true;
    return false;
}

static void put_label(maker *m, emit *e)
{
    snprintf(m->label, sizeof m->label, "%c%u", 'a' + (int)below(m, 26), m->name_count++);
    emit_name(e, m->label);
}

static void put_value(maker *m, emit *e)
{
    if (has_type(m, MADE_VALUE) && below(m, 2))
        emit_s64(e, pick_type(m, below(m, 4) ? MADE_VALUE : MADE_NAMED));
    else
        emit_u8(e, 0x73 + below(m, 13));
}

static void put_fields(maker *m, emit *e)
{
    uint32_t count = 1 + below(m, 3);
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++) {
        put_label(m, e);
        put_value(m, e);
    }
}

static made_type put_instance_type(maker *m, emit *e)
{
    emit_u8(e, 0x42);
    emit_u32(e, m->type_count ? 5 : 4);
    emit_raw(e, "\x04\x00", 2);
    put_label(m, e);
    emit_raw(e, "\x03\x01", 2);                          /* a resource: type 0 */
    emit_raw(e, "\x01\x68\x00", 3);                      /* borrow of it: type 1 */
    emit_raw(e, "\x01\x40\x01\x01s\x01\x01\x00", 8);     /* a function of that: type 2 */
    emit_raw(e, "\x04\x00", 2);
    put_label(m, e);
    emit_raw(e, "\x01\x02", 2);
    if (m->type_count) {
        emit_raw(e, "\x02\x03\x02\x01", 4);              /* a type from outside */
        emit_u32(e, below(m, m->type_count));
    }
    return MADE_INSTANCE;
}

static made_type put_type(maker *m, emit *e)
{
    switch (below(m, 9)) {
    case 0: emit_u8(e, 0x72); put_fields(m, e);                     return MADE_NAMED;
    case 1: emit_u8(e, 0x70); put_value(m, e);                      return MADE_VALUE;
    case 2: emit_u8(e, 0x6B); put_value(m, e);                      return MADE_VALUE;
    case 3: emit_u8(e, 0x6A); emit_u8(e, 1); put_value(m, e); emit_u8(e, 0); return MADE_VALUE;
    case 4: emit_raw(e, "\x3F\x7F\x00", 3);                         return MADE_RESOURCE;
    case 5: emit_u8(e, 0x40); put_fields(m, e); emit_raw(e, "\x01\x00", 2); return MADE_FUNC;
    case 6: return put_instance_type(m, e);
    case 7:
        if (!has_type(m, MADE_RESOURCE))
            break;
        emit_u8(e, 0x68 + below(m, 2));
        emit_u32(e, pick_type(m, MADE_RESOURCE));
        return MADE_VALUE;
    }
    emit_raw(e, "\x6F\x02", 2);
    put_value(m, e);
    put_value(m, e);
    return MADE_VALUE;
}

static void note_import(maker *m, made_type kind)
{
    made_imports *i = &m->imports;
    if (i->count == MADE_IMPORTS)
        return;
    memcpy(i->names[i->count], m->label, sizeof m->label);
    i->kinds[i->count++] = kind;
}

/* Import or export something; either names what it makes. */
static void put_import(maker *m, emit *e)
{
    static const made_type kinds[] = { MADE_FUNC, MADE_INSTANCE, MADE_NAMED };
    made_type kind = kinds[below(m, 3)];
    emit_u8(e, 0);
    put_label(m, e);
    if (!has_type(m, kind) || !below(m, 6)) {
        emit_raw(e, "\x03\x01", 2);
        m->types[m->type_count++] = MADE_RESOURCE;
        note_import(m, MADE_RESOURCE);
        return;
    }
    note_import(m, kind);
    emit_raw(e, kind == MADE_FUNC ? "\x01" : kind == MADE_INSTANCE ? "\x05" : "\x03\x00", kind == MADE_NAMED ? 2 : 1);
    emit_u32(e, pick_type(m, kind));
    m->func_count += kind == MADE_FUNC;
    m->instance_count += kind == MADE_INSTANCE;
    if (kind == MADE_NAMED)
        m->types[m->type_count++] = MADE_VALUE;
}

static void put_export(maker *m, emit *e)
{
    emit_u8(e, 0);
    put_label(m, e);
    if (m->func_count && below(m, 2)) {
        emit_u8(e, 1);
        emit_u32(e, below(m, m->func_count++));
    } else if (m->instance_count && below(m, 2)) {
        emit_u8(e, 5);
        emit_u32(e, below(m, m->instance_count++));
    } else {
        uint32_t type = m->type_count ? below(m, m->type_count) : 0;
        emit_u8(e, 3);
        emit_u32(e, type);
        m->types[m->type_count] = m->types[type];
        m->type_count++;
    }
    emit_u8(e, 0);
}

static made_imports put_component(uint64_t seed, int depth, emit *out);

/* An instance of a component, with something of the right sort for each import. */
static void put_instance(maker *m, emit *e)
{
    uint32_t which = below(m, m->component_count);
    const made_imports *i = &m->components[which];
    emit_raw(e, "\x01\x00", 2);
    emit_u32(e, which);
    emit_u32(e, i->count);
    for (uint32_t n = 0; n < i->count; n++) {
        emit_name(e, i->names[n]);
        emit_u8(e, i->kinds[n] == MADE_FUNC ? 1 : i->kinds[n] == MADE_INSTANCE ? 5 : 3);
        uint32_t most = i->kinds[n] == MADE_FUNC ? m->func_count : m->instance_count;
        bool is_type = i->kinds[n] == MADE_RESOURCE || i->kinds[n] == MADE_NAMED;
        emit_u32(e, is_type ? pick_type(m, i->kinds[n]) : most ? below(m, most) : 0);
    }
    m->instance_count++;
}

static void put_section(maker *m)
{
    emit *e = m->out;
    size_t start = e->size;
    switch (below(m, 8)) {
    case 0:
        if (m->depth < 3 && m->component_count < MADE_COMPONENTS) {
            m->components[m->component_count++] = put_component(fuzz_random(&m->random), m->depth + 1, e);
            emit_close(e, start, 4);
        }
        return;
    case 1: case 2:
        if (m->depth && m->imports.count == MADE_IMPORTS)
            return;
        emit_u8(e, 1);
        put_import(m, e);
        emit_close(e, start, 10);
        return;
    case 3:
        if (!m->type_count)
            return;
        emit_u8(e, 1);
        put_export(m, e);
        emit_close(e, start, 11);
        return;
    case 4:
        if (!m->component_count)
            return;
        put_instance(m, e);
        emit_close(e, start, 5);
        return;
    case 5:
        if (!m->func_count)
            return;
        emit_raw(e, "\x01\x01\x00", 3);
        emit_u32(e, below(m, m->func_count));
        emit_u8(e, 0);
        emit_close(e, start, 8);
        return;
    }
    emit_u8(e, 1);
    made_type made = put_type(m, e);
    m->types[m->type_count++] = made;
    emit_close(e, start, 7);
}

static made_imports put_component(uint64_t seed, int depth, emit *out)
{
    maker m = { .random = seed, .out = out, .depth = depth };
    emit_raw(out, "\0asm\x0D\0\1\0", 8);
    uint32_t sections = 1 + below(&m, depth ? 8 : 24);
    for (uint32_t i = 0; i < sections && m.type_count < MADE_TYPES; i++)
        put_section(&m);
    return m.imports;
}

void fuzz_input(uint64_t seed, emit *out)
{
    put_component(seed, 0, out);
}

/* ---- what must hold ---- */

/* What decoding comes to, and what it costs. */
typedef struct component_outcome { bool good, sound; error err; uint64_t peak; } component_outcome;

/* Each step adds what the index spaces say. */
static bool steps_add_up(const component *c)
{
    uint32_t counts[SORT_COUNT] = { 0 };
    for (uint32_t i = 0; i < c->step_count; i++) {
        const component_step *s = &c->steps[i];
        bool runs = s->kind == STEP_TYPE || s->kind == STEP_CORE_TYPE;
        counts[s->sort] += runs ? s->run : 1;
        if (s->kind == STEP_COMPONENT && !steps_add_up(s->nested))
            return false;
        if ((s->kind == STEP_IMPORT || s->kind == STEP_EXPORT) && !text_equal(s->external->name, s->name))
            return false;
    }
    return memcmp(counts, c->counts, sizeof counts) == 0;
}

static void print_world(text_builder *t, const cexterns *world)
{
    for (uint32_t side = 0; side < 2; side++) {
        const cextern *externs = side ? world->exports : world->imports;
        uint32_t count = side ? world->export_count : world->import_count;
        for (uint32_t i = 0; i < count && t->size < 1 << 16; i++) {
            if (externs[i].kind == CEXTERN_FUNC)
                cfunc_print(t, externs[i].name, externs[i].func);
            if (externs[i].kind == CEXTERN_TYPE)
                ctype_print(t, externs[i].type, false);
            if (externs[i].kind == CEXTERN_INSTANCE || externs[i].kind == CEXTERN_COMPONENT)
                print_world(t, externs[i].instance);
        }
    }
}

static component_outcome load(const uint8_t *data, size_t size)
{
    component_outcome o = { .sound = true };
    budget b;
    arena a;
    text_builder t;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    component *c = component_decode(&a, &b, data, size, COMPONENT_ALL, &o.err);
    o.good = c != NULL;
    o.peak = b.peak;
    text_open(&t, &b);
    if (c) {
        o.sound = steps_add_up(c);
        print_world(&t, c->type);
    }
    text_close(&t);
    arena_close(&a);
    budget_close(&b);
    return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    component_outcome first = load(data, size), second = load(data, size);
    seen.good += first.good;
    seen.bad += !first.good;
    bool same = first.good == second.good && first.err.code == second.err.code && strcmp(first.err.text, second.err.text) == 0;
    bool told = first.good == (first.err.code == ERROR_NONE);
    bool small = first.peak <= 64 * size + 65536;
    if (same && told && small && first.sound)
        return 0;
    printf("%zu bytes: %s%s%s%s(peak %llu)\n", size, same ? "" : "another error the second time; ", told ? "" : "refused without a word; ",
           small ? "" : "too much memory; ", first.sound ? "" : "steps do not add up; ", (unsigned long long)first.peak);
    return 1;
}
