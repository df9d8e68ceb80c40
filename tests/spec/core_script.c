/* Runs one core script.
 *
 * Modules, names and instances live as long as the script. A module that could
 * not be had leaves its reason behind, and what would use it gets the same
 * verdict: skipped for a feature, failed for anything else.
 */
#include "tests/spec/core_script.h"

#include "tests/spec/bytes.h"
#include "tests/spec/core_value.h"
#include "tests/spec/drive.h"
#include "tests/spec/features.h"
#include "tests/spec/spectest.h"

#include "host/os/os_pages.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 128, ARGUMENTS_MOST = 1000 };

/* A module, an instance, or why there is none. */
typedef struct core_thing {
    struct core_thing *next;
    char               name[NAME_SIZE];       /* of the script; empty: none */
    char               as[NAME_SIZE];         /* registered under; empty: not */
    bool               is_definition;
    wasm_module       *module;
    wasm_code         *code;
    bool               owns_code;
    uint32_t           instance;              /* WASM_NO_INDEX: none, because */
    verdict            why;
    char               text[300];
} core_thing;

typedef struct core_script {
    tally          *tally;
    const char     *folder;
    budget          budget;
    arena           arena;
    wasm_store     *store;
    wasm_task      *task;
    spectest        spectest;
    core_thing     *things;                   /* newest first */
    core_thing     *current;
    suite_bytes    *files;
    char            text[700];                /* what to say about this command */
    const char     *beyond;                   /* the proposal beyond 3.0, or null */
    char            beyond_name[64];
} core_script;

static const char *text_in(const cJSON *json, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));
    return text ? text : "";
}

static verdict say(core_script *cs, verdict v, const char *text)
{
    if (text != cs->text)
        text_format(cs->text, sizeof cs->text, "%s", text);
    return v;
}

static void say_error(core_script *cs, const error *err)
{
    text_format(cs->text, sizeof cs->text, "%s: %s", error_means(err->code), err->text);
}

/* ---- modules ---- */

static core_thing *new_thing(core_script *cs, const char *name)
{
    core_thing *thing = calloc(1, sizeof *thing);

    text_format(thing->name, sizeof thing->name, "%s", name);
    thing->instance = WASM_NO_INDEX;
    thing->next = cs->things;
    cs->things = thing;
    return thing;
}

static verdict leave(core_script *cs, core_thing *thing, verdict v)
{
    thing->why = v;
    if (v != VERDICT_PASSED)
        text_format(thing->text, sizeof thing->text, "%s", cs->text);
    return v;
}

/* Decoded and proven, or refused with `err`. *features: as far as it got. */
static wasm_module *load(core_script *cs, const char *file, error *err, uint32_t *features)
{
    suite_bytes *bytes = bytes_read(&cs->files, cs->folder, file);
    wasm_module *m;
    bool good;

    *features = 0;
    if (!bytes)
        return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "%s/%s cannot be read", cs->folder, file), NULL;
    m = decode_module(&cs->arena, bytes->at, bytes->size, 0, err);
    if (!m)
        return NULL;
    good = validate_module(m, &cs->budget, err);
    *features = m->features;
    return good ? m : NULL;
}

static verdict refused(core_script *cs, const error *err, uint32_t features)
{
    const char *missing = features_missing(features);

    if (missing || cs->beyond)
        return say(cs, VERDICT_SKIPPED, missing ? missing : cs->beyond);
    if (err->code == ERROR_UNSUPPORTED)
        return say(cs, VERDICT_SKIPPED, err->text);
    say_error(cs, err);
    return VERDICT_FAILED;
}

/* The file of a command; the text form of some has a binary beside it. */
static const char *binary_of(const cJSON *command)
{
    const char *file = text_in(command, "binary_filename");
    return *file ? file : text_in(command, "filename");
}

