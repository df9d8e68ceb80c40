/* What mods ask of the host. */
#include "host/answer.h"

#include "engine/component/plan.h"
#include "engine/component/straight_host.h"
#include "engine/wasm/forward_memo.h"
#include "host/host.h"
#include "host/own_file.h"

/* Beside the way of a usual call: in line it would take registers from that. */
#define RARE static __attribute__((noinline, cold))

/* Asking the clock costs as much as a small function: the first so many calls are timed, and then one in so many, of many calls
 * fewer. */
enum { ANSWER_TIMED_FIRST = 16, ANSWER_MANY = 4096, ANSWER_TIMED = 64, ANSWER_TIMED_OF_MANY = 256 };

/* ---- functions ---- */

RARE host_answer fail_call(host_call *inner, const import_function *f, const char *what)
{
    text_format(inner->text, sizeof inner->text, "%.*s: %s", TEXT_ARGS(f->wit_name), what);
    return HOST_TRAP;
}

/* What the game gave back, checked: a wrong value is the game's fault, and told as that. */
RARE host_answer check_result(host_call *inner, const import_function *f)
{
    error err;
    error_open(&err);
    if (!inner->type->result) {
        inner->result = (inlay_value){ 0 };
        return HOST_DONE;
    }
    if (value_fits(&inner->result, inner->type->result, &err))
        return HOST_DONE;
    text_format(inner->text, sizeof inner->text, "the game's %.*s gave a wrong result: %.300s", TEXT_ARGS(f->wit_name), err.text);
    return HOST_TRAP;
}

static inlay_status ask(const import_function *f, inlay_call *call, const host_call *inner)
{
    if (f->bound)
        return f->bound->thunk(call, f->table, f->user, inner->typed_arguments, inner->typed_result);
    return f->function(call, f->user);
}

ALWAYS_INLINE void charge(import_function *f, generation *g, uint64_t price, uint64_t bytes)
{
    if (f->price_kib)
        price += f->price_kib * bytes / 1024;
    store_charge(generation_core(g), price);
    f->cost.fuel += price;
    f->cost.bytes += bytes;
}

/* Once a call, however often it is asked. */
ALWAYS_INLINE void begin_call(import_function *f, generation *g, const host_call *inner)
{
    f->cost.calls++;
    charge(f, g, IMPORT_PRICE + f->price_call, inner->moved);
}

/* A call begins, or goes on. */
static inline bool is_timed(import_cost *c)
{
    if (!c->untimed)
        return true;
    c->untimed--;
    return false;
}

static void end_timing(import_function *f, const inlay_host *host, uint64_t outer, uint64_t start)
{
    uint64_t whole = ticker_span(start, host_ticks(host));
    f->cost.ticks += ticker_span(host->nested_ticks - outer, whole);
    f->cost.timed++;
    f->cost.untimed = f->cost.calls < ANSWER_TIMED_FIRST ? 0 : f->cost.calls < ANSWER_MANY ? ANSWER_TIMED - 1 : ANSWER_TIMED_OF_MANY - 1;
}

RARE inlay_status ask_by_the_clock(import_function *f, inlay_call *call, const host_call *inner)
{
    const inlay_host *host = call->host;
    uint64_t outer = host->nested_ticks, start = host_ticks(host);
    inlay_status status = ask(f, call, inner);
    end_timing(f, host, outer, start);
    return status;
}

ALWAYS_INLINE call_note *note_of(generation *g, const import_function *f, const host_call *inner)
{
    return g->is_asked_again && g->notes.last ? g->notes.last : call_note_add(&g->notes, f, inner);
}

/* It was not done. */
RARE host_answer end_otherwise(host_call *inner, const import_function *f, inlay_status status)
{
    switch (status) {
    case INLAY_SUSPENDED:
        return HOST_PENDING;
    case INLAY_TRAPPED:
        return inner->text[0] ? HOST_TRAP : fail_call(inner, f, "the game failed the call");
    case INLAY_DENIED:
        if (!inner->text[0])
            fail_call(inner, f, "the game denies it");
        return HOST_DENIED;
    case INLAY_DONE: case INLAY_BUSY: case INLAY_STALE: case INLAY_LIMIT: case INLAY_SKIPPED:
        break;
    }
    return fail_call(inner, f, "the game could not do it now");
}

ALWAYS_INLINE bool has_room(const inlay_host *host) { return host->next_asked != host->asked + COUNT_OF(host->asked); }

