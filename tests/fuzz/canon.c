/* Values of any type over the boundary and back: the host's value goes through
 * a guest's memory or words to a function of the host and back the same way,
 * and is what it was; where the guest changes bytes, words or what realloc
 * answers, what arrives is of the type, or there is a trap with words. */
#include "engine/component/component_instance.h"
#include "host/os/os_pages.h"
#include "tests/fuzz/canon_make.h"
#include "tests/fuzz/canon_typed.h"
#include "tests/fuzz/canon_twin.h"

#include <stdio.h>

enum { CANON_FUEL = 1 << 24, CANON_MEMORY = 16 << 20 };

const bool fuzz_mutates = false;

static struct { uint64_t equal, fits, trapped, suspended, twins, straight; } seen;

void fuzz_report(void)
{
    printf("values: %llu came back equal; of changed ones %llu fit their type, %llu trapped; %llu suspensions; %llu calls again with C values, %llu of them straight\n",
           (unsigned long long)seen.equal, (unsigned long long)seen.fits, (unsigned long long)seen.trapped, (unsigned long long)seen.suspended,
           (unsigned long long)seen.twins, (unsigned long long)seen.straight);
}

/* A seed, and a byte: hostile, slices, a memory of 64 bits, one of more than 4 GiB. */
void fuzz_input(uint64_t seed, emit *out)
{
    emit_raw(out, &seed, sizeof seed);
    emit_u8(out, (unsigned)(seed % 64));
}

typedef struct trip {
    budget              b;
    arena               a;
    component          *c;
    component_code     *code;
    component_store    *cs;
    wasm_task          *task;
    component_instance *instance;
    inlay_value         sent;
    error               err;
    int64_t             slice;            /* 0: all fuel at once */
    uint64_t            chance;
    bool                hostile, asked, bad;
    uint64_t            most;             /* of memory */
    bool                small;            /* of memory, or of bytes that may cross: it may end early */
    arena              *room;
    const inlay_layout *layout;           /* of the host's function, where a header binds it */
    typed_function      bound;
    bool                may_bind, binds;
    int8_t              held[MADE_RESOURCES];   /* how often the guest owns each of the host's resources, less what the host got back */
} trip;

/* What arrives is of the type; unless someone lied, it is what was sent. */
static void look(trip *t, const inlay_value *got, const ctype *type, const char *where)
{
    error err = { 0 };
    if (value_fits(got, type, &err) && (t->hostile || value_equal(got, &t->sent)))
        return;
    printf("%s: %s\n", where, err.code ? err.text : "not what was sent");
    t->bad = true;
}

static host_answer answer(void *user, host_call *call)
{
    trip *t = user;
    if (call->cancelled || (call->state++ == 0 && t->chance % 5 == 0))
        return HOST_PENDING;
    t->asked = true;
    if (call->typed) {
        const inlay_value given = typed_tree_of(t->room, t->layout, call->typed_arguments[0]);
        look(t, &given, call->type->result, "the bound host function's argument");
        memcpy(call->typed_result, call->typed_arguments[0], t->layout->size);
        return t->hostile && t->chance % 29 == 0 ? HOST_DENIED : HOST_DONE;
    }
    look(t, &call->arguments[0], call->type->result, "the host's argument");
    if (!value_copy(call->scratch, &call->arguments[0], &call->result))
        return HOST_TRAP;
    if (t->hostile && t->chance % 13 == 0)
        call->result = (inlay_value){ .kind = (inlay_kind)(t->chance / 13 % (INLAY_BORROW + 1)) };
    return t->hostile && t->chance % 29 == 0 ? HOST_DENIED : HOST_DONE;
}

static bool find_resource(void *user, text_view interface_name, text_view name, uint32_t *host_type, error *err)
{
    (void)user, (void)interface_name, (void)name, (void)err;
    *host_type = 1;
    return true;
}

static bool lift_host(void *user, uint32_t host_type, uint32_t rep, bool own, inlay_resource *out)
{
    trip *t = user;
    (void)host_type;
    t->held[rep] = (int8_t)(t->held[rep] - own);
    *out = (inlay_resource){ rep, 7 };
    return true;
}

