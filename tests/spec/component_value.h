/* Component values as the suite writes them, made into values of a type. */
#ifndef INLAY_TESTS_SPEC_COMPONENT_VALUE_H
#define INLAY_TESTS_SPEC_COMPONENT_VALUE_H

#include "engine/component/value.h"

#include <cjson/cJSON.h>

/* False: the JSON is no value of that type, or there is no memory. */
bool component_value_parse(arena *a, const cJSON *json, const ctype *type, inlay_value *out);

#endif
