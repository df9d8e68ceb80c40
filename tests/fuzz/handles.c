/* Handles against a plain model: any sequence of operations on the tables of two
 * instances (tests/data/component/handle_ops.wat) and on what the host holds
 * gives the indices, values, destructor calls and traps that a model of arrays
 * and stacks says; what a store leaves behind is the host's again. */
#include "engine/component/component_instance.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>

enum { HANDLES_MOST = 12, MODEL_ROOM = 64, OPERATIONS_MOST = 120, THINGS = 128, PLENTY_OF_FUEL = 1 << 30 };

const bool fuzz_mutates = false;

static struct { uint64_t done, trapped, refused; } seen;

void fuzz_report(void)
{
    printf("operations: %llu done, %llu trapped, %llu refused\n", (unsigned long long)seen.done, (unsigned long long)seen.trapped,
           (unsigned long long)seen.refused);
}

typedef enum operation {
    OP_NEW, OP_REP, OP_DROP, OP_GIVE, OP_TAKE, OP_PEEK, OP_HOLDER_DROP, OP_MAKE_THING, OP_READ_THING, OP_TAKE_THING, OP_DROP_THING,
    OP_TO_HOST, OP_FROM_HOST, OP_LENT, OP_HOST_DROP, OP_DEAD, OPERATION_COUNT
} operation;

/* ---- the model ---- */

typedef enum holding { FREE, RESOURCE, THING } holding;

typedef struct model_table {
    holding  kind[MODEL_ROOM];
    uint32_t rep[MODEL_ROOM];
    uint32_t freed[MODEL_ROOM], freed_count, next, used;
} model_table;

typedef struct thing { uint32_t value; bool alive, is_guests; } thing;

typedef struct model {
    model_table maker, holder;
    uint32_t    dead, dead_sum;
    struct { uint32_t rep; resource_type type; bool own; } host[MODEL_ROOM];     /* resources of guests that the host got */
    uint32_t    host_count;
    thing       things[THINGS];       /* the host's own; 0 is none */
    uint32_t    thing_count;
} model;

/* What the model says of an operation. */
typedef struct answer { bool traps, has_value; uint32_t value; } answer;

static answer trap_of(bool traps)
{
    return (answer){ .traps = traps };
}

static answer value_of(uint32_t value)
{
    return (answer){ .has_value = true, .value = value };
}

static bool holds(const model_table *t, uint32_t index, holding kind)
{
    return index > 0 && index < MODEL_ROOM && t->kind[index] == kind;
}

static answer put(model_table *t, holding kind, uint32_t rep)
{
    if (t->used == HANDLES_MOST)
        return trap_of(true);
    uint32_t index = t->freed_count ? t->freed[--t->freed_count] : ++t->next;
    t->kind[index] = kind;
    t->rep[index] = rep;
    t->used++;
    return value_of(index);
}

static uint32_t take(model_table *t, uint32_t index)
{
    t->kind[index] = FREE;
    t->freed[t->freed_count++] = index;
    t->used--;
    return t->rep[index];
}

static answer die(model *m, uint32_t rep)
{
    m->dead++;
    m->dead_sum += rep;
    return trap_of(false);
}

static answer move(model_table *from, model_table *to, uint32_t index)
{
    if (!holds(from, index, RESOURCE))
        return trap_of(true);
    return put(to, RESOURCE, take(from, index));
}

static answer lend(model *m, uint32_t rep, uint32_t what)
{
    answer a = put(&m->holder, RESOURCE, rep);
    if (!a.traps)
        take(&m->holder, a.value);
    a.traps = a.traps || what >= 2;
    return a;
}

