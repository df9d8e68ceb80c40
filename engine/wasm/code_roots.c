/* References in frames: looking them up. */
#include "engine/wasm/code_roots.h"

bool code_roots_of(const code_function *f, code_roots *out)
{
    if (!f->has_roots)
        return false;
    const code_trailer *last = code_trailer_of(f);
    const uint8_t *words = (const uint8_t *)last - last->tries * sizeof(code_try) - last->root_words * sizeof(uint32_t);
    const size_t pair = 2 * sizeof(uint32_t);
    out->range_count = code_roots_word(words, 0);
    out->node_count = code_roots_word(words, 1);
    out->point_count = code_roots_word(words, 2);
    out->ranges = words + CODE_ROOTS_HEAD * sizeof(uint32_t);
    out->nodes = out->ranges + out->range_count * pair;
    out->points = out->nodes + out->node_count * pair;
    return true;
}

uint32_t code_roots_at(const code_roots *r, uint32_t cell)
{
    uint32_t low = 0, high = r->point_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2, found = code_roots_word(r->points, 2 * middle);
        if (found == cell)
            return code_roots_word(r->points, 2 * middle + 1);
        if (found < cell)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}
