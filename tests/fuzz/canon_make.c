#include "tests/fuzz/canon_make.h"

#include <stdio.h>

enum { I32 = 0x7F, I64 = 0x7E, F32 = 0x7D, F64 = 0x7C, RETURN_AT = 64, HEAP_AT = 1024, POKES_BELOW = 2048 };

uint32_t making_below(making *m, uint32_t most)
{
    return (uint32_t)(fuzz_random(&m->chance) % most);
}

/* ---- types ---- */

static int make_type(making *m, uint32_t depth);

static int add_type(making *m, made_type t)
{
    m->types[m->type_count] = t;
    return (int)m->type_count++;
}

static int make_parts(making *m, inlay_kind kind, uint32_t count, uint32_t depth, bool may_lack)
{
    made_type t = { .kind = kind, .part_count = count };
    for (uint32_t i = 0; i < MADE_PARTS; i++)
        t.parts[i] = -1;
    for (uint32_t i = 0; i < count && i < MADE_PARTS; i++)
        if (!may_lack || making_below(m, 3))
            t.parts[i] = make_type(m, depth + 1);
    return add_type(m, t);
}

static int make_map(making *m, uint32_t depth)
{
    static const inlay_kind keys[] = { INLAY_U32, INLAY_STRING, INLAY_S8, INLAY_BOOL, INLAY_CHAR, INLAY_U64 };
    made_type t = { .kind = INLAY_MAP };
    t.parts[0] = add_type(m, (made_type){ .kind = keys[making_below(m, 6)] });
    t.parts[1] = make_type(m, depth + 1);
    return add_type(m, t);
}

static int make_fixed(making *m, uint32_t depth)
{
    int list = make_parts(m, INLAY_LIST, 1, depth, false);
    m->types[list].part_count = 0;
    m->types[list].fixed = 1 + making_below(m, 5);
    return list;
}

static int make_type(making *m, uint32_t depth)
{
    if (depth > 3 || m->type_count > MADE_TYPES - 32 || making_below(m, 5) < 2)
        return add_type(m, (made_type){ .kind = INLAY_BOOL + making_below(m, INLAY_STRING - INLAY_BOOL + 1) });
    bool many = !making_below(m, 8);
    switch (making_below(m, 12)) {
    case 9:  return make_map(m, depth);
    case 10: return add_type(m, (made_type){ .kind = INLAY_OWN });
    case 11: return make_fixed(m, depth);
    case 0:  return make_parts(m, INLAY_RECORD, 1 + making_below(m, 5), depth, false);
    case 1:  return make_parts(m, INLAY_TUPLE, 1 + making_below(m, 5), depth, false);
    case 2:  return make_parts(m, INLAY_VARIANT, many ? MADE_CASES : 1 + making_below(m, 5), depth, true);
    case 3:  return add_type(m, (made_type){ .kind = INLAY_ENUM, .part_count = many ? MADE_CASES : 1 + making_below(m, 9) });
    case 4:  return make_parts(m, INLAY_OPTION, 1, depth, false);
    case 5:  return make_parts(m, INLAY_RESULT, 2, depth, true);
    case 6:  return add_type(m, (made_type){ .kind = INLAY_FLAGS, .part_count = 1 + making_below(m, 32) });
    default: return make_parts(m, INLAY_LIST, 1, depth, false);
    }
}

void making_types(making *m)
{
    make_type(m, 0);
}

/* ---- flattening, said again ---- */

static uint8_t address_type(const making *m) { return m->wide ? I64 : I32; }

static void put_address(const making *m, emit *e, uint32_t address)
{
    emit_u8(e, m->wide ? 0x42 : 0x41);
    emit_s64(e, (int64_t)(m->far ? MADE_FAR + address : address));
}

typedef struct flats { uint32_t count; uint8_t at[1024]; } flats;

static void flatten(const making *m, int type, flats *f);

/* More than this many is "many", however many. */
static void push(flats *f, uint8_t type)
{
    if (f->count < sizeof f->at)
        f->at[f->count++] = type;
}

static uint8_t join(uint8_t a, uint8_t b)
{
    bool both_32 = (a == I32 || a == F32) && (b == I32 || b == F32);
    return a == b ? a : both_32 ? I32 : I64;
}

