/* Lifting, recursing along the plan: at most LIMIT_TYPE_DEPTH deep. Memory is
 * checked where a pointer is followed; what lies inside a checked range is
 * read without further ado. Nothing of the guest runs meanwhile. */
#include "engine/component/lift.h"

#include "engine/component/typed_lift.h"
#include "engine/wasm/numeric.h"

#include <string.h>

enum { LIST_MAX_BYTES = (1 << 28) - 1 };      /* CanonicalABI.md: MAX_LIST_BYTE_LENGTH */

static bool lift_value(lift *l, const plan_node *n, place p, inlay_value *out);

/* ---- scalars ---- */

static uint32_t canonical_f32(uint32_t bits)
{
    return (bits & 0x7FFFFFFFu) > 0x7F800000u ? 0x7FC00000u : bits;
}

static uint64_t canonical_f64(uint64_t bits)
{
    return (bits & INT64_MAX) > 0x7FF0000000000000u ? 0x7FF8000000000000u : bits;
}

/* convert_i32_to_char */
static bool check_char(lift *l, uint32_t c)
{
    if (c < 0xD800 || (c >= 0xE000 && c < 0x110000))
        return true;
    return crossing_fault(l->x, "invalid `char` bit pattern: 0x%x is no Unicode scalar value", c);
}

bool lift_scalar(lift *l, inlay_kind kind, uint64_t bits, void *out)
{
    switch (kind) {
    case INLAY_BOOL:                *(bool *)out = (uint32_t)bits != 0; return true;
    case INLAY_S8: case INLAY_U8:   *(uint8_t *)out = (uint8_t)bits; return true;
    case INLAY_S16: case INLAY_U16: *(uint16_t *)out = (uint16_t)bits; return true;
    case INLAY_S32: case INLAY_U32: *(uint32_t *)out = (uint32_t)bits; return true;
    case INLAY_S64: case INLAY_U64: *(uint64_t *)out = bits; return true;
    case INLAY_F32:                 *(uint32_t *)out = canonical_f32((uint32_t)bits); return true;
    case INLAY_F64:                 *(uint64_t *)out = canonical_f64(bits); return true;
    case INLAY_CHAR:                *(uint32_t *)out = (uint32_t)bits; return check_char(l, (uint32_t)bits);
    case INLAY_NOTHING: case INLAY_STRING: case INLAY_RECORD: case INLAY_TUPLE: case INLAY_LIST: case INLAY_MAP:
    case INLAY_VARIANT: case INLAY_ENUM: case INLAY_OPTION: case INLAY_RESULT: case INLAY_FLAGS: case INLAY_OWN:
    case INLAY_BORROW:
        break;
    }
    UNREACHABLE();
}

/* ---- strings ---- */

/* The bytes of UTF-16; too many stay too many. */
static uint64_t twice(uint64_t units)
{
    return units > STRING_MAX_BYTES ? units : 2 * units;
}

/* load_string_from_range: what the two words say. */
static bool find_string(lift *l, uint64_t pointer, uint64_t units, string_source *s)
{
    uint64_t size = units;
    uint32_t align = 1;
    *s = (string_source){ .form = STRING_UTF8 };

    if (l->side->encoding == ENCODING_UTF16) {
        *s = (string_source){ .form = STRING_UTF16 };
        size = twice(units);
        align = 2;
    } else if (l->side->encoding == ENCODING_LATIN1_UTF16) {
        const uint64_t tag = l->side->is_64 ? STRING_UTF16_TAG_64 : STRING_UTF16_TAG;
        bool wide = units & tag;
        *s = (string_source){ .form = wide ? STRING_UTF16 : STRING_LATIN1, .switching = true };
        size = wide ? twice(units ^ tag) : units;
        align = 2;
    }

    const char *what = l->to_host ? "string pointer/length out of bounds of memory" : "string content out-of-bounds";
    if (size > STRING_MAX_BYTES)
        return crossing_fault(l->x, "%s: %llu bytes is more than a string may have", what, (unsigned long long)size);
    if (pointer % align)
        return crossing_fault(l->x, "unaligned pointer: a string at 0x%llx, but its encoding wants an even address", (unsigned long long)pointer);
    if (pointer > l->memory_size || size > l->memory_size - pointer)
        return crossing_fault(l->x, "%s: %llu bytes at 0x%llx of a memory of %llu", what, (unsigned long long)size, (unsigned long long)pointer,
                              (unsigned long long)l->memory_size);
    s->bytes = l->memory + pointer;
    s->size = (uint32_t)size;
    return crossing_count_string(l->x, size);
}

