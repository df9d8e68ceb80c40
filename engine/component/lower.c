/* Lowering. Containers stand on a stack of frames; a leaf is written at once; a
 * string or list stops the machine until realloc has answered. Ranges that
 * were checked stay good: memories only grow; only their base may move, so it
 * is asked for anew at each run. */
#include "engine/component/lower.h"

#include "engine/component/typed_lower.h"
#include "engine/wasm/numeric.h"

#include <string.h>

enum { MAX_BYTES = (1 << 28) - 1 };

void lower_put(lowering *w, place p, uint32_t width, uint64_t v)
{
    if (p.flat) {
        w->flat[p.at].bits = v;
        return;
    }
    for (uint32_t i = 0; i < width; i++)
        w->memory[p.at + i] = (uint8_t)(v >> 8 * i);
}

static place inside(place p, const plan_node *child)
{
    return (place){ p.flat, p.at + (p.flat ? child->flat : child->offset) };
}

void lower_put_pair(lowering *w, place p, uint64_t pointer, uint32_t length)
{
    const uint32_t width = w->side->is_64 ? 8 : 4;
    uint64_t units = length;
    if (w->side->is_64 && (length & STRING_UTF16_TAG))
        units = (length ^ STRING_UTF16_TAG) | STRING_UTF16_TAG_64;
    lower_put(w, p, width, pointer);
    lower_put(w, (place){ p.flat, p.at + (p.flat ? 1 : width) }, width, units);
}

/* Do the values come from the host? Then they were not counted when lifted. */
static bool is_from_host(const crossing *x)
{
    return !x->caller || x->callee->host;
}

static bool push(crossing *x, lower_frame frame)
{
    lowering *w = &x->lower;
    if (!budget_room(x->store->budget, w->frames, w->capacity, w->depth))
        return crossing_no_memory(x);
    w->frames[w->depth++] = frame;
    return true;
}

/* ---- leaves ---- */

static uint32_t canonical_f32(uint32_t bits)
{
    return (bits & 0x7FFFFFFFu) > 0x7F800000u ? 0x7FC00000u : bits;
}

static uint64_t canonical_f64(uint64_t bits)
{
    return (bits & INT64_MAX) > 0x7FF0000000000000u ? 0x7FF8000000000000u : bits;
}

/* The core word of a scalar: 32-bit ones sign-extended to 32 bits and no further. */
static uint64_t scalar_bits(const inlay_value *v)
{
    switch (v->kind) {
    case INLAY_BOOL: return v->boolean;
    case INLAY_S8:   return (uint32_t)(int32_t)v->s8;
    case INLAY_U8:   return v->u8;
    case INLAY_S16:  return (uint32_t)(int32_t)v->s16;
    case INLAY_U16:  return v->u16;
    case INLAY_S32: case INLAY_U32: case INLAY_CHAR: return v->u32;
    case INLAY_S64: case INLAY_U64: return v->u64;
    case INLAY_F32: return canonical_f32(v->u32);
    case INLAY_F64: return canonical_f64(v->u64);
    case INLAY_NOTHING: case INLAY_STRING: case INLAY_RECORD: case INLAY_TUPLE: case INLAY_LIST: case INLAY_MAP:
    case INLAY_VARIANT: case INLAY_ENUM: case INLAY_OPTION: case INLAY_RESULT: case INLAY_FLAGS: case INLAY_OWN:
    case INLAY_BORROW:
        break;
    }
    UNREACHABLE();
}

/* ---- handles ---- */

/* The handle just lifted or taken from the host has a table again. */
/* lower_borrow: its own resource has no handle, and its rep is an i32 in all layouts. */
static bool lend_own(crossing *x, uint64_t rep, uint32_t *index)
{
    *index = (uint32_t)rep;
    if (rep <= UINT32_MAX)
        return true;
    x->moved--;
    return crossing_fault(x, "a resource is lent to the component that made it, which is given its representation as an i32: 0x%llx is no such",
                          (unsigned long long)rep);
}

bool lower_handle(crossing *x, uint32_t resource, bool own, uint64_t rep, uint32_t *index)
{
    component_store *cs = x->store;
    component_instance *instance = x->lower.side->instance;
    handle h = { .type = resource, .rep = rep, .own = own };

    x->moved++;
    if (!h.own && cs->resources[resource].instance == instance)
        return lend_own(x, rep, index);
    if (!h.own)
        h.scope = x->index;
    handle_fault fault = store_add_handle(instance, h, index);
    if (fault != HANDLE_OK) {
        x->moved--;
        return fault == HANDLE_NO_MEMORY ? crossing_no_memory(x)
                                         : crossing_fault(x, "too many handles: the mod may hold %u at once", cs->handles_most);
    }
    x->borrows += !h.own;
    return true;
}

