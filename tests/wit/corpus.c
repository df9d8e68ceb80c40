/* Runs a WIT parser's corpus: packages that must resolve to the structure in
 * the JSON beside them, and to equal ones when they are printed and read
 * again; and, under parse-fail/, texts that must be refused at
 * the line that the .result beside them names.
 *
 *   corpus FOLDER [KNOWN [PACKAGES…]]
 *
 * PACKAGES are folders of packages, each with its structure in a .json beside it.

 * KNOWN is the list of what does not pass yet, one name a line; an entry that
 * passes makes the run fail, so that the list only shrinks.
 */
#include "tests/wit/round_trip.h"
#include "tests/wit/structure.h"
#include "tests/wit/texts.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct run {
    char *known;
    int   passed, failed, listed, columns;
} run;

/* Does the list hold the name as a line of its own (or the start of one, before a blank)? */
static bool is_known(const run *r, const char *name)
{
    size_t size = strlen(name);
    for (const char *line = r->known; line && *line; line = strchr(line, '\n'), line += line != NULL)
        if (strncmp(line, name, size) == 0 && (line[size] == '\n' || line[size] == ' ' || !line[size]))
            return true;
    return false;
}

static void count(run *r, const char *name, const char *why)
{
    bool known = is_known(r, name);
    if (!why && !known)
        r->passed++;
    else if (why && known)
        r->listed++;
    else {
        r->failed++;
        printf("%s: %s\n", name, why ? why : "passes: take it off the list");
    }
}

static const char *active[] = { "active" };

static wit_set *resolve(arena *a, const texts *t, error *err)
{
    text_view feature = text_of(active[0]);
    wit_options options = { .feature_count = 1, .features = &feature };
    return wit_resolve(a, t->sources, t->count, &options, err);
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), tail = strlen(end);
    return size >= tail && strcmp(text + size - tail, end) == 0;
}

/* The JSON beside `path`: b.wit.json beside b.wit, b.wat and the folder b. */
static cJSON *read_json(const char *path)
{
    char name[1100];
    size_t size, stem = strlen(path) - (ends_with(path, ".wit") || ends_with(path, ".wat") ? 4 : 0);
    snprintf(name, sizeof name, "%.*s.wit.json", (int)stem, path);
    char *bytes = texts_file(name, &size);
    if (!bytes) {
        snprintf(name, sizeof name, "%s.json", path);
        bytes = texts_file(name, &size);
    }
    cJSON *json = bytes ? cJSON_Parse(bytes) : NULL;
    free(bytes);
    return json;
}

static void run_good(run *r, const char *path, const char *name, bool (*read)(texts *t, const char *path))
{
    char why[600] = "";
    texts t;
    budget b;
    arena a;
    error err = { 0 };
    cJSON *json = read_json(path);
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    if (!read(&t, path) || !json)
        snprintf(why, sizeof why, "can't be read");
    else {
        wit_set *set = resolve(&a, &t, &err);
        if (!set)
            snprintf(why, sizeof why, "refused: %u:%u: %s", err.line, err.column, err.text);
        else if (structure_equal(set, json, why, sizeof why))
            round_trip_equal(set, &b, why, sizeof why);
    }
    count(r, name, why[0] ? why : NULL);
    arena_close(&a);
    budget_close(&b);
    texts_free(&t);
    cJSON_Delete(json);
}

/* "     --> tests/ui/parse-fail/a/b.wit:5:14": the end of the file's path, the line and the column. False: it names none. */
static bool read_place(const char *result, const char *name, char *file, size_t size, unsigned *line, unsigned *column)
{
    const char *at = strstr(result, "--> ");
    at = strstr(at ? at : result, name);
    const char *colon = at ? strchr(at, ':') : NULL;
    if (!colon || sscanf(colon, ":%u:%u", line, column) != 2)
        return false;
    snprintf(file, size, "%.*s", (int)(colon - at), at);
    return true;
}

static void check_place(run *r, const error *err, const char *result, const char *name, char *why, size_t size)
{
    char file[600];
    unsigned line = 0, column = 0;
    if (!read_place(result, name, file, sizeof file, &line, &column)) {
        r->columns++;
        return;
    }
    r->columns += err->column == column;
    if (err->line != line || !err->place_count || !ends_with(err->place[0], strrchr(file, '/') ? strrchr(file, '/') + 1 : file))
        snprintf(why, size, "refused at %s:%u, not %s:%u: %s", err->place_count ? err->place[0] : "?", err->line, file, line, err->text);
}

static void run_bad(run *r, const char *folder, const char *name)
{
    char path[1100], result_path[1120], why[1500] = "", label[300];
    size_t size;
    texts t;
    budget b;
    arena a;
    error err = { 0 };
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(result_path, sizeof result_path, "%s%s.result", path, ends_with(name, ".wit") ? "" : ".wit");
    snprintf(label, sizeof label, "parse-fail/%s", name);
    char *result = texts_file(result_path, &size);
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    if (!texts_read(&t, path) || !result)
        snprintf(why, sizeof why, "can't be read");
    else if (resolve(&a, &t, &err))
        snprintf(why, sizeof why, "resolves, but should not");
    else
        check_place(r, &err, result, name, why, sizeof why);
    count(r, label, why[0] ? why : NULL);
    arena_close(&a);
    budget_close(&b);
    texts_free(&t);
    free(result);
}

static bool is_case(const char *folder, const char *name, const char *suffix)
{
    char path[1100];
    size_t size;
    if (name[0] == '.' || ends_with(name, ".json") || ends_with(name, ".result"))
        return false;
    size_t stem = strlen(name) - (ends_with(name, ".wit") || ends_with(name, ".wat") ? 4 : 0);
    snprintf(path, sizeof path, "%s/%.*s.wit%s", folder, (int)stem, name, suffix);
    char *bytes = texts_file(path, &size);
    free(bytes);
    return bytes != NULL;
}

static bool run_folder(run *r, const char *folder, bool is_good)
{
    struct dirent **entries;
    int entry_count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < entry_count; i++) {
        const char *name = entries[i]->d_name;
        char path[1100];
        snprintf(path, sizeof path, "%s/%s", folder, name);
        if (is_case(folder, name, is_good ? ".json" : ".result"))
            is_good ? run_good(r, path, name, texts_read) : run_bad(r, folder, name);
        free(entries[i]);
    }
    if (entry_count >= 0)
        free(entries);
    return entry_count >= 0;
}

int main(int argc, char **argv)
{
    char bad[1100];
    size_t size;
    run r = { 0 };
    if (argc < 2 || argv[1][0] == '-') {
        printf("usage: corpus FOLDER [KNOWN [PACKAGES...]]\n"
               "Runs a WIT corpus; KNOWN lists what does not pass yet. Exit 0: all pass, 1: some don't, 2: nothing to run.\n");
        return argc < 2 || (strcmp(argv[1], "--help") && strcmp(argv[1], "-h")) ? 2 : 0;
    }
    snprintf(bad, sizeof bad, "%s/parse-fail", argv[1]);
    r.known = argc > 2 ? texts_file(argv[2], &size) : NULL;
    if (!run_folder(&r, argv[1], true) || !run_folder(&r, bad, false)) {
        fprintf(stderr, "corpus: %s holds no WIT corpus\n", argv[1]);
        return 2;
    }
    for (int i = 3; i < argc; i++)
        run_good(&r, argv[i], argv[i], texts_read_packages);
    printf("wit: %d passed, %d failed, %d listed (%d refusals at the very column)\n", r.passed, r.failed, r.listed, r.columns);
    free(r.known);
    return r.failed != 0;
}
