/* Where a fault of lifting stands, in the words of the WIT: "in parameter
 * entities[1].name of game:api/world#spawn". Lifting keeps the place alone;
 * which value that is, is looked for afterwards: along the type, in the order
 * of lifting, through what was lifted before. Nothing of the guest ran since.
 */
#include "engine/component/lift.h"

enum {
    PLACE_PATH  = 160,            /* bytes of it that are told */
    PLACE_LOOKS = 1 << 17         /* values looked at: some milliseconds, once in a mod's life; then the function alone is told */
};

typedef struct finder {
    const lift *l;
    place       where;
    uint32_t    left;
    size_t      size;
    char        path[PLACE_PATH];
} finder;

static bool find(finder *f, const plan_node *n, const ctype *type, place p);

static bool is_there(const finder *f, place p) { return p.flat == f->where.flat && p.at == f->where.at; }

/* Is it in this value, or behind a pointer of it? */
static bool may_hold(const finder *f, const plan_node *n, const ctype *type, place p)
{
    uint32_t extent = p.flat ? n->flat_count : n->size;
    if (p.flat == f->where.flat && f->where.at - p.at < extent)
        return true;
    return !f->where.flat && type->has_pointers;
}

/* The path goes on so; what was found behind it stays, else it is taken back. */
static bool find_behind(finder *f, const plan_node *n, const ctype *type, place p, const char *format, ...) PRINTF_LIKE(5, 6);

static bool find_behind(finder *f, const plan_node *n, const ctype *type, place p, const char *format, ...)
{
    if (!may_hold(f, n, type, p))
        return false;
    const size_t size = f->size;
    va_list list;
    va_start(list, format);
    int more = text_format_list(f->path + size, sizeof f->path - size, format, list);
    va_end(list);
    f->size = more > 0 && size + (size_t)more < sizeof f->path ? size + (size_t)more : sizeof f->path - 1;
    if (find(f, n, type, p))
        return true;
    f->size = size;
    f->path[size] = '\0';
    return false;
}

static bool find_field(finder *f, const plan_node *n, const ctype *type, place p)
{
    for (uint32_t i = 0; i < n->count; i++) {
        const plan_node *child = &f->l->nodes[n->first + i];
        const cfield *field = &type->fields[i];
        if (field->name.size ? find_behind(f, child, field->type, lift_inside(p, child), ".%.*s", TEXT_ARGS(field->name))
                             : find_behind(f, child, field->type, lift_inside(p, child), ".%u", i))
            return true;
    }
    return false;
}

/* What an option holds has no name of its own. */
static bool find_payload(finder *f, const plan_node *n, const ctype *type, place p)
{
    const uint32_t tag = (uint32_t)lift_fetch(f->l, p, n->width);
    if (tag >= n->count)
        return false;
    const plan_node *child = &f->l->nodes[n->first + tag];
    const place at = lift_inside(p, child);
    if (type->kind == CTYPE_VARIANT)
        return type->fields[tag].type && find_behind(f, child, type->fields[tag].type, at, ".%.*s", TEXT_ARGS(type->fields[tag].name));
    if (type->kind == CTYPE_OPTION)
        return tag && find(f, child, type->element, at);
    const ctype *part = tag ? type->other : type->element;
    return part && find_behind(f, child, part, at, tag ? ".err" : ".ok");
}

static bool find_pair(finder *f, const plan_node *pair, const ctype *map, place p, uint32_t i)
{
    const plan_node *key = &f->l->nodes[pair->first], *value = key + 1;
    return find_behind(f, key, map->other, lift_inside(p, key), "[%u].key", i) ||
           find_behind(f, value, map->element, lift_inside(p, value), "[%u].value", i);
}

/* `p`: the first item. Where items hold no pointers, it is asked for at once. */
static bool find_in_items(finder *f, const plan_node *n, const ctype *type, place p, uint32_t count)
{
    const plan_node *element = &f->l->nodes[n->first];
    const uint32_t stride = p.flat ? element->flat_count : element->size;
    uint32_t i = 0;
    if (!type->element->has_pointers && (type->kind != CTYPE_MAP || !type->other->has_pointers)) {
        if (p.flat != f->where.flat || !stride || (f->where.at - p.at) / stride >= count)
            return false;
        i = (uint32_t)((f->where.at - p.at) / stride);
        count = i + 1;
    }
    for (p.at += (uint64_t)i * stride; i < count && f->left; i++, p.at += stride)
        if (type->kind == CTYPE_MAP ? find_pair(f, element, type, p, i) : find_behind(f, element, type->element, p, "[%u]", i))
            return true;
    return false;
}

static bool find_item(finder *f, const plan_node *n, const ctype *type, place p)
{
    const lift *l = f->l;
    uint64_t address, count;
    if (n->fixed)
        return find_in_items(f, n, type, p, n->count);
    lift_fetch_pair(l, p, &address, &count);
    const uint32_t size = l->nodes[n->first].size;
    if (is_there(f, p))
        return true;
    if (address > l->memory_size || (size && count > (l->memory_size - address) / size))
        return false;
    return find_in_items(f, n, type, (place){ false, address }, (uint32_t)count);
}

static bool find(finder *f, const plan_node *n, const ctype *type, place p)
{
    if (!f->left || !may_hold(f, n, type, p))
        return false;
    f->left--;
    switch ((ctype_kind)type->kind) {
    case CTYPE_BOOL: case CTYPE_S8: case CTYPE_U8: case CTYPE_S16: case CTYPE_U16: case CTYPE_S32: case CTYPE_U32:
    case CTYPE_S64: case CTYPE_U64: case CTYPE_F32: case CTYPE_F64: case CTYPE_FLAGS:
        return false;                     /* any bits are good */
    case CTYPE_CHAR: case CTYPE_STRING: case CTYPE_ENUM: case CTYPE_OWN: case CTYPE_BORROW:
    case CTYPE_STREAM: case CTYPE_FUTURE: case CTYPE_ERROR_CONTEXT:
        return is_there(f, p);
    case CTYPE_RECORD: case CTYPE_TUPLE:
        return find_field(f, n, type, p);
    case CTYPE_VARIANT: case CTYPE_OPTION: case CTYPE_RESULT:
        return is_there(f, p) || find_payload(f, n, type, p);
    case CTYPE_LIST: case CTYPE_FIXED_LIST: case CTYPE_MAP:
        return find_item(f, n, type, p);
    case CTYPE_KIND_COUNT:
        break;
    }
    UNREACHABLE();
}

/* `p`: where the values begin. */
static bool find_value(finder *f, const plan_node *tuple, place p)
{
    const cfunc *type = f->l->x->callee->type;
    const bool is_result = tuple == &f->l->nodes[1];
    for (uint32_t i = 0; i < tuple->count; i++) {
        const plan_node *child = &f->l->nodes[tuple->first + i];
        if (is_result ? find_behind(f, child, type->result, lift_inside(p, child), "result")
                      : find_behind(f, child, type->params[i].type, lift_inside(p, child), "parameter %.*s", TEXT_ARGS(type->params[i].name)))
            return true;
    }
    return false;
}

bool lift_tell_place(const lift *l, const plan_node *tuple, place p)
{
    finder f = { .l = l, .where = l->where, .left = PLACE_LOOKS };
    const char *all = tuple == &l->nodes[1] ? "the result" : "the parameters";
    return crossing_place(l->x, l->is_stopped && find_value(&f, tuple, p) ? f.path : all);
}
