/* Canon definitions, as instantiation meets them: lifted functions, and core
 * functions made of lowered ones and built-ins. */
#ifndef INLAY_COMPONENT_BUILD_CANON_H
#define INLAY_COMPONENT_BUILD_CANON_H

#include "engine/component/build_frame.h"

/* Add what the canon makes to the frame. False: said in b->err. */
bool build_canon(component_build *b, build_frame *f, const component_canon *canon);

#endif
