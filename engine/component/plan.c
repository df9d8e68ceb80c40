/* Compiling types into plans. Sizes come from ctype_finish; depth is bounded by
 * LIMIT_TYPE_DEPTH, and the number of nodes by LIMIT_TYPE_SIZE and the budget. */
#include "engine/component/plan.h"

#include "engine/base/limits.h"

#include <string.h>

typedef struct compiler {
    arena         *arena;
    plan_resources resources;
    plan_node     *nodes;
    uint32_t       count, capacity;
    bool           is_64;
    error         *err;
} compiler;

static uint32_t size_of(const compiler *c, const ctype *type) { return c->is_64 ? type->size_64 : type->size; }
static uint32_t align_of(const compiler *c, const ctype *type) { return c->is_64 ? type->align_64 : type->align; }

/* `count` nodes side by side; the index of the first. PLAN_NONE: no memory. */
static uint32_t new_nodes(compiler *c, uint32_t count)
{
    if (count > c->capacity - c->count) {
        uint64_t wanted = (uint64_t)c->capacity * 2 > (uint64_t)c->count + count ? (uint64_t)c->capacity * 2 : (uint64_t)c->count + count;
        if (wanted > 4u * LIMIT_TYPE_SIZE) {
            error_set(c->err, ERROR_LIMIT, ERROR_NO_OFFSET, "a function's type has more than %u parts", 4u * LIMIT_TYPE_SIZE);
            return PLAN_NONE;
        }
        plan_node *nodes = arena_array(c->arena, plan_node, (size_t)wanted);
        if (!nodes) {
            error_memory(c->err);
            return PLAN_NONE;
        }
        if (c->count)
            memcpy(nodes, c->nodes, c->count * sizeof *nodes);
        c->nodes = nodes;
        c->capacity = (uint32_t)wanted;
    }
    uint32_t first = c->count;
    c->count += count;
    return first;
}

static uint32_t align_to(uint32_t at, uint32_t align)
{
    return (at + align - 1) & ~(align - 1);
}

/* CanonicalABI.md, alignment: discriminant_type. */
static uint8_t discriminant_width(uint32_t cases)
{
    return cases <= 0x100 ? 1 : cases <= 0x10000 ? 2 : 4;
}

static bool compile(compiler *c, uint32_t at, const ctype *type, uint32_t depth);

/* Fields one after the other, in memory and flat. */
static bool compile_fields(compiler *c, uint32_t at, const cfield *fields, uint32_t count, uint32_t depth)
{
    uint32_t first = new_nodes(c, count), offset = 0, flat = 0;
    if (first == PLAN_NONE)
        return false;
    c->nodes[at].first = first;
    c->nodes[at].count = count;
    for (uint32_t i = 0; i < count; i++) {
        const ctype *type = fields[i].type;
        offset = align_to(offset, align_of(c, type));
        c->nodes[first + i].offset = offset;
        c->nodes[first + i].flat = flat;
        if (!compile(c, first + i, type, depth))
            return false;
        offset += size_of(c, type);
        flat += type->flat_count;
    }
    return true;
}

/* Cases, all at one place behind the discriminant. types[i] null: no payload. */
static bool compile_cases(compiler *c, uint32_t at, const cfield *cases, uint32_t count, uint32_t depth)
{
    uint32_t first = new_nodes(c, count), align = 1;
    if (first == PLAN_NONE)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (cases[i].type && align_of(c, cases[i].type) > align)
            align = align_of(c, cases[i].type);
    const uint32_t payload_offset = align_to(discriminant_width(count), align);
    c->nodes[at].first = first;
    c->nodes[at].count = count;
    c->nodes[at].width = discriminant_width(count);
    for (uint32_t i = 0; i < count; i++) {
        c->nodes[first + i].offset = payload_offset;
        c->nodes[first + i].flat = 1;
        if (cases[i].type && !compile(c, first + i, cases[i].type, depth))
            return false;
    }
    return true;
}

/* A list's element, or a map's pair of key and value. */
static bool compile_list(compiler *c, uint32_t at, const ctype *type, uint32_t depth)
{
    uint32_t first = new_nodes(c, 1);
    if (first == PLAN_NONE)
        return false;
    c->nodes[at].first = first;
    c->nodes[at].count = 1;

    if (type->kind == CTYPE_MAP) {
        const cfield pair[2] = { { .type = type->other }, { .type = type->element } };
        uint32_t aligns[2] = { align_of(c, pair[0].type), align_of(c, pair[1].type) };
        plan_node *tuple = &c->nodes[first];
        tuple->kind = INLAY_TUPLE;
        tuple->align = aligns[0] > aligns[1] ? aligns[0] : aligns[1];
        tuple->size = align_to(align_to(size_of(c, pair[0].type), aligns[1]) + size_of(c, pair[1].type), tuple->align);
        return compile_fields(c, first, pair, 2, depth + 1);
    }

    inlay_kind kind = value_kind(type->element->kind);
    if (value_is_scalar(kind)) {
        c->nodes[at].packed = (uint8_t)kind;
        c->nodes[at].plain = kind >= INLAY_S8 && kind <= INLAY_U64;
    }
    if (type->kind == CTYPE_FIXED_LIST) {
        c->nodes[at].fixed = true;
        c->nodes[at].count = type->length;
    }
    return compile(c, first, type->element, depth);
}

