/* What the root component imports, asked of the host at once. */
#ifndef INLAY_COMPONENT_BUILD_IMPORT_H
#define INLAY_COMPONENT_BUILD_IMPORT_H

#include "engine/component/build_frame.h"

/* Fill the root frame's arguments. False: b->err names every import that is missing. */
bool import_all(component_build *b, build_frame *root);

#endif
