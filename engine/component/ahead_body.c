/* What a body may call, and how likely, read from its instructions. */
#include "engine/component/ahead_order.h"

#include <stdlib.h>

enum { WALK_BLOCKS = 200, WALK_LOOP_TARGETS = 100, ENTRIES_MOST = 1 << 16, HASHED_MOST = 8 };

typedef struct body_walk {
    ahead      *ahead;
    ahead_code *code;
    uint32_t    base;                     /* how unlikely the body is */
    uint32_t    here;                     /* how unlikely what follows is, once the body runs; AHEAD_NEVER: nothing gets there */
    uint32_t    depth;
    uint16_t    outside[WALK_BLOCKS];     /* the same at the start of each block around */
    uint32_t    callee, callee_here;      /* of the call just read; AHEAD_NONE: none */
} body_walk;

static uint32_t log_of(uint32_t count) { return count > 1 ? (31u - (uint32_t)__builtin_clz(count)) * 16 : 0; }

/* The first of many are enough: two types that hash alike cost a wrong guess, and no more. */
static uint32_t hash_type(const wasm_module *m, uint32_t type)
{
    const wasm_functype *t = &m->types[type].func;
    uint32_t hash = t->param_count * 31 + t->result_count + 1;
    for (uint32_t i = 0; i < t->param_count && i < HASHED_MOST; i++)
        hash = hash * 0x9E3779B1u + t->params[i];
    for (uint32_t i = 0; i < t->result_count && i < HASHED_MOST; i++)
        hash = hash * 0x85EBCA77u + t->results[i];
    return hash;
}

