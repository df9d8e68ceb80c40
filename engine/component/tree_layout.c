/* Layouts of trees, as a C compiler would lay the structs out that `inlay bind` makes. */
#include "engine/component/tree.h"

enum { TREE_PARTS = 256, TREE_WORD = 4 };

/* A layout under way: C's alignment, too. */
typedef struct shape {
    inlay_layout l;
    uint32_t     align;
} shape;

static bool make(arena *a, const ctype *t, shape *out);

static uint32_t align_to(uint32_t at, uint32_t align)
{
    return (at + align - 1) & ~(align - 1);
}

/* A part of `t` in `member`, at or behind `at`: where it ends. 0: no. */
static uint32_t add(arena *a, const ctype *t, inlay_member *member, uint32_t at, shape *whole)
{
    shape part = { .align = 1 };
    inlay_layout *l = arena_new(a, inlay_layout);
    if (!l || !make(a, t, &part))
        return 0;
    *l = part.l;
    *member = (inlay_member){ l, align_to(at, part.align) };
    whole->align = part.align > whole->align ? part.align : whole->align;
    return member->offset + l->size;
}

static bool make_fields(arena *a, const ctype *t, shape *out)
{
    inlay_member *members = arena_array(a, inlay_member, t->count);
    uint32_t at = 0;
    for (uint32_t i = 0; members && i < t->count; i++)
        if (!(at = add(a, t->fields[i].type, &members[i], at, out)))
            return false;
    out->l.count = t->count;
    out->l.members = members;
    out->l.size = align_to(at, out->align);
    return members;
}

/* A tag of `width` bytes, then one of the types; null: no payload. */
static bool make_cases(arena *a, const ctype *const *types, uint32_t count, uint8_t width, shape *out)
{
    inlay_member *members = arena_array(a, inlay_member, count + 1);
    uint32_t size = width;
    out->align = width;
    for (uint32_t i = 0; members && i < count; i++) {
        uint32_t end = types[i] ? add(a, types[i], &members[i], width, out) : width;
        if (!end)
            return false;
        size = end > size ? end : size;
    }
    out->l.count = count;
    out->l.members = members;
    out->l.tag_size = width;
    out->l.size = align_to(size, out->align);
    return members;
}

static bool make_variant(arena *a, const ctype *t, shape *out)
{
    const ctype **types = arena_array(a, const ctype *, t->count);
    for (uint32_t i = 0; types && i < t->count; i++)
        types[i] = t->fields[i].type;
    return types && make_cases(a, types, t->count, TREE_WORD, out);
}

/* Its own place; what it holds has a layout of its own. */
static bool make_list(arena *a, const ctype *t, shape *out)
{
    shape none = { .align = 1 };
    inlay_member *member = arena_new(a, inlay_member);
    out->l.size = sizeof(inlay_list);
    out->l.members = member;
    out->align = _Alignof(inlay_list);
    return member && add(a, t->element, member, 0, &none);
}

static bool make(arena *a, const ctype *t, shape *out)
{
    inlay_kind kind = value_kind(t->kind);
    const ctype *both[] = { t->element, t->other };
    *out = (shape){ .l.kind = (uint8_t)kind, .align = 1 };
    if (value_is_scalar(kind)) {
        out->l.size = out->align = (uint32_t)value_scalar_size(kind);
        return true;
    }
    switch (t->kind) {
    case CTYPE_STRING:
        out->l.size = sizeof(inlay_string);
        out->align = _Alignof(inlay_string);
        return true;
    case CTYPE_BORROW:
        out->l.size = sizeof(inlay_resource);
        out->align = _Alignof(inlay_resource);
        return true;
    case CTYPE_ENUM: case CTYPE_FLAGS:
        out->l.size = out->align = TREE_WORD;
        out->l.count = t->count;
        out->l.tag_size = t->kind == CTYPE_ENUM ? TREE_WORD : 0;
        return true;
    case CTYPE_RECORD: case CTYPE_TUPLE: return make_fields(a, t, out);
    case CTYPE_VARIANT: return make_variant(a, t, out);
    case CTYPE_OPTION: return make_cases(a, both, 1, 1, out);
    case CTYPE_RESULT: return make_cases(a, both, 2, 1, out);
    case CTYPE_LIST:   return make_list(a, t, out);
    default:
        return false;
    }
}

const inlay_layout *tree_layout(arena *a, const ctype *t)
{
    shape made;
    inlay_layout *l = t->leaves <= TREE_PARTS ? arena_new(a, inlay_layout) : NULL;
    if (!l || !make(a, t, &made))
        return NULL;
    *l = made.l;
    return l;
}
