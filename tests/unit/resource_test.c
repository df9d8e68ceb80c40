/* Resources of the host and of guests: who owns what, what is lent, what is
 * dropped when. The component is tests/data/component/resources.wat; the host
 * here knows things (numbers), and the counters that it was given. */
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

#include <string.h>

enum { THING_TYPE = 77, THINGS = 64 };

typedef struct thing {
    uint32_t value, serial;
    bool     alive, is_guests;    /* a guest's table owns it */
} thing;

typedef struct test_host {
    component_host host;
    thing          things[THINGS];        /* index 0 is none */
    uint32_t       count, drops, asked, cancelled;
    struct { resource_type type; uint64_t rep; bool own; } guests[THINGS];
    uint32_t       guest_count;
    bool           withhold;              /* functions are not offered */
} test_host;

static inlay_resource new_thing(test_host *h, uint32_t value, bool guests)
{
    h->things[++h->count] = (thing){ value, 1000 + h->count, true, guests };
    return (inlay_resource){ h->count, 1000 + h->count };
}

static host_answer on_make(void *user, host_call *call)
{
    test_host *h = user;
    call->result = (inlay_value){ .kind = INLAY_OWN, .resource = new_thing(h, call->arguments[0].u32, false) };
    return HOST_DONE;
}

static host_answer on_read(void *user, host_call *call)
{
    test_host *h = user;
    call->result = (inlay_value){ .kind = INLAY_U32, .u32 = h->things[call->arguments[0].resource.index].value };
    return HOST_DONE;
}

static host_answer on_take(void *user, host_call *call)
{
    test_host *h = user;
    h->things[call->arguments[0].resource.index].alive = false;
    return HOST_DONE;
}

/* Pending as often as it is told; then the note, doubled. */
static host_answer on_wait(void *user, host_call *call)
{
    test_host *h = user;
    if (call->cancelled) {
        h->cancelled++;
        return HOST_DONE;
    }
    h->asked++;
    if (call->state++ < call->arguments[0].u32)
        return HOST_PENDING;
    const inlay_value *note = &call->arguments[1];
    char *text = arena_alloc(call->scratch, 2 * note->string.size);
    memcpy(text, note->string.bytes, note->string.size);
    memcpy(text + note->string.size, note->string.bytes, note->string.size);
    call->result = (inlay_value){ .kind = INLAY_STRING, .string = { text, 2 * note->string.size } };
    return HOST_DONE;
}

static host_answer on_deny(void *user, host_call *call)
{
    (void)user;
    text_format(call->text, sizeof call->text, "not granted: the note of the gate");
    return HOST_DENIED;
}

static host_answer on_lie(void *user, host_call *call)
{
    (void)user;
    call->result = (inlay_value)RIG_U32(5);
    return HOST_DONE;
}

static bool find_function(void *user, text_view interface_name, text_view name, const cfunc *type, host_function **function,
                          void **function_user, error *err)
{
    static const struct { const char *name; host_function *function; } functions[] = {
        { "make", on_make }, { "read", on_read }, { "take", on_take }, { "wait", on_wait }, { "deny", on_deny }, { "lie", on_lie }
    };
    test_host *h = user;
    (void)type;
    (void)err;
    for (size_t i = 0; !h->withhold && i < sizeof functions / sizeof *functions; i++)
        if (text_is(interface_name, "test:host/things@0.1.0") && text_is(name, functions[i].name)) {
            *function = functions[i].function;
            *function_user = h;
            return true;
        }
    return false;
}

static bool find_resource(void *user, text_view interface_name, text_view name, uint32_t *host_type, error *err)
{
    (void)user;
    (void)interface_name;
    (void)err;
    *host_type = THING_TYPE;
    return text_is(name, "thing");
}

static bool lift_host(void *user, uint32_t host_type, uint32_t rep, bool own, inlay_resource *out)
{
    test_host *h = user;
    CHECK_INT(host_type, THING_TYPE);
    if (!h->things[rep].alive)
        return false;
    if (own)
        h->things[rep].is_guests = false;
    *out = (inlay_resource){ rep, h->things[rep].serial };
    return true;
}