/* Operations that are calls of an export with a number; things aside. */
static answer expect_call(model *m, operation op, uint32_t n)
{
    bool makers = holds(&m->maker, n, RESOURCE), holders = holds(&m->holder, n, RESOURCE);
    switch (op) {
    case OP_NEW:         return put(&m->maker, RESOURCE, n);
    case OP_REP:         return makers ? value_of(m->maker.rep[n]) : trap_of(true);
    case OP_DROP:        return makers ? die(m, take(&m->maker, n)) : trap_of(true);
    case OP_GIVE:        return move(&m->maker, &m->holder, n);
    case OP_TAKE:        return move(&m->holder, &m->maker, n);
    case OP_PEEK:        return holders ? value_of(m->holder.rep[n]) : trap_of(true);
    case OP_HOLDER_DROP: return holders ? die(m, take(&m->holder, n)) : trap_of(true);
    case OP_MAKE_THING:  return put(&m->holder, THING, m->thing_count + 1);
    case OP_READ_THING:
        return holds(&m->holder, n, THING) ? value_of(m->things[m->holder.rep[n]].value) : trap_of(true);
    case OP_TAKE_THING: case OP_DROP_THING:
        if (!holds(&m->holder, n, THING))
            return trap_of(true);
        return op == OP_DROP_THING ? (take(&m->holder, n), trap_of(false)) : value_of(m->things[take(&m->holder, n)].value);
    case OP_TO_HOST:
        return holders ? (take(&m->holder, n), trap_of(false)) : trap_of(true);
    case OP_FROM_HOST: case OP_LENT: case OP_HOST_DROP: case OP_DEAD: case OPERATION_COUNT:
        break;
    }
    return value_of(m->dead);
}

/* ---- inputs ---- */

static uint32_t find_held(const model_table *t, holding kind, uint64_t *chance)
{
    uint32_t first = (uint32_t)(fuzz_random(chance) % HANDLES_MOST);
    for (uint32_t i = 0; i < HANDLES_MOST; i++)
        if (holds(t, 1 + (first + i) % HANDLES_MOST, kind))
            return 1 + (first + i) % HANDLES_MOST;
    return 0;
}

static uint32_t find_hosts(const model *m, uint64_t *chance)
{
    uint32_t first = (uint32_t)(fuzz_random(chance) % MODEL_ROOM);
    for (uint32_t i = 0; i < MODEL_ROOM; i++)
        if (m->host[(first + i) % MODEL_ROOM].own)
            return (first + i) % MODEL_ROOM + MODEL_ROOM * (uint32_t)(fuzz_random(chance) % 4);
    return MODEL_ROOM - 1;
}

/* An argument that is right where the model knows one. */
static uint32_t right_argument(const model *m, operation op, uint64_t *chance)
{
    switch (op) {
    case OP_REP: case OP_DROP: case OP_GIVE:
        return find_held(&m->maker, RESOURCE, chance);
    case OP_TAKE: case OP_PEEK: case OP_HOLDER_DROP: case OP_TO_HOST:
        return find_held(&m->holder, RESOURCE, chance);
    case OP_READ_THING: case OP_TAKE_THING: case OP_DROP_THING:
        return find_held(&m->holder, THING, chance);
    case OP_FROM_HOST: case OP_LENT: case OP_HOST_DROP:
        return find_hosts(m, chance);
    case OP_NEW: case OP_MAKE_THING: case OP_DEAD: case OPERATION_COUNT:
        break;
    }
    return (uint32_t)(fuzz_random(chance) % 256);
}

/* What the operation does to the tables, for choosing those behind it. */
static void imagine(model *m, operation op, uint32_t n)
{
    uint32_t rep = n % MODEL_ROOM;
    if (op == OP_FROM_HOST && m->host[rep].own)
        put(&m->holder, RESOURCE, m->host[rep].rep);
    if (op == OP_FROM_HOST || op == OP_HOST_DROP)
        m->host[rep].own = false;
    if (op == OP_TO_HOST && holds(&m->holder, n, RESOURCE))
        m->host[m->host_count++ % MODEL_ROOM].own = true;
    if (op != OP_FROM_HOST && op != OP_LENT && op != OP_HOST_DROP)
        expect_call(m, op, n);
    m->thing_count += op == OP_MAKE_THING;
}