static verdict define(core_script *cs, core_thing *thing, const char *file)
{
    error err = { 0 };
    uint32_t features;
    const char *missing;

    thing->module = load(cs, file, &err, &features);
    if (!thing->module)
        return refused(cs, &err, features);
    missing = features_missing(features);
    if (missing)
        return say(cs, VERDICT_SKIPPED, missing);
    thing->code = code_open(&cs->budget, thing->module);
    thing->owns_code = true;
    return thing->code ? VERDICT_PASSED : say(cs, VERDICT_FAILED, "no memory for code");
}

static core_thing *find_registered(core_script *cs, text_view as)
{
    for (core_thing *t = cs->things; t; t = t->next)
        if (*t->as && text_is(as, t->as))
            return t;
    return NULL;
}

/* What an import means in this script. */
static verdict find_import(core_script *cs, const wasm_import *import, wasm_extern *out)
{
    core_thing *from = find_registered(cs, import->module);

    if (from && from->instance == WASM_NO_INDEX)
        return say(cs, from->why, from->text);
    if (from ? instance_export(cs->store, from->instance, import->name, out)
             : text_is(import->module, "spectest") && spectest_find(&cs->spectest, import->name, out))
        return VERDICT_PASSED;
    text_format(cs->text, sizeof cs->text, "unknown import %.*s.%.*s", TEXT_ARGS(import->module), TEXT_ARGS(import->name));
    return VERDICT_FAILED;
}

typedef enum link_outcome { LINK_DONE, LINK_UNKNOWN, LINK_REFUSED, LINK_TRAPPED } link_outcome;

/* Link and initialise. The verdict is about a module that should work. */
static verdict instantiate(core_script *cs, core_thing *thing, link_outcome *outcome)
{
    const wasm_module *m = thing->module;
    wasm_extern *imports = calloc(m->import_count + 1, sizeof *imports);
    error err = { 0 };
    verdict v = VERDICT_PASSED;
    drive_outcome run;

    *outcome = LINK_UNKNOWN;
    for (uint32_t i = 0; i < m->import_count && v == VERDICT_PASSED; i++)
        v = find_import(cs, &m->imports[i], &imports[i]);
    if (v == VERDICT_PASSED) {
        *outcome = LINK_REFUSED;
        thing->instance = instance_link(cs->store, thing->code, imports, &err);
    }
    free(imports);
    if (v != VERDICT_PASSED)
        return v;
    if (thing->instance == WASM_NO_INDEX)
        return refused(cs, &err, 0);

    if (!task_call(cs->task, instance_initializer(cs->store, thing->instance), NULL, 0))
        return say(cs, VERDICT_FAILED, "the initializer's frame does not fit");
    run = drive(cs->store, cs->task, cs->tally, false);
    *outcome = run == DRIVE_DONE ? LINK_DONE : LINK_TRAPPED;
    return run == DRIVE_DONE ? VERDICT_PASSED : say(cs, VERDICT_FAILED, drive_text(cs->store, run));
}

static verdict run_module(core_script *cs, const cJSON *command)
{
    core_thing *thing = new_thing(cs, text_in(command, "name"));
    link_outcome outcome;
    verdict v = define(cs, thing, binary_of(command));

    if (v == VERDICT_PASSED)
        v = instantiate(cs, thing, &outcome);
    if (v != VERDICT_PASSED)
        thing->instance = WASM_NO_INDEX;
    cs->current = thing;
    return leave(cs, thing, v);
}

static verdict run_definition(core_script *cs, const cJSON *command)
{
    core_thing *thing = new_thing(cs, text_in(command, "name"));

    thing->is_definition = true;
    return leave(cs, thing, define(cs, thing, binary_of(command)));
}

static core_thing *find_thing(core_script *cs, const char *name, bool is_definition)
{
    for (core_thing *t = cs->things; t; t = t->next)
        if (t->is_definition == is_definition && (!*name || strcmp(t->name, name) == 0))
            return t;
    return NULL;
}

