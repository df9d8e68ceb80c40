/* Handles against a plain model (handles_model.h): any sequence of operations on the
 * tables of three instances (tests/data/component/handle_ops.wat) and on what the host
 * holds gives the indices, values, destructor calls and traps that the model says; what
 * a store leaves behind is the host's again. */
#include "engine/component/component_instance.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/handles_model.h"

#include <stdio.h>

enum { HANDLES_MOST = 20, HEAD = 2, TRIES = 12, PLENTY_OF_FUEL = 1 << 30 };

const bool fuzz_mutates = false;

static const struct { const char *name, *interface, *function; meaning means; } operations[] = {
#define OPERATION(name, interface, function, means) { #name, interface, function, MEANS_##means },
    OPERATIONS(OPERATION)
#undef OPERATION
};

static struct { uint64_t done, trapped, refused; } seen[OPERATION_COUNT];

void fuzz_report(void)
{
    uint64_t done = 0, trapped = 0, refused = 0;
    for (int i = 0; i < OPERATION_COUNT; i++) {
        done += seen[i].done;
        trapped += seen[i].trapped;
        refused += seen[i].refused;
        printf("%s%s %llu/%llu", i ? ", " : "", operations[i].name, (unsigned long long)seen[i].done,
               (unsigned long long)(seen[i].trapped + seen[i].refused));
    }
    printf("\noperations: %llu done, %llu trapped, %llu refused\n", (unsigned long long)done, (unsigned long long)trapped,
           (unsigned long long)refused);
}

/* ---- inputs ---- */

/* Mostly few, so that tables are full at times; at times many, so that they grow. */
static uint32_t most_handles(unsigned byte)
{
    return byte % 4 == 0 ? MODEL_MOST : byte % 4 == 1 ? 1 + byte / 4 % 5 : HANDLES_MOST;
}

static uint32_t find_hosts(const model *m, uint64_t random)
{
    for (uint32_t i = 0; i < MODEL_ROOM; i++)
        if (m->host[(random + i) % MODEL_ROOM].own)
            return (uint32_t)((random + i) % MODEL_ROOM + MODEL_ROOM * (random >> 32 & 3));
    return MODEL_ROOM - 1;
}

/* An argument that is right where the model knows one. */
static uint32_t right_argument(const model *m, operation op, uint64_t *chance)
{
    uint64_t random = fuzz_random(chance);
    const model_table *holder = &m->holder;
    switch (op) {
    case OP_REP: case OP_DROP: case OP_GIVE: case OP_PAIR_NEW:
        return model_find(&m->maker, RESOURCE, random);
    case OP_PAIR_DROP: case OP_PAIR_GIVE:
        return model_find(&m->maker, PAIR, random);
    case OP_TAKE: case OP_PEEK: case OP_HOLDER_DROP: case OP_TO_HOST: case OP_HAVE:
        return model_find(holder, RESOURCE, random);
    case OP_HOLDER_PAIR_DROP:
        return model_find(holder, PAIR, random);
    case OP_BACK: case OP_THIRD_DROP:
        return model_find(&m->third, RESOURCE, random);
    case OP_READ_THING: case OP_TAKE_THING: case OP_DROP_THING:
        return model_find(holder, THING, random);
    case OP_LOOK:
        return model_find(holder, RESOURCE, random) % 16 + 16 * (uint32_t)(random >> 32 & 15);
    case OP_BOTH: case OP_TWO_OWN: case OP_LOOK_TWO:
        return model_find(holder, RESOURCE, random) % 16 + 16 * (model_find(holder, RESOURCE, random >> 32) % 16);
    case OP_FROM_HOST: case OP_LENT: case OP_HOST_DROP:
        return find_hosts(m, random);
    default:
        return (uint32_t)random & 0xFF;
    }
}

/* The operation done to a model without a host, for choosing those behind it. Does it end the run? */
static bool imagine(model *m, operation op, uint32_t n)
{
    uint32_t at = n % MODEL_ROOM, number = model_number(n);
    bool is_host = operations[op].means == MEANS_RESOURCE || op == OP_HOST_DROP;
    if (is_host && !m->host[at].own)
        return true;
    if (op == OP_KILL_THING) {
        m->things[model_guests_thing(m, n)].alive = false;
        return false;
    }
    uint32_t hosts = op == OP_HAVE_THING ? model_hosts_thing(m, n) : 0, rep = number < MODEL_ROOM ? m->holder.rep[number] : 0;
    thing *t = &m->things[rep % THINGS];
    bool traps = model_expect(m, op, n).traps;
    if (op == OP_TO_HOST && !traps) {
        m->host[m->host_count % MODEL_ROOM].rep = rep;
        m->host[m->host_count++ % MODEL_ROOM].own = true;
    } else if (op == OP_FROM_HOST || op == OP_HOST_DROP) {
        m->host[at].own = false;
    } else if (op == OP_MAKE_THING) {
        m->things[++m->thing_count] = (thing){ .value = number, .alive = true, .is_guests = true };
    } else if (op == OP_HAVE_THING) {
        m->things[hosts].is_guests = true;
    } else if (op == OP_TAKE_THING && !traps) {
        t->is_guests = false;
        t->alive = t->value % 2;
    } else if (op == OP_DROP_THING && !traps) {
        t->alive = false;
    }
    return traps;
}

