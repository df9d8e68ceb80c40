/* A guest calls a host's function that a header binds, with numbers, strings and
 * lists of integers: what the game's function sees lies where the guest has it,
 * since nothing of the guest runs until it answers. When it doesn't answer at
 * once, the arguments are copied, and the call goes on as a crossing. */
#include "engine/component/straight_host.h"

const uint8_t straight_high_bits[2 * STORE_FEW] = {
    0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
};

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

/* One string, and nothing beside it. */
static bool is_one_text(const typed_plan *t)
{
    const typed_step *s = t->params.numbers;
    return t->params.argument_count == 1 && t->params.number_count == 1 && s->op == TYPED_STRING && s->at == 0 && s->c_at == 0;
}

/* Views lie in the memory of whoever calls, as UTF-8. */
void straight_make_direct(component_lowered *lowered)
{
    const component_side *side = &lowered->side;
    const component_func *f = lowered->func;
    const component_host *host = f->store->host;
    const typed_plan *t = f->typed.narrow;
    bool has_memory = side->memory != WASM_NO_INDEX && side->encoding == ENCODING_UTF8;
    lowered->begin = canon_open_lowered;
    lowered->memory = NULL;
    if (!t || !are_direct(t) || side->is_async || side->is_64 || (!has_memory && t->has_views))
        return;
    component_direct *own = host->direct ? host->direct(f->host, is_one_text(t), t->result.argument_count != 0) : NULL;
    lowered->begin = own ? own : straight_call_host;
    lowered->memory = has_memory ? f->store->core->memories[side->memory] : NULL;
    lowered->work = t->params.work + t->result.work;
}

/* The guest goes on meanwhile: what lies in its memory, and here, is copied. */
static bool keep_arguments(crossing *x, void **places)
{
    const typed_code *code = &x->typed->params;
    void **copies = arena_array(&x->scratch, void *, code->argument_count);
    if (!copies || !typed_copy(&x->scratch, x->typed, code, (const void *const *)places, copies))
        return crossing_no_memory(x);
    x->lifted = copies;
    x->host.typed_arguments = (const void *const *)copies;
    return true;
}

/* What a host_call has of its function. */
crossing *straight_host_prepare(component_store *cs, component_func *f, crossing *x)
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

int straight_host_go_on(crossing *x, const component_lowered *lowered, void **places, straight_count sum, native_call *call, host_answer answer)
{
    crossing_begin(x, lowered->func, &lowered->side);
    x->copied = x->host.moved = sum.copied;
    x->work = sum.work;
    x->phase = CROSSING_HOST;
    x->lifted = places;
    x->answer[0] = x->host.typed_result;
    x->host_asked = true;
    call->context = x->index;
    call->state = 1;
    if (answer == HOST_PENDING && !keep_arguments(x, places))
        return crossing_fail(x, call);
    int outcome = crossing_take_host(x, call, answer);
    return outcome == CROSSING_GO_ON ? crossing_step(x, call) : outcome;
}

int straight_call_host(component_lowered *lowered, native_call *call)
{
    component_func *f = lowered->func;
    component_store *cs = f->store;
    const typed_plan *typed = f->typed.narrow;
    straight_given d;
    straight_count sum;
    crossing *x;
    if (!straight_host_may(lowered, cs->core, PLAN_CALL_PRICE) || !straight_lift_given(&d, &sum, cs, &typed->params, lowered->memory, call->slots)
        || !(x = straight_host_crossing(cs, f)))
        return canon_open_lowered(lowered, call);
    host_call *h = straight_host_begin(cs, cs->core, x, d.places, sum.copied, PLAN_CALL_PRICE);
    bool is_watched = --f->unwatched == 0 && cs->watcher;
    host_answer answer = is_watched ? cs->watcher(cs->watcher_user, f, h) : f->host(f->host_user, h);
    if (answer != HOST_DONE || !straight_host_take(&typed->result, x, cs->core, sum.work, call->slots))
        return straight_host_go_on(x, lowered, d.places, sum, call, answer);
    return straight_host_end(cs, x, sum.copied);
}
