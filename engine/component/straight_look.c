/* Looking at what the game gave, along the steps; lists recurse, as deep as the
 * type. What is wrong is left to typed_look.c, which has words for it. */
#include "engine/component/lower.h"
#include "engine/component/straight_call.h"

typedef struct looker {
    straight *k;
    uint64_t  bytes, work;
    uint32_t  rooms;              /* that the guest's realloc is asked for */
} looker;

static bool look(looker *l, const typed_step *s, const typed_step *end, const uint8_t *c);

static inline bool look_text(looker *l, const typed_step *s, const uint8_t *c)
{
    inlay_string text = typed_string(s, c);
    if (text.size > store_size_seen(l->k->store, true) || text.size > STRING_MAX_BYTES || (text.size && !text.bytes))
        return false;
    l->bytes += text.size;
    l->rooms++;
    return straight_is_text(text.bytes, text.size);
}

static bool look_chars(const uint8_t *at, size_t count)
{
    uint32_t c;
    for (size_t i = 0; i < count; i++)
        if (memcpy(&c, at + 4 * i, 4), !typed_is_char(c))
            return false;
    return true;
}

static bool look_items(looker *l, const typed_step *s, const uint8_t *items, size_t count)
{
    const typed_step *steps = l->k->typed->params.steps;
    if (s->bulk) {
        l->work += straight_bulk_work(s, count);
        return s->bulk != TYPED_CHARS || look_chars(items, count * s->bulk_count);
    }
    for (size_t i = 0; i < count; i++)
        if (!look(l, s + 1, steps + s->next, items + i * s->c_size))
            return false;
    return true;
}

static inline bool look_list(looker *l, const typed_step *s, const uint8_t *c)
{
    inlay_list list = typed_list(s, c);
    uint64_t bytes = list.count * (uint64_t)s->size;
    if (list.count > store_size_seen(l->k->store, false) || bytes > STRING_MAX_BYTES || (list.count && !list.items))
        return false;
    l->bytes += bytes;
    l->rooms++;
    return look_items(l, s, list.items, list.count);
}

/* What was looked up is the host's to take back, where the call is refused after all. */
static bool look_borrow(crossing *x, const typed_step *s, const uint8_t *c)
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

static inline bool look_flags(const typed_step *s, const uint8_t *c)
{
    uint32_t flags;
    memcpy(&flags, c + s->c_at, 4);
    return !(flags & ~s->count);
}

static bool look(looker *l, const typed_step *s, const typed_step *end, const uint8_t *c)
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
        case TYPED_STRING: good = look_text(l, s, c); break;
        case TYPED_LIST:   good = look_list(l, s, c); break;
        case TYPED_ARRAY:  good = look_items(l, s, c + s->c_at, s->count); break;
        case TYPED_ENUM:   good = typed_tag(s, c) < s->count; break;
        case TYPED_FLAGS:  good = look_flags(s, c); break;
        case TYPED_HANDLE: good = look_borrow(l->k->x, s, c); break;
        case TYPED_CHARS:  good = look_chars(c + s->c_at, s->count); break;
        case TYPED_SCALAR: good = s->kind != INLAY_CHAR || look_chars(c + s->c_at, 1); break;
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

/* The same of what lies in flat words, one behind the other; numbers are lowered at once. */
static inline bool look_flat(looker *l)
{
    straight *k = l->k;
    const typed_code *code = &k->typed->params;
    for (const typed_step *s = code->numbers, *end = s + code->number_count; s < end; s++) {
        const uint8_t *c = k->arguments[s->next];
        bool good = c != NULL;
        l->work += s->work;
        switch ((typed_op)s->op) {
        case TYPED_STRING: good = good && look_text(l, s, c); break;
        case TYPED_LIST:   good = good && look_list(l, s, c); break;
        case TYPED_HANDLE: good = good && look_borrow(k->x, &code->steps[s->resource], c); break;
        default:           good = good && straight_lower_number(s, c, &k->x->lower.flat[s->at]);
        }
        if (!good)
            return false;
    }
    return true;
}

bool straight_look(straight *k)
{
    const typed_code *code = &k->typed->params;
    const plan *p = k->func->plan;
    looker l = { .k = k };
    k->x->move_count = k->x->moved = 0;
    if (p->params_spilled) {
        l.bytes = p->nodes[0].size;
        l.rooms = 1;
    }
    if (!(code->is_flat ? look_flat(&l) : look(&l, code->steps, code->steps + code->count, NULL)))
        return false;
    k->most = PLAN_CALL_PRICE + (int64_t)l.rooms * PLAN_REALLOC_PRICE + (int64_t)((l.work + 2 * l.bytes) / PLAN_UNIT_WORK) + 1;
    return l.bytes <= k->store->copy_bytes && k->core->tank.at_hand >= k->most;
}
