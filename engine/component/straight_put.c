/* Putting along a path. */
#include "engine/component/straight_put.h"

#include "engine/component/straight_look.h"

/* A tag, or flags. */
static inline bool put_word(const path_step *s, uint8_t *to, uint32_t v, bool good)
{
    to += s->at;
    for (uint32_t i = 0; i < s->step->width; i++)
        to[i] = (uint8_t)(v >> 8 * i);
    return good;
}

static bool put_numbers(const path_step *s, typed_op op, size_t count, const uint8_t *c, uint8_t *to)
{
    c += s->c_at;
    if (op == TYPED_CHARS && !straight_look_chars(c, count))
        return false;
    few_move(op, c, to + s->at, count, true);
    return true;
}

static bool put_array(const path_step *s, const uint8_t *c, uint8_t *to, uint64_t *work)
{
    *work += (uint64_t)s->count * s->step->item_work + s->ahead;
    return !s->count || put_numbers(s, (typed_op)s->step->bulk, (size_t)s->count * s->step->bulk_count, c, to);
}

/* Where the case goes on; null: there is no such case. */
static inline const path_step *put_cases(const path_step *s, uint8_t *to, uint32_t tag, uint64_t *work)
{
    if (!put_word(s, to, tag, tag < s->count))
        return NULL;
    *work += s->targets[tag].ahead;
    return s->targets[tag].to - 1;
}

bool straight_put(const path_step *first, const uint8_t *c, uint8_t *to, path_row r, uint64_t *work)
{
    uint32_t tag;
    for (const path_step *s = first;; s++) {
        bool good = true;
        switch ((path_op)s->op) {
        PUT_NUMBERS(s, c, to);
        case PATH_END:
            if (--r.count == 0)
                return true;
            c += r.c_size;
            to += r.size;
            s = first - 1;
            break;
        case PATH_GOTO:    s = s->to - 1; break;
        case PATH_NUMBERS: good = put_numbers(s, (typed_op)s->step->op, s->count, c, to); break;
        case PATH_NUMBER_ARRAY: good = put_array(s, c, to, work); break;
        case PATH_ENUM_BYTE: case PATH_ENUM:
            tag = typed_tag(s->step, c);
            good = put_word(s, to, tag, tag < s->count);
            break;
        case PATH_FLAGS_BYTE: case PATH_FLAGS_HALF: case PATH_FLAGS:
            tag = path_word(s, c);
            good = put_word(s, to, tag, !(tag & ~s->count));
            break;
        case PATH_OPTION: case PATH_CASES_BYTE: case PATH_CASES:
            if (!(s = put_cases(s, to, typed_tag(s->step, c), work)))
                return false;
            break;
        case PATH_STRING: case PATH_BULK: case PATH_LIST: case PATH_ARRAY: case PATH_HANDLE:
            return false;
        case PATH_ARGUMENT: case PATH_FLAT_4: case PATH_FLAT_8: case PATH_SCALAR: default:
            UNREACHABLE();        /* nothing of it lies in memory */
        }
        if (!good)
            return false;
    }
}
