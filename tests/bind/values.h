/* C values of any layout: made at random, and turned into values as trees, so
 * that what a header does can be compared with the dynamic API. */
#ifndef INLAY_TESTS_BIND_VALUES_H
#define INLAY_TESTS_BIND_VALUES_H

#include "sdk/inlay.h"

/* Memory for one value; starts again with values_clear. */
void *values_alloc(size_t size);
void  values_clear(void);

/* Fill `c` with a value of the layout. Floats may be NaN, strings are UTF-8. No handles. */
void values_random(const inlay_layout *l, void *c, uint64_t *seed);

inlay_value values_tree(const inlay_layout *l, const void *c);

#endif