static bool lower_host(void *user, uint32_t host_type, inlay_resource id, bool own, uint64_t *rep, char *why, size_t why_size)
{
    test_host *h = user;
    CHECK_INT(host_type, THING_TYPE);
    if (id.index == 0 || id.index > h->count || !h->things[id.index].alive || h->things[id.index].serial != id.serial) {
        text_format(why, why_size, "the thing is gone");
        return false;
    }
    if (own)
        h->things[id.index].is_guests = true;
    *rep = id.index;
    return true;
}

static bool lift_guest(void *user, resource_type type, uint64_t rep, bool own, inlay_resource *out)
{
    test_host *h = user;
    h->guests[h->guest_count].type = type;
    h->guests[h->guest_count].rep = rep;
    h->guests[h->guest_count].own = own;
    *out = (inlay_resource){ h->guest_count++, 5 };
    return true;
}

static bool lower_guest(void *user, inlay_resource id, resource_type *type, uint64_t *rep, bool own, char *why, size_t why_size)
{
    test_host *h = user;
    (void)why;
    (void)why_size;
    if (id.serial != 5 || id.index >= h->guest_count || !h->guests[id.index].own)
        return false;
    *type = h->guests[id.index].type;
    *rep = h->guests[id.index].rep;
    if (own)
        h->guests[id.index].own = false;
    return true;
}

static void drop_host(void *user, uint32_t host_type, uint32_t rep)
{
    test_host *h = user;
    CHECK_INT(host_type, THING_TYPE);
    CHECK(h->things[rep].is_guests);
    h->things[rep].alive = h->things[rep].is_guests = false;
    h->drops++;
}

static void host_open(test_host *h, component_rig *rig)
{
    *h = (test_host){ .host = { h, find_function, find_resource, lift_host, lower_host, lift_guest, lower_guest, drop_host } };
    rig->host = &h->host;
}

static void open_named(test_host *h, component_rig *rig, const char *name)
{
    host_open(h, rig);
    if (!CHECK(component_rig_open(rig, name)))
        CHECK_TEXT(component_rig_why(rig), "");
}

static void open_both(test_host *h, component_rig *rig)
{
    open_named(h, rig, "resources");
}

/* Nothing of the host's is left behind with a guest. */
static void close_both(test_host *h, component_rig *rig)
{
    component_rig_close(rig);
    for (uint32_t i = 1; i <= h->count; i++)
        CHECK(!h->things[i].is_guests);
}

static uint32_t u32_of(const component_rig *rig, const inlay_value *v)
{
    if (!CHECK(v != NULL))
        CHECK_TEXT(component_rig_why(rig), "");
    return v ? v->u32 : UINT32_MAX;
}

/* ---- the host's resources ---- */

TEST(a_guest_makes_reads_and_drops_a_thing_of_the_host)
{
    for (int sliced = 0; sliced < 2; sliced++) {
        test_host h;
        component_rig rig = { .slice = sliced, .move = sliced };
        open_both(&h, &rig);
        CHECK_INT(u32_of(&rig, RIG_CALL(&rig, "make-and-read", RIG_U32(42))), 42);
        CHECK_INT(h.drops, 1);
        CHECK_INT(component_store_handles(rig.cs), 0);
        RIG_CALL(&rig, "make-and-take", RIG_U32(1));
        CHECK_INT(rig.outcome, TASK_DONE);
        CHECK_INT(h.drops, 1);
        CHECK_INT(component_store_handles(rig.cs), 0);
        close_both(&h, &rig);
    }
}

TEST(things_that_a_guest_keeps_are_dropped_when_the_store_closes)
{
    test_host h;
    component_rig rig = { 0 };
    open_both(&h, &rig);
    CHECK_INT(u32_of(&rig, RIG_CALL(&rig, "make-and-keep", RIG_U32(1))), 1);
    CHECK_INT(u32_of(&rig, RIG_CALL(&rig, "make-and-keep", RIG_U32(2))), 2);
    CHECK_INT(component_store_handles(rig.cs), 2);
    CHECK_INT(h.drops, 0);
    close_both(&h, &rig);
    CHECK_INT(h.drops, 2);
}