static bool check_string(lift *l, const string_source *s)
{
    /* Looked at one by one, which takes longer than to move them. */
    if (s->form == STRING_UTF8)
        l->x->work += 4 * (uint64_t)s->size;
    if (s->form == STRING_UTF16)
        return transcode_is_utf16(s->bytes, s->size) || crossing_fault(l->x, "invalid utf-16: a string has a lone surrogate");
    if (s->form == STRING_LATIN1 || text_is_utf8((const char *)s->bytes, s->size))
        return true;
    if (transcode_is_cut_utf8(s->bytes, s->size))
        return crossing_fault(l->x, "incomplete utf-8 byte sequence: a string of %u bytes ends within a character", s->size);
    return crossing_fault(l->x, "invalid utf-8: a string of %u bytes isn't text", s->size);
}

bool lift_text(lift *l, uint64_t pointer, uint64_t units, inlay_string *out, uint32_t *tag)
{
    string_source s;
    if (!find_string(l, pointer, units, &s) || !check_string(l, &s))
        return false;

    bool convert = l->to_host && s.form != STRING_UTF8;
    if (convert)
        l->x->work += PLAN_ITEM_WORK * (uint64_t)s.size;
    size_t size = convert ? transcode_utf8_size(&s) : s.size;
    uint8_t *bytes = arena_alloc_raw(&l->x->scratch, size + 1, 1);
    if (!bytes)
        return crossing_no_memory(l->x);
    if (convert)
        transcode_to_utf8(&s, bytes);
    else if (size)
        memcpy(bytes, s.bytes, size);
    *out = (inlay_string){ (const char *)bytes, size };
    *tag = convert ? 0 : (uint32_t)s.form | (s.switching ? STRING_SWITCHING : 0);
    return true;
}

static bool lift_string(lift *l, place p, inlay_value *out)
{
    uint64_t pointer, units;
    inlay_string text;
    lift_fetch_pair(l, p, &pointer, &units);
    if (!lift_text(l, pointer, units, &text, &out->tag))
        return false;
    out->string.bytes = text.bytes;
    out->string.size = text.size;
    return true;
}

/* ---- lists ---- */

bool lift_pack(lift *l, inlay_kind kind, const uint8_t *from, uint32_t count, void *to)
{
    switch (kind) {
    case INLAY_BOOL:
        for (uint32_t i = 0; i < count; i++)
            ((bool *)to)[i] = from[i] != 0;
        return true;
    case INLAY_F32:
        for (uint32_t i = 0; i < count; i++)
            ((uint32_t *)to)[i] = canonical_f32((uint32_t)lift_load(from + 4 * (size_t)i, 4));
        return true;
    case INLAY_F64:
        for (uint32_t i = 0; i < count; i++)
            ((uint64_t *)to)[i] = canonical_f64(lift_load(from + 8 * (size_t)i, 8));
        return true;
    case INLAY_CHAR:
        for (uint32_t i = 0; i < count; i++) {
            ((uint32_t *)to)[i] = (uint32_t)lift_load(from + 4 * (size_t)i, 4);
            if (!check_char(l, ((uint32_t *)to)[i]))
                return lift_stop(l, (place){ false, (uint64_t)(from - l->memory) + 4 * (uint64_t)i });
        }
        return true;
    case INLAY_S8: case INLAY_U8: case INLAY_S16: case INLAY_U16: case INLAY_S32: case INLAY_U32: case INLAY_S64: case INLAY_U64:
        numeric_move_all(to, from, count, value_scalar_size(kind));
        return true;
    case INLAY_NOTHING: case INLAY_STRING: case INLAY_RECORD: case INLAY_TUPLE: case INLAY_LIST: case INLAY_MAP:
    case INLAY_VARIANT: case INLAY_ENUM: case INLAY_OPTION: case INLAY_RESULT: case INLAY_FLAGS: case INLAY_OWN:
    case INLAY_BORROW:
        break;
    }
    UNREACHABLE();
}

