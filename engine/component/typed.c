/* Compiling steps. They follow the plan's nodes and the header's layouts side
 * by side; where the two differ the header was made from another WIT. */
#include "engine/component/typed.h"

#include "engine/base/limits.h"
#include "engine/component/straight_path.h"
#include "engine/wasm/numeric.h"

#include <string.h>

enum { TYPED_STEPS = 1 << 20, FIXED_FLAT_MOST = 16 };

typedef struct compiler {
    arena      *arena;
    const plan_node *nodes;
    typed_step *steps;
    uint32_t    count, capacity;
    uint32_t   *targets;
    uint32_t    target_count, target_capacity;
    uint32_t    barrier;          /* steps before this one are jumped to, or jump: nothing joins them */
    uint32_t    work;             /* of containers, for the next step */
    uint32_t    depth, deepest;
    bool        looks, has_views, has_handles, has_owned;
    error      *err;
} compiler;

/* Where a value lies on both sides. */
typedef struct spot {
    bool     flat;
    uint32_t at, c_at;
} spot;

static void *grow(compiler *c, const void *items, uint32_t count, uint32_t *capacity, size_t size)
{
    uint32_t wanted = *capacity ? *capacity * 2 : 16;
    if (wanted > TYPED_STEPS) {
        error_set(c->err, ERROR_LIMIT, ERROR_NO_OFFSET, "a function's type has more than %u parts", TYPED_STEPS);
        return NULL;
    }
    void *copy = arena_items(c->arena, wanted, size, 16);
    if (!copy) {
        error_memory(c->err);
        return NULL;
    }
    if (count)
        memcpy(copy, items, count * size);
    *capacity = wanted;
    return copy;
}

/* Null: no memory. Good until the next one. */
static typed_step *add(compiler *c, typed_op op, spot p)
{
    if (c->count == c->capacity) {
        typed_step *steps = grow(c, c->steps, c->count, &c->capacity, sizeof *steps);
        if (!steps)
            return NULL;
        c->steps = steps;
    }
    typed_step *s = &c->steps[c->count++];
    *s = (typed_step){ .op = (uint8_t)op, .flat = p.flat, .at = p.at, .c_at = p.c_at, .work = c->work };
    c->work = 0;
    return s;
}

/* `count` targets side by side; the first. UINT32_MAX: no memory. */
static uint32_t add_targets(compiler *c, uint32_t count)
{
    while (count > c->target_capacity - c->target_count) {
        uint32_t *targets = grow(c, c->targets, c->target_count, &c->target_capacity, sizeof *targets);
        if (!targets)
            return UINT32_MAX;
        c->targets = targets;
    }
    c->target_count += count;
    return c->target_count - count;
}

static bool differs(compiler *c, const char *what)
{
    error_set(c->err, ERROR_USE, ERROR_NO_OFFSET, "the header's %s is not the one of the WIT", what);
    return error_hint(c->err, "make the header again with `inlay bind`, and build the game with it");
}

static uint32_t width_of(uint8_t op)
{
    static const uint8_t widths[] = {
        [TYPED_BYTES] = 1, [TYPED_HALVES] = 2, [TYPED_WORDS] = 4, [TYPED_LONGS] = 8, [TYPED_F32S] = 4, [TYPED_F64S] = 8,
        [TYPED_BOOLS] = 1, [TYPED_CHARS] = 4
    };
    return widths[op];
}

static bool compile(compiler *c, const plan_node *n, const inlay_layout *l, spot p);

/* ---- numbers ---- */

static typed_op op_of_kind(inlay_kind kind, uint32_t width)
{
    bool is_integer = kind >= INLAY_S8 && kind <= INLAY_U64;
    if (is_integer && !numeric_is_little())
        return width == 8 ? TYPED_LONGS : width == 4 ? TYPED_WORDS : width == 2 ? TYPED_HALVES : TYPED_BYTES;
    return kind == INLAY_F32 ? TYPED_F32S : kind == INLAY_F64 ? TYPED_F64S : kind == INLAY_BOOL ? TYPED_BOOLS :
           kind == INLAY_CHAR ? TYPED_CHARS : TYPED_BYTES;
}

