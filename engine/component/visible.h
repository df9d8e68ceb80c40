/* External visibility: records, variants, enums, flags and resources that an
 * import or export uses must have a name outside before (component model,
 * Explainer.md, "External Visibility of Types").
 */
#ifndef INLAY_COMPONENT_VISIBLE_H
#define INLAY_COMPONENT_VISIBLE_H

#include "engine/component/scope.h"

enum { VISIBLE_IMPORT, VISIBLE_EXPORT };

/* Check an extern of the innermost scope, and give the types it names a name.
 * False: refused, or no memory. */
bool visible_register(component_decoder *d, int side, const cextern *external);

/* Does what has that key have its name from an export alone? Then no import may speak of it. */
bool visible_only_exported(const component_decoder *d, uint64_t key);

/* The key of a resource under one of its names, and of a value type. */
uint64_t visible_key(const cresource *resource, uint32_t alias);
uint64_t visible_type_key(const ctype *type);

#endif
