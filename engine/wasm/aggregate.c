/* Making structs and arrays, and work on many elements at once.
 *
 * What is sized is checked whole first, so a trap writes nothing; then it goes
 * in pieces of 64 KiB, each charged and then done. Between two pieces
 * st->progress holds the object (upper half) and, as in sized.c, the bytes done plus one.
 * Nothing else of the store runs meanwhile, so an array that is still being
 * written is seen by nobody.
 */
#include "engine/wasm/aggregate.h"

#include "engine/wasm/collector.h"

#include <string.h>

/* ---- values ---- */

void aggregate_put(uint8_t *to, wasm_type storage, const wasm_slot *value)
{
    uint16_t half = (uint16_t)value->i32;
    switch (type_storage(storage)) {
    case 1:  *to = (uint8_t)half;               break;
    case 2:  numeric_move(to, &half, 2);        break;
    case 4:  numeric_move(to, &value->i32, 4);  break;
    case 8:  numeric_move(to, &value->bits, 8); break;
    default: aggregate_set_wide(to, value);     break;
    }
}

void aggregate_put_struct(const wasm_store *s, uint32_t ref, uint32_t type, const wasm_slot *values)
{
    const wasm_deftype *d = &s->types.types[type];
    uint8_t *at = heap_at(&s->heap, ref);
    memcpy(at, &type, sizeof type);
    if (!values)
        memset(at + TYPE_STRUCT_HEAD, 0, type_struct_bytes(d) - TYPE_STRUCT_HEAD);
    for (uint32_t i = 0; values && i < d->field_count; i++) {
        aggregate_put(at + d->fields[i].offset, d->fields[i].type, values);
        values += wasm_type_slots(d->fields[i].type);
    }
}

static void put_head(const wasm_store *s, uint32_t ref, uint32_t type, uint32_t length)
{
    uint32_t head[] = { type, length };
    memcpy(heap_at(&s->heap, ref), head, sizeof head);
}

void aggregate_put_array(const wasm_store *s, uint32_t ref, uint32_t type, uint32_t length, const wasm_slot *values)
{
    wasm_type element = s->types.types[type].fields[0].type;
    uint32_t size = type_storage(element);
    uint8_t *to = heap_at(&s->heap, ref) + TYPE_ARRAY_HEAD;
    put_head(s, ref, type, length);
    if (!values)
        memset(to, 0, (size_t)length * size);
    for (uint32_t i = 0; values && i < length; i++, to += size, values += wasm_type_slots(element))
        aggregate_put(to, element, values);
}

/* ---- one cell ---- */

static uint32_t type_id(const wasm_state *st, uint32_t index) { return st->instance->type_ids[index]; }

static run_outcome struct_new(wasm_state *st, bool is_default)
{
    uint32_t ref, type = type_id(st, st->pc->as.index.x);
    run_outcome outcome = collector_alloc(st, type_struct_bytes(&st->store->types.types[type]), &ref);
    if (outcome != RUN_ON)
        return outcome;
    wasm_slot *at = st->fp + st->pc->dst;
    aggregate_put_struct(st->store, ref, type, is_default ? NULL : at);
    at->ref = ref;
    st->pc++;
    return RUN_ON;
}

run_outcome aggregate_struct_new(wasm_state *st)         { return struct_new(st, false); }
run_outcome aggregate_struct_new_default(wasm_state *st) { return struct_new(st, true); }

run_outcome aggregate_array_new_fixed(wasm_state *st)
{
    uint32_t ref, type = type_id(st, st->pc->as.index.x), length = st->pc->as.index.y;
    uint64_t bytes = (uint64_t)length * type_storage(st->store->types.types[type].fields[0].type);
    run_outcome outcome = collector_alloc(st, TYPE_ARRAY_HEAD + bytes, &ref);
    if (outcome != RUN_ON)
        return outcome;
    wasm_slot *at = st->fp + st->pc->dst;
    aggregate_put_array(st->store, ref, type, length, at);
    at->ref = ref;
    st->pc++;
    return RUN_ON;
}

/* ---- sized ---- */