static bool lower_host(void *user, uint32_t host_type, inlay_resource id, bool own, uint64_t *rep, char *why, size_t why_size)
{
    trip *t = user;
    (void)host_type;
    if (id.serial != 7) {
        text_format(why, why_size, "there is no such thing");
        return false;
    }
    t->held[id.index] = (int8_t)(t->held[id.index] + own);
    *rep = id.index;
    return true;
}

static void drop_host(void *user, uint32_t host_type, uint32_t rep)
{
    trip *t = user;
    (void)host_type;
    t->held[rep]--;
}

static bool find_function(void *user, text_view interface_name, text_view name, const cfunc *type, host_function **function,
                          void **function_user, error *err)
{
    trip *t = user;
    (void)interface_name, (void)name, (void)err;
    if (t->binds)
        t->layout = typed_layout_of(t->room, type->result);
    t->bound = (typed_function){ &t->layout, 1, t->layout };
    *function = answer;
    *function_user = user;
    return true;
}

static const typed_function *find_typed(void *user, text_view interface_name, text_view name)
{
    const trip *t = user;
    (void)interface_name, (void)name;
    return t->binds ? &t->bound : NULL;
}

static bool is_far(const trip *t) { return t->most > CANON_MEMORY; }

/* slice: 0: all fuel at once. */
static bool finish(trip *t, int64_t slice)
{
    wasm_store *core = component_store_core(t->cs);
    task_outcome outcome;
    store_set_fuel(core, slice ? 0 : CANON_FUEL);
    while ((outcome = task_run(t->task)) == TASK_OUT_OF_FUEL || outcome == TASK_PENDING) {
        seen.suspended++;
        if (outcome == TASK_OUT_OF_FUEL)
            store_set_fuel(core, store_fuel(core) + (slice ? slice : CANON_FUEL));
    }
    return outcome == TASK_DONE;
}

static bool open_trip(trip *t, const component_host *host, const emit *file)
{
    const component_store_config config = {
        .core = { .budget = &t->b, .pages = is_far(t) ? os_pages() : NULL }, .host = host,
        .copy_bytes = t->small && t->chance % 2 ? 1 + t->chance / 2 % 200 : 0
    };
    t->c = component_decode(&t->a, &t->b, file->bytes, file->size, COMPONENT_RUNS, &t->err);
    if (!t->c)
        return false;
    t->code = component_code_open(&t->b, t->c);
    t->cs = component_store_open(&config, &t->err);
    t->task = t->cs ? task_open(component_store_core(t->cs), &t->err) : NULL;
    return t->task && component_instantiate(t->cs, t->task, t->c, t->code, &t->instance, &t->err) &&
           finish(t, is_far(t) ? 0 : t->slice);       /* 4 GiB take many slices to be made */
}

static void call(trip *t)
{
    component_func *f = component_export_func(t->instance, text_of(""), text_of("e"));
    if (!f || !component_call(f, t->task, &t->sent, 1, &t->err)) {
        if (f && t->small)
            return;
        printf("not begun: %s\n", t->err.text);
        t->bad = true;
        return;
    }
    if (!finish(t, t->slice)) {
        const trap *why = store_trap(component_store_core(t->cs));
        seen.trapped++;
        t->bad = t->bad || !(t->hostile || t->small) || (why->code == TRAP_ABI && !why->text[0]);
        if (t->bad)
            printf("trap: %s %s\n", trap_text(why->code), why->text);
        return;
    }
    const inlay_value *result = component_result(t->cs, t->task);
    text_builder text;
    text_open(&text, &t->b);
    look(t, result, component_func_type(f)->result, "the result");
    value_print(&text, result, component_func_type(f)->result);
    text_close(&text);
    t->bad = t->bad || !t->asked;
    seen.equal += !t->hostile;
    seen.fits += t->hostile;
}

static void close_trip(trip *t)
{
    if (t->task) {
        task_cancel(t->task);
        task_close(t->task);
    }
    component_store_close(t->cs);
    component_code_close(t->code);
    arena_close(&t->a);
    budget_close(&t->b);
}

/* ---- the same with C values ---- */

enum { TWIN_CALLS = 4 };

