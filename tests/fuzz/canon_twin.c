/* A call in two ways: as trees, and with C values. */
#include "tests/fuzz/canon_twin.h"

#include "engine/component/component_store.h"
#include "engine/wasm/short_call.h"
#include "tests/fuzz/canon_typed.h"

#include <inttypes.h>
#include <stdio.h>

enum { ALL_FUEL = 1 << 24 };

static void end_of(const twin *t, bool done, uint64_t before, twin_end *out)
{
    wasm_store *core = component_store_core(t->cs);
    const trap *why = store_trap(core);
    out->done = done;
    out->fuel = store_spent(core) - before;
    out->text[0] = 0;
    if (!done)
        text_format(out->text, sizeof out->text, "%s %s", trap_text(why->code), why->text);
}

/* Until it has ended; `slice` more whenever it is dry. */
static bool go_on(const twin *t, task_outcome outcome, int64_t slice)
{
    wasm_store *core = component_store_core(t->cs);
    while (outcome == TASK_OUT_OF_FUEL || outcome == TASK_PENDING) {
        ++*t->suspended;
        if (outcome == TASK_OUT_OF_FUEL)
            store_set_fuel(core, store_fuel(core) + slice);
        outcome = component_run(t->cs, t->task);
    }
    return outcome == TASK_DONE;
}

twin_end twin_dynamic(const twin *t, const inlay_value *sent)
{
    twin_end end = { 0 };
    wasm_store *core = component_store_core(t->cs);
    store_set_fuel(core, ALL_FUEL);
    uint64_t before = store_spent(core);
    if (!component_call(t->func, t->task, sent, 1, &(error){ 0 }))
        return end;
    end_of(t, go_on(t, component_run(t->cs, t->task), ALL_FUEL), before, &end);
    if (end.done)
        value_copy(t->room, component_result(t->cs, t->task), &end.result);
    return end;
}

/* Code is translated when it is first called. */
static bool has_code(const twin *t, const task_entry *e) { return e->code && short_call_has_slots(t->task, e); }

/* Nothing but its values may stand against a straight call: the two crossings that it takes turns with were made by the calls before. */
static bool is_for_straight(const twin *t, const typed_plan *plan)
{
    const component_func *f = t->func;
    return plan->is_straight && t->calls >= 2 && f->side.encoding == ENCODING_UTF8 && !f->side.is_64 && has_code(t, &f->core_entry)
        && (plan->memory != TYPED_ROOM || has_code(t, &f->realloc_entry));
}

static task_outcome begin(const twin *t, const typed_plan *plan, const void *const *arguments, void *result, bool *begun, bool *refused)
{
    task_outcome outcome = TASK_TRAPPED;
    *begun = true;
    *refused = false;
    switch (plan->is_straight ? component_call_straight(t->func, t->task, plan, arguments, result, &outcome) : STRAIGHT_REFUSED) {
    case STRAIGHT_DONE:
        ++*t->straight;
        return TASK_DONE;
    case STRAIGHT_DRIVEN:
        return outcome;
    case STRAIGHT_REFUSED:
        *refused = is_for_straight(t, plan);
        break;
    }
    *begun = component_call_typed(t->func, t->task, plan, arguments, &(error){ 0 });
    return *begun ? component_run(t->cs, t->task) : TASK_TRAPPED;
}

bool twin_typed(const twin *t, const inlay_value *sent, twin_end *out)
{
    error err = { 0 };
    wasm_store *core = component_store_core(t->cs);
    const inlay_layout *l = typed_layout_of(t->room, component_func_type(t->func)->result);
    uint8_t *given = arena_alloc(t->room, l->size), *result = arena_alloc(t->room, l->size);
    const typed_function c = { &l, 1, l };
    const typed_plan *plan = component_func_typed(t->func, &c, &err);
    const void *const arguments[] = { given };
    bool begun, refused;
    if (!plan) {
        printf("no typed plan: %s\n", err.text);
        return false;
    }
    component_find_entries(t->func, t->task);
    typed_fill(t->room, l, sent, given);
    store_set_fuel(core, t->chance % 3 ? (int64_t)(t->chance % 4096) : ALL_FUEL);
    uint64_t before = store_spent(core), straight = *t->straight;
    task_outcome outcome = begin(t, plan, arguments, result, &begun, &refused);
    bool is_whole = outcome == TASK_DONE;
    if (begun && (outcome == TASK_OUT_OF_FUEL || outcome == TASK_PENDING)) {
        component_keep_arguments(t->cs);
        memset(given, 0xA5, l->size);
    }
    if (!begun)
        return false;
    end_of(t, go_on(t, outcome, 1 + (int64_t)(t->chance / 4096 % 400)), before, out);
    if (!out->done)
        return true;
    if (refused && is_whole && !(t->chance % 3))
        return printf("it did not go straight, and nothing stood against it\n"), false;
    /* Strings lie where the next call puts its own. */
    const inlay_value found = typed_tree_of(t->room, l, *t->straight != straight ? result : component_typed_result(t->cs));
    return value_copy(t->room, &found, &out->result);
}

static void tell(arena *room, const inlay_value *v)
{
    text_builder text;
    text_open(&text, room->budget);
    value_print(&text, v, NULL);
    printf("%s\n", text_string(&text));
    text_close(&text);
}

bool twin_is_same(arena *room, const twin_end *a, const twin_end *b)
{
    if (a->done == b->done && a->fuel == b->fuel && strcmp(a->text, b->text) == 0 && (!a->done || value_equal(&a->result, &b->result)))
        return true;
    printf("as trees: %s, %" PRIu64 " of fuel, %s\nin C:     %s, %" PRIu64 " of fuel, %s\n", a->done ? "done" : "trapped", a->fuel, a->text,
           b->done ? "done" : "trapped", b->fuel, b->text);
    if (a->done && b->done && !value_equal(&a->result, &b->result))
        tell(room, &a->result), tell(room, &b->result);
    return false;
}
