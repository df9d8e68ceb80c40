/* Core dumps (tool-conventions, Coredump.md). */
#include "engine/wasm/coredump.h"

#include "engine/base/limits.h"
#include "engine/wasm/state.h"

#include <string.h>

enum { DUMP_BLOCK = 4096, DUMP_STACK = 64 << 10, DUMP_RUN = 64 << 10 };

/* A run of memory that is written. */
typedef struct dump_segment { uint32_t address; uint64_t from, size; } dump_segment;

typedef struct coredump {
    const wasm_task *task;
    const wasm_store *store;
    text_builder    *out;
    text_builder     part;        /* the section that is made */
    uint64_t         left, scan;  /* bytes of memory that may still be written, looked at */
    dump_segment    *segments;    uint32_t segment_count, segment_capacity;
    bool             has_globals;
} coredump;

/* ---- bytes ---- */

static void put_bytes(text_builder *t, const void *bytes, size_t size) { text_put(t, (text_view){ bytes, size }); }

static void put_byte(text_builder *t, uint8_t byte) { put_bytes(t, &byte, 1); }

static void put_u64(text_builder *t, uint64_t n)
{
    do {
        put_byte(t, (uint8_t)((n & 0x7F) | (n > 0x7F ? 0x80 : 0)));
        n >>= 7;
    } while (n);
}

static void put_s64(text_builder *t, int64_t n)
{
    for (;;) {
        uint8_t low = (uint8_t)(n & 0x7F);
        n >>= 7;
        bool is_last = (n == 0 && !(low & 0x40)) || (n == -1 && (low & 0x40));
        put_byte(t, is_last ? low : low | 0x80);
        if (is_last)
            return;
    }
}

static void put_little(text_builder *t, uint64_t bits, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++)
        put_byte(t, (uint8_t)(bits >> (8 * i)));
}

static void put_name(text_builder *t, text_view name)
{
    put_u64(t, name.size);
    text_put(t, name);
}

static void end_section(coredump *d, uint8_t id)
{
    put_byte(d->out, id);
    put_u64(d->out, d->part.size);
    text_put(d->out, (text_view){ d->part.bytes, d->part.size });
    d->out->failed |= d->part.failed;
    text_clear(&d->part);
}

static void begin_custom(coredump *d, const char *name) { put_name(&d->part, text_of(name)); }

/* ---- who ---- */

/* core ::= 0x00 name */
static void put_process(coredump *d, text_view name)
{
    begin_custom(d, "core");
    put_byte(&d->part, 0);
    put_name(&d->part, name);
    end_section(d, 0);
}

/* coremodules ::= vec(0x00 name): one for each instance */
static void put_modules(coredump *d, text_view name)
{
    char text[200];
    begin_custom(d, "coremodules");
    put_u64(&d->part, d->store->instance_count);
    for (uint32_t i = 0; i < d->store->instance_count; i++) {
        text_format(text, sizeof text, "%.*s@0x%llx", TEXT_ARGS(name), (unsigned long long)d->store->instances[i]->module->file_offset);
        put_byte(&d->part, 0);
        put_name(&d->part, text_of(text));
    }
    end_section(d, 0);
}

static void put_numbers(text_builder *t, const uint32_t *numbers, uint32_t count)
{
    put_u64(t, count);
    for (uint32_t i = 0; i < count; i++)
        put_u64(t, numbers[i]);
}

/* coreinstances ::= vec(0x00 module:u32 vec(memory:u32) vec(global:u32)); indices are the store's addresses */
static void put_instances(coredump *d)
{
    begin_custom(d, "coreinstances");
    put_u64(&d->part, d->store->instance_count);
    for (uint32_t i = 0; i < d->store->instance_count; i++) {
        const instance *each = d->store->instances[i];
        put_byte(&d->part, 0);
        put_u64(&d->part, i);
        put_numbers(&d->part, each->memory_addresses, each->module->memory_count);
        put_numbers(&d->part, each->global_addresses, d->has_globals ? each->module->global_count : 0);
    }
    end_section(d, 0);
}

/* ---- the stack ---- */

