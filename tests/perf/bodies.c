/* Which cells stand one behind the other in the bodies of real modules: beside
 * what runs (pairs.c), the other source that pairs are chosen by. A pair in a
 * loop counts 6 times, in two loops 36 times, deeper 200 times.
 *
 * bodies FILE: a module, or a component with modules in it. Prints each pair's
 * share of all, as pairs.c does.
 */
#include "engine/wasm/code_form.h"
#include "engine/wasm/decode.h"
#include "engine/wasm/interpreter.h"

#include <stdio.h>
#include <stdlib.h>

enum { DEPTHS = 4, SECTION_MODULE = 1, SECTION_COMPONENT = 4, NESTED = 8 };

static const double weights[DEPTHS] = { 1, 6, 36, 200 };

static const char *const names[CODE_COUNT] = {
#define CODE(name, form)  #name,
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)        CODE(x##__##y, )
#define CARRIED(...) __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
};

enum { TRIPLES = 1 << 19, TRIES = 16 };
typedef struct triple { uint32_t first, second, third; double weight; } triple;

static double (*pairs)[CODE_COUNT], all;
static triple triples[TRIPLES];

/* Cells keep their numbers: nothing runs. */
static uint32_t op_of(uint32_t code) { return code; }
static const interpreter telling = { NULL, op_of, .carries = true, .pairs = false };

typedef struct told { uint32_t op, at; int32_t way; } told;   /* way: of a branch, in bytes */

static told *cells;
static uint32_t cell_count, cell_capacity;

/* What is no branch but looks like one weighs nothing. */
static int32_t way(uint32_t op, const wasm_cell *cell)
{
    switch (code_shapes[op].form) {
    case CODE_FORM_way:  return cell->way.bytes;
    case CODE_FORM_jump:
    case CODE_FORM_wide: return cell->as.jump.bytes;
    case CODE_FORM_step: return cell->as.step.bytes;
    default:             return 0;
    }
}

static void note_cell(const code_function *f, uint32_t op, uint32_t at)
{
    if (cell_count == cell_capacity) {
        cell_capacity = cell_capacity * 2 + 1024;
        cells = realloc(cells, cell_capacity * sizeof *cells);
        if (!cells)
            abort();
    }
    cells[cell_count++] = (told){ op, at, way(op, code_cell(f, at / CODE_UNIT)) };
}

static void note_cells(const code_function *f)
{
    uint32_t end = code_end(f);
    cell_count = 0;
    for (uint32_t at = 0; at < end;) {
        const wasm_cell *cell = code_cell(f, at / CODE_UNIT);
        uint32_t op = cell->op;
        note_cell(f, op, at);
        at += code_extent(op, cell);
    }
}

/* The cell that begins there. */
static uint32_t find_cell(uint32_t at)
{
    uint32_t low = 0, high = cell_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (cells[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void count_triple(uint32_t first, uint32_t second, uint32_t third, double weight)
{
    uint32_t at = (first * 2654435761u ^ second * 40503u ^ third * 2246822519u) % TRIPLES;
    for (uint32_t tries = 0; tries < TRIES; tries++, at = (at + 1) % TRIPLES) {
        triple *t = &triples[at];
        if (t->weight && (t->first != first || t->second != second || t->third != third))
            continue;
        *t = (triple){ first, second, third, t->weight + weight };
        return;
    }
}

static void count_body(const code_function *f)
{
    note_cells(f);
    int32_t *deeper = calloc(cell_count + 1, sizeof *deeper), depth = 0;
    if (!deeper)
        abort();
    for (uint32_t i = 0; i < cell_count; i++)
        if (cells[i].way < 0)
            deeper[find_cell((uint32_t)((int32_t)cells[i].at + cells[i].way))]++, deeper[i + 1]--;
    for (uint32_t i = 0; i + 1 < cell_count; i++) {
        depth += deeper[i];
        double weight = weights[depth < DEPTHS ? depth : DEPTHS - 1];
        pairs[cells[i].op][cells[i + 1].op] += weight;
        all += weight;
        if (i + 2 < cell_count)
            count_triple(cells[i].op, cells[i + 1].op, cells[i + 2].op, weight);
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
    for (uint32_t i = 0; i < TRIPLES; i++)
        if (triples[i].weight > 1e-6 * all)
            printf("%.5f %%  %s  %s  %s\n", 100 * triples[i].weight / all, names[triples[i].first], names[triples[i].second], names[triples[i].third]);
    free(cells);
    free(pairs);
    free(bytes);
    return 0;
}
