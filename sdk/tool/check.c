/* inlay check: does a component fit a world? Tells every difference, as the
 * game's log would, or as JSON.
 *
 * Everything lives in one arena that ends with the command.
 */
#include "sdk/tool/tool.h"

#include "engine/component/component.h"
#include "engine/wit/wit_fit.h"
#include "host/wasi/wasi.h"
#include "host/wit_folder.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GRANTS_MOST = 64, STORY = 4096 };

typedef struct checking {
    const char *file, *wit, *world_name;
    const char *grants[GRANTS_MOST];
    int         grant_count;
    tool_features features;
    bool        json;

    budget      budget;
    arena       arena;
    wit_folder  folder;
    bool        has_folder;
    wit_set    *set;
    uint8_t    *bytes;
    size_t      size;
    const component       *made;
    const cexterns        *component, *world;
    const cexterns       **offered;
    uint32_t    offered_count;
    fit_report  report;
    error       err;
    bool        is_wit_error;
} checking;

void tool_check_usage(void)
{
    fputs("inlay check FILE --wit DIR --world NAME [OPTION…]\n"
          "Does the component FILE fit the world NAME? Tells every difference, with its place in the WIT and what to do.\n"
          "  --wit DIR      a folder of WIT, with deps/; or a folder of packages; or one file\n"
          "  --world NAME   \"arena:game/creature\", with or without version, or its last word alone\n"
          "  --grant NAME   an interface of the WIT that the game grants beside the world; may stand several times\n"
          "  --feature NAME what is behind the gate @unstable(feature = NAME) is in; may stand several times\n"
          "  --json         the same as JSON\n"
          "The interfaces of WASI 0.2 are offered to every mod.\n"
          "Ends with 0 when it fits, 1 when it does not or is no valid component, 2 on wrong use or wrong WIT.\n", stdout);
}

/* The value of an option; null: it lacks one. */
static const char *value(int argc, char **argv, int *at)
{
    return *at + 1 < argc ? argv[++*at] : NULL;
}

static bool read_arguments(checking *c, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char **option = strcmp(argv[i], "--wit") == 0 ? &c->wit : strcmp(argv[i], "--world") == 0 ? &c->world_name
                            : strcmp(argv[i], "--grant") == 0 && c->grant_count < GRANTS_MOST ? &c->grants[c->grant_count++]
                            : tool_feature(&c->features, argv[i]);
        if (option)
            *option = value(argc, argv, &i);
        else if (strcmp(argv[i], "--json") == 0)
            c->json = true;
        else if (argv[i][0] != '-' && !c->file)
            c->file = argv[i];
        else
            return tool_wrong("check", "what is", argv[i]);
        if (option && !*option)
            return tool_wrong("check", "something is missing after", argv[i]);
    }
    if (!c->file)
        return tool_wrong("check", "name the mod's file", NULL);
    return (c->wit && c->world_name) || tool_wrong("check", "name the world that it is for:", c->wit ? "--world NAME" : "--wit DIR --world NAME");
}

static bool read_wit(checking *c)
{
    c->is_wit_error = true;
    c->has_folder = wit_folder_read(&c->folder, &c->budget, c->wit, &c->err);
    if (!c->has_folder)
        return false;
    c->set = tool_resolve(&c->arena, &c->folder, &c->features, &c->err);
    if (!c->set)
        return false;
    c->world = wit_world(c->set, text_of(c->world_name), &c->err);
    if (!c->world)
        return error_in(&c->err, "%s", c->wit);
    c->is_wit_error = false;
    return true;
}

/* WASI, and what the game grants. */
static bool gather_offers(checking *c)
{
    const cexterns *const *wasi;
    uint32_t count;
    if (!wasi_interfaces(&c->arena, &wasi, &count, &c->err))
        return false;
    c->offered = arena_array(&c->arena, const cexterns *, (size_t)count + GRANTS_MOST);
    if (!c->offered)
        return error_memory(&c->err);
    for (uint32_t i = 0; i < count; i++)
        c->offered[c->offered_count++] = wasi[i];
    for (int i = 0; i < c->grant_count; i++) {
        c->is_wit_error = true;
        const cexterns *granted = wit_interface(c->set, text_of(c->grants[i]), &c->err);
        if (!granted)
            return error_in(&c->err, "%s", c->wit);
        c->offered[c->offered_count++] = granted;
        c->is_wit_error = false;
    }
    return true;
}

