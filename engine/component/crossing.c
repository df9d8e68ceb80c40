/* Crossings: their pool, and their steps. A closed crossing keeps its arrays and
 * the first chunk of its arena, so that the next call allocates nothing. */
#include "engine/component/crossing.h"

#include "engine/base/limits.h"
#include "engine/component/lift.h"
#include "engine/component/lower.h"
#include "engine/component/typed_lift.h"
#include "engine/component/typed_look.h"
#include "engine/wasm/state.h"

#include <string.h>

/* ---- the pool ---- */

crossing *crossing_make(component_store *cs)
{
    if (!budget_room(cs->budget, cs->crossings, cs->crossing_capacity, cs->crossing_count))
        return NULL;
    crossing *x = budget_new(cs->budget, crossing);
    if (!x)
        return NULL;
    x->store = cs;
    x->index = cs->crossing_count;
    arena_open(&x->scratch, cs->budget);
    cs->crossings[cs->crossing_count++] = x;
    return x;
}

void crossing_begin(crossing *x, component_func *callee, const component_side *caller)
{
    x->used = true;
    x->entered = x->waiting = x->host_asked = false;
    x->phase = CROSSING_ENTER;
    x->callee = callee;
    x->caller = caller;
    x->borrows = x->lend_count = x->move_count = x->moved = 0;
    x->copied = x->work = x->host.moved = 0;
    x->result = (inlay_value){ 0 };
    x->arguments = NULL;
    x->argument_count = callee ? callee->type->param_count : 0;
    x->typed = !callee ? NULL : caller && caller->is_64 ? callee->typed.wide : callee->typed.narrow;
    x->given = NULL;
    x->lifted = NULL;
    x->lower.depth = 0;
    x->lower.wait = LOWER_NOTHING;
    x->fault = TRAP_NONE;
    x->text[0] = 0;
}

crossing *crossing_open(component_store *cs, component_func *callee, const component_side *caller)
{
    crossing *x = crossing_take(cs);
    if (x)
        crossing_begin(x, callee, caller);
    return x;
}

crossing *crossing_at(component_store *cs, uint32_t index)
{
    ASSERT(index < cs->crossing_count && cs->crossings[index]->used);
    return cs->crossings[index];
}

/* The mod goes while the host's function is pending: it hears so once. */
static void cancel_host(crossing *x)
{
    if (!x->host_asked)
        return;
    x->host_asked = false;
    x->host.cancelled = true;
    x->callee->host(x->callee->host_user, &x->host);
}

void crossing_close(crossing *x)
{
    component_store *cs = x->store;
    cancel_host(x);
    for (uint32_t i = x->moved; i < x->move_count; i++)
        if (x->moves[i].own && cs->resources[x->moves[i].type].is_host)
            cs->host->drop_host(cs->host->user, cs->resources[x->moves[i].type].host_type, (uint32_t)x->moves[i].rep);
    x->move_count = x->moved = 0;
    x->used = false;
    crossing_give_back(x);
}

void crossing_free_all(component_store *cs)
{
    for (uint32_t i = 0; i < cs->crossing_count; i++) {
        crossing *x = cs->crossings[i];
        if (x->used)
            crossing_close(x);
        arena_close(&x->scratch);
        budget_free(cs->budget, x->lower.frames, x->lower.capacity * sizeof *x->lower.frames);
        budget_free(cs->budget, x->lower.walk.frames, x->lower.walk.capacity * sizeof *x->lower.walk.frames);
        budget_free(cs->budget, x->lends, x->lend_capacity * sizeof *x->lends);
        budget_free(cs->budget, x->moves, x->move_capacity * sizeof *x->moves);
        budget_delete(cs->budget, x);
    }
    budget_free(cs->budget, cs->crossings, cs->crossing_capacity * sizeof *cs->crossings);
    cs->crossings = NULL;
    cs->spare = cs->asking = NULL;
    cs->crossing_count = cs->crossing_capacity = cs->free_crossing = 0;
}

bool crossing_fault(crossing *x, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    text_format_list(x->text, sizeof x->text, format, list);
    va_end(list);
    x->fault = TRAP_ABI;
    x->is_placed = false;
    return false;
}

