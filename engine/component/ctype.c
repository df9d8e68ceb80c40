/* Component types: what is derived from them, and when two are equal.
 *
 * A ctype is finished once, from parts that are finished, so sizes, depths and
 * counts cost one step for each type however often it is shared: a few bytes
 * of file that mean 2^30 leaves are refused at the type that first goes beyond.
 */
#include "engine/component/ctype.h"

#include "engine/base/limits.h"

#include <inttypes.h>

static const char *const kind_texts[] = {
#define CTYPE_KIND(name, text) text,
    CTYPE_KINDS(CTYPE_KIND)
#undef CTYPE_KIND
};

const char *ctype_kind_text(ctype_kind kind)
{
    return kind_texts[kind];
}

#define PRIMITIVE(k, bytes)                                                                                     \
    [CTYPE_##k] = { .kind = CTYPE_##k, .size = (bytes), .align = (bytes), .size_64 = (bytes), .align_64 = (bytes), \
                    .leaves = 1, .flat_count = 1, .depth = 1 }

static const ctype primitives[] = {
    PRIMITIVE(BOOL, 1), PRIMITIVE(S8, 1), PRIMITIVE(U8, 1), PRIMITIVE(S16, 2), PRIMITIVE(U16, 2), PRIMITIVE(S32, 4),
    PRIMITIVE(U32, 4), PRIMITIVE(S64, 8), PRIMITIVE(U64, 8), PRIMITIVE(F32, 4), PRIMITIVE(F64, 8), PRIMITIVE(CHAR, 4),
    [CTYPE_STRING] = { .kind = CTYPE_STRING, .size = 8, .align = 4, .size_64 = 16, .align_64 = 8,
                       .leaves = 1, .flat_count = 2, .depth = 1, .has_pointers = true },
    PRIMITIVE(ERROR_CONTEXT, 4),
};

const ctype *ctype_primitive(ctype_kind kind)
{
    ASSERT(kind <= CTYPE_ERROR_CONTEXT);
    return &primitives[kind];
}

/* What is summed up over a type's parts; 64 bits, so that no sum wraps. */
typedef struct shape {
    uint64_t size, size_64, leaves, flat_count;
    uint32_t align, align_64, depth;
} shape;

/* CanonicalABI.md, element size: values of 2^28 bytes and more are refused. A
 * million finished parts sum up to less than 2^48. */
#define MOST_BYTES ((uint64_t)1 << 28)

static uint64_t round_up(uint64_t at, uint32_t align)
{
    return align ? (at + align - 1) / align * align : at;
}

/* Note a part's leaves, depth and what it holds, but not its bytes. */
static void count_part(ctype *type, shape *s, const ctype *part)
{
    if (!part)
        return;
    s->leaves += part->leaves;
    if (part->depth > s->depth)
        s->depth = part->depth;
    type->has_pointers |= part->has_pointers;
    type->has_handles |= part->has_handles;
    type->has_borrow |= part->has_borrow;
}

static void align_to(shape *s, uint32_t align, uint32_t align_64)
{
    if (align > s->align)
        s->align = align;
    if (align_64 > s->align_64)
        s->align_64 = align_64;
}

/* CanonicalABI.md, alignment and elem_size of a record. */
static void shape_record(ctype *type, shape *s)
{
    for (uint32_t i = 0; i < type->count; i++) {
        const ctype *part = type->fields[i].type;
        count_part(type, s, part);
        s->size = round_up(s->size, part->align) + part->size;
        s->size_64 = round_up(s->size_64, part->align_64) + part->size_64;
        s->flat_count += part->flat_count;
        align_to(s, part->align, part->align_64);
    }
}

static uint32_t discriminant_bytes(uint32_t cases)
{
    return cases <= 0x100 ? 1 : cases <= 0x10000 ? 2 : 4;
}

/* The largest payload so far. */
static void widen(ctype *type, shape *s, const ctype *part)
{
    if (!part)
        return;
    count_part(type, s, part);
    s->size = part->size > s->size ? part->size : s->size;
    s->size_64 = part->size_64 > s->size_64 ? part->size_64 : s->size_64;
    s->flat_count = part->flat_count > s->flat_count ? part->flat_count : s->flat_count;
    align_to(s, part->align, part->align_64);
}

/* CanonicalABI.md, alignment and elem_size of a variant: discriminant, then the largest payload. */
static void shape_variant(ctype *type, shape *s, uint32_t cases)
{
    uint32_t discriminant = discriminant_bytes(cases);
    type->payload_offset = (uint8_t)round_up(discriminant, s->align);
    s->size += type->payload_offset;
    s->size_64 += round_up(discriminant, s->align_64);
    s->flat_count += 1;
    align_to(s, discriminant, discriminant);
}

static void shape_plain(shape *s, uint32_t bytes)
{
    *s = (shape){ .size = bytes, .size_64 = bytes, .align = bytes, .align_64 = bytes, .leaves = s->leaves,
                  .depth = s->depth, .flat_count = 1 };
}

/* A pointer and a length. */
static void shape_pointer(ctype *type, shape *s)
{
    *s = (shape){ .size = 8, .size_64 = 16, .align = 4, .align_64 = 8, .leaves = s->leaves, .depth = s->depth, .flat_count = 2 };
    type->has_pointers = true;
}

