/* Code of a module: made function by function, forgotten as a whole. */
#include "engine/wasm/translate.h"

#include "engine/wasm/code_room.h"
#include "engine/wasm/forward.h"
#include "engine/wasm/interpreter.h"

static uint32_t own_functions(const wasm_module *m) { return m->func_count - m->func_import_count; }

static void untranslate(code_function *f)
{
    *f = (code_function){ .slots = CODE_UNTRANSLATED, .index = f->index };
}

wasm_code *code_open(budget *b, const wasm_module *m)
{
    code_home *home = budget_new(b, code_home);
    if (!home)
        return NULL;
    wasm_code *c = &home->code;
    const interpreter *tail = interpreter_tail();
    *c = (wasm_code){ .budget = b, .module = m, .interpreter = tail ? tail : interpreter_switch() };
    uint32_t count = own_functions(m);
    c->functions = budget_zalloc(b, count * sizeof *c->functions);
    if (count && !c->functions) {
        budget_delete(b, home);
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++)
        c->functions[i] = (code_function){ .slots = CODE_UNTRANSLATED, .index = m->func_import_count + i };
    return c;
}

void code_close(wasm_code *c)
{
    if (!c)
        return;
    code_many(c, false);
    code_forget(c);
    budget_free(c->budget, c->called, c->called_capacity * sizeof *c->called);
    forward_close(c);
    budget_free(c->budget, c->functions, own_functions(c->module) * sizeof *c->functions);
    budget_delete(c->budget, code_home_of(c));
}

const wasm_module *code_module(const wasm_code *c) { return c->module; }

void code_forget(wasm_code *c)
{
    for (uint32_t i = 0; i < own_functions(c->module); i++)
        untranslate(&c->functions[i]);
    code_free_rooms(code_home_of(c));
    forward_forget(c);
    c->bytes = 0;
}

void code_choose(wasm_code *c, const interpreter *i)
{
    if (c->interpreter == i)
        return;
    code_forget(c);
    c->interpreter = i;
}

bool code_make(wasm_code *c, code_function *f, error *err)
{
    if (c->watcher)
        c->watcher(c->watcher_user, c->module->funcs[f->index].body.size);
    bool good = translate_function(c, f, err);
    if (c->watcher)
        c->watcher(c->watcher_user, 0);
    c->bytes += good ? (uint64_t)f->count * CODE_UNIT : 0;
    return good;
}

/* Where one is called that wasn't called before, others follow. */
bool code_make_called(wasm_code *c, code_function *f, error *err)
{
    c->keeps_scratch |= c->keeps_called;
    if (!code_make(c, f, err))
        return false;
    if (c->keeps_called && budget_room(c->budget, c->called, c->called_capacity, c->called_count))
        c->called[c->called_count++] = f->index;
    return true;
}

void code_keep_called(wasm_code *c, bool is_kept)
{
    c->keeps_called = is_kept;
}

uint32_t code_take_called(wasm_code *c)
{
    return c->called_count ? c->called[--c->called_count] : WASM_NO_INDEX;
}

void code_watch(wasm_code *c, code_watcher *watcher, void *user)
{
    c->watcher = watcher;
    c->watcher_user = user;
}

void code_many(wasm_code *c, bool begins) { translate_many(c, begins); }

bool code_translate(wasm_code *c, error *err)
{
    bool good = true;
    code_many(c, true);
    for (uint32_t i = 0; i < own_functions(c->module) && good; i++) {
        code_function *f = &c->functions[i];
        if (!f->cells)
            good = code_make(c, f, err);
    }
    code_many(c, false);
    return good;
}

uint32_t code_translated(const wasm_code *c)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < own_functions(c->module); i++)
        count += c->functions[i].cells != NULL;
    return count;
}

uint32_t code_offset(wasm_code *c, const code_function *f, uint32_t cell)
{
    uint32_t offset;
    return translate_locate(c, f, cell, &offset) ? offset : c->module->funcs[f->index].body.offset;
}
