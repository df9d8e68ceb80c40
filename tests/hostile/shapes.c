/* All shapes; and modules whose bodies are all equal. */
#include "tests/hostile/shapes.h"

const shape *shape_at(size_t i)
{
    const shape *(*const lists[])(size_t) = { shape_module_at, shape_body_at, shape_component_at };
    for (size_t list = 0; list < sizeof lists / sizeof *lists; list++) {
        size_t count = 0;
        while (lists[list](count))
            count++;
        if (i < count)
            return lists[list](i);
        i -= count;
    }
    return NULL;
}

static void write_functions(const shape_bodies *b, emit *e, uint32_t count)
{
    size_t start = e->size;
    emit_u32(e, count + 2);
    emit_raw(e, "\1\2", 2);
    for (uint32_t i = 0; i < count; i++)
        emit_u8(e, 0);
    emit_close(e, start, 3);
    if (!b->tag_type)
        return;
    start = e->size;
    emit_raw(e, "\1\0", 2);
    emit_u32(e, b->tag_type - 1);
    emit_close(e, start, 13);
}

void shape_bodies_write(shape_bodies *b, emit *e, size_t size)
{
    emit body = { 0 };
    if (!b->locals.size)
        emit_u8(&b->locals, 0);
    emit_raw(&body, b->locals.bytes, b->locals.size);
    emit_raw(&body, b->code.bytes, b->code.size);
    emit_u8(&body, 0x0B);
    emit_close(&body, 0, -1);
    uint32_t count = (uint32_t)(size / (body.size + 1));
    count = count < 1 ? 1 : count < 900000 ? count : 900000;

    emit_header(e);
    size_t start = e->size;
    emit_u32(e, b->type_count);
    emit_raw(e, b->types.bytes, b->types.size);
    emit_close(e, start, 1);
    write_functions(b, e, count);
    start = e->size;
    emit_u32(e, count + 2);
    emit_raw(e, "\3\0\0\x0B\3\0\0\x0B", 8);        /* functions 0 and 1 never return */
    for (uint32_t i = 0; i < count; i++)
        emit_raw(e, body.bytes, body.size);
    emit_close(e, start, 10);
    emit_free(&body);
    emit_free(&b->types);
    emit_free(&b->locals);
    emit_free(&b->code);
}

void shape_section(emit *e, int id, size_t size, uint32_t most, void (*item)(emit *, uint32_t))
{
    emit body = { 0 };
    uint32_t count = 0;
    while (body.size < size && count < most)
        item(&body, count++);
    size_t start = e->size;
    emit_u32(e, count);
    emit_raw(e, body.bytes, body.size);
    emit_close(e, start, id);
    emit_free(&body);
}
