/* A profile as a file of its own: short, and the same bytes for the same profile.
 *
 *     file      ::= "inlayprf" version:u32 texts head mods places frames rows imports nodes lines
 *     texts     ::= vec(name), in the order of first use; another text is named by its index + 1, 0: empty
 *     an index  ::= u32, plus 1 where it may be PROFILE_NONE
 *
 * All numbers are LEB128. What stands in sequence (frames' numbers and starts,
 * rows' frames, nodes' parents) is written as the difference to what was expected.
 */
#ifndef INLAY_HOST_PROFILE_FILE_H
#define INLAY_HOST_PROFILE_FILE_H

#include "engine/base/reader.h"
#include "host/profile.h"

#define PROFILE_FILE_MAGIC   "inlayprf"
enum { PROFILE_FILE_VERSION = 2 };

/* False: no memory. */
bool profile_file_write(const profile *p, text_builder *out);

/* Into a profile that was opened and is empty; every index in it is good after
 * that. False, and why; what was read so far must still be closed. */
bool profile_file_read(profile *p, const uint8_t *bytes, size_t size, error *err);

#endif