/* Numbers right behind those of the last step join it. */
static bool join(compiler *c, typed_op op, spot p, uint32_t count)
{
    if (c->count <= c->barrier)
        return false;
    typed_step *last = &c->steps[c->count - 1];
    if (last->op != op)
        return false;
    uint32_t bytes = last->count * width_of(last->op);
    if (last->at + bytes != p.at || last->c_at + bytes != p.c_at)
        return false;
    last->count += count;
    last->work += c->work;
    c->work = 0;
    return true;
}

static bool compile_scalar(compiler *c, const plan_node *n, const inlay_layout *l, spot p)
{
    inlay_kind kind = (inlay_kind)n->kind;
    if (l->size != value_scalar_size(kind))
        return differs(c, "size of a number");
    c->looks |= kind == INLAY_CHAR;
    if (p.flat) {
        typed_step *s = add(c, TYPED_SCALAR, p);
        if (!s)
            return false;
        s->kind = n->kind;
        s->plain = kind == INLAY_U32 || kind == INLAY_S32 ? 4 : kind == INLAY_U64 || kind == INLAY_S64 ? 8 : 0;
        return true;
    }
    typed_op op = op_of_kind(kind, n->width);
    uint32_t count = n->width / width_of((uint8_t)op);
    if (join(c, op, p, count))
        return true;
    typed_step *s = add(c, op, p);
    if (s)
        s->count = count;
    return s != NULL;
}

/* ---- lists ---- */

/* Where an item is numbers of one sort with nothing between, so is the whole list. Scalars: as the plan has them, they are looked at one by
 * one where they are floats, bools or chars. */
static void make_bulk(compiler *c, uint32_t at, bool has_scalars)
{
    typed_step *s = &c->steps[at], *item = s + 1;
    if (c->count != at + 2 || item->op == TYPED_NONE || item->op > TYPED_CHARS || item->at || item->c_at)
        return;
    if (item->count * width_of(item->op) != s->size || s->size != s->c_size)
        return;
    s->bulk = item->op;
    s->bulk_count = item->count;
    s->item_work = !has_scalars ? item->work : s->bulk >= TYPED_F32S ? PLAN_ITEM_WORK : 0;
    c->count = at + 1;
}

static bool compile_items(compiler *c, typed_op op, const plan_node *n, const inlay_layout *item, spot p, uint32_t count)
{
    const plan_node *element = &c->nodes[n->first];
    uint32_t at = c->count;
    bool looks = c->looks, views = c->has_views, handles = c->has_handles;
    typed_step *s = add(c, op, p);
    if (!s)
        return false;
    s->size = element->size;
    s->align = element->align;
    s->c_size = item->size;
    s->count = count;
    c->barrier = c->count;
    c->looks = c->has_views = c->has_handles = false;
    if (++c->depth > c->deepest)
        c->deepest = c->depth;
    /* A map's pairs are no values of their own. */
    bool good = compile(c, element, item, (spot){ 0 });
    c->depth--;
    if (!good)
        return false;
    if (n->kind == INLAY_MAP && c->count > at + 1)
        c->steps[at + 1].work -= PLAN_VALUE_WORK;
    make_bulk(c, at, n->packed != 0);
    c->steps[at].next = c->count;
    c->steps[at].deep = c->looks || c->has_views || c->has_handles;
    c->looks |= looks || op == TYPED_LIST;
    c->has_views |= views || op == TYPED_LIST;
    c->has_handles |= handles;
    c->barrier = c->count;
    return true;
}