static int compare(const void *left, const void *right)
{
    const ahead_entry *a = left, *b = right;
    if (a->type_hash != b->type_hash)
        return a->type_hash < b->type_hash ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* Go over the functions in one module's tables: note them, or count them (null). How many there are then. */
static uint32_t add_entries(const ahead_code *c, ahead_entry *entries, uint32_t count)
{
    const wasm_module *m = code_module(c->code);
    for (uint32_t e = 0; e < m->elem_count; e++)
        for (uint32_t i = 0; m->elems[e].funcs && i < m->elems[e].count && count < ENTRIES_MOST; i++) {
            uint32_t func = m->elems[e].funcs[i], number = ahead_number(c, func);
            if (number == AHEAD_NONE)
                continue;
            if (entries)
                entries[count] = (ahead_entry){ hash_type(m, m->funcs[func].type), number };
            count++;
        }
    return count;
}

void ahead_list_entries(ahead *a)
{
    uint32_t count = 0, noted = 0;
    for (uint32_t i = 0; i < a->code_count; i++)
        count = add_entries(&a->codes[i], NULL, count);
    a->is_asked = arena_array(&a->arena, uint8_t, count);
    a->entries = arena_array(&a->arena, ahead_entry, count);
    if (!a->is_asked || !a->entries)
        return;
    for (uint32_t i = 0; i < a->code_count; i++)
        noted = add_entries(&a->codes[i], a->entries, noted);
    qsort(a->entries, noted, sizeof *a->entries, compare);
    a->entry_count = noted;
}

/* The first entry whose type hashes to that, or more. */
static uint32_t find_entry(const ahead *a, uint32_t hash)
{
    uint32_t low = 0, high = a->entry_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (a->entries[middle].type_hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Each of the type is as likely as the others; said once, by the likeliest call. */
static void call_indirect(body_walk *w, uint32_t type)
{
    ahead *a = w->ahead;
    if (w->here == AHEAD_NEVER)
        return;
    uint32_t hash = hash_type(code_module(w->code->code), type), from = find_entry(a, hash), to = from;
    if (from == a->entry_count || a->entries[from].type_hash != hash || a->is_asked[from])
        return;
    a->is_asked[from] = 1;
    while (to < a->entry_count && a->entries[to].type_hash == hash)
        to++;
    uint32_t unlikely = w->base + w->here + AHEAD_TABLE + log_of(to - from) * 7 / 8;
    for (uint32_t i = from; i < to && unlikely < AHEAD_NEVER; i++)
        ahead_offer(a, a->entries[i].number, unlikely);
}

/* A call that `unreachable` stands behind is that of an error. */
static inline void end_call(body_walk *w, uint32_t op)
{
    if (w->callee == AHEAD_NONE)
        return;
    uint32_t unlikely = w->base + (w->callee_here < AHEAD_DEEP ? w->callee_here : AHEAD_DEEP);
    if (op != OP_unreachable && w->callee_here != AHEAD_NEVER && unlikely < AHEAD_NEVER)
        ahead_offer(w->ahead, ahead_number(w->code, w->callee), unlikely);
    w->callee = AHEAD_NONE;
}

static void open_block(body_walk *w)
{
    if (w->depth < WALK_BLOCKS)
        w->outside[w->depth] = (uint16_t)w->here;
    w->depth++;
}

static uint32_t outside(const body_walk *w, uint32_t depth) { return depth < WALK_BLOCKS ? w->outside[depth] : AHEAD_DEEP; }
static uint32_t less(uint32_t here, uint32_t by) { return here >= AHEAD_DEEP ? here : here + by; }

static void follow(body_walk *w, uint32_t op, const immediates *imm)
{
    switch (op) {
    case OP_call: case OP_return_call:
        w->callee = imm->index;
        w->callee_here = w->here;
        if (op == OP_return_call)
            w->here = AHEAD_NEVER;
        return;
    case OP_call_indirect: case OP_return_call_indirect:
        call_indirect(w, imm->index);
        return;
    case OP_block: case OP_loop: case OP_try_table:
        open_block(w);
        return;
    case OP_if:
        open_block(w);
        w->here = less(w->here, AHEAD_ARM);
        return;
    case OP_else:
        w->here = less(outside(w, w->depth - 1), AHEAD_ARM);
        return;
    case OP_end:
        if (w->depth)
            w->here = outside(w, --w->depth);
        return;
    case OP_br_if:
        w->here = less(w->here, AHEAD_BRANCH);
        return;
    case OP_br: case OP_br_table: case OP_return: case OP_unreachable: case OP_throw:
        w->here = AHEAD_NEVER;
        return;
    }
}

/* Behind the locals of a body, which was validated. */
static reader open_body(const wasm_module *m, uint32_t func, error *err)
{
    wasm_span body = m->funcs[func].body;
    reader r = { m->file + body.offset, m->file + body.offset + body.size, m->file, err };
    uint32_t runs = read_u32(&r);
    for (uint32_t i = 0; i < runs && reader_ok(&r); i++) {
        read_u32(&r);
        type_read(&r);
    }
    return r;
}

static const uint8_t *behind_number(const uint8_t *at)
{
    while (*at++ & 0x80)
        continue;
    return at;
}

/* Behind one that only computes: it was validated, so it ends in the body. Null: it's another. */
static inline const uint8_t *behind_plain(const uint8_t *at)
{
    uint32_t number = opcode_by_number[*at++];
    if (!number || opcode_table[number - 1].special == OPCODE_IS_CONTROL)
        return NULL;
    switch (opcode_table[number - 1].form) {
    case IMMEDIATE_none:   return at;
    case IMMEDIATE_local: case IMMEDIATE_global: case IMMEDIATE_i32: case IMMEDIATE_i64: return behind_number(at);
    case IMMEDIATE_memarg: return *at < 0x40 ? behind_number(at + 1) : NULL;
    case IMMEDIATE_f32:    return at + 4;
    case IMMEDIATE_f64:    return at + 8;
    default:               return NULL;
    }
}

/* Go over those, nine in ten, up to one that may lead elsewhere. False: there were none. */
static bool pass_plain(reader *r)
{
    const uint8_t *start = r->next;
    for (const uint8_t *next; r->next < r->end && (next = behind_plain(r->next)) != NULL;)
        r->next = next;
    return r->next != start;
}

void ahead_follow(ahead *a, uint32_t number, uint32_t unlikely)
{
    ahead_code *c = ahead_code_of(a, number);
    const wasm_module *m = code_module(c->code);
    body_walk w = { .ahead = a, .code = c, .base = unlikely, .callee = AHEAD_NONE };
    error ignored = { 0 };
    reader r = open_body(m, number - c->first + m->func_import_count, &ignored);
    ahead_offer_beside(a, number, unlikely);
    while (r.next < r.end) {
        immediates imm;
        if (pass_plain(&r)) {
            end_call(&w, OP_nop);
            continue;
        }
        uint32_t op = opcode_next(&r);
        if (op == OP_COUNT || !opcode_next_immediates(&r, op, &imm))
            return;
        end_call(&w, op);
        follow(&w, op, &imm);
    }
}

bool ahead_is_loop(const wasm_module *m, uint32_t func)
{
    error ignored = { 0 };
    reader r = open_body(m, func, &ignored);
    uint32_t depth = 0, loop = 0;         /* the outermost that is open; 0: none is */
    while (r.next < r.end) {
        immediates imm;
        if (pass_plain(&r))
            continue;
        uint32_t op = opcode_next(&r);
        if (op == OP_COUNT || !opcode_next_immediates(&r, op, &imm))
            return false;
        if (op == OP_br_table && loop && imm.count >= WALK_LOOP_TARGETS)
            return true;
        if (op == OP_block || op == OP_loop || op == OP_if || op == OP_try_table)
            depth++;
        if (op == OP_loop && !loop)
            loop = depth;
        if (op == OP_end && depth-- == loop)
            loop = 0;
    }
    return false;
}
