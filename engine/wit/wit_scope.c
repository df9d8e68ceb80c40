/* Scopes: a crit-bit tree over names (Bernstein), folded to small letters. */
#include "engine/wit/wit_scope.h"

/* An inner node says at which byte, and at which bits of it, its two sides differ. */
struct wit_scope_node {
    wit_scope_entry *entry;           /* a leaf, or null */
    size_t           byte;
    uint8_t          other_bits;
    wit_scope_node  *side[2];
};

wit_scope *wit_scope_new(arena *a)
{
    wit_scope *s = arena_new(a, wit_scope);
    if (s)
        s->arena = a;
    return s;
}

static uint8_t folded(text_view name, size_t at)
{
    uint8_t c = at < name.size ? (uint8_t)name.bytes[at] : 0;
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

static int side_of(const wit_scope_node *node, text_view name)
{
    return (1 + (node->other_bits | folded(name, node->byte))) >> 8;
}

static const wit_scope_node *leaf_for(const wit_scope *s, text_view name)
{
    const wit_scope_node *node = s->root;
    while (node && !node->entry)
        node = node->side[side_of(node, name)];
    return node;
}

static bool is_same(text_view a, text_view b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if (folded(a, i) != folded(b, i))
            return false;
    return true;
}

wit_scope_entry *wit_scope_find(const wit_scope *s, text_view name)
{
    const wit_scope_node *leaf = leaf_for(s, name);
    return leaf && is_same(leaf->entry->name, name) ? leaf->entry : NULL;
}

void *wit_scope_get(const wit_scope *s, text_view name)
{
    wit_scope_entry *entry = wit_scope_find(s, name);
    return entry && text_equal(entry->name, name) ? entry->value : NULL;
}

static wit_scope_node *new_leaf(wit_scope *s, text_view name, void *value)
{
    wit_scope_node *leaf = arena_new(s->arena, wit_scope_node);
    wit_scope_entry *entry = arena_new(s->arena, wit_scope_entry);
    if (!leaf || !entry)
        return NULL;
    *entry = (wit_scope_entry){ .name = name, .value = value };
    leaf->entry = entry;
    if (s->last)
        s->last->next = entry;
    else
        s->first = entry;
    s->last = entry;
    s->count++;
    return leaf;
}

/* All bits but the highest in which two bytes differ. */
static uint8_t mask_of(uint8_t a, uint8_t b)
{
    uint8_t bits = a ^ b;
    bits |= bits >> 1;
    bits |= bits >> 2;
    bits |= bits >> 4;
    return (uint8_t)((bits & ~(bits >> 1)) ^ 0xFF);
}

bool wit_scope_add(wit_scope *s, text_view name, void *value)
{
    const wit_scope_node *near = leaf_for(s, name);
    wit_scope_node *inner = near ? arena_new(s->arena, wit_scope_node) : NULL;
    if (near && !inner)
        return false;

    wit_scope_node *leaf = new_leaf(s, name, value);
    if (!leaf)
        return false;
    if (!near) {
        s->root = leaf;
        return true;
    }

    text_view other = near->entry->name;
    while (folded(name, inner->byte) == folded(other, inner->byte))
        inner->byte++;
    inner->other_bits = mask_of(folded(name, inner->byte), folded(other, inner->byte));
    int side = side_of(inner, name);

    wit_scope_node **at = &s->root;
    while (!(*at)->entry) {
        wit_scope_node *node = *at;
        if (node->byte > inner->byte || (node->byte == inner->byte && node->other_bits > inner->other_bits))
            break;
        at = &node->side[side_of(node, name)];
    }
    inner->side[side] = leaf;
    inner->side[1 - side] = *at;
    *at = inner;
    return true;
}

/* The word of a name that tells it from its like: "spawn" of "[method]field.spawn", "field" of "arena:game/field@1.0.0". */
static text_view own_word(text_view name, text_view *before)
{
    size_t from = 0, to = name.size;
    for (size_t i = 0; i < name.size; i++)
        if (name.bytes[i] == '@') {
            to = i;
            break;
        }
    for (size_t i = 0; i < to; i++)
        if (name.bytes[i] == '/' || name.bytes[i] == '.' || name.bytes[i] == ']')
            from = i + 1;
    *before = (text_view){ name.bytes, from };
    return (text_view){ name.bytes + from, to - from };
}

void wit_scope_prefer(text_view name, text_view candidate, text_view *best, uint32_t *distance)
{
    enum { LONGEST = 256 };
    if (name.size > LONGEST || candidate.size > LONGEST)
        return;
    text_view before, other_before, word = own_word(name, &before), other = own_word(candidate, &other_before);
    uint32_t most = (uint32_t)(word.size < 4 ? word.size / 3 : word.size < 22 ? (word.size + 2) / 3 : 8);
    if (text_equal(word, other)) {       /* the same word elsewhere */
        if (!best->size)
            *best = candidate, *distance = most + 1;
        return;
    }
    uint32_t found = text_equal(before, other_before) ? text_distance(word, other, most + 1) : most + 1;
    if (found > most || (best->size && found >= *distance))
        return;
    *best = candidate;
    *distance = found;
}

text_view wit_scope_nearest(const wit_scope *s, text_view name)
{
    enum { LOOKED_AT = 2000 };
    text_view best = { 0 };
    uint32_t distance = 0, looked = 0;
    for (const wit_scope_entry *e = s ? s->first : NULL; e && looked < LOOKED_AT; e = e->next, looked++)
        wit_scope_prefer(name, e->name, &best, &distance);
    return best;
}