static void flatten_cases(const making *m, const made_type *t, flats *f)
{
    uint32_t start = f->count + 1;
    push(f, I32);
    for (uint32_t i = 0; i < t->part_count && i < MADE_PARTS; i++) {
        flats one = { 0 };
        if (t->parts[i] >= 0)
            flatten(m, t->parts[i], &one);
        for (uint32_t k = 0; k < one.count; k++) {
            if (start + k < f->count)
                f->at[start + k] = join(f->at[start + k], one.at[k]);
            else
                push(f, one.at[k]);
        }
    }
}

static void flatten(const making *m, int type, flats *f)
{
    const made_type *t = &m->types[type];
    if (t->kind == INLAY_RECORD || t->kind == INLAY_TUPLE) {
        for (uint32_t i = 0; i < t->part_count; i++)
            flatten(m, t->parts[i], f);
    } else if (t->kind == INLAY_VARIANT || t->kind == INLAY_OPTION || t->kind == INLAY_RESULT) {
        made_type some = *t;
        if (t->kind == INLAY_OPTION)
            some = (made_type){ .part_count = 2, .parts = { -1, t->parts[0] } };
        flatten_cases(m, &some, f);
    } else if (t->fixed) {
        for (uint32_t i = 0; i < t->fixed; i++)
            flatten(m, t->parts[0], f);
    } else if (t->kind == INLAY_STRING || t->kind == INLAY_LIST || t->kind == INLAY_MAP) {
        push(f, address_type(m));
        push(f, address_type(m));
    } else {
        bool wide = t->kind == INLAY_S64 || t->kind == INLAY_U64;
        push(f, wide ? I64 : t->kind == INLAY_F32 ? F32 : t->kind == INLAY_F64 ? F64 : I32);
    }
}

/* ---- writing types ---- */

static void put_ref(const making *m, emit *e, int type)
{
    static const uint8_t bytes[] = { 0x7F, 0x7E, 0x7D, 0x7C, 0x7B, 0x7A, 0x79, 0x78, 0x77, 0x76, 0x75, 0x74, 0x73 };
    const made_type *t = &m->types[type];
    if (t->kind <= INLAY_STRING)
        emit_u8(e, bytes[t->kind - INLAY_BOOL]);
    else
        emit_s64(e, t->index);
}

static void put_optional(const making *m, emit *e, int type)
{
    emit_u8(e, type >= 0);
    if (type >= 0)
        put_ref(m, e, type);
}

static void put_label(emit *e, uint32_t number)
{
    char label[16];
    snprintf(label, sizeof label, "c%u", number);
    emit_name(e, label);
}

/* Parts with labels: each as its kind wants it. */
static void put_labelled(const making *m, emit *e, const made_type *t)
{
    emit_u32(e, t->part_count);
    for (uint32_t i = 0; i < t->part_count; i++) {
        put_label(e, i);
        if (t->kind == INLAY_RECORD)
            put_ref(m, e, t->parts[i]);
        if (t->kind == INLAY_VARIANT) {
            put_optional(m, e, i < MADE_PARTS ? t->parts[i] : -1);
            emit_u8(e, 0);
        }
    }
}

static void put_definition(const making *m, emit *e, const made_type *t)
{
    emit_u8(e, 1);
    switch (t->kind) {
    case INLAY_RECORD:  emit_u8(e, 0x72); put_labelled(m, e, t);                                             break;
    case INLAY_VARIANT: emit_u8(e, 0x71); put_labelled(m, e, t);                                             break;
    case INLAY_ENUM:    emit_u8(e, 0x6D); put_labelled(m, e, t);                                             break;
    case INLAY_FLAGS:   emit_u8(e, 0x6E); put_labelled(m, e, t);                                             break;
    case INLAY_LIST:
        emit_u8(e, t->fixed ? 0x67 : 0x70);
        put_ref(m, e, t->parts[0]);
        if (t->fixed)
            emit_u32(e, t->fixed);
        break;
    case INLAY_MAP:     emit_u8(e, 0x63); put_ref(m, e, t->parts[0]); put_ref(m, e, t->parts[1]);            break;
    case INLAY_OWN:     emit_raw(e, "\x69\0", 2);                                                            break;
    case INLAY_OPTION:  emit_u8(e, 0x6B); put_ref(m, e, t->parts[0]);                                        break;
    case INLAY_RESULT:  emit_u8(e, 0x6A); put_optional(m, e, t->parts[0]); put_optional(m, e, t->parts[1]);  break;
    default:
        emit_u8(e, 0x6F);
        emit_u32(e, t->part_count);
        for (uint32_t i = 0; i < t->part_count; i++)
            put_ref(m, e, t->parts[i]);
    }
}

