/* Runs one component script.
 *
 * Definitions and instances live as long as the script. What could not be had
 * leaves its verdict behind for what would use it.
 */
#include "tests/spec/component_script.h"

#include "tests/spec/bytes.h"
#include "tests/spec/component_value.h"
#include "tests/spec/drive.h"
#include "tests/spec/features.h"

#include "engine/component/component_instance.h"
#include "engine/wasm/stack_pool.h"
#include "host/os/os_pages.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 128, ARGUMENTS_MOST = 64 };

/* What validates, but doesn't run yet: what fails of a component with these is skipped, by name. */
static const struct { uint32_t bit; const char *name; } beyond[] = {
    { COMPONENT_ASYNC, "async" }, { COMPONENT_MORE_ASYNC, "more-async" },
    { COMPONENT_STACKFUL, "stackful" }, { COMPONENT_THREADS, "threads" }, { COMPONENT_ERROR_CONTEXT, "error-context" },
};

/* A component, an instance of it, or why there is none. */
typedef struct component_thing {
    struct component_thing *next;
    char                    name[NAME_SIZE];
    bool                    is_definition;
    const component        *component;
    component_code         *code;
    bool                    owns_code;
    component_store        *store, *store_before;
    wasm_task              *task, *task_before;
    component_instance     *instance;
    char                    beyond[NAME_SIZE];      /* what it has that doesn't run yet, or "" */
    verdict                 why;
    char                    text[300];
} component_thing;

typedef struct component_script {
    tally           *tally;
    const char      *folder;
    budget           budget;
    arena            arena;
    stack_pool       stacks;
    component_thing *things, *current;
    suite_bytes     *files;
    char             text[1200];
} component_script;

static const char *text_in(const cJSON *json, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));
    return text ? text : "";
}

static verdict say(component_script *cs, verdict v, const char *text)
{
    if (text != cs->text)
        text_format(cs->text, sizeof cs->text, "%s", text);
    return v;
}

static component_thing *new_thing(component_script *cs, const char *name)
{
    component_thing *thing = calloc(1, sizeof *thing);

    text_format(thing->name, sizeof thing->name, "%s", name);
    thing->next = cs->things;
    cs->things = thing;
    return thing;
}

static verdict leave(component_script *cs, component_thing *thing, verdict v)
{
    thing->why = v;
    if (v != VERDICT_PASSED)
        text_format(thing->text, sizeof thing->text, "%s", cs->text);
    return v;
}

/* ---- definitions ---- */

static component *decode(component_script *cs, const char *file, uint32_t features, error *err)
{
    suite_bytes *bytes = bytes_read(&cs->files, cs->folder, file);

    if (!bytes)
        return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "%s/%s cannot be read", cs->folder, file), NULL;
    return component_decode(&cs->arena, &cs->budget, bytes->at, bytes->size, features, err);
}

/* Names what it has that doesn't run yet: without such a switch it is unsupported. */
static void find_beyond(component_script *cs, component_thing *thing, const char *file)
{
    size_t size = 0;

    for (size_t i = 0; i < COUNT_OF(beyond); i++) {
        error err = { 0 };
        if (!decode(cs, file, COMPONENT_ALL & ~beyond[i].bit, &err) && err.code == ERROR_UNSUPPORTED)
            size += (size_t)text_format(thing->beyond + size, sizeof thing->beyond - size, "%s%s", size ? "+" : "", beyond[i].name);
    }
}

/* What fails because of that is skipped. */
static verdict beyond_or(component_script *cs, const component_thing *thing, verdict v)
{
    return v == VERDICT_FAILED && thing && thing->beyond[0] ? say(cs, VERDICT_SKIPPED, thing->beyond) : v;
}

static verdict refused(component_script *cs, const error *err)
{
    text_format(cs->text, sizeof cs->text, "%s%s%s", err->code == ERROR_UNSUPPORTED ? "" : error_means(err->code),
                err->code == ERROR_UNSUPPORTED ? "" : ": ", err->text);
    return err->code == ERROR_UNSUPPORTED ? VERDICT_SKIPPED : VERDICT_FAILED;
}

static verdict define(component_script *cs, component_thing *thing, const char *file)
{
    error err = { 0 };
    const char *missing;

    thing->component = decode(cs, file, COMPONENT_ALL, &err);
    if (!thing->component)
        return refused(cs, &err);
    find_beyond(cs, thing, file);
    missing = features_missing(thing->component->core_features);
    if (missing) {
        text_format(cs->text, sizeof cs->text, "core-%s", missing);
        return VERDICT_SKIPPED;
    }
    thing->code = component_code_open(&cs->budget, thing->component);
    thing->owns_code = true;
    return thing->code ? VERDICT_PASSED : say(cs, VERDICT_FAILED, "no memory for code");
}

