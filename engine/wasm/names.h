/* What a module calls itself (spec 3.0, appendix "Name Section"); for people alone. */
#ifndef INLAY_WASM_NAMES_H
#define INLAY_WASM_NAMES_H

#include "engine/wasm/module.h"

/* Empty where it has no name. */
text_view names_module(const wasm_module *m);

#endif
