/* The order, and taking from it. */
#include "engine/component/ahead_order.h"

enum {
    AHEAD_LEAST = 64 << 10, AHEAD_SHARE = 5, AHEAD_SHARES = 16,   /* bytes of bodies translated ahead: a part of all, or so many */
    AHEAD_EARNED = 2,                     /* bytes for each byte that was called unforeseen */
    AHEAD_WALK = 8,                       /* reading a body costs that part of translating it */
    AHEAD_HEAVY = 4 << 10,                /* larger ones are no less likely: there are few */
    AHEAD_ALONE = 8 << 10,                /* a body that takes a frame's time by itself */
    AHEAD_SOONER = 24,                    /* rows that such a one comes earlier: for less than half the likelihood */
    AHEAD_STRANGE = 256,                  /* of which calls say nothing, or less */
    AHEAD_LITTLE = 256,                   /* with less than that left it isn't worth looking */
    AHEAD_LOOK = 8,                       /* likewise seeing that a body is too large for what is left */
    AHEAD_LARGE = 24 << 10                /* a body that is looked at for its br_table */
};

ahead_code *ahead_code_of(ahead *a, uint32_t number)
{
    uint32_t low = 0, high = a->code_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (a->codes[middle].first <= number)
            low = middle;
        else
            high = middle;
    }
    return &a->codes[low];
}

uint32_t ahead_number(const ahead_code *c, uint32_t func)
{
    const wasm_module *m = code_module(c->code);
    if (func < m->func_import_count)
        return c->imports ? c->imports[func] : AHEAD_NONE;
    return c->first + func - m->func_import_count;
}

static uint32_t func_of(const ahead_code *c, uint32_t number) { return number - c->first + code_module(c->code)->func_import_count; }
static uint32_t size_of(const ahead_code *c, uint32_t number) { return code_module(c->code)->funcs[func_of(c, number)].body.size; }

/* ---- the queue ---- */

/* In sixteenths, to a quarter. */
static uint32_t logarithm(uint32_t size)
{
    uint32_t whole = 31u - (uint32_t)__builtin_clz(size | 4);
    return whole * 16 + (size >> (whole - 2) & 3) * 4;
}

static void remove_item(ahead *a, uint32_t number)
{
    ahead_item *item = &a->items[number];
    if (item->before == AHEAD_NONE)
        a->rows[item->row] = item->next;
    else
        a->items[item->before].next = item->next;
    if (item->next != AHEAD_NONE)
        a->items[item->next].before = item->before;
    item->row = AHEAD_ROWS;
}

static void add_item(ahead *a, uint32_t number, uint32_t row)
{
    uint32_t next = a->rows[row];
    a->items[number] = (ahead_item){ .next = next, .before = AHEAD_NONE, .row = (uint16_t)row };
    if (next != AHEAD_NONE)
        a->items[next].before = number;
    a->rows[row] = number;
    if (row < a->row)
        a->row = row;
}

/* The likeliest, for its size; AHEAD_NONE: there is none. */
static uint32_t first_item(ahead *a)
{
    while (a->row < AHEAD_ROWS && a->rows[a->row] == AHEAD_NONE)
        a->row++;
    return a->row < AHEAD_ROWS ? a->rows[a->row] : AHEAD_NONE;
}

/* What calls say, and less unlikely by what stands beside it; but never likelier than that is.
 * What nothing calls that was looked at isn't likely at all. */
static uint32_t unlikely_of(const ahead *a, uint32_t number)
{
    uint32_t call = a->by_call[number], place = a->by_place[number];
    if (place >= AHEAD_APART || call == AHEAD_UNKNOWN)
        return call;
    uint32_t known = call < AHEAD_STRANGE ? call : AHEAD_STRANGE, less = (AHEAD_APART - place) * 5 / 4, least = place + 4;
    uint32_t unlikely = known > less + least ? known - less : least;
    return unlikely < call ? unlikely : call;
}

/* A large body must be more likely than a small one to come as early: 32 times the size, half as likely. But of the largest
 * each would be a long frame, when it is called unforeseen. */
static uint32_t cost_of(const ahead *a, uint32_t number, uint32_t size)
{
    uint32_t cost = (unlikely_of(a, number) * 5 + logarithm(size < AHEAD_HEAVY ? size : AHEAD_HEAVY)) / 4;
    uint32_t sooner = size < AHEAD_ALONE ? 0 : AHEAD_SOONER;
    return cost > sooner ? cost - sooner : 0;
}

static void put(ahead *a, uint32_t number)
{
    uint32_t cost = cost_of(a, number, size_of(ahead_code_of(a, number), number));
    uint32_t row = cost < AHEAD_ROWS ? cost : AHEAD_ROWS - 1, before = a->items[number].row;
    if (row >= before && before < AHEAD_ROWS)
        return;
    if (before < AHEAD_ROWS)
        remove_item(a, number);
    add_item(a, number, row);
}