typedef struct work work;
typedef void work_piece(const work *w, uint64_t at, uint64_t bytes);

struct work {
    work_piece    *piece;
    wasm_type      element;
    uint32_t       size;          /* of an element */
    uint32_t       ref;
    uint64_t       bytes;         /* of all elements concerned */
    uint8_t       *to;
    const uint8_t *from;          /* bytes of a segment, or of another array */
    const uint32_t *refs;         /* likewise, of an element segment */
    wasm_slot      value[2];
    bool           from_end;
};

static void one_piece(const void *of, uint64_t at, uint64_t bytes)
{
    const work *w = of;
    w->piece(w, w->from_end ? w->bytes - at - bytes : at, bytes);
}

static run_outcome in_pieces(wasm_state *st, work *w, work_piece *piece)
{
    uint64_t progress = (uint32_t)st->progress;
    w->piece = piece;
    if (sized_in_pieces(st->store, w->bytes, &progress, one_piece, w))
        return sized_finish(st);
    st->progress = (uint64_t)w->ref << 32 | progress;
    return RUN_OUT_OF_FUEL;
}

/* One, then as many again as there are. */
static void fill(const work *w, uint64_t at, uint64_t bytes)
{
    uint8_t *to = w->to + at;
    aggregate_put(to, w->element, w->value);
    for (uint64_t done = w->size; done < bytes;) {
        uint64_t now = done < bytes - done ? done : bytes - done;
        memcpy(to + done, to, (size_t)now);
        done += now;
    }
}

static void zero(const work *w, uint64_t at, uint64_t bytes) { memset(w->to + at, 0, (size_t)bytes); }
static void copy(const work *w, uint64_t at, uint64_t bytes) { memmove(w->to + at, w->from + at, (size_t)bytes); }

static void copy_refs(const work *w, uint64_t at, uint64_t bytes)
{
    for (uint64_t end = at + bytes; at < end; at += sizeof *w->refs)
        numeric_move(w->to + at, &w->refs[at / sizeof *w->refs], sizeof *w->refs);
}

static work work_on(const wasm_state *st, uint32_t count)
{
    wasm_type element = st->instance->module->types[st->pc[1].as.index.x].fields[0].type;
    return (work){ .element = element, .size = type_storage(element), .bytes = (uint64_t)count * type_storage(element) };
}

/* The part of a data segment. */
static trap_code find_data(const wasm_state *st, work *w, uint32_t from)
{
    wasm_span data = instance_data(st->instance, st->pc[1].as.index.y);
    if (from > data.size || w->bytes > data.size - from)
        return TRAP_OUT_OF_BOUNDS_MEMORY;
    w->from = st->instance->module->file + data.offset + from;
    return TRAP_NONE;
}

static trap_code find_elem(const wasm_state *st, work *w, uint32_t from)
{
    uint32_t segment = st->pc[1].as.index.y;
    uint64_t length = instance_elem_count(st->instance, segment), count = w->bytes / w->size;
    if (from > length || count > length - from)
        return TRAP_OUT_OF_BOUNDS_TABLE;
    w->refs = length ? st->instance->elems[segment] + from : NULL;
    return TRAP_NONE;
}

/* ---- sized: making ---- */

/* dst: result; a: length; pair.b: value or where from. */
static run_outcome array_new(wasm_state *st, work *w, work_piece *piece)
{
    uint32_t ref = (uint32_t)(st->progress >> 32), length = st->fp[st->pc->a].i32;
    run_outcome outcome = ref ? RUN_ON : collector_alloc(st, TYPE_ARRAY_HEAD + w->bytes, &ref);
    if (outcome != RUN_ON)
        return outcome;
    wasm_slot *result = st->fp + st->pc->dst;
    put_head(st->store, ref, type_id(st, st->pc[1].as.index.x), length);
    w->ref = ref;
    w->to = heap_at(&st->store->heap, ref) + TYPE_ARRAY_HEAD;
    outcome = in_pieces(st, w, piece);
    if (st->progress == 0)
        result->ref = ref;
    return outcome;
}

