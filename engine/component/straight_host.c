/* A guest calls a host's function that a header binds, with numbers, strings, lists of
 * integers and what is lent: what the game's function sees lies where the guest has it,
 * since nothing of the guest runs until it answers. When it doesn't answer at
 * once, the arguments are copied, and the call goes on as a crossing. */
#include "engine/component/straight_host.h"

#include "engine/component/straight_put.h"

const uint8_t straight_high_bits[16] = { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80 };

/* Is it what C may see where the guest has it, or a number, or lent? */
static bool is_direct_step(const component_store *cs, const typed_step *s)
{
    if (s->op == TYPED_HANDLE)
        return cs->resources[s->resource].is_host;
    return s->op != TYPED_LIST || s->bulk == TYPED_BYTES;          /* floats, bools: the guest may have other bits */
}

/* Numbers, strings, lists of integers and what is lent, in flat words. */
static bool are_direct_params(const component_store *cs, const typed_code *c)
{
    if (!c->is_flat || c->has_owned || c->argument_count > DIRECT_ARGUMENTS || c->offsets[c->argument_count] > DIRECT_BYTES)
        return false;
    uint32_t arguments = 0;
    for (uint32_t i = 0; i < c->number_count; i++) {
        arguments += c->numbers[i].next == arguments;
        if (!is_direct_step(cs, &c->numbers[i]))
            return false;
    }
    return arguments == c->argument_count;
}

/* The result is a number or a tag, or lies in memory. What wants room there goes on as a crossing once it is answered. */
static bool are_direct(const component_store *cs, const typed_plan *t)
{
    const typed_code *r = &t->result;
    if (!are_direct_params(cs, &t->params) || r->has_handles)
        return false;
    return !r->argument_count || (r->sizes[0] <= CROSSING_ANSWER * sizeof(uint64_t) && (!r->is_flat || !r->has_views));
}

/* One string, and nothing beside it. */
static bool is_one_text(const typed_plan *t)
{
    const typed_step *s = t->params.numbers;
    return t->params.argument_count == 1 && t->params.number_count == 1 && s->op == TYPED_STRING && s->at == 0 && s->c_at == 0;
}

/* Numbers and what is lent, each an argument of its own. */
static bool are_words(const typed_code *c)
{
    bool good = numeric_is_little() && c->number_count == c->argument_count && c->argument_count <= DIRECT_WORDS;
    for (uint32_t i = 0; good && i < c->number_count; i++) {
        const typed_step *s = &c->numbers[i];
        good = s->op != TYPED_STRING && s->op != TYPED_LIST && s->next == i && s->c_at == 0 && c->sizes[i] <= sizeof(uint64_t);
    }
    return good;
}

