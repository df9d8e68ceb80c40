/* mod.json: what a mod says about itself.
 *
 * One object; every key once; unknown keys are refused by name. What is not
 * said has a default. All texts are in the arena given.
 */
#ifndef INLAY_HOST_MANIFEST_H
#define INLAY_HOST_MANIFEST_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/base/limits.h"
#include "host/quota.h"

/* An interface that the mod is to be granted, and the line that asks for it. */
typedef struct manifest_grant {
    text_view name;
    uint32_t  line;
} manifest_grant;

typedef struct manifest {
    bool      is_given;           /* there is a mod.json, or a section of that name in the component */
    text_view name;               /* empty: the folder's */
    text_view slot;               /* empty: the one that its exports fit */
    text_view version, language;
    text_view component;          /* the file beside mod.json; empty: the folder's only one */
    int32_t   order;              /* among the mods of its slot; 0 */
    uint32_t  weight;             /* its share of the slot's fuel: 1 to 1,000; 1 */
    bool      enabled;            /* true */
    quota     quota;              /* at most so much; 0: as the slot gives */
    uint32_t  last_line;          /* of the text */
    uint32_t  grant_count;
    const manifest_grant *grants;
} manifest;

/* No mod.json: the defaults. */
manifest manifest_default(void);

/* False: refused, with line, column and excerpt. */
bool manifest_read(arena *a, text_view text, manifest *out, error *err);

/* Does it ask for that interface? The version may be left out. */
const manifest_grant *manifest_find_grant(const manifest *m, text_view interface_base);

#endif
