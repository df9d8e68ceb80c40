/* Runs one core script: all its modules live in one store. */
#ifndef INLAY_TESTS_SPEC_CORE_SCRIPT_H
#define INLAY_TESTS_SPEC_CORE_SCRIPT_H

#include "tests/spec/tally.h"

#include <cjson/cJSON.h>

/* False only when the runner itself could not work. */
bool core_script_run(tally *t, const char *folder, const cJSON *commands);

#endif