static bool read_component(checking *c)
{
    if (!tool_read(c->file, &c->budget, &c->bytes, &c->size, &c->err))
        return false;
    if (!component_check_form(c->bytes, c->size, &c->err))
        return false;
    component *made = component_decode(&c->arena, &c->budget, c->bytes, c->size, COMPONENT_ALL, &c->err);
    c->made = made;
    c->component = made ? made->type : NULL;
    return made != NULL;
}

/* --- telling --- */

static void add_text(cJSON *to, const char *key, text_view text)
{
    if (!text.size)
        return;
    char *copy = malloc(text.size + 1);
    if (!copy)
        return;
    memcpy(copy, text.bytes, text.size);
    copy[text.size] = 0;
    cJSON_AddStringToObject(to, key, copy);
    free(copy);
}

static void add_origin(cJSON *to, const corigin *origin)
{
    if (!origin || !origin->source)
        return;
    add_text(to, "wit_file", origin->source->path);
    cJSON_AddNumberToObject(to, "wit_line", origin->line);
    cJSON_AddNumberToObject(to, "wit_column", origin->column);
    add_text(to, "docs", origin->docs);
}

static cJSON *difference_json(const fit_difference *d)
{
    cJSON *out = cJSON_CreateObject();
    cJSON_AddStringToObject(out, "kind", wit_fit_kind_text(d->kind));
    cJSON_AddStringToObject(out, "class", wit_fit_class_text(d->class));
    cJSON_AddStringToObject(out, "of", d->is_import ? "import" : "export");
    add_text(out, "path", d->path);
    add_text(out, "wanted", d->wanted);
    add_text(out, "found", d->found);
    add_text(out, "says", d->says);
    add_text(out, "advice", d->advice);
    add_text(out, "cause", d->cause);
    add_origin(out, d->origin);
    if (d->item) {
        cJSON *item = cJSON_AddObjectToObject(out, "item");
        add_text(item, "name", d->item->name);
        add_text(item, "wanted", d->item->wanted);
        add_text(item, "found", d->item->found);
        add_text(item, "used_by", d->item->used_by);
        add_origin(item, d->item->origin);
    }
    return out;
}

/* What to do: what the place of the error says, else what its code does. */
static const char *hint_of(const error *err)
{
    static const char *const hints[] = {
#define ERROR_CODE(name, means, hint) hint,
        ERROR_CODES(ERROR_CODE)
#undef ERROR_CODE
    };
    return err->hint[0] ? err->hint : hints[err->code];
}

/* As docs/ERRORS.md has it. */
static const char *code_of(const error *err)
{
    static const char *const codes[] = {
#define ERROR_CODE(name, means, hint) #name,
        ERROR_CODES(ERROR_CODE)
#undef ERROR_CODE
    };
    return codes[err->code];
}

static cJSON *error_json(const checking *c)
{
    cJSON *out = cJSON_CreateObject();
    cJSON_AddStringToObject(out, "code", code_of(&c->err));
    cJSON_AddStringToObject(out, "means", error_means(c->err.code));
    cJSON_AddStringToObject(out, "text", c->err.text);
    if (hint_of(&c->err)[0])
        cJSON_AddStringToObject(out, "hint", hint_of(&c->err));
    if (c->err.line) {
        cJSON_AddNumberToObject(out, "line", c->err.line);
        cJSON_AddNumberToObject(out, "column", c->err.column);
    } else if (c->err.offset != ERROR_NO_OFFSET)
        cJSON_AddNumberToObject(out, "offset", (double)c->err.offset);
    cJSON *places = cJSON_AddArrayToObject(out, "places");
    for (int i = 0; i < c->err.place_count; i++)
        cJSON_AddItemToArray(places, cJSON_CreateString(c->err.place[i]));
    return out;
}

