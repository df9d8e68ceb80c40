/* What a world implies: interfaces whose types are used are imported too, in
 * the order in which a component needs them (WIT.md, "Transitive imports and
 * worlds"); and what it exports has resources of its own.
 */
#include "engine/wit/wit_clone.h"
#include "engine/wit/wit_set.h"

typedef struct imply {
    wit_resolver *r;
    wit_block    *world;
    wit_externs   imports, exports;
    wit_map       said;           /* block -> the world's own extern that imports it */
    wit_map       exported;       /* block -> the world's own extern that exports it */
    wit_map       import_done, export_done, required;
    struct imply_frame *stack;
    uint32_t      stack_size;
} imply;

typedef struct imply_frame { wit_block *block; uint32_t next; } imply_frame;

/* Does this extern stand for the named interface itself, not for a copy under a plain name, nor for a type of it? */
static bool is_by_name(const cextern *item, const wit_block *block)
{
    return item->kind == CEXTERN_INSTANCE && block && !block->is_inline && !item->implements.bytes;
}

static bool memory(imply *w)
{
    return w->r->err->code ? false : error_memory(w->r->err);
}

static bool emit_import(imply *w, wit_block *block)
{
    const cextern *said = wit_map_get(&w->said, block);
    cextern item = { .kind = CEXTERN_INSTANCE, .name = block->externs->name, .instance = block->externs, .origin = block->externs->origin };
    return wit_externs_add(w->r, &w->imports, said ? said : &item, block);
}

/* Import a named interface, after all that it needs. */
static bool add_import(imply *w, wit_block *start)
{
    uint32_t depth = 0;
    if (wit_map_get(&w->import_done, start))
        return true;
    if (!wit_map_set(&w->import_done, start, start))
        return memory(w);
    w->stack[depth++] = (imply_frame){ start, 0 };
    while (depth) {
        imply_frame *top = &w->stack[depth - 1];
        if (top->next == top->block->need_count) {
            if (!emit_import(w, top->block))
                return false;
            depth--;
            continue;
        }
        wit_block *need = top->block->needs[top->next++];
        if (wit_map_get(&w->import_done, need))
            continue;
        if (!wit_map_set(&w->import_done, need, need))
            return memory(w);
        w->stack[depth++] = (imply_frame){ need, 0 };
    }
    return true;
}

static bool add_needs(imply *w, const wit_block *block)
{
    for (uint32_t i = 0; i < block->need_count; i++)
        if (!add_import(w, block->needs[i]))
            return false;
    return true;
}

static bool add_own_import(imply *w, const cextern *item, wit_block *block)
{
    if (is_by_name(item, block))
        return add_import(w, block);
    if (block && item->kind == CEXTERN_INSTANCE && !add_needs(w, block))
        return false;
    if (block && item->kind != CEXTERN_INSTANCE && !add_import(w, block))
        return false;
    return wit_externs_add(w->r, &w->imports, item, block);
}

static bool refuse_both_ways(imply *w, const wit_block *block, const wit_block *through)
{
    wit_refuse(w->r, w->world->part, w->world->name.at,
               "the exported interface `%.*s` uses types of `%.*s` both as exported here and as imported, by way of another interface",
               TEXT_ARGS(block->externs->name), TEXT_ARGS(through->externs->name));
    return error_hint(w->r->err, "export the interface between them too, or don't export `%.*s`", TEXT_ARGS(through->name.text));
}

/* An interface that an exported one needs and that is not exported: imported, and so is all that it needs. */
static bool require(imply *w, const wit_block *exporter, wit_block *start)
{
    uint32_t depth = 0;
    if (wit_map_get(&w->required, start))
        return true;
    if (!wit_map_set(&w->required, start, start))
        return memory(w);
    w->stack[depth++] = (imply_frame){ start, 0 };
    while (depth) {
        imply_frame *top = &w->stack[depth - 1];
        if (top->next == top->block->need_count) {
            depth--;
            continue;
        }
        wit_block *need = top->block->needs[top->next++];
        if (wit_map_get(&w->exported, need))
            return refuse_both_ways(w, exporter, need);
        if (wit_map_get(&w->required, need))
            continue;
        if (!wit_map_set(&w->required, need, need))
            return memory(w);
        w->stack[depth++] = (imply_frame){ need, 0 };
    }
    return add_import(w, start);
}

/* The needs of an exported interface that are not exported. */
static bool require_needs(imply *w, const wit_block *block)
{
    for (uint32_t i = 0; i < block->need_count; i++)
        if (!wit_map_get(&w->exported, block->needs[i]) && !require(w, block, block->needs[i]))
            return false;
    return true;
}