static bool compile_resource(compiler *c, plan_node *node, const ctype *type)
{
    node->width = 4;
    if (c->resources.find(c->resources.user, type->resource, &node->resource))
        return true;
    return error_set(c->err, ERROR_INVALID, ERROR_NO_OFFSET, "the resource type %.*s is not known here", TEXT_ARGS(type->resource->name));
}

static bool compile_node(compiler *c, uint32_t at, const ctype *type, uint32_t depth)
{
    plan_node *node = &c->nodes[at];
    switch (type->kind) {
    case CTYPE_BOOL: case CTYPE_S8: case CTYPE_U8: case CTYPE_S16: case CTYPE_U16: case CTYPE_S32: case CTYPE_U32:
    case CTYPE_S64: case CTYPE_U64: case CTYPE_F32: case CTYPE_F64: case CTYPE_CHAR:
        node->width = (uint8_t)type->size;
        return true;
    case CTYPE_STRING:
        return true;
    case CTYPE_FLAGS:
        node->width = (uint8_t)type->size;
        node->flag_mask = type->count >= 32 ? UINT32_MAX : (1u << type->count) - 1;
        return true;
    case CTYPE_ENUM:
        node->count = type->count;
        node->width = discriminant_width(type->count);
        return true;
    case CTYPE_RECORD: case CTYPE_TUPLE:
        return compile_fields(c, at, type->fields, type->count, depth);
    case CTYPE_VARIANT:
        return compile_cases(c, at, type->fields, type->count, depth);
    case CTYPE_OPTION:
        return compile_cases(c, at, (const cfield[]){ { .type = NULL }, { .type = type->element } }, 2, depth);
    case CTYPE_RESULT:
        return compile_cases(c, at, (const cfield[]){ { .type = type->element }, { .type = type->other } }, 2, depth);
    case CTYPE_LIST: case CTYPE_FIXED_LIST: case CTYPE_MAP:
        return compile_list(c, at, type, depth);
    case CTYPE_OWN: case CTYPE_BORROW:
        return compile_resource(c, node, type);
    case CTYPE_STREAM: case CTYPE_FUTURE: case CTYPE_ERROR_CONTEXT:
        node->unsupported = true;
        return true;
    case CTYPE_KIND_COUNT:
        break;
    }
    UNREACHABLE();
}

static bool compile(compiler *c, uint32_t at, const ctype *type, uint32_t depth)
{
    plan_node *node = &c->nodes[at];
    node->kind = (uint8_t)value_kind(type->kind);
    node->size = size_of(c, type);
    node->align = align_of(c, type);
    node->flat_count = type->flat_count;
    if (depth > LIMIT_TYPE_DEPTH + 1)
        return error_set(c->err, ERROR_LIMIT, ERROR_NO_OFFSET, "a type is nested more than %d deep", LIMIT_TYPE_DEPTH);
    return compile_node(c, at, type, depth + 1);
}

/* The size and alignment of fields as one tuple, and whether they have handles. */
static bool finish_tuple(const compiler *c, plan_node *tuple, const cfield *fields, uint32_t count, uint32_t *flat, bool *handles)
{
    uint64_t size = 0;
    tuple->kind = INLAY_TUPLE;
    tuple->align = 1;
    for (uint32_t i = 0; i < count; i++) {
        const ctype *type = fields[i].type;
        const uint32_t align = align_of(c, type);
        size = ((size + align - 1) & ~(uint64_t)(align - 1)) + size_of(c, type);
        if (align > tuple->align)
            tuple->align = align;
        *flat = *flat + type->flat_count > CTYPE_FLAT_MANY ? CTYPE_FLAT_MANY : *flat + type->flat_count;
        *handles |= type->has_handles;
    }
    size = (size + tuple->align - 1) & ~(uint64_t)(tuple->align - 1);
    tuple->size = (uint32_t)size;
    tuple->flat_count = *flat;
    return size < INT32_MAX;
}

/* The nodes for memories of one width. */
static bool compile_nodes(compiler *c, const cfunc *func, plan *p)
{
    const cfield result = { .type = func->result };
    uint32_t flat_params = 0, flat_results = 0, result_count = func->result ? 1 : 0;
    if (new_nodes(c, 2 + func->param_count + 1) == PLAN_NONE)
        return false;
    c->count = 2;
    if (!finish_tuple(c, &c->nodes[0], func->params, func->param_count, &flat_params, &p->param_handles) ||
        !finish_tuple(c, &c->nodes[1], &result, result_count, &flat_results, &p->result_handles))
        return error_set(c->err, ERROR_LIMIT, ERROR_NO_OFFSET, "a function's values take more than 2 GiB");
    if (!compile_fields(c, 0, func->params, func->param_count, 1) || !compile_fields(c, 1, &result, result_count, 1))
        return false;
    p->params_spilled = flat_params > CTYPE_FLAT_PARAMS;
    p->results_spilled = flat_results > CTYPE_FLAT_RESULTS;
    return true;
}

const plan *plan_compile(arena *a, const cfunc *func, plan_resources resources, bool wide, error *err)
{
    compiler c = { .arena = a, .resources = resources, .err = err }, other = c;
    plan *p = arena_new(a, plan);
    if (!p)
        return error_memory(err), NULL;
    other.is_64 = true;
    if (!compile_nodes(&c, func, p) || (wide && !compile_nodes(&other, func, p)))
        return NULL;
    p->nodes = c.nodes;
    p->wide = other.nodes;
    p->node_count = c.count;
    return p;
}
