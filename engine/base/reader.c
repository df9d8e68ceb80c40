/* Reading bytes that nobody trusts (spec 3.0, section 5.2). */
#include "engine/base/reader.h"

#include <inttypes.h>
#include <string.h>

bool reader_ok(const reader *r)
{
    return r->err->code == ERROR_NONE;
}

uint64_t reader_offset(const reader *r)
{
    return (uint64_t)(r->next - r->file);
}

size_t reader_left(const reader *r)
{
    return (size_t)(r->end - r->next);
}

bool reader_refuse(reader *r, error_code code, uint64_t offset, const char *format, ...)
{
    char text[ERROR_TEXT];
    va_list list;
    va_start(list, format);
    text_format_list(text, sizeof text, format, list);
    va_end(list);
    error_set(r->err, code, offset, "%s", text);
    r->next = r->end;
    return false;
}

uint8_t read_u8(reader *r)
{
    if (r->next < r->end)
        return *r->next++;
    reader_refuse(r, ERROR_TRUNCATED, reader_offset(r), "unexpected end: one more byte was wanted");
    return 0;
}

/* uN ::= n:byte => n (n < 2^7, n < 2^N)  |  n:byte m:u(N-7) => 2^7 m + (n - 2^7) */
static uint64_t read_unsigned(reader *r, unsigned bits)
{
    uint64_t start = reader_offset(r), value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint8_t byte = read_u8(r);
        if (!reader_ok(r))
            return 0;
        value |= (uint64_t)(byte & 0x7F) << shift;
        unsigned left = bits - shift;
        if (left <= 7 && (byte & 0x80)) {
            reader_refuse(r, ERROR_MALFORMED, start, "integer representation too long: more than %u bits", bits);
            return 0;
        }
        if (left < 7 && (byte >> left)) {
            reader_refuse(r, ERROR_MALFORMED, start, "integer too large: more than %u bits", bits);
            return 0;
        }
        if (!(byte & 0x80))
            return value;
    }
}

/* sN, likewise; the unused bits of the last byte must equal the sign. */
static int64_t read_signed(reader *r, unsigned bits)
{
    uint64_t start = reader_offset(r), value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint8_t byte = read_u8(r);
        if (!reader_ok(r))
            return 0;
        value |= (uint64_t)(byte & 0x7F) << shift;
        unsigned left = bits - shift;
        if (left <= 7) {
            uint8_t rest = (uint8_t)((byte & 0x7F) >> (left - 1)), ones = (uint8_t)(0x7F >> (left - 1));
            if (byte & 0x80) {
                reader_refuse(r, ERROR_MALFORMED, start, "integer representation too long: more than %u bits", bits);
                return 0;
            }
            if (rest != 0 && rest != ones) {
                reader_refuse(r, ERROR_MALFORMED, start, "integer too large: more than %u bits", bits);
                return 0;
            }
        }
        if (!(byte & 0x80)) {
            unsigned used = shift + 7 < 64 ? shift + 7 : 64;
            return (int64_t)(value << (64 - used)) >> (64 - used);
        }
    }
}

uint32_t read_u32(reader *r)
{
    if (r->next < r->end && *r->next < 0x80)
        return *r->next++;                /* most are of one byte */
    uint32_t value = 0;
    for (uint32_t i = 0; i < 5 && i < reader_left(r); i++) {
        value |= (uint32_t)(r->next[i] & 0x7F) << (7 * i);
        if (r->next[i] < (i < 4 ? 0x80 : 0x10))
            return r->next += i + 1, value;
    }
    return (uint32_t)read_unsigned(r, 32);
}

uint64_t read_u64(reader *r)
{
    return read_unsigned(r, 64);
}

int32_t read_s32(reader *r)
{
    return (int32_t)read_signed(r, 32);
}

int64_t read_s33(reader *r)
{
    return read_signed(r, 33);
}

int64_t read_s64(reader *r)
{
    return read_signed(r, 64);
}

uint32_t read_f32(reader *r)
{
    const uint8_t *b = read_bytes(r, 4);
    return b ? b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24 : 0;
}

uint64_t read_f64(reader *r)
{
    uint64_t low = read_f32(r);
    return low | (uint64_t)read_f32(r) << 32;
}

const uint8_t *read_bytes(reader *r, size_t size)
{
    if (size > reader_left(r)) {
        reader_refuse(r, ERROR_TRUNCATED, reader_offset(r), "unexpected end: %zu bytes were wanted, %zu are left", size, reader_left(r));
        return NULL;
    }
    const uint8_t *bytes = r->next;
    r->next += size;
    return bytes;
}

uint32_t read_count(reader *r, size_t item_bytes, uint32_t most, const char *unit)
{
    uint64_t start = reader_offset(r);
    uint32_t count = read_u32(r);
    if (count > most) {
        reader_refuse(r, ERROR_LIMIT, start, "%" PRIu32 " %s, but at most %" PRIu32 " are possible", count, unit, most);
        return 0;
    }
    if (item_bytes && count > reader_left(r) / item_bytes) {
        reader_refuse(r, ERROR_TRUNCATED, start, "%" PRIu32 " %s cannot fit in the %zu byte%s left", count, unit, reader_left(r),
                      reader_left(r) == 1 ? "" : "s");
        return 0;
    }
    return count;
}

text_view read_name(reader *r)
{
    uint64_t start = reader_offset(r);
    uint32_t size = read_u32(r);
    const uint8_t *bytes = read_bytes(r, size);
    if (!bytes)
        return (text_view){ 0 };
    if (!text_is_utf8((const char *)bytes, size)) {
        reader_refuse(r, ERROR_MALFORMED, start, "malformed UTF-8 encoding in a name");
        return (text_view){ 0 };
    }
    return (text_view){ (const char *)bytes, size };
}

reader read_part(reader *r, size_t size)
{
    const uint8_t *bytes = read_bytes(r, size);
    if (!bytes)
        return (reader){ r->end, r->end, r->file, r->err };
    return (reader){ bytes, bytes + size, r->file, r->err };
}