static verdict run_instance(core_script *cs, const cJSON *command)
{
    core_thing *definition = find_thing(cs, text_in(command, "module"), true);
    core_thing *thing = new_thing(cs, text_in(command, "instance"));
    link_outcome outcome;
    verdict v;

    cs->current = thing;
    if (!definition)
        return leave(cs, thing, say(cs, VERDICT_FAILED, "no such definition"));
    if (definition->why != VERDICT_PASSED)
        return leave(cs, thing, say(cs, definition->why, definition->text));
    thing->module = definition->module;
    thing->code = definition->code;
    v = instantiate(cs, thing, &outcome);
    if (v != VERDICT_PASSED)
        thing->instance = WASM_NO_INDEX;
    return leave(cs, thing, v);
}

/* The instance a command speaks of, or the verdict for the lack of it. */
static verdict find_instance(core_script *cs, const char *name, core_thing **out)
{
    *out = *name ? find_thing(cs, name, false) : cs->current;
    if (!*out)
        return say(cs, VERDICT_FAILED, "no such module");
    if ((*out)->instance == WASM_NO_INDEX)
        return say(cs, (*out)->why, (*out)->text);
    return VERDICT_PASSED;
}

static verdict run_register(core_script *cs, const cJSON *command)
{
    const char *name = text_in(command, "name");
    core_thing *thing = *name ? find_thing(cs, name, false) : cs->current, *before;

    if (!thing)
        return say(cs, VERDICT_FAILED, "no such module");
    before = find_registered(cs, text_of(text_in(command, "as")));
    if (before)
        before->as[0] = 0;
    text_format(thing->as, sizeof thing->as, "%s", text_in(command, "as"));
    return thing->instance == WASM_NO_INDEX ? say(cs, thing->why, thing->text) : VERDICT_PASSED;
}

/* ---- actions ---- */

typedef struct core_result {
    drive_outcome    outcome;
    uint32_t         count;
    const wasm_type *types;
    const wasm_slot *slots;
    wasm_type        global_type;
} core_result;

/* FAILED and SKIPPED: it could not even be begun. */
static verdict act(core_script *cs, const cJSON *action, core_result *result)
{
    wasm_slot arguments[ARGUMENTS_MOST];
    uint32_t count = 0;
    const char *field = text_in(action, "field");
    core_thing *thing;
    wasm_extern what;
    const cJSON *arg;
    verdict v = find_instance(cs, text_in(action, "module"), &thing);

    *result = (core_result){ 0 };
    if (v != VERDICT_PASSED)
        return v;
    if (!instance_export(cs->store, thing->instance, bytes_show_zeros(&cs->arena, field), &what))
        return say(cs, VERDICT_FAILED, "no such export");
    if (strcmp(text_in(action, "type"), "get") == 0) {
        const wasm_module *m = instance_module(cs->store, thing->instance);
        for (uint32_t i = 0; i < m->export_count; i++)
            if (text_is(m->exports[i].name, field))
                result->global_type = module_export_type(m, &m->exports[i]).global.type;
        *result = (core_result){ DRIVE_DONE, 1, NULL, store_global(cs->store, what.address), result->global_type };
        return VERDICT_PASSED;
    }
    cJSON_ArrayForEach(arg, cJSON_GetObjectItemCaseSensitive(action, "args")) {
        unsigned slots = count + 2 <= ARGUMENTS_MOST ? core_value_parse(arg, &arguments[count]) : 0;
        if (slots == 0)
            return say(cs, VERDICT_FAILED, "an argument is not understood");
        count += slots;
    }
    if (!task_call(cs->task, what.address, arguments, count))
        return say(cs, VERDICT_FAILED, "the call's frame does not fit");
    result->outcome = drive(cs->store, cs->task, cs->tally, true);
    if (result->outcome == DRIVE_DONE) {
        const wasm_functype *type = store_functype(cs->store, what.address);
        result->count = type->result_count;
        result->types = type->results;
        result->slots = task_results(cs->task);
    }
    return VERDICT_PASSED;
}

