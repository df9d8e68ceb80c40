/* The "producers" section of a component's core modules: which language it was
 * written in, for people. A section that is malformed says nothing. */
#ifndef INLAY_HOST_PRODUCERS_H
#define INLAY_HOST_PRODUCERS_H

#include "engine/component/component.h"

/* "Rust", "C11"; empty where no module says it. Into the file's bytes. */
text_view producers_language(const component *c);

#endif
