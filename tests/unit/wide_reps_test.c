/* Resources represented by an i64: the whole of it comes back from each holder,
 * and to the destructor. The component is tests/data/component/wide_reps.wat. */
#include "engine/component/component_store.h"
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

#include <string.h>

#define WIDE   0xFEDCBA9876543210u
#define NARROW 0xF1234567u

#define RIG_U64(v) { .kind = INLAY_U64, .u64 = (v) }

enum { HELD = 16 };

typedef struct holder {
    component_host host;
    struct { resource_type type; uint64_t rep; bool is_there; } held[HELD];
    uint32_t       count;
} holder;

static bool lift_guest(void *user, resource_type type, uint64_t rep, bool own, inlay_resource *out)
{
    holder *h = user;
    CHECK(own && h->count < HELD);
    h->held[h->count].type = type;
    h->held[h->count].rep = rep;
    h->held[h->count].is_there = true;
    *out = (inlay_resource){ h->count++, 5 };
    return true;
}

static bool lower_guest(void *user, inlay_resource id, resource_type *type, uint64_t *rep, bool own, char *why, size_t why_size)
{
    holder *h = user;
    (void)why, (void)why_size;
    if (id.serial != 5 || id.index >= h->count || !h->held[id.index].is_there)
        return false;
    *type = h->held[id.index].type;
    *rep = h->held[id.index].rep;
    h->held[id.index].is_there = !own;
    return true;
}

static bool open_both(holder *h, component_rig *rig)
{
    *h = (holder){ .host = { .user = h, .lift_guest = lift_guest, .lower_guest = lower_guest } };
    rig->host = &h->host;
    return CHECK(component_rig_open(rig, "wide_reps"));
}

static uint64_t u64_of(const component_rig *rig, const inlay_value *v)
{
    if (!v)
        CHECK_TEXT(component_rig_why(rig), "");
    return v ? v->u64 : 0;
}

/* In an instance that is walked, and in one that is made of a picture. */
TEST(the_whole_i64_comes_back_from_another_component)
{
    for (int again = 0; again < 2; again++) {
        holder h;
        component_rig rig = { .again = again, .slice = 1, .move = true };
        if (open_both(&h, &rig)) {
            CHECK_INT(u64_of(&rig, RIG_CALL(&rig, "pass", RIG_U64(WIDE))), WIDE);
            CHECK_INT(u64_of(&rig, component_rig_call(&rig, "last", NULL, 0)), WIDE);
            RIG_CALL(&rig, "drop", RIG_U64(WIDE + 1));
            CHECK_INT(rig.outcome, TASK_DONE);
            CHECK_INT(u64_of(&rig, component_rig_call(&rig, "last", NULL, 0)), WIDE + 1);
        }
        component_rig_close(&rig);
    }
}

TEST(the_whole_i64_comes_back_from_the_host)
{
    holder h;
    component_rig rig = { 0 };
    if (open_both(&h, &rig)) {
        const inlay_value *made = RIG_CALL(&rig, "make", RIG_U64(WIDE));
        const inlay_value own = made ? *made : (inlay_value){ 0 };
        CHECK_INT(h.held[0].rep, WIDE);
        CHECK_INT(u64_of(&rig, component_rig_call(&rig, "open", &own, 1)), WIDE);
        RIG_CALL(&rig, "make", RIG_U64(WIDE + 2));
        CHECK(component_drop_guest(rig.cs, rig.task, h.held[1].type, h.held[1].rep, &rig.err));
        CHECK_INT(component_rig_run(&rig), TASK_DONE);
        CHECK_INT(u64_of(&rig, component_rig_call(&rig, "last", NULL, 0)), WIDE + 2);
    }
    component_rig_close(&rig);
}

static const inlay_layout own_layout = { .kind = INLAY_OWN, .size = sizeof(inlay_resource) };
static const inlay_layout borrow_layout = { .kind = INLAY_BORROW, .size = sizeof(inlay_resource) };
static const inlay_layout u32_layout = { .kind = INLAY_U32, .size = 4 }, u64_layout = { .kind = INLAY_U64, .size = 8 };
static const inlay_layout *const own_params[] = { &own_layout }, *const borrow_params[] = { &borrow_layout };
static const typed_function look_function = { borrow_params, 1, &u32_layout }, open_function = { own_params, 1, &u64_layout };

