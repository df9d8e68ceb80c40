/* Grants: what a mod may use beyond its slot's world. The slot says what may be
 * granted, mod.json says what is; a mod gets what both name. WASI always links.
 */
#ifndef INLAY_HOST_GRANT_H
#define INLAY_HOST_GRANT_H

#include "host/image.h"

/* Does the component fit the slot's world, with what is granted? False: `story`
 * says why (all differences), or err: memory ran out. `only_missing`: exports are
 * missing and nothing else is wrong, as in a file that was cut between two sections. */
bool grant_fit(arena *a, const component *c, const slot *s, const manifest *m, const image_judge_context *context,
               text_view file, text_view *story, bool *only_missing, error *err);

/* What mod.json asks for and the slot does not grant, though the component does
 * without: a line each, empty where there is none. False: no memory. */
bool grant_notice(arena *a, const slot *s, const manifest *m, text_view manifest_file, text_view *notice);

#endif