ALWAYS_INLINE inlay_call *open_call(inlay_host *host, generation *g, host_call *h)
{
    inlay_call *call = host->next_asked;
    ASSERT(has_room(host));
    host->next_asked = call + 1;
    *call = (inlay_call){ host, g, h };
    host->is_asked = true;
    return call;
}

ALWAYS_INLINE void close_call(inlay_call *call)
{
    call->inner = NULL;
    call->host->next_asked = call;
}

static host_answer call_import(void *user, host_call *inner)
{
    import_function *f = user;
    generation *g = inner->store_user;
    inlay_host *host = g->host;
    if (!has_room(host))
        return fail_call(inner, f, "mods call each other more than 32 deep");
    if (!g->is_asked_again && !inner->cancelled)
        begin_call(f, g, inner);

    if (!host->running_since)     /* the game takes as long as it takes */
        host->running_since = host_ticks(host);
    inlay_call *call = open_call(host, g, inner);
    inner->text[0] = 0;
    call_note *note = note_of(g, f, inner);
    inlay_status status = note->status = is_timed(&f->cost) ? ask_by_the_clock(f, call, inner) : ask(f, call, inner);
    close_call(call);
    g->is_asked_again = status == INLAY_SUSPENDED;
    if (status == INLAY_DONE) {
        f->cost.fuel += inner->work / PLAN_UNIT_WORK;       /* what it said itself is charged with the crossing */
        return inner->typed ? HOST_DONE : check_result(inner, f);
    }
    return end_otherwise(inner, f, status);
}

/* ---- usual calls: straight, and done at once; as straight_call_host and call_import, in one ---- */

/* Of what was given; `places` are in C. */
typedef struct usual {
    void         **places;
    straight_count sum;
} usual;

ALWAYS_INLINE bool is_free(const component_lowered *lowered, const generation *g)
{
    ASSERT(!g->is_asked_again);       /* what waits for an answer does nothing else */
    return lowered->side.instance->may_leave && has_room(g->host);
}

/* Before anything has happened. What it says no to goes the long way. */
ALWAYS_INLINE bool is_usual(const component_lowered *lowered, const generation *g, const import_function *import, const wasm_store *core)
{
    return is_free(lowered, g) && core->tank.at_hand >= (int64_t)(PLAN_CALL_PRICE + import->price_usual);
}

/* It is paid. */
ALWAYS_INLINE host_call *begin_usual(crossing *x, import_function *import, void **places, uint64_t bytes)
{
    import->cost.calls++;
    import->cost.fuel += import->price_usual;
    import->cost.bytes += bytes;
    return straight_host_begin(x, places, bytes);
}

ALWAYS_INLINE inlay_status ask_in_c(const import_function *f, inlay_call *call, void **places, void *result)
{
    return f->bound->thunk(call, f->table, f->user, (const void *const *)places, result);
}

/* Beside being done: nothing that the next call would see. */
ALWAYS_INLINE bool is_plain(inlay_status status, const host_call *h)
{
    _Static_assert(INLAY_DONE == 0, "its bits are asked together with others");
    return LIKELY(((uint64_t)status | h->work | h->state) == 0);
}

/* It wasn't done, or it worked, or it can't be paid, or its answer is wrong. */
RARE int end_usual(const component_lowered *lowered, native_call *call, crossing *x, usual *u, inlay_status status)
{
    import_function *f = lowered->func->host_user;
    generation *g = x->host.store_user;
    host_answer answer = HOST_DONE;
    g->is_asked_again = status == INLAY_SUSPENDED;
    if (status != INLAY_DONE)
        answer = end_otherwise(&x->host, f, status);
    else
        f->cost.fuel += x->host.work / PLAN_UNIT_WORK;
    store_refill(call->store);            /* what is at hand may not have been enough */
    if (status == INLAY_DONE && straight_host_take(lowered, x, lowered->func->store->core, &u->sum, call->slots)) {
        f->cost.bytes += lowered->answer_size;
        straight_host_clear(x);
        return straight_host_end(lowered->func->store, x, u->sum.copied, lowered->answer_size);
    }
    return straight_host_go_on(x, lowered, u->places, u->sum, call, answer);
}

