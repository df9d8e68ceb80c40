/* Printed and read again, is it the same? */
#ifndef INLAY_TESTS_WIT_ROUND_TRIP_H
#define INLAY_TESTS_WIT_ROUND_TRIP_H

#include "engine/wit/wit.h"

/* All worlds and interfaces of a set. False: `why` says the first that is not. */
bool round_trip_equal(const wit_set *set, budget *b, char *why, size_t size);

#endif
