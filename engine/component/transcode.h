/* Strings that cross: from any of the three encodings into any other, with the
 * very sequence of reallocations that the reference has (CanonicalABI.md,
 * store_string). The guest's realloc is called between the steps, so this is
 * a machine: it says what to ask for, and is told where the bytes are.
 *
 * Whoever drives it checks each answer: aligned to request.align, and
 * request.new_size bytes in bounds.
 */
#ifndef INLAY_COMPONENT_TRANSCODE_H
#define INLAY_COMPONENT_TRANSCODE_H

#include "engine/base/check.h"

/* What a lifted string's bytes are; STRING_UTF8 is 0, as inlay_value.tag of a host's string. */
typedef enum string_form { STRING_UTF8, STRING_UTF16, STRING_LATIN1 } string_form;

/* What a guest wants: its canonopt string-encoding. */
typedef enum string_target { TARGET_UTF8, TARGET_UTF16, TARGET_LATIN1_UTF16 } string_target;

/* Set in the tag of a string that came from a guest with latin1+utf16. */
#define STRING_SWITCHING 0x100u

/* The source: well-formed. `switching`: it came from a guest with latin1+utf16. */
typedef struct string_source {
    const uint8_t *bytes;
    uint32_t       size;
    string_form    form;
    bool           switching;
} string_source;

/* Sizes are those of what may cross: less than 2^32, also in a memory that is larger. */
typedef struct realloc_request {
    uint64_t old;
    uint32_t old_size, align, new_size;
} realloc_request;

typedef enum transcode_phase {
    TRANSCODE_COPY, TRANSCODE_UTF8_ASCII, TRANSCODE_UTF8_WORST, TRANSCODE_UTF16, TRANSCODE_LATIN1, TRANSCODE_LATIN1_WIDEN,
    TRANSCODE_PROBABLY_UTF16, TRANSCODE_LAST
} transcode_phase;

typedef struct transcode {
    string_source   source;
    string_target   target;
    transcode_phase phase;
    realloc_request request;
    uint32_t        worst;        /* bytes asked for in the worst case */
    uint32_t        done;         /* bytes of the source that are already over */
    uint32_t        written;      /* bytes of the target */
    uint64_t        pointer;      /* the answer */
    uint32_t        length;       /* tagged where it is UTF-16 of latin1+utf16 */
} transcode;

#define STRING_UTF16_TAG    0x80000000u
#define STRING_UTF16_TAG_64 ((uint64_t)1 << 63)   /* as it stands in a memory of 64 bits */
#define STRING_MAX_BYTES    ((1u << 28) - 1)    /* CanonicalABI.md: MAX_STRING_BYTE_LENGTH */

/* Begin; `request` is what to ask realloc for. */
void transcode_begin(transcode *t, string_source source, string_target target);

/* Realloc answered `pointer`, which was checked. True: ask again, `request`
 * says what for. False: done, `pointer` and `length` are the string. */
bool transcode_next(transcode *t, uint8_t *memory, uint64_t pointer);

/* Are the bytes well-formed UTF-16 (little-endian)? size is even. */
bool transcode_is_utf16(const uint8_t *bytes, size_t size);

/* Bytes that the source takes in UTF-8, and writing them there. */
size_t transcode_utf8_size(const string_source *source);
void   transcode_to_utf8(const string_source *source, uint8_t *out);

/* Do the bytes end within a character that began well? For the words of a trap. */
bool transcode_is_cut_utf8(const uint8_t *bytes, size_t size);

#endif
