/* Custom sections of a component: its own first, then those of the core modules
 * and components inside it, in file order.
 */
#ifndef INLAY_HOST_SECTION_H
#define INLAY_HOST_SECTION_H

#include "engine/component/component.h"

/* False ends the visit. */
typedef bool section_visit(void *user, text_view name, const uint8_t *bytes, size_t size);

/* False: a visit ended it. */
bool section_each(const component *c, section_visit *visit, void *user);

/* The first of that name; null: none. `looked` counts the sections looked at. */
const uint8_t *section_find(const component *c, text_view name, size_t *size, uint32_t *looked);

#endif