void ahead_offer(ahead *a, uint32_t number, uint32_t unlikely)
{
    if (number == AHEAD_NONE || a->is_taken[number] || unlikely >= a->by_call[number])
        return;
    a->by_call[number] = (uint16_t)unlikely;
    put(a, number);
}

static void offer_place(ahead *a, uint32_t number, uint32_t unlikely)
{
    if (a->is_taken[number] || unlikely >= a->by_place[number])
        return;
    a->by_place[number] = (uint8_t)unlikely;
    if (a->by_call[number] != AHEAD_UNKNOWN)
        put(a, number);
}

void ahead_offer_beside(ahead *a, uint32_t number, uint32_t unlikely)
{
    const ahead_code *c = ahead_code_of(a, number);
    const wasm_module *m = code_module(c->code);
    uint32_t below = number - c->first, above = m->func_count - m->func_import_count - 1 - below;
    for (uint32_t far = 1; far <= AHEAD_BESIDE; far++) {
        uint32_t there = unlikely + (31u - (uint32_t)__builtin_clz(far)) * AHEAD_FARTHER;
        if (there >= AHEAD_APART)
            return;
        if (far <= below)
            offer_place(a, number - far, there);
        if (far <= above)
            offer_place(a, number + far, there);
    }
}

/* ---- opening ---- */

/* FNV-1a. Two names that hash alike cost a wrong guess, and no more. */
static uint64_t hash_name(text_view name)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < name.size; i++)
        hash = (hash ^ (uint8_t)name.bytes[i]) * 0x100000001B3u;
    return hash ? hash : 1;
}

/* Numbers are what toolchains name the entries of their shims: they tell nothing. */
static bool tells(text_view name) { return name.size && (name.bytes[0] < '0' || name.bytes[0] > '9'); }

static void name_exports(ahead *a, const ahead_code *c)
{
    const wasm_module *m = code_module(c->code);
    for (uint32_t e = 0; e < m->export_count; e++) {
        const wasm_export *export = &m->exports[e];
        if (export->kind != WASM_FUNC || export->index < m->func_import_count || !tells(export->name))
            continue;
        uint64_t hash = hash_name(export->name);
        if (!key_map_get(&a->names, hash))
            key_map_put(&a->names, a->budget, hash, (uint64_t)ahead_number(c, export->index) + 1);
    }
}

/* Modules of one component that are linked by names. */
static void find_imports(ahead *a, ahead_code *c)
{
    const wasm_module *m = code_module(c->code);
    c->imports = arena_array(&a->arena, uint32_t, m->func_import_count);
    if (!c->imports)
        return;
    for (uint32_t i = 0, func = 0; i < m->import_count; i++)
        if (m->imports[i].type.kind == WASM_FUNC) {
            uint64_t found = tells(m->imports[i].name) ? key_map_get(&a->names, hash_name(m->imports[i].name)) : 0;
            c->imports[func++] = found ? (uint32_t)(found - 1) : AHEAD_NONE;
        }
}

static void offer_loops(ahead *a, const ahead_code *c)
{
    const wasm_module *m = code_module(c->code);
    for (uint32_t f = m->func_import_count; f < m->func_count; f++)
        if (m->funcs[f].body.size >= AHEAD_LARGE && ahead_is_loop(m, f))
            ahead_offer(a, ahead_number(c, f), AHEAD_LOOP);
}

static bool make_room(ahead *a, wasm_code *const *codes, uint32_t count)
{
    a->codes = arena_array(&a->arena, ahead_code, count);
    for (uint32_t i = 0; a->codes && i < count; i++) {
        const wasm_module *m = code_module(codes[i]);
        a->codes[i] = (ahead_code){ .code = codes[i], .first = a->func_count };
        a->func_count += m->func_count - m->func_import_count;
        for (uint32_t f = m->func_import_count; f < m->func_count; f++)
            a->most += m->funcs[f].body.size;
    }
    a->code_count = count;
    a->by_call = arena_array(&a->arena, uint16_t, a->func_count);
    a->by_place = arena_array(&a->arena, uint8_t, a->func_count);
    a->items = arena_array(&a->arena, ahead_item, a->func_count);
    a->is_taken = arena_array(&a->arena, uint8_t, a->func_count);
    a->is_called = arena_array(&a->arena, uint8_t, a->func_count);
    if (!a->codes || !a->by_call || !a->by_place || !a->items || !a->is_taken || !a->is_called)
        return false;
    for (uint32_t i = 0; i < a->func_count; i++) {
        a->by_call[i] = AHEAD_UNKNOWN;
        a->by_place[i] = AHEAD_APART;
        a->items[i].row = AHEAD_ROWS;
    }
    for (uint32_t i = 0; i < AHEAD_ROWS; i++)
        a->rows[i] = AHEAD_NONE;
    a->row = AHEAD_ROWS;
    return true;
}

