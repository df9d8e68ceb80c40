/* Translating ahead: what is likely to be called, in steps, and no more than a part of all. */
#include "engine/component/component_code.h"
#include "engine/wasm/code.h"

#undef TEST
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

static const char *const component_of_c = "../../bind/echo";

typedef struct loaded {
    component_rig rig;
    uint32_t      bytes;          /* of bodies, all steps together */
    uint32_t      most;           /* in one step */
} loaded;

static bool load_file(loaded *l, const char *name)
{
    *l = (loaded){ 0 };
    return CHECK(component_rig_prepare(&l->rig, name)) && CHECK(component_code_plan_ahead(l->rig.code, l->rig.component));
}

static bool load(loaded *l) { return load_file(l, component_of_c); }

static void step_all(loaded *l, uint32_t room, uint32_t largest)
{
    for (uint32_t done; (done = component_code_ahead(l->rig.code, room, largest)) != 0; l->bytes += done)
        l->most = done > l->most ? done : l->most;
}

/* The largest module inside. */
static wasm_code *code_of(const loaded *l)
{
    wasm_code *best = NULL;
    for (uint32_t i = 0; i < l->rig.component->step_count; i++) {
        const component_step *s = &l->rig.component->steps[i];
        wasm_code *code = s->kind == STEP_CORE_MODULE ? component_code_find(l->rig.code, s->module) : NULL;
        if (code && (!best || code_module(code)->func_count > code_module(best)->func_count))
            best = code;
    }
    return best;
}

static uint64_t code_bytes(const wasm_module *m)
{
    uint64_t bytes = 0;
    for (uint32_t f = m->func_import_count; f < m->func_count; f++)
        bytes += m->funcs[f].body.size;
    return bytes;
}

TEST(what_a_component_lifts_is_translated_before_it_is_called)
{
    loaded l;
    if (!load(&l))
        return;
    CHECK_INT(code_translated(code_of(&l)), 0);
    CHECK(!component_code_is_warm(l.rig.code));
    step_all(&l, 4096, UINT32_MAX);
    CHECK(component_code_is_warm(l.rig.code));
    CHECK(code_translated(code_of(&l)) > 80);           /* its exports, and what they call */
    CHECK(l.bytes <= code_bytes(code_module(code_of(&l))) * 2);
    component_rig_close(&l.rig);
}

TEST(a_step_of_translating_ahead_does_what_was_asked_and_one_body_more_at_most)
{
    loaded small, large;
    if (!load(&small) || !load(&large))
        return;
    step_all(&small, 700, 3000);
    step_all(&large, UINT32_MAX, 3000);
    CHECK(small.most <= 3000);
    CHECK(large.most > 3000);
    CHECK_INT(code_translated(code_of(&small)), code_translated(code_of(&large)));
    component_rig_close(&small.rig);
    component_rig_close(&large.rig);
}

/* The functions of likely.wat's table. */
enum { APART = 4, BESIDE = 4 };

static bool has_cells(const wasm_code *code, uint32_t entry)
{
    return code_get(code, code_module(code)->elems[0].funcs[entry])->cells != NULL;
}

TEST(of_a_tables_functions_the_one_beside_what_is_called_is_translated_first)
{
    loaded l;
    if (!load_file(&l, "likely"))
        return;
    wasm_code *code = code_of(&l);
    while (!has_cells(code, BESIDE) && component_code_ahead(l.rig.code, 1, UINT32_MAX))
        continue;
    CHECK(has_cells(code, BESIDE));
    for (uint32_t i = 0; i < APART; i++)
        CHECK(!has_cells(code, i));
    step_all(&l, UINT32_MAX, UINT32_MAX);
    for (uint32_t i = 0; i < APART; i++)
        CHECK(has_cells(code, i));
    component_rig_close(&l.rig);
}

TEST(a_function_that_another_module_put_into_a_table_is_likely_too)
{
    loaded l;
    if (!load_file(&l, "likely"))
        return;
    step_all(&l, UINT32_MAX, UINT32_MAX);
    for (uint32_t i = 0; i < l.rig.component->step_count; i++)
        if (l.rig.component->steps[i].kind == STEP_CORE_MODULE)
            CHECK(code_translated(component_code_find(l.rig.code, l.rig.component->steps[i].module)) > 0);
    component_rig_close(&l.rig);
}

TEST(a_body_larger_than_a_frame_allows_waits_for_its_call)
{
    loaded l;
    if (!load(&l))
        return;
    step_all(&l, UINT32_MAX, 0);
    CHECK_INT(code_translated(code_of(&l)), 0);
    CHECK(component_code_is_warm(l.rig.code));
    component_rig_close(&l.rig);
}

/* One that nothing likely calls. */
static uint32_t unlikely_of(const wasm_code *code)
{
    const wasm_module *m = code_module(code);
    for (uint32_t f = m->func_count; f-- > m->func_import_count;)
        if (!code_get(code, f)->cells)
            return f;
    return 0;
}

TEST(what_was_called_in_one_version_is_translated_ahead_in_the_next)
{
    loaded before, after;
    error err = { 0 };
    if (!load(&before) || !load(&after))
        return;
    step_all(&before, UINT32_MAX, UINT32_MAX);
    step_all(&after, UINT32_MAX, UINT32_MAX);
    uint32_t func = unlikely_of(code_of(&before));
    if (CHECK(func != 0)) {
        CHECK(code_make_called(code_of(&before), code_get(code_of(&before), func), &err));
        CHECK(!code_get(code_of(&after), func)->cells);
        component_code_remember(after.rig.code, before.rig.code);
        CHECK(!component_code_is_warm(after.rig.code));
        step_all(&after, UINT32_MAX, UINT32_MAX);
        CHECK(code_get(code_of(&after), func)->cells != NULL);
        CHECK(component_code_is_warm(after.rig.code));
    }
    component_rig_close(&before.rig);
    component_rig_close(&after.rig);
}