/* ---- instances ---- */

static component_store_config config_of(component_script *cs)
{
    const suite_options *options = cs->tally->options;
    return (component_store_config){ .core = {
        .budget = &cs->budget, .pages = options->pages ? os_pages() : NULL, .stacks = &cs->stacks, .interpreter = options->interpreter,
        .eager = options->eager, .collects_always = options->collect } };
}

/* One that is there before: what it shows is shared. Whether it could be made says the next one. */
static void instantiate_before(component_script *cs, component_thing *thing)
{
    error err = { 0 };
    component_store_config config = config_of(cs);

    thing->store_before = component_store_open(&config, &err);
    thing->task_before = thing->store_before ? task_open(component_store_core(thing->store_before), &err) : NULL;
    if (thing->task_before && component_instantiate(thing->store_before, thing->task_before, thing->component, thing->code, &thing->instance, &err))
        drive(component_store_core(thing->store_before), thing->task_before, cs->tally, false);
}

static verdict instantiate(component_script *cs, component_thing *thing, drive_outcome *outcome)
{
    error err = { 0 };
    component_store_config config = config_of(cs);

    *outcome = DRIVE_STUCK;
    if (cs->tally->options->again)
        instantiate_before(cs, thing);
    thing->store = component_store_open(&config, &err);
    thing->task = thing->store ? task_open(component_store_core(thing->store), &err) : NULL;
    if (!thing->task || !component_instantiate(thing->store, thing->task, thing->component, thing->code, &thing->instance, &err)) {
        thing->instance = NULL;
        text_format(cs->text, sizeof cs->text, "%s: %s", error_means(err.code), err.text);
        return err.code == ERROR_UNSUPPORTED ? VERDICT_SKIPPED : err.code == ERROR_UNLINKABLE ? say(cs, VERDICT_SKIPPED, "imports") : VERDICT_FAILED;
    }
    *outcome = drive(component_store_core(thing->store), thing->task, cs->tally, false);
    if (thing->store_before && store_spent(component_store_core(thing->store_before)) != store_spent(component_store_core(thing->store)))
        return say(cs, VERDICT_FAILED, "a further instance takes another amount of fuel");
    if (*outcome == DRIVE_DONE)
        return VERDICT_PASSED;
    thing->instance = NULL;
    return say(cs, VERDICT_FAILED, drive_text(component_store_core(thing->store), *outcome));
}

static verdict run_module(component_script *cs, const cJSON *command)
{
    component_thing *thing = new_thing(cs, text_in(command, "name"));
    drive_outcome outcome;
    verdict v = define(cs, thing, text_in(command, "filename"));

    if (v == VERDICT_PASSED)
        v = instantiate(cs, thing, &outcome);
    cs->current = thing;
    return leave(cs, thing, beyond_or(cs, thing, v));
}

static verdict run_definition(component_script *cs, const cJSON *command)
{
    component_thing *thing = new_thing(cs, text_in(command, "name"));

    thing->is_definition = true;
    return leave(cs, thing, define(cs, thing, text_in(command, "filename")));
}

static component_thing *find_definition(component_script *cs, const char *name)
{
    for (component_thing *t = cs->things; t; t = t->next)
        if (t->is_definition && (!*name || strcmp(t->name, name) == 0))
            return t;
    return NULL;
}

static verdict run_instance(component_script *cs, const cJSON *command)
{
    component_thing *definition = find_definition(cs, text_in(command, "module"));
    component_thing *thing = new_thing(cs, text_in(command, "instance"));
    drive_outcome outcome;

    cs->current = thing;
    if (!definition)
        return leave(cs, thing, say(cs, VERDICT_FAILED, "no such definition"));
    if (definition->why != VERDICT_PASSED)
        return leave(cs, thing, say(cs, definition->why, definition->text));
    thing->component = definition->component;
    thing->code = definition->code;
    text_format(thing->beyond, sizeof thing->beyond, "%s", definition->beyond);
    return leave(cs, thing, beyond_or(cs, thing, instantiate(cs, thing, &outcome)));
}

/* ---- actions ---- */

