/* A folder of WIT, read into texts.
 *
 * The folder's own *.wit are one package; deps/ holds the others, each a folder
 * or a file (WIT.md, "Root Package: A Directory"), and a file may be WIT that tools
 * have packed into a component (.wasm, or .wat as text), which is then read as the text of that package.
 * A folder without *.wit of its own is a folder of packages. A single file will do, too.
 */
#ifndef INLAY_HOST_WIT_FOLDER_H
#define INLAY_HOST_WIT_FOLDER_H

#include "engine/wit/wit.h"

typedef struct wit_folder {
    wit_source *sources;          /* sorted by path within each package */
    uint32_t    count, capacity;
    budget     *budget;
    bool        is_file;          /* no folder: no other file has what it uses */
    arena       names;
} wit_folder;

/* False: nothing is kept, and err says which path could not be read. */
bool wit_folder_read(wit_folder *f, budget *b, const char *path, error *err);

/* Once the wit_set is gone. */
void wit_folder_close(wit_folder *f);

#endif
