/* What the command was given: words, files. */
#include "sdk/tool/tool.h"

#include "host/os/file.h"

#include <stdio.h>

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
