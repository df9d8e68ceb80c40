/* The program `suite`: runs converted official test suites (files of commands
 * and the modules they name; docs/TESTING.md says where they come from). */
#include "tests/spec/bytes.h"
#include "tests/spec/component_script.h"
#include "tests/spec/core_script.h"

#include "engine/component/component.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { EXIT_GOOD = 0, EXIT_BAD = 1, EXIT_USAGE = 2, PATH_SIZE = 1024, FOLDER_DEPTH = 8 };

static void usage(FILE *out)
{
    fputs("suite [OPTION…] PATH…\n"
          "Runs every .json script found under the paths: the official core and component suites.\n"
          "  --switch           the portable interpreter\n"
          "  --plain            the same, with a cell for each instruction: nothing is carried, none are pairs\n"
          "  --tail             the tail-calling interpreter\n"
          "  --eager            translate every function when it is linked\n"
          "  --count            count what each instruction costs: it must add up to the fuel that was spent\n"
          "  --slice N          suspend whenever N units of fuel are spent, and go on\n"
          "  --move             at each suspension move all stacks and translate again\n"
          "  --again            each instance of a component is a further one, beside one that lives\n"
          "  --pages            memories are pages of the system's, as a game's are\n"
          "  --collect          collect before each object that is made\n"
          "  --coverage         name the instructions that no script ran; an error when there are some\n"
          "  --list FILE        what is not there yet; anything else that fails is an error\n"
          "  --write-list FILE  write that list\n"
          "  --verbose          print every command that fails\n"
          "Ends with 0 when all is as it should be, 1 when not, 2 when it could not run.\n", out);
}

static bool ends_with(const char *text, const char *end)
{
    size_t a = strlen(text), b = strlen(end);
    return a >= b && strcmp(text + a - b, end) == 0;
}

/* The script's name on the list: from the suite's folder on, without ".json";
 * "core/i32/i32" is shortened to "core/i32". */
static void script_name(char *out, size_t size, const char *path)
{
    const char *start = path, *slash;
    char folder[PATH_SIZE];

    for (const char *at = path; *at; at++)
        if ((at == path || at[-1] == '/') && (strncmp(at, "core/", 5) == 0 || strncmp(at, "component/", 10) == 0))
            start = at;
    snprintf(out, size, "%.*s", (int)(strlen(start) - strlen(".json")), start);
    slash = strrchr(out, '/');
    if (!slash)
        return;
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - out), out);
    if (ends_with(folder, slash))
        out[slash - out] = 0;
}

/* A script is a component script when the first binary it names is a component. */
static suite_kind kind_of(const char *folder, const cJSON *commands)
{
    const cJSON *command;

    cJSON_ArrayForEach(command, commands) {
        const char *name = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(command, "filename"));
        suite_bytes *list = NULL, *bytes = name && ends_with(name, ".wasm") ? bytes_read(&list, folder, name) : NULL;
        component_form form = bytes ? component_form_of(bytes->at, bytes->size) : FORM_OTHER;
        bytes_free(list);
        if (form == FORM_COMPONENT)
            return SUITE_COMPONENT;
        if (form == FORM_MODULE)
            return SUITE_CORE;
    }
    return SUITE_CORE;
}

static bool run_script(tally *t, const char *path)
{
    char folder[PATH_SIZE], name[160];
    const char *slash = strrchr(path, '/');
    suite_bytes *list = NULL, *bytes = bytes_read(&list, "", path);
    cJSON *json = bytes ? (bytes_hide_zeros(bytes), cJSON_ParseWithLength((const char *)bytes->at, bytes->size)) : NULL;
    const cJSON *commands = cJSON_GetObjectItemCaseSensitive(json, "commands");
    bool good = false;

    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
    script_name(name, sizeof name, path);
    if (!cJSON_IsArray(commands)) {
        fprintf(stderr, "suite: %s is no script: it has no commands\n", path);
    } else {
        suite_kind kind = strncmp(name, "component/", 10) == 0 ? SUITE_COMPONENT : kind_of(folder, commands);
        tally_script(t, name, kind);
        good = (kind == SUITE_CORE ? core_script_run : component_script_run)(t, folder, commands);
    }
    cJSON_Delete(json);
    bytes_free(list);
    return good;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder in order, for the caller to free; their count. */
static size_t list_folder(const char *path, char ***out)
{
    DIR *folder = opendir(path);
    char **names = NULL;
    size_t count = 0;

    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char **more = realloc(names, (count + 1) * sizeof *names);
        if (!more || !(more[count] = strdup(entry->d_name)))
            abort();
        names = more;
        count++;
    }
    if (folder)
        closedir(folder);
    if (count)
        qsort(names, count, sizeof *names, by_name);
    *out = names;
    return count;
}

