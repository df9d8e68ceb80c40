/* The "producers" section of a component, or of its main core module: which
 * language it was written in, for people. A section that is malformed says nothing. */
#ifndef INLAY_HOST_PRODUCERS_H
#define INLAY_HOST_PRODUCERS_H

#include "engine/component/component.h"

/* "Rust", "C++"; empty where it is not said. Into the file's bytes, or a literal. */
text_view producers_language(const component *c);

#endif