/* ---- strings and lists: they wait for realloc ---- */

lower_outcome lower_wait_for(lowering *w, lower_wait wait, place p, realloc_request request)
{
    w->wait = wait;
    w->at = p;
    w->request = request;
    return LOWER_REALLOC;
}

static lower_outcome wait_for(lowering *w, lower_wait wait, const plan_node *n, const inlay_value *v, place p, realloc_request request)
{
    w->node = n;
    w->value = v;
    return lower_wait_for(w, wait, p, request);
}

lower_outcome lower_text(crossing *x, string_source source, place p)
{
    lowering *w = &x->lower;
    if (is_from_host(x) && !crossing_count_string(x, source.size))
        return LOWER_FAULT;
    transcode_begin(&w->text, source, (string_target)w->side->encoding);
    x->work += w->text.request.new_size;
    if (w->text.phase != TRANSCODE_COPY)
        x->work += PLAN_ITEM_WORK * (uint64_t)(source.form == STRING_UTF16 ? source.size / 2 : source.size);
    return lower_wait_for(w, LOWER_STRING, p, w->text.request);
}

static lower_outcome begin_string(crossing *x, const inlay_value *v, place p)
{
    if (v->string.size > STRING_MAX_BYTES)
        return crossing_fault(x, "a string of %zu bytes is too long to cross", v->string.size), LOWER_FAULT;
    return lower_text(x, (string_source){ .bytes = (const uint8_t *)v->string.bytes, .size = (uint32_t)v->string.size,
                                          .form = (string_form)(v->tag & 3u), .switching = (v->tag & STRING_SWITCHING) != 0 }, p);
}

static size_t item_count(const plan_node *n, const inlay_value *v)
{
    if (n->kind == INLAY_MAP)
        return v->list.count / 2;
    return v->tag ? v->packed.count : v->list.count;
}

lower_outcome lower_list(crossing *x, size_t count, place p, uint32_t item_size, uint32_t align)
{
    size_t size;
    if (!size_mul(count, item_size, &size) || size > MAX_BYTES)
        return crossing_fault(x, "a list of %zu items is too long to cross", count), LOWER_FAULT;
    if (is_from_host(x) && !crossing_count_list(x, count, size))
        return LOWER_FAULT;
    x->work += size;
    return lower_wait_for(&x->lower, LOWER_LIST, p, (realloc_request){ 0, 0, align, (uint32_t)size });
}

static lower_outcome begin_list(crossing *x, const plan_node *n, const inlay_value *v, place p)
{
    const plan_node *element = &x->lower.nodes[n->first];
    x->lower.node = n;
    x->lower.value = v;
    return lower_list(x, item_count(n, v), p, element->size, element->align);
}

/* Packed scalars into memory, or one by one into flat words. */
static void store_packed(crossing *x, const plan_node *n, const inlay_value *v, place p)
{
    lowering *w = &x->lower;
    const plan_node *element = &w->nodes[n->first];
    size_t size = value_scalar_size((inlay_kind)v->tag);
    if (n->plain && !p.flat) {
        numeric_move_all(w->memory + p.at, v->packed.items, v->packed.count, size);
        return;
    }
    /* In flat words each is a value of its own, as it is when it comes typed. */
    if (!n->plain || p.flat)
        x->work += (p.flat ? PLAN_VALUE_WORK : PLAN_ITEM_WORK) * (uint64_t)v->packed.count;
    for (size_t i = 0; i < v->packed.count; i++) {
        inlay_value item = { .kind = (inlay_kind)v->tag };
        memcpy(&item.u64, (const char *)v->packed.items + i * size, size);
        lower_put(w, p, element->width, scalar_bits(&item));
        p.at += p.flat ? element->flat_count : element->size;
    }
}

static bool push_items(crossing *x, const plan_node *n, const inlay_value *v, place base, place at, bool finish, uint64_t pointer)
{
    uint32_t count = (uint32_t)item_count(n, v);
    return push(x, (lower_frame){ .node = n, .items = v->list.items, .count = count, .base = base, .finish = finish, .at = at,
                                  .pointer = pointer, .length = count });
}

