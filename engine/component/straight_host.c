/* A guest calls a host's function that a header binds, with numbers, strings and
 * lists of integers: what the game's function sees lies where the guest has it,
 * since nothing of the guest runs until it answers. When it doesn't answer at
 * once, the arguments are copied, and the call goes on as a crossing. */
#include "engine/component/straight.h"

#include "engine/component/crossing.h"
#include "engine/wasm/state.h"

bool straight_is_direct(const component_func *f)
{
    const typed_plan *t = f->typed;
    if (!t || !t->params.is_flat || !t->result.is_flat || t->result.has_views)
        return false;
    if (t->params.argument_count > DIRECT_ARGUMENTS || t->params.offsets[t->params.argument_count] > DIRECT_BYTES)
        return false;
    if (t->result.argument_count && t->result.sizes[0] > sizeof(uint64_t))
        return false;
    for (uint32_t i = 0; i < t->params.number_count; i++) {
        const typed_step *s = &t->params.numbers[i];
        if (s->op == TYPED_LIST && s->bulk != TYPED_BYTES)
            return false;         /* floats, bools: the guest may have other bits than C may see */
    }
    return true;
}

/* What a call is given, in C. */
typedef struct direct {
    void *places[DIRECT_ARGUMENTS];
    _Alignas(16) uint8_t block[DIRECT_BYTES];
    uint64_t copied, work;
} direct;

/* load_string_from_range, load_list_from_range: checked as there. False: the crossing finds it again, and says so. */
static bool lift_view(direct *d, const component_side *side, const typed_step *s, const wasm_slot *slots, uint8_t *to)
{
    const memory *m = side->instance->store->core->memories[side->memory];
    uint32_t pointer = slots[s->at].i32, count = slots[s->at + 1].i32;
    bool is_text = s->op == TYPED_STRING;
    uint64_t bytes = is_text ? count : (uint64_t)count * s->size;
    if (bytes > STRING_MAX_BYTES || count > store_size_seen(side->instance->store, is_text) || pointer % (is_text ? 1 : s->align)
        || pointer + bytes > m->size)
        return false;
    const inlay_string view = { (const char *)m->bytes + pointer, count };
    if (is_text && !text_is_utf8(view.bytes, count))
        return false;
    memcpy(to + s->c_at, &view, sizeof view);
    d->copied += bytes;
    d->work += bytes + (is_text ? 4 * bytes : (uint64_t)count * s->item_work);
    return true;
}

static bool lift_arguments(direct *d, const typed_code *code, const component_side *side, const wasm_slot *slots)
{
    d->copied = 0;
    d->work = code->work;
    for (uint32_t i = 0; i < code->argument_count; i++)
        d->places[i] = d->block + code->offsets[i];
    if (code->number_count != code->argument_count)
        memset(d->block, 0, code->offsets[code->argument_count]);      /* what lies between fields */
    for (uint32_t i = 0; i < code->number_count; i++) {
        const typed_step *s = &code->numbers[i];
        uint8_t *to = d->places[s->next];
        bool is_view = s->op == TYPED_STRING || s->op == TYPED_LIST;
        if (!(is_view ? lift_view(d, side, s, slots, to) : straight_lift_number(s, slots, to)))
            return false;
    }
    return d->copied <= side->instance->store->copy_bytes;
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
static bool take_answer(crossing *x, wasm_slot *slots)
{
    wasm_store *core = x->store->core;
    const typed_code *code = &x->typed->result;
    uint64_t work = x->work + x->host.work + code->work;
    int64_t price = (int64_t)(work / PLAN_UNIT_WORK);
    wasm_slot word;
    if (work > UINT32_MAX || core->tank.at_hand < price)
        return false;
    if (code->number_count && !straight_lower_number(code->numbers, (const uint8_t *)&x->answer_word, &word))
        return false;
    store_take(core, price);
    if (code->number_count)
        slots[0] = word;
    store_count_copied(x->store, x->copied, 0);
    x->host_asked = false;
    return true;
}

int straight_call_host(const component_lowered *lowered, native_call *call)
{
    component_func *f = lowered->func;
    component_store *cs = f->store;
    const typed_plan *typed = f->typed;
    const component_side *side = &lowered->side;
    direct d;
    if (typed->has_views && (side->memory == WASM_NO_INDEX || side->encoding != ENCODING_UTF8))
        return STRAIGHT_CROSSING;
    if (cs->core->tank.at_hand < PLAN_CALL_PRICE || !lift_arguments(&d, &typed->params, side, call->slots))
        return STRAIGHT_CROSSING;
    crossing *x = crossing_open(cs, f, side);
    if (!x)
        return STRAIGHT_CROSSING;
    store_take(cs->core, PLAN_CALL_PRICE);
    x->copied = d.copied;
    x->work = d.work;
    x->phase = CROSSING_HOST;
    x->lifted = d.places;
    x->answer_word = 0;
    x->answer[0] = typed->result.argument_count ? &x->answer_word : NULL;
    crossing_begin_host(x);
    x->host.typed_result = x->answer[0];
    host_answer answer = crossing_ask_host(x);
    if (answer == HOST_DONE && take_answer(x, call->slots)) {
        crossing_close(x);
        return NATIVE_DONE;
    }
    call->context = x->index;
    call->state = 1;
    if (answer == HOST_PENDING && !keep_arguments(x, &d))
        return crossing_fail(x, call);
    return crossing_take_host(x, call, answer);
}
