/* A picture of a component that was instantiated: what all its instances have in
 * common is taken of one of them and shared (docs/adr/0041). Functions, names,
 * export tables, what canons make are indices into it; a store has of its own what
 * changes, and a component_func where one was looked up or called.
 *
 * It belongs to the component's code and is charged where that is. Taken when an
 * instance is wanted while another one lives; never changed after that. A store is
 * made of it where the host answers alike: the same resources are the same. Else,
 * and where there is none, the steps are walked; what comes of both is the same,
 * and takes the same fuel.
 */
#ifndef INLAY_COMPONENT_COMPONENT_PICTURE_H
#define INLAY_COMPONENT_COMPONENT_PICTURE_H

#include "engine/component/build_frame.h"

struct store_native;

/* ---- what a walk notes, so that a picture can be taken ---- */

/* Begin, if the store is new and the code has no picture. Without memory nothing is noted. */
void trace_begin(component_build *b, const component *c);

/* The host was asked for a resource type, which is this one of the store. */
void trace_resource(component_store *cs, text_view interface_name, text_view name, uint32_t type);

/* So much was charged up to here: before the next core instance is initialised, or the end. */
void trace_price(component_store *cs, uint64_t units);

/* All is made. The code may take its picture of this store. */
void trace_end(component_build *b, component_instance *root);

/* The store is closed. */
void trace_close(component_store *cs);

/* ---- the picture ---- */

/* Of a store that was walked. Null: no memory, or `most` bytes don't suffice. */
component_picture *component_picture_take(budget *b, uint64_t most, component_code *code, const component_store *model);
void               component_picture_close(component_picture *p);

/* Make the store as the picture shows it, for component_instantiate; nothing was done to it before. False: walk. */
bool component_picture_begin(component_build *b, const component *c);

/* Steps of build_entry where it did. */
int component_picture_step(component_build *b, native_call *call);

/* Give back what the store has beside. */
void component_picture_leave(component_store *cs);

/* A function of the picture as the store's own. Null: no memory. */
component_func *component_picture_func(component_store *cs, uint32_t index);

/* All of the host's, in the order of the imports. */
void component_picture_make_host_funcs(component_store *cs);

/* What a core function of ours was lowered as; null: it wasn't, or was never called. */
component_lowered *component_picture_native(const component_store *cs, const struct store_native *native);

#endif
