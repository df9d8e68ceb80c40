/* Looking at typed values before they cross: whatever the game gave must be
 * right before the guest runs, so that lowering can't fail for it. */
#ifndef INLAY_COMPONENT_TYPED_LOOK_H
#define INLAY_COMPONENT_TYPED_LOOK_H

#include "engine/component/crossing.h"

/* Strings are UTF-8, tags and characters exist, handles live: those become moves
 * of the crossing, owned ones change hands. *bytes: what will be moved. */
bool typed_look(crossing *x, const typed_code *code, const void *const *given, uint64_t *bytes, error *err);

#endif