/* value ::= 0x01 | 0x7F i32 | 0x7E i64 | 0x7D f32 | 0x7C f64 */
static void put_value(text_builder *t, const remains_local *l)
{
    switch (l->is_known ? l->type : WASM_NONE) {
    case WASM_I32: put_byte(t, WASM_I32); put_s64(t, (int32_t)l->value[0].i32);   return;
    case WASM_I64: put_byte(t, WASM_I64); put_s64(t, (int64_t)l->value[0].i64);   return;
    case WASM_F32: put_byte(t, WASM_F32); put_little(t, l->value[0].i32, 4);      return;
    case WASM_F64: put_byte(t, WASM_F64); put_little(t, l->value[0].bits, 8);     return;
    default:       put_byte(t, 0x01);
    }
}

/* frame ::= 0x00 instance:u32 func:u32 offset:u32 vec(local) vec(operand) */
static void put_frame(coredump *d, uint32_t frame, const remains_frame *f, int64_t *bytes)
{
    remains_local locals[REMAINS_LOCALS];
    uint32_t start = f->module->funcs[f->func].body.offset;
    uint32_t count = remains_locals(d->task, frame, bytes, locals, REMAINS_LOCALS);
    put_byte(&d->part, 0);
    put_u64(&d->part, f->instance);
    put_u64(&d->part, f->func);
    put_u64(&d->part, f->offset > start ? f->offset - start : 0);
    put_u64(&d->part, count);
    for (uint32_t i = 0; i < count; i++)
        put_value(&d->part, &locals[i]);
    put_u64(&d->part, 0);
}

static void put_stack(coredump *d)
{
    remains_frame f;
    uint32_t count = 0;
    int64_t bytes = LIMIT_TRAP_LOCALS;
    for (uint32_t i = 0; remains_look(d->task, i, &f); i++)
        count += f.module != NULL;
    begin_custom(d, "corestack");
    put_byte(&d->part, 0);
    put_name(&d->part, text_of("main"));
    put_u64(&d->part, count);
    for (uint32_t i = 0; remains_look(d->task, i, &f); i++)
        if (f.module)
            put_frame(d, i, &f, &bytes);
    end_section(d, 0);
}

/* ---- memories and globals ---- */

/* memory ::= limits, in pages, as they are now */
static void put_memories(coredump *d)
{
    put_u64(&d->part, d->store->memory_count);
    for (uint32_t i = 0; i < d->store->memory_count; i++) {
        const memory *m = d->store->memories[i];
        put_byte(&d->part, m->type.limits.is_64 ? 0x04 : 0x00);
        put_u64(&d->part, memory_pages(m));
    }
    end_section(d, 5);
}

/* global ::= type mutable:0 constant; a reference is told as null */
static void put_global(coredump *d, const store_global_cell *g)
{
    text_builder *t = &d->part;
    bool is_ref = wasm_type_is_ref(g->type.type);
    put_byte(t, is_ref ? HEAP_EXTERN : (uint8_t)g->type.type);
    put_byte(t, 0);
    switch (is_ref ? WASM_NONE : g->type.type) {
    case WASM_I32: put_byte(t, 0x41); put_s64(t, (int32_t)g->value->i32);      break;
    case WASM_I64: put_byte(t, 0x42); put_s64(t, (int64_t)g->value->i64);      break;
    case WASM_F32: put_byte(t, 0x43); put_little(t, g->value->i32, 4);         break;
    case WASM_F64: put_byte(t, 0x44); put_little(t, g->value->bits, 8);        break;
    case WASM_V128:
        put_byte(t, 0xFD);
        put_byte(t, 0x0C);
        put_little(t, g->value[0].bits, 8);
        put_little(t, g->value[1].bits, 8);
        break;
    default:
        put_byte(t, 0xD0);
        put_byte(t, HEAP_EXTERN);
    }
    put_byte(t, 0x0B);
}

static void put_globals(coredump *d)
{
    put_u64(&d->part, d->has_globals ? d->store->global_count : 0);
    for (uint32_t i = 0; d->has_globals && i < d->store->global_count; i++)
        put_global(d, &d->store->globals[i]);
    end_section(d, 6);
}

/* ---- what the memories hold ---- */

static bool is_zero(const uint8_t *bytes, uint64_t size)
{
    return size == 0 || (bytes[0] == 0 && memcmp(bytes, bytes + 1, size - 1) == 0);
}

static void add_segment(coredump *d, uint32_t address, uint64_t from, uint64_t size)
{
    if (!budget_room(d->out->budget, d->segments, d->segment_capacity, d->segment_count)) {
        d->out->failed = true;
        return;
    }
    d->segments[d->segment_count++] = (dump_segment){ address, from, size };
    d->left -= size;
}

