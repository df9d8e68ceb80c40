/* Docs and gates of WIT that tools have packed: what its section "package-docs" says. */
#ifndef INLAY_WIT_WIT_DOCS_H
#define INLAY_WIT_WIT_DOCS_H

#include "engine/component/component.h"

/* Lay them onto the types of a component that is a package (wit_is_package), as origins made in `a`; it must be the
 * caller's alone. Without such a section, or with one of a later form, nothing happens. What it says of names that the
 * package does not have is passed over. False: it is not as it must be, said in err, or memory ran out. */
bool wit_docs_read(arena *a, const component *package, error *err);

#endif