static int call_usual(component_lowered *lowered, native_call *call)
{
    component_func *f = lowered->func;
    component_store *cs = f->store;
    import_function *import = f->host_user;
    generation *g = cs->user;
    inlay_host *host = g->host;
    straight_given d;
    usual u = { d.places, { 0, 0 } };
    crossing *x;
    if (!is_usual(lowered, g, import, cs->core) || f->unwatched == 1)
        return straight_call_host(lowered, call);
    if (!straight_lift_given(&d, &u.sum, lowered, &f->typed.narrow->params, call->slots) || !(x = straight_host_crossing(cs, f)))
        return canon_open_lowered(lowered, call);
    store_take(cs->core, (int64_t)(PLAN_CALL_PRICE + import->price_usual));
    host_call *h = begin_usual(x, import, u.places, u.sum.copied);
    f->unwatched--;
    straight_host_empty(lowered, x);
    call_note *note = call_note_add(&g->notes, import, h);
    if (!host->running_since)     /* the game takes as long as it takes */
        host->running_since = host_ticks(host);
    inlay_call *asked = open_call(host, g, h);
    inlay_status status = note->status = is_timed(&import->cost) ? ask_by_the_clock(import, asked, h) : ask_in_c(import, asked, u.places, h->typed_result);
    close_call(asked);
    if (!is_plain(status, h) || !straight_host_take(lowered, x, cs->core, &u.sum, call->slots))
        return end_usual(lowered, call, x, &u, status);
    import->cost.bytes += lowered->answer_size;
    return straight_host_end(cs, x, u.sum.copied, lowered->answer_size);
}

/* Was the function asked last, and is nothing of the call for the clock or a watcher? */
ALWAYS_INLINE bool is_as_before(const component_func *f, const import_function *import, const inlay_host *host, const call_note *note)
{
    ASSERT(!f->asking || note);           /* whoever made that made a note */
    return LIKELY(f->asking) && LIKELY(import->cost.untimed) && LIKELY(note->function == import) && LIKELY(host->running_since)
        && LIKELY(f->unwatched != 1);
}

/* Its note is the one of the call before. */
ALWAYS_INLINE void count_again(component_func *f, import_function *import, call_note *note)
{
    f->unwatched--;
    import->cost.untimed--;
    note->times++;
    note->status = INLAY_SUSPENDED;
}

_Static_assert((int)CALL_NOTE_TEXT <= (int)STORE_FEW, "what is noted of short text may be read");

/* Short text, to a function that was asked last, too. Nothing here calls anything but that: so all is in registers. */
typedef struct short_call {
    component_func  *f;
    import_function *import;
    inlay_host      *host;
    generation      *g;
    call_note       *note;
    inlay_string     text;
    int64_t          left;        /* at hand, once the call is paid */
} short_call;

/* `left`: so much would be. */
ALWAYS_INLINE bool is_short(short_call *c, const component_lowered *lowered, const wasm_slot *slots, int64_t left)
{
    component_func *f = lowered->func;
    component_store *cs = f->store;
    generation *g = cs->user;
    *c = (short_call){ .f = f, .import = f->host_user, .host = g->host, .g = g, .note = g->notes.last, .left = left };
    return left >= 0 && straight_lift_short_text(cs, lowered->memory, slots, &c->text) && is_free(lowered, g)
        && is_as_before(f, c->import, c->host, c->note);
}

ALWAYS_INLINE inlay_status ask_short(const short_call *c, crossing *x, wasm_store *core, bool answers)
{
    store_leave(core, c->left);
    x->given_text = c->text;
    host_call *h = begin_usual(x, c->import, x->given_places, c->text.size);
    count_again(c->f, c->import, c->note);
    c->note->arguments[0].size = (uint32_t)c->text.size;
    memcpy(c->note->arguments[0].text, c->text.bytes, CALL_NOTE_TEXT);
    if (answers)
        x->answer_words[0] = 0;
    inlay_call *asked = open_call(c->host, c->g, h);
    inlay_status status = c->note->status = ask_in_c(c->import, asked, x->given_places, answers ? x->answer_words : NULL);
    close_call(asked);
    return status;
}

/* False: nothing of it was taken. */
ALWAYS_INLINE bool take_short(crossing *x, wasm_store *core, inlay_status status, wasm_slot *slots, bool answers, int64_t *left)
{
    wasm_slot word = { .bits = 0 };
    *left = core->tank.at_hand - (int64_t)((x->work + 5 * x->host.moved) / PLAN_UNIT_WORK);
    if (!is_plain(status, &x->host) || UNLIKELY(*left < 0)
        || (answers && !straight_lower_number(x->callee->typed.narrow->result.numbers, (const uint8_t *)x->answer_words, &word)))
        return false;
    store_leave(core, *left);
    if (answers)
        slots[0] = word;
    straight_host_end(x->store, x, x->host.moved, 0);
    return true;
}

