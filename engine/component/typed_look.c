/* Looking, along the steps; as deep as the type. */
#include "engine/component/typed_look.h"

#include "engine/component/lower.h"

typedef struct looker {
    crossing          *x;
    const typed_step  *steps;
    const void *const *given;
    uint64_t           bytes;
    uint32_t           argument;
    error             *err;
} looker;

static bool look(looker *k, const typed_step *s, const typed_step *end, const uint8_t *c);

static bool wrong(looker *k, const char *what)
{
    error_set(k->err, ERROR_USE, ERROR_NO_OFFSET, "%s", what);
    return error_hint(k->err, "give a value of the type that the WIT says");
}

static bool too_long(looker *k)
{
    return error_set(k->err, ERROR_LIMIT, ERROR_NO_OFFSET, "a string or list is too long to cross");
}

static bool within_quota(looker *k, bool is_text, uint64_t size)
{
    component_store *cs = k->x->store;
    size_quota *q = is_text ? &cs->strings : &cs->lists;
    if (!size_is_over(q, size))
        return true;
    error_set(k->err, ERROR_LIMIT, ERROR_NO_OFFSET, is_text ? "a string of %llu bytes, and one may have %u" : "a list of %llu items, and one may have %u",
              (unsigned long long)size, q->most);
    return error_hint(k->err, "give less, or raise %s of the slot", is_text ? "string_bytes" : "list_items");
}

static bool look_string(looker *k, const typed_step *s, const uint8_t *c)
{
    inlay_string string = typed_string(s, c);
    if (string.size > STRING_MAX_BYTES)
        return too_long(k);
    if (!within_quota(k, true, string.size))
        return false;
    if (string.size && !string.bytes)
        return wrong(k, "a string has a size, but no bytes");
    if (string.size && !text_is_utf8(string.bytes, string.size))
        return wrong(k, "found bytes that are not UTF-8 where string is wanted");
    k->bytes += string.size;
    return true;
}

static bool look_char(looker *k, const uint8_t *at)
{
    uint32_t c;
    memcpy(&c, at, 4);
    return c < 0xD800 || (c >= 0xE000 && c < 0x110000) || wrong(k, "found a word that is no Unicode scalar value where char is wanted");
}

static bool look_chars(looker *k, const uint8_t *at, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!look_char(k, at + 4 * i))
            return false;
    return true;
}

static bool look_items(looker *k, const typed_step *s, const uint8_t *items, size_t count)
{
    if (s->bulk == TYPED_CHARS)
        return look_chars(k, items, count * s->bulk_count);
    for (size_t i = 0; s->deep && i < count; i++)
        if (!look(k, s + 1, k->steps + s->next, items + i * s->c_size))
            return error_in(k->err, "item %zu", i);
    return true;
}

static bool look_list(looker *k, const typed_step *s, const uint8_t *c)
{
    inlay_list list = typed_list(s, c);
    if (list.count > STRING_MAX_BYTES || list.count * (uint64_t)s->size > STRING_MAX_BYTES)
        return too_long(k);
    if (!within_quota(k, false, list.count))
        return false;
    if (list.count && !list.items)
        return wrong(k, "a list has a count, but no items");
    k->bytes += list.count * (uint64_t)s->size;
    return look_items(k, s, list.items, list.count);
}

static bool look_handle(looker *k, const typed_step *s, const uint8_t *c)
{
    crossing *x = k->x;
    crossing_move move = { .id = NULL, .type = s->resource, .own = s->kind == INLAY_OWN };
    inlay_resource id;
    memcpy(&id, c + s->c_at, sizeof id);
    if (!budget_room(x->store->budget, x->moves, x->move_capacity, x->move_count))
        return error_memory(k->err);
    if (!lower_look_up(x, s->resource, move.own, false, id, &move.rep, k->err))
        return false;
    move.given = id;
    x->moves[x->move_count++] = move;
    return true;
}

static bool look_step(looker *k, const typed_step *s, const uint8_t *c)
{
    uint32_t flags;
    switch ((typed_op)s->op) {
    case TYPED_STRING: return look_string(k, s, c);
    case TYPED_LIST:   return look_list(k, s, c);
    case TYPED_ARRAY:  return look_items(k, s, c + s->c_at, s->count);
    case TYPED_CHARS:  return look_chars(k, c + s->c_at, s->count);
    case TYPED_HANDLE: return look_handle(k, s, c);
    case TYPED_SCALAR: return s->kind != INLAY_CHAR || look_char(k, c + s->c_at);
    case TYPED_ENUM: case TYPED_CASES:
        return typed_tag(s, c) < s->count || wrong(k, "found a tag that no case has");
    case TYPED_FLAGS:
        memcpy(&flags, c + s->c_at, 4);
        return !(flags & ~s->count) || wrong(k, "found a flag that doesn't exist");
    case TYPED_NONE: case TYPED_BYTES: case TYPED_HALVES: case TYPED_WORDS: case TYPED_LONGS: case TYPED_F32S: case TYPED_F64S: case TYPED_BOOLS: case TYPED_ARGUMENT: case TYPED_GOTO:
        return true;
    }
    UNREACHABLE();
}

static bool look(looker *k, const typed_step *s, const typed_step *end, const uint8_t *c)
{
    while (s < end) {
        if (s->op == TYPED_ARGUMENT)
            c = k->given[k->argument = s->count];
        else if (!look_step(k, s, c))
            return false;
        if (s->op == TYPED_CASES)
            s = k->steps + k->x->typed->targets[s->next + typed_tag(s, c)];
        else
            s = s->op == TYPED_LIST || s->op == TYPED_ARRAY || s->op == TYPED_GOTO ? k->steps + s->next : s + 1;
    }
    return true;
}

/* All are there: those that are given away go now. */
static bool move_handles(looker *k)
{
    for (uint32_t i = 0; i < k->x->move_count; i++) {
        crossing_move *m = &k->x->moves[i];
        if (m->own && !lower_look_up(k->x, m->type, true, true, m->given, &m->rep, k->err))
            return k->x->move_count = i, false;
    }
    return true;
}

bool typed_look(crossing *x, const typed_code *code, const void *const *given, uint64_t *bytes, error *err)
{
    looker k = { .x = x, .steps = code->steps, .given = given, .err = err };
    x->move_count = x->moved = 0;
    bool good = !code->count || look(&k, code->steps, code->steps + code->count, NULL);
    *bytes = k.bytes;
    if (!good) {
        x->move_count = 0;        /* none has changed hands */
        return error_in(err, "argument %u", k.argument);
    }
    return !code->has_handles || move_handles(&k);
}