static void shape_fixed_list(ctype *type, shape *s)
{
    const ctype *part = type->element;
    count_part(type, s, part);
    s->size = (uint64_t)part->size * type->length;
    s->size_64 = (uint64_t)part->size_64 * type->length;
    s->flat_count = (uint64_t)part->flat_count * type->length;
    align_to(s, part->align, part->align_64);
}

static void shape_of(ctype *type, shape *s)
{
    switch (type->kind) {
    case CTYPE_RECORD: case CTYPE_TUPLE:
        shape_record(type, s);
        break;
    case CTYPE_VARIANT:
        for (uint32_t i = 0; i < type->count; i++)
            widen(type, s, type->fields[i].type);
        shape_variant(type, s, type->count);
        break;
    case CTYPE_OPTION: case CTYPE_RESULT:
        widen(type, s, type->element);
        widen(type, s, type->other);
        shape_variant(type, s, 2);
        break;
    case CTYPE_LIST: case CTYPE_MAP:
        count_part(type, s, type->element);
        count_part(type, s, type->other);
        shape_pointer(type, s);
        break;
    case CTYPE_FIXED_LIST:
        shape_fixed_list(type, s);
        break;
    case CTYPE_FLAGS:
        shape_plain(s, type->count <= 8 ? 1 : type->count <= 16 ? 2 : 4);
        break;
    case CTYPE_ENUM:
        shape_plain(s, discriminant_bytes(type->count));
        break;
    case CTYPE_OWN: case CTYPE_BORROW:
        type->has_handles = true;
        type->has_borrow = type->kind == CTYPE_BORROW;
        shape_plain(s, 4);
        break;
    case CTYPE_STREAM: case CTYPE_FUTURE:
        count_part(type, s, type->element);
        type->has_pointers = false;      /* the element crosses later, by itself */
        shape_plain(s, 4);
        break;
    case CTYPE_BOOL: case CTYPE_S8: case CTYPE_U8: case CTYPE_S16: case CTYPE_U16: case CTYPE_S32: case CTYPE_U32:
    case CTYPE_S64: case CTYPE_U64: case CTYPE_F32: case CTYPE_F64: case CTYPE_CHAR: case CTYPE_STRING: case CTYPE_ERROR_CONTEXT: {
        const ctype *p = &primitives[type->kind];
        type->has_pointers = p->has_pointers;
        *s = (shape){ p->size, p->size_64, s->leaves, p->flat_count, p->align, p->align_64, s->depth };
        break;
    }
    case CTYPE_KIND_COUNT:
        UNREACHABLE();
    }
}

bool ctype_finish(ctype *type, error *err)
{
    shape s = { .leaves = 1 };
    shape_of(type, &s);
    s.depth += 1;
    s.leaves += type->count;
    if (!s.align)
        s.align = s.align_64 = 1;
    s.size = round_up(s.size, s.align);
    s.size_64 = round_up(s.size_64, s.align_64);

    if (s.depth > LIMIT_TYPE_DEPTH)
        return error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "type nesting is too deep: this %s has %" PRIu32 " levels, but at most %d are possible",
                         ctype_kind_text(type->kind), s.depth, LIMIT_TYPE_DEPTH);
    if (s.leaves > LIMIT_TYPE_SIZE)
        return error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "effective type size exceeds the limit of %d: this %s has %" PRIu64 " parts",
                         LIMIT_TYPE_SIZE, ctype_kind_text(type->kind), s.leaves);
    if (s.size_64 >= MOST_BYTES)
        return error_set(err, ERROR_INVALID, ERROR_NO_OFFSET, "exceeds maximum byte size: a value of this %s takes 2^28 bytes or more",
                         ctype_kind_text(type->kind));

    type->size = (uint32_t)s.size;
    type->align = (uint8_t)s.align;
    type->size_64 = (uint32_t)s.size_64;
    type->align_64 = (uint8_t)s.align_64;
    type->leaves = (uint32_t)s.leaves;
    type->depth = (uint8_t)s.depth;
    type->flat_count = s.flat_count >= CTYPE_FLAT_MANY ? CTYPE_FLAT_MANY : (uint8_t)s.flat_count;
    return true;
}

static bool maybe_equal(const ctype *a, const ctype *b)
{
    return a == b || (a && b && ctype_equal(a, b));
}

static bool fields_equal(const ctype *a, const ctype *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        if (!text_equal(a->fields[i].name, b->fields[i].name) || !maybe_equal(a->fields[i].type, b->fields[i].type))
            return false;
    return true;
}

/* The derived members differ for most unequal types, so they are asked first. */
bool ctype_equal(const ctype *a, const ctype *b)
{
    if (a == b)
        return true;
    if (a->kind != b->kind || a->count != b->count || a->size != b->size || a->leaves != b->leaves || a->length != b->length)
        return false;
    return a->resource == b->resource && maybe_equal(a->element, b->element) && maybe_equal(a->other, b->other) && fields_equal(a, b);
}

const cextern *cexterns_find(const cextern *externs, uint32_t count, text_view name)
{
    for (uint32_t i = 0; i < count; i++)
        if (text_equal(externs[i].name, name))
            return &externs[i];
    return NULL;
}