static bool compile_fixed(compiler *c, const plan_node *n, const inlay_layout *l, spot p)
{
    const plan_node *element = &c->nodes[n->first];
    const inlay_layout *item = l->members[0].type;
    if (l->count != n->count || l->size != (uint64_t)n->count * item->size)
        return differs(c, "length of a list");
    if (!p.flat)
        return compile_items(c, TYPED_ARRAY, n, item, p, n->count);
    if (n->count > FIXED_FLAT_MOST)
        return error_set(c->err, ERROR_LIMIT, ERROR_NO_OFFSET, "a flat list of %u items", n->count);
    for (uint32_t i = 0; i < n->count; i++)
        if (!compile(c, element, item, (spot){ true, p.at + i * element->flat_count, p.c_at + i * item->size }))
            return false;
    return true;
}

static bool compile_list(compiler *c, const plan_node *n, const inlay_layout *l, spot p)
{
    if (l->members == NULL || l->members[0].type == NULL)
        return differs(c, "list");
    if (n->fixed)
        return compile_fixed(c, n, l, p);
    if (l->count || l->size != sizeof(inlay_list))
        return differs(c, "list");
    return compile_items(c, TYPED_LIST, n, l->members[0].type, p, 0);
}

/* ---- records, variants ---- */

static spot inside(spot p, const plan_node *child, uint32_t c_at)
{
    return (spot){ p.flat, p.at + (p.flat ? child->flat : child->offset), p.c_at + c_at };
}

static bool compile_fields(compiler *c, const plan_node *n, const inlay_layout *l, spot p)
{
    if (l->count != n->count)
        return differs(c, "number of fields");
    for (uint32_t i = 0; i < n->count; i++) {
        const plan_node *child = &c->nodes[n->first + i];
        if (!compile(c, child, l->members[i].type, inside(p, child, l->members[i].offset)))
            return false;
    }
    return true;
}

static typed_step *add_tag(compiler *c, typed_op op, const plan_node *n, const inlay_layout *l, spot p)
{
    p.c_at += l->tag_offset;
    typed_step *s = add(c, op, p);
    if (!s)
        return NULL;
    s->width = n->width;
    s->c_width = l->tag_size;
    s->count = n->count;
    c->looks = true;
    return s;
}

/* A case's steps, then the way to the end, which is not known yet. */
static bool compile_case(compiler *c, const plan_node *child, const inlay_member *member, spot p)
{
    bool has_payload = child->kind != INLAY_NOTHING;
    c->barrier = c->count;
    if (has_payload != (member && member->type))
        return differs(c, "payload of a case");
    if (has_payload && !compile(c, child, member->type, inside(p, child, member->offset)))
        return false;
    return add(c, TYPED_GOTO, (spot){ 0 }) != NULL;
}

static bool compile_cases(compiler *c, const plan_node *n, const inlay_layout *l, spot p)
{
    bool is_option = n->kind == INLAY_OPTION;
    if (!is_option && l->count != n->count)
        return differs(c, "number of cases");
    typed_step *s = add_tag(c, TYPED_CASES, n, l, p);
    uint32_t at = c->count - 1, targets = s ? add_targets(c, n->count) : UINT32_MAX;
    if (targets == UINT32_MAX)
        return false;
    c->steps[at].next = targets;
    for (uint32_t i = 0; i < n->count; i++) {
        const inlay_member *member = is_option ? (i ? l->members : NULL) : &l->members[i];
        c->targets[targets + i] = c->count;
        if (!compile_case(c, &c->nodes[n->first + i], member, p))
            return false;
    }
    /* The case's last step is a GOTO: it leads behind the last case. */
    for (uint32_t i = 0; i < n->count; i++)
        c->steps[(i + 1 < n->count ? c->targets[targets + i + 1] : c->count) - 1].next = c->count;
    c->barrier = c->count;
    return true;
}

static bool compile_handle(compiler *c, const plan_node *n, spot p)
{
    typed_step *s = add(c, TYPED_HANDLE, p);
    if (!s)
        return false;
    s->kind = n->kind;
    s->resource = n->resource;
    c->looks = c->has_handles = true;
    c->has_owned |= n->kind == INLAY_OWN;
    return true;
}

