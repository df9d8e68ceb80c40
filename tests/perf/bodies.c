/* Which cells stand one behind the other in the bodies of real modules: beside
 * what runs (pairs.c), the other source that pairs are chosen by. A pair in a
 * loop counts 6 times, in two loops 36 times, deeper 200 times.
 *
 * bodies FILE: a module, or a component with modules in it. Prints each pair's
 * share of all, as pairs.c does.
 */
#include "engine/wasm/code.h"
#include "engine/wasm/decode.h"
#include "engine/wasm/interpreter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTHS = 4, SECTION_MODULE = 1, SECTION_COMPONENT = 4, NESTED = 8 };

static const double weights[DEPTHS] = { 1, 6, 36, 200 };

static const char *const names[CODE_COUNT] = {
#define CODE(name)   #name,
#define PLAIN(name)  CODE(name)
#define PAIR(x, y)   CODE(x##__##y)
#define CARRIED(...) __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
};

/* The first half of a pair; of others, the cell itself. */
static const uint16_t firsts[CODE_COUNT] = {
#define CODE(name)   CODE_##name,
#define PLAIN(name)  CODE(name)
#define PAIR(x, y)   CODE_##x,
#include "engine/wasm/code.def"
};

static double (*pairs)[CODE_COUNT], all;

/* Cells keep their numbers: nothing runs. */
static uint32_t op_of(uint32_t code) { return code; }
static const interpreter telling = { "telling", NULL, op_of, .carries = true };

/* Where a branch goes, as a cell; below 0: none. What is no branch but looks like one weighs nothing. */
static int64_t target(const code_function *f, uint32_t at)
{
    const wasm_cell *cell = &f->cells[at];
    const char *name = names[firsts[cell->op]];
    if (strncmp(name, "br", 2) != 0 || strncmp(name, "br_table", 8) == 0)
        return -1;
    bool steps = strstr(name, "_step") != NULL;
    int64_t to = (int64_t)at + (steps ? cell->as.step.bytes : cell->as.jump.bytes) / (int64_t)sizeof *cell;
    return to < (int64_t)f->count ? to : -1;
}

static void count_body(const code_function *f)
{
    int32_t *deeper = calloc(f->count + 1, sizeof *deeper), depth = 0;
    if (!deeper)
        abort();
    for (uint32_t i = 0; i < f->count; i++) {
        int64_t to = target(f, i);
        if (to >= 0 && to <= (int64_t)i)
            deeper[to]++, deeper[i + 1]--;
    }
    for (uint32_t i = 0; i + 1 < f->count; i++) {
        depth += deeper[i];
        double weight = weights[depth < DEPTHS ? depth : DEPTHS - 1];
        pairs[firsts[f->cells[i].op]][firsts[f->cells[i + 1].op]] += weight;
        all += weight;
    }
    free(deeper);
}

static void count_module(const uint8_t *bytes, size_t size)
{
    budget b;
    arena a;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    wasm_module *m = decode_module(&a, bytes, size, 0, &err);
    wasm_code *c = m && validate_module(m, &b, &err) ? code_open(&b, m) : NULL;
    if (!c) {
        fprintf(stderr, "bodies: %s\n", err.text);
        exit(1);
    }
    code_choose(c, &telling);
    for (uint32_t i = m->func_import_count; i < m->func_count; i++)
        if (code_make(c, code_get(c, i), &err))
            count_body(code_get(c, i));
    code_close(c);
    arena_close(&a);
    budget_close(&b);
}

static size_t read_size(const uint8_t **at, const uint8_t *end)
{
    size_t size = 0;
    for (unsigned shift = 0; *at < end && shift < 35; shift += 7) {
        uint8_t byte = *(*at)++;
        size |= (size_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            break;
    }
    return size;
}

/* Behind a component's eight bytes: its sections. */
static void count_sections(const uint8_t *at, const uint8_t *end, int depth)
{
    while (end - at > 2) {
        uint8_t id = *at++;
        size_t size = read_size(&at, end);
        if (size > (size_t)(end - at))
            return;
        if (id == SECTION_MODULE)
            count_module(at, size);
        else if (id == SECTION_COMPONENT && depth < NESTED && size > 8)
            count_sections(at + 8, at + size, depth + 1);
        at += size;
    }
}

static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    *size = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(*size + 1);
    bool is_read = bytes && fread(bytes, 1, *size, file) == *size;
    fclose(file);
    return is_read ? bytes : NULL;
}

int main(int count, char **arguments)
{
    size_t size = 0;
    uint8_t *bytes = count == 2 ? read_file(arguments[1], &size) : NULL;
    pairs = calloc(CODE_COUNT, sizeof *pairs);
    if (!bytes || !pairs || size < 8) {
        fputs("bodies FILE\n", stderr);
        return 2;
    }
    if (bytes[6] == 0)
        count_module(bytes, size);
    else
        count_sections(bytes + 8, bytes + size, 0);
    for (uint32_t i = 0; i < CODE_COUNT; i++)
        for (uint32_t k = 0; k < CODE_COUNT; k++)
            if (pairs[i][k] > 0)
                printf("%.5f %%  %s  %s\n", 100 * pairs[i][k] / all, names[i], names[k]);
    free(pairs);
    free(bytes);
    return 0;
}