static lower_outcome lower_fixed(crossing *x, const plan_node *n, const inlay_value *v, place p)
{
    if (v->tag)
        return store_packed(x, n, v, p), LOWER_DONE;
    return push_items(x, n, v, p, p, false, 0) ? LOWER_DONE : LOWER_FAULT;
}

/* ---- values ---- */

static lower_outcome lower_value(crossing *x, const plan_node *n, const inlay_value *v, place p)
{
    lowering *w = &x->lower;
    uint32_t index;
    x->work += PLAN_VALUE_WORK;
    if (n->unsupported)
        return crossing_fault(x, "not supported yet: a stream, future or error-context crosses"), LOWER_FAULT;

    switch ((inlay_kind)n->kind) {
    case INLAY_NOTHING:
        return LOWER_DONE;
    case INLAY_BOOL: case INLAY_S8: case INLAY_U8: case INLAY_S16: case INLAY_U16: case INLAY_S32: case INLAY_U32:
    case INLAY_S64: case INLAY_U64: case INLAY_F32: case INLAY_F64: case INLAY_CHAR:
        return lower_put(w, p, n->width, scalar_bits(v)), LOWER_DONE;
    case INLAY_FLAGS:
        return lower_put(w, p, n->width, v->flags & n->flag_mask), LOWER_DONE;
    case INLAY_STRING:
        return begin_string(x, v, p);
    case INLAY_RECORD: case INLAY_TUPLE:
        return push(x, (lower_frame){ .node = n, .items = v->list.items, .count = n->count, .base = p }) ? LOWER_DONE : LOWER_FAULT;
    case INLAY_LIST: case INLAY_MAP:
        return n->fixed ? lower_fixed(x, n, v, p) : begin_list(x, n, v, p);
    case INLAY_ENUM:
        return lower_put(w, p, n->width, v->tag), LOWER_DONE;
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        /* The payload, as a container of one: no recursion here. */
        lower_put(w, p, n->width, v->tag);
        if (w->nodes[n->first + v->tag].kind == INLAY_NOTHING && !w->nodes[n->first + v->tag].unsupported)
            return LOWER_DONE;
        return push(x, (lower_frame){ .node = n, .items = v->payload, .next = 0, .count = 1, .base = p, .length = v->tag })
                   ? LOWER_DONE : LOWER_FAULT;
    case INLAY_OWN: case INLAY_BORROW:
        if (!lower_handle(x, n->resource, n->kind == INLAY_OWN, crossing_rep(v->resource), &index))
            return LOWER_FAULT;
        return lower_put(w, p, 4, index), LOWER_DONE;
    }
    UNREACHABLE();
}

/* The next part of the topmost container. */
static lower_outcome lower_next(crossing *x, lower_frame *f)
{
    const plan_node *nodes = x->lower.nodes, *n = f->node;
    uint32_t i = f->next++;
    switch ((inlay_kind)n->kind) {
    case INLAY_RECORD: case INLAY_TUPLE:
        return lower_value(x, &nodes[n->first + i], &f->items[i], inside(f->base, &nodes[n->first + i]));
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        return lower_value(x, &nodes[n->first + f->length], f->items, inside(f->base, &nodes[n->first + f->length]));
    case INLAY_LIST: case INLAY_MAP: {
        const plan_node *element = &nodes[n->first];
        place p = { f->base.flat, f->base.at + i * (f->base.flat ? element->flat_count : element->size) };
        if (n->kind == INLAY_LIST)
            return lower_value(x, element, &f->items[i], p);
        return push(x, (lower_frame){ .node = element, .items = &f->items[2 * (size_t)i], .count = 2, .base = p }) ? LOWER_DONE : LOWER_FAULT;
    }
    case INLAY_NOTHING: case INLAY_BOOL: case INLAY_S8: case INLAY_U8: case INLAY_S16: case INLAY_U16: case INLAY_S32:
    case INLAY_U32: case INLAY_S64: case INLAY_U64: case INLAY_F32: case INLAY_F64: case INLAY_CHAR: case INLAY_STRING:
    case INLAY_ENUM: case INLAY_FLAGS: case INLAY_OWN: case INLAY_BORROW:
        break;
    }
    UNREACHABLE();
}

static void fetch_memory(crossing *x)
{
    lowering *w = &x->lower;
    w->memory = NULL;
    w->memory_size = 0;
    if (w->side->memory != WASM_NO_INDEX)
        w->memory = store_memory(x->store->core, w->side->memory, &w->memory_size);
}

