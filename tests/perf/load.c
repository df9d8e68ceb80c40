/* Loading time: at most so many nanoseconds a byte, whatever the file holds.
 * Modules made to be slow, at 1 and 4 MB, and any files given; prints decode and
 * validation time, ns a byte, the slope from 1 to 4, and the peak of memory.
 */
#include "engine/base/limits.h"
#include "engine/wasm/module.h"
#include "tests/fuzz/emit.h"

#include <stdio.h>
#include <time.h>

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- modules ---- */

static void many_exports(emit *e, size_t size)
{
    size_t start = e->size;
    uint32_t count = (uint32_t)(size / 32);
    emit_section(e, 5, "\1\0\1");
    start = e->size;
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++) {
        char name[40];
        snprintf(name, sizeof name, "a-long-common-prefix-%08x", i * 2654435761u);
        emit_name(e, name);
        emit_raw(e, "\2\0", 2);
    }
    emit_close(e, start, 7);
}

/* Functions of a type, each with this body. */
static void many_bodies(emit *e, size_t size, const char *type, size_t type_size, const void *body, size_t body_size)
{
    uint32_t count = (uint32_t)(size / (body_size + 4));
    count = count < LIMIT_FUNCTIONS ? count : LIMIT_FUNCTIONS;
    size_t start = e->size;
    emit_u8(e, 1);
    emit_raw(e, type, type_size);
    emit_close(e, start, 1);
    start = e->size;
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++)
        emit_u8(e, 0);
    emit_close(e, start, 3);
    start = e->size;
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++) {
        emit_u32(e, body_size);
        emit_raw(e, body, body_size);
    }
    emit_close(e, start, 10);
}

static void locals_50000(emit *e, size_t size)
{
    many_bodies(e, size, "\x60\0\0", 3, "\1\xD0\x86\3\x7F\x0B", 6);
}

static void locals_without_default(emit *e, size_t size)
{
    many_bodies(e, size, "\x60\0\0", 3, "\1\xD0\x86\3\x64\x70\x0B", 7);
}

/* A type of 1,000 parameters and as many results. */
static void wide_type(emit *type)
{
    emit_u8(type, 0x60);
    for (int list = 0; list < 2; list++) {
        emit_u32(type, 1000);
        for (int i = 0; i < 1000; i++)
            emit_u8(type, 0x7F);
    }
}

static void wide(emit *e, size_t size, const void *code, size_t code_size, int repeats)
{
    emit type = { 0 }, body = { 0 };
    wide_type(&type);
    emit_raw(&body, "\0\0", 2);
    for (int i = 0; i < repeats; i++)
        emit_raw(&body, code, code_size);
    emit_raw(&body, "\0\x0B", 2);
    many_bodies(e, size, (const char *)type.bytes, type.size, body.bytes, body.size);
    emit_free(&type);
    emit_free(&body);
}

static void wide_functions(emit *e, size_t size) { wide(e, size, "", 0, 1); }
static void wide_calls(emit *e, size_t size)     { wide(e, size, "\x10\0", 2, 1000); }
static void wide_loops(emit *e, size_t size)     { wide(e, size, "\x03\0\x0B", 3, 1000); }

static void wide_labels(emit *e, size_t size)
{
    emit code = { 0 };
    emit_raw(&code, "\x10\0\x41\0\x0E\x90\x4E", 7);           /* 10,000 targets */
    for (int i = 0; i < 10001; i++)
        emit_u8(&code, 0);
    wide(e, size, code.bytes, code.size, 3);
    emit_free(&code);
}

static void many_types(emit *e, size_t size)
{
    size_t start = e->size;
    uint32_t count = (uint32_t)(size / 9 < LIMIT_TYPES ? size / 9 : LIMIT_TYPES);
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++) {
        emit_raw(e, "\x60\6", 2);
        for (int k = 0; k < 6; k++)
            emit_u8(e, 0x7C + (i >> 2 * k & 3));
        emit_u8(e, 0);
    }
    emit_close(e, start, 1);
}

static void nested_blocks(emit *e, size_t size)
{
    emit body = { 0 };
    emit_u8(&body, 0);
    for (int i = 0; i < 40000; i++)
        emit_raw(&body, "\x02\x40", 2);
    for (int i = 0; i < 40001; i++)
        emit_u8(&body, 0x0B);
    many_bodies(e, size, "\x60\0\0", 3, body.bytes, body.size);
    emit_free(&body);
}

