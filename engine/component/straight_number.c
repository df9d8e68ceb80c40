/* Numbers of straight calls that are not simply copied: small ones, floats, tags, flags. */
#include "engine/component/straight.h"

bool straight_lower_other(const typed_step *s, const uint8_t *c, wasm_slot *slot)
{
    uint32_t word;
    if (s->op == TYPED_SCALAR) {
        slot->bits = typed_scalar_bits((inlay_kind)s->kind, c + s->c_at);
        return s->kind != INLAY_CHAR || typed_is_char(slot->i32);
    }
    if (s->op == TYPED_ENUM) {
        slot->bits = word = typed_tag(s, c);
        return word < s->count;
    }
    memcpy(&word, c + s->c_at, 4);
    slot->bits = word;
    return !(word & ~s->count);
}

bool straight_lift_other(const typed_step *s, const wasm_slot *slots, uint8_t *to)
{
    uint32_t word = slots[s->at].i32;
    if (s->op == TYPED_SCALAR) {
        if (s->kind == INLAY_CHAR && !typed_is_char(word))
            return false;
        if (typed_is_wide((inlay_kind)s->kind))
            typed_set_scalar((inlay_kind)s->kind, slots[s->at].bits, to + s->c_at);
        else
            typed_set_scalar((inlay_kind)s->kind, word, to + s->c_at);
        return true;
    }
    if (s->op == TYPED_FLAGS) {
        word &= s->count;
        memcpy(to + s->c_at, &word, 4);
        return true;
    }
    if (word >= s->count)
        return false;
    typed_set_tag(s, to, word);
    return true;
}

bool straight_lower_rest(const typed_step *s, const typed_step *end, const void *const *arguments, wasm_slot *slots)
{
    for (; s < end; s++) {
        const uint8_t *c = arguments[s->next];
        if (!c || !straight_lower_number(s, c, &slots[s->at]))
            return false;
    }
    return true;
}
