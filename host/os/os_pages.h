/* The page table of the OS, for the engine's linear memories and stacks. */
#ifndef INLAY_HOST_OS_PAGES_H
#define INLAY_HOST_OS_PAGES_H

#include "engine/base/pages.h"

/* Good for ever; any thread. */
const page_table *os_pages(void);

#endif