static verdict check_results(core_script *cs, const cJSON *expected, const core_result *result)
{
    const cJSON *pattern;
    const wasm_slot *slot = result->slots;
    uint32_t i = 0;

    if ((uint32_t)cJSON_GetArraySize(expected) != result->count)
        return say(cs, VERDICT_FAILED, "another number of results");
    cJSON_ArrayForEach(pattern, expected) {
        wasm_type type = result->types ? result->types[i] : result->global_type;
        if (!core_value_matches(pattern, slot, type)) {
            core_value_print(cs->text, sizeof cs->text, pattern, slot, type);
            return VERDICT_FAILED;
        }
        slot += wasm_type_slots(type);
        i++;
    }
    return VERDICT_PASSED;
}

static verdict run_assert_return(core_script *cs, const cJSON *command)
{
    core_result result;
    verdict v = act(cs, cJSON_GetObjectItemCaseSensitive(command, "action"), &result);

    if (v != VERDICT_PASSED)
        return v;
    if (result.outcome != DRIVE_DONE)
        return say(cs, VERDICT_FAILED, drive_text(cs->store, result.outcome));
    return check_results(cs, cJSON_GetObjectItemCaseSensitive(command, "expected"), &result);
}

static verdict check_trap(core_script *cs, drive_outcome outcome, const char *wanted)
{
    if (outcome == DRIVE_TRAPPED && drive_trap_is(cs->store, wanted))
        return VERDICT_PASSED;
    text_format(cs->text, sizeof cs->text, "found \"%s\", wanted the trap \"%s\"", drive_text(cs->store, outcome), wanted);
    return VERDICT_FAILED;
}

static verdict run_assert_trap(core_script *cs, const cJSON *command)
{
    core_result result;
    verdict v = act(cs, cJSON_GetObjectItemCaseSensitive(command, "action"), &result);

    return v == VERDICT_PASSED ? check_trap(cs, result.outcome, text_in(command, "text")) : v;
}

static verdict run_assert_exception(core_script *cs, const cJSON *command)
{
    core_result result;
    verdict v = act(cs, cJSON_GetObjectItemCaseSensitive(command, "action"), &result);

    return v == VERDICT_PASSED ? check_trap(cs, result.outcome, trap_text(TRAP_UNCAUGHT_EXCEPTION)) : v;
}

static verdict run_action(core_script *cs, const cJSON *command)
{
    core_result result;
    verdict v = act(cs, cJSON_GetObjectItemCaseSensitive(command, "action"), &result);

    if (v == VERDICT_PASSED && result.outcome != DRIVE_DONE)
        return say(cs, VERDICT_FAILED, drive_text(cs->store, result.outcome));
    return v;
}

/* ---- refusals ---- */

/* A refusal counts only where all that the module makes use of is claimed. */
static verdict run_refused(core_script *cs, const cJSON *command)
{
    error err = { 0 };
    uint32_t features;
    const char *missing;

    if (load(cs, binary_of(command), &err, &features)) {
        missing = features_missing(features);
        if (missing || cs->beyond)
            return say(cs, VERDICT_SKIPPED, missing ? missing : cs->beyond);
        text_format(cs->text, sizeof cs->text, "it was taken, wanted \"%s\"", text_in(command, "text"));
        return VERDICT_FAILED;
    }
    if (err.code == ERROR_MALFORMED || err.code == ERROR_TRUNCATED || err.code == ERROR_INVALID || err.code == ERROR_LIMIT) {
        missing = features_missing(features);
        if (missing || cs->beyond)
            return say(cs, VERDICT_SKIPPED, missing ? missing : cs->beyond);
        return VERDICT_PASSED;
    }
    return refused(cs, &err, features);
}

static verdict run_unlinkable(core_script *cs, const cJSON *command)
{
    core_thing *thing = new_thing(cs, "");
    link_outcome outcome;
    verdict v = define(cs, thing, binary_of(command));

    if (v != VERDICT_PASSED)
        return v;
    v = instantiate(cs, thing, &outcome);
    if (v == VERDICT_SKIPPED || (v == VERDICT_FAILED && (outcome == LINK_UNKNOWN || outcome == LINK_REFUSED)))
        return v == VERDICT_SKIPPED ? v : VERDICT_PASSED;
    text_format(cs->text, sizeof cs->text, "it linked, wanted \"%s\"", text_in(command, "text"));
    return VERDICT_FAILED;
}