bool crossing_place(crossing *x, const char *where)
{
    const component_func *f = x->callee;
    char was[TRAP_TEXT];
    text_format(was, sizeof was, "%s", x->text);
    text_format(x->text, sizeof x->text, "%s, in %s of %.*s%s%.*s", was, where, TEXT_ARGS(f->interface_name), f->interface_name.size ? "#" : "",
                TEXT_ARGS(f->name));
    x->is_placed = true;
    return false;
}

bool crossing_no_memory(crossing *x)
{
    crossing_fault(x, "out of memory: the mod's memory limit is reached while values cross");
    x->fault = TRAP_OUT_OF_MEMORY;
    return false;
}

bool crossing_count(crossing *x, uint64_t bytes)
{
    if (x->copied > x->store->copy_bytes || bytes > x->store->copy_bytes - x->copied)     /* it may have been lowered since */
        return crossing_fault(x, "copy budget: one call may move %llu bytes, this one wants %llu more than the %llu it has moved",
                              (unsigned long long)x->store->copy_bytes, (unsigned long long)bytes, (unsigned long long)x->copied);
    x->copied += bytes;
    x->work += bytes;
    return true;
}

bool crossing_count_string(crossing *x, uint64_t bytes)
{
    size_quota *q = &x->store->strings;
    if (size_is_over(q, bytes))
        return crossing_fault(x, "string quota: a string of %llu bytes, and one may have %u", (unsigned long long)bytes, q->most);
    return crossing_count(x, bytes);
}

bool crossing_count_list(crossing *x, uint64_t items, uint64_t bytes)
{
    size_quota *q = &x->store->lists;
    if (size_is_over(q, items))
        return crossing_fault(x, "list quota: a list of %llu items, and one may have %u", (unsigned long long)items, q->most);
    return crossing_count(x, bytes);
}

void crossing_charge(crossing *x)
{
    if (x->work < PLAN_UNIT_WORK)
        return;
    store_charge(x->store->core, x->work / PLAN_UNIT_WORK);
    x->work %= PLAN_UNIT_WORK;
}

/* ---- steps ---- */

int crossing_fail(crossing *x, native_call *call)
{
    char text[TRAP_TEXT];
    trap_code code = x->fault;
    if (code == TRAP_ABI && !x->is_placed)
        crossing_place(x, x->phase == CROSSING_LOWER_ARGUMENTS ? "the parameters" : x->phase == CROSSING_LOWER_RESULTS ? "the result" : "a call");
    text_format(text, sizeof text, "%s", x->text);
    crossing_close(x);
    native_trap(call, "%s", text);
    if (code != TRAP_NONE)
        call->task->st.trap = code;
    return NATIVE_TRAP;
}

static int fail_saying(crossing *x, native_call *call, const char *text)
{
    crossing_fault(x, "%s", text);
    return crossing_fail(x, call);
}

/* How a phase ends: stay in the loop (CROSSING_GO_ON), or answer. */
static int next_phase(crossing *x, crossing_phase phase)
{
    x->phase = phase;
    return CROSSING_GO_ON;
}

static int call_guest(crossing *x, native_call *call, uint32_t callee)
{
    x->waiting = true;
    call->callee = callee;
    return NATIVE_CALL;
}

static bool new_arguments(crossing *x)
{
    if (x->typed)
        return typed_lift_room(x, &x->typed->params);
    x->arguments = arena_array(&x->scratch, inlay_value, x->argument_count);
    if (!x->arguments)
        crossing_no_memory(x);
    return x->arguments != NULL;
}

static int lower_arguments(crossing *x, native_call *call)
{
    const plan *p = x->callee->plan;
    if (!lower_begin(x, &x->callee->side, &p->nodes[0], x->arguments, p->params_spilled, NULL))
        return crossing_fail(x, call);
    return next_phase(x, CROSSING_LOWER_ARGUMENTS);
}