/* How to run (two bytes), then (operation, argument)…: those that trap rarely, for they are the last. */
void fuzz_input(uint64_t seed, emit *out)
{
    static const uint8_t often[] = { OP_NEW, OP_NEW, OP_GIVE, OP_MAKE_THING, OP_TO_HOST, OP_FROM_HOST, OP_TAKE, OP_PEEK, OP_HAVE, OP_BACK };
    uint64_t chance = seed;
    static model m, next;
    unsigned how = (unsigned)(fuzz_random(&chance) & 0xFF), room = (unsigned)(fuzz_random(&chance) & 0xFF);
    emit_u8(out, how);
    emit_u8(out, room);
    model_open(&m, most_handles(room));
    bool ends = false;
    for (uint64_t i = fuzz_random(&chance) % (OPERATIONS_MOST / 2); i > 0 && !ends; i--) {
        bool rarely = fuzz_random(&chance) % 64 == 0;
        for (int tries = 0; tries < TRIES; tries++) {
            operation op = (operation)(fuzz_random(&chance) % 3 == 0 ? often[fuzz_random(&chance) % sizeof often] : fuzz_random(&chance) % OPERATION_COUNT);
            uint32_t n = rarely && fuzz_random(&chance) % 2 ? (uint32_t)(fuzz_random(&chance) & 0xFF) : right_argument(&m, op, &chance);
            next = m;
            ends = imagine(&next, op, n);
            if (ends && !rarely)
                continue;
            emit_u8(out, op);
            emit_u8(out, n);
            m = next;
            break;
        }
    }
}

/* ---- the host ---- */

static host_answer on_make(void *user, host_call *call)
{
    model *m = user;
    m->things[++m->thing_count] = (thing){ .value = call->arguments[0].u32, .alive = true };
    call->result = (inlay_value){ .kind = INLAY_OWN, .resource = { m->thing_count, 7 } };
    return HOST_DONE;
}

static host_answer on_read(void *user, host_call *call)
{
    const model *m = user;
    call->result = (inlay_value){ .kind = INLAY_U32, .u32 = m->things[call->arguments[0].resource.index].value };
    return HOST_DONE;
}

static host_answer on_take(void *user, host_call *call)
{
    model *m = user;
    thing *t = &m->things[call->arguments[0].resource.index];
    t->alive = t->value % 2;          /* the odd ones stay, as the host's own */
    return on_read(user, call);
}

/* Lowered async: never reached. */
static host_answer on_soon(void *user, host_call *call)
{
    (void)user, (void)call;
    abort();
}

static bool find_function(void *user, text_view interface_name, text_view name, const cfunc *type, host_function **function,
                          void **function_user, error *err)
{
    (void)interface_name, (void)type, (void)err;
    *function = text_is(name, "make") ? on_make : text_is(name, "read") ? on_read : text_is(name, "take") ? on_take : on_soon;
    *function_user = user;
    return true;
}

static bool find_resource(void *user, text_view interface_name, text_view name, uint32_t *host_type, error *err)
{
    (void)user, (void)interface_name, (void)name, (void)err;
    *host_type = 1;
    return true;
}

static bool lift_host(void *user, uint32_t host_type, uint32_t rep, bool own, inlay_resource *out)
{
    model *m = user;
    (void)host_type;
    if (own && m->things[rep].alive)
        m->things[rep].is_guests = false;
    *out = (inlay_resource){ rep, 7 };
    return m->things[rep].alive;
}

static bool lower_host(void *user, uint32_t host_type, inlay_resource id, bool own, uint64_t *rep, char *why, size_t why_size)
{
    model *m = user;
    (void)host_type, (void)why, (void)why_size;
    m->things[id.index].is_guests = own;
    *rep = id.index;
    return true;
}

static bool lift_guest(void *user, resource_type type, uint64_t rep, bool own, inlay_resource *out)
{
    model *m = user;
    uint32_t at = m->host_count++ % MODEL_ROOM;
    m->host[at].rep = rep;
    m->host[at].type = type;
    m->host[at].own = own;
    *out = (inlay_resource){ at, 5 };
    return true;
}

