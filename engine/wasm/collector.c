/* The collector: its phases, each a step at a time.
 *
 * There is no stack of objects to be read: each block knows which of its
 * objects are marked and which have been read, and blocks with some of the
 * former stand in a list. So a collection needs no memory, however deep what it
 * reads, and there is nothing to recurse.
 */
#include "engine/wasm/collector.h"

#include "engine/wasm/numeric.h"
#include "engine/wasm/roots.h"

#include <string.h>

enum {
    STEP_UNITS       = 1024,      /* a step ends behind these */
    BLOCK_UNITS      = 4,         /* to clear a block's marks, to look through them */
    BYTES_A_UNIT     = 16,
    ELEMENTS_AT_ONCE = 4096
};

/* ---- marking ---- */

static void mark(void *user, uint32_t ref)
{
    wasm_store *s = user;
    collection *c = &s->collection;
    if (!reference_is_object(ref))
        return;
    heap_block *b = s->heap.blocks[ref >> 12];
    uint32_t granule = ref >> 2 & 1023, word = granule / 64;
    uint64_t bit = UINT64_C(1) << (granule % 64);
    c->units++;
    if (b->marked[word] & bit)
        return;
    b->marked[word] |= bit;
    if (!b->is_waiting) {
        b->is_waiting = true;
        b->from = word;
        b->next = c->waiting;
        c->waiting = ref >> 12;
        c->units += BLOCK_UNITS;
    } else if (word < b->from) {
        b->from = word;
    }
}

/* ---- reading an object ---- */

static uint32_t ref_at(const uint8_t *at)
{
    uint32_t ref;
    numeric_move(&ref, at, sizeof ref);
    return ref;
}

static wasm_slot slot_at(const uint8_t *at, uint32_t index)
{
    wasm_slot slot;
    memcpy(&slot, at + index * sizeof slot, sizeof slot);
    return slot;
}

static void read_exception(wasm_store *s, const uint8_t *at, uint32_t tag)
{
    const wasm_functype *type = &s->types.types[s->tags[tag]].func;
    uint32_t slot = 0;
    for (uint32_t i = 0; i < type->param_count; i++) {
        if (type_is_traced(s->types.types, type->params[i]))
            mark(s, slot_at(at + HEAP_EXCEPTION_HEAD, slot).ref);
        slot += wasm_type_slots(type->params[i]);
    }
    s->collection.units += type->param_count / 4;
}

static void read_struct(wasm_store *s, const uint8_t *at, const wasm_deftype *type)
{
    for (uint32_t i = 0; i < type->field_count; i++)
        if (type_is_traced(s->types.types, type->fields[i].type))
            mark(s, ref_at(at + type->fields[i].offset));
    s->collection.units += type->field_count / 4;
}

/* A piece of it, and the rest in a later step. */
static void read_array(wasm_store *s, uint32_t ref)
{
    collection *c = &s->collection;
    const uint8_t *at = heap_at(&s->heap, ref);
    uint32_t length = heap_word(at + 4), end = length - c->element < ELEMENTS_AT_ONCE ? length : c->element + ELEMENTS_AT_ONCE;
    c->units += (end - c->element) / 4;
    for (uint32_t i = c->element; i < end; i++)
        mark(s, ref_at(at + TYPE_ARRAY_HEAD + (size_t)i * sizeof(uint32_t)));
    c->element = end;
    c->array = end < length ? ref : 0;
}

static void read_object(wasm_store *s, uint32_t ref)
{
    const uint8_t *at = heap_at(&s->heap, ref);
    uint32_t head = heap_word(at);
    s->collection.units++;
    if (head & HEAP_EXCEPTION) {
        read_exception(s, at, head & ~HEAP_EXCEPTION);
        return;
    }
    const wasm_deftype *type = &s->types.types[head];
    if (type->kind == COMPOSITE_STRUCT) {
        read_struct(s, at, type);
    } else if (type_is_traced(s->types.types, type->fields[0].type)) {
        s->collection.element = 0;
        read_array(s, ref);
    }
}

static uint32_t highest(uint64_t bits)
{
    uint32_t n = 63;
    while (!(bits >> n))
        n--;
    return n;
}

/* The block on top of the list: one object, or on to the next word, or off the list. */
static void read_next(wasm_store *s)
{
    collection *c = &s->collection;
    uint32_t number = c->waiting;
    heap_block *b = s->heap.blocks[number];
    while (b->from < HEAP_WORDS && !(b->marked[b->from] & ~b->read[b->from]))
        b->from++;
    if (b->from == HEAP_WORDS) {
        b->is_waiting = false;
        c->waiting = b->next;
        return;
    }
    uint32_t bit = highest(b->marked[b->from] & ~b->read[b->from]);
    b->read[b->from] |= UINT64_C(1) << bit;
    read_object(s, number << 12 | (b->from * 64 + bit) << 2);
}

/* ---- phases: each does a step, and says whether it is through ---- */

static bool clear(wasm_store *s)
{
    collection *c = &s->collection;
    uint64_t end = c->units + STEP_UNITS;
    for (; c->at < s->heap.count && c->units < end; c->at++) {
        heap_block *b = s->heap.blocks[c->at];
        c->units++;
        if (heap_is_free(b))
            continue;
        memset(b->marked, 0, sizeof b->marked);
        memset(b->read, 0, sizeof b->read);
        b->is_waiting = false;
        c->units += BLOCK_UNITS;
    }
    return c->at >= s->heap.count;
}