static bool compile_flags(compiler *c, const plan_node *n, const inlay_layout *l, spot p)
{
    typed_step *s = l->size == sizeof(uint32_t) ? add(c, TYPED_FLAGS, p) : NULL;
    if (!s)
        return l->size == sizeof(uint32_t) ? false : differs(c, "flags");
    s->width = n->width;
    s->count = n->flag_mask;
    c->looks = true;
    return true;
}

static bool compile(compiler *c, const plan_node *n, const inlay_layout *l, spot p)
{
    if (!l || l->kind != n->kind)
        return differs(c, "type");
    if (n->unsupported)
        return error_set(c->err, ERROR_USE, ERROR_NO_OFFSET, "a stream, future or error-context cannot cross yet");
    c->work += PLAN_VALUE_WORK;
    switch ((inlay_kind)n->kind) {
    case INLAY_BOOL: case INLAY_S8: case INLAY_U8: case INLAY_S16: case INLAY_U16: case INLAY_S32: case INLAY_U32:
    case INLAY_S64: case INLAY_U64: case INLAY_F32: case INLAY_F64: case INLAY_CHAR:
        return compile_scalar(c, n, l, p);
    case INLAY_STRING:
        c->looks = c->has_views = true;
        return add(c, TYPED_STRING, p) != NULL;
    case INLAY_RECORD: case INLAY_TUPLE:
        return compile_fields(c, n, l, p);
    case INLAY_LIST: case INLAY_MAP:
        return compile_list(c, n, l, p);
    case INLAY_ENUM:
        if (l->count != n->count)
            return differs(c, "number of cases");
        return add_tag(c, TYPED_ENUM, n, l, p) != NULL;
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        return compile_cases(c, n, l, p);
    case INLAY_FLAGS:
        return compile_flags(c, n, l, p);
    case INLAY_OWN: case INLAY_BORROW:
        return compile_handle(c, n, p);
    case INLAY_NOTHING:
        break;
    }
    UNREACHABLE();
}

static bool is_view(const typed_step *s)
{
    return s->op == TYPED_STRING || (s->op == TYPED_LIST && s->bulk && s->bulk != TYPED_CHARS);
}

static bool is_borrow(const typed_step *s)
{
    return s->op == TYPED_HANDLE && s->kind == INLAY_BORROW;
}

static bool is_number(const typed_step *s)
{
    return s->op == TYPED_SCALAR || s->op == TYPED_ENUM || s->op == TYPED_FLAGS;
}

/* Numbers and views, each in words of its own: gathered. False: no memory. */
static bool find_flat(compiler *c, typed_code *code, bool spilled)
{
    uint32_t argument = 0, work = 0;
    code->is_view = spilled && c->count == 2 && is_view(&c->steps[1]) && !c->steps[1].at && !c->steps[1].c_at;
    code->is_flat = !spilled;
    for (uint32_t i = 0; i < c->count; i++) {
        const typed_step *s = &c->steps[i];
        code->is_flat &= s->op == TYPED_ARGUMENT || is_number(s) || is_view(s) || is_borrow(s);
        code->is_wide |= s->flat && s->op == TYPED_SCALAR && typed_is_wide((inlay_kind)s->kind);
        code->work += s->work;
    }
    if (!code->is_flat)
        return true;
    typed_step *numbers = arena_array(c->arena, typed_step, c->count + 1);
    if (!numbers)
        return error_memory(c->err);
    for (uint32_t i = 0; i < c->count; i++) {
        work += c->steps[i].work;
        if (c->steps[i].op == TYPED_ARGUMENT) {
            argument = c->steps[i].count;
            continue;
        }
        typed_step *n = &numbers[code->number_count++];
        *n = c->steps[i];
        n->next = argument;
        n->then = &c->steps[i];
        n->work = work;
        work = 0;
    }
    code->numbers = numbers;
    return true;
}

