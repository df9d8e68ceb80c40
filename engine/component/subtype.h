/* Subtyping: may what is given stand where something is expected (component
 * model, Explainer.md, "Type Checking")?
 *
 * Value and function types must be equal; instances may export more, components
 * import less and export more. Resources are nominal: one that the expected
 * side binds takes the place of the one given under its name.
 */
#ifndef INLAY_COMPONENT_SUBTYPE_H
#define INLAY_COMPONENT_SUBTYPE_H

#include "engine/component/scope.h"

/* Does `given` match `expected`? Resources of scope `open` that the expected
 * side introduces are bound on side 1, until the caller undoes that. False:
 * why is in err. */
bool subtype_extern(component_decoder *d, const cextern *given, const cextern *expected, uint32_t open);

/* The same of core imports and exports, whose type indices are canonical. */
bool subtype_core(component_decoder *d, const wasm_extern_type *given, const wasm_extern_type *expected);

#endif
