/* A profile's call tree by function: see profile_tree.h. */
#include "host/profile_tree.h"

#include "engine/base/limits.h"

#include <string.h>

/* While it is made: branches in the order of first sight, found by parent, place and mod. */
typedef struct tree_making {
    profile_tree *t;
    uint32_t     *table, table_size;    /* branch + 1 */
    uint32_t     *of_node;              /* the branch of each node */
} tree_making;

/* ---- branches ---- */

static uint32_t hash_of(uint32_t parent, uint32_t place, uint32_t mod)
{
    uint64_t h = ((uint64_t)parent << 32 | place) * UINT64_C(0x9E3779B97F4A7C15);
    h = (h ^ h >> 29 ^ mod) * UINT64_C(0xBF58476D1CE4E5B9);
    return (uint32_t)(h >> 32);
}

static void enter(tree_making *m, uint32_t branch)
{
    const profile_branch *b = &m->t->branches[branch];
    uint32_t at = hash_of(b->parent, b->place, b->mod) & (m->table_size - 1);
    while (m->table[at])
        at = (at + 1) & (m->table_size - 1);
    m->table[at] = branch + 1;
}

static bool grow_table(tree_making *m)
{
    budget *b = m->t->budget;
    uint32_t *wider = budget_zalloc(b, (size_t)m->table_size * 2 * sizeof *wider);
    if (!wider)
        return false;
    budget_free(b, m->table, m->table_size * sizeof *m->table);
    m->table = wider;
    m->table_size *= 2;
    for (uint32_t i = 0; i < m->t->count; i++)
        enter(m, i);
    return true;
}

/* PROFILE_NONE: no memory. */
static uint32_t add_branch(tree_making *m, uint32_t parent, uint32_t place, uint32_t mod)
{
    profile_tree *t = m->t;
    if (!budget_room(t->budget, t->branches, t->capacity, t->count) || (t->count * 2 >= m->table_size && !grow_table(m)))
        return PROFILE_NONE;
    t->branches[t->count] = (profile_branch){ .parent = parent, .place = place, .mod = mod,
                                              .depth = parent == PROFILE_NONE ? 0 : t->branches[parent].depth + 1 };
    enter(m, t->count);
    return t->count++;
}

static uint32_t child(tree_making *m, uint32_t parent, uint32_t place, uint32_t mod)
{
    const profile_branch *all = m->t->branches;
    uint32_t at = hash_of(parent, place, mod) & (m->table_size - 1);
    for (; m->table[at]; at = (at + 1) & (m->table_size - 1)) {
        uint32_t found = m->table[at] - 1;
        if (all[found].parent == parent && all[found].place == place && all[found].mod == mod)
            return found;
    }
    return add_branch(m, parent, place, mod);
}

/* The branch of a node whose parent's is known. What is too deep counts for the deepest. */
static uint32_t branch_of(tree_making *m, const profile_node *n)
{
    const profile *p = m->t->p;
    uint32_t place = profile_function(p, n->place), mod = p->places[place].mod;
    uint32_t above = n->parent == PROFILE_NONE ? 0 : m->of_node[n->parent];
    if (m->t->branches[above].depth >= LIMIT_PROFILE_DEPTH)
        return above;
    if (mod != PROFILE_NONE && mod != m->t->branches[above].mod)
        above = child(m, above, PROFILE_NONE, mod);
    if (above == PROFILE_NONE)
        return PROFILE_NONE;
    /* what the game offers is called for a mod: the mod's branch goes on below it */
    return child(m, above, place, mod == PROFILE_NONE ? m->t->branches[above].mod : mod);
}

static bool gather_node(tree_making *m, uint32_t node)
{
    const profile_node *n = &m->t->p->nodes[node];
    uint32_t branch = m->of_node[node] = branch_of(m, n);
    if (branch == PROFILE_NONE)
        return false;
    profile_branch *b = &m->t->branches[branch];
    b->calls += n->calls;
    b->fuel += n->fuel;
    b->ns += n->ns;
    b->samples += n->samples;
    return true;
}

/* ---- order ---- */

static int compare(const profile_tree *t, uint32_t a, uint32_t b)
{
    int order = text_compare(profile_tree_label(t, a), profile_tree_label(t, b));
    if (order)
        return order;
    const profile_branch *x = &t->branches[a], *y = &t->branches[b];
    uint64_t at = x->place == PROFILE_NONE ? 0 : t->p->places[x->place].offset;
    uint64_t other = y->place == PROFILE_NONE ? 0 : t->p->places[y->place].offset;
    return at != other ? (at < other ? -1 : 1) : a < b ? -1 : a > b;
}

