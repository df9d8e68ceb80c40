#include "tests/unit/component_rig.h"

#include "engine/wasm/state.h"
#include "host/os/os_pages.h"

#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLENTY_OF_FUEL = 1 << 30 };

static bool read_file(component_rig *rig, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "tests/data/component/%s.wasm", name);
    FILE *f = fopen(path, "rb");
    if (!f)
        return error_set(&rig->err, ERROR_IO, ERROR_NO_OFFSET, "%s could not be read; tests run from the top of the checkout", path);
    fseek(f, 0, SEEK_END);
    rig->size = (size_t)ftell(f);
    rewind(f);
    rig->file = malloc(rig->size);
    bool good = fread(rig->file, 1, rig->size, f) == rig->size;
    fclose(f);
    return good;
}

task_outcome component_rig_run(component_rig *rig)
{
    wasm_store *core = component_store_core(rig->cs);
    store_set_fuel(core, rig->slice ? 0 : PLENTY_OF_FUEL);
    for (;;) {
        rig->outcome = task_run(rig->task);
        if (rig->outcome == TASK_OUT_OF_FUEL) {
            rig->suspensions++;
            store_set_fuel(core, store_fuel(core) + (rig->slice ? rig->slice : PLENTY_OF_FUEL));
        } else if (rig->outcome == TASK_PENDING && !rig->wait) {
            rig->pendings++;
        } else {
            return rig->outcome;
        }
        if (rig->move)
            CHECK(task_move(rig->task));
    }
}

/* What fails of it fails for the next one, too, or hinders nothing. */
static void open_before(component_rig *rig, const component_store_config *config)
{
    error err = { 0 };
    component_instance *ignored;
    rig->cs_before = component_store_open(config, &err);
    rig->task_before = rig->cs_before ? task_open(component_store_core(rig->cs_before), &err) : NULL;
    if (!rig->task_before || !component_instantiate(rig->cs_before, rig->task_before, rig->component, rig->code, &ignored, &err))
        return;
    store_set_fuel(component_store_core(rig->cs_before), PLENTY_OF_FUEL);
    task_run(rig->task_before);
}

static bool open_store(component_rig *rig)
{
    const component_store_config config = {
        .core = { .budget = &rig->budget, .pages = rig->pages ? os_pages() : NULL, .interpreter = rig->interpreter,
                  .stacks = rig->again ? &rig->stacks : NULL },
        .host = rig->host, .handles = rig->handles, .copy_bytes = rig->copy_bytes
    };
    rig->code = component_code_open(&rig->budget, rig->component);
    if (!rig->code)
        return error_memory(&rig->err);
    if (rig->again)
        open_before(rig, &config);
    rig->cs = component_store_open(&config, &rig->err);
    return rig->cs && (rig->task = task_open(component_store_core(rig->cs), &rig->err)) != NULL;
}

static void *resize(void *user, void *old, size_t old_size, size_t new_size)
{
    component_rig *rig = user;
    (void)old_size;
    if (new_size == 0) {
        free(old);
        return NULL;
    }
    if (++rig->allocations == rig->fail_at || (rig->fail_for_good && rig->allocations > rig->fail_at)) {
        rig->failed = true;
        return NULL;
    }
    return realloc(old, new_size);
}

bool component_rig_prepare(component_rig *rig, const char *name)
{
    const budget_allocator failing = { resize, rig };
    budget_open(&rig->budget, rig->fail_at ? &failing : NULL, rig->memory_limit);
    arena_open(&rig->arena, &rig->budget);
    stack_pool_open(&rig->stacks, &rig->budget);
    rig->err = (error){ 0 };
    if (!read_file(rig, name))
        return false;
    rig->component = component_decode(&rig->arena, &rig->budget, rig->file, rig->size, COMPONENT_RUNS, &rig->err);
    return rig->component && open_store(rig);
}

bool component_rig_open(component_rig *rig, const char *name)
{
    if (!component_rig_prepare(rig, name))
        return false;
    if (!component_instantiate(rig->cs, rig->task, rig->component, rig->code, &rig->instance, &rig->err))
        return false;
    return component_rig_run(rig) == TASK_DONE;
}

void component_rig_close(component_rig *rig)
{
    if (rig->task) {
        task_cancel(rig->task);
        task_close(rig->task);
    }
    component_store_close(rig->cs);
    task_close(rig->task_before);
    component_store_close(rig->cs_before);
    component_code_close(rig->code);
    stack_pool_close(&rig->stacks);
    arena_close(&rig->arena);
    free(rig->file);
    budget_close(&rig->budget);
}

const inlay_value *component_rig_call(component_rig *rig, const char *name, const inlay_value *arguments, uint32_t count)
{
    const char *hash = strchr(name, '#');
    text_view interface_name = { name, hash ? (size_t)(hash - name) : 0 };
    component_func *f = component_export_func(rig->instance, interface_name, text_of(hash ? hash + 1 : name));
    rig->err = (error){ 0 };
    rig->outcome = TASK_TRAPPED;
    if (!f) {
        error_set(&rig->err, ERROR_USE, ERROR_NO_OFFSET, "there is no export %s", name);
        return NULL;
    }
    if (!component_call(f, rig->task, arguments, count, &rig->err) || component_rig_run(rig) != TASK_DONE)
        return NULL;
    return component_result(rig->cs, rig->task);
}

const char *component_rig_why(const component_rig *rig)
{
    if (rig->err.code != ERROR_NONE)
        return rig->err.text;
    const trap *t = rig->cs ? store_trap(component_store_core(rig->cs)) : NULL;
    return !t ? "" : t->text[0] ? t->text : trap_text(t->code);
}