static component_given what_is_given(const typed_plan *t)
{
    return is_one_text(t) && t->result.is_flat ? GIVEN_TEXT : are_words(&t->params) ? GIVEN_WORDS : GIVEN_OTHER;
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
    lowered->forward = NULL;
    lowered->memory = NULL;
    lowered->answer_size = 0;
    if (!t || !are_direct(f->store, t) || side->is_async || side->is_64 || (!has_memory && t->memory))
        return;
    component_ways own = host->direct ? host->direct(f->host, f->host_user, what_is_given(t), t->result.argument_count != 0) : (component_ways){ 0 };
    lowered->begin = own.begin ? own.begin : straight_call_host;
    lowered->forward = own.forward;
    lowered->forward_price = own.price;
    lowered->memory = has_memory ? f->store->core->memories[side->memory] : NULL;
    if (!f->plan->results_spilled)
        return;
    lowered->answer_size = f->plan->nodes[1].size;
    lowered->answer_align = f->plan->nodes[1].align;
    lowered->answer_slot = f->plan->nodes[0].flat_count;
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
crossing *straight_host_prepare(component_store *cs, component_func *f)
{
    const typed_plan *t = f->typed.narrow;
    crossing *x = cs->asking;
    if (x)
        x->callee->asking = NULL;
    else
        x = crossing_take(cs);
    if (!x)
        return NULL;
    host_call *h = &x->host;
    cs->asking = f->asking = x;
    x->callee = f;
    x->work = t->params.work + t->result.work;
    x->given_places[0] = &x->given_text;
    h->type = f->type;
    h->store_user = cs->user;
    h->arguments = NULL;
    h->typed = true;
    h->typed_result = t->result.argument_count ? x->answer_words : NULL;
    h->scratch = &x->scratch;
    h->cancelled = false;
    h->state = h->work = 0;
    return x;
}

/* As begin_results and lower of a crossing do, which finds it again where this says no. */
bool straight_host_store(const component_lowered *lowered, const crossing *x, wasm_store *core, straight_count *sum, const wasm_slot *slots)
{
    const typed_code *code = &lowered->func->typed.narrow->result;
    const uint32_t size = lowered->answer_size, pointer = slots[lowered->answer_slot].i32;
    const uint64_t most = lowered->func->store->copy_bytes;
    uint64_t work = sum->work + x->host.work + code->ahead + size;
    if (sum->copied > most || size > most - sum->copied || pointer & (lowered->answer_align - 1) || (uint64_t)pointer + size > lowered->memory->size
        || !code->path || !straight_put(code->path + PATH_FIRST, (const uint8_t *)x->answer_words, lowered->memory->bytes + pointer, (path_row){ 1, 0, 0 }, &work))
        return false;
    const int64_t price = (int64_t)(work / PLAN_UNIT_WORK);
    if (work > UINT32_MAX || core->tank.at_hand < price)
        return false;
    sum->copied += size;
    store_take(core, price);
    return true;
}

/* What is lent: until the crossing is over. */
static bool lend(crossing *x, const component_lowered *lowered, const wasm_slot *slots)
{
    const typed_code *code = &x->typed->params;
    component_instance *instance = lowered->side.instance;
    for (uint32_t i = 0; code->has_handles && i < code->number_count; i++) {
        const typed_step *s = &code->numbers[i];
        if (s->op != TYPED_HANDLE)
            continue;
        if (!budget_room(x->store->budget, x->lends, x->lend_capacity, x->lend_count))
            return crossing_no_memory(x);
        handle_table_get(&instance->handles, slots[s->at].i32)->lends++;
        x->lends[x->lend_count++] = (crossing_lend){ instance, slots[s->at].i32 };
    }
    return true;
}

int straight_host_go_on(crossing *x, const component_lowered *lowered, void **places, straight_count sum, native_call *call, host_answer answer)
{
    if (answer == HOST_DONE && straight_answer_ask(x, lowered, sum, call))
        return NATIVE_CALL;
    x->store->asking = lowered->func->asking = NULL;
    crossing_begin(x, lowered->func, &lowered->side);
    x->copied = x->host.moved = sum.copied;
    x->work = sum.work;
    x->phase = CROSSING_HOST;
    x->lifted = places;
    x->answer[0] = x->host.typed_result;
    x->host_asked = true;
    call->context = x->index;
    call->state = CANON_RUNNING;
    if (!lend(x, lowered, call->slots) || (answer == HOST_PENDING && !keep_arguments(x, places)))
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
    if (cs->core->tank.at_hand < PLAN_CALL_PRICE)
        store_refill(cs->core);
    if (!straight_host_may(lowered, cs->core, PLAN_CALL_PRICE) || !straight_lift_given(&d, &sum, lowered, &typed->params, call->slots)
        || !(x = straight_host_crossing(cs, f)))
        return canon_open_lowered(lowered, call);
    store_take(cs->core, PLAN_CALL_PRICE);
    host_call *h = straight_host_begin(x, d.places, sum.copied);
    straight_host_empty(lowered, x);
    bool is_watched = --f->unwatched == 0 && cs->watcher;
    host_answer answer = is_watched ? cs->watcher(cs->watcher_user, f, h) : f->host(f->host_user, h);
    if (answer != HOST_DONE || !straight_host_take(lowered, x, cs->core, &sum, call->slots))
        return straight_host_go_on(x, lowered, d.places, sum, call, answer);
    if (lowered->answer_size && cs->host->gave)
        cs->host->gave(cs->host->user, f->host, f->host_user, lowered->answer_size);
    straight_host_clear(x);
    return straight_host_end(cs, x, sum.copied, lowered->answer_size);
}
