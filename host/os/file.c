/* Files: POSIX. */
#include "host/os/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static file_stamp stamp_of(const struct stat *s)
{
    return (file_stamp){
        .exists = true,
        .is_folder = S_ISDIR(s->st_mode),
        .is_regular = S_ISREG(s->st_mode),
        .size = (uint64_t)s->st_size,
        .modified_ns = (uint64_t)s->st_mtim.tv_sec * 1000000000u + (uint64_t)s->st_mtim.tv_nsec,
        .changed_ns = (uint64_t)s->st_ctim.tv_sec * 1000000000u + (uint64_t)s->st_ctim.tv_nsec,
        .inode = (uint64_t)s->st_ino,
        .device = (uint64_t)s->st_dev,
    };
}

file_stamp file_stat(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 ? stamp_of(&s) : (file_stamp){ 0 };
}

bool file_stamp_equal(const file_stamp *a, const file_stamp *b)
{
    return a->exists == b->exists && a->is_folder == b->is_folder && a->size == b->size
        && a->modified_ns == b->modified_ns && a->changed_ns == b->changed_ns
        && a->inode == b->inode && a->device == b->device;
}

/* Exactly `size` bytes, and then the end. */
static file_outcome read_exactly(int file, const char *path, uint8_t *bytes, size_t size, error *err)
{
    size_t done = 0;
    for (;;) {
        uint8_t more;
        ssize_t got = done < size ? read(file, bytes + done, size - done) : read(file, &more, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            error_set(err, ERROR_IO, ERROR_NO_OFFSET, "%s: %s", path, strerror(errno));
            return FILE_FAILED;
        }
        if (got == 0)
            return done == size ? FILE_READ : FILE_CHANGED;
        if (done == size)
            return FILE_CHANGED;
        done += (size_t)got;
    }
}

static file_outcome read_open(int file, const char *path, uint64_t most, budget *b,
                              uint8_t **bytes, size_t *size, file_stamp *stamp, error *err)
{
    struct stat before, after;
    if (fstat(file, &before) != 0 || !S_ISREG(before.st_mode)) {
        error_set(err, ERROR_IO, ERROR_NO_OFFSET, "%s is not a regular file", path);
        return FILE_FAILED;
    }
    *stamp = stamp_of(&before);
    if (stamp->size > most) {
        error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "%s has %" PRIu64 " bytes, but at most %" PRIu64 " are read", path, stamp->size, most);
        return FILE_FAILED;
    }
    *size = (size_t)stamp->size;
    *bytes = *size ? budget_alloc(b, *size) : NULL;
    if (*size && !*bytes) {
        *size = 0;
        error_memory(err);
        return FILE_FAILED;
    }
    file_outcome outcome = read_exactly(file, path, *bytes, *size, err);
    if (outcome == FILE_READ && fstat(file, &after) == 0) {
        file_stamp now = stamp_of(&after);
        outcome = file_stamp_equal(&now, stamp) ? FILE_READ : FILE_CHANGED;
    }
    if (outcome != FILE_READ) {
        budget_free(b, *bytes, *size);
        *bytes = NULL;
        *size = 0;
    }
    return outcome;
}

file_outcome file_read(const char *path, uint64_t most, budget *b, uint8_t **bytes, size_t *size, file_stamp *stamp, error *err)
{
    *bytes = NULL;
    *size = 0;
    *stamp = (file_stamp){ 0 };
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR))
        return FILE_MISSING;
    if (file < 0) {
        error_set(err, ERROR_IO, ERROR_NO_OFFSET, "%s: %s", path, strerror(errno));
        return FILE_FAILED;
    }
    file_outcome outcome = read_open(file, path, most, b, bytes, size, stamp, err);
    close(file);
    return outcome;
}

bool file_list(const char *path, bool (*visit)(void *user, const char *name), void *user)
{
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    bool goes_on = true;
    for (struct dirent *entry; goes_on && (entry = readdir(folder)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            goes_on = visit(user, entry->d_name);
    closedir(folder);
    return goes_on;
}
