/* Runs one component script: each instance has a store of its own. */
#ifndef INLAY_TESTS_SPEC_COMPONENT_SCRIPT_H
#define INLAY_TESTS_SPEC_COMPONENT_SCRIPT_H

#include "tests/spec/tally.h"

#include <cjson/cJSON.h>

/* False only when the runner itself could not work. */
bool component_script_run(tally *t, const char *folder, const cJSON *commands);

#endif