static bool lift_packed(lift *l, inlay_kind kind, uint64_t at, uint32_t count, inlay_value *out)
{
    void *items = arena_items(&l->x->scratch, count, value_scalar_size(kind), 16);
    if (!items)
        return crossing_no_memory(l->x);
    out->tag = (uint32_t)kind;
    out->packed.items = items;
    out->packed.count = count;
    /* Looked at one by one, which takes longer than to move them. */
    if (kind == INLAY_BOOL || kind == INLAY_F32 || kind == INLAY_F64 || kind == INLAY_CHAR)
        l->x->work += PLAN_ITEM_WORK * (uint64_t)count;
    return lift_pack(l, kind, l->memory + at, count, items);
}

static inlay_value *new_items(lift *l, size_t count)
{
    inlay_value *items = arena_array(&l->x->scratch, inlay_value, count);
    if (!items)
        crossing_no_memory(l->x);
    return items;
}

/* Items one by one: `p` is the first. A map's items are pairs. */
static bool lift_items(lift *l, const plan_node *n, place p, uint32_t count, inlay_value *out)
{
    const plan_node *element = &l->nodes[n->first];
    uint32_t stride = p.flat ? element->flat_count : element->size;
    uint32_t each = n->kind == INLAY_MAP ? 2 : 1;
    inlay_value *items = new_items(l, (size_t)count * each);
    if (!items)
        return false;
    out->list.items = items;
    out->list.count = (size_t)count * each;

    for (uint32_t i = 0; i < count; i++, p.at += stride, items += each) {
        if (each == 1 && !lift_value(l, element, p, items))
            return false;
        if (each == 2 && (!lift_value(l, &l->nodes[element->first], lift_inside(p, &l->nodes[element->first]), &items[0]) ||
                          !lift_value(l, &l->nodes[element->first + 1], lift_inside(p, &l->nodes[element->first + 1]), &items[1])))
            return false;
    }
    return true;
}

/* load_list_from_range */
bool lift_range(lift *l, uint64_t pointer, uint64_t count, uint32_t size, uint32_t align)
{
    uint64_t bytes = count > LIST_MAX_BYTES ? count : count * size;
    const char *what = l->to_host ? "list pointer/length out of bounds of memory" : "list content out-of-bounds";
    if (bytes > LIST_MAX_BYTES)
        return crossing_fault(l->x, "%s: %llu bytes is more than a list may have", what, (unsigned long long)bytes);
    if (pointer % align)
        return crossing_fault(l->x, "unaligned pointer: a list at 0x%llx, but its items want multiples of %u", (unsigned long long)pointer, align);
    if (pointer > l->memory_size || bytes > l->memory_size - pointer)
        return crossing_fault(l->x, "%s: %llu items, %llu bytes, at 0x%llx of a memory of %llu", what, (unsigned long long)count,
                              (unsigned long long)bytes, (unsigned long long)pointer, (unsigned long long)l->memory_size);
    return crossing_count_list(l->x, count, bytes);
}

static bool lift_list(lift *l, const plan_node *n, place p, inlay_value *out)
{
    const plan_node *element = &l->nodes[n->first];
    if (n->fixed && n->packed && !p.flat)
        return lift_packed(l, (inlay_kind)n->packed, p.at, n->count, out);
    if (n->fixed)
        return lift_items(l, n, p, n->count, out);

    uint64_t pointer, length;
    lift_fetch_pair(l, p, &pointer, &length);
    if (!lift_range(l, pointer, length, element->size, element->align))
        return false;
    const uint32_t count = (uint32_t)length;      /* LIST_MAX_BYTES at most */
    return n->packed ? lift_packed(l, (inlay_kind)n->packed, pointer, count, out) : lift_items(l, n, (place){ false, pointer }, count, out);
}

