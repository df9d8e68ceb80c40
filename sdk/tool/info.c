/* inlay info: what a component is made of: its size by part, who made it, its
 * custom sections, what it imports and exports.
 *
 * It is gathered as JSON, and told from that as text.
 */
#include "sdk/tool/tool.h"

#include "engine/component/component.h"
#include "host/producers.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORY = 4096, PATH_MOST = 64, DEPTH_MOST = 100 };

typedef struct info {
    const char *file, *section;
    bool        json;
    budget      budget;
    arena       arena;
    uint8_t    *bytes;
    size_t      size;
    error       err;
    cJSON      *told;
} info;

static void usage(FILE *out)
{
    fputs("inlay info FILE [--json | --section NAME]\n"
          "What the component FILE is made of: size by part, who made it, custom sections, imports and exports.\n"
          "  --json           the same as JSON\n"
          "  --section NAME   writes the bytes of the first custom section of that name instead\n"
          "Ends with 0 when all is well, 1 when the file is no valid component or has no such section, 2 on wrong use.\n", out);
}

/* --- gathering --- */

static void add_text(cJSON *to, const char *key, text_view text)
{
    char *copy = malloc(text.size + 1);
    if (!copy)
        return;
    memcpy(copy, text.bytes ? text.bytes : "", text.size);
    copy[text.size] = 0;
    if (cJSON_IsArray(to))
        cJSON_AddItemToArray(to, cJSON_CreateString(copy));
    else
        cJSON_AddStringToObject(to, key, copy);
    free(copy);
}

static void add_customs(cJSON *sections, const char *where, const wasm_custom *customs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        cJSON *section = cJSON_CreateObject();
        add_text(section, "name", customs[i].name);
        cJSON_AddNumberToObject(section, "bytes", customs[i].bytes.size);
        cJSON_AddStringToObject(section, "in", where);
        cJSON_AddItemToArray(sections, section);
    }
}

/* The sizes of a module's sections: code, data, custom ones, and all others together. */
static void add_sizes(cJSON *part, const wasm_module *m)
{
    enum { CUSTOM = 0, CODE = 10, DATA = 11, HEADER = 8 };
    error ignored = { 0 };
    reader r = { m->file + HEADER, m->file + m->size, m->file, &ignored };
    double custom = 0, code = 0, data = 0;
    while (reader_ok(&r) && reader_left(&r)) {
        uint8_t id = read_u8(&r);
        uint32_t size = read_u32(&r);
        read_part(&r, size);
        *(id == CUSTOM ? &custom : id == CODE ? &code : id == DATA ? &data : &(double){ 0 }) += size;
    }
    cJSON_AddNumberToObject(part, "bytes", (double)m->size);
    cJSON_AddNumberToObject(part, "code", code);
    cJSON_AddNumberToObject(part, "data", data);
    cJSON_AddNumberToObject(part, "custom", custom);
    cJSON_AddNumberToObject(part, "functions", m->func_count - m->func_import_count);
    cJSON_AddNumberToObject(part, "memory_pages", m->memory_count > m->memory_import_count ? (double)m->memories[m->memory_import_count].limits.min : 0);
}

/* "core module 0", "component 1, core module 0" */
static void gather_parts(info *in, const component *c, const char *path, uint32_t depth)
{
    uint32_t modules = 0, nested = 0;
    cJSON *sections = cJSON_GetObjectItem(in->told, "sections");
    add_customs(sections, *path ? path : "the component", c->customs, c->custom_count);
    for (uint32_t i = 0; i < c->step_count; i++) {
        const component_step *step = &c->steps[i];
        char name[PATH_MOST + 64];
        if (step->kind == STEP_CORE_MODULE) {
            cJSON *part = cJSON_CreateObject();
            text_format(name, sizeof name, "%s%score module %u", path, *path ? ", " : "", modules++);
            cJSON_AddStringToObject(part, "part", name);
            add_sizes(part, step->module);
            cJSON_AddItemToArray(cJSON_GetObjectItem(in->told, "parts"), part);
            add_customs(sections, name, step->module->customs, step->module->custom_count);
        } else if (step->kind == STEP_COMPONENT && depth < DEPTH_MOST) {
            text_format(name, PATH_MOST, "%s%scomponent %u", path, *path ? ", " : "", nested++);
            gather_parts(in, step->nested, name, depth + 1);
        }
    }
}

static void add_producer(void *user, text_view field, text_view name, text_view version)
{
    cJSON *list = user, *producer = cJSON_CreateObject(), *other;
    add_text(producer, "field", field);
    add_text(producer, "name", name);
    add_text(producer, "version", version);
    cJSON_ArrayForEach(other, list)
        if (cJSON_Compare(other, producer, true)) {
            cJSON_Delete(producer);
            return;
        }
    cJSON_AddItemToArray(list, producer);
}

static void gather(info *in, const component *c)
{
    in->told = cJSON_CreateObject();
    cJSON_AddStringToObject(in->told, "file", in->file);
    cJSON_AddNumberToObject(in->told, "bytes", (double)in->size);
    add_text(in->told, "language", producers_language(c));
    producers_each(c, add_producer, cJSON_AddArrayToObject(in->told, "producers"));
    cJSON *imports = cJSON_AddArrayToObject(in->told, "imports"), *exports = cJSON_AddArrayToObject(in->told, "exports");
    for (uint32_t i = 0; i < c->type->import_count; i++)
        add_text(imports, NULL, c->type->imports[i].name);
    for (uint32_t i = 0; i < c->type->export_count; i++)
        add_text(exports, NULL, c->type->exports[i].name);
    cJSON_AddArrayToObject(in->told, "parts");
    cJSON_AddArrayToObject(in->told, "sections");
    gather_parts(in, c, "", 0);
}

