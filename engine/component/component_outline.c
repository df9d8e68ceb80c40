/* Outlines: what of a component's bytes decides its type. */
#include "engine/component/component.h"

#include "engine/base/reader.h"

enum { HEADER = 8, SECTION_CUSTOM = 0, SECTION_CORE_MODULE = 1 };

/* section ::= id:byte size:u32 content
 * Of a core module nothing but its place counts: not even its size. A nested component
 * that holds some stays whole, as it decides types. */
void component_outline(const component *c, text_builder *out)
{
    error ignored = { 0 };
    const uint8_t *start = c->file + c->offset;
    reader r = { start + HEADER, start + c->size, c->file, &ignored };
    while (reader_ok(&r) && reader_left(&r)) {
        const char *section = (const char *)r.next;
        uint8_t id = read_u8(&r);
        reader content = read_part(&r, read_u32(&r));
        if (id == SECTION_CORE_MODULE)
            text_put(out, (text_view){ section, 1 });
        else if (id != SECTION_CUSTOM)
            text_put(out, (text_view){ section, (size_t)((const char *)content.end - section) });
    }
}