/* ---- records, variants ---- */

static bool lift_fields(lift *l, const plan_node *n, place p, inlay_value *out)
{
    inlay_value *items = new_items(l, n->count);
    if (!items)
        return false;
    out->list.items = items;
    out->list.count = n->count;
    for (uint32_t i = 0; i < n->count; i++)
        if (!lift_value(l, &l->nodes[n->first + i], lift_inside(p, &l->nodes[n->first + i]), &items[i]))
            return false;
    return true;
}

bool lift_case_fault(lift *l, uint32_t tag, uint32_t count)
{
    return crossing_fault(l->x, "invalid variant discriminant: case %u of %u", tag, count);
}

static bool lift_case(lift *l, const plan_node *n, place p, inlay_value *out)
{
    out->tag = (uint32_t)lift_fetch(l, p, n->width);
    if (out->tag >= n->count)
        return lift_case_fault(l, out->tag, n->count);
    if (n->kind == INLAY_ENUM)
        return true;
    const plan_node *child = &l->nodes[n->first + out->tag];
    if (child->kind == INLAY_NOTHING && !child->unsupported)
        return true;
    return (out->payload = new_items(l, 1)) && lift_value(l, child, lift_inside(p, child), out->payload);
}

/* ---- handles ---- */

static handle *find_handle(lift *l, uint32_t resource, uint32_t index)
{
    component_store *cs = l->x->store;
    handle *h = handle_table_get(&l->side->instance->handles, index);
    if (!h) {
        crossing_fault(l->x, "unknown handle index %u: the mod has let go of it, or never had it", index);
        return NULL;
    }
    if (h->type != resource) {
        crossing_fault(l->x, "handle index %u used with the wrong type, expected %s-defined resource but found a different %s-defined resource",
                       index, cs->resources[resource].is_host ? "host" : "guest", cs->resources[h->type].is_host ? "host" : "guest");
        return NULL;
    }
    return h;
}

static bool lift_own(lift *l, handle *h, uint32_t index)
{
    if (h->lends)
        return crossing_fault(l->x, "cannot remove owned resource while borrowed: handle %u is lent %u times", index, h->lends);
    if (!h->own)
        return crossing_fault(l->x, "cannot lift own resource from a borrow: handle %u was only lent to the mod", index);
    handle_table_remove(&l->side->instance->handles, index);
    l->x->store->handles--;
    return true;
}

/* lift_borrow: the handle is lent until the call is over. */
static bool lift_borrow(lift *l, handle *h, uint32_t index)
{
    crossing *x = l->x;
    if (!budget_room(x->store->budget, x->lends, x->lend_capacity, x->lend_count))
        return crossing_no_memory(x);
    h->lends++;
    x->lends[x->lend_count++] = (crossing_lend){ l->side->instance, index };
    return true;
}

bool lift_handle(lift *l, uint32_t index, uint32_t resource, bool own, inlay_resource *id)
{
    crossing *x = l->x;
    handle *h = find_handle(l, resource, index);
    if (!h)
        return false;

    crossing_move move = { .id = id, .type = resource, .rep = h->rep, .own = own };
    if (!budget_room(x->store->budget, x->moves, x->move_capacity, x->move_count))
        return crossing_no_memory(x);
    if (!(move.own ? lift_own(l, h, index) : lift_borrow(l, h, index)))
        return false;
    x->moves[x->move_count++] = move;
    *id = crossing_put_rep(move.rep);
    return true;
}

