/* Writing WebAssembly bytes, for tests that need modules. The buffer grows by
 * malloc and ends the program when it can't: tests alone use it.
 */
#ifndef INLAY_TESTS_EMIT_H
#define INLAY_TESTS_EMIT_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct emit {
    uint8_t *bytes;
    size_t   size, capacity;
} emit;

static inline void emit_raw(emit *e, const void *bytes, size_t size)
{
    if (e->size + size > e->capacity) {
        e->capacity = (e->size + size) * 2 + 64;
        e->bytes = realloc(e->bytes, e->capacity);
        if (!e->bytes)
            abort();
    }
    if (size)
        memcpy(e->bytes + e->size, bytes, size);
    e->size += size;
}

static inline void emit_u8(emit *e, unsigned byte)
{
    uint8_t b = (uint8_t)byte;
    emit_raw(e, &b, 1);
}

static inline void emit_u32(emit *e, uint64_t value)
{
    while (value >= 0x80) {
        emit_u8(e, (unsigned)(value & 0x7F) | 0x80);
        value >>= 7;
    }
    emit_u8(e, (unsigned)value);
}

static inline void emit_s64(emit *e, int64_t value)
{
    while (value < -64 || value > 63) {
        emit_u8(e, (unsigned)(value & 0x7F) | 0x80);
        value >>= 7;
    }
    emit_u8(e, (unsigned)(value & 0x7F));
}

static inline void emit_name(emit *e, const char *name)
{
    emit_u32(e, strlen(name));
    emit_raw(e, name, strlen(name));
}

/* An opcode as opcodes.def writes it. */
static inline void emit_op(emit *e, uint32_t byte)
{
    if (byte < 0x100) {
        emit_u8(e, byte);
        return;
    }
    emit_u8(e, byte < 0x10000 ? byte >> 8 : byte >> 12);
    emit_u32(e, byte < 0x10000 ? byte & 0xFF : byte & 0xFFF);
}

static inline void emit_header(emit *e)
{
    emit_raw(e, "\0asm\1\0\0\0", 8);
}

/* What was written since `start` becomes a section (or a body, with id -1). */
static inline void emit_close(emit *e, size_t start, int id)
{
    emit head = { 0 };
    if (id >= 0)
        emit_u8(&head, (unsigned)id);
    emit_u32(&head, e->size - start);
    emit_raw(e, head.bytes, head.size);
    memmove(e->bytes + start + head.size, e->bytes + start, e->size - start - head.size);
    memcpy(e->bytes + start, head.bytes, head.size);
    free(head.bytes);
}

static inline void emit_free(emit *e)
{
    free(e->bytes);
    *e = (emit){ 0 };
}

/* The bytes of a string literal, as a whole section. */
#define emit_section(e, id, literal)                          \
    do {                                                      \
        size_t emit_start = (e)->size;                        \
        emit_raw((e), literal, sizeof(literal) - 1);          \
        emit_close((e), emit_start, (id));                    \
    } while (0)

#endif
