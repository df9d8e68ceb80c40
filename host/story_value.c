/* Values in stories. */
#include "host/story_value.h"

#include "host/host.h"
#include "host/source_map.h"

#include <inttypes.h>
#include <string.h>

enum { VALUES_SHOWN = 8, VALUES_READ = 24, VALUE_TEXT = 24 };

void story_value_open(story_frame *f, const generation *g, uint32_t frame, int64_t *bytes)
{
    f->generation = g;
    f->frame = frame;
    f->local_count = remains_locals(g->task, frame, bytes, f->locals, REMAINS_LOCALS);
}

/* ---- what the frame holds ---- */

static bool take(const remains_local *l, uint64_t *bits)
{
    *bits = l->type == WASM_I32 || l->type == WASM_F32 ? l->value[0].i32 : l->value[0].bits;
    return l->is_known && l->type != WASM_V128 && !wasm_type_is_ref(l->type);
}

static bool read_local(void *user, uint64_t index, bool is_everywhere, uint64_t *bits)
{
    const story_frame *f = user;
    return index < f->local_count && !(is_everywhere && f->locals[index].is_written) && take(&f->locals[index], bits);
}

static bool read_global(void *user, uint64_t index, uint64_t *bits)
{
    const story_frame *f = user;
    remains_local global;
    return index < UINT32_MAX && remains_global(f->generation->task, f->frame, (uint32_t)index, &global) && take(&global, bits);
}

/* Its memory is little-endian. */
static bool read_memory(void *user, uint64_t address, uint32_t size, uint64_t *bits)
{
    const story_frame *f = user;
    uint64_t whole;
    const uint8_t *memory = remains_memory(f->generation->task, f->frame, &whole);
    if (!memory || size > whole || address > whole - size)
        return false;
    *bits = 0;
    for (uint32_t i = 0; i < size && i < sizeof *bits; i++)
        *bits |= (uint64_t)memory[address + i] << (8 * i);
    return true;
}

/* ---- telling ---- */

static void tell_float(text_builder *t, uint64_t bits, uint32_t size)
{
    float small;
    double large;
    uint32_t low = (uint32_t)bits;
    memcpy(&small, &low, sizeof small);
    memcpy(&large, &bits, sizeof large);
    text_add(t, "%g", size == 4 ? (double)small : large);
}

/* A pointer to char: what it points to, if that reads as text. */
static void tell_text(text_builder *t, const story_frame *f, uint64_t address)
{
    char text[VALUE_TEXT];
    uint32_t size = 0;
    for (uint64_t byte; size < VALUE_TEXT && read_memory((void *)f, address + size, 1, &byte) && byte >= ' ' && byte <= '~'; size++)
        text[size] = (char)byte;
    if (!size)
        return;
    text_add(t, " \"");
    text_put(t, (text_view){ text, size });
    text_add(t, size == VALUE_TEXT ? "…\"" : "\"");
}

static uint64_t extend(uint64_t bits, uint32_t size)
{
    if (size == 0 || size >= 8)
        return bits;
    uint32_t shift = 64 - 8 * size;
    return (uint64_t)((int64_t)(bits << shift) >> shift);
}

static uint64_t cut(uint64_t bits, uint32_t size) { return size == 0 || size >= 8 ? bits : bits & (((uint64_t)1 << (8 * size)) - 1); }

static void tell_bits(text_builder *t, const story_frame *f, const dwarf_type *type, uint64_t bits)
{
    bits = cut(bits, type->size);
    switch (type->shape) {
    case DWARF_SIGNED:   text_add(t, "%" PRId64, (int64_t)extend(bits, type->size));  return;
    case DWARF_UNSIGNED: text_add(t, "%" PRIu64, bits);                               return;
    case DWARF_FLOAT:    tell_float(t, bits, type->size);                             return;
    case DWARF_BOOL:     text_add(t, "%s", bits ? "true" : "false");                  return;
    case DWARF_CHAR:     text_add(t, bits >= ' ' && bits <= '~' ? "'%c'" : "0x%x", (int)bits); return;
    case DWARF_POINTER:  text_add(t, bits ? "0x%" PRIx64 : "null", bits);             return;
    case DWARF_TEXT_POINTER:
        text_add(t, bits ? "0x%" PRIx64 : "null", bits);
        tell_text(t, f, bits);
        return;
    case DWARF_OTHER:    break;
    }
    text_add(t, "0x%" PRIx64, bits);
}

