/* The component decoder's readers, one for each kind of definition
 * (component model, Binary.md). Each reads one definition from `r`, enters it
 * into the innermost scope, and writes its step; false when refused.
 */
#ifndef INLAY_COMPONENT_PARTS_H
#define INLAY_COMPONENT_PARTS_H

#include "engine/component/scope.h"

/* component_type.c */
bool component_type_read(component_decoder *d, reader *r);                       /* type */
bool component_type_result(component_decoder *d, reader *r, const ctype **type); /* resultlist */

/* component_world.c */
bool component_world_instance_type(component_decoder *d, reader *r, const world_type **type);
bool component_world_component_type(component_decoder *d, reader *r, const world_type **type);

/* component_core.c */
bool component_core_type(component_decoder *d, reader *r);                               /* core:type */
bool component_core_module(component_decoder *d, reader *r, wasm_module **module);       /* core:module */

/* component_extern.c */
typedef struct extern_attributes { text_view name, implements, external_id; } extern_attributes;
bool component_extern_name(component_decoder *d, reader *r, extern_attributes *name);    /* nameattributes */
bool component_extern_import(component_decoder *d, reader *r);                           /* import, importdecl */
bool component_extern_export(component_decoder *d, reader *r);                           /* export */
bool component_extern_export_decl(component_decoder *d, reader *r);                      /* exportdecl */

/* Check the name against the type, and add it to the scope's imports or exports. */
bool component_extern_add(component_decoder *d, int side, const extern_attributes *name, cextern *external);

component_sort component_extern_sort(component_decoder *d, reader *r, const char *what); /* sort; SORT_COUNT: refused */

/* component_alias.c */
bool component_alias_read(component_decoder *d, reader *r);                              /* alias */

/* component_arguments.c */
bool component_arguments_core(component_decoder *d, reader *r);                          /* core:instance */
bool component_arguments_instance(component_decoder *d, reader *r);                      /* instance */

/* component_canon.c */
bool component_canon_read(component_decoder *d, reader *r);                              /* canon */

#endif
