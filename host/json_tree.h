/* Settings that people write, as cJSON's tree. The text is gone over first, by a reader
 * that knows where it stops: cJSON's own limits are wider, and its errors process-wide. */
#ifndef INLAY_HOST_JSON_TREE_H
#define INLAY_HOST_JSON_TREE_H

#include "engine/base/arena.h"
#include "engine/base/error.h"

#include <cjson/cJSON.h>

/* To be given to cJSON_Delete. Null: err points to where it is no JSON of at most 64 KiB, 32 deep, or memory ran out. */
cJSON *json_tree_read(arena *a, text_view text, error *err);

/* Where an item of the tree stands in its text: a member's key, an item of a list; 0: the root. */
size_t json_tree_place(text_view text, const cJSON *root, const cJSON *item);

#endif