/* Named ones are imported besides, equal to what was defined, as the rules for exports want. */
static uint32_t put_types(making *m, emit *e)
{
    uint32_t count = 1;
    emit_section(e, 10, "\1\0\1r\3\1");               /* type 0: a resource of the host */
    for (uint32_t i = 0; i < m->type_count; i++) {
        made_type *t = &m->types[i];
        if (t->kind <= INLAY_STRING)
            continue;
        size_t start = e->size;
        put_definition(m, e, t);
        emit_close(e, start, 7);
        t->index = count++;
        if (t->kind != INLAY_RECORD && t->kind != INLAY_VARIANT && t->kind != INLAY_ENUM && t->kind != INLAY_FLAGS)
            continue;
        start = e->size;
        emit_raw(e, "\1\0", 2);
        put_label(e, i);
        emit_raw(e, "\3\0", 2);
        emit_u32(e, t->index);
        emit_close(e, start, 10);
        t->index = count++;
    }
    return count;
}

/* ---- core modules ---- */

/* Memory and realloc: a bump from HEAP_AT that copies; the n-th answer (the word
 * at 4) is changed by the word at 0, or by the two at 8. */
static void put_memory_module(making *m, emit *e)
{
    static const char realloc_code[] =
        "\1\1\x7F"                                             /* one local: where */
        "\x23\0\x20\2\x6A\x41\1\x6B\x41\0\x20\2\x6B\x71\x21\4" /* where = (next + align - 1) & -align */
        "\x20\4\x20\3\x6A\x24\0"                               /* next = where + new */
        "\x20\4\x20\0\x20\1\x20\3\x20\1\x20\3\x49\x1B\xFC\x0A\0\0" /* copy the smaller size */
        "\x41\0\x41\0\x28\2\4\x41\1\x6B\x36\2\4"               /* count down */
        "\x20\4\x41\0\x28\2\0\x41\0\x41\0\x28\2\4\x1B\x73\x0B"; /* where ^ (n != 0 ? 0 : lie) */
    static const char wide_code[] =
        "\1\1\x7E"
        "\x23\0\x20\2\x7C\x42\1\x7D\x42\0\x20\2\x7D\x83\x21\4"
        "\x20\4\x20\3\x7C\x24\0"
        "\x20\4\x20\0\x20\1\x20\3\x20\1\x20\3\x54\x1B\xFC\x0A\0\0"
        "\x42\0\x42\0\x28\2\4\x41\1\x6B\x36\2\4"
        "\x20\4\x42\0\x42\0\x29\3\x08\x42\0\x28\2\4\x1B\x85\x0B";
    size_t outer = e->size, start;
    uint32_t lie = m->hostile && !making_below(m, 3) ? (making_below(m, 2) ? 1u + making_below(m, 15) : (uint32_t)fuzz_random(&m->chance)) : 0;
    uint32_t when = 1 + making_below(m, 6);
    emit_header(e);
    if (m->wide)
        emit_section(e, 1, "\1\x60\4\x7E\x7E\x7E\x7E\1\x7E");
    else
        emit_section(e, 1, "\1\x60\4\x7F\x7F\x7F\x7F\1\x7F");
    emit_section(e, 3, "\1\0");
    if (m->far)
        emit_section(e, 5, "\1\4\x82\x80\4");
    else
        emit_raw(e, m->wide ? "\5\3\1\4\2" : "\5\3\1\0\2", 5);
    start = e->size;
    emit_raw(e, m->wide ? "\1\x7E\1" : "\1\x7F\1", 3);
    put_address(m, e, HEAP_AT);
    emit_u8(e, 0x0B);
    emit_close(e, start, 6);
    emit_section(e, 7, "\2\1m\2\0\1r\0\0");
    start = e->size;
    emit_u8(e, 1);
    size_t body = e->size;
    emit_raw(e, m->wide ? wide_code : realloc_code, m->wide ? sizeof wide_code - 1 : sizeof realloc_code - 1);
    emit_close(e, body, -1);
    emit_close(e, start, 10);
    start = e->size;
    uint32_t high = m->wide && lie && making_below(m, 2) ? 1u << making_below(m, 32) : 0;
    emit_raw(e, m->wide ? "\1\0\x42\0\x0B\x10" : "\1\0\x41\0\x0B\x10", 6);
    const uint32_t data[] = { lie, when, lie, high };
    for (uint32_t i = 0; i < 16; i++)
        emit_u8(e, data[i / 4] >> 8 * (i % 4) & 0xFF);
    emit_close(e, start, 11);
    emit_close(e, outer, 1);
}

