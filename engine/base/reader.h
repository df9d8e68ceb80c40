/* A cursor over bytes that nobody trusts.
 *
 * Once a read fails, the reader is empty and every later read gives zero, so a
 * decoder is written straight down, as the grammar is, and asks once, at the
 * end of each section, whether all went well. Loops end because counts are
 * checked against the bytes that are left before anything is allocated.
 */
#ifndef INLAY_BASE_READER_H
#define INLAY_BASE_READER_H

#include "engine/base/error.h"

typedef struct reader {
    const uint8_t *next, *end;
    const uint8_t *file;          /* where the file starts, for offsets */
    error         *err;           /* holds the first failure; must not be null */
} reader;

/* True while nothing has failed. */
bool     reader_ok(const reader *r);
uint64_t reader_offset(const reader *r);
size_t   reader_left(const reader *r);

/* Fail at `offset`, and empty the reader. Returns false. */
bool reader_refuse(reader *r, error_code code, uint64_t offset, const char *format, ...) PRINTF_LIKE(4, 5);

uint8_t  read_u8(reader *r);
uint32_t read_u32(reader *r);     /* LEB128, at most 5 bytes, no unused bits set */
uint64_t read_u64(reader *r);
int32_t  read_s32(reader *r);
int64_t  read_s33(reader *r);
int64_t  read_s64(reader *r);
uint32_t read_f32(reader *r);     /* the bits */
uint64_t read_f64(reader *r);

/* `size` bytes in place; null when they are not there. */
const uint8_t *read_bytes(reader *r, size_t size);

/* A count of items of at least `item_bytes` each: checked against the bytes left and `most`. */
uint32_t read_count(reader *r, size_t item_bytes, uint32_t most, const char *unit);

/* name ::= size:u32 bytes, well-formed UTF-8. In place. */
text_view read_name(reader *r);

/* The next `size` bytes as a reader of their own; this one goes on behind them. */
reader read_part(reader *r, size_t size);

#endif