/* How to run (a byte), then (operation, argument)…: mostly right ones, and not only until the tables are full. */
void fuzz_input(uint64_t seed, emit *out)
{
    static const uint8_t often[] = { OP_NEW, OP_NEW, OP_GIVE, OP_MAKE_THING, OP_TO_HOST, OP_FROM_HOST, OP_TAKE, OP_PEEK };
    uint64_t chance = seed;
    static model m;
    m = (model){ 0 };
    emit_u8(out, (unsigned)(fuzz_random(&chance) & 0xFF));
    for (uint64_t i = fuzz_random(&chance) % (OPERATIONS_MOST / 2); i > 0; i--) {
        operation op = fuzz_random(&chance) % 2 ? often[fuzz_random(&chance) % sizeof often] : fuzz_random(&chance) % OPERATION_COUNT;
        bool full = m.maker.used + 2 > HANDLES_MOST || m.holder.used + 2 > HANDLES_MOST;
        if (full && fuzz_random(&chance) % 50)
            op = m.maker.used > m.holder.used ? OP_DROP : OP_HOLDER_DROP + 4 * (fuzz_random(&chance) % 2);
        uint32_t n = right_argument(&m, op, &chance), rarely = fuzz_random(&chance) % 100 == 0;
        bool ends = n == 0 || (op == OP_LENT && n / 8 % 5 >= 2) || ((op == OP_LENT || op == OP_FROM_HOST) && !m.host[n % MODEL_ROOM].own);
        if (ends && !rarely) {
            op = fuzz_random(&chance) % 2 ? OP_NEW : OP_MAKE_THING;
            n = (uint32_t)(fuzz_random(&chance) % 256);
        }
        if (rarely)
            n = (uint32_t)(fuzz_random(&chance) % 256);
        emit_u8(out, op);
        emit_u8(out, n);
        imagine(&m, op, n);
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
    m->things[call->arguments[0].resource.index].alive = false;
    return on_read(user, call);
}

static bool find_function(void *user, text_view interface_name, text_view name, const cfunc *type, host_function **function,
                          void **function_user, error *err)
{
    (void)interface_name, (void)type, (void)err;
    *function = text_is(name, "make") ? on_make : text_is(name, "read") ? on_read : on_take;
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
    if (own)
        m->things[rep].is_guests = false;
    *out = (inlay_resource){ rep, 7 };
    return m->things[rep].alive;
}

static bool lower_host(void *user, uint32_t host_type, inlay_resource id, bool own, uint32_t *rep, char *why, size_t why_size)
{
    model *m = user;
    (void)host_type, (void)why, (void)why_size;
    m->things[id.index].is_guests = own;
    *rep = id.index;
    return true;
}

static bool lift_guest(void *user, resource_type type, uint32_t rep, bool own, inlay_resource *out)
{
    model *m = user;
    uint32_t at = m->host_count++ % MODEL_ROOM;
    m->host[at].rep = rep;
    m->host[at].type = type;
    m->host[at].own = own;
    *out = (inlay_resource){ at, 5 };
    return true;
}

static bool lower_guest(void *user, inlay_resource id, resource_type *type, uint32_t *rep, bool own, char *why, size_t why_size)
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
    if (!m->things[rep].is_guests || !m->things[rep].alive)
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
    loaded.c = component_decode(&loaded.a, &loaded.b, loaded.file.bytes, loaded.file.size, 0, &err);
    loaded.code = loaded.c ? component_code_open(&loaded.b, loaded.c) : NULL;
    if (!loaded.code)
        abort();
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
    const component_store_config config = { .core = { .budget = &x->b }, .host = host, .handles = HANDLES_MOST };
    budget_open(&x->b, NULL, 16 << 20);
    x->cs = component_store_open(&config, &x->err);
    x->task = x->cs ? task_open(component_store_core(x->cs), &x->err) : NULL;
    if (!x->task || !component_instantiate(x->cs, x->task, loaded.c, loaded.code, &x->instance, &x->err) || !finish(x))
        abort();
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
    printf("%s: operation %d of %u: the model says %llu, it was %llu\n", what, op, n, (unsigned long long)want, (unsigned long long)got);
    return false;
}

static bool holds_up(machine *x, operation op, uint32_t n, answer want)
{
    bool done = finish(x);
    seen.done += done;
    seen.trapped += !done;
    if (!done && x->small && strncmp(store_trap(component_store_core(x->cs))->text, "out of memory", 13) == 0)
        return x->ended = true;
    if (done == want.traps)
        return fail("a trap", op, n, want.traps, !done);
    if (!done)
        return store_trap(component_store_core(x->cs))->text[0] || fail("a trap without words", op, n, 0, 0);
    const inlay_value *result = component_result(x->cs, x->task);
    if (want.has_value && (!result || result->u32 != want.value))
        return fail("a value", op, n, want.value, result ? result->u32 : 0);
    uint32_t used = x->m.maker.used + x->m.holder.used, held = component_store_handles(x->cs);
    return used == held || fail("handles", op, n, used, held);
}