static bool lower_guest(void *user, inlay_resource id, resource_type *type, uint64_t *rep, bool own, char *why, size_t why_size)
{
    model *m = user;
    if (id.serial != 5 || id.index >= MODEL_ROOM || !m->host[id.index].own) {
        text_format(why, why_size, "it is gone");
        return false;
    }
    *type = m->host[id.index].type;
    *rep = m->host[id.index].rep;
    m->host[id.index].own = !own;
    return true;
}

static void drop_host(void *user, uint32_t host_type, uint32_t rep)
{
    model *m = user;
    (void)host_type;
    if (!m->things[rep].is_guests)
        abort();
    m->things[rep] = (thing){ 0 };
}

/* ---- the component, decoded once ---- */

static struct { budget b; arena a; emit file; component *c; component_code *code; } loaded;

static void load(void)
{
    uint8_t chunk[8192];
    error err = { 0 };
    FILE *f = fopen("tests/data/component/handle_ops.wasm", "rb");
    if (!f) {
        fprintf(stderr, "tests/data/component/handle_ops.wasm: run it from the top of the checkout\n");
        exit(2);
    }
    emit_raw(&loaded.file, chunk, fread(chunk, 1, sizeof chunk, f));
    fclose(f);
    budget_open(&loaded.b, NULL, 0);
    arena_open(&loaded.a, &loaded.b);
    loaded.c = component_decode(&loaded.a, &loaded.b, loaded.file.bytes, loaded.file.size, COMPONENT_ASYNC, &err);
    loaded.code = loaded.c ? component_code_open(&loaded.b, loaded.c) : NULL;
    if (!loaded.code) {
        fprintf(stderr, "tests/data/component/handle_ops.wasm: %s\n", err.text);
        exit(2);
    }
}

/* ---- running ---- */

typedef struct machine {
    model               m;
    budget              b;
    component_store    *cs;
    wasm_task          *task;
    component_instance *instance;
    int64_t             slice;            /* 0: all fuel at once */
    bool                small, ended;     /* of memory: then it may end early */
    error               err;
} machine;

static bool finish(machine *x)
{
    wasm_store *core = component_store_core(x->cs);
    task_outcome outcome;
    store_set_fuel(core, x->slice ? 0 : PLENTY_OF_FUEL);
    while ((outcome = task_run(x->task)) == TASK_OUT_OF_FUEL) {
        store_set_fuel(core, store_fuel(core) + (x->slice ? x->slice : PLENTY_OF_FUEL));
        if (!task_move(x->task))
            abort();
    }
    return outcome == TASK_DONE;
}

static void open_machine(machine *x, const component_host *host)
{
    const component_store_config config = { .core = { .budget = &x->b }, .host = host, .handles = x->m.most };
    budget_open(&x->b, NULL, 16 << 20);
    x->cs = component_store_open(&config, &x->err);
    x->task = x->cs ? task_open(component_store_core(x->cs), &x->err) : NULL;
    if (!x->task || !component_instantiate(x->cs, x->task, loaded.c, loaded.code, &x->instance, &x->err) || !finish(x)) {
        fprintf(stderr, "tests/data/component/handle_ops.wasm: %s\n", x->err.text);
        exit(2);
    }
}

static bool begin(machine *x, const char *interface, const char *name, const inlay_value *arguments, uint32_t count)
{
    component_func *f = component_export_func(x->instance, text_of(interface), text_of(name));
    if (!f)
        abort();
    return component_call(f, x->task, arguments, count, &x->err);
}

static bool fail(const char *what, operation op, uint32_t n, uint64_t want, uint64_t got)
{
    printf("%s: %s of %u: the model says %llu, it was %llu\n", what, operations[op].name, n, (unsigned long long)want, (unsigned long long)got);
    return false;
}

static bool holds_up(machine *x, operation op, uint32_t n, answer want)
{
    bool done = finish(x);
    seen[op].done += done;
    seen[op].trapped += !done;
    if (!done && x->small && strncmp(store_trap(component_store_core(x->cs))->text, "out of memory", 13) == 0)
        return x->ended = true;
    if (done == want.traps)
        return fail(done ? "a trap" : store_trap(component_store_core(x->cs))->text, op, n, want.traps, !done);
    if (!done)
        return store_trap(component_store_core(x->cs))->text[0] || fail("a trap without words", op, n, 0, 0);
    const inlay_value *result = component_result(x->cs, x->task);
    if (want.has_value && (!result || result->u32 != want.value))
        return fail("a value", op, n, want.value, result ? result->u32 : 0);
    uint32_t used = x->m.maker.used + x->m.holder.used + x->m.third.used, held = component_store_handles(x->cs);
    return used == held || fail("handles", op, n, used, held);
}

