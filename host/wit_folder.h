/* A folder of WIT, read into texts. */
#ifndef INLAY_HOST_WIT_FOLDER_H
#define INLAY_HOST_WIT_FOLDER_H

#include "engine/wit/wit.h"

typedef struct wit_folder {
    const wit_source *sources;
    uint32_t          count;
} wit_folder;

bool wit_folder_read(wit_folder *f, budget *b, const char *path, error *err);

/* Once the wit_set is gone. */
void wit_folder_close(wit_folder *f);

#endif
