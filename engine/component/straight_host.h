/* The parts of a straight call of a host's function (straight_host.c), in line for
 * whoever asks the game: what the function sees is found where the guest has it,
 * a host_call is lent for it, and what it answers is taken.
 *
 * Whoever goes this way asks, in this order: straight_host_may, a lift, straight_host_crossing,
 * straight_host_begin; then the function; then straight_host_take and straight_host_end, or straight_host_go_on.
 * Before straight_host_begin nothing has happened, and canon_open_lowered may be asked instead.
 */
#ifndef INLAY_COMPONENT_STRAIGHT_HOST_H
#define INLAY_COMPONENT_STRAIGHT_HOST_H

#include "engine/component/canon.h"
#include "engine/component/crossing.h"
#include "engine/component/straight.h"
#include "engine/wasm/state.h"

/* What of a call is counted: in registers. */
typedef struct straight_count {
    uint64_t copied, work;
} straight_count;

/* What a call is given, in C. */
typedef struct straight_given {
    void *places[DIRECT_ARGUMENTS];
    _Alignas(16) uint8_t block[DIRECT_BYTES];
} straight_given;

/* Eight times 0x80, and 0: from where there are so many of the first. */
extern const uint8_t straight_high_bits[16];

/* `price` is taken before the function is asked. */
ALWAYS_INLINE bool straight_host_may(const component_lowered *lowered, const wasm_store *core, uint64_t price)
{
    return lowered->side.instance->may_leave && core->tank.at_hand >= (int64_t)price;
}

/* load_string_from_range, load_list_from_range: checked as there. False: the crossing finds it again, and says so. */
ALWAYS_INLINE bool straight_host_view(straight_count *sum, const memory *m, const wasm_slot *slots, uint32_t item_size, uint32_t align, uint32_t most,
                                      inlay_string *view)
{
    uint32_t pointer = slots[0].i32, count = slots[1].i32;
    uint64_t bytes = (uint64_t)count * item_size;
    if (bytes > STRING_MAX_BYTES || count > most || (pointer & (align - 1)) || pointer + bytes > m->size)
        return false;
    *view = (inlay_string){ (const char *)m->bytes + pointer, count };
    sum->copied += bytes;
    sum->work += bytes;
    return true;
}

/* Of at most STORE_FEW bytes, and ASCII, with as many that may be read. False: it may be none of these, or wrong. */
ALWAYS_INLINE bool straight_lift_short_text(const component_store *cs, const memory *m, const wasm_slot *slots, inlay_string *text)
{
    const uint32_t pointer = slots[0].i32, size = slots[1].i32;
    uint64_t first, last;
    if (UNLIKELY(size > cs->few_bytes || (uint64_t)pointer + STORE_FEW > m->size))
        return false;
    const char *bytes = (const char *)m->bytes + pointer;
    *text = (inlay_string){ bytes, size };
    memcpy(&first, bytes, sizeof first);
    if (UNLIKELY(size < sizeof last)) {
        memcpy(&last, &straight_high_bits[sizeof last - size], sizeof last);
        return (first & last) == 0;
    }
    memcpy(&last, bytes + size - sizeof last, sizeof last);
    return ((first | last) & 0x8080808080808080u) == 0;
}

ALWAYS_INLINE bool straight_host_text(straight_count *sum, const component_store *cs, const memory *m, const wasm_slot *slots, inlay_string *text)
{
    if (!straight_host_view(sum, m, slots, 1, 1, store_size_seen(cs, true), text) || !straight_is_text(text->bytes, text->size))
        return false;
    sum->work += 4 * (uint64_t)text->size;
    return true;
}

ALWAYS_INLINE bool straight_host_list(straight_count *sum, const component_store *cs, const memory *m, const typed_step *s, const wasm_slot *slots,
                                      inlay_string *items)
{
    if (!straight_host_view(sum, m, slots, s->size, s->align, store_size_seen(cs, false), items))
        return false;
    sum->work += (uint64_t)items->size * s->item_work;
    return true;
}

/* lift_borrow of what is the host's, but that it isn't lent: nothing of the guest runs meanwhile (straight_host_go_on). */
ALWAYS_INLINE bool straight_lift_borrow(const component_lowered *lowered, const typed_step *s, const wasm_slot *slots, uint8_t *to)
{
    const component_store *cs = lowered->func->store;
    const handle *h = handle_table_get(&lowered->side.instance->handles, slots[s->at].i32);
    inlay_resource id = { 0, 0 };
    if (!h || h->type != s->resource || !cs->host->lift_host(cs->host->user, cs->resources[s->resource].host_type, (uint32_t)h->rep, false, &id))
        return false;
    memcpy(to + s->c_at, &id, sizeof id);
    return true;
}

/* Arguments of a word each: `words` is where they lie in C. */
ALWAYS_INLINE bool straight_lift_words(const component_lowered *lowered, const typed_code *code, const wasm_slot *slots, uint64_t *words, void **places)
{
    for (uint32_t i = 0; i < code->argument_count; i++) {
        const typed_step *s = &code->numbers[i];
        uint8_t *to = (uint8_t *)&words[i];
        words[i] = 0;
        places[i] = to;
        if (!(s->op == TYPED_HANDLE ? straight_lift_borrow(lowered, s, slots, to) : straight_lift_number(s, slots, to)))
            return false;
    }
    return true;
}

