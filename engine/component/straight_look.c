/* Looking at what the game gave, along the steps; lists recurse, as deep as the
 * type. What is wrong is left to typed_look.c, which has words for it. */
#include "engine/component/straight_look.h"

#include "engine/component/lower.h"
#include "engine/component/straight_path.h"

bool straight_look_chars(const uint8_t *at, size_t count)
{
    uint32_t c;
    for (size_t i = 0; i < count; i++)
        if (memcpy(&c, at + 4 * i, 4), !typed_is_char(c))
            return false;
    return true;
}

static bool look_path(straight_looker *l, const path_step *first, const uint8_t *c, size_t count, size_t c_size);

/* Where nothing of an item can be wrong, there is nothing but its END. */
static bool look_items(straight_looker *l, const path_step *s, const uint8_t *items, size_t count)
{
    l->work += count * (uint64_t)s->item_ahead;
    return !count || s[1].op == PATH_END || look_path(l, s + 1, items, count, s->step->c_size);
}

static bool look_list(straight_looker *l, const path_step *s, const uint8_t *c)
{
    const inlay_list list = typed_list(s->step, c);
    return straight_look_list(l, s->step, list) && look_items(l, s, list.items, list.count);
}

static bool look_array(straight_looker *l, const typed_step *s, const uint8_t *c)
{
    l->work += (uint64_t)s->count * s->item_work;
    return s->bulk != TYPED_CHARS || straight_look_chars(c + s->c_at, (size_t)s->count * s->bulk_count);
}

static inline inlay_string text_at(const path_step *s, const uint8_t *c)
{
    inlay_string text;
    return memcpy(&text, c + s->c_at, sizeof text), text;
}

static inline inlay_list list_at(const path_step *s, const uint8_t *c)
{
    inlay_list list;
    return memcpy(&list, c + s->c_at, sizeof list), list;
}

static inline uint32_t tag_of(const path_step *s, const uint8_t *c)
{
    return s->op == PATH_OPTION ? c[s->c_at] : s->op == PATH_CASES_BYTE ? path_word(s, c) : typed_tag(s->step, c);
}

/* `count` values that lie side by side, each along the path to its END. */
static bool look_path(straight_looker *l, const path_step *first, const uint8_t *c, size_t count, size_t c_size)
{
    const path_target *target;
    uint32_t tag;
    for (const path_step *s = first;; s++) {
        bool good = true;
        switch ((path_op)s->op) {
        case PATH_END:
            if (--count == 0)
                return true;
            c += c_size;
            s = first - 1;
            continue;
        case PATH_GOTO:
            s = s->to - 1;
            continue;
        case PATH_OPTION: case PATH_CASES_BYTE: case PATH_CASES:
            if ((tag = tag_of(s, c)) >= s->count)
                return false;
            target = &s->targets[tag];
            l->work += target->ahead;
            s = target->to - 1;
            continue;
        case PATH_LIST: case PATH_ARRAY:
            good = s->op == PATH_LIST ? look_list(l, s, c) : look_items(l, s, c + s->c_at, s->count);
            l->work += s->ahead;
            s = s->to - 1;
            break;
        case PATH_ARGUMENT:
            c = l->k->arguments[s->count];
            good = c != NULL;
            break;
        case PATH_STRING:
            l->work += s->ahead;
            good = straight_look_text(l, text_at(s, c));
            break;
        case PATH_BULK:
            l->work += s->ahead;
            good = straight_look_bulk(l, s->step, list_at(s, c));
            break;
        case PATH_NUMBER_ARRAY:
            l->work += s->ahead;
            good = look_array(l, s->step, c);
            break;
        case PATH_HANDLE:
            l->work += s->ahead;
            good = straight_look_borrow(l->k->x, s->step, c);
            break;
        case PATH_ENUM_BYTE: good = path_word(s, c) < s->count; break;
        case PATH_ENUM:      good = typed_tag(s->step, c) < s->count; break;
        case PATH_FLAGS: case PATH_FLAGS_BYTE: case PATH_FLAGS_HALF: good = !(path_word(s, c) & ~s->count); break;
        case PATH_NUMBERS:   good = straight_look_chars(c + s->c_at, s->count); break;
        case PATH_SCALAR:    good = straight_look_chars(c + s->c_at, 1); break;
        case PATH_BYTES_1: case PATH_BYTES_2: case PATH_BYTES_4: case PATH_BYTES_8: case PATH_BYTES_TO_8: case PATH_BYTES_TO_16:
        case PATH_BOOL: case PATH_F32S: case PATH_F64: case PATH_FLAT_4: case PATH_FLAT_8:
        default:
            UNREACHABLE();        /* it is not on this path */
        }
        if (!good)
            return false;
    }
}

bool straight_look_path(straight_looker *l, const path_step *s, const uint8_t *c)
{
    return look_path(l, s, c, 1, 0);
}

/* What was looked up is the host's to take back, where the call is refused after all. */
bool straight_look_borrow(crossing *x, const typed_step *s, const uint8_t *c)
{
    error err;
    inlay_resource given;
    uint64_t rep;
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
