/* inlay wit: WIT as text: the world of a component, or a world or interface of a
 * folder of WIT, with all that it needs.
 *
 * Everything lives in one arena that ends with the command.
 */
#include "sdk/tool/tool.h"

#include "engine/component/component.h"
#include "engine/wit/wit.h"
#include "engine/wit/wit_docs.h"
#include "host/os/file.h"
#include "host/wit_folder.h"

#include <stdio.h>
#include <string.h>

enum { FILE_MOST = 1 << 30, STORY = 4096 };

typedef struct printing {
    const char *path, *name;
    bool        markdown;
    tool_features features;
    budget      budget;
    arena       arena;
    wit_folder  folder;
    uint8_t    *bytes;
    size_t      size;
    error       err;
} printing;

void tool_wit_usage(void)
{
    fputs("inlay wit PATH [NAME | --world NAME] [--markdown] [--feature NAME]…\n"
          "Prints WIT that stands alone: of a component (FILE.wasm) its world, or the package of WIT that it holds; of a folder or file of WIT the world or\n"
          "interface NAME, or a list of all that it holds.\n"
          "  --markdown   the reference for people instead: what a mod may call, what it must have, with the docs of its WIT\n"
          "  --feature NAME   what is behind the gate @unstable(feature = NAME) is in\n"
          "Ends with 0 when all is well, 1 when the file is no valid component or the WIT is wrong, 2 on wrong use.\n", stdout);
}

static bool put(printing *p, const cexterns *externs, wit_print_form form)
{
    text_builder text;
    text_open(&text, &p->budget);
    if (wit_is_package(externs))
        wit_print_types_whole(&text, externs);
    else if (p->markdown)
        wit_reference(&text, externs, form);
    else
        wit_print(&text, externs, form);
    bool ok = !text.failed;
    fputs(text_string(&text), stdout);
    text_close(&text);
    return ok ? true : error_memory(&p->err);
}

static bool print_component(printing *p)
{
    component *made = NULL;
    if (component_check_form(p->bytes, p->size, &p->err))
        made = component_decode(&p->arena, &p->budget, p->bytes, p->size, COMPONENT_ALL, &p->err);
    if (made && wit_is_package(made->type) && !wit_docs_read(&p->arena, made, &p->err))
        return false;
    return made && put(p, made->type, WIT_PRINT_WORLD);
}

static bool print_list(const wit_set *set)
{
    for (uint32_t i = 0; i < wit_world_count(set); i++)
        printf("world     %.*s\n", TEXT_ARGS(wit_world_at(set, i)->name));
    for (uint32_t i = 0; i < wit_interface_count(set); i++)
        printf("interface %.*s\n", TEXT_ARGS(wit_interface_at(set, i)->name));
    return true;
}

static bool print_folder(printing *p)
{
    if (!wit_folder_read(&p->folder, &p->budget, p->path, &p->err))
        return false;
    wit_set *set = tool_resolve(&p->arena, &p->folder, &p->features, &p->err);
    if (!set || !p->name)
        return set && print_list(set);
    error none = { 0 };
    const cexterns *world = wit_world(set, text_of(p->name), &p->err);
    const cexterns *interface = world ? NULL : wit_interface(set, text_of(p->name), &none);
    if (interface)
        p->err = none;
    if (!world && !interface)
        return error_in(&p->err, "%s", p->path);
    return put(p, world ? world : interface, world ? WIT_PRINT_WORLD : WIT_PRINT_INTERFACE);
}

/* Is it a component, by its first bytes? Whatever else it is, it is read as WIT. */
static bool is_component(printing *p)
{
    file_stamp stamp;
    error ignored = { 0 };
    return !file_stat(p->path).is_folder
        && file_read(p->path, FILE_MOST, &p->budget, &p->bytes, &p->size, &stamp, &ignored) == FILE_READ
        && component_form_of(p->bytes, p->size) != FORM_OTHER;
}

static bool read_arguments(printing *p, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char **feature = tool_feature(&p->features, argv[i]);
        if (feature && i + 1 == argc)
            return tool_wrong("wit", "something is missing after", argv[i]);
        if (feature)
            *feature = argv[++i];
        else if (strcmp(argv[i], "--markdown") == 0)
            p->markdown = true;
        else if (strcmp(argv[i], "--world") == 0 && i + 1 == argc)
            return tool_wrong("wit", "something is missing after", argv[i]);
        else if (strcmp(argv[i], "--world") == 0 && !p->name)
            p->name = argv[++i];
        else if (argv[i][0] == '-' || (p->path && p->name))
            return tool_wrong("wit", "what is", argv[i]);
        else if (p->path)
            p->name = argv[i];
        else
            p->path = argv[i];
    }
    return p->path || tool_wrong("wit", "name a component's file, or a folder of WIT", NULL);
}

int tool_wit(int argc, char **argv)
{
    static printing p;
    if (!read_arguments(&p, argc, argv))
        return TOOL_USAGE;
    budget_open(&p.budget, NULL, 0);
    arena_open(&p.arena, &p.budget);

    bool binary = is_component(&p), ok = binary ? print_component(&p) : print_folder(&p);
    if (!ok) {
        char story[STORY];
        if (binary)
            error_format(&p.err, p.path, story, sizeof story);
        else
            wit_error_format(&p.err, story, sizeof story);
        fputs(story, stderr);
    }
    arena_close(&p.arena);
    wit_folder_close(&p.folder);
    budget_free(&p.budget, p.bytes, p.size);
    budget_close(&p.budget);
    return ok ? TOOL_GOOD : TOOL_BAD;
}
