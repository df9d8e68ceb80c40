/* WIT texts from disk, sorted by name so that runs are alike. */
#include "tests/wit/texts.h"

#include "host/wit_folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *texts_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *bytes = NULL;
    size_t used = 0, got;
    do {
        bytes = realloc(bytes, used + 65537);
        got = fread(bytes + used, 1, 65536, file);
        used += got;
    } while (got);
    fclose(file);
    bytes = realloc(bytes, used + 1);      /* exactly, so that ASan sees one byte too far */
    bytes[used] = 0;
    *size = used;
    return bytes;
}

static bool ends(const char *name, const char *end)
{
    size_t size = strlen(name), tail = strlen(end);
    return size >= tail && strcmp(name + size - tail, end) == 0;
}

static bool is_folder(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool add_file(texts *t, const char *path, const char *group)
{
    size_t size;
    char *bytes = texts_file(path, &size);
    if (!bytes || t->count == TEXTS_MOST)
        return free(bytes), false;
    t->sources[t->count++] = (wit_source){ text_of(strdup(path)), { bytes, size }, text_of(strdup(group)) };
    return true;
}

/* A package that tools have packed, .wasm or .wat: its WIT as text, as the host reads it. */
static bool add_packed(texts *t, const char *path)
{
    wit_folder f;
    budget b;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    bool ok = wit_folder_read(&f, &b, path, &err) && f.count == 1 && t->count < TEXTS_MOST;
    if (ok) {
        text_view text = f.sources[0].text;
        char *bytes = malloc(text.size);
        memcpy(bytes, text.bytes, text.size);
        t->sources[t->count++] = (wit_source){ text_of(strdup(path)), { bytes, text.size }, text_of(strdup(path)) };
    } else {
        printf("%s: %s\n", path, err.text);
    }
    wit_folder_close(&f);
    budget_close(&b);
    return ok;
}

static bool is_packed(const char *name)
{
    return ends(name, ".wat") || ends(name, ".wasm");
}

static bool add_folder(texts *t, const char *folder, const char *group, bool is_deps)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    bool ok = count >= 0;
    for (int i = 0; i < count; i++) {
        char path[1024];
        const char *name = entries[i]->d_name;
        snprintf(path, sizeof path, "%s/%s", folder, name);
        if (name[0] != '.' && ends(name, ".wit"))
            ok &= add_file(t, path, is_deps ? path : group);
        else if (is_deps && name[0] != '.' && is_folder(path))
            ok &= add_folder(t, path, path, false);
        else if (is_deps && is_packed(name))
            ok &= add_packed(t, path);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return ok;
}

bool texts_read(texts *t, const char *path)
{
    char deps[1024];
    *t = (texts){ 0 };
    if (!is_folder(path))
        return is_packed(path) ? add_packed(t, path) : add_file(t, path, path);
    snprintf(deps, sizeof deps, "%s/deps", path);
    return add_folder(t, path, path, false) && (!is_folder(deps) || add_folder(t, deps, deps, true));
}

bool texts_read_packages(texts *t, const char *path)
{
    *t = (texts){ 0 };
    return is_folder(path) && add_folder(t, path, path, true);
}

void texts_free(texts *t)
{
    for (uint32_t i = 0; i < t->count; i++) {
        free((void *)t->sources[i].path.bytes);
        free((void *)t->sources[i].text.bytes);
        free((void *)t->sources[i].group.bytes);
    }
    t->count = 0;
}