ahead *ahead_open(budget *b, wasm_code *const *codes, uint32_t count, const component *c)
{
    ahead *a = budget_new(b, ahead);
    if (!a)
        return NULL;
    a->budget = b;
    arena_open(&a->arena, b);
    if (!make_room(a, codes, count)) {
        ahead_close(a);
        return NULL;
    }
    uint64_t share = a->most / AHEAD_SHARES * AHEAD_SHARE;
    a->left = a->most = share > AHEAD_LEAST ? share : AHEAD_LEAST;
    for (uint32_t i = 0; i < count; i++)
        name_exports(a, &a->codes[i]);
    for (uint32_t i = 0; i < count; i++)
        find_imports(a, &a->codes[i]);
    ahead_list_entries(a);
    ahead_offer_roots(a, c, 0);
    for (uint32_t i = 0; i < count; i++) {
        offer_loops(a, &a->codes[i]);
        code_keep_called(codes[i], true);
    }
    return a;
}

void ahead_close(ahead *a)
{
    if (!a)
        return;
    key_map_close(&a->names, a->budget);
    arena_close(&a->arena);
    budget_delete(a->budget, a);
}

/* ---- taking ---- */

/* What was called unforeseen: what it calls is likely, too. */
static uint32_t follow_called(ahead *a)
{
    uint64_t read = 0;
    for (uint32_t i = 0; i < a->code_count; i++) {
        const ahead_code *c = &a->codes[i];
        for (uint32_t func; (func = code_take_called(c->code)) != WASM_NO_INDEX;) {
            uint32_t number = ahead_number(c, func);
            a->is_called[number] = a->is_taken[number] = 1;
            if (a->items[number].row < AHEAD_ROWS)
                remove_item(a, number);
            a->left += (uint64_t)size_of(c, number) * AHEAD_EARNED;
            read += size_of(c, number);
            ahead_follow(a, number, 0);
        }
    }
    if (a->left > a->most)
        a->left = a->most;
    return (uint32_t)(read / AHEAD_WALK);
}

/* Its cells, unless they are there; how much that was. */
static uint32_t take(ahead *a, uint32_t number, uint32_t largest)
{
    ahead_code *c = ahead_code_of(a, number);
    code_function *f = code_get(c->code, func_of(c, number));
    uint32_t size = size_of(c, number);
    error ignored = { 0 };
    a->is_taken[number] = 1;
    ahead_follow(a, number, unlikely_of(a, number));
    if (f->cells || size > largest || !code_make(c->code, f, &ignored))
        return size / AHEAD_WALK;
    return size;
}

/* What is less likely waits for what calls earn. */
static bool is_used_up(ahead *a) { return a->left < AHEAD_LITTLE || first_item(a) == AHEAD_NONE; }

static uint32_t take_likeliest(ahead *a, uint32_t room, uint32_t largest)
{
    uint32_t done = follow_called(a);
    while (!is_used_up(a) && done < room) {
        uint32_t number = first_item(a), size = size_of(ahead_code_of(a, number), number);
        bool is_due = size <= a->left;
        if (is_due && done && size <= largest && size > room - done)
            return done;
        remove_item(a, number);
        uint32_t cost = is_due ? take(a, number, largest) : AHEAD_LOOK;
        a->left -= cost < size ? 0 : size;
        done += cost;
    }
    a->is_warm |= is_used_up(a);
    return done;
}

uint32_t ahead_step(ahead *a, uint32_t room, uint32_t largest)
{
    for (uint32_t i = 0; i < a->code_count; i++)
        code_many(a->codes[i].code, true);
    uint32_t done = take_likeliest(a, room, largest);
    ahead_rest(a);
    return done;
}

void ahead_rest(ahead *a)
{
    for (uint32_t i = 0; i < a->code_count; i++)
        code_many(a->codes[i].code, false);
}

bool ahead_is_warm(const ahead *a) { return a->is_warm; }

/* ---- reloads ---- */

void ahead_remember(ahead *a, ahead *before)
{
    follow_called(before);
    for (uint32_t i = 0; i < a->code_count && i < before->code_count; i++) {
        const ahead_code *now = &a->codes[i], *then = &before->codes[i];
        const wasm_module *m = code_module(now->code), *old = code_module(then->code);
        if (m->func_count != old->func_count || m->func_import_count != old->func_import_count)
            continue;
        for (uint32_t f = m->func_import_count; f < m->func_count; f++)
            if (before->is_called[ahead_number(then, f)] && m->funcs[f].body.size == old->funcs[f].body.size)
                ahead_offer(a, ahead_number(now, f), 0);
    }
    a->is_warm &= is_used_up(a);
}