/* Operations on what the host holds: false: there is nothing there, and it must be refused. */
static bool host_operation(machine *x, operation op, uint32_t n, answer *want)
{
    model *m = &x->m;
    uint32_t at = n % MODEL_ROOM, rep = m->host[at].rep, what = n / 8 % 5;
    bool own = m->host[at].own, begun;
    const inlay_value arguments[] = { { .kind = op == OP_LENT ? INLAY_BORROW : INLAY_OWN, .resource = { at, 5 } }, { .kind = INLAY_U32, .u32 = what } };
    if (op == OP_HOST_DROP) {
        begun = own && component_drop_guest(x->cs, x->task, m->host[at].type, rep, &x->err);
        m->host[at].own = false;
        *want = own ? die(m, rep) : trap_of(false);
    } else {
        begun = begin(x, "holder", op == OP_LENT ? "lent" : "from-host", arguments, op == OP_LENT ? 2 : 1);
        *want = !own ? trap_of(false) : op == OP_LENT ? lend(m, rep, what) : put(&m->holder, RESOURCE, rep);
    }
    if (!begun && own)
        *want = trap_of(true);        /* its table is full: said before it began */
    return begun;
}

/* Goes on: true. ok: as the model says. */
static bool operate(machine *x, operation op, uint32_t n, bool *ok)
{
    static const struct { const char *interface, *name; } exports[OPERATION_COUNT] = {
        { "maker", "new" }, { "maker", "rep" }, { "maker", "drop" }, { "holder", "give" }, { "holder", "take" }, { "holder", "peek" },
        { "holder", "drop" }, { "holder", "make-thing" }, { "holder", "read-thing" }, { "holder", "take-thing" }, { "holder", "drop-thing" },
        { "holder", "to-host" }, { NULL, NULL }, { NULL, NULL }, { NULL, NULL }, { "maker", "dead" }
    };
    answer want;
    x->err = (error){ 0 };
    if (op == OP_FROM_HOST || op == OP_LENT || op == OP_HOST_DROP) {
        if (!host_operation(x, op, n, &want)) {
            seen.refused++;
            *ok = !want.traps || x->m.holder.used == HANDLES_MOST || x->small || fail("refused", op, n, 0, 1);
            return *ok && !want.traps;
        }
    } else {
        const inlay_value argument = { .kind = INLAY_U32, .u32 = n };
        want = expect_call(&x->m, op, n);
        if (!begin(x, exports[op].interface, exports[op].name, &argument, op != OP_DEAD)) {
            *ok = x->small || fail("not begun", op, n, 0, 1);
            return false;
        }
    }
    *ok = holds_up(x, op, n, want);
    return *ok && !want.traps && !x->ended;
}

/* A call that never ends: it is under way when the store goes. */
static void leave_one(machine *x, operation op, uint32_t n)
{
    static const char *const names[] = { "give", "take", "drop", "make-thing", "drop-thing", "to-host" };
    const inlay_value argument = { .kind = INLAY_U32, .u32 = n };
    store_set_fuel(component_store_core(x->cs), 0);
    if (!begin(x, "holder", names[op % 6], &argument, 1))
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
    if (size == 0)
        return 0;
    x = (machine){ .slice = data[0] % 8 == 0 ? 1 + data[0] / 8 : 0 };
    const component_host host = { &x.m, find_function, find_resource, lift_host, lower_host, lift_guest, lower_guest, drop_host, NULL };
    open_machine(&x, &host);
    x.small = data[0] % 8 == 4;
    if (x.small)
        x.b.limit = x.b.used + 32 * (uint64_t)(data[0] / 8);
    size = size < 2 * OPERATIONS_MOST ? size : 2 * OPERATIONS_MOST;
    for (size_t i = 1; i + 1 < size && operate(&x, (operation)(data[i] % OPERATION_COUNT), data[i + 1], &ok);)
        i += 2;
    if (size > 2 && ok && data[0] % 2 && task_is_idle(x.task) && store_trap(component_store_core(x.cs))->code == TRAP_NONE)
        leave_one(&x, (operation)(data[1] % OPERATION_COUNT), data[2]);
    task_cancel(x.task);
    task_close(x.task);
    component_store_close(x.cs);
    ok = ok && nothing_is_left(&x.m);
    budget_close(&x.b);
    return !ok;
}
