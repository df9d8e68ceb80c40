/* What a component is made of, found from its bytes, without running it:
 *
 * { "bytes", "language", "producers": [{ "field", "name", "version" }], "imports": [name], "exports": [name],
 *   "parts": [{ "part", "name", "bytes", "code", "data", "custom", "functions", "memory_pages" }],      all bytes of the file
 *   "sections": [{ "name", "bytes", "offset", "in" }],
 *   "reach": [{ "export", "imports": [function] }]  or  "reach_unknown": why,
 *   "world": WIT }
 */
#ifndef INLAY_HOST_INSPECT_H
#define INLAY_HOST_INSPECT_H

#include "engine/component/component.h"

#include <cjson/cJSON.h>

/* The caller's, to cJSON_Delete. Null: no memory. */
cJSON *inspect_component(const component *c, budget *b);

#endif
