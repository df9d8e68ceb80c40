/* Looking at what the game gave, along the steps; lists recurse, as deep as the
 * type. What is wrong is left to typed_look.c, which has words for it. */
#include "engine/component/straight_look.h"

#include "engine/component/lower.h"

static bool look(straight_looker *l, const typed_step *s, const typed_step *end, const uint8_t *c);

bool straight_look_chars(const uint8_t *at, size_t count)
{
    uint32_t c;
    for (size_t i = 0; i < count; i++)
        if (memcpy(&c, at + 4 * i, 4), !typed_is_char(c))
            return false;
    return true;
}

static bool look_items(straight_looker *l, const typed_step *s, const uint8_t *items, size_t count)
{
    const typed_step *steps = l->k->typed->params.steps;
    if (s->bulk) {
        l->work += straight_bulk_work(s, count);
        return s->bulk != TYPED_CHARS || straight_look_chars(items, count * s->bulk_count);
    }
    for (size_t i = 0; i < count; i++)
        if (!look(l, s + 1, steps + s->next, items + i * s->c_size))
            return false;
    return true;
}

static inline bool look_list(straight_looker *l, const typed_step *s, const uint8_t *c)
{
    inlay_list list;
    return straight_look_list(l, s, c, &list) && look_items(l, s, list.items, list.count);
}

static inline bool look_flags(const typed_step *s, const uint8_t *c)
{
    uint32_t flags;
    memcpy(&flags, c + s->c_at, 4);
    return !(flags & ~s->count);
}

static bool look(straight_looker *l, const typed_step *s, const typed_step *end, const uint8_t *c)
{
    const typed_step *steps = l->k->typed->params.steps;
    const uint32_t *targets = l->k->typed->targets;
    uint32_t tag;
    while (s != end) {
        bool good = true;
        l->work += s->look_work;
        switch ((typed_op)s->op) {
        case TYPED_ARGUMENT:
            c = l->k->arguments[s->count];
            good = c != NULL;
            break;
        case TYPED_STRING: good = straight_look_text(l, s, c); break;
        case TYPED_LIST:   good = look_list(l, s, c); break;
        case TYPED_ARRAY:  good = look_items(l, s, c + s->c_at, s->count); break;
        case TYPED_ENUM:   good = typed_tag(s, c) < s->count; break;
        case TYPED_FLAGS:  good = look_flags(s, c); break;
        case TYPED_HANDLE: good = straight_look_borrow(l->k->x, s, c); break;
        case TYPED_CHARS:  good = straight_look_chars(c + s->c_at, s->count); break;
        case TYPED_SCALAR: good = s->kind != INLAY_CHAR || straight_look_chars(c + s->c_at, 1); break;
        case TYPED_CASES:
            if ((tag = typed_tag(s, c)) >= s->count)
                return false;
            s = steps + targets[s->next + tag];
            continue;
        case TYPED_NONE: case TYPED_BYTES: case TYPED_HALVES: case TYPED_WORDS: case TYPED_LONGS: case TYPED_F32S: case TYPED_F64S: case TYPED_BOOLS: case TYPED_GOTO:
            break;
        }
        if (!good)
            return false;
        s = s->look_then;
    }
    return true;
}

/* What was looked up is the host's to take back, where the call is refused after all. */
bool straight_look_borrow(crossing *x, const typed_step *s, const uint8_t *c)
{
    error err;
    inlay_resource given;
    uint32_t rep;
    error_open(&err);
    memcpy(&given, c + s->c_at, sizeof given);
    if (!budget_room(x->store->budget, x->moves, x->move_capacity, x->move_count)
        || !lower_look_up(x, s->resource, false, false, given, &rep, &err))
        return false;
    crossing_move *m = &x->moves[x->move_count++];
    m->id = NULL;
    m->given = given;
    m->type = s->resource;
    m->rep = rep;
    m->own = false;
    return true;
}

bool straight_look(straight *k)
{
    const typed_code *code = &k->typed->params;
    const plan *p = k->func->plan;
    straight_looker l = { .k = k };
    k->x->move_count = k->x->moved = 0;
    if (p->params_spilled) {
        l.bytes = p->nodes[0].size;
        l.rooms = 1;
    }
    return look(&l, code->steps, code->steps + code->count, NULL) && straight_may_begin(&l);
}