/* A few calls, as trees or in C, until one traps; how many ended. */
static int run_twin(trip *t, const component_host *host, const emit *file, arena *room, bool typed, twin_end *ends)
{
    int count = 0;
    budget_open(&t->b, NULL, t->most);
    arena_open(&t->a, &t->b);
    t->room = room;
    t->binds = typed && t->may_bind;
    if (open_trip(t, host, file)) {
        component_func *f = component_export_func(t->instance, text_of(""), text_of("e"));
        twin w = { .task = t->task, .cs = t->cs, .func = f, .room = room, .chance = t->chance, .straight = &seen.straight, .suspended = &seen.suspended };
        for (bool good = f != NULL; good && count < TWIN_CALLS; w.chance = w.chance * 6364136223846793005u + 1) {
            if (typed)
                good = twin_typed(&w, &t->sent, &ends[count]);
            else
                ends[count] = twin_dynamic(&w, &t->sent);
            w.calls = count += good;
            good = good && ends[count - 1].done;
        }
    }
    close_trip(t);
    return count;
}

/* What they do is the same, and takes the same fuel. */
static bool are_twins_same(const trip *first, const component_host *host, const emit *file, arena *room)
{
    static trip t;
    static twin_end trees[TWIN_CALLS], typed[TWIN_CALLS];
    t = (trip){ .hostile = first->hostile, .chance = first->chance, .sent = first->sent, .may_bind = first->may_bind, .most = first->most };
    component_host table = *host;
    table.user = &t;
    int count = run_twin(&t, &table, file, room, false, trees);
    t = (trip){ .hostile = first->hostile, .chance = first->chance, .sent = first->sent, .may_bind = first->may_bind, .most = first->most };
    bool same = run_twin(&t, &table, file, room, true, typed) == count;
    if (!same)
        printf("%d calls as trees, in C another number\n", count);
    for (int i = 0; same && i < count; i++)
        same = twin_is_same(room, &trees[i], &typed[i]);
    seen.twins += (uint64_t)count;
    return same;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static making m;
    static emit file;
    static trip t;
    if (size < sizeof m.chance + 1)
        return 0;
    m = (making){ .hostile = data[8] % 2, .wide = data[8] / 16 % 2, .far = data[8] / 16 == 3 && sizeof(void *) == 8 };
    memcpy(&m.chance, data, sizeof m.chance);
    making_types(&m);
    file.size = 0;
    making_component(&m, &file);

    t = (trip){ .hostile = m.hostile, .chance = m.chance, .small = data[8] % 16 == 5, .slice = data[8] % 8 == 0 ? 100 : 0,
                .most = CANON_MEMORY + (m.far ? MADE_FAR : 0) };
    /* A value of another type has no form in C; a fixed list that is given item by item costs more than one in C. */
    t.may_bind = t.chance % 13 != 0;
    for (uint32_t i = 0; i < m.type_count; i++)
        t.may_bind = t.may_bind && !m.types[i].fixed;
    const component_host host = { .user = &t, .function = find_function, .typed = find_typed, .resource = find_resource, .lift_host = lift_host,
                                  .lower_host = lower_host, .drop_host = drop_host };
    budget values;
    arena room;
    budget_open(&values, NULL, 0);
    arena_open(&room, &values);
    budget_open(&t.b, NULL, t.small && t.chance % 2 == 0 ? 100000 + t.chance / 2 % 200000 + t.most - CANON_MEMORY : t.most);
    arena_open(&t.a, &t.b);
    t.sent = making_value(&m, &room, (int)m.type_count - 1);
    if (open_trip(&t, &host, &file)) {
        call(&t);
    } else if (!t.small) {
        printf("the component is bad: %s\n", t.err.text);
        t.bad = true;
    }
    const cfunc *type = t.instance && !t.bad && !t.small ? component_func_type(component_export_func(t.instance, text_of(""), text_of("e"))) : NULL;
    bool has_twin = type && !type->result->has_handles;
    close_trip(&t);
    t.bad = t.bad || (has_twin && !are_twins_same(&t, &host, &file, &room));
    arena_close(&room);
    budget_close(&values);
    for (uint32_t i = 0; i < MADE_RESOURCES && !t.bad; i++)
        if (t.held[i] > 0) {
            printf("resource %u is with a guest that is gone\n", i);
            t.bad = true;
        }
    return t.bad;
}
