/* How many checks failed so far; for main.c alone. */
#ifndef INLAY_TESTS_CHECK_COUNT_H
#define INLAY_TESTS_CHECK_COUNT_H

#include "tests/unit/check.h"

int check_failures(void);

#endif