static void elem_expressions(emit *e, size_t size)
{
    size_t start = e->size;
    emit_raw(e, "\1\5\x70", 3);
    emit_u32(e, size / 3);
    for (size_t i = 0; i < size / 3; i++)
        emit_raw(e, "\xD0\x70\x0B", 3);
    emit_close(e, start, 9);
}

static const struct load_case { const char *name; void (*write)(emit *, size_t); double ns; } cases[] = {
    { "exports", many_exports, 60 },         { "50,000 locals", locals_50000, 60 }, { "locals without default", locals_without_default, 100 },
    { "1,000 parameters", wide_functions, 100 }, { "calls of 1,000", wide_calls, 400 }, { "loops of 1,000", wide_loops, 400 },
    { "br_table of 1,000", wide_labels, 60 },   { "types", many_types, 60 },          { "nested blocks", nested_blocks, 60 },
    { "element expressions", elem_expressions, 60 },
};

/* ---- measuring ---- */

typedef struct load_cost { double decode_ms, validate_ms; uint64_t peak; bool good; } load_cost;

static load_cost measure(const uint8_t *bytes, size_t size)
{
    load_cost c = { .decode_ms = 1e9, .validate_ms = 1e9 };
    for (int round = 0; round < 3; round++) {
        budget b;
        arena a;
        error err = { 0 };
        budget_open(&b, NULL, 0);
        arena_open(&a, &b);
        double start = cpu_ms();
        wasm_module *m = decode_module(&a, bytes, size, 0, &err);
        double decoded = cpu_ms();
        c.good = m && validate_module(m, &b, &err);
        double done = cpu_ms();
        if (!c.good)
            printf("refused: %s\n", err.text);
        c.decode_ms = decoded - start < c.decode_ms ? decoded - start : c.decode_ms;
        c.validate_ms = done - decoded < c.validate_ms ? done - decoded : c.validate_ms;
        c.peak = b.peak;
        arena_close(&a);
        budget_close(&b);
    }
    return c;
}

static double ns_a_byte(load_cost c, size_t size)
{
    return (c.decode_ms + c.validate_ms) * 1e6 / (double)size;
}

static int run_case(const struct load_case *l)
{
    double ns[2];
    bool good = true;
    for (int i = 0; i < 2; i++) {
        emit e = { 0 };
        emit_header(&e);
        l->write(&e, (size_t)(i ? 4 : 1) << 20);
        load_cost c = measure(e.bytes, e.size);
        ns[i] = ns_a_byte(c, e.size);
        good = good && c.good;
        printf("%-24s %8zu bytes  decode %7.2f ms  validate %8.2f ms  %7.1f ns a byte  peak %.1f x\n",
               l->name, e.size, c.decode_ms, c.validate_ms, ns[i], (double)c.peak / (double)e.size);
        emit_free(&e);
    }
    bool held = good && ns[1] < 2 * ns[0] + 5 && ns[1] < l->ns;
    if (!held)
        printf("  FAILED: %.1f ns a byte, at most %.0f wanted, and no more than twice those at a quarter of the size\n", ns[1], l->ns);
    return !held;
}

static int run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    emit e = { 0 };
    static uint8_t chunk[65536];
    if (!f)
        return printf("%s: can't be read\n", path), 2;
    for (size_t size; (size = fread(chunk, 1, sizeof chunk, f)) > 0;)
        emit_raw(&e, chunk, size);
    fclose(f);
    load_cost c = measure(e.bytes, e.size);
    printf("%s: %zu bytes, decode %.2f ms, validate %.2f ms, %.0f MB/s, %.1f ns a byte, peak %.2f x\n", path, e.size, c.decode_ms,
           c.validate_ms, (double)e.size / 1e3 / (c.decode_ms + c.validate_ms), ns_a_byte(c, e.size), (double)c.peak / (double)e.size);
    emit_free(&e);
    return !c.good;
}

int main(int count, char **arguments)
{
    int failed = 0;
    if (count > 1 && strcmp(arguments[1], "--help") == 0)
        return puts("load [FILE…]\nTimes the loading of core modules; without files, of modules made to be slow."), 0;
    for (int i = 1; i < count; i++)
        failed += run_file(arguments[i]);
    for (size_t i = 0; count == 1 && i < sizeof cases / sizeof *cases; i++)
        failed += run_case(&cases[i]);
    printf("load: %d failed\n", failed);
    return failed != 0;
}