static void tell_variable(text_builder *t, const story_frame *f, const source_scope *s, const dwarf_variable *v)
{
    const dwarf_frame frame = { (void *)f, read_local, read_global, read_memory };
    dwarf_type type = dwarf_find_type(s->dwarf, s->unit, v->type);
    uint64_t held = 0, bits = 0;
    text_put_escaped(t, v->name, false);
    dwarf_held how = dwarf_find_held(s->dwarf, s->unit, s->calls.at[0].entry, v, &frame, &held);
    bool is_plain = type.shape != DWARF_OTHER && type.size && type.size <= 8;
    uint64_t address = s->unit->address_size == 4 ? (uint32_t)held : held;
    if (how == DWARF_MEMORY && is_plain && !read_memory((void *)f, address, type.size, &bits))
        how = DWARF_NOT_HELD;
    bool is_nameless = how == DWARF_MEMORY && !is_plain && !type.name.size;
    text_add(t, how == DWARF_NOT_HELD ? " not kept" : how == DWARF_IN_PARTS ? " in parts" : is_nameless ? " " : " = ");
    if (how == DWARF_VALUE) {
        tell_bits(t, f, &type, held);
    } else if (how == DWARF_MEMORY && is_plain) {
        tell_bits(t, f, &type, bits);
    } else if (how == DWARF_MEMORY) {
        text_put_escaped(t, type.name, false);
        text_add(t, "%sat 0x%" PRIx64, type.name.size ? " " : "", address);
    }
}

static void tell_named(text_builder *t, const story_frame *f, const source_scope *s, uint32_t at)
{
    dwarf_variable found[VALUES_READ];
    uint32_t scope = s->calls.at[s->calls.count - 1 - at].entry;
    uint32_t count = dwarf_find_variables(s->dwarf, s->unit, scope, s->address, found, VALUES_READ), shown = 0;
    for (uint32_t i = 0; i < count && shown < VALUES_SHOWN; i++) {
        text_add(t, shown++ ? ", " : "         ");
        tell_variable(t, f, s, &found[i]);
    }
    if (shown)
        text_add(t, shown < count ? ", …\n" : "\n");
}

static void tell_raw(text_builder *t, const remains_local *l)
{
    uint64_t bits;
    if (!take(l, &bits)) {
        text_add(t, "not kept");
        return;
    }
    if (l->type == WASM_I32)
        text_add(t, "%" PRId32, (int32_t)bits);
    else if (l->type == WASM_I64)
        text_add(t, "%" PRId64, (int64_t)bits);
    else
        tell_float(t, bits, l->type == WASM_F32 ? 4 : 8);
}

static void tell_numbered(text_builder *t, const story_frame *f)
{
    for (uint32_t i = 0; i < f->local_count && i < VALUES_SHOWN; i++) {
        text_add(t, i ? ", %u: " : "         locals 0: ", i);
        tell_raw(t, &f->locals[i]);
    }
    if (f->local_count)
        text_add(t, f->local_count > VALUES_SHOWN ? ", …\n" : "\n");
}

void story_value_tell(text_builder *t, const story_frame *f, uint32_t at)
{
    const trap_frame *why = &store_trap(generation_core(f->generation))->frames[f->frame];
    int64_t *steps = &f->generation->host->source_steps;
    source_scope scope;
    if (source_map_enter(f->generation->image, why->module, why->func, why->offset, steps, &scope)) {
        if (at < scope.calls.count)
            tell_named(t, f, &scope, at);
    } else if (at == 0) {
        tell_numbered(t, f);
    }
    source_map_leave(&scope, steps);
}
