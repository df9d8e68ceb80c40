/* screenshot: see screenshot.h. A PNG needs a deflate stream; ours knows two
 * things: bytes as they are, and "the last bytes once more" (from one row, or
 * one pixel, back), which is most of a game's picture. Fixed codes only.
 */
#include "samples/game/screenshot.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 258, SHORTEST = 3, FARTHEST = 32768, HASH = 1 << 15 };

/* A growing text of bits, the lowest first. */
typedef struct bits {
    uint8_t *bytes;
    size_t   size, room;
    uint64_t waiting;
    int      count;
    bool     failed;
} bits;

static void put_byte(bits *out, uint8_t byte)
{
    if (out->size == out->room) {
        size_t room = out->room ? 2 * out->room : 1 << 16;
        uint8_t *grown = realloc(out->bytes, room);
        if (!grown) {
            out->failed = true;
            return;
        }
        out->bytes = grown;
        out->room = room;
    }
    out->bytes[out->size++] = byte;
}

static void put(bits *out, uint32_t value, int count)
{
    out->waiting |= (uint64_t)value << out->count;
    for (out->count += count; out->count >= 8; out->count -= 8, out->waiting >>= 8)
        put_byte(out, (uint8_t)out->waiting);
}

/* Huffman codes are written from their highest bit. */
static void put_code(bits *out, uint32_t code, int count)
{
    while (count-- > 0)
        put(out, code >> count & 1, 1);
}

/* RFC 1951, 3.2.6: the fixed codes of literals and lengths. */
static void put_symbol(bits *out, uint32_t symbol)
{
    if (symbol < 144)
        put_code(out, 0x30 + symbol, 8);
    else if (symbol < 256)
        put_code(out, 0x190 + symbol - 144, 9);
    else if (symbol < 280)
        put_code(out, symbol - 256, 7);
    else
        put_code(out, 0xC0 + symbol - 280, 8);
}

/* RFC 1951, 3.2.5: lengths from 3, with extra bits. */
static void put_length(bits *out, uint32_t length)
{
    uint32_t symbol = 257, base = 3;

    if (length == LONGEST) {
        put_symbol(out, 285);
        return;
    }
    for (int extra = 0; ; symbol++) {
        extra = symbol < 265 ? 0 : (int)(symbol - 261) / 4;
        if (length < base + (1u << extra)) {
            put_symbol(out, symbol);
            put(out, length - base, extra);
            return;
        }
        base += 1u << extra;
    }
}

/* Distances from 1, likewise, in codes of five bits. */
static void put_distance(bits *out, uint32_t distance)
{
    uint32_t base = 1;

    for (uint32_t symbol = 0; symbol < 30; symbol++) {
        int extra = symbol < 4 ? 0 : (int)(symbol - 2) / 2;
        if (distance < base + (1u << extra)) {
            put_code(out, symbol, 5);
            put(out, distance - base, extra);
            return;
        }
        base += 1u << extra;
    }
}

static size_t match_length(const uint8_t *data, size_t at, size_t from, size_t size)
{
    size_t length = 0;

    while (length < LONGEST && at + length < size && data[from + length] == data[at + length])
        length++;
    return length;
}

/* RFC 1951: one block of fixed codes; matches with the last place of the same three bytes. */
static void deflate(bits *out, const uint8_t *data, size_t size)
{
    static uint32_t last[HASH];

    memset(last, 0, sizeof last);
    put(out, 1, 1);
    put(out, 1, 2);
    for (size_t at = 0; at < size;) {
        size_t length = 0, from = 0;
        if (at + SHORTEST <= size) {
            uint32_t three = data[at] | (uint32_t)data[at + 1] << 8 | (uint32_t)data[at + 2] << 16;
            uint32_t *place = &last[three * 2654435761u >> 17];
            from = *place;
            *place = (uint32_t)at + 1;
            if (from > 0 && at - (from - 1) <= FARTHEST)
                length = match_length(data, at, --from, size);
        }
        if (length >= SHORTEST) {
            put_length(out, (uint32_t)length);
            put_distance(out, (uint32_t)(at - from));
            at += length;
        } else {
            put_symbol(out, data[at++]);
        }
    }
    put_symbol(out, 256);
    put(out, 0, 7);
}

static uint32_t crc(uint32_t sum, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        sum ^= data[i];
        for (int k = 0; k < 8; k++)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
    }
    return sum;
}

static uint32_t adler(const uint8_t *data, size_t size)
{
    uint32_t a = 1, b = 0;

    for (size_t i = 0; i < size; i++) {
        a = (a + data[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

static void put_big(uint8_t out[4], uint32_t n)
{
    for (int i = 0; i < 4; i++)
        out[i] = (uint8_t)(n >> (24 - 8 * i));
}

static void write_chunk(FILE *file, const char *kind, const uint8_t *data, size_t size)
{
    uint8_t number[4];
    uint32_t sum = crc(crc(0xFFFFFFFFu, (const uint8_t *)kind, 4), data, size);

    put_big(number, (uint32_t)size);
    fwrite(number, 1, 4, file);
    fwrite(kind, 1, 4, file);
    if (size)
        fwrite(data, 1, size, file);
    put_big(number, ~sum);
    fwrite(number, 1, 4, file);
}

static bool write_png(const char *path, int width, int height, const uint8_t *rows, size_t size)
{
    static const uint8_t signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
    uint8_t head[13] = { [8] = 8, [9] = 2 }, sum[4];
    bits out = { 0 };
    FILE *file = fopen(path, "wb");

    if (!file)
        return false;
    put_big(head, (uint32_t)width);
    put_big(head + 4, (uint32_t)height);
    put_byte(&out, 0x78);
    put_byte(&out, 0x01);
    deflate(&out, rows, size);
    put_big(sum, adler(rows, size));
    for (int i = 0; i < 4; i++)
        put_byte(&out, sum[i]);

    fwrite(signature, 1, sizeof signature, file);
    write_chunk(file, "IHDR", head, sizeof head);
    write_chunk(file, "IDAT", out.bytes, out.size);
    write_chunk(file, "IEND", NULL, 0);
    free(out.bytes);
    return fclose(file) == 0 && !out.failed;
}

/* PNG's filter "up" makes equal rows zeros. */
static void filter_rows(uint8_t *rows, const uint8_t *pixels, int width, int height)
{
    size_t line = (size_t)width * 3;

    for (int y = 0; y < height; y++) {
        const uint8_t *now = pixels + (size_t)y * line, *above = now - line;
        *rows++ = y ? 2 : 0;
        for (size_t x = 0; x < line; x++)
            *rows++ = (uint8_t)(y ? now[x] - above[x] : now[x]);
    }
}

bool screenshot_write(SDL_Renderer *renderer, int width, int height, const char *path)
{
    size_t line = (size_t)width * 3, size = (line + 1) * (size_t)height;
    uint8_t *pixels = malloc(line * (size_t)height), *rows = malloc(size);
    bool done = pixels && rows && SDL_RenderReadPixels(renderer, NULL, SDL_PIXELFORMAT_RGB24, pixels, (int)line) == 0;

    if (done) {
        filter_rows(rows, pixels, width, height);
        done = write_png(path, width, height, rows, size);
    }
    free(pixels);
    free(rows);
    return done;
}
