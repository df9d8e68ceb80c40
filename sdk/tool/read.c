/* What the command was given: words, files, WIT. */
#include "sdk/tool/tool.h"

#include "host/os/file.h"

#include <stdio.h>
#include <string.h>

bool tool_wrong(const char *command, const char *why, const char *word)
{
    fprintf(stderr, "inlay %s: %s%s%s\n  inlay %s --help tells what it takes\n", command, why, word ? " " : "", word ? word : "", command);
    return false;
}

bool tool_read(const char *path, budget *b, uint8_t **bytes, size_t *size, error *err)
{
    enum { FILE_MOST = 1 << 30 };
    file_stamp stamp;
    switch (file_read(path, FILE_MOST, b, bytes, size, &stamp, err)) {
    case FILE_READ:
        return true;
    case FILE_CHANGED:
        return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "the file changed while it was read");
    case FILE_MISSING:
        return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "there is no such file");
    case FILE_FAILED:
        return false;
    }
    return false;
}

const char **tool_feature(tool_features *on, const char *option)
{
    return strcmp(option, "--feature") == 0 && on->count < TOOL_MOST_FEATURES ? &on->names[on->count++] : NULL;
}

wit_set *tool_resolve(arena *a, const wit_folder *folder, const tool_features *on, error *err)
{
    text_view names[TOOL_MOST_FEATURES];
    for (uint32_t i = 0; i < on->count; i++)
        names[i] = text_of(on->names[i]);
    return wit_resolve(a, folder->sources, folder->count, &(wit_options){ .feature_count = on->count, .features = names }, err);
}