RARE int end_short(native_call *call, crossing *x, const component_lowered *lowered, inlay_status status)
{
    const uint64_t moved = x->host.moved;
    usual u = { x->given_places, { moved, lowered->func->typed.narrow->params.work + 5 * moved } };
    return end_usual(lowered, call, x, &u, status);
}

ALWAYS_INLINE int call_short(component_lowered *lowered, native_call *call, bool answers)
{
    short_call c;
    wasm_store *core = call->store;
    const import_function *import = lowered->func->host_user;
    if (UNLIKELY(!is_short(&c, lowered, call->slots, core->tank.at_hand - (int64_t)(PLAN_CALL_PRICE + import->price_usual))))
        return call_usual(lowered, call);
    crossing *x = c.f->asking;
    int64_t left;
    inlay_status status = ask_short(&c, x, core, answers);
    return LIKELY(take_short(x, core, status, call->slots, answers, &left)) ? NATIVE_DONE : end_short(call, x, lowered, status);
}

RARE int forward_end_short(wasm_state *st, crossing *x, inlay_status status)
{
    wasm_slot *base = forward_base(st);
    const store_native *native = st->store->funcs[st->top->function].native;
    return forward_end(st, base, end_short(forward_native(st, base), x, component_store_find_lowered(x->store, native), status));
}

/* The same from the forward that leads to it: its frames and its price are taken with the call's. */
ALWAYS_INLINE int forward_short(wasm_state *st, const forward_memo *m, wasm_slot *base, int fuel, bool answers)
{
    short_call c;
    if (UNLIKELY(!is_short(&c, m->user, base, fuel - (int64_t)m->price)))
        return forward_go_usual(st, m, base, fuel);
    crossing *x = c.f->asking;
    forward_push(st);
    inlay_status status = ask_short(&c, x, st->store, answers);
    int64_t left;
    if (!LIKELY(take_short(x, st->store, status, answers ? forward_base(st) : NULL, answers, &left)))
        return forward_end_short(st, x, status);
    forward_pop(st);
    return (int)left;
}

static int call_short_text(component_lowered *lowered, native_call *call)
{
    return call_short(lowered, call, false);
}

static int call_short_text_answers(component_lowered *lowered, native_call *call)
{
    return call_short(lowered, call, true);
}

/* Numbers, and what is lent: as call_short. */
static int call_words(component_lowered *lowered, native_call *call)
{
    component_func *f = lowered->func;
    component_store *cs = f->store;
    wasm_store *core = call->store;
    import_function *import = f->host_user;
    generation *g = cs->user;
    inlay_host *host = g->host;
    crossing *x = f->asking;
    const typed_code *code = &f->typed.narrow->params;
    uint64_t words[DIRECT_WORDS];
    void *places[DIRECT_WORDS];
    if (!is_usual(lowered, g, import, core) || !is_as_before(f, import, host, g->notes.last) || !straight_lift_words(lowered, code, call->slots, words, places))
        return call_usual(lowered, call);

    store_take(core, (int64_t)(PLAN_CALL_PRICE + import->price_usual));
    host_call *h = begin_usual(x, import, places, 0);
    call_note *note = g->notes.last;
    count_again(f, import, note);
    for (uint32_t i = 0; i < code->argument_count && i < CALL_NOTE_ARGUMENTS; i++)
        call_note_word(&note->arguments[i], words[i]);
    straight_host_empty(lowered, x);
    inlay_call *asked = open_call(host, g, h);
    inlay_status status = note->status = ask_in_c(import, asked, places, h->typed_result);
    close_call(asked);
    usual u = { places, { 0, lowered->func->typed.narrow->params.work } };
    if (!is_plain(status, h) || !straight_host_take(lowered, x, core, &u.sum, call->slots))
        return end_usual(lowered, call, x, &u, status);
    import->cost.bytes += lowered->answer_size;
    return straight_host_end(x->store, x, u.sum.copied, lowered->answer_size);
}

static int forward_short_text(wasm_state *st, const forward_memo *m, wasm_slot *base, int fuel)
{
    return forward_short(st, m, base, fuel, false);
}

static int forward_short_text_answers(wasm_state *st, const forward_memo *m, wasm_slot *base, int fuel)
{
    return forward_short(st, m, base, fuel, true);
}

