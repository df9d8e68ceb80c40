/* Reading test modules. */
#include "tests/hostile/load.h"

#include <stdio.h>

bool load_file(loaded *file, const char *name)
{
    char path[160];
    FILE *in;

    snprintf(path, sizeof path, "tests/data/hostile/%s", name);
    in = fopen(path, "rb");
    file->size = in ? fread(file->bytes, 1, sizeof file->bytes, in) : 0;
    if (in)
        fclose(in);
    return file->size > 0 || (printf("%s cannot be read; run this at the top of the tree\n", path), false);
}