/* data ::= 0x02 memory:u32 offset vec(byte); this is all but the bytes */
static void put_segment_head(coredump *d, text_builder *t, const dump_segment *s)
{
    const memory *m = d->store->memories[s->address];
    put_byte(t, 0x02);
    put_u64(t, s->address);
    put_byte(t, m->type.limits.is_64 ? 0x42 : 0x41);
    put_s64(t, m->type.limits.is_64 ? (int64_t)s->from : (int32_t)(uint32_t)s->from);
    put_byte(t, 0x0B);
    put_u64(t, s->size);
}

/* Bytes of memory are copied once, straight to where they stay. */
static void put_segments(coredump *d)
{
    uint64_t size = 0;
    put_u64(&d->part, d->segment_count);
    for (uint32_t i = 0; i < d->segment_count; i++) {
        put_segment_head(d, &d->part, &d->segments[i]);
        size += d->segments[i].size;
    }
    d->out->failed |= d->part.failed;
    put_byte(d->out, 11);
    put_u64(d->out, d->part.size + size);
    put_u64(d->out, d->segment_count);
    for (uint32_t i = 0; i < d->segment_count; i++) {
        put_segment_head(d, d->out, &d->segments[i]);
        put_bytes(d->out, d->store->memories[d->segments[i].address]->bytes + d->segments[i].from, d->segments[i].size);
    }
}

/* Runs of blocks that hold something. */
static void put_range(coredump *d, uint32_t address, uint64_t from, uint64_t to)
{
    const memory *m = d->store->memories[address];
    uint64_t start = from, at = from, size = 0;
    for (; at < to && d->left >= DUMP_RUN + DUMP_BLOCK && d->scan >= DUMP_BLOCK; at += size, d->scan -= size) {
        size = to - at < DUMP_BLOCK ? to - at : DUMP_BLOCK;
        bool is_empty = is_zero(m->bytes + at, size), is_long = at - start >= DUMP_RUN;
        if ((is_empty || is_long) && at > start)
            add_segment(d, address, start, at - start);
        if (is_empty || is_long)
            start = is_empty ? at + size : at;
    }
    if (start < at)
        add_segment(d, address, start, at - start);
}

/* What lies above the stack pointer, the first global that can be set, as toolchains have it. */
static void put_shadow_stack(coredump *d, const instance *i, uint64_t *from, uint64_t *to)
{
    uint32_t address = i->memory_addresses[0];
    const memory *m = d->store->memories[address];
    *from = *to = 0;
    if (!i->module->global_count || i->module->globals[0].type.type != WASM_I32 || !i->module->globals[0].type.is_mutable)
        return;
    uint64_t at = i->globals[0]->i32 / DUMP_BLOCK * DUMP_BLOCK;
    if (at >= m->size)
        return;
    *from = at;
    *to = m->size - at < DUMP_STACK ? m->size : at + DUMP_STACK;
    put_range(d, address, *from, *to);
}

static void put_data(coredump *d)
{
    remains_frame f;
    uint64_t from = 0, to = 0;
    uint32_t stack_of = WASM_NO_INDEX;
    for (uint32_t i = 0; remains_look(d->task, i, &f) && stack_of == WASM_NO_INDEX; i++) {
        if (!f.module || !f.module->memory_count)
            continue;
        stack_of = d->store->instances[f.instance]->memory_addresses[0];
        put_shadow_stack(d, d->store->instances[f.instance], &from, &to);
    }
    for (uint32_t i = 0; i < d->store->memory_count; i++) {
        uint64_t size = d->store->memories[i]->size;
        bool is_split = i == stack_of && from < to;
        put_range(d, i, 0, is_split ? from : size);
        if (is_split)
            put_range(d, i, to, size);
    }
    put_segments(d);
}

bool coredump_write(const wasm_task *t, text_view name, uint64_t most, text_builder *out)
{
    coredump d = { .task = t, .store = t->st.store, .out = out, .left = most, .scan = LIMIT_DUMP_SCAN };
    text_open(&d.part, out->budget);
    d.has_globals = d.store->global_count <= LIMIT_DUMP_GLOBALS;
    put_bytes(out, "\0asm\1\0\0\0", 8);
    put_process(&d, name);
    put_modules(&d, name);
    put_instances(&d);
    put_stack(&d);
    put_memories(&d);
    put_globals(&d);
    put_data(&d);
    budget_free(out->budget, d.segments, d.segment_capacity * sizeof *d.segments);
    text_close(&d.part);
    return !out->failed;
}
