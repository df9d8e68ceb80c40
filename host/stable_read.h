/* Stable reads: when a file may be believed to be whole. At once, when its
 * writer closed it or renamed it into place; else when it has looked the same
 * for a quarter of a second. Belongs to the loader.
 */
#ifndef INLAY_HOST_STABLE_READ_H
#define INLAY_HOST_STABLE_READ_H

#include "host/os/file.h"

typedef struct stable_file {
    file_stamp stamp;             /* as last seen */
    uint64_t   since_ns;          /* it has looked like that since then */
    bool       is_closed;         /* its writer let go of it since it last changed */
} stable_file;

/* Look at it; true when it looks different from last time. */
bool stable_read_look(stable_file *f, const char *path, uint64_t now_ns);

/* The OS says that its writer let go of it. */
void stable_read_closed(stable_file *f);

/* Someone writes to it. */
void stable_read_touched(stable_file *f, uint64_t now_ns);

/* Has it looked the same for long enough? */
bool stable_read_is_settled(const stable_file *f, uint64_t now_ns);

/* May it be read now? A file that is not there may. */
bool stable_read_may(const stable_file *f, uint64_t now_ns);

#endif