/* canon_lower: lift the arguments. Store.lift: enter. */
static int enter(crossing *x, native_call *call)
{
    const plan *p = x->callee->plan;
    component_instance *callee = x->callee->side.instance;
    const component_instance *caller = x->caller ? x->caller->instance : NULL;
    store_charge(x->store->core, PLAN_CALL_PRICE);

    if (!x->callee->host) {
        store_charge(x->store->core, instance_entering_price(callee, caller));
        /* The reference would let a parent and its child call each other; the official
         * suite traps "for now" (async/trap-on-reenter), and so do all engines. */
        if (caller && instance_is_related(callee, caller))
            return fail_saying(x, call, "cannot enter component instance: a component calls itself, or one that it is made of");
        if (!instance_may_enter(callee, caller))
            return fail_saying(x, call, "cannot enter component instance: it is still in a call, or has failed");
        instance_set_enter(callee, caller, false);
        x->entered = true;
        if (x->callee->side.is_async)
            return fail_saying(x, call, "not supported yet: an async function was called");
    }
    if (!x->caller)
        return lower_arguments(x, call);
    if (!new_arguments(x) ||
        !lift_values(x, x->caller, &p->nodes[0], p->params_spilled, call->slots, x->callee->host, x->arguments, x->argument_count))
        return crossing_fail(x, call);
    if (!x->callee->host)
        return lower_arguments(x, call);
    return lift_handles_to_host(x) ? next_phase(x, CROSSING_HOST) : crossing_fail(x, call);
}

/* LiftLowerContext.reallocate: nothing may leave meanwhile. */
static int call_realloc(crossing *x, native_call *call)
{
    const component_side *side = x->lower.side;
    const realloc_request *r = &x->lower.request;
    const uint64_t words[4] = { r->old, r->old_size, r->align, r->new_size };
    if (side->realloc == WASM_NO_INDEX)
        return fail_saying(x, call, "a string or list wants memory, but the mod gave no realloc");
    for (int i = 0; i < 4; i++)
        call->callee_slots[i].bits = words[i];
    store_charge(x->store->core, PLAN_REALLOC_PRICE);
    side->instance->may_leave = false;
    return call_guest(x, call, side->realloc);
}

static int lower(crossing *x, native_call *call, crossing_phase then)
{
    lower_outcome outcome = lower_run(x);
    crossing_charge(x);
    if (outcome == LOWER_FAULT)
        return crossing_fail(x, call);
    return outcome == LOWER_REALLOC ? call_realloc(x, call) : next_phase(x, then);
}

static int call_core(crossing *x, native_call *call)
{
    memcpy(call->callee_slots, x->lower.flat, sizeof call->callee_slots);
    x->host.moved = x->copied;
    x->phase = CROSSING_CALLED;
    return call_guest(x, call, x->callee->core_func);
}

/* canon_lower: into the caller, at its pointer where results are spilled: the word behind the parameters. */
static bool begin_results(crossing *x, const native_call *call)
{
    const plan *p = x->callee->plan;
    const uint64_t pointer = p->results_spilled ? side_word(x->caller, call->slots[p->params_spilled ? 1 : p->nodes[0].flat_count]) : 0;
    return lower_begin(x, x->caller, &p->nodes[1], &x->result, p->results_spilled, &pointer);
}

/* canon_lift: lift the result; Task.return_: no borrow may be left. */
bool crossing_lift_results(crossing *x)
{
    const plan *p = x->callee->plan;
    if (x->typed && !typed_lift_room(x, &x->typed->result))
        return false;
    if (!lift_values(x, &x->callee->side, &p->nodes[1], p->results_spilled, &x->core_result, !x->caller, &x->result, p->nodes[1].count))
        return false;
    if (x->borrows)
        return crossing_fault(x, "borrow handles still remain at the end of the call: the mod kept a handle that it was only lent");
    crossing_charge(x);
    return x->caller || x->move_count == 0 || lift_handles_to_host(x);
}

static int lift_results(crossing *x, native_call *call)
{
    if (!crossing_lift_results(x))
        return crossing_fail(x, call);
    if (!x->caller)
        return next_phase(x, CROSSING_POST_RETURN);
    return begin_results(x, call) ? next_phase(x, CROSSING_LOWER_RESULTS) : crossing_fail(x, call);
}

/* What was said of it is the game's own word, or its mistake: no fault of what the mod has in memory. */
static bool by_the_game(crossing *x)
{
    x->fault = TRAP_HOST;
    return false;
}

static bool wrong_answer(crossing *x, const error *err)
{
    char where[200] = "";
    int at = 0;
    for (int i = 0; i < err->place_count && at < (int)sizeof where; i++)
        at += text_format(where + at, sizeof where - (size_t)at, ", in %s", err->place[i]);
    crossing_fault(x, "the game's function %.*s answered with something else than its WIT type: %s%s", TEXT_ARGS(x->callee->name), err->text, where);
    return by_the_game(x);
}