static bool begin_operation(machine *x, operation op, uint32_t n)
{
    inlay_value first = { .kind = INLAY_U32, .u32 = model_number(n) }, second = { .kind = INLAY_U32, .u32 = n / 16 };
    uint32_t count = 1, at = n % MODEL_ROOM;
    if (op == OP_HOST_DROP)
        return x->m.host[at].own && component_drop_guest(x->cs, x->task, x->m.host[at].type, x->m.host[at].rep, &x->err);
    switch (operations[op].means) {
    case MEANS_TWO:
        first.u32 = n % 16;
        count = 2;
        break;
    case MEANS_WHAT:
        first.u32 = n % 8;
        break;
    case MEANS_NOTHING:
        count = 0;
        break;
    case MEANS_RESOURCE:
        first = (inlay_value){ .kind = op == OP_LENT ? INLAY_BORROW : INLAY_OWN, .resource = { at, 5 } };
        second.u32 = n / 8 % 6;
        count = op == OP_LENT ? 2 : 1;
        break;
    case MEANS_THING:
        first = (inlay_value){ .kind = op == OP_SEE_THING ? INLAY_BORROW : INLAY_OWN, .resource = { model_hosts_thing(&x->m, n), 7 } };
        second.u32 = n / 8 % 4;
        count = op == OP_SEE_THING ? 2 : 1;
        break;
    case MEANS_NUMBER: case MEANS_DO:
        break;
    }
    return begin(x, operations[op].interface, operations[op].function, (const inlay_value[]){ first, second }, count);
}

/* Goes on: true. ok: as the model says. */
static bool operate(machine *x, operation op, uint32_t n, bool *ok)
{
    model *m = &x->m;
    bool of_hosts = operations[op].means == MEANS_RESOURCE || op == OP_HOST_DROP, gone = of_hosts && !m->host[n % MODEL_ROOM].own;
    x->err = (error){ 0 };
    if (op == OP_KILL_THING) {
        m->things[model_guests_thing(m, n)].alive = false;
        seen[op].done++;
        return true;
    }
    answer want = model_expect(m, op, n);
    bool begun = begin_operation(x, op, n);
    if (op == OP_HOST_DROP)
        m->host[n % MODEL_ROOM].own = false;
    if (!begun) {
        seen[op].refused++;
        *ok = gone || x->small || fail(x->err.text, op, n, 0, 1);
        return *ok && gone;
    }
    *ok = !gone ? holds_up(x, op, n, want) : fail("what is gone was taken", op, n, 0, 1);
    return *ok && !want.traps && !x->ended;
}

/* A call that never ends: it is under way when the store goes. */
static void leave_one(machine *x, uint8_t op, uint8_t n)
{
    static const operation calls[] = { OP_GIVE, OP_TAKE, OP_HOLDER_DROP, OP_MAKE_THING, OP_DROP_THING, OP_TO_HOST, OP_LOOK, OP_TWO_OWN,
                                       OP_HOLDER_PAIR_DROP, OP_SEE_THING, OP_HAVE_THING, OP_FROM_HOST };
    store_set_fuel(component_store_core(x->cs), 0);
    if (!begin_operation(x, calls[op % (sizeof calls / sizeof *calls)], n))
        return;
    for (uint32_t i = 0; i < n % 8 && task_run(x->task) == TASK_OUT_OF_FUEL; i++)
        store_set_fuel(component_store_core(x->cs), 0);
}

static bool nothing_is_left(const model *m)
{
    for (uint32_t i = 1; i <= m->thing_count; i++)
        if (m->things[i].is_guests)
            return fail("a thing is the guest's still", OP_MAKE_THING, i, 0, 1);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static machine x;
    bool ok = true;
    if (!loaded.code)
        load();
    if (size < HEAD)
        return 0;
    x = (machine){ .slice = data[0] % 8 == 0 ? 1 + data[0] / 8 : 0 };
    model_open(&x.m, most_handles(data[1]));
    const component_host host = { &x.m, find_function, find_resource, lift_host, lower_host, lift_guest, lower_guest, drop_host, NULL };
    open_machine(&x, &host);
    x.small = data[0] % 8 == 4;
    if (x.small)
        x.b.limit = x.b.used + 32 * (uint64_t)(data[0] / 8);
    size = size < HEAD + 2 * OPERATIONS_MOST ? size : HEAD + 2 * OPERATIONS_MOST;
    for (size_t i = HEAD; i + 1 < size && operate(&x, (operation)(data[i] % OPERATION_COUNT), data[i + 1], &ok);)
        i += 2;
    if (size > HEAD && ok && data[0] % 2 && task_is_idle(x.task) && store_trap(component_store_core(x.cs))->code == TRAP_NONE)
        leave_one(&x, data[1], data[2]);
    task_cancel(x.task);
    task_close(x.task);
    component_store_close(x.cs);
    ok = ok && nothing_is_left(&x.m);
    budget_close(&x.b);
    return !ok;
}