/* The signature of the core function, and of what it calls. */
typedef struct signature {
    flats    flat;
    uint32_t param_count;
    uint8_t  params[MADE_FLATS];
    bool     by_pointer;          /* the result */
} signature;

static signature sign(const making *m)
{
    signature s = { 0 };
    flatten(m, (int)m->type_count - 1, &s.flat);
    s.by_pointer = s.flat.count > 1;
    s.param_count = s.flat.count > MADE_FLATS ? 1 : s.flat.count;
    for (uint32_t i = 0; i < s.param_count; i++)
        s.params[i] = s.flat.count > MADE_FLATS ? address_type(m) : s.flat.at[i];
    return s;
}

static void put_functype(const making *m, emit *e, const signature *s, bool lowered)
{
    emit_u8(e, 0x60);
    emit_u32(e, s->param_count + (lowered && s->by_pointer));
    emit_raw(e, s->params, s->param_count);
    if (lowered && s->by_pointer)
        emit_u8(e, address_type(m));
    emit_u8(e, !(lowered && s->by_pointer));
    if (!(lowered && s->by_pointer))
        emit_u8(e, s->by_pointer ? address_type(m) : s->flat.at[0]);
}

static void put_pokes(making *m, emit *e)
{
    for (uint32_t i = m->hostile ? making_below(m, 4) : 0; i > 0; i--) {
        put_address(m, e, making_below(m, 2) ? RETURN_AT + making_below(m, 64) : HEAP_AT + making_below(m, POKES_BELOW - HEAP_AT) / (1 + making_below(m, 20)));
        emit_u8(e, 0x41);
        emit_s64(e, making_below(m, 2) ? making_below(m, 256) : making_below(m, 2) * 0xFF);
        emit_raw(e, "\x3A\0\0", 3);
    }
}

/* A parameter that is an integer, changed. */
static void put_lie(making *m, emit *e, const signature *s)
{
    uint32_t at = making_below(m, s->param_count);
    if (!m->hostile || making_below(m, 3) || (s->params[at] != I32 && s->params[at] != I64))
        return;
    emit_u8(e, 0x20);
    emit_u32(e, at);
    emit_u8(e, s->params[at] == I32 ? 0x41 : 0x42);
    int64_t change = making_below(m, 2) ? 1 << making_below(m, 31) : (int32_t)fuzz_random(&m->chance);
    emit_s64(e, m->far && s->params[at] == I64 && !making_below(m, 3) ? change ^ (int64_t)MADE_FAR : change);
    emit_u8(e, s->params[at] == I32 ? 0x73 : 0x85);
    emit_u8(e, 0x21);
    emit_u32(e, at);
}

static void put_code(making *m, emit *e, const signature *s)
{
    size_t start = e->size;
    emit_u8(e, 2);
    size_t body = e->size;
    emit_u8(e, 0);
    put_lie(m, e, s);
    put_pokes(m, e);
    for (uint32_t i = 0; i < s->param_count; i++) {
        emit_u8(e, 0x20);
        emit_u32(e, i);
    }
    if (s->by_pointer)
        put_address(m, e, RETURN_AT);
    emit_raw(e, "\x10\0", 2);
    put_pokes(m, e);
    if (s->by_pointer)
        put_address(m, e, RETURN_AT);
    emit_u8(e, 0x0B);
    emit_close(e, body, -1);
    emit_raw(e, "\2\0\x0B", 3);
    emit_close(e, start, 10);
}