/* The values of a tuple of the plan, each in an argument of its own. */
static bool compile_tuple(compiler *c, const plan_node *tuple, const inlay_layout *const *types, uint32_t count, bool spilled,
                          typed_code *out)
{
    uint32_t offset = 0;
    if (tuple->count != count)
        return differs(c, "number of parameters or results");
    out->offsets = arena_array(c->arena, uint32_t, count + 1);
    out->sizes = arena_array(c->arena, uint32_t, count);
    if (!out->offsets || !out->sizes)
        return error_memory(c->err);
    c->looks = c->has_views = c->has_handles = c->has_owned = false;
    c->deepest = 0;
    for (uint32_t i = 0; i < count; i++) {
        const plan_node *child = &c->nodes[tuple->first + i];
        typed_step *s = add(c, TYPED_ARGUMENT, (spot){ 0 });
        if (!s || !types[i])
            return s ? differs(c, "type") : false;
        s->count = i;
        c->barrier = c->count;
        out->offsets[i] = offset;
        out->sizes[i] = types[i]->size;
        offset = (offset + types[i]->size + 15) & ~15u;
        if (!compile(c, child, types[i], (spot){ !spilled, spilled ? child->offset : child->flat, 0 }))
            return false;
    }
    out->offsets[count] = offset;
    out->argument_count = count;
    out->count = c->count;
    out->depth = c->deepest;
    out->looks = c->looks;
    out->has_views = c->has_views;
    out->has_handles = c->has_handles;
    out->has_owned = c->has_owned;
    return find_flat(c, out, spilled);
}

/* Of what is walked. False: no memory. */
static bool find_paths(arena *a, typed_plan *t)
{
    bool walks = !t->result.is_flat && !t->result.is_view;
    return (t->params.is_flat || straight_path_make(a, &t->params, t->targets, true))
        && (!walks || straight_path_make(a, &t->result, t->targets, false));
}

const typed_plan *typed_compile(arena *a, const plan *p, bool is_64, const typed_function *f, error *err)
{
    const plan_node *nodes = plan_nodes(p, is_64);
    compiler params = { .arena = a, .nodes = nodes, .err = err };
    typed_plan *t = arena_new(a, typed_plan);
    if (!t)
        return error_memory(err), NULL;
    if (!compile_tuple(&params, &nodes[0], f->params, f->param_count, p->params_spilled, &t->params))
        return NULL;
    compiler result = { .arena = a, .nodes = nodes, .err = err, .targets = params.targets, .target_count = params.target_count,
                        .target_capacity = params.target_capacity };
    if (!compile_tuple(&result, &nodes[1], &f->result, f->result ? 1 : 0, p->results_spilled, &t->result))
        return NULL;
    t->params.steps = params.steps;
    t->result.steps = result.steps;
    t->targets = result.targets;
    t->has_views = t->params.has_views || t->result.has_views;
    t->memory = t->params.has_views || p->params_spilled ? TYPED_ROOM : t->result.has_views || p->results_spilled ? TYPED_MEMORY : TYPED_NO_MEMORY;
    /* What is given away can't be taken back, so that a call with it never begins in the straight way. */
    t->is_straight = !t->params.has_owned && !t->result.has_handles;
    t->is_numbers = t->is_straight && t->params.is_flat && t->result.is_flat && !t->memory && !t->params.has_handles;
    t->is_one = t->is_straight && t->params.is_flat && t->params.argument_count == 1 && t->params.number_count == 1
        && is_view(t->params.numbers) && (t->result.is_flat || t->result.is_view);
    /* What is left of a unit is charged with the result. */
    t->price_there = PLAN_CALL_PRICE + t->params.work / PLAN_UNIT_WORK;
    t->price_back = (t->params.work % PLAN_UNIT_WORK + t->result.work) / PLAN_UNIT_WORK;
    return !t->is_straight || find_paths(a, t) ? t : (error_memory(err), NULL);
}