TEST(a_thing_that_died_while_lent_traps_at_its_next_use)
{
    test_host h;
    component_rig rig = { 0 };
    open_both(&h, &rig);
    RIG_CALL(&rig, "make-and-keep", RIG_U32(1));
    h.things[1].alive = false;
    RIG_CALL(&rig, "read-handle", RIG_U32(1));
    CHECK_INT(rig.outcome, TASK_TRAPPED);
    CHECK_HAS(component_rig_why(&rig), "the resource is gone");
    close_both(&h, &rig);
}

TEST(a_thing_goes_from_the_host_to_the_guest_and_back)
{
    test_host h;
    component_rig rig = { 0 };
    open_both(&h, &rig);
    inlay_value given = { .kind = INLAY_OWN, .resource = new_thing(&h, 9, false) };
    CHECK_INT(u32_of(&rig, component_rig_call(&rig, "give-thing", &given, 1)), 9);
    CHECK_INT(h.drops, 1);

    const inlay_value *made = RIG_CALL(&rig, "make-thing", RIG_U32(31));
    CHECK(made && h.things[made->resource.index].value == 31);
    CHECK(made && !h.things[made->resource.index].is_guests);
    close_both(&h, &rig);
}

TEST(a_dead_thing_given_by_the_host_is_refused_before_the_guest_runs)
{
    test_host h;
    component_rig rig = { 0 };
    open_both(&h, &rig);
    inlay_value given = { .kind = INLAY_OWN, .resource = { 1, 1 } };
    CHECK(!component_rig_call(&rig, "give-thing", &given, 1));
    CHECK_HAS(component_rig_why(&rig), "the thing is gone");
    CHECK(task_is_idle(rig.task));
    CHECK_INT(u32_of(&rig, RIG_CALL(&rig, "make-and-read", RIG_U32(4))), 4);
    close_both(&h, &rig);
}

/* ---- lending ---- */

TEST(a_lent_thing_must_be_dropped_before_the_call_ends)
{
    test_host h;
    component_rig rig = { .slice = 1 };
    open_both(&h, &rig);
    inlay_value lent = { .kind = INLAY_BORROW, .resource = new_thing(&h, 12, false) };
    CHECK_INT(u32_of(&rig, component_rig_call(&rig, "read-lent", &lent, 1)), 12);
    CHECK_INT(h.drops, 0);
    component_rig_call(&rig, "keep-lent", &lent, 1);
    CHECK_INT(rig.outcome, TASK_TRAPPED);
    CHECK_HAS(component_rig_why(&rig), "borrow handles still remain at the end of the call");
    CHECK_INT(store_trap(component_store_core(rig.cs))->code, TRAP_ABI);
    close_both(&h, &rig);
}

TEST(lift_own_of_a_borrow_traps)
{
    test_host h;
    component_rig rig = { 0 };
    open_both(&h, &rig);
    inlay_value lent = { .kind = INLAY_BORROW, .resource = new_thing(&h, 12, false) };
    component_rig_call(&rig, "take-lent", &lent, 1);
    CHECK_HAS(component_rig_why(&rig), "was only lent");
    CHECK_INT(h.drops, 0);
    close_both(&h, &rig);
}

static void check_handle_trap(const char *name, uint32_t argument, const char *words)
{
    test_host h;
    component_rig rig = { 0 };
    open_both(&h, &rig);
    RIG_CALL(&rig, name, RIG_U32(argument));
    CHECK_INT(rig.outcome, TASK_TRAPPED);
    CHECK_HAS(component_rig_why(&rig), words);
    close_both(&h, &rig);
}

TEST(lift_borrow_of_an_unknown_handle_traps)  { check_handle_trap("read-handle", 3, "unknown handle index 3"); }
TEST(lift_own_of_an_unknown_handle_traps)     { check_handle_trap("take-handle", 0, "unknown handle index 0"); }
TEST(resource_drop_of_an_unknown_handle_traps) { check_handle_trap("drop-handle", UINT32_MAX, "unknown handle index 4294967295"); }
TEST(resource_drop_of_another_type_traps)
{
    check_handle_trap("counter-as-thing", 1, "handle index 1 used with the wrong type, expected host-defined resource but found a different guest-defined resource");
}
TEST(a_destructor_that_traps_ends_the_call)   { check_handle_trap("sink-new", 666, "unreachable"); }

