/* Instantiation: a component's steps, walked by a task (CanonicalABI.md and
 * Explainer.md, Instance Definitions).
 *
 * A build belongs to its store. Nested components stand on a stack of frames
 * of ours; each frame has the component's index spaces at run time, which end
 * with the build. What instances need later is in the store's arena.
 */
#ifndef INLAY_COMPONENT_BUILD_H
#define INLAY_COMPONENT_BUILD_H

#include "engine/component/component_store.h"

/* The native function that a task begins with. */
int build_entry(void *user, native_call *call);

/* Let go of a build that is under way. */
void build_free_all(component_store *cs);

/* The export of that name; null when there is none. `hint`: where to look first. */
const component_item *exports_find(const component_exports *exports, text_view name, uint32_t *hint);

#endif