static void put_code_module(making *m, emit *e)
{
    const signature s = sign(m);
    size_t outer = e->size, start;
    emit_header(e);
    start = e->size;
    emit_u8(e, 3);
    put_functype(m, e, &s, true);
    put_functype(m, e, &s, false);
    emit_raw(e, "\x60\1", 2);
    emit_u8(e, s.by_pointer ? address_type(m) : s.flat.at[0]);
    emit_u8(e, 0);
    emit_close(e, start, 1);
    if (m->wide)
        emit_section(e, 2, "\2\0\1h\0\0\0\1m\2\4\1");
    else
        emit_section(e, 2, "\2\0\1h\0\0\0\1m\2\0\1");
    emit_section(e, 3, "\2\1\2");
    emit_section(e, 7, "\2\1e\0\1\1p\0\2");
    put_code(m, e, &s);
    emit_close(e, outer, 1);
}

/* ---- the component ---- */

/* Is the guest asked for room for a value of the type? */
static bool wants_room(const making *m)
{
    for (size_t i = 0; i < m->type_count; i++) {
        const made_type *t = &m->types[i];
        if (t->kind == INLAY_STRING || t->kind == INLAY_MAP || (t->kind == INLAY_LIST && !t->fixed))
            return true;
    }
    return sign(m).flat.count > MADE_FLATS;
}

static void put_canon(making *m, emit *e, uint32_t encoding, bool lifts, uint32_t type)
{
    size_t start = e->size;
    emit_raw(e, lifts ? "\1\0\0\2" : "\1\1\0\0", 4);
    bool returns = lifts && making_below(m, 2), has_realloc = wants_room(m) || making_below(m, 2);
    emit_u32(e, 2 + has_realloc + returns);
    emit_raw(e, "\3\0", 2);
    emit_raw(e, "\4\0", has_realloc ? 2 : 0);
    emit_raw(e, "\5\3", returns ? 2 : 0);
    emit_u8(e, m->hostile && !making_below(m, 4) ? making_below(m, 3) : encoding);
    if (lifts)
        emit_u32(e, type);
    emit_close(e, start, 8);
}

void making_component(making *m, emit *out)
{
    int type = (int)m->type_count - 1;
    uint32_t encoding = making_below(m, 3);
    emit_raw(out, "\0asm\x0D\0\1\0", 8);
    uint32_t count = put_types(m, out);
    size_t start = out->size;
    emit_raw(out, "\1\x40\1\1v", 5);
    put_ref(m, out, type);
    emit_u8(out, 0);
    put_ref(m, out, type);
    emit_close(out, start, 7);
    start = out->size;
    emit_raw(out, "\1\0\1h\1", 5);
    emit_u32(out, count);
    emit_close(out, start, 10);
    put_memory_module(m, out);
    emit_section(out, 2, "\1\0\0\0");
    emit_section(out, 6, "\2\0\2\1\0\1m\0\0\1\0\1r");
    put_canon(m, out, encoding, false, 0);
    put_code_module(m, out);
    emit_section(out, 2, "\2\1\2\1h\0\1\1m\2\0\0\1\1\0\x12\1");
    emit_section(out, 6, "\2\0\0\1\2\1e\0\0\1\2\1p");
    put_canon(m, out, encoding, true, count);
    emit_section(out, 11, "\1\0\1e\1\1\0");
}

/* ---- values ---- */

static void *room(arena *a, size_t size)
{
    void *at = arena_alloc(a, size + !size);
    if (!at)
        abort();
    return at;
}

static uint32_t make_char(making *m)
{
    uint32_t c = making_below(m, 1u << (5 + making_below(m, 16)));
    return c < 0xD800 || (c > 0xDFFF && c < 0x110000) ? c : 0xFFFD;
}

static inlay_string make_string(making *m, arena *a)
{
    uint32_t count = making_below(m, 12), ascii = making_below(m, 2);
    uint8_t *bytes = room(a, 4 * count);
    size_t size = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t c = ascii ? 32 + making_below(m, 90) : make_char(m);
        uint32_t more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        bytes[size++] = (uint8_t)(more ? (0xFF00u >> (more + 1) & 0xFF) | c >> 6 * more : c);
        while (more-- > 0)
            bytes[size++] = (uint8_t)(0x80 | (c >> 6 * more & 0x3F));
    }
    return (inlay_string){ (const char *)bytes, size };
}

