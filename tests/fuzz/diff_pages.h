/* Pages for memories of generated modules, as a host gives them: reserved, they
 * never move as they grow. The ranges stay for the runs to come, in which what
 * isn't ready is poisoned where ASan is there: one byte beyond a memory is seen.
 */
#ifndef INLAY_TESTS_DIFF_PAGES_H
#define INLAY_TESTS_DIFF_PAGES_H

#include "engine/base/pages.h"

const page_table *diff_pages(void);

#endif
