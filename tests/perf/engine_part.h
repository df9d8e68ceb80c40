/* What of a typed call is the engine's: the entries into the mod that it makes, with what
 * the mod does in each, and no value that is looked at, lowered or lifted.
 */
#ifndef INLAY_TESTS_PERF_ENGINE_PART_H
#define INLAY_TESTS_PERF_ENGINE_PART_H

#include "sdk/inlay.h"

#include <stdint.h>

typedef struct engine_room { uint32_t align, size; } engine_room;

typedef struct engine_part engine_part;

/* An export that was called by a header of this name. Null: there is none, or no memory. It lives as long as the mod
 * isn't reloaded, and is the caller's to free. */
engine_part *engine_part_find(inlay_host *host, inlay_mod mod, const char *export_name);

/* Ask the mod's realloc for each of these, and call the function with the first of them, for what no fuel is kept count of. */
void engine_part_run(const engine_part *p, const engine_room *rooms, uint32_t count);

#endif