/* As below, of a function that a header binds. */
static bool take_typed_result(crossing *x)
{
    error err;
    const typed_code *code = &x->typed->result;
    uint64_t bytes;
    x->given = (const void *const *)x->answer;
    if (!code->looks)
        return true;
    error_open(&err);
    if (!typed_look(x, code, x->given, &bytes, &err)) {
        err.place_count -= err.place_count > 0;       /* the outermost: which argument; there is but one */
        return wrong_answer(x, &err);
    }
    if (!code->has_views)
        return true;
    void **copy = arena_array(&x->scratch, void *, code->argument_count);
    if (!copy || !typed_copy(&x->scratch, x->typed, code, x->given, copy))
        return crossing_no_memory(x);
    x->given = (const void *const *)copy;
    return true;
}

/* The host's answer is the host's word, so what doesn't fit is its mistake: still a trap, the guest waits for it. */
static bool take_host_result(crossing *x)
{
    error err;
    const plan *p = x->callee->plan;
    const ctype *type = x->callee->type->result;
    if (x->typed)
        return take_typed_result(x);
    error_open(&err);
    x->result = x->host.result;
    if (type && !value_fits(&x->result, type, &err))
        return wrong_answer(x, &err);
    /* What realloc is needed for may take more than this frame; the game's own bytes may not last that long. */
    if (type && type->has_pointers && !value_copy(&x->scratch, &x->host.result, &x->result))
        return crossing_no_memory(x);
    if (!lower_handles_from_host(x, &p->nodes[1], &x->result, p->result_handles ? p->nodes[1].count : 0, &err)) {
        crossing_fault(x, "%.*s: %s", TEXT_ARGS(x->callee->name), err.text);
        return by_the_game(x);
    }
    return true;
}

/* Made anew for each call; the text, which is long, only as far as it is read. */
static void begin_host(crossing *x)
{
    host_call *h = &x->host;
    h->type = x->callee->type;
    h->store_user = x->store->user;
    h->arguments = x->arguments;
    h->argument_count = x->argument_count;
    h->result = (inlay_value){ 0 };
    h->typed = x->typed != NULL;
    h->typed_arguments = (const void *const *)x->lifted;
    h->scratch = &x->scratch;
    h->state = 0;
    h->work = 0;
    h->moved = x->copied;
    h->cancelled = false;
    h->text[0] = 0;
}

/* Where the game's function puts its result. */
static bool answer_room(crossing *x)
{
    x->answer[0] = x->host.typed_result = NULL;
    if (x->typed->result.argument_count && !typed_room(&x->scratch, &x->typed->result, x->answer))
        return crossing_no_memory(x);
    x->host.typed_result = x->answer[0];
    return true;
}

/* Not each call is told to who watches: component_watch.h. */
static host_answer ask_host(crossing *x)
{
    component_func *f = x->callee;
    bool is_first = !x->host_asked;
    x->host_asked = true;
    if (is_first && --f->unwatched == 0 && x->store->watcher)
        return x->store->watcher(x->store->watcher_user, f, &x->host);
    return f->host(f->host_user, &x->host);
}

int crossing_take_host(crossing *x, native_call *call, host_answer answer)
{
    if (answer == HOST_PENDING)
        return NATIVE_PENDING;
    x->host_asked = false;
    x->move_count = x->moved = 0;
    x->work += x->host.work;
    if (answer != HOST_DONE) {
        crossing_fault(x, "%s", x->host.text[0] ? x->host.text : answer == HOST_DENIED ? "denied by the game" : "the game's function failed");
        by_the_game(x);
        return crossing_fail(x, call);
    }
    if (!take_host_result(x) || !begin_results(x, call))
        return crossing_fail(x, call);
    x->phase = CROSSING_LOWER_RESULTS;
    return lower(x, call, CROSSING_POST_RETURN);
}

static int call_host(crossing *x, native_call *call)
{
    if (!x->host_asked)
        begin_host(x);
    if (!x->host_asked && x->typed && !answer_room(x))
        return crossing_fail(x, call);
    return crossing_take_host(x, call, ask_host(x));
}