static bool lift_any(lift *l, const plan_node *n, place p, inlay_value *out)
{
    l->x->work += PLAN_VALUE_WORK;
    out->kind = (inlay_kind)n->kind;
    if (n->unsupported)
        return crossing_fault(l->x, "not supported yet: a stream, future or error-context crosses");

    switch ((inlay_kind)n->kind) {
    case INLAY_NOTHING:
        return true;
    case INLAY_BOOL: case INLAY_S8: case INLAY_U8: case INLAY_S16: case INLAY_U16: case INLAY_S32: case INLAY_U32:
    case INLAY_S64: case INLAY_U64: case INLAY_F32: case INLAY_F64: case INLAY_CHAR:
        return lift_scalar(l, (inlay_kind)n->kind, lift_fetch(l, p, n->width), &out->u64);
    case INLAY_STRING:
        return lift_string(l, p, out);
    case INLAY_RECORD: case INLAY_TUPLE:
        return lift_fields(l, n, p, out);
    case INLAY_LIST: case INLAY_MAP:
        return lift_list(l, n, p, out);
    case INLAY_VARIANT: case INLAY_ENUM: case INLAY_OPTION: case INLAY_RESULT:
        return lift_case(l, n, p, out);
    case INLAY_FLAGS:
        out->flags = (uint32_t)lift_fetch(l, p, n->width) & n->flag_mask;
        return true;
    case INLAY_OWN: case INLAY_BORROW:
        return lift_handle(l, (uint32_t)lift_fetch(l, p, 4), n->resource, n->kind == INLAY_OWN, &out->resource);
    }
    UNREACHABLE();
}

static bool lift_value(lift *l, const plan_node *n, place p, inlay_value *out)
{
    return lift_any(l, n, p, out) || lift_stop(l, p);
}

static bool lift_tuple(lift *l, const plan_node *node, place p, inlay_value *values, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!lift_value(l, &l->nodes[node->first + i], lift_inside(p, &l->nodes[node->first + i]), &values[i]))
            return false;
    return true;
}

/* Where the values lie that are spilled. */
static bool find_spilled(const lift *l, const plan_node *node, place *p)
{
    crossing *x = l->x;
    const uint64_t pointer = side_word(l->side, l->slots[0]);
    if (pointer % node->align)
        return crossing_fault(x, "unaligned pointer: values at 0x%llx, but they want a multiple of %u", (unsigned long long)pointer, node->align);
    if (pointer > l->memory_size || node->size > l->memory_size - pointer)
        return crossing_fault(x, "pointer out of bounds of memory: %u bytes of values at 0x%llx of a memory of %llu", node->size,
                              (unsigned long long)pointer, (unsigned long long)l->memory_size);
    *p = (place){ false, pointer };
    return crossing_count(x, node->size);
}

bool lift_values(crossing *x, const component_side *side, const plan_node *node, bool spilled, const wasm_slot *slots,
                 bool to_host, inlay_value *values, uint32_t count)
{
    lift l = { .x = x, .side = side, .nodes = plan_nodes(x->callee->plan, side->is_64), .slots = slots, .to_host = to_host };
    place p = { .flat = true };
    x->move_count = x->moved = 0;
    if (side->memory != WASM_NO_INDEX)
        l.memory = store_memory(x->store->core, side->memory, &l.memory_size);
    node = l.nodes + (node - x->callee->plan->nodes);

    if (spilled && !find_spilled(&l, node, &p))
        return lift_tell_place(&l, node, p);
    bool good = x->typed ? typed_lift_run(&l, x->caller ? &x->typed->params : &x->typed->result, p.at) : lift_tuple(&l, node, p, values, count);
    return good || lift_tell_place(&l, node, p);
}

bool lift_handles_to_host(crossing *x)
{
    component_store *cs = x->store;
    for (uint32_t i = 0; i < x->move_count; i++) {
        crossing_move *m = &x->moves[i];
        const resource_info *type = &cs->resources[m->type];
        if (type->is_host && !cs->host->lift_host(cs->host->user, type->host_type, (uint32_t)m->rep, m->own, m->id))
            return crossing_fault(x, "the resource is gone: the game has ended it, but the mod still uses its handle");
        if (!type->is_host && (!cs->host || !cs->host->lift_guest(cs->host->user, m->type, m->rep, m->own, m->id)))
            return crossing_fault(x, "the game has no room for one more resource of the mod");
        x->moved = i + 1;
    }
    return true;
}
