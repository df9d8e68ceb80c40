/* Files, to be read only: nothing here can write, and nothing here blocks on a
 * pipe or a device. */
#ifndef INLAY_HOST_OS_FILE_H
#define INLAY_HOST_OS_FILE_H

#include "engine/base/error.h"

/* What tells one state of a file from another, as far as the OS knows. */
typedef struct file_stamp {
    bool     exists, is_folder, is_regular;
    uint64_t size, modified_ns, changed_ns, inode, device;
} file_stamp;

file_stamp file_stat(const char *path);
bool       file_stamp_equal(const file_stamp *a, const file_stamp *b);

/* Read all of a regular file, at most `most` bytes, into `b`'s memory. FILE_CHANGED:
 * it was another file at the end than at the beginning. */
typedef enum file_outcome { FILE_READ, FILE_CHANGED, FILE_MISSING, FILE_FAILED } file_outcome;
file_outcome file_read(const char *path, uint64_t most, budget *b, uint8_t **bytes, size_t *size, file_stamp *stamp, error *err);

/* Each entry's name, in the OS's order; "." and ".." are left out. The visit says
 * whether to go on. False: the folder could not be opened, or the visit stopped. */
bool file_list(const char *path, bool (*visit)(void *user, const char *name), void *user);

#endif