static int post_return(crossing *x, native_call *call)
{
    const component_side *side = &x->callee->side;
    if (x->callee->host || side->post_return == WASM_NO_INDEX)
        return next_phase(x, CROSSING_LEAVE);
    side->instance->may_leave = false;
    call->callee_slots[0] = x->core_result;
    x->phase = CROSSING_POST_RETURNED;
    return call_guest(x, call, side->post_return);
}

/* Subtask.deliver_resolve: what was lent is whole again. */
static void return_lends(crossing *x)
{
    for (uint32_t i = 0; i < x->lend_count; i++) {
        handle *h = handle_table_get(&x->lends[i].instance->handles, x->lends[i].index);
        ASSERT(h && h->lends);
        h->lends--;
    }
    x->lend_count = 0;
}

/* Of what it moved, what the host gave: arguments of a guest, results of the host's own. Between guests: nothing. */
static uint64_t bytes_lowered(const crossing *x)
{
    if (x->callee->host)
        return x->copied - x->host.moved;
    return x->caller ? 0 : x->host.moved;
}

static void leave_instance(crossing *x)
{
    if (x->entered)
        instance_set_enter(x->callee->side.instance, x->caller ? x->caller->instance : NULL, true);
    if (x->lend_count)
        return_lends(x);
    store_count_copied(x->store, x->copied, bytes_lowered(x));
    x->move_count = x->moved = 0;
}

void crossing_end(crossing *x)
{
    component_store *cs = x->store;
    leave_instance(x);
    if (cs->aside)
        crossing_close(cs->aside);
    cs->aside = NULL;
    cs->kept = x;                 /* component_result gives it, until the next call is over */
}

static int leave(crossing *x, native_call *call)
{
    const plan *p = x->callee->plan;
    if (!x->caller) {
        crossing_end(x);
        return NATIVE_DONE;
    }
    if (x->callee->host && x->copied > x->host.moved && x->store->host->gave)
        x->store->host->gave(x->store->host->user, x->callee->host, x->callee->host_user, x->copied - x->host.moved);
    leave_instance(x);
    if (p->nodes[1].count && !p->results_spilled)
        call->slots[0] = x->lower.flat[0];
    crossing_close(x);
    return NATIVE_DONE;
}

/* A guest that was called is back: take what it gave before anything else. */
static bool take_answer(crossing *x, const native_call *call)
{
    x->waiting = false;
    switch (x->phase) {
    case CROSSING_LOWER_ARGUMENTS: case CROSSING_LOWER_RESULTS: {
        x->lower.side->instance->may_leave = true;
        bool good = lower_resume(x, side_word(x->lower.side, call->callee_slots[0]));
        crossing_charge(x);
        return good;
    }
    case CROSSING_CALLED:
        x->core_result = call->callee_slots[0];
        return true;
    case CROSSING_POST_RETURNED:
        x->callee->side.instance->may_leave = true;
        return true;
    case CROSSING_ENTER: case CROSSING_CALL: case CROSSING_HOST: case CROSSING_POST_RETURN: case CROSSING_LEAVE:
        break;
    }
    UNREACHABLE();
}

static int run_phase(crossing *x, native_call *call)
{
    switch (x->phase) {
    case CROSSING_ENTER:           return enter(x, call);
    case CROSSING_LOWER_ARGUMENTS: return lower(x, call, CROSSING_CALL);
    case CROSSING_CALL:            return call_core(x, call);
    case CROSSING_CALLED:          return lift_results(x, call);
    case CROSSING_HOST:            return call_host(x, call);
    case CROSSING_LOWER_RESULTS:   return lower(x, call, CROSSING_POST_RETURN);
    case CROSSING_POST_RETURN:     return post_return(x, call);
    case CROSSING_POST_RETURNED:   return next_phase(x, CROSSING_LEAVE);
    case CROSSING_LEAVE:           return leave(x, call);
    }
    UNREACHABLE();
}

int crossing_step(crossing *x, native_call *call)
{
    if (x->waiting && !take_answer(x, call))
        return crossing_fail(x, call);
    for (;;) {
        if (store_stops(x->store->core))
            return NATIVE_OUT_OF_FUEL;
        int outcome = run_phase(x, call);
        if (outcome != CROSSING_GO_ON)
            return outcome;
    }
}