lower_outcome lower_run(crossing *x)
{
    lowering *w = &x->lower;
    if (w->wait != LOWER_NOTHING)
        return LOWER_REALLOC;
    fetch_memory(x);
    if (x->typed)
        return typed_lower_run(x);
    while (w->depth) {
        lower_frame *f = &w->frames[w->depth - 1];
        if (f->next == f->count) {
            if (f->finish)
                lower_put_pair(w, f->at, f->pointer, f->length);
            w->depth--;
            continue;
        }
        lower_outcome outcome = lower_next(x, f);
        if (outcome != LOWER_DONE)
            return outcome;
    }
    return LOWER_DONE;
}

/* ---- realloc's answers ---- */

/* Words as the reference suite has them: one set for a guest's arguments to a
 * guest, another for the host's. */
static bool check_answer(crossing *x, uint64_t pointer)
{
    const lowering *w = &x->lower;
    const realloc_request *r = &w->request;
    if (pointer % r->align)
        return crossing_fault(x, "%s: realloc gave 0x%llx where a multiple of %u was asked for",
                              is_from_host(x) ? "realloc return: result not aligned" : "unaligned pointer", (unsigned long long)pointer, r->align);
    if (pointer <= w->memory_size && r->new_size <= w->memory_size - pointer)
        return true;
    return crossing_fault(x, "%s: realloc gave 0x%llx for %u bytes of a memory of %llu",
                          is_from_host(x) ? "realloc return: beyond end of memory" :
                          w->wait == LOWER_STRING ? "string content out-of-bounds" : "list content out-of-bounds",
                          (unsigned long long)pointer, r->new_size, (unsigned long long)w->memory_size);
}

static bool resume_list(crossing *x, uint64_t pointer)
{
    lowering *w = &x->lower;
    const inlay_value *v = w->value;
    if (!v->tag)
        return push_items(x, w->node, v, (place){ false, pointer }, w->at, true, pointer);
    store_packed(x, w->node, v, (place){ false, pointer });
    lower_put_pair(w, w->at, pointer, (uint32_t)v->packed.count);
    return true;
}

bool lower_resume(crossing *x, uint64_t pointer)
{
    lowering *w = &x->lower;
    lower_wait wait = w->wait;
    fetch_memory(x);
    if (!check_answer(x, pointer))
        return false;

    if (wait == LOWER_STRING && transcode_next(&w->text, w->memory, pointer)) {
        x->work += w->text.request.new_size;
        w->request = w->text.request;
        return true;
    }
    w->wait = LOWER_NOTHING;
    if (wait == LOWER_STRING)
        lower_put_pair(w, w->at, w->text.pointer, w->text.length);
    else if (wait == LOWER_LIST)
        return x->typed ? typed_lower_items(x, pointer), true : resume_list(x, pointer);
    else {
        w->flat[0].bits = pointer;
        w->base = pointer;
        return x->typed || push(x, (lower_frame){ .node = w->node, .items = w->value, .count = w->node->count, .base = { false, pointer } });
    }
    return true;
}

bool lower_begin(crossing *x, const component_side *side, const plan_node *node, const inlay_value *values, bool spilled,
                 const uint64_t *out_pointer)
{
    lowering *w = &x->lower;
    w->side = side;
    w->nodes = plan_nodes(x->callee->plan, side->is_64);
    node = w->nodes + (node - x->callee->plan->nodes);
    w->depth = 0;
    w->wait = LOWER_NOTHING;
    x->moved = 0;
    if (!spilled)
        memset(w->flat, 0, node->flat_count * sizeof *w->flat);
    if (x->typed && !typed_lower_begin(x))
        return false;
    if (!spilled)
        return x->typed || push(x, (lower_frame){ .node = node, .items = values, .count = node->count, .base = { .flat = true } });

    if (is_from_host(x) && !crossing_count(x, node->size))
        return false;
    if (!out_pointer) {
        wait_for(w, LOWER_SPILL, node, values, (place){ 0 }, (realloc_request){ 0, 0, node->align, node->size });
        return true;
    }
    fetch_memory(x);
    if (*out_pointer % node->align)
        return crossing_fault(x, "unaligned pointer: results are wanted at 0x%llx, but they want a multiple of %u",
                              (unsigned long long)*out_pointer, node->align);
    if (*out_pointer > w->memory_size || node->size > w->memory_size - *out_pointer)
        return crossing_fault(x, "pointer out of bounds of memory: results are wanted at 0x%llx of a memory of %llu",
                              (unsigned long long)*out_pointer, (unsigned long long)w->memory_size);
    w->base = *out_pointer;
    return x->typed || push(x, (lower_frame){ .node = node, .items = values, .count = node->count, .base = { false, w->base } });
}