/* Merge sort of siblings, from `from` to `to`. */
static void sort(const profile_tree *t, uint32_t *items, uint32_t *room, uint32_t count)
{
    for (uint32_t width = 1; width < count; width = width < count / 2 + 1 ? width * 2 : count) {
        for (uint32_t low = 0; low < count; low += 2 * width) {
            uint32_t middle = low + width < count ? low + width : count, high = middle + width < count ? middle + width : count;
            uint32_t a = low, b = middle;
            for (uint32_t i = low; i < high; i++)
                room[i] = a < middle && (b >= high || compare(t, items[a], items[b]) <= 0) ? items[a++] : items[b++];
        }
        memcpy(items, room, count * sizeof *items);
    }
}

/* Lists of children: branches by parent, in the order of first sight. */
static void list_children(const profile_tree *t, uint32_t *starts, uint32_t *list)
{
    for (uint32_t i = 1; i < t->count; i++)
        starts[t->branches[i].parent + 1]++;
    for (uint32_t i = 0; i < t->count; i++)
        starts[i + 1] += starts[i];
    for (uint32_t i = 1; i < t->count; i++)
        list[starts[t->branches[i].parent]++] = i;
    for (uint32_t i = t->count; i > 0; i--)
        starts[i] = starts[i - 1];
    starts[0] = 0;
}

/* Breadth first: a branch's children get their places when it has its own. */
static void place_all(const profile_tree *t, const uint32_t *starts, uint32_t *list, uint32_t *room, uint32_t *old_of, profile_branch *out)
{
    uint32_t placed = 1;
    old_of[0] = 0;
    out[0] = t->branches[0];
    for (uint32_t i = 0; i < t->count; i++) {
        uint32_t old = old_of[i], first = starts[old], count = starts[old + 1] - first;
        sort(t, list + first, room, count);
        out[i].first = placed;
        out[i].count = count;
        for (uint32_t n = 0; n < count; n++, placed++) {
            old_of[placed] = list[first + n];
            out[placed] = t->branches[list[first + n]];
            out[placed].parent = i;
        }
    }
}

static bool put_in_order(profile_tree *t)
{
    uint32_t count = t->count;
    size_t size = ((size_t)count + 1) * sizeof(uint32_t);
    uint32_t *starts = budget_zalloc(t->budget, size), *list = budget_zalloc(t->budget, size);
    uint32_t *room = budget_zalloc(t->budget, size), *old_of = budget_zalloc(t->budget, size);
    profile_branch *out = budget_zalloc(t->budget, count * sizeof *out);
    bool good = starts && list && room && old_of && out;
    if (good) {
        list_children(t, starts, list);
        place_all(t, starts, list, room, old_of, out);
        memcpy(t->branches, out, count * sizeof *out);
    }
    budget_free(t->budget, starts, size);
    budget_free(t->budget, list, size);
    budget_free(t->budget, room, size);
    budget_free(t->budget, old_of, size);
    budget_free(t->budget, out, count * sizeof *out);
    return good;
}

static void add_up(profile_tree *t)
{
    for (uint32_t i = t->count; i-- > 0;) {
        profile_branch *b = &t->branches[i];
        b->total_fuel += b->fuel;
        b->total_ns += b->ns;
        if (b->parent == PROFILE_NONE)
            continue;
        t->branches[b->parent].total_fuel += b->total_fuel;
        t->branches[b->parent].total_ns += b->total_ns;
    }
}

/* ---- all ---- */

static bool open_making(tree_making *m, profile_tree *t, budget *b, const profile *p)
{
    enum { TABLE_BEGIN = 64 };
    *t = (profile_tree){ .p = p, .budget = b };
    *m = (tree_making){ .t = t, .table_size = TABLE_BEGIN };
    m->table = budget_zalloc(b, m->table_size * sizeof *m->table);
    m->of_node = budget_alloc(b, p->node_count * sizeof *m->of_node);
    return m->table && (m->of_node || !p->node_count) && add_branch(m, PROFILE_NONE, PROFILE_NONE, PROFILE_NONE) == 0;
}

static bool end_making(tree_making *m, bool good, error *err)
{
    profile_tree *t = m->t;
    good = good && put_in_order(t);
    budget_free(t->budget, m->table, m->table_size * sizeof *m->table);
    budget_free(t->budget, m->of_node, t->p->node_count * sizeof *m->of_node);
    if (good)
        add_up(t);
    else
        profile_tree_close(t);
    return good || error_memory(err);
}

static bool has_whole(const profile *p)
{
    for (uint32_t i = 0; i < p->node_count; i++)
        if (p->nodes[i].frame == PROFILE_NONE)
            return true;
    return false;
}

bool profile_tree_open(profile_tree *t, budget *b, const profile *p, uint32_t frame, error *err)
{
    tree_making m;
    bool good = open_making(&m, t, b, p), is_any = frame == PROFILE_NONE && !has_whole(p);
    for (uint32_t i = 0; i < p->node_count && good; i++)
        good = (!is_any && p->nodes[i].frame != frame) || gather_node(&m, i);
    return end_making(&m, good, err);
}

