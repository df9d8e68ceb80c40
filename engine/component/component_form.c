/* What a file is, by its first bytes. */
#include "engine/component/component.h"

#include <string.h>

enum { PREAMBLE = 8, SHOWN = 16, SHOWN_TEXT = 64 };

component_form component_form_of(const uint8_t *file, size_t size)
{
    static const uint8_t magic[] = { 0x00, 'a', 's', 'm' };
    if (size < PREAMBLE || memcmp(file, magic, sizeof magic) != 0)
        return FORM_OTHER;
    if (file[6] == 0 && file[7] == 0)
        return FORM_MODULE;
    return file[6] == 1 && file[7] == 0 ? FORM_COMPONENT : FORM_OTHER;
}

/* The first bytes: as text, quoted, where they are some, else as numbers. */
static void show(const uint8_t *file, size_t size, char out[SHOWN_TEXT])
{
    size_t shown = size < SHOWN ? size : SHOWN, at = 0;
    bool is_text = true;
    for (size_t i = 0; i < shown; i++)
        is_text &= (file[i] >= ' ' && file[i] < 0x7F) || file[i] == '\n' || file[i] == '\r' || file[i] == '\t';
    if (!is_text && shown > PREAMBLE)
        shown = PREAMBLE;
    for (size_t i = 0; i < shown; i++)
        at += (size_t)text_format(out + at, SHOWN_TEXT - at, !is_text ? "%s%02x" : "%s%c", i ? is_text ? "" : " " : is_text ? "\"" : "",
                                  is_text && file[i] < ' ' ? ' ' : file[i]);
    text_format(out + at, SHOWN_TEXT - at, is_text ? "\"" : "");
}

bool component_check_form(const uint8_t *file, size_t size, error *err)
{
    static const uint8_t component[PREAMBLE] = { 0x00, 'a', 's', 'm', 0x0d, 0x00, 0x01, 0x00 };
    char shown[SHOWN_TEXT];
    if (size == 0)
        return error_set(err, ERROR_TRUNCATED, 0, "the file is empty");
    if (size < PREAMBLE && memcmp(file, component, size) == 0)
        return error_set(err, ERROR_TRUNCATED, size, "%zu bytes, but a component has at least %d", size, PREAMBLE);
    if (component_form_of(file, size) == FORM_COMPONENT)
        return true;
    if (component_form_of(file, size) == FORM_MODULE) {
        error_set(err, ERROR_NOT_COMPONENT, 4, "this is a core module, and a mod is a component");
        return error_hint(err, "make a component of it: wasm-tools component new FILE.wasm -o MOD.wasm");
    }
    show(file, size, shown);
    return error_set(err, ERROR_NOT_COMPONENT, 0, "it begins with %s, and a component with \\0asm", shown);
}