static verdict run_uninstantiable(core_script *cs, const cJSON *command)
{
    core_thing *thing = new_thing(cs, "");
    link_outcome outcome;
    verdict v = define(cs, thing, binary_of(command));

    if (v != VERDICT_PASSED)
        return v;
    v = instantiate(cs, thing, &outcome);
    if (outcome == LINK_DONE || outcome == LINK_TRAPPED)
        return check_trap(cs, outcome == LINK_DONE ? DRIVE_DONE : DRIVE_TRAPPED, text_in(command, "text"));
    return v;
}

/* ---- the script ---- */

typedef verdict run_command(core_script *cs, const cJSON *command);

static const struct { const char *type; run_command *run; } runs[] = {
    { "module", run_module },
    { "module_definition", run_definition },
    { "module_instance", run_instance },
    { "register", run_register },
    { "action", run_action },
    { "assert_return", run_assert_return },
    { "assert_trap", run_assert_trap },
    { "assert_exhaustion", run_assert_trap },
    { "assert_exception", run_assert_exception },
    { "assert_invalid", run_refused },
    { "assert_malformed", run_refused },
    { "assert_unlinkable", run_unlinkable },
    { "assert_uninstantiable", run_uninstantiable },
};

static verdict run_one(core_script *cs, const cJSON *command, const char *type)
{
    bool is_text = strcmp(text_in(command, "module_type"), "text") == 0 && !*text_in(command, "binary_filename");

    if (is_text || strcmp(type, "assert_malformed_custom") == 0 || strcmp(type, "assert_invalid_custom") == 0)
        return VERDICT_TEXT_ONLY;
    for (size_t i = 0; i < COUNT_OF(runs); i++)
        if (strcmp(type, runs[i].type) == 0)
            return runs[i].run(cs, command);
    return say(cs, VERDICT_FAILED, "a command that this runner does not know");
}

static bool open_store(core_script *cs)
{
    const suite_options *options = cs->tally->options;
    error err = { 0 };
    store_config config = { .budget = &cs->budget, .pages = options->pages ? os_pages() : NULL, .interpreter = options->interpreter,
                            .eager = options->eager, .collects_always = options->collect };

    budget_open(&cs->budget, NULL, 0);
    arena_open(&cs->arena, &cs->budget);
    cs->store = store_open(&config, &err);
    cs->task = cs->store ? task_open(cs->store, &err) : NULL;
    return cs->task && spectest_open(&cs->spectest, cs->store);
}

static void close_script(core_script *cs)
{
    if (cs->task)
        task_close(cs->task);
    if (cs->store)
        store_close(cs->store);
    while (cs->things) {
        core_thing *next = cs->things->next;
        if (cs->things->owns_code && cs->things->code && cs->tally->options->coverage)
            coverage_add(&cs->tally->coverage, cs->things->code, &cs->budget);
        if (cs->things->owns_code && cs->things->code)
            code_close(cs->things->code);
        free(cs->things);
        cs->things = next;
    }
    arena_close(&cs->arena);
    budget_close(&cs->budget);
    bytes_free(cs->files);
}

bool core_script_run(tally *t, const char *folder, const cJSON *commands)
{
    core_script cs = { .tally = t, .folder = folder };
    const cJSON *command;
    bool good = open_store(&cs);

    cs.beyond = features_beyond(t->script, cs.beyond_name, sizeof cs.beyond_name);
    if (good) {
        cJSON_ArrayForEach(command, commands) {
            const char *type = text_in(command, "type");
            const cJSON *line = cJSON_GetObjectItemCaseSensitive(command, "line");
            cs.text[0] = 0;
            tally_add(t, line ? (uint32_t)line->valueint : 0, type, run_one(&cs, command, type), cs.text);
        }
    } else {
        fprintf(stderr, "suite: no memory for a store\n");
    }
    close_script(&cs);
    return good;
}