static component_ways find_direct(host_function *function, void *function_user, component_given given, bool answers)
{
    const import_function *f = function_user;
    if (function != call_import)
        return (component_ways){ 0 };
    if (given == GIVEN_WORDS)
        return (component_ways){ .begin = call_words };
    if (given != GIVEN_TEXT)
        return (component_ways){ .begin = call_usual };
    component_ways ways = { .begin = answers ? call_short_text_answers : call_short_text };
    if (f->price_kib)
        return ways;
    ways.forward = answers ? forward_short_text_answers : forward_short_text;
    ways.price = (uint32_t)(PLAN_CALL_PRICE + f->price_usual);       /* it was said before the first frame */
    return ways;
}

static inlay_status status_of(host_answer answer)
{
    switch (answer) {
    case HOST_DONE:    return INLAY_DONE;
    case HOST_PENDING: return INLAY_SUSPENDED;
    case HOST_DENIED:  return INLAY_DENIED;
    case HOST_TRAP:    break;
    }
    return INLAY_TRAPPED;
}

/* A function of WASI: counted, timed and noted as the game's are. What it costs is charged with the crossing. */
static host_answer call_ours(void *user, host_call *inner)
{
    import_function *f = user;
    generation *g = inner->store_user;
    const inlay_host *host = g->host;
    if (inner->cancelled)
        return f->ours(g->wasi, inner);
    call_note *note = note_of(g, f, inner);
    if (!g->is_asked_again) {
        f->cost.calls++;
        f->cost.fuel += PLAN_CALL_PRICE;
        f->cost.bytes += inner->moved;
    }
    bool timed = is_timed(&f->cost);
    uint64_t outer = host->nested_ticks, start = timed ? host_ticks(host) : 0;
    host_answer answer = f->ours(g->wasi, inner);
    if (timed)
        end_timing(f, host, outer, start);
    note->status = status_of(answer);
    g->is_asked_again = answer == HOST_PENDING;
    f->cost.fuel += answer == HOST_DONE ? inner->work / PLAN_UNIT_WORK : 0;
    return answer;
}

/* Beyond some number, which no mod comes to that means well, they are not counted. */
static bool find_ours(generation *g, text_view interface_name, text_view name, host_function **function, void **function_user, error *err)
{
    if (!wasi_function(g->wasi, interface_name, name, function, function_user, err))
        return false;
    import_function *f = import_ours(&g->host->imports, interface_name, name, *function);
    if (f) {
        *function = call_ours;
        *function_user = f;
    }
    return true;
}

/* Bytes that a function gave are paid as those that it was given. */
static void take_gift(void *user, host_function *function, void *function_user, uint64_t bytes)
{
    import_function *f = function_user;
    if (function == call_import || function == call_ours)
        charge(f, user, 0, bytes);
}

static bool find_function(void *user, text_view interface_name, text_view name, const cfunc *type,
                          host_function **function, void **function_user, error *err)
{
    (void)type;
    generation *g = user;
    if (wasi_has(interface_name))
        return find_ours(g, interface_name, name, function, function_user, err);
    if (own_file_has(interface_name))
        return own_file_function(g->image->component, interface_name, name, function, function_user, err);
    import_function *f = import_find(&g->host->imports, interface_name, name);
    if (!f) {
        error_set(err, ERROR_UNLINKABLE, ERROR_NO_OFFSET, "the game binds nothing to \"%.*s%s%.*s\"", TEXT_ARGS(import_base(interface_name)),
                  interface_name.size ? "#" : "", TEXT_ARGS(name));
        return error_hint(err, "this is for the game's author: call inlay_bind for it before the first frame");
    }
    *function = call_import;
    *function_user = f;
    return true;
}

static const typed_function *find_typed(void *user, text_view interface_name, text_view name)
{
    const generation *g = user;
    const import_function *f = wasi_has(interface_name) ? NULL : import_find(&g->host->imports, interface_name, name);
    return f && f->bound ? &f->typed : NULL;
}

static bool find_resource_type(void *user, text_view interface_name, text_view name, uint32_t *host_type, error *err)
{
    generation *g = user;
    if (wasi_has(interface_name))
        return wasi_resource(interface_name, name, host_type, err);
    import_resource *r = import_find_resource(&g->host->imports, interface_name, name);
    if (!r) {
        error_set(err, ERROR_UNLINKABLE, ERROR_NO_OFFSET, "the game binds nothing to the resource \"%.*s%s%.*s\"", TEXT_ARGS(import_base(interface_name)),
                  interface_name.size ? "#" : "", TEXT_ARGS(name));
        return error_hint(err, "this is for the game's author: call inlay_bind_resource for it before the first frame");
    }
    *host_type = r->type;
    return true;
}

