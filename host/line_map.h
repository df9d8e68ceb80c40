/* Source maps (ECMA-426), as AssemblyScript's compiler writes them beside a mod:
 * which byte of a module came from which line.
 *
 * WebAssembly has no lines, so all of a module is the map's first, and a column of
 * that is a byte of the module's file. A map is read once, by the loader, in time
 * that grows with its size; what is broken ends it there, and what came before
 * counts. Marks rise by their bytes.
 */
#ifndef INLAY_HOST_LINE_MAP_H
#define INLAY_HOST_LINE_MAP_H

#include "engine/base/arena.h"

enum { LINE_MAP_NO_FILE = UINT32_MAX };

/* From that byte on; line and column from 1. */
typedef struct line_mark { uint32_t offset, file, line, column; } line_mark;

typedef struct line_map {
    budget    *budget;
    line_mark *marks;             uint32_t count, capacity;
    text_view *files;             uint32_t file_count, file_capacity;
} line_map;

/* Texts go to the arena. False: no JSON object with mappings, or no memory for any. */
bool line_map_read(line_map *m, budget *b, arena *a, text_view json);
void line_map_close(line_map *m);

/* The mark that covers byte `offset` of a function that begins at `from`; null: none. */
const line_mark *line_map_find(const line_map *m, uint32_t from, uint32_t offset);

#endif
