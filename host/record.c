/* Records: call trees, each node found by what it is and what called it. */
#include "host/record.h"

#include "engine/base/limits.h"

enum { RECORD_FRAMES = 64, RECORD_FOLD = 8 };

record *record_open(budget *b, image *i, wasm_store *core, uint32_t serial)
{
    record *r = budget_new(b, record);
    if (!r)
        return NULL;
    r->budget = b;
    r->image = i;
    r->serial = serial;
    r->core = core;
    r->sampled = store_spent(core);
    r->random = 0x9E3779B97F4A7C15u;
    arena_open(&r->texts, b);
    image_keep(i);
    return r;
}

void record_close(record *r)
{
    budget *b = r->budget;
    image_release(r->image);
    budget_free(b, r->nodes, r->node_capacity * sizeof *r->nodes);
    budget_free(b, r->dirty, r->dirty_capacity * sizeof *r->dirty);
    hash_index_close(&r->index, b);
    budget_free(b, r->entries, r->entry_capacity * sizeof *r->entries);
    budget_free(b, r->outers, r->outer_capacity * sizeof *r->outers);
    budget_free(b, r->imports, r->import_capacity * sizeof *r->imports);
    arena_close(&r->texts);
    count_close(r->counts);
    budget_delete(b, r);
}

uint64_t record_random(record *r, uint64_t most)
{
    r->random ^= r->random << 13;
    r->random ^= r->random >> 7;
    r->random ^= r->random << 17;
    return r->random % most + 1;
}

/* ---- counting ---- */

bool record_count(record *r)
{
    r->counts = count_open(r->budget);
    if (!r->counts || !store_count(r->core, r->counts)) {
        count_close(r->counts);
        r->counts = NULL;
        return false;
    }
    r->counted = 0 - store_spent(r->core);
    return true;
}

uint64_t record_counted(const record *r)   { return r->core ? r->counted + store_spent(r->core) : r->counted; }

uint64_t record_unsampled(const record *r)
{
    if (!r->core)
        return r->unsampled;
    return r->counts ? count_pending(r->counts, r->core) : store_spent(r->core) - r->sampled;
}

void record_end(record *r)
{
    if (!r->core)
        return;
    if (r->counts)
        count_settle(r->counts, r->core);
    r->counted = record_counted(r);
    r->unsampled = record_unsampled(r);
    store_look(r->core, STORE_NO_LOOK);
    store_count(r->core, NULL);
    r->core = NULL;
}

/* ---- the tree ---- */

static uint32_t hash(uint32_t parent, record_kind kind, const wasm_code *code, uint32_t a, uint32_t b)
{
    uint64_t h = (uint64_t)(uintptr_t)code >> 4;
    h = (h ^ parent) * 0x9E3779B97F4A7C15u;
    h = (h ^ (h >> 29) ^ ((uint64_t)a << 3) ^ (uint64_t)kind) * 0xBF58476D1CE4E5B9u;
    h = (h ^ (h >> 32) ^ b) * 0x94D049BB133111EBu;
    return (uint32_t)(h >> 32);
}

static uint32_t hash_node(const void *nodes, uint32_t node)
{
    const record_node *n = (const record_node *)nodes + node;
    return hash(n->parent, n->kind, n->code, n->a, n->b);
}

static uint32_t find(const record *r, uint32_t parent, record_kind kind, const wasm_code *code, uint32_t a, uint32_t b)
{
    for (uint32_t at = hash(parent, kind, code, a, b), i; (i = hash_index_at(&r->index, at)) != HASH_INDEX_NONE; at++) {
        const record_node *n = &r->nodes[i];
        if (n->parent == parent && n->kind == kind && n->code == code && n->a == a && n->b == b)
            return i;
    }
    return RECORD_NONE;
}

