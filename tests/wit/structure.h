/* Is what we resolved what the JSON beside a corpus file says? */
#ifndef INLAY_TESTS_WIT_STRUCTURE_H
#define INLAY_TESTS_WIT_STRUCTURE_H

#include "engine/wit/wit.h"

#include <cjson/cJSON.h>

/* False: `why` says the first thing that differs. */
bool structure_equal(const wit_set *set, const cJSON *json, char *why, size_t size);

#endif