TEST(table_add_beyond_the_limit_traps)
{
    test_host h;
    component_rig rig = { .handles = 20 };
    open_both(&h, &rig);
    RIG_CALL(&rig, "fill", RIG_U32(20));
    CHECK_INT(rig.outcome, TASK_DONE);
    RIG_CALL(&rig, "fill", RIG_U32(1));
    CHECK_HAS(component_rig_why(&rig), "too many handles");
    close_both(&h, &rig);
    CHECK_INT(h.drops, 21);
}

/* ---- the guest's own resources ---- */

TEST(counters_cross_between_instances_and_their_destructor_runs)
{
    for (int sliced = 0; sliced < 2; sliced++) {
        test_host h;
        component_rig rig = { .slice = sliced, .move = sliced };
        open_both(&h, &rig);
        CHECK_INT(u32_of(&rig, RIG_CALL(&rig, "counter-inside", RIG_U32(21))), 42);
        CHECK_INT(u32_of(&rig, component_rig_call(&rig, "test:guest/counters#live", NULL, 0)), 0);
        RIG_CALL(&rig, "sink-new", RIG_U32(5));
        CHECK_INT(rig.outcome, TASK_DONE);
        CHECK_INT(u32_of(&rig, component_rig_call(&rig, "test:guest/counters#live", NULL, 0)), 0);
        close_both(&h, &rig);
    }
}

TEST(the_host_holds_counters_calls_them_and_drops_them)
{
    test_host h;
    component_rig rig = { .slice = 1 };
    open_both(&h, &rig);
    inlay_value first = *RIG_CALL(&rig, "test:guest/counters#new", RIG_U32(7));
    inlay_value second = *RIG_CALL(&rig, "test:guest/counters#new", RIG_U32(8));
    resource_type type = 0;
    CHECK(component_export_resource(rig.instance, text_of("test:guest/counters"), text_of("counter"), &type));
    CHECK_INT(h.guests[0].type, type);

    inlay_value self = { .kind = INLAY_BORROW, .resource = second.resource };
    CHECK_INT(u32_of(&rig, component_rig_call(&rig, "test:guest/counters#get", &self, 1)), 8);
    CHECK_INT(u32_of(&rig, component_rig_call(&rig, "test:guest/counters#live", NULL, 0)), 2);

    /* first goes inside; the destructor of second drops it: a destructor that calls a destructor */
    component_rig_call(&rig, "test:guest/counters#keep-inside", &first, 1);
    CHECK_INT(rig.outcome, TASK_DONE);
    CHECK(component_drop_guest(rig.cs, rig.task, type, h.guests[second.resource.index].rep, &rig.err));
    CHECK_INT(component_rig_run(&rig), TASK_DONE);
    CHECK_INT(u32_of(&rig, component_rig_call(&rig, "test:guest/counters#live", NULL, 0)), 0);
    CHECK_INT(component_store_handles(rig.cs), 0);
    close_both(&h, &rig);
}

/* ---- host functions ---- */

TEST(a_pending_function_is_asked_again_with_its_arguments_lifted_once)
{
    for (int sliced = 0; sliced < 2; sliced++) {
        test_host h;
        component_rig rig = { .slice = sliced, .move = sliced };
        open_both(&h, &rig);
        const inlay_value *v = RIG_CALL(&rig, "wait", RIG_U32(3));
        if (!CHECK(v))
            CHECK_TEXT(component_rig_why(&rig), "");
        else
            CHECK_BYTES(v->string.bytes, v->string.size, "notenote", 8);
        CHECK_INT(h.asked, 4);
        CHECK_INT(h.cancelled, 0);
        close_both(&h, &rig);
    }
}

TEST(a_pending_function_hears_once_that_the_mod_goes)
{
    test_host h;
    component_rig rig = { .wait = true };
    open_both(&h, &rig);
    RIG_CALL(&rig, "wait", RIG_U32(100));
    CHECK_INT(rig.outcome, TASK_PENDING);
    task_cancel(rig.task);
    CHECK_INT(h.cancelled, 1);
    CHECK_INT(h.asked, 1);
    close_both(&h, &rig);
    CHECK_INT(h.cancelled, 1);
}