ALWAYS_INLINE bool straight_lift_argument(straight_count *sum, const component_lowered *lowered, const typed_step *s, const wasm_slot *slots,
                                          uint8_t *to)
{
    const component_store *cs = lowered->func->store;
    const memory *m = lowered->memory;
    inlay_string view;
    if (s->op == TYPED_HANDLE)
        return straight_lift_borrow(lowered, s, slots, to);
    if (s->op != TYPED_STRING && s->op != TYPED_LIST)
        return straight_lift_number(s, slots, to);
    if (!(s->op == TYPED_STRING ? straight_host_text(sum, cs, m, &slots[s->at], &view) : straight_host_list(sum, cs, m, s, &slots[s->at], &view)))
        return false;
    memcpy(to + s->c_at, &view, sizeof view);
    return true;
}

/* All of them. */
ALWAYS_INLINE bool straight_lift_given(straight_given *d, straight_count *sum, const component_lowered *lowered, const typed_code *code,
                                       const wasm_slot *slots)
{
    *sum = (straight_count){ 0, code->work };
    if (code->number_count != code->argument_count)
        memset(d->block, 0, code->offsets[code->argument_count]);      /* what lies between fields */
    for (const typed_step *s = code->numbers, *end = s + code->number_count; s < end; s++) {
        uint8_t *to = d->block + code->offsets[s->next];
        d->places[s->next] = to;
        if (!straight_lift_argument(sum, lowered, s, slots, to))
            return false;
    }
    return sum->copied <= lowered->func->store->copy_bytes;
}

/* The crossing that these calls are made of, made for that function. Null: no memory. While one is under way, nothing else of the
 * store runs: so it stays where it is, until it goes on as a crossing. */
crossing *straight_host_prepare(component_store *cs, component_func *f);
ALWAYS_INLINE crossing *straight_host_crossing(component_store *cs, component_func *f)
{
    return LIKELY(f->asking) ? f->asking : straight_host_prepare(cs, f);
}

/* It isn't opened, but lends its host_call: the function of the game runs, and no one sees more of it. The price is taken. */
ALWAYS_INLINE host_call *straight_host_begin(crossing *x, void **places, uint64_t copied)
{
    host_call *h = &x->host;
    ASSERT(x->store->asking == x && x->callee->asking == x && !h->state && !h->work);
    h->typed_arguments = (const void *const *)places;
    h->moved = copied;
    h->text[0] = 0;
    return h;
}

/* Where the answer will lie. */
ALWAYS_INLINE void straight_host_empty(const component_lowered *lowered, crossing *x)
{
    x->answer_words[0] = 0;
    if (lowered->answer_size)
        memset(x->answer_words, 0, lowered->func->typed.narrow->result.sizes[0]);
}

/* A tag, or flags, as a flat word. False: it is none of its type. */
static inline bool straight_host_tag(const typed_step *s, const uint8_t *c, wasm_slot *word)
{
    uint32_t tag;
    if (s->op == TYPED_FLAGS)
        memcpy(&tag, c + s->c_at, sizeof tag);
    else
        tag = typed_tag(s, c);
    *word = (wasm_slot){ .bits = tag };
    return s->op == TYPED_FLAGS ? !(tag & ~s->count) : tag < s->count;
}

/* An answer that goes into memory. False, too: it asks the guest for room there. */
bool straight_host_store(const component_lowered *lowered, const crossing *x, wasm_store *core, straight_count *sum, const wasm_slot *slots);

/* The answer is there, and right, and there is fuel for it. */
ALWAYS_INLINE bool straight_host_take(const component_lowered *lowered, const crossing *x, wasm_store *core, straight_count *sum, wasm_slot *slots)
{
    const typed_code *code = &lowered->func->typed.narrow->result;
    uint64_t work = sum->work;
    wasm_slot word;
    if (lowered->answer_size)
        return straight_host_store(lowered, x, core, sum, slots);
    work += x->host.work + code->work;
    int64_t price = (int64_t)(work / PLAN_UNIT_WORK);
    if (work > UINT32_MAX || core->tank.at_hand < price)
        return false;
    if (code->argument_count) {
        const uint8_t *c = (const uint8_t *)x->answer_words;
        if (!(code->number_count ? straight_lower_number(code->numbers, c, &word) : straight_host_tag(&code->steps[1], c, &word)))
            return false;
        slots[0] = word;
    }
    store_take(core, price);
    return true;
}

/* `lowered`: of those copied, into the guest. */
ALWAYS_INLINE int straight_host_end(component_store *cs, crossing *x, uint64_t copied, uint64_t lowered)
{
    store_count_copied(cs, copied, lowered);
    if (UNLIKELY(!arena_is_empty(&x->scratch)))
        arena_clear(&x->scratch);
    return NATIVE_DONE;
}

/* The function may have left these. */
ALWAYS_INLINE void straight_host_clear(crossing *x) { x->host.state = x->host.work = 0; }

/* It was answered with one string, or one list of numbers: the guest is asked for room, and called. False: nothing has happened. */
bool straight_answer_ask(crossing *x, const component_lowered *lowered, straight_count sum, native_call *call);

/* The guest is back with it, or the call is dropped. */
int straight_answer_give(component_lowered *lowered, native_call *call);

/* It goes on as a crossing that has asked. */
int straight_host_go_on(crossing *x, const component_lowered *lowered, void **places, straight_count sum, native_call *call, host_answer answer);

#endif