/* "iface#name" is a function of an exported interface. */
static component_func *find_func(component_instance *instance, const char *field)
{
    const char *hash = strchr(field, '#');
    text_view interface_name = { field, hash ? (size_t)(hash - field) : 0 };

    return component_export_func(instance, interface_name, text_of(hash ? hash + 1 : field));
}

/* Passed: it was begun, and *outcome says how it ended. */
static verdict act(component_script *cs, const cJSON *action, const cfunc **type, drive_outcome *outcome)
{
    inlay_value arguments[ARGUMENTS_MOST];
    component_thing *thing = cs->current;
    error err = { 0 };
    component_func *func;
    const cJSON *arg;
    uint32_t count = 0;

    if (!thing)
        return say(cs, VERDICT_FAILED, "no component before this command");
    if (!thing->instance)
        return say(cs, thing->why == VERDICT_PASSED ? VERDICT_FAILED : thing->why, thing->text);
    func = find_func(thing->instance, text_in(action, "field"));
    if (!func)
        return say(cs, VERDICT_FAILED, "no such export");
    *type = component_func_type(func);
    cJSON_ArrayForEach(arg, cJSON_GetObjectItemCaseSensitive(action, "args")) {
        if (count == ARGUMENTS_MOST || count == (*type)->param_count
            || !component_value_parse(&cs->arena, arg, (*type)->params[count].type, &arguments[count]))
            return say(cs, VERDICT_FAILED, "an argument is not of its parameter's type");
        count++;
    }
    if (!component_call(func, thing->task, arguments, count, &err)) {
        text_format(cs->text, sizeof cs->text, "%s: %s", error_means(err.code), err.text);
        return VERDICT_FAILED;
    }
    *outcome = drive(component_store_core(thing->store), thing->task, cs->tally, false);
    return VERDICT_PASSED;
}

static verdict compare(component_script *cs, const cJSON *expected, const ctype *type, const inlay_value *found)
{
    inlay_value wanted;
    text_builder t;

    if (!found || !type)
        return say(cs, VERDICT_FAILED, "there is no result");
    if (!component_value_parse(&cs->arena, expected, type, &wanted))
        return say(cs, VERDICT_FAILED, "the expected value is not of the result's type");
    if (value_equal(found, &wanted))
        return VERDICT_PASSED;
    text_open(&t, &cs->budget);
    text_add(&t, "found ");
    value_print(&t, found, type);
    text_add(&t, ", wanted ");
    value_print(&t, &wanted, type);
    say(cs, VERDICT_FAILED, text_string(&t));
    text_close(&t);
    return VERDICT_FAILED;
}

static verdict run_assert_return(component_script *cs, const cJSON *command)
{
    const cJSON *expected = cJSON_GetObjectItemCaseSensitive(command, "expected");
    const cfunc *type;
    drive_outcome outcome;
    verdict v = act(cs, cJSON_GetObjectItemCaseSensitive(command, "action"), &type, &outcome);

    if (v != VERDICT_PASSED)
        return v;
    if (outcome != DRIVE_DONE)
        return say(cs, VERDICT_FAILED, drive_text(component_store_core(cs->current->store), outcome));
    if (cJSON_GetArraySize(expected) == 0)
        return type->result ? say(cs, VERDICT_FAILED, "a result that nobody wanted") : VERDICT_PASSED;
    return compare(cs, cJSON_GetArrayItem(expected, 0), type->result,
                   component_result(cs->current->store, cs->current->task));
}

static verdict check_trap(component_script *cs, const component_thing *thing, drive_outcome outcome, const char *wanted)
{
    const wasm_store *store = component_store_core(thing->store);

    if (outcome == DRIVE_TRAPPED && drive_trap_is(store, wanted))
        return VERDICT_PASSED;
    text_format(cs->text, sizeof cs->text, "found \"%s\", wanted the trap \"%s\"", drive_text(store, outcome), wanted);
    return VERDICT_FAILED;
}

static verdict run_assert_trap(component_script *cs, const cJSON *command)
{
    const cfunc *type;
    drive_outcome outcome;
    verdict v = act(cs, cJSON_GetObjectItemCaseSensitive(command, "action"), &type, &outcome);

    return v == VERDICT_PASSED ? check_trap(cs, cs->current, outcome, text_in(command, "text")) : v;
}

static verdict run_action(component_script *cs, const cJSON *command)
{
    const cfunc *type;
    drive_outcome outcome;
    verdict v = act(cs, cJSON_GetObjectItemCaseSensitive(command, "action"), &type, &outcome);

    if (v == VERDICT_PASSED && outcome != DRIVE_DONE)
        return say(cs, VERDICT_FAILED, drive_text(component_store_core(cs->current->store), outcome));
    return v;
}