/* Export a named interface, after the exported ones that it needs. */
static bool add_export(imply *w, wit_block *start)
{
    uint32_t depth = 0;
    imply_frame *stack = w->stack + w->stack_size / 2;
    if (wit_map_get(&w->export_done, start))
        return true;
    if (!wit_map_set(&w->export_done, start, start))
        return memory(w);
    stack[depth++] = (imply_frame){ start, 0 };
    while (depth) {
        imply_frame *top = &stack[depth - 1];
        if (top->next == 0 && !require_needs(w, top->block))
            return false;
        if (top->next == top->block->need_count) {
            const cextern *said = wit_map_get(&w->exported, top->block);
            if (!wit_externs_add(w->r, &w->exports, said, top->block))
                return false;
            depth--;
            continue;
        }
        wit_block *need = top->block->needs[top->next++];
        if (!wit_map_get(&w->exported, need) || wit_map_get(&w->export_done, need))
            continue;
        if (!wit_map_set(&w->export_done, need, need))
            return memory(w);
        stack[depth++] = (imply_frame){ need, 0 };
    }
    return true;
}

static bool add_own_export(imply *w, const cextern *item, wit_block *block)
{
    if (is_by_name(item, block))
        return add_export(w, block);
    if (block && !require_needs(w, block))
        return false;
    for (uint32_t i = 0; block && i < block->need_count; i++)
        if (wit_map_get(&w->exported, block->needs[i]) && !add_export(w, block->needs[i]))
            return false;
    return wit_externs_add(w->r, &w->exports, item, block);
}

/* Resources that exported interfaces define are not those of the same name that are imported. */
static bool renew_exports(imply *w)
{
    wit_clone clone;
    wit_clone_open(&clone, w->r);
    for (uint32_t i = 0; i < w->exports.count; i++) {
        if (!is_by_name(&w->exports.items[i], w->exports.blocks[i]))
            continue;
        const cexterns *interface = w->exports.items[i].instance;
        for (uint32_t k = 0; k < interface->export_count; k++) {
            const cextern *e = &interface->exports[k];
            bool is_own = e->kind == CEXTERN_RESOURCE && e->resource->interface_name.bytes == interface->name.bytes;
            if (is_own && !wit_map_get(&clone.resources, e->resource) && !wit_clone_resource(&clone, e->resource, (text_view){ 0 }))
                return memory(w);
        }
    }
    for (uint32_t i = 0; clone.resources.count && i < w->exports.count; i++)
        if (w->exports.items[i].kind == CEXTERN_INSTANCE && !wit_clone_extern(&clone, &w->exports.items[i]))
            return memory(w);
    return true;
}

static bool keep(imply *w, const wit_externs *list, const cextern **out, uint32_t *count)
{
    cextern *kept = arena_array(w->r->arena, cextern, list->count);
    if (!kept)
        return memory(w);
    for (uint32_t i = 0; i < list->count; i++)
        kept[i] = list->items[i];
    *out = kept;
    *count = list->count;
    return true;
}

static bool note_said(imply *w)
{
    const wit_block *b = w->world;
    for (uint32_t i = 0; i < b->own_import_count; i++)
        if (is_by_name(&b->own_imports[i], b->import_blocks[i]) && !wit_map_set(&w->said, b->import_blocks[i], &b->own_imports[i]))
            return memory(w);
    for (uint32_t i = 0; i < b->own_export_count; i++)
        if (is_by_name(&b->own_exports[i], b->export_blocks[i]) && !wit_map_set(&w->exported, b->export_blocks[i], &b->own_exports[i]))
            return memory(w);
    return true;
}

bool wit_imply(wit_resolver *r, wit_block *world)
{
    arena *a = &r->scratch;
    imply w = { .r = r, .world = world };
    w.said.arena = w.exported.arena = w.import_done.arena = w.export_done.arena = w.required.arena = a;
    w.stack = r->imply_stack;
    w.stack_size = (r->block_count + 1) * 2;
    if (!w.stack && !(w.stack = r->imply_stack = arena_array(a, imply_frame, w.stack_size)))
        return memory(&w);
    if (!note_said(&w))
        return false;
    for (uint32_t i = 0; i < world->own_import_count; i++)
        if (!add_own_import(&w, &world->own_imports[i], world->import_blocks[i]))
            return false;
    for (uint32_t i = 0; i < world->own_export_count; i++)
        if (!add_own_export(&w, &world->own_exports[i], world->export_blocks[i]))
            return false;
    return renew_exports(&w) && keep(&w, &w.imports, &world->externs->imports, &world->externs->import_count)
        && keep(&w, &w.exports, &world->externs->exports, &world->externs->export_count);
}
