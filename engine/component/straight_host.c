/* A guest calls a host's function that a header binds, with numbers, strings and
 * lists of integers: what the game's function sees lies where the guest has it,
 * since nothing of the guest runs until it answers. When it doesn't answer at
 * once, the arguments are copied, and the call goes on as a crossing. */
#include "engine/component/straight.h"

#include "engine/component/canon.h"
#include "engine/component/crossing.h"
#include "engine/wasm/state.h"

/* Numbers, strings and lists of integers, in flat words; the result is a number. */
static bool are_direct(const typed_plan *t)
{
    if (!t->params.is_flat || !t->result.is_flat || t->result.has_views || t->params.has_handles || t->result.has_handles)
        return false;
    if (t->params.argument_count > DIRECT_ARGUMENTS || t->params.offsets[t->params.argument_count] > DIRECT_BYTES)
        return false;
    if (t->result.argument_count && t->result.sizes[0] > sizeof(uint64_t))
        return false;
    uint32_t arguments = 0;
    for (uint32_t i = 0; i < t->params.number_count; i++) {
        const typed_step *s = &t->params.numbers[i];
        arguments += s->next == arguments;
        if (s->op == TYPED_LIST && s->bulk != TYPED_BYTES)
            return false;         /* floats, bools: the guest may have other bits than C may see */
    }
    return arguments == t->params.argument_count;
}

/* Views lie in the memory of whoever calls, as UTF-8. */
void straight_make_direct(component_lowered *lowered)
{
    const component_side *side = &lowered->side;
    const typed_plan *t = lowered->func->typed.narrow;
    bool has_memory = side->memory != WASM_NO_INDEX && side->encoding == ENCODING_UTF8;
    lowered->is_direct = t && are_direct(t) && !side->is_async && !side->is_64 && (has_memory || !t->has_views);
    lowered->memory = lowered->is_direct && has_memory ? lowered->func->store->core->memories[side->memory] : NULL;
}

/* What a call is given, in C. */
typedef struct direct {
    void *places[DIRECT_ARGUMENTS];
    _Alignas(16) uint8_t block[DIRECT_BYTES];
} direct;

/* What of it is counted: in registers. */
typedef struct counted {
    uint64_t copied, work;
} counted;

/* load_string_from_range, load_list_from_range: checked as there. False: the crossing finds it again, and says so. */
ALWAYS_INLINE bool find_view(counted *sum, const memory *m, const wasm_slot *slots, uint32_t item_size, uint32_t align, uint32_t most, inlay_string *view)
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

ALWAYS_INLINE bool lift_text(counted *sum, const component_store *cs, const memory *m, const typed_step *s, const wasm_slot *slots, uint8_t *to)
{
    inlay_string text;
    if (!find_view(sum, m, &slots[s->at], 1, 1, store_size_seen(cs, true), &text) || !straight_is_text(text.bytes, text.size))
        return false;
    memcpy(to + s->c_at, &text, sizeof text);
    sum->work += 4 * (uint64_t)text.size;
    return true;
}

ALWAYS_INLINE bool lift_list(counted *sum, const component_store *cs, const memory *m, const typed_step *s, const wasm_slot *slots, uint8_t *to)
{
    inlay_string items;
    if (!find_view(sum, m, &slots[s->at], s->size, s->align, store_size_seen(cs, false), &items))
        return false;
    memcpy(to + s->c_at, &items, sizeof items);
    sum->work += (uint64_t)items.size * s->item_work;
    return true;
}

ALWAYS_INLINE bool lift_arguments(direct *d, counted *sum, const component_store *cs, const typed_code *code, const memory *m,
                                  const wasm_slot *slots)
{
    *sum = (counted){ 0, code->work };
    if (code->number_count != code->argument_count)
        memset(d->block, 0, code->offsets[code->argument_count]);      /* what lies between fields */
    for (const typed_step *s = code->numbers, *end = s + code->number_count; s < end; s++) {
        uint8_t *to = d->block + code->offsets[s->next];
        d->places[s->next] = to;
        if (!(s->op == TYPED_STRING ? lift_text(sum, cs, m, s, slots, to) : s->op == TYPED_LIST ? lift_list(sum, cs, m, s, slots, to) :
              straight_lift_number(s, slots, to)))
            return false;
    }
    return sum->copied <= cs->copy_bytes;
}