/* ---- refusals ---- */

static verdict run_refused(component_script *cs, const cJSON *command)
{
    const char *missing;
    error err = { 0 };
    component *c = decode(cs, text_in(command, "filename"), COMPONENT_ALL, &err);

    if (c) {
        missing = features_missing(c->core_features);
        if (missing)
            return say(cs, VERDICT_SKIPPED, missing);
        text_format(cs->text, sizeof cs->text, "it was taken, wanted \"%s\"", text_in(command, "text"));
        return VERDICT_FAILED;
    }
    if (err.code == ERROR_MALFORMED || err.code == ERROR_TRUNCATED || err.code == ERROR_INVALID || err.code == ERROR_LIMIT)
        return VERDICT_PASSED;
    return refused(cs, &err);
}

static verdict run_uninstantiable(component_script *cs, const cJSON *command)
{
    component_thing *thing = new_thing(cs, "");
    drive_outcome outcome;
    verdict v = define(cs, thing, text_in(command, "filename"));

    if (v != VERDICT_PASSED)
        return v;
    v = instantiate(cs, thing, &outcome);
    if (outcome == DRIVE_DONE || outcome == DRIVE_TRAPPED)
        v = check_trap(cs, thing, outcome, text_in(command, "text"));
    return beyond_or(cs, thing, v);
}

/* The scripts' hosts offer what this one doesn't: only what can be linked says something. */
static verdict run_unlinkable(component_script *cs, const cJSON *command)
{
    component_thing *thing = new_thing(cs, "");
    drive_outcome outcome;
    verdict v = define(cs, thing, text_in(command, "filename"));

    if (v == VERDICT_PASSED && instantiate(cs, thing, &outcome) == VERDICT_PASSED)
        return say(cs, VERDICT_FAILED, "it was linked");
    return v == VERDICT_PASSED ? say(cs, VERDICT_SKIPPED, "imports") : v;
}

/* ---- the script ---- */

typedef verdict run_command(component_script *cs, const cJSON *command);

static const struct { const char *type; run_command *run; bool is_action; } runs[] = {
    { "module", run_module },
    { "module_definition", run_definition },
    { "module_instance", run_instance },
    { "action", run_action, true },
    { "assert_return", run_assert_return, true },
    { "assert_trap", run_assert_trap, true },
    { "assert_invalid", run_refused },
    { "assert_malformed", run_refused },
    { "assert_uninstantiable", run_uninstantiable },
    { "assert_unlinkable", run_unlinkable },
};

static verdict run_one(component_script *cs, const cJSON *command, const char *type)
{
    if (strcmp(text_in(command, "module_type"), "text") == 0)
        return VERDICT_TEXT_ONLY;
    for (size_t i = 0; i < COUNT_OF(runs); i++)
        if (strcmp(type, runs[i].type) == 0) {
            verdict v = runs[i].run(cs, command);
            return runs[i].is_action ? beyond_or(cs, cs->current, v) : v;
        }
    return say(cs, VERDICT_FAILED, "a command that this runner does not know");
}

static void close_script(component_script *cs)
{
    for (component_thing *t = cs->things; t; t = t->next) {
        task_close(t->task);
        component_store_close(t->store);
        task_close(t->task_before);
        component_store_close(t->store_before);
    }
    while (cs->things) {
        component_thing *next = cs->things->next;
        if (cs->things->owns_code && cs->things->code)
            component_code_close(cs->things->code);
        free(cs->things);
        cs->things = next;
    }
    arena_close(&cs->arena);
    stack_pool_close(&cs->stacks);
    budget_close(&cs->budget);
    bytes_free(cs->files);
}

bool component_script_run(tally *t, const char *folder, const cJSON *commands)
{
    component_script cs = { .tally = t, .folder = folder };
    const cJSON *command;

    budget_open(&cs.budget, NULL, 0);
    arena_open(&cs.arena, &cs.budget);
    stack_pool_open(&cs.stacks, &cs.budget);
    cJSON_ArrayForEach(command, commands) {
        const char *type = text_in(command, "type");
        const cJSON *line = cJSON_GetObjectItemCaseSensitive(command, "line");
        cs.text[0] = 0;
        tally_add(t, line ? (uint32_t)line->valueint : 0, type, run_one(&cs, command, type), cs.text);
    }
    close_script(&cs);
    return true;
}
