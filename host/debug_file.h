/* Files that hold debug information: the mod itself, or one beside it, which is
 * a core module or a component of which each core module counts. Nothing is
 * kept: what is found points into the bytes.
 */
#ifndef INLAY_HOST_DEBUG_FILE_H
#define INLAY_HOST_DEBUG_FILE_H

#include "engine/base/text.h"

typedef struct debug_module {
    const uint8_t *bytes;
    size_t         size;
    text_view      code;          /* the code section's contents; bytes null: it has none */
} debug_module;

/* Look at a core module. False: it is none, or broken. */
bool debug_file_open(const uint8_t *bytes, size_t size, debug_module *out);

/* The custom section of that name, without the name; empty: none. */
text_view debug_file_section(const debug_module *m, const char *name);

/* All core modules of a file, which is one or a component, also of components inside:
 * true once `visit` says it is that one. */
typedef bool debug_visit(const debug_module *m, void *user);
bool debug_file_walk(const uint8_t *bytes, size_t size, debug_visit *visit, void *user, debug_module *out);

/* Nothing that leads out of the folder, nothing that hides. */
bool debug_file_is_plain(text_view name);

/* The name of the file beside it that a component's modules say holds their debug
 * information (external_debug_info); empty: none, or no plain name. */
text_view debug_file_named(const uint8_t *bytes, size_t size);

/* The module in a file whose code is the same as that of `of`, byte by byte; one
 * without code counts, where it has .debug_info. False: there is none. */
bool debug_file_beside(const uint8_t *bytes, size_t size, const debug_module *of, debug_module *out);

#endif
