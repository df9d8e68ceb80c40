/* Where frames hold references into the heap: noted at calls and where objects
 * are made, since only there a collection can find a frame.
 *
 * There all such operands are home, but for nulls: they are constants, and may
 * stand below a block of which another arm than this one leaves them unwritten.
 * Below `rooted` operands stay what they are. Each knows
 * the node of the highest one at or below it, so a point costs what has been
 * pushed since the last one.
 */
#include "engine/wasm/translate.h"

#include "engine/wasm/code_roots.h"

static bool is_traced(const translator *t, wasm_type type) { return type_is_traced(t->module->types, type); }

static bool add_pair(translator *t, translate_pairs *list, uint32_t first, uint32_t second)
{
    if (!budget_room(t->budget, list->pairs, list->capacity, list->count)) {
        t->fuel.failed = true;
        return false;
    }
    list->pairs[list->count++] = (translate_pair){ first, second };
    return true;
}

static bool may_be_object(const translator *t, uint32_t at)
{
    return t->stack[at].kind != OPERAND_CONST && is_traced(t, t->stack[at].type);
}

uint32_t translate_roots(translator *t, uint32_t height)
{
    for (uint32_t at = height; at-- > t->rooted;)         /* from the top: a local's highest user is found at once */
        if (may_be_object(t, at))
            translate_settle(t, at);
    uint32_t node = t->rooted ? t->stack[t->rooted - 1].root : 0;
    for (uint32_t at = t->rooted; at < height; at++) {
        if (may_be_object(t, at) && add_pair(t, &t->nodes, t->stack[at].home, node))
            node = t->nodes.count;
        t->stack[at].root = node;
    }
    if (t->rooted < height)
        t->rooted = height;
    return height ? t->stack[height - 1].root : 0;
}

void translate_note_roots(translator *t, uint32_t cell, uint32_t roots)
{
    if (roots)
        add_pair(t, &t->points, cell, roots);
}

/* Parameters one by one, then the runs of locals. */
static void add_locals(translator *t, translate_pairs *ranges)
{
    const body *w = &t->w;
    uint32_t slot = 0;
    for (uint32_t i = 0; i < w->type->param_count; i++) {
        if (is_traced(t, w->type->params[i]))
            add_pair(t, ranges, slot, 1);
        slot += wasm_type_slots(w->type->params[i]);
    }
    for (uint32_t i = 0; i < w->run_count; i++) {
        uint32_t end = i + 1 < w->run_count ? w->runs[i + 1].first : w->local_count;
        if (is_traced(t, w->runs[i].type))
            add_pair(t, ranges, w->runs[i].slot, end - w->runs[i].first);
    }
}

static uint8_t *put_words(uint8_t *to, const void *words, uint32_t count)
{
    if (count)
        memcpy(to, words, count * sizeof(uint32_t));
    return to + count * sizeof(uint32_t);
}

uint32_t translate_root_words(translator *t)
{
    add_locals(t, &t->ranges);
    if (!t->ranges.count && !t->points.count)
        return 0;
    return CODE_ROOTS_HEAD + 2 * (t->ranges.count + t->nodes.count + t->points.count);
}

void translate_put_roots(const translator *t, const uint32_t *places, uint8_t *to)
{
    uint32_t head[CODE_ROOTS_HEAD] = { t->ranges.count, t->nodes.count, t->points.count };
    to = put_words(to, head, CODE_ROOTS_HEAD);
    to = put_words(to, t->ranges.pairs, 2 * t->ranges.count);
    to = put_words(to, t->nodes.pairs, 2 * t->nodes.count);
    for (uint32_t i = 0; i < t->points.count; i++) {
        translate_pair point = { places[t->points.pairs[i].first] / CODE_UNIT, t->points.pairs[i].second };
        to = put_words(to, &point, 2);
    }
}