static bool run_path(tally *t, const char *path, int depth)
{
    struct stat st;
    char **names = NULL;
    bool good = true;
    size_t count;

    if (stat(path, &st) != 0)
        return fprintf(stderr, "suite: there is no %s\n", path), false;
    if (!S_ISDIR(st.st_mode))
        return run_script(t, path);
    count = depth < FOLDER_DEPTH ? list_folder(path, &names) : 0;
    for (size_t i = 0; i < count; i++) {
        char inner[PATH_SIZE];
        snprintf(inner, sizeof inner, "%s/%s", path, names[i]);
        if (names[i][0] != '.' && stat(inner, &st) == 0 && (S_ISDIR(st.st_mode) || ends_with(inner, ".json")))
            good &= run_path(t, inner, depth + 1);
        free(names[i]);
    }
    free(names);
    return good;
}

/* The index of the first path, or -1. */
static int parse_options(suite_options *o, int argc, char **argv)
{
    int i = 1;

    for (; i < argc && argv[i][0] == '-'; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (strcmp(argv[i], "--switch") == 0)       o->interpreter = INTERPRETER_SWITCH;
        else if (strcmp(argv[i], "--plain") == 0)   o->interpreter = INTERPRETER_PLAIN;
        else if (strcmp(argv[i], "--tail") == 0)    o->interpreter = INTERPRETER_TAIL;
        else if (strcmp(argv[i], "--eager") == 0)   o->eager = true;
        else if (strcmp(argv[i], "--move") == 0)    o->move = true;
        else if (strcmp(argv[i], "--collect") == 0) o->collect = true;
        else if (strcmp(argv[i], "--pages") == 0)   o->pages = true;
        else if (strcmp(argv[i], "--again") == 0)   o->again = true;
        else if (strcmp(argv[i], "--count") == 0)   o->count = true;
        else if (strcmp(argv[i], "--coverage") == 0) o->coverage = true;
        else if (strcmp(argv[i], "--verbose") == 0) o->verbose = true;
        else if (strcmp(argv[i], "--slice") == 0 && value && atoll(value) > 0) o->slice = atoll(argv[++i]);
        else if (strcmp(argv[i], "--list") == 0 && value)       o->list = argv[++i];
        else if (strcmp(argv[i], "--write-list") == 0 && value) o->write_list = argv[++i];
        else
            return fprintf(stderr, "suite: what is %s?\n", argv[i]), -1;
    }
    if (o->move && !o->slice)
        return fprintf(stderr, "suite: --move needs --slice: it moves at suspensions\n"), -1;
    return i < argc ? i : -1;
}

int main(int argc, char **argv)
{
    suite_options options = { 0 };
    bool good = true;
    tally t;
    int first;

    if (argc > 1 && strcmp(argv[1], "--help") == 0)
        return usage(stdout), EXIT_GOOD;
    first = parse_options(&options, argc, argv);
    if (first < 0)
        return usage(stderr), EXIT_USAGE;
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    if (!tally_open(&t, &options))
        return EXIT_USAGE;
    for (int i = first; i < argc; i++)
        good &= run_path(&t, argv[i], 0);
    good &= tally_close(&t);
    return good ? EXIT_GOOD : EXIT_BAD;
}
