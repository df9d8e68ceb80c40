/* Values in stories: what arguments and variables held when the mod failed, by
 * their names and types where its debug information tells, else by number.
 */
#ifndef INLAY_HOST_STORY_VALUE_H
#define INLAY_HOST_STORY_VALUE_H

#include "engine/wasm/remains.h"
#include "host/generation.h"

/* One frame of the stack that a trap left. */
typedef struct story_frame {
    const generation *generation;
    uint32_t          frame;      /* as store_trap numbers them */
    uint32_t          local_count;
    remains_local     locals[REMAINS_LOCALS];
} story_frame;

/* bytes: of bodies that may still be gone through, counted down. */
void story_value_open(story_frame *f, const generation *g, uint32_t frame, int64_t *bytes);

/* A line of what place `at` of its chain holds (innermost first); nothing where nothing is known.
 * The file that would know more, a .dwo file or a source map, goes to `missing`, where it is not there. */
typedef struct story_missing { text_view file; bool is_of_another_build, is_map; } story_missing;
void story_value_tell(text_builder *t, const story_frame *f, uint32_t at, story_missing *missing);

#endif