TEST(a_denied_call_says_why)
{
    test_host h;
    component_rig rig = { 0 };
    open_both(&h, &rig);
    component_rig_call(&rig, "deny", NULL, 0);
    CHECK_HAS(component_rig_why(&rig), "not granted: the note of the gate");
    close_both(&h, &rig);
}

TEST(a_result_that_does_not_fit_is_the_games_mistake_and_is_named)
{
    test_host h;
    component_rig rig = { 0 };
    open_both(&h, &rig);
    component_rig_call(&rig, "lie", NULL, 0);
    CHECK_HAS(component_rig_why(&rig), "the game's function lie answered with something else than its WIT type: found u32 where string is wanted");
    close_both(&h, &rig);
}

TEST(every_missing_import_is_named_at_once)
{
    test_host h;
    component_rig rig = { 0 };
    host_open(&h, &rig);
    h.withhold = true;
    CHECK(!component_rig_open(&rig, "resources"));
    CHECK_HAS(component_rig_why(&rig), "6 imports are missing: test:host/things@0.1.0#make, test:host/things@0.1.0#read");
    CHECK_HAS(component_rig_why(&rig), "test:host/things@0.1.0#lie");
    component_rig_close(&rig);
}

TEST(without_a_host_every_import_is_missing)
{
    component_rig rig = { 0 };
    CHECK(!component_rig_open(&rig, "resources"));
    CHECK_HAS(component_rig_why(&rig), "7 imports are missing: test:host/things@0.1.0#thing");
    component_rig_close(&rig);
}

/* ---- leaving, and calling oneself ---- */

static void check_leaving_trap(const char *name, const inlay_value *argument, uint32_t count, const char *words)
{
    test_host h;
    component_rig rig = { 0 };
    open_named(&h, &rig, "leaving");
    component_rig_call(&rig, name, argument, count);
    CHECK_INT(rig.outcome, TASK_TRAPPED);
    CHECK_HAS(component_rig_why(&rig), words);
    CHECK_INT(h.count, 0);
    close_both(&h, &rig);
}

TEST(canon_lower_new_and_drop_may_not_leave_from_realloc_and_post_return)
{
    const inlay_value text = RIG_TEXT("abc");
    static const char *const by_realloc[] = { "leave-by-realloc", "new-by-realloc", "drop-by-realloc" };
    static const char *const by_post_return[] = { "leave-by-post-return", "new-by-post-return", "drop-by-post-return" };
    for (int i = 0; i < 3; i++) {
        check_leaving_trap(by_realloc[i], &text, 1, "cannot leave component instance");
        check_leaving_trap(by_post_return[i], NULL, 0, "cannot leave component instance");
    }
}

TEST(lift_of_a_component_that_calls_itself_traps)   { check_leaving_trap("self", NULL, 0, "cannot enter component instance"); }
TEST(lower_flat_values_to_an_odd_address_traps)
{
    check_leaving_trap("wait-at", &(inlay_value)RIG_U32(66), 1, "unaligned pointer");
}
TEST(lower_flat_values_beyond_memory_traps)
{
    check_leaving_trap("wait-at", &(inlay_value)RIG_U32(65532), 1, "pointer out of bounds of memory");
}

TEST(handles_cross_inside_lists_options_tuples_and_results)
{
    test_host h;
    component_rig rig = { .slice = 1 };
    open_named(&h, &rig, "leaving");
    inlay_value list[3], lent = { .kind = INLAY_BORROW, .resource = new_thing(&h, 1, false) };
    for (int i = 0; i < 3; i++)
        list[i] = (inlay_value){ .kind = INLAY_OWN, .resource = new_thing(&h, 2, false) };
    inlay_value pair[2] = { { .kind = INLAY_OWN, .resource = new_thing(&h, 3, false) }, RIG_U32(5) };
    inlay_value ok = { .kind = INLAY_OWN, .resource = new_thing(&h, 4, false) }, wrong = RIG_TEXT("no");
    inlay_value arguments[4] = { { .kind = INLAY_LIST, .list = { list, 3 } }, { .kind = INLAY_OPTION, .tag = 1, .payload = &lent },
                                 { .kind = INLAY_TUPLE, .list = { pair, 2 } }, { .kind = INLAY_RESULT, .payload = &ok } };
    CHECK_INT(u32_of(&rig, component_rig_call(&rig, "things-in", arguments, 4)), 305);
    CHECK_INT(component_store_handles(rig.cs), 5);

    arguments[0].list.count = 0;
    arguments[1] = (inlay_value){ .kind = INLAY_OPTION };
    pair[0].resource = new_thing(&h, 6, false);
    arguments[3] = (inlay_value){ .kind = INLAY_RESULT, .tag = 1, .payload = &wrong };
    CHECK_INT(u32_of(&rig, component_rig_call(&rig, "things-in", arguments, 4)), 15);
    CHECK_INT(component_store_handles(rig.cs), 6);

    const inlay_value *out = RIG_CALL(&rig, "things-out", RIG_U32(4));
    CHECK(out && out->list.count == 4 && h.things[out->list.items[3].resource.index].value == 3);
    CHECK_INT(component_store_handles(rig.cs), 6);
    close_both(&h, &rig);
    CHECK_INT(h.drops, 6);
}

