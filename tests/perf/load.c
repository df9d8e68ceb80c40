/* Loading time: at most so many nanoseconds a byte, whatever the file holds.
 * Files made to be slow (tests/hostile/shapes.h) at 64 KB, 1 and 4 MB, and any
 * files given; prints the time of decoding, validation and translation, ns a
 * byte, and the peak of memory.
 */
#include "engine/component/component.h"
#include "engine/component/component_code.h"
#include "engine/wasm/code.h"
#include "tests/hostile/shapes.h"

#include <stdio.h>
#include <time.h>

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- measuring ---- */

typedef struct load_cost {
    double   decode_ms, validate_ms, translate_ms;   /* a component: decode_ms is all but translation */
    uint64_t peak, code_peak, cells, code_bytes;
    error    err;                                    /* refused */
} load_cost;

static double lesser(double a, double b) { return a < b ? a : b; }

static void translate_module(load_cost *c, const wasm_module *m)
{
    error err = { 0 };
    budget b;
    budget_open(&b, NULL, 0);
    double start = cpu_ms();
    wasm_code *code = code_open(&b, m);
    if (!code || !code_translate(code, &err))
        printf("translation refused: %s\n", err.text);
    c->translate_ms += cpu_ms() - start;
    c->code_peak = b.peak > c->code_peak ? b.peak : c->code_peak;
    c->cells += code ? code->bytes : 0;
    for (uint32_t i = m->func_import_count; i < m->func_count; i++)
        c->code_bytes += m->funcs[i].body.size;
    code_close(code);
    budget_close(&b);
}

static void translate_component(load_cost *cost, const component *c)
{
    for (uint32_t i = 0; i < c->step_count; i++) {
        if (c->steps[i].kind == STEP_CORE_MODULE)
            translate_module(cost, c->steps[i].module);
        if (c->steps[i].kind == STEP_COMPONENT)
            translate_component(cost, c->steps[i].nested);
    }
}

static load_cost measure_once(const uint8_t *bytes, size_t size)
{
    load_cost c = { 0 };
    budget b;
    arena a;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    double start = cpu_ms();
    if (component_form_of(bytes, size) == FORM_COMPONENT) {
        const component *whole = component_decode(&a, &b, bytes, size, UINT32_MAX, &c.err);
        c.decode_ms = cpu_ms() - start;
        if (whole)
            translate_component(&c, whole);
    } else {
        wasm_module *m = decode_module(&a, bytes, size, 0, &c.err);
        double decoded = cpu_ms();
        bool good = m && validate_module(m, &b, &c.err);
        c.decode_ms = decoded - start;
        c.validate_ms = cpu_ms() - decoded;
        if (good)
            translate_module(&c, m);
    }
    c.peak = b.peak;
    arena_close(&a);
    budget_close(&b);
    return c;
}

static load_cost measure(const uint8_t *bytes, size_t size)
{
    load_cost best = measure_once(bytes, size);
    int rounds = size < 200000 ? 8 : 2;
    for (int round = 0; round < rounds; round++) {
        load_cost c = measure_once(bytes, size);
        best.decode_ms = lesser(best.decode_ms, c.decode_ms);
        best.validate_ms = lesser(best.validate_ms, c.validate_ms);
        best.translate_ms = lesser(best.translate_ms, c.translate_ms);
    }
    return best;
}

static double ns_a_byte(double ms, size_t size) { return ms * 1e6 / (double)size; }

/* ---- shapes ---- */

/* 20 ns a byte and 1 ms, for loading; translation beside it. */
static int run_shape(const shape *s)
{
    static const size_t sizes[] = { 64 << 10, 1 << 20, 4 << 20 };
    double worst = 0, translation = 0, peak = 0;
    error err = { 0 };
    printf("%-44s", s->name);
    for (int i = 0; i < 3; i++) {
        emit e = { 0 };
        s->write(&e, sizes[i]);
        load_cost c = measure(e.bytes, e.size);
        double ms = c.decode_ms + c.validate_ms, over = ns_a_byte(ms > 1 ? ms - 1 : 0, e.size);
        worst = over > worst ? over : worst;
        translation = ns_a_byte(c.translate_ms, e.size);
        peak = (double)c.peak / (double)e.size > peak ? (double)c.peak / (double)e.size : peak;
        err = c.err.code ? c.err : err;
        printf(" %8.1f", ns_a_byte(ms, e.size));
        fflush(stdout);
        emit_free(&e);
    }
    printf("  translate %7.1f  peak %5.1f x%s%s%s\n", translation, peak, worst > 20 ? "  SLOW" : "", err.code ? "  refused: " : "", err.text);
    return worst > 20;
}

/* ---- files ---- */

static void print_rate(const char *what, double code, double ms, const char *goal)
{
    printf("%-44s %10.2f MB/s%s\n", what, code / 1e3 / ms, goal);
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
    double load = c.decode_ms + c.validate_ms, code = (double)c.code_bytes;
    printf("%s: %zu bytes, %.0f of code; peak %.2f x, %.2f bytes of cells for each of code%s%s\n", path, e.size, code, (double)c.peak / (double)e.size,
           (double)c.cells / code, c.err.code ? "; REFUSED: " : "", c.err.text);
    print_rate("  decoding and validation", code, load, "   (at least 200)");
    print_rate("  translation", code, c.translate_ms, "   (at least 60)");
    print_rate("  validation and translation", code, load + c.translate_ms, "");
    emit_free(&e);
    return c.err.code != ERROR_NONE;
}

int main(int count, char **arguments)
{
    int failed = 0;
    if (count > 1 && strcmp(arguments[1], "--help") == 0)
        return puts("load [FILE… | --shape TEXT]\nTimes the loading of modules and components; without files, of those made to be slow:\n"
                    "ns a byte at 64 KB, 1 MB and 4 MB (wanted: 20 and 1 ms), then of translation at 4 MB."), 0;
    bool some = count > 2 && strcmp(arguments[1], "--shape") == 0;
    for (int i = 1; i < count && !some; i++)
        failed += run_file(arguments[i]);
    if (count == 1 || some)
        puts("files made to be slow: ns a byte to load, of 64 KB, 1 MB and 4 MB (wanted: 20, and 1 ms); of translation, at 4 MB; the peak of memory\n"
             "                                                64 KB     1 MB     4 MB");
    for (size_t i = 0; (count == 1 || some) && shape_at(i); i++)
        if (!some || strstr(shape_at(i)->name, arguments[2]))
            failed += run_shape(shape_at(i));
    printf("load: %d failed\n", failed);
    return failed != 0;
}