/* The guest goes on meanwhile: what lies in its memory, and here, is copied. */
static bool keep_arguments(crossing *x, const direct *d)
{
    const typed_code *code = &x->typed->params;
    void **copies = arena_array(&x->scratch, void *, code->argument_count);
    if (!copies || !typed_copy(&x->scratch, x->typed, code, (const void *const *)d->places, copies))
        return crossing_no_memory(x);
    x->lifted = copies;
    x->host.typed_arguments = (const void *const *)copies;
    return true;
}

/* The answer is there, and right, and there is fuel for it. */
ALWAYS_INLINE bool take_answer(const typed_code *code, const crossing *x, wasm_store *core, uint64_t work, wasm_slot *slots)
{
    wasm_slot word;
    work += x->host.work + code->work;
    int64_t price = (int64_t)(work / PLAN_UNIT_WORK);
    if (work > UINT32_MAX || core->tank.at_hand < price)
        return false;
    if (code->number_count) {
        if (!straight_lower_number(code->numbers, (const uint8_t *)&x->answer_word, &word))
            return false;
        slots[0] = word;
    }
    store_take(core, price);
    return true;
}

/* What a host_call has of its function, in the crossing that these calls are made of, or in another one. Null: no memory. */
static crossing *prepare(component_store *cs, component_func *f, crossing *x)
{
    if (!x)
        x = crossing_take(cs);
    if (!x)
        return NULL;
    host_call *h = &x->host;
    x->callee = f;
    h->type = f->type;
    h->store_user = cs->user;
    h->arguments = NULL;
    h->typed = true;
    h->typed_result = f->typed.narrow->result.argument_count ? &x->answer_word : NULL;
    h->scratch = &x->scratch;
    h->cancelled = false;
    return x;
}

/* A crossing that isn't opened lends its host_call: the function of the game runs, and no one sees more of it. */
ALWAYS_INLINE void begin_host(crossing *x, direct *d, uint64_t copied)
{
    host_call *h = &x->host;
    h->typed_arguments = (const void *const *)d->places;
    h->state = 0;
    h->work = 0;
    h->moved = copied;
    h->text[0] = 0;
    x->answer_word = 0;
}

/* It goes on as a crossing that has asked. */
static int go_on(crossing *x, const component_lowered *lowered, direct *d, counted sum, native_call *call, host_answer answer)
{
    crossing_begin(x, lowered->func, &lowered->side);
    x->copied = x->host.moved = sum.copied;
    x->work = sum.work;
    x->phase = CROSSING_HOST;
    x->lifted = d->places;
    x->answer[0] = x->host.typed_result;
    x->host_asked = true;
    call->context = x->index;
    call->state = 1;
    if (answer == HOST_PENDING && !keep_arguments(x, d))
        return crossing_fail(x, call);
    int outcome = crossing_take_host(x, call, answer);
    return outcome == CROSSING_GO_ON ? crossing_step(x, call) : outcome;
}

int straight_call_host(component_lowered *lowered, native_call *call)
{
    component_func *f = lowered->func;
    component_store *cs = f->store;
    wasm_store *core = call->store;
    const typed_plan *typed = f->typed.narrow;
    direct d;
    counted sum;
    if (!lowered->side.instance->may_leave || core->tank.at_hand < PLAN_CALL_PRICE
        || !lift_arguments(&d, &sum, cs, &typed->params, lowered->memory, call->slots))
        return canon_open_lowered(lowered, call);
    crossing *x = cs->asking;
    if ((!x || x->callee != f) && !(x = prepare(cs, f, x)))
        return canon_open_lowered(lowered, call);
    cs->asking = NULL;
    store_take(core, PLAN_CALL_PRICE);
    begin_host(x, &d, sum.copied);
    bool is_watched = --f->unwatched == 0 && cs->watcher;
    host_answer answer = is_watched ? cs->watcher(cs->watcher_user, f, &x->host) : f->host(f->host_user, &x->host);
    if (answer != HOST_DONE || !take_answer(&typed->result, x, core, sum.work, call->slots))
        return go_on(x, lowered, &d, sum, call, answer);
    store_count_copied(cs, sum.copied, 0);
    arena_clear_again(&x->scratch);
    cs->asking = x;
    return NATIVE_DONE;
}
