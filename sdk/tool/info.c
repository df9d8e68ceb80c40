/* inlay info: what a component is made of (host/inspect.h), as text or JSON. */
#include "sdk/tool/tool.h"

#include "host/inspect.h"
#include "host/section.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORY = 4096 };

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

void tool_info_usage(void)
{
    fputs("inlay info FILE [--json | --section NAME]\n"
          "What the component FILE is made of: size by part, who made it, custom sections, imports and exports, and which\n"
          "imports each export may come to call.\n"
          "  --json           the same as JSON\n"
          "  --section NAME   writes the bytes of the first custom section of that name instead\n"
          "Ends with 0 when all is well, 1 when the file is no valid component or has no such section, 2 on wrong use.\n", stdout);
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

static void tell_reach(info *in)
{
    const cJSON *export, *import, *unknown = cJSON_GetObjectItem(in->told, "reach_unknown");
    puts("\n  what its exports may come to call");
    if (unknown)
        printf("  not known: %s\n", cJSON_GetStringValue(unknown));
    cJSON_ArrayForEach(export, cJSON_GetObjectItem(in->told, "reach")) {
        const cJSON *imports = cJSON_GetObjectItem(export, "imports");
        printf("  ");
        put_name(in, string_of(export, "export"));
        printf("%s\n", cJSON_GetArraySize(imports) ? "" : ": nothing");
        cJSON_ArrayForEach(import, imports) {
            printf("    ");
            put_name(in, cJSON_GetStringValue(import));
            puts("");
        }
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
        if (!strcmp(string_of(producer, "field"), "language"))
            continue;
        printf("  %-10s", "made by");
        put_name(in, string_of(producer, "name"));
        printf(" ");
        put_name(in, string_of(producer, "version"));
        puts("");
    }
    tell_names(in, "imports", cJSON_GetObjectItem(in->told, "imports"));
    tell_names(in, "exports", cJSON_GetObjectItem(in->told, "exports"));
    printf("\n  %-36s %10s %10s %10s %10s %10s\n", "part", "bytes", "code", "data", "custom", "functions");
    cJSON_ArrayForEach(part, cJSON_GetObjectItem(in->told, "parts")) {
        printf("  %-36s %10.0f %10.0f %10.0f %10.0f %10.0f%s", string_of(part, "part"), number_of(part, "bytes"), number_of(part, "code"),
               number_of(part, "data"), number_of(part, "custom"), number_of(part, "functions"), *string_of(part, "name") ? "  " : "");
        put_name(in, string_of(part, "name"));
        puts("");
    }
    printf("\n  %-36s %10s %s\n", "custom section", "bytes", "in");
    cJSON_ArrayForEach(section, cJSON_GetObjectItem(in->told, "sections")) {
        size_t width = strlen(string_of(section, "name"));
        printf("  ");
        put_name(in, string_of(section, "name"));
        printf("%*s %10.0f %s\n", width < 36 ? (int)(36 - width) : 0, "", number_of(section, "bytes"), string_of(section, "in"));
    }
    tell_reach(in);
}

/* --- the whole --- */

static const component *read_component(info *in)
{
    if (!tool_read(in->file, &in->budget, &in->bytes, &in->size, &in->err))
        return NULL;
    if (!component_check_form(in->bytes, in->size, &in->err))
        return NULL;
    return component_decode(&in->arena, &in->budget, in->bytes, in->size, COMPONENT_ALL, &in->err);
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
        size_t size;
        uint32_t looked;
        const uint8_t *bytes = section_find(c, text_of(in->section), &size, &looked);
        if (!bytes)
            fprintf(stderr, "%s: it has no custom section \"%s\"\n", in->file, in->section);
        return bytes && fwrite(bytes, 1, size, stdout) == size;
    }
    in->told = inspect_component(c, &in->budget);
    if (!in->told) {
        fprintf(stderr, "%s: there was not enough memory\n", in->file);
        return false;
    }
    cJSON_AddStringToObject(in->told, "file", in->file);
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
            return tool_wrong("info", strcmp(argv[i], "--section") == 0 ? "something is missing after" : "what is", argv[i]);
    }
    if (!in->file)
        return tool_wrong("info", "name a component's file", NULL);
    return !(in->json && in->section) || tool_wrong("info", "a section is bytes, not JSON: give --json or --section", NULL);
}

int tool_info(int argc, char **argv)
{
    static info in;
    if (!read_arguments(&in, argc, argv))
        return TOOL_USAGE;
    budget_open(&in.budget, NULL, 0);
    arena_open(&in.arena, &in.budget);
    bool ok = run(&in);
    arena_close(&in.arena);
    budget_free(&in.budget, in.bytes, in.size);
    budget_close(&in.budget);
    return ok ? TOOL_GOOD : TOOL_BAD;
}
