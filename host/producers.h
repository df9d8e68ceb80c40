/* The "producers" sections of a component and of its main core module: what it
 * was written in and made by, for people. A section that is malformed says
 * nothing. Names are the file's bytes, or literals. */
#ifndef INLAY_HOST_PRODUCERS_H
#define INLAY_HOST_PRODUCERS_H

#include "engine/component/component.h"

/* "Rust", "C++"; empty where it is not said. */
text_view producers_language(const component *c);

/* Each thing that is named: field "language", "processed-by" or "sdk", its name and version. */
typedef void producers_visit(void *user, text_view field, text_view name, text_view version);
void producers_each(const component *c, producers_visit *visit, void *user);

#endif