static bool read_all(wasm_store *s)
{
    collection *c = &s->collection;
    uint64_t end = c->units + STEP_UNITS;
    while ((c->array || c->waiting) && c->units < end) {
        if (c->array)
            read_array(s, c->array);
        else
            read_next(s);
    }
    return !c->array && !c->waiting;
}

/* Its free cells, or all of it, may be given away. */
static void sweep_block(wasm_store *s, uint32_t number)
{
    const heap_block *b = s->heap.blocks[number];
    uint32_t live = 0;
    for (uint32_t i = 0; i < HEAP_WORDS; i++)
        for (uint64_t bits = b->marked[i]; bits; bits &= bits - 1)
            live++;
    if (!live)
        heap_free_block(&s->heap, number);
    else if (b->granules && live < HEAP_BLOCK / HEAP_GRANULE / b->granules)
        heap_offer(&s->heap, number);
}

static bool sweep(wasm_store *s)
{
    collection *c = &s->collection;
    uint64_t end = c->units + STEP_UNITS;
    for (; c->at < s->heap.count && c->units < end; c->at++) {
        c->units++;
        if (heap_is_free(s->heap.blocks[c->at]))
            continue;
        sweep_block(s, c->at);
        c->units += BLOCK_UNITS;
    }
    return c->at >= s->heap.count;
}

static run_outcome step(wasm_state *st, bool *through)
{
    wasm_store *s = st->store;
    roots_visitor v = { .visit = mark, .user = s, .most = STEP_UNITS };
    run_outcome outcome = RUN_ON;
    switch (s->collection.phase) {
    case COLLECTION_IDLE:     break;
    case COLLECTION_CLEAR:    *through = clear(s);                        break;
    case COLLECTION_TASKS:    outcome = roots_of_tasks(st, &v, through);  break;
    case COLLECTION_GLOBALS:  *through = roots_of_globals(s, &v);         break;
    case COLLECTION_TABLES:   *through = roots_of_tables(s, &v);          break;
    case COLLECTION_SEGMENTS: *through = roots_of_segments(s, &v);        break;
    case COLLECTION_READ:     *through = read_all(s);                     break;
    case COLLECTION_SWEEP:    *through = sweep(s);                        break;
    }
    s->collection.units += v.units / 4;
    return outcome;
}

/* ---- all of it ---- */

static void begin(wasm_state *st)
{
    wasm_store *s = st->store;
    collection *c = &s->collection;
    heap_forget_cells(&s->heap);
    *c = (collection){ .phase = COLLECTION_CLEAR, .owner = st->task, .task = s->tasks, .threshold = c->threshold, .is_always = c->is_always };
}

static void end(wasm_store *s)
{
    collection *c = &s->collection;
    c->phase = COLLECTION_IDLE;
    c->threshold = c->units * BYTES_A_UNIT > COLLECTOR_FIRST ? c->units * BYTES_A_UNIT : COLLECTOR_FIRST;
    c->is_done = true;
    s->heap.allocated = 0;
}

void collector_abort(wasm_store *s)
{
    if (s->collection.phase == COLLECTION_IDLE)
        return;
    heap_forget_cells(&s->heap);
    s->collection.phase = COLLECTION_IDLE;
}

/* On to the end, or until the fuel is spent. */
static run_outcome collect(wasm_state *st)
{
    wasm_store *s = st->store;
    collection *c = &s->collection;
    if (c->phase == COLLECTION_IDLE)
        begin(st);
    state_park(st);
    while (c->phase != COLLECTION_IDLE) {
        uint64_t before = c->units;
        bool through = false;
        if (step(st, &through) != RUN_ON)
            return RUN_TRAPPED;
        if (through) {
            c->phase++;
            c->at = c->part = 0;
        }
        store_charge(s, c->units - before);
        if (c->phase > COLLECTION_SWEEP)
            end(s);
        if (!store_has_fuel(s))
            return RUN_OUT_OF_FUEL;
    }
    return state_resume(st);
}

static run_outcome no_room(wasm_state *st, uint64_t bytes)
{
    task_say(st->task, "no room for an object of %llu bytes: %llu bytes of objects are in use, and %llu bytes are left to the mod",
                (unsigned long long)bytes, (unsigned long long)st->store->heap.bytes, (unsigned long long)budget_left(st->store->budget));
    return state_trap(st, TRAP_OUT_OF_MEMORY);
}

run_outcome collector_alloc(wasm_state *st, uint64_t bytes, uint32_t *ref)
{
    heap *h = &st->store->heap;
    collection *c = &st->store->collection;
    run_outcome outcome = RUN_ON;
    if (c->phase != COLLECTION_IDLE || (!c->is_done && (c->is_always || h->allocated >= c->threshold)))
        outcome = collect(st);
    if (outcome != RUN_ON)
        return outcome;
    *ref = heap_alloc(h, bytes);
    if (!*ref && !c->is_done && bytes <= HEAP_OBJECT) {
        outcome = collect(st);
        *ref = outcome == RUN_ON ? heap_alloc(h, bytes) : 0;
    }
    if (outcome != RUN_ON)
        return outcome;
    c->is_done = false;
    return *ref ? RUN_ON : no_room(st, bytes);
}