run_outcome aggregate_array_new(wasm_state *st)
{
    work w = work_on(st, st->fp[st->pc->a].i32);
    memcpy(w.value, st->fp + st->pc->as.pair.b, wasm_type_slots(w.element) * sizeof *w.value);
    return array_new(st, &w, fill);
}

run_outcome aggregate_array_new_default(wasm_state *st)
{
    work w = work_on(st, st->fp[st->pc->a].i32);
    return array_new(st, &w, zero);
}

run_outcome aggregate_array_new_data(wasm_state *st)
{
    work w = work_on(st, st->fp[st->pc->a].i32);
    trap_code code = find_data(st, &w, st->fp[st->pc->as.pair.b].i32);
    return code == TRAP_NONE ? array_new(st, &w, copy) : state_trap(st, code);
}

run_outcome aggregate_array_new_elem(wasm_state *st)
{
    work w = work_on(st, st->fp[st->pc->a].i32);
    trap_code code = find_elem(st, &w, st->fp[st->pc->as.pair.b].i32);
    return code == TRAP_NONE ? array_new(st, &w, copy_refs) : state_trap(st, code);
}

/* ---- sized: writing ---- */

/* [at, at + count) of the array: where it begins; null: it isn't there. */
static uint8_t *find_elements(const wasm_state *st, uint32_t ref, uint32_t at, uint32_t count, uint32_t size)
{
    uint32_t length = heap_length(&st->store->heap, ref);
    if (at > length || count > length - at)
        return NULL;
    return heap_at(&st->store->heap, ref) + TYPE_ARRAY_HEAD + (uint64_t)at * size;
}

/* dst: array; a: at; pair.b: how many. */
static trap_code find_target(const wasm_state *st, work *w)
{
    const wasm_cell *pc = st->pc;
    uint32_t count = st->fp[pc->as.pair.b].i32;
    *w = work_on(st, count);
    w->ref = st->fp[pc->dst].ref;
    if (!w->ref)
        return TRAP_NULL_REFERENCE;
    w->to = find_elements(st, w->ref, st->fp[pc->a].i32, count, w->size);
    return w->to ? TRAP_NONE : TRAP_OUT_OF_BOUNDS_ARRAY;
}

run_outcome aggregate_array_fill(wasm_state *st)
{
    work w;
    trap_code code = find_target(st, &w);
    if (code != TRAP_NONE)
        return state_trap(st, code);
    memcpy(w.value, st->fp + st->pc->as.pair.c, wasm_type_slots(w.element) * sizeof *w.value);
    return in_pieces(st, &w, fill);
}

/* pair.c: the other array; the second cell's dst: where in it. Overlapping
 * ranges: towards higher addresses the pieces go from the end. */
run_outcome aggregate_array_copy(wasm_state *st)
{
    work w;
    uint32_t from = st->fp[st->pc->as.pair.c].ref;
    trap_code code = find_target(st, &w);
    if (code == TRAP_NULL_REFERENCE || !from)
        return state_trap(st, TRAP_NULL_REFERENCE);
    w.from = find_elements(st, from, st->fp[st->pc[1].dst].i32, st->fp[st->pc->as.pair.b].i32, w.size);
    if (code != TRAP_NONE || !w.from)
        return state_trap(st, TRAP_OUT_OF_BOUNDS_ARRAY);
    w.from_end = from == w.ref && w.to > w.from;
    return in_pieces(st, &w, copy);
}

/* pair.c: where in the segment. */
run_outcome aggregate_array_init_data(wasm_state *st)
{
    work w;
    trap_code code = find_target(st, &w);
    if (code == TRAP_NONE)
        code = find_data(st, &w, st->fp[st->pc->as.pair.c].i32);
    return code == TRAP_NONE ? in_pieces(st, &w, copy) : state_trap(st, code);
}

run_outcome aggregate_array_init_elem(wasm_state *st)
{
    work w;
    trap_code code = find_target(st, &w);
    if (code == TRAP_NONE)
        code = find_elem(st, &w, st->fp[st->pc->as.pair.c].i32);
    return code == TRAP_NONE ? in_pieces(st, &w, copy_refs) : state_trap(st, code);
}