static void tell_json(const checking *c, bool fits)
{
    cJSON *out = cJSON_CreateObject();
    cJSON_AddStringToObject(out, "file", c->file);
    if (c->world)
        add_text(out, "world", c->world->name);
    else
        cJSON_AddStringToObject(out, "world", c->world_name);
    cJSON_AddBoolToObject(out, "fits", fits);
    cJSON *list = cJSON_AddArrayToObject(out, "differences");
    for (uint32_t i = 0; i < c->report.count; i++)
        cJSON_AddItemToArray(list, difference_json(&c->report.differences[i]));
    cJSON *notes = cJSON_AddArrayToObject(out, "notes");
    for (uint32_t i = 0; i < c->report.note_count; i++)
        cJSON_AddItemToArray(notes, difference_json(&c->report.notes[i]));
    add_text(out, "other_world", c->report.other_world);
    if (c->report.left_out)
        cJSON_AddNumberToObject(out, "left_out", c->report.left_out);
    if (c->err.code)
        cJSON_AddItemToObject(out, "error", error_json(c));
    char *text = cJSON_Print(out);
    if (text)
        puts(text);
    cJSON_free(text);
    cJSON_Delete(out);
}

static void tell_text(checking *c)
{
    if (c->err.code) {
        char story[STORY];
        if (c->is_wit_error)
            wit_error_format(&c->err, story, sizeof story);
        else
            error_format(&c->err, c->file, story, sizeof story);
        fputs(story, stdout);
        return;
    }
    text_builder text;
    text_open(&text, &c->budget);
    wit_fit_print(&text, &c->report, text_of(c->file), c->world->name);
    fputs(text_string(&text), stdout);
    text_close(&text);
}

/* Interfaces of the WIT outside the world: a game may grant them. */
static void note_grants(checking *c)
{
    for (uint32_t i = 0; i < c->report.count; i++) {
        fit_difference *d = &c->report.differences[i];
        text_view base, version;
        error none = { 0 };
        if (d->kind != FIT_UNKNOWN_IMPORT || !d->item || !text_equal(d->path, d->item->name))
            continue;
        track_split(d->path, &base, &version);
        bool is_interface = memchr(base.bytes, ':', base.size) && !memchr(d->path.bytes, ' ', d->path.size);      /* not an item of one */
        const cexterns *interface = is_interface && !wit_fit_asks_for(c->world, d->path) ? wit_interface(c->set, base, &none) : NULL;
        fit_item *item = interface ? arena_new(&c->arena, fit_item) : NULL;
        if (!item)
            continue;
        *item = *d->item;
        item->wanted = arena_format(&c->arena, "interface %.*s", TEXT_ARGS(interface->name));
        item->origin = d->origin = interface->origin;
        d->item = item;
        d->wanted = item->wanted;
        d->kind = FIT_NOT_GRANTED;
        d->says = (text_view)TEXT_LITERAL("it is in the game's WIT, but not in this world");
        d->advice = arena_format(&c->arena, "if the game grants it: \"grants\": [\"%.*s\"] in mod.json; to check that here: --grant %.*s",
                                 TEXT_ARGS(base), TEXT_ARGS(base));
    }
}

static int check(checking *c)
{
    bool ready = read_wit(c) && gather_offers(c) && read_component(c);
    bool fits = ready && wit_fit(&c->arena, c->component, c->world, c->offered, c->offered_count, &c->report, &c->err);
    if (ready && !fits && !c->err.code) {
        note_grants(c);
        wit_fit_other_world(&c->arena, c->component, c->set, c->world, &c->report, &c->err);
    }
    fits = fits && component_runs(c->made, COMPONENT_RUNS, &c->err);
    if (c->json)
        tell_json(c, fits);
    else
        tell_text(c);
    return fits ? TOOL_GOOD : c->is_wit_error ? TOOL_USAGE : TOOL_BAD;
}

int tool_check(int argc, char **argv)
{
    static checking c;
    if (!read_arguments(&c, argc, argv))
        return TOOL_USAGE;
    budget_open(&c.budget, NULL, 0);
    arena_open(&c.arena, &c.budget);
    int result = check(&c);
    arena_close(&c.arena);
    if (c.has_folder)
        wit_folder_close(&c.folder);
    budget_free(&c.budget, c.bytes, c.size);
    budget_close(&c.budget);
    return result;
}
