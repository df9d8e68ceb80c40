/* Reach: which of a component's imports each of its exports may call, found from
 * the file alone, without running anything.
 *
 * Every function is a node, calls are edges: direct calls as they stand; a call
 * through a table goes to each function of its type that the table may hold, or
 * to the one in the slot where that is a constant and the table never changes.
 * What is said to be out of reach is; what is said to be in reach may be.
 */
#ifndef INLAY_COMPONENT_REACH_H
#define INLAY_COMPONENT_REACH_H

#include "engine/component/component.h"

typedef struct reach_name { text_view interface_name, name; } reach_name;     /* interface empty: the component's own */

typedef struct reach_export {
    reach_name     name;          /* of "", in the first: what runs while it starts */
    const uint8_t *reaches;       /* for each import, 1 or 0 */
} reach_export;

typedef struct reach_report {
    uint32_t            import_count, export_count;
    const reach_name   *imports;  /* functions */
    const reach_export *exports;
} reach_report;

/* All of the report is in `a`; scratch is given back. False: no memory, or beyond a limit. */
bool reach_find(arena *a, budget *scratch, const component *c, reach_report *out, error *err);

#endif