uint32_t record_child(record *r, uint32_t parent, record_kind kind, wasm_code *code, uint32_t a, uint32_t b)
{
    uint32_t found = find(r, parent, kind, code, a, b);
    if (found != RECORD_NONE)
        return found;
    if (r->node_count >= LIMIT_RECORD_NODES || !hash_index_room(&r->index, r->budget, r->node_count, hash_node, r->nodes)
        || !budget_room(r->budget, r->nodes, r->node_capacity, r->node_count)
        || !budget_room(r->budget, r->dirty, r->dirty_capacity, r->node_count)) {
        r->lost++;
        return parent;
    }
    r->nodes[r->node_count] = (record_node){ .parent = parent, .kind = kind, .code = code, .a = a, .b = b };
    hash_index_put(&r->index, hash(parent, kind, code, a, b), r->node_count);
    return r->node_count++;
}

static uint32_t find_outer(record *r, record_outer outer)
{
    for (uint32_t i = 0; i < r->outer_count; i++)
        if (r->outers[i].record == outer.record && r->outers[i].node == outer.node)
            return i;
    if (r->outer_count >= LIMIT_RECORD_OUTERS || !budget_room(r->budget, r->outers, r->outer_capacity, r->outer_count))
        return RECORD_NONE;
    r->outers[r->outer_count] = outer;
    return r->outer_count++;
}

static uint32_t find_entry(record *r, text_view name)
{
    for (uint32_t i = 0; i < r->entry_count; i++)
        if (text_equal(r->entries[i], name))
            return i;
    text_view copy = arena_text(&r->texts, name);
    if (!copy.bytes || !budget_room(r->budget, r->entries, r->entry_capacity, r->entry_count))
        return RECORD_NONE;
    r->entries[r->entry_count] = copy;
    return r->entry_count++;
}

uint32_t record_entry(record *r, text_view name, record_outer outer)
{
    uint32_t text = find_entry(r, name);
    if (text == RECORD_NONE)
        return RECORD_NONE;
    return record_child(r, RECORD_NONE, RECORD_ENTRY, NULL, text, outer.record ? find_outer(r, outer) : RECORD_NONE);
}

uint32_t record_native(record *r, uint32_t parent, const component_store *cs, uint32_t address)
{
    const component_func *f = address == COUNT_OURS ? NULL : component_watch_native(cs, address);
    if (f && component_watch_is_host(f) && component_watch_get(f) < r->import_count)
        return record_child(r, parent, RECORD_IMPORT, NULL, component_watch_get(f), 0);
    return record_child(r, parent, RECORD_ABI, NULL, 0, 0);
}

/* A function that calls itself, at once or by a few others, is folded: the inner
 * calls stand where the outer one does. Else each depth would have a tree of its own. */
static uint32_t unfolded(const stack_frame *frames, uint32_t first, uint32_t i)
{
    for (uint32_t back = 1; back <= RECORD_FOLD && back <= i - first; back++)
        if (frames[i - back].code == frames[i].code && frames[i - back].function == frames[i].function)
            return i - back;
    return i;
}

uint32_t record_stack(record *r, uint32_t root, const component_store *cs, const wasm_task *task)
{
    stack_frame frames[RECORD_FRAMES];
    uint32_t above[RECORD_FRAMES];        /* the node that each stands below */
    uint32_t left_out, node = root, count = stack_read(task, frames, RECORD_FRAMES, &left_out);
    for (uint32_t i = 0; i < count; i++) {
        const stack_frame *f = &frames[i];
        bool is_behind = left_out && i >= STACK_OUTERMOST;
        if (is_behind && i == STACK_OUTERMOST)
            node = record_child(r, node, RECORD_DEEP, NULL, 0, 0);
        uint32_t outer = f->code ? unfolded(frames, is_behind ? STACK_OUTERMOST : 0, i) : i;
        above[i] = outer < i ? above[outer] : node;
        node = f->code ? record_child(r, above[i], RECORD_FUNCTION, f->code, f->function, f->cell)
                       : record_native(r, node, cs, f->function);
    }
    return node;
}

void record_add(record *r, uint32_t node, record_weight weight)
{
    if (node == RECORD_NONE)
        return;
    record_node *n = &r->nodes[node];
    if (!n->is_dirty)
        r->dirty[r->dirty_count++] = node;
    n->is_dirty = true;
    n->now.fuel += weight.fuel;
    n->now.calls += weight.calls;
    n->now.ns += weight.ns;
    n->now.samples += weight.samples;
}
