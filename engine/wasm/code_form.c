/* Forms by number. */
#include "engine/wasm/code_form.h"

const code_shape code_shapes[CODE_COUNT] = {
#define CODE(name, form)  { SHAPE_##name, 0, CODE_NO_PAIR },
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)        { SHAPE_##x, EARLY_##y, CODE_##y },
#define CARRIED(...)      __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED
};

uint32_t code_extent(uint32_t code, const wasm_cell *cell)
{
    switch (code_shapes[code].form) {
    case CODE_FORM_wide:    return FORM_BYTES_wide + FORM_BYTES_data;
    case CODE_FORM_shuffle: return FORM_BYTES_shuffle + 2 * FORM_BYTES_data;
    case CODE_FORM_table:   return FORM_BYTES_table + (cell->as.word + 1) * FORM_BYTES_target;
    default:                return code_size(code);
    }
}

static const bool few[CODE_COUNT] = {
#define FEW(x, y)     [CODE_##x##__##y] = true,
#define FEW_WAY(x, y) FEW(x, y)
#include "engine/wasm/pairs_few.def"
#undef FEW
#undef FEW_WAY
};

bool code_is_few(uint32_t code) { return few[code]; }

uint32_t code_end(const code_function *f)
{
    uint32_t bytes = f->count * CODE_UNIT;
    if (!f->has_tries && !f->has_roots)
        return bytes;
    const code_trailer *trailer = code_trailer_of(f);
    return bytes - (uint32_t)sizeof *trailer - trailer->tries * (uint32_t)sizeof(code_try) - trailer->root_words * (uint32_t)sizeof(uint32_t);
}

const uint8_t code_form_bytes[CODE_FORM_COUNT] = {
#define FORM(name, bytes, early) bytes,
    CODE_FORMS(FORM)
#undef FORM
};