/* --- telling --- */

static const char *string_of(const cJSON *item, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(item, key));
    return text ? text : "";
}

static double number_of(const cJSON *item, const char *key)
{
    return cJSON_GetNumberValue(cJSON_GetObjectItem(item, key));
}

/* A name out of the file: control bytes are shown, not done. */
static void put_name(info *in, const char *name)
{
    text_builder text;
    text_open(&text, &in->budget);
    text_put_escaped(&text, text_of(name), false);
    fputs(text_string(&text), stdout);
    text_close(&text);
}

static void tell_names(info *in, const char *title, const cJSON *names)
{
    const cJSON *name;
    cJSON_ArrayForEach(name, names) {
        printf("  %-10s", title);
        put_name(in, cJSON_GetStringValue(name));
        puts("");
    }
}

static void tell_text(info *in)
{
    const cJSON *part, *producer, *section;
    printf("%s: a component of %.0f bytes", in->file, number_of(in->told, "bytes"));
    if (*string_of(in->told, "language")) {
        printf(", written in ");
        put_name(in, string_of(in->told, "language"));
    }
    puts("");
    cJSON_ArrayForEach(producer, cJSON_GetObjectItem(in->told, "producers")) {
        printf("  %-10s", "made by");
        put_name(in, string_of(producer, "name"));
        printf(" ");
        put_name(in, string_of(producer, "version"));
        puts("");
    }
    tell_names(in, "imports", cJSON_GetObjectItem(in->told, "imports"));
    tell_names(in, "exports", cJSON_GetObjectItem(in->told, "exports"));
    printf("\n  %-36s %10s %10s %10s %10s %10s\n", "part", "bytes", "code", "data", "custom", "functions");
    cJSON_ArrayForEach(part, cJSON_GetObjectItem(in->told, "parts"))
        printf("  %-36s %10.0f %10.0f %10.0f %10.0f %10.0f\n", string_of(part, "part"), number_of(part, "bytes"), number_of(part, "code"),
               number_of(part, "data"), number_of(part, "custom"), number_of(part, "functions"));
    printf("\n  %-36s %10s %s\n", "custom section", "bytes", "in");
    cJSON_ArrayForEach(section, cJSON_GetObjectItem(in->told, "sections")) {
        size_t width = strlen(string_of(section, "name"));
        printf("  ");
        put_name(in, string_of(section, "name"));
        printf("%*s %10.0f %s\n", width < 36 ? (int)(36 - width) : 0, "", number_of(section, "bytes"), string_of(section, "in"));
    }
}

/* --- a section's bytes --- */

static bool write_section(const info *in, const uint8_t *file, const wasm_custom *customs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (text_is(customs[i].name, in->section))
            return fwrite(file + customs[i].bytes.offset, 1, customs[i].bytes.size, stdout) == customs[i].bytes.size;
    return false;
}

/* The component's own come first, then those of its parts in file order. */
static bool find_section(const info *in, const component *c, uint32_t depth)
{
    bool found = write_section(in, c->file, c->customs, c->custom_count);
    for (uint32_t i = 0; i < c->step_count && !found; i++) {
        const component_step *step = &c->steps[i];
        if (step->kind == STEP_CORE_MODULE)
            found = write_section(in, step->module->file, step->module->customs, step->module->custom_count);
        else if (step->kind == STEP_COMPONENT && depth < DEPTH_MOST)
            found = find_section(in, step->nested, depth + 1);
    }
    return found;
}

static const component *read_component(info *in)
{
    if (!tool_read(in->file, &in->budget, &in->bytes, &in->size, &in->err))
        return NULL;
    return component_decode(&in->arena, &in->budget, in->bytes, in->size, 0, &in->err);
}

static bool run(info *in)
{
    const component *c = read_component(in);
    if (!c) {
        char story[STORY];
        error_format(&in->err, in->file, story, sizeof story);
        fputs(story, stderr);
        return false;
    }
    if (in->section) {
        bool found = find_section(in, c, 0);
        if (!found)
            fprintf(stderr, "%s: it has no custom section \"%s\"\n", in->file, in->section);
        return found;
    }
    gather(in, c);
    char *text = in->json ? cJSON_Print(in->told) : NULL;
    if (text)
        puts(text);
    else
        tell_text(in);
    cJSON_free(text);
    cJSON_Delete(in->told);
    return true;
}

static bool read_arguments(info *in, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0)
            in->json = true;
        else if (strcmp(argv[i], "--section") == 0 && i + 1 < argc)
            in->section = argv[++i];
        else if (argv[i][0] != '-' && !in->file)
            in->file = argv[i];
        else
            return false;
    }
    return in->file && !(in->json && in->section);
}

int tool_info(int argc, char **argv)
{
    static info in;
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return usage(stdout), TOOL_GOOD;
    if (!read_arguments(&in, argc, argv))
        return usage(stderr), TOOL_USAGE;
    budget_open(&in.budget, NULL, 0);
    arena_open(&in.arena, &in.budget);
    bool ok = run(&in);
    arena_close(&in.arena);
    budget_free(&in.budget, in.bytes, in.size);
    budget_close(&in.budget);
    return ok ? TOOL_GOOD : TOOL_BAD;
}