/* ---- handles that the host gives ---- */

bool lower_look_up(crossing *x, uint32_t resource, bool own, bool move, inlay_resource id, uint64_t *rep, error *err)
{
    component_store *cs = x->store;
    const component_host *host = cs->host;
    const resource_info *type = &cs->resources[resource];
    uint32_t found = resource;
    char why[200];
    why[0] = 0;
    own = own && move;
    bool good = host && (type->is_host ? host->lower_host(host->user, type->host_type, id, own, rep, why, sizeof why)
                                       : host->lower_guest(host->user, id, &found, rep, own, why, sizeof why));
    if (!good)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%s", why[0] ? why : "the resource is gone, or is none of this mod's");
    if (found != resource)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "a resource of another type was given");
    return true;
}

typedef struct from_host {
    crossing        *x;
    const plan_node *nodes;
    bool             move;        /* the second pass: owned ones move over */
    error           *err;
} from_host;

static bool take_handle(from_host *h, const plan_node *n, inlay_value *v)
{
    component_store *cs = h->x->store;
    const component_host *host = cs->host;
    const resource_info *type = &cs->resources[n->resource];
    uint64_t rep = 0;
    if (!lower_look_up(h->x, n->resource, n->kind == INLAY_OWN, h->move, v->resource, &rep, h->err))
        return false;
    if (!h->move)
        return true;
    bool own = n->kind == INLAY_OWN;
    if (!budget_room(cs->budget, h->x->moves, h->x->move_capacity, h->x->move_count)) {
        if (own && type->is_host)
            host->drop_host(host->user, type->host_type, (uint32_t)rep);
        return error_memory(h->err);
    }
    h->x->moves[h->x->move_count++] = (crossing_move){ .id = &v->resource, .type = n->resource, .rep = rep, .own = own };
    v->resource = crossing_put_rep(rep);
    return true;
}

/* Values of one type: at most LIMIT_TYPE_DEPTH deep. */
static bool take_handles(from_host *h, const plan_node *n, inlay_value *v)
{
    switch ((inlay_kind)n->kind) {
    case INLAY_OWN: case INLAY_BORROW:
        return take_handle(h, n, v);
    case INLAY_RECORD: case INLAY_TUPLE:
        for (uint32_t i = 0; i < n->count; i++)
            if (!take_handles(h, &h->nodes[n->first + i], &v->list.items[i]))
                return false;
        return true;
    case INLAY_LIST:
        for (size_t i = 0; !v->tag && i < v->list.count; i++)
            if (!take_handles(h, &h->nodes[n->first], &v->list.items[i]))
                return false;
        return true;
    case INLAY_MAP:
        for (size_t i = 0; i < v->list.count; i++)
            if (!take_handles(h, &h->nodes[h->nodes[n->first].first + i % 2], &v->list.items[i]))
                return false;
        return true;
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        return h->nodes[n->first + v->tag].kind == INLAY_NOTHING || take_handles(h, &h->nodes[n->first + v->tag], v->payload);
    case INLAY_NOTHING: case INLAY_BOOL: case INLAY_S8: case INLAY_U8: case INLAY_S16: case INLAY_U16: case INLAY_S32:
    case INLAY_U32: case INLAY_S64: case INLAY_U64: case INLAY_F32: case INLAY_F64: case INLAY_CHAR: case INLAY_STRING:
    case INLAY_ENUM: case INLAY_FLAGS:
        return true;
    }
    UNREACHABLE();
}

bool lower_handles_from_host(crossing *x, const plan_node *node, inlay_value *values, uint32_t count, error *err)
{
    from_host h = { .x = x, .nodes = x->callee->plan->nodes, .err = err };
    x->move_count = x->moved = 0;
    for (int pass = 0; pass < 2; pass++, h.move = true)
        for (uint32_t i = 0; i < count; i++)
            if (!take_handles(&h, &h.nodes[node->first + i], &values[i]))
                return error_in(err, "argument %u", i);
    return true;
}