TEST(one_dead_thing_in_a_list_moves_none_of_the_others)
{
    test_host h;
    component_rig rig = { 0 };
    open_named(&h, &rig, "leaving");
    inlay_value list[2] = { { .kind = INLAY_OWN, .resource = new_thing(&h, 1, false) }, { .kind = INLAY_OWN, .resource = { 60, 1 } } };
    inlay_value pair[2] = { { .kind = INLAY_OWN, .resource = new_thing(&h, 2, false) }, RIG_U32(5) }, wrong = RIG_TEXT("no");
    inlay_value arguments[4] = { { .kind = INLAY_LIST, .list = { list, 2 } }, { .kind = INLAY_OPTION },
                                 { .kind = INLAY_TUPLE, .list = { pair, 2 } }, { .kind = INLAY_RESULT, .tag = 1, .payload = &wrong } };
    CHECK(!component_rig_call(&rig, "things-in", arguments, 4));
    CHECK_HAS(component_rig_why(&rig), "the thing is gone");
    CHECK(h.things[1].alive && !h.things[1].is_guests);
    CHECK(h.things[2].alive && !h.things[2].is_guests);
    close_both(&h, &rig);
}

/* ---- failed allocations ---- */

/* Things and counters in all directions. True: an allocation failed on the way. */
static bool way(uint32_t fail_at, bool for_good)
{
    test_host h;
    component_rig rig = { .fail_at = fail_at, .fail_for_good = for_good };
    host_open(&h, &rig);
    if (component_rig_open(&rig, "resources")) {
        inlay_value given = { .kind = INLAY_OWN, .resource = new_thing(&h, 9, false) };
        inlay_value lent = { .kind = INLAY_BORROW, .resource = new_thing(&h, 8, false) };
        component_rig_call(&rig, "give-thing", &given, 1);
        component_rig_call(&rig, "read-lent", &lent, 1);
        RIG_CALL(&rig, "make-thing", RIG_U32(1));
        RIG_CALL(&rig, "make-and-keep", RIG_U32(2));
        RIG_CALL(&rig, "wait", RIG_U32(1));
        const inlay_value *counter = RIG_CALL(&rig, "test:guest/counters#new", RIG_U32(7));
        if (counter)
            component_rig_call(&rig, "test:guest/counters#sink", &(inlay_value){ .kind = INLAY_OWN, .resource = counter->resource }, 1);
        RIG_CALL(&rig, "counter-inside", RIG_U32(3));
        CHECK(rig.failed || rig.outcome == TASK_DONE);
    }
    bool failed = rig.failed;
    close_both(&h, &rig);
    return failed;
}

TEST(a_failed_allocation_loses_no_resource_of_the_host)
{
    for (int for_good = 0; for_good < 2; for_good++) {
        uint32_t points = 1;
        while (points < 5000 && way(points, for_good))
            points++;
        CHECK(points > 60 && points < 5000);
    }
}

/* ---- depth ---- */

TEST(five_hundred_nested_instances_are_made_and_called)
{
    component_rig rig = { 0 };
    if (!CHECK(component_rig_open(&rig, "nested")))
        CHECK_TEXT(component_rig_why(&rig), "");
    CHECK_INT(u32_of(&rig, RIG_CALL(&rig, "f", RIG_U32(1))), 2);
    component_rig_close(&rig);
}
