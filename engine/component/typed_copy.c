/* Typed values that stay within the host: numbers moved, views copied. */
#include "engine/component/typed.h"

#include "engine/wasm/numeric.h"

/* NaNs are told by the machine's own order of bytes, so on a big-endian one they are turned before, or behind. */
static void move_f32(const uint8_t *restrict from, uint8_t *restrict to, size_t count, bool to_guest)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, from + 4 * i, 4);
        if (!numeric_is_little() && !to_guest)
            bits = __builtin_bswap32(bits);
        bits = typed_f32(bits);
        if (!numeric_is_little() && to_guest)
            bits = __builtin_bswap32(bits);
        memcpy(to + 4 * i, &bits, 4);
    }
}

static void move_f64(const uint8_t *restrict from, uint8_t *restrict to, size_t count, bool to_guest)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, from + 8 * i, 8);
        if (!numeric_is_little() && !to_guest)
            bits = __builtin_bswap64(bits);
        bits = typed_f64(bits);
        if (!numeric_is_little() && to_guest)
            bits = __builtin_bswap64(bits);
        memcpy(to + 8 * i, &bits, 8);
    }
}

static void move_bools(const uint8_t *restrict from, uint8_t *restrict to, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = from[i] != 0;
}

void typed_move(typed_op op, const void *restrict from, void *restrict to, size_t count, bool to_guest)
{
    switch (op) {
    case TYPED_BYTES: typed_move_bytes(from, to, count); return;
    case TYPED_HALVES: numeric_move_all(to, from, count, 2); return;
    case TYPED_LONGS:  numeric_move_all(to, from, count, 8); return;
    case TYPED_WORDS: case TYPED_CHARS:
        numeric_move_all(to, from, count, 4);
        return;
    case TYPED_F32S:  move_f32(from, to, count, to_guest); return;
    case TYPED_F64S:  move_f64(from, to, count, to_guest); return;
    case TYPED_BOOLS: move_bools(from, to, count); return;
    case TYPED_NONE: case TYPED_ARGUMENT: case TYPED_SCALAR: case TYPED_STRING: case TYPED_LIST: case TYPED_ARRAY: case TYPED_ENUM:
    case TYPED_FLAGS: case TYPED_CASES: case TYPED_GOTO: case TYPED_HANDLE:
        break;
    }
    UNREACHABLE();
}

/* ---- deep copies ---- */

typedef struct copier {
    arena                   *arena;
    const uint32_t          *targets;
    const typed_step        *steps;
    void                   **copies;
} copier;

static bool copy(copier *k, const typed_step *s, const typed_step *end, uint8_t *to);

static bool copy_string(copier *k, const typed_step *s, uint8_t *to)
{
    inlay_string string = typed_string(s, to);
    char *bytes = arena_alloc_raw(k->arena, string.size + 1, 1);
    if (!bytes)
        return false;
    if (string.size)
        memcpy(bytes, string.bytes, string.size);
    string.bytes = bytes;
    memcpy(to + s->c_at, &string, sizeof string);
    return true;
}

static bool copy_items(copier *k, const typed_step *s, uint8_t *items, size_t count)
{
    for (size_t i = 0; s->deep && i < count; i++)
        if (!copy(k, s + 1, k->steps + s->next, items + i * s->c_size))
            return false;
    return true;
}

static bool copy_list(copier *k, const typed_step *s, uint8_t *to)
{
    inlay_list list = typed_list(s, to);
    uint8_t *items = arena_items(k->arena, list.count, s->c_size, 16);
    if (!items)
        return false;
    if (list.count)
        memcpy(items, list.items, list.count * s->c_size);
    list.items = items;
    memcpy(to + s->c_at, &list, sizeof list);
    return copy_items(k, s, items, list.count);
}

/* `to` holds the bytes already; what they point to is copied. As deep as the type. */
static bool copy(copier *k, const typed_step *s, const typed_step *end, uint8_t *to)
{
    while (s < end) {
        bool good = true;
        switch ((typed_op)s->op) {
        case TYPED_ARGUMENT: to = k->copies[s->count]; break;
        case TYPED_STRING:   good = copy_string(k, s, to); break;
        case TYPED_LIST:     good = copy_list(k, s, to); break;
        case TYPED_ARRAY:    good = copy_items(k, s, to + s->c_at, s->count); break;
        case TYPED_CASES:    s = k->steps + k->targets[s->next + typed_tag(s, to)]; continue;
        case TYPED_GOTO:     s = k->steps + s->next; continue;
        case TYPED_NONE: case TYPED_BYTES: case TYPED_HALVES: case TYPED_WORDS: case TYPED_LONGS: case TYPED_F32S: case TYPED_F64S: case TYPED_BOOLS: case TYPED_CHARS: case TYPED_SCALAR:
        case TYPED_ENUM: case TYPED_FLAGS: case TYPED_HANDLE:
            break;
        }
        if (!good)
            return false;
        s = s->op == TYPED_LIST || s->op == TYPED_ARRAY ? k->steps + s->next : s + 1;
    }
    return true;
}

bool typed_room(arena *a, const typed_code *code, void **pointers)
{
    uint8_t *block = arena_alloc(a, code->offsets[code->argument_count]);
    if (!block)
        return false;
    for (uint32_t i = 0; i < code->argument_count; i++)
        pointers[i] = block + code->offsets[i];
    return true;
}

bool typed_copy(arena *a, const typed_plan *t, const typed_code *code, const void *const *arguments, void **copies)
{
    copier k = { .arena = a, .targets = t->targets, .steps = code->steps, .copies = copies };
    if (!typed_room(a, code, copies))
        return false;
    for (uint32_t i = 0; i < code->argument_count; i++)
        memcpy(copies[i], arguments[i], code->sizes[i]);
    return !code->has_views || copy(&k, code->steps, code->steps + code->count, NULL);
}