/* Straight where it may, else as a crossing. */
static bool call_typed(component_rig *rig, const char *name, const typed_function *c, const void *given, void *result, size_t size)
{
    component_func *f = component_export_func(rig->instance, text_of(""), text_of(name));
    const typed_plan *plan = component_func_typed(f, c, &rig->err);
    component_find_entries(f, rig->task);
    store_set_fuel(component_store_core(rig->cs), 1 << 20);
    if (!CHECK(plan != NULL))
        return false;
    rig->outcome = TASK_TRAPPED;
    switch (plan->is_straight ? component_call_straight(f, rig->task, plan, &given, result, &rig->outcome) : STRAIGHT_REFUSED) {
    case STRAIGHT_DONE:
        return true;
    case STRAIGHT_REFUSED:
        if (!CHECK(component_call_typed(f, rig->task, plan, &given, &rig->err)))
            return false;
        rig->outcome = component_run(rig->cs, rig->task);
        break;
    case STRAIGHT_DRIVEN:
        break;
    }
    const void *typed = rig->outcome == TASK_DONE ? component_typed_result(rig->cs) : NULL;
    if (typed)
        memcpy(result, typed, size);
    return typed != NULL;
}

TEST(what_is_given_in_C_keeps_the_whole_i64)
{
    holder h;
    uint64_t back = 0;
    component_rig rig = { 0 };
    if (open_both(&h, &rig)) {
        RIG_CALL(&rig, "make", RIG_U64(WIDE));
        CHECK(call_typed(&rig, "open", &open_function, &(inlay_resource){ 0, 5 }, &back, sizeof back));
        CHECK_INT(back, WIDE);
    }
    component_rig_close(&rig);
}

/* ---- lent to its maker ---- */

static const char too_wide[] = "a resource is lent to the component that made it, which is given its representation as an i32: 0xfedcba9876543210 is no such";

static void check_lent(const component_rig *rig, bool done, uint32_t found, uint64_t rep)
{
    CHECK_INT(done, rep <= UINT32_MAX);
    if (done)
        CHECK_INT(found, rep);
    else
        CHECK_HAS(component_rig_why(rig), too_wide);
}

/* CanonicalABI.md, lower_borrow: the maker is given what stands for it, and that is an i32 in its signature. */
TEST(a_representation_is_lent_to_its_maker_as_an_i32)
{
    static const uint64_t reps[] = { NARROW, WIDE };
    for (size_t i = 0; i < 2; i++) {
        holder h;
        component_rig rig = { 0 };
        if (open_both(&h, &rig)) {
            RIG_CALL(&rig, "make", RIG_U64(reps[i]));
            const inlay_value *v = RIG_CALL(&rig, "look", { .kind = INLAY_BORROW, .resource = { 0, 5 } });
            check_lent(&rig, v, v ? v->u32 : 0, reps[i]);
        }
        component_rig_close(&rig);
        rig = (component_rig){ 0 };
        if (open_both(&h, &rig)) {
            const inlay_value *v = RIG_CALL(&rig, "lend", RIG_U64(reps[i]));
            check_lent(&rig, v, v ? v->u32 : 0, reps[i]);
        }
        component_rig_close(&rig);
    }
}

/* The first call translates, the second goes straight. */
TEST(what_is_lent_in_C_is_given_to_its_maker_as_an_i32)
{
    static const uint64_t reps[] = { NARROW, WIDE };
    for (size_t i = 0; i < 2; i++) {
        holder h;
        uint32_t back = 0;
        component_rig rig = { 0 };
        if (open_both(&h, &rig)) {
            RIG_CALL(&rig, "make-top", RIG_U64(5));
            RIG_CALL(&rig, "make-top", RIG_U64(reps[i]));
            CHECK(call_typed(&rig, "look-top", &look_function, &(inlay_resource){ 0, 5 }, &back, sizeof back));
            CHECK_INT(back, 5);
            bool done = call_typed(&rig, "look-top", &look_function, &(inlay_resource){ 1, 5 }, &back, sizeof back);
            check_lent(&rig, done, back, reps[i]);
        }
        component_rig_close(&rig);
    }
}