bool profile_tree_open_of(profile_tree *t, budget *b, const profile *p, const uint32_t *nodes, uint32_t count, error *err)
{
    tree_making m;
    bool good = open_making(&m, t, b, p);
    for (uint32_t i = 0; i < count && good; i++)
        good = gather_node(&m, nodes[i]);
    return end_making(&m, good, err);
}

void profile_tree_close(profile_tree *t)
{
    budget_free(t->budget, t->branches, t->capacity * sizeof *t->branches);
    *t = (profile_tree){ .p = t->p, .budget = t->budget };
}

text_view profile_tree_label(const profile_tree *t, uint32_t branch)
{
    const profile_branch *b = &t->branches[branch];
    text_view name = b->place != PROFILE_NONE ? t->p->places[b->place].name
                   : b->mod != PROFILE_NONE ? t->p->mods[b->mod].name : text_of("all");
    return name.size ? name : text_of("(no name)");
}

uint32_t profile_tree_entry(const profile_tree *t, uint32_t branch)
{
    for (uint32_t i = branch; i != PROFILE_NONE; i = t->branches[i].parent)
        if (t->branches[i].place != PROFILE_NONE && t->p->places[t->branches[i].place].kind == PROFILE_ENTRY)
            return t->branches[i].place;
    return PROFILE_NONE;
}

const char *profile_tree_place(const profile_tree *t, uint32_t branch, char *out, size_t size)
{
    const profile_place *place = t->branches[branch].place != PROFILE_NONE ? &t->p->places[t->branches[branch].place] : NULL;
    out[0] = 0;
    if (place && place->file.size)
        text_format(out, size, place->line ? "%.*s:%u" : "%.*s", TEXT_ARGS(place->file), place->line);
    return out;
}

void profile_tree_walk(const profile_tree *t, profile_visit *visit, void *user)
{
    uint32_t at = 0;
    visit(user, t, at, false);
    for (;;) {
        const profile_branch *b = &t->branches[at];
        if (b->count) {
            at = b->first;
            visit(user, t, at, false);
            continue;
        }
        visit(user, t, at, true);
        for (; at && at + 1 == t->branches[t->branches[at].parent].first + t->branches[t->branches[at].parent].count; visit(user, t, at, true))
            at = t->branches[at].parent;
        if (!at)
            return;
        visit(user, t, ++at, false);
    }
}

/* ---- by frame ---- */

bool profile_by_frame_open(profile_by_frame *f, budget *b, const profile *p, error *err)
{
    size_t starts = ((size_t)p->frame_count + 2) * sizeof(uint32_t);
    *f = (profile_by_frame){ .budget = b, .frame_count = p->frame_count, .node_count = p->node_count, .row_count = p->row_count };
    f->node_starts = budget_zalloc(b, starts);
    f->row_starts = budget_zalloc(b, starts);
    f->nodes = budget_zalloc(b, p->node_count * sizeof *f->nodes);
    f->rows = budget_zalloc(b, p->row_count * sizeof *f->rows);
    if (!f->node_starts || !f->row_starts || (!f->nodes && p->node_count) || (!f->rows && p->row_count)) {
        profile_by_frame_close(f);
        return error_memory(err);
    }
    /* starts[i + 2] counts those of frame i, then starts[i + 1] is where its next one goes */
    for (uint32_t i = 0; i < p->node_count; i++)
        f->node_starts[p->nodes[i].frame < p->frame_count ? p->nodes[i].frame + 2 : 0]++;
    for (uint32_t i = 0; i < p->row_count; i++)
        f->row_starts[p->rows[i].frame + 2]++;
    f->node_starts[0] = 0;
    for (uint32_t i = 2; i < p->frame_count + 2; i++) {
        f->node_starts[i] += f->node_starts[i - 1];
        f->row_starts[i] += f->row_starts[i - 1];
    }
    for (uint32_t i = 0; i < p->node_count; i++)
        if (p->nodes[i].frame < p->frame_count)
            f->nodes[f->node_starts[p->nodes[i].frame + 1]++] = i;
    for (uint32_t i = 0; i < p->row_count; i++)
        f->rows[f->row_starts[p->rows[i].frame + 1]++] = i;
    return true;
}

void profile_by_frame_close(profile_by_frame *f)
{
    size_t starts = ((size_t)f->frame_count + 2) * sizeof(uint32_t);
    budget_free(f->budget, f->node_starts, starts);
    budget_free(f->budget, f->row_starts, starts);
    budget_free(f->budget, f->nodes, f->node_count * sizeof *f->nodes);
    budget_free(f->budget, f->rows, f->row_count * sizeof *f->rows);
    *f = (profile_by_frame){ .budget = f->budget };
}
