/* The code of every core module inside a component, found by the module. Made
 * once for a component; stores on the same thread share it. */
#include "engine/component/component_code.h"

#include "engine/base/limits.h"
#include "engine/component/ahead.h"
#include "engine/component/component_picture.h"
#include "engine/component/key_map.h"

#include <stdlib.h>

/* Of plans, for each byte of the file, and besides. */
enum { CODE_PLANS_A_BYTE = 16, CODE_PLANS = 64 << 10 };

struct component_code {
    budget     *budget;
    uint32_t    count, capacity;
    wasm_code **codes;            /* by address of the module, ascending */
    plan_shelf *shelf;
    arena       hints;            /* of component_code_hints */
    key_map     hinted;           /* a component's address: its hints' */
    ahead      *ahead;            /* null: nothing is translated ahead */
    component_picture     *picture;
    const component_store *model; /* that a picture can be taken of; null: none lives */
    bool        has_no_picture;   /* it was tried in vain */
    uint64_t    most;             /* bytes of plans, and of the picture */
};

/* Modules stand in the order of the file, so that those of two versions are each other's (ahead_remember). */
static uintptr_t place_of(const wasm_module *m) { return (uintptr_t)m->file; }

static int compare(const void *a, const void *b)
{
    const uintptr_t x = place_of(code_module(*(wasm_code *const *)a)), y = place_of(code_module(*(wasm_code *const *)b));
    return x < y ? -1 : x > y;
}

static bool add_code(component_code *code, const wasm_module *module)
{
    if (!budget_room(code->budget, code->codes, code->capacity, code->count))
        return false;
    wasm_code *made = code_open(code->budget, module);
    if (!made)
        return false;
    code->codes[code->count++] = made;
    return true;
}

/* Nested components: the decoder refuses more than LIMIT_COMPONENT_DEPTH. */
static bool add_component(component_code *code, const component *c, uint32_t depth)
{
    if (depth > LIMIT_COMPONENT_DEPTH)
        return false;
    for (uint32_t i = 0; i < c->step_count; i++) {
        const component_step *step = &c->steps[i];
        if (step->kind == STEP_CORE_MODULE && !add_code(code, step->module))
            return false;
        if (step->kind == STEP_COMPONENT && !add_component(code, step->nested, depth + 1))
            return false;
    }
    return true;
}

component_code *component_code_open(budget *b, const component *c)
{
    component_code *code = budget_new(b, component_code);
    if (!code)
        return NULL;
    code->budget = b;
    arena_open(&code->hints, b);
    code->most = (uint64_t)c->size * CODE_PLANS_A_BYTE + CODE_PLANS;
    code->shelf = plan_shelf_open(b, code->most, c->features & COMPONENT_MEMORY64);
    if (!code->shelf || !add_component(code, c, 0)) {
        component_code_close(code);
        return NULL;
    }
    if (code->count)
        qsort(code->codes, code->count, sizeof *code->codes, compare);
    return code;
}

bool component_code_plan_ahead(component_code *code, const component *c)
{
    if (!code->ahead)
        code->ahead = ahead_open(code->budget, code->codes, code->count, c);
    return code->ahead != NULL;
}

uint32_t component_code_ahead(component_code *code, uint32_t room, uint32_t largest)
{
    return code->ahead ? ahead_step(code->ahead, room, largest) : 0;
}

void component_code_rest(component_code *code)
{
    if (code->ahead)
        ahead_rest(code->ahead);
}

bool component_code_is_warm(const component_code *code) { return !code->ahead || ahead_is_warm(code->ahead); }

void component_code_remember(component_code *code, component_code *before)
{
    if (code->ahead && before->ahead)
        ahead_remember(code->ahead, before->ahead);
}

void component_code_watch(component_code *code, code_watcher *watcher, void *user)
{
    for (uint32_t i = 0; i < code->count; i++)
        code_watch(code->codes[i], watcher, user);
}

void component_code_close(component_code *code)
{
    if (!code)
        return;
    for (uint32_t i = 0; i < code->count; i++)
        code_close(code->codes[i]);
    component_picture_close(code->picture);
    plan_shelf_close(code->shelf);
    ahead_close(code->ahead);
    key_map_close(&code->hinted, code->budget);
    arena_close(&code->hints);
    budget_free(code->budget, code->codes, code->capacity * sizeof *code->codes);
    budget_delete(code->budget, code);
}

uint32_t *component_code_hints(component_code *code, const component *c)
{
    uint32_t *hints = (uint32_t *)(uintptr_t)key_map_get(&code->hinted, (uintptr_t)c);
    if (hints || !c->step_count)
        return hints;
    hints = arena_array(&code->hints, uint32_t, c->step_count);
    if (!hints || !key_map_put(&code->hinted, code->budget, (uintptr_t)c, (uintptr_t)hints))
        return NULL;
    return hints;
}

const component_picture *component_code_picture(component_code *code)
{
    if (!code->picture && code->model) {
        code->picture = component_picture_take(code->budget, code->most, code, code->model);
        code->has_no_picture = !code->picture;
        code->model = NULL;
    }
    return code->picture;
}

bool component_code_wants_model(const component_code *code) { return !code->picture && !code->model && !code->has_no_picture; }
void component_code_set_model(component_code *code, const component_store *model) { code->model = model; }

void component_code_forget_model(component_code *code, const component_store *model)
{
    if (code->model == model)
        code->model = NULL;
}

plan_shelf *component_code_shelf(component_code *code) { return code->shelf; }

wasm_code *component_code_find(const component_code *code, const wasm_module *module)
{
    uint32_t low = 0, high = code->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const wasm_module *found = code_module(code->codes[middle]);
        if (found == module)
            return code->codes[middle];
        if (place_of(found) < place_of(module))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
