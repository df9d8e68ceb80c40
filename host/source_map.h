/* Where in its author's source a byte of a mod's code stands: from the DWARF in
 * the mod or in the file beside it, from a source map, from the name section.
 *
 * An image has one map for each of its core modules. It is made at the first
 * question, not before, and freed with the image; texts that it gives are good
 * as long. Each question does a bounded amount of work; what was worked out is
 * kept, so that a question that found no answer yet may find it the next time.
 * Broken or hostile DWARF loses lines, nothing else. The game's thread.
 */
#ifndef INLAY_HOST_SOURCE_MAP_H
#define INLAY_HOST_SOURCE_MAP_H

#include "host/dwarf.h"
#include "host/image.h"

typedef struct source_map source_map;

typedef struct source_place {
    text_view function;           /* demangled; empty: unknown */
    text_view file;               /* as its compiler was told; empty: unknown */
    uint32_t  line, column;       /* from 1; 0: unknown */
} source_place;

enum { SOURCE_DEPTH = 12 };

/* Innermost first: all but the last were inlined into what comes behind them; the
 * last is the wasm function itself. */
typedef struct source_chain {
    uint32_t     count;           /* at least 1 */
    source_place at[SOURCE_DEPTH];
} source_chain;

/* What stands at byte `offset` of the module's file (as trap_frame has it), in its
 * function `func`. With offset 0: the function itself, and the line it begins at.
 * steps: what may be done for it, counted down; null: SOURCE_STEPS for this question. */
enum { SOURCE_STEPS = 150000 };
void source_map_find(image *i, const wasm_module *module, uint32_t func, uint32_t offset, int64_t *steps, source_chain *out);

/* For who looks at variables: the functions that a place is in, and their DWARF, which
 * works on the steps that are lent to it until source_map_leave. False: not known. */
typedef struct source_scope {
    dwarf            *dwarf;
    const dwarf_unit *unit;
    uint32_t          address;
    dwarf_calls       calls;      /* outermost first */
    int64_t           given;
    text_view         missing;    /* the .dwo file that has them, where there is none beside the mod */
    bool              is_of_another_build;    /* there is one, but not this code's */
    text_view         missing_map;/* the source map that has its lines, where there is none beside the mod */
} source_scope;
bool source_map_enter(image *i, const wasm_module *module, uint32_t func, uint32_t offset, int64_t *steps, source_scope *out);
void source_map_leave(source_scope *scope, int64_t *steps);

/* Free all maps of an image; for image_release. */
void source_map_close(image *i);

#endif