/* ---- host resources ---- */

static void run_drop(inlay_host *host, uint32_t type, void *data)
{
    const import_resource *bound = import_resource_at(&host->imports, type);
    if (bound && bound->drop)
        bound->drop(host, data, bound->user);
}

void answer_drop_resource(inlay_host *host, host_resource *r, host_resource **list)
{
    bool was_dead = r->is_dead;
    uint32_t type = r->type;
    void *data = r->data;
    host_resource_remove(&host->resources, r, list);
    if (!was_dead)
        run_drop(host, type, data);
}

void answer_kill_resource(inlay_host *host, host_resource *r)
{
    r->is_dead = true;
    run_drop(host, r->type, r->data);
}

static bool lift_host(void *user, uint32_t host_type, uint32_t rep, bool own, inlay_resource *out)
{
    generation *g = user;
    if (host_type >= WASI_HOST_TYPES)
        return wasi_lift(host_type, rep, out);
    host_resource *r = host_resource_by_rep(&g->host->resources, host_type, rep);
    if (!r || (own && r->generation != g))
        return false;
    *out = (inlay_resource){ r->index, r->serial };
    if (own)
        host_resource_move(&g->host->resources, r, &g->owned, NULL, &g->host->resources.game);
    return true;
}

static bool refuse(char *why, size_t why_size, const char *what)
{
    text_format(why, why_size, "%s", what);
    return false;
}

static bool lower_host(void *user, uint32_t host_type, inlay_resource id, bool own, uint64_t *rep, char *why, size_t why_size)
{
    generation *g = user;
    if (host_type >= WASI_HOST_TYPES)
        return wasi_lower(host_type, id, rep, why, why_size);
    host_resource_table *t = &g->host->resources;
    host_resource *r = host_resource_get(t, id);
    if (!r)
        return refuse(why, why_size, "the resource is gone (its id is stale)");
    if (r->is_guest || r->type != host_type)
        return refuse(why, why_size, "the resource is of another type");
    if (own && r->generation)
        return refuse(why, why_size, "a mod owns the resource already; it can only be lent");
    *rep = r->index;
    if (own) {
        host_resource_move(t, r, &t->game, g, &g->owned);
        return true;
    }
    if (!budget_room(&g->own, g->lent, g->lent_capacity, g->lent_count))
        return refuse(why, why_size, "there was not enough memory to lend the resource");
    g->lent[g->lent_count++] = r->index;
    host_resource_lend(r);
    return true;
}

static void drop_host(void *user, uint32_t host_type, uint32_t rep)
{
    generation *g = user;
    if (host_type >= WASI_HOST_TYPES) {
        wasi_drop(g->wasi, host_type, rep);
        return;
    }
    host_resource *r = serial_at(&g->host->resources.handles, rep);
    if (r && !r->is_guest && r->generation == g)
        answer_drop_resource(g->host, r, &g->owned);
}

/* ---- guest resources ---- */

static bool lift_guest(void *user, resource_type type, uint64_t rep, bool own, inlay_resource *out)
{
    generation *g = user;
    host_resource *r = NULL;
    if (own)
        r = host_resource_add_guest(&g->host->resources, g, &g->made, type, rep);
    for (host_resource *each = g->made; each && !own && !r; each = each->after)
        if (each->guest_type == type && each->rep == rep)
            r = each;
    if (!r)
        return false;
    *out = (inlay_resource){ r->index, r->serial };
    return true;
}

static bool lower_guest(void *user, inlay_resource id, resource_type *type, uint64_t *rep, bool own, char *why, size_t why_size)
{
    generation *g = user;
    host_resource *r = host_resource_get(&g->host->resources, id);
    if (!r)
        return refuse(why, why_size, "the resource is gone (its id is stale)");
    if (!r->is_guest || r->generation != g)
        return refuse(why, why_size, "the resource was not made by this generation of this mod");
    *type = r->guest_type;
    *rep = r->rep;
    if (own)
        host_resource_remove(&g->host->resources, r, &g->made);
    return true;
}

component_host answer_table(generation *g)
{
    return (component_host){
        .user = g, .function = find_function, .gave = take_gift, .typed = find_typed, .direct = find_direct, .resource = find_resource_type,
        .lift_host = lift_host, .lower_host = lower_host,
        .lift_guest = lift_guest, .lower_guest = lower_guest, .drop_host = drop_host,
    };
}