static inlay_value make_scalar(making *m, inlay_kind kind)
{
    uint64_t bits = fuzz_random(&m->chance);
    inlay_value v = { .kind = kind };
    switch (kind) {
    case INLAY_BOOL: v.boolean = bits & 1;                                  break;
    case INLAY_S8:   v.s8 = (int8_t)bits;                                   break;
    case INLAY_U8:   v.u8 = (uint8_t)bits;                                  break;
    case INLAY_S16:  v.s16 = (int16_t)bits;                                 break;
    case INLAY_U16:  v.u16 = (uint16_t)bits;                                break;
    case INLAY_S32:  v.s32 = (int32_t)bits;                                 break;
    case INLAY_U32:  v.u32 = (uint32_t)bits;                                break;
    case INLAY_S64:  v.s64 = (int64_t)bits;                                 break;
    case INLAY_F32:  v.f32 = (float)(int32_t)bits / 16;                     break;
    case INLAY_F64:  v.f64 = (double)(int64_t)bits / 16;                    break;
    case INLAY_CHAR: v.character = make_char(m);                            break;
    default:         v.u64 = bits;
    }
    return v;
}

static inlay_value make_list(making *m, arena *a, const made_type *t)
{
    inlay_kind kind = m->types[t->parts[0]].kind;
    inlay_value v = { .kind = INLAY_LIST };
    bool packed = kind < INLAY_STRING;
    uint32_t count = t->fixed ? t->fixed : making_below(m, packed ? 20 : 4);
    if (packed) {
        size_t size = value_scalar_size(kind);
        uint8_t *items = room(a, size * count);
        for (uint32_t i = 0; i < count; i++) {
            inlay_value item = make_scalar(m, kind);
            memcpy(items + i * size, &item.u64, size);
        }
        v.tag = kind;
        v.packed = (inlay_list){ items, count };
        return v;
    }
    v.list = (inlay_values){ room(a, count * sizeof *v.list.items), count };
    for (uint32_t i = 0; i < count; i++)
        v.list.items[i] = making_value(m, a, t->parts[0]);
    return v;
}

static inlay_value make_pairs(making *m, arena *a, const made_type *t)
{
    uint32_t count = making_below(m, 4);
    inlay_value v = { .kind = INLAY_MAP };
    v.list = (inlay_values){ room(a, 2 * count * sizeof *v.list.items), 2 * count };
    for (uint32_t i = 0; i < 2 * count; i++)
        v.list.items[i] = making_value(m, a, t->parts[i % 2]);
    return v;
}

static inlay_value make_case(making *m, arena *a, const made_type *t)
{
    inlay_value v = { .kind = t->kind };
    uint32_t cases = t->kind == INLAY_VARIANT ? t->part_count : 2;
    v.tag = making_below(m, cases);
    int part = t->kind == INLAY_OPTION ? (v.tag ? t->parts[0] : -1) : v.tag < MADE_PARTS ? t->parts[v.tag] : -1;
    if (part >= 0) {
        v.payload = room(a, sizeof *v.payload);
        *v.payload = making_value(m, a, part);
    }
    return v;
}

inlay_value making_value(making *m, arena *a, int type)
{
    const made_type *t = &m->types[type];
    inlay_value v = { .kind = t->kind };
    if (t->kind < INLAY_STRING)
        return make_scalar(m, t->kind);
    if (t->kind == INLAY_LIST)
        return make_list(m, a, t);
    if (t->kind == INLAY_VARIANT || t->kind == INLAY_OPTION || t->kind == INLAY_RESULT)
        return make_case(m, a, t);
    if (t->kind == INLAY_MAP)
        return make_pairs(m, a, t);
    if (t->kind == INLAY_OWN)
        v.resource = (inlay_resource){ m->resource_count++ % MADE_RESOURCES, 7 };
    if (t->kind == INLAY_STRING)
        v.string = make_string(m, a);
    if (t->kind == INLAY_ENUM)
        v.tag = making_below(m, t->part_count);
    if (t->kind == INLAY_FLAGS)
        v.flags = (uint32_t)(fuzz_random(&m->chance) & (UINT64_MAX >> (64 - t->part_count)));
    if (t->kind == INLAY_RECORD || t->kind == INLAY_TUPLE) {
        v.list = (inlay_values){ room(a, t->part_count * sizeof *v.list.items), t->part_count };
        for (uint32_t i = 0; i < t->part_count; i++)
            v.list.items[i] = making_value(m, a, t->parts[i]);
    }
    return v;
}
