/* Values beyond the first 4 GiB of a memory, and what is said at its end. The
 * component is tests/data/component/far.wat: its memory has 4 GiB and 128 KiB,
 * of which the system gives only what is written to. */
#include "engine/wasm/state.h"
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

#include <string.h>

#define GIB_4    0x100000000u
#define FAR_HEAP 0x100001000u     /* where realloc begins */
#define FAR_END  0x100020000u

#define RIG_U64(v) { .kind = INLAY_U64, .u64 = (v) }

static host_answer ask(void *user, host_call *call)
{
    (void)user;
    if (call->typed)
        memcpy(call->typed_result, call->typed_arguments[0], sizeof(inlay_string));
    else
        call->result = call->arguments[0];
    return HOST_DONE;
}

static bool find_ask(void *user, text_view interface_name, text_view name, const cfunc *type, host_function **function,
                     void **function_user, error *err)
{
    (void)interface_name, (void)name, (void)type, (void)err;
    *function = ask;
    *function_user = user;
    return true;
}

static const inlay_layout text_layout = { .kind = INLAY_STRING, .size = sizeof(inlay_string) };
static const inlay_layout *const text_params[] = { &text_layout };
static const typed_function text_function = { text_params, 1, &text_layout };

static const typed_function *find_typed(void *user, text_view interface_name, text_view name)
{
    (void)user, (void)interface_name, (void)name;
    return &text_function;
}

static const component_host trees = { .function = find_ask }, structs = { .function = find_ask, .typed = find_typed };

/* False: this is a process of 32 bits, which has no room for it and says so. */
static bool open_far(component_rig *rig, const component_host *host)
{
    rig->host = host;
    rig->pages = true;
    if (component_rig_open(rig, "far"))
        return true;
    CHECK_HAS(component_rig_why(rig), "its memory has 65538 pages of 64 KiB at the start, which is more than can be had here");
    CHECK(sizeof(void *) == 4);
    component_rig_close(rig);
    return false;
}

static void set_next(component_rig *rig, uint64_t at)
{
    RIG_CALL(rig, "set-next", RIG_U64(at));
    CHECK_INT(rig->outcome, TASK_DONE);
}

static void check_words(const inlay_value *v, uint64_t first, uint64_t second)
{
    if (!CHECK(v != NULL))
        return;
    CHECK_INT(v->list.items[0].u64, first);
    CHECK_INT(v->list.items[1].u64, second);
}

static void check_string(const component_rig *rig, const inlay_value *v, const char *bytes, size_t size)
{
    if (v)
        CHECK_BYTES(v->string.bytes, v->string.size, bytes, size);
    else
        CHECK_TEXT(component_rig_why(rig), "");
}

#define CHECK_STRING(rig, v, text) check_string((rig), (v), (text), sizeof(text) - 1)

/* One call in a fresh instance, whose realloc gives `next`. It must trap with these words. */
static void check_trap(uint64_t next, const char *words, const char *name, const inlay_value *arguments, uint32_t count)
{
    component_rig rig = { 0 };
    if (!open_far(&rig, &trees))
        return;
    set_next(&rig, next);
    CHECK(!component_rig_call(&rig, name, arguments, count));
    CHECK_INT(rig.outcome, TASK_TRAPPED);
    CHECK_HAS(component_rig_why(&rig), words);
    component_rig_close(&rig);
}

#define TRAPS(words, next, name, ...) \
    check_trap((next), (words), (name), (const inlay_value[]){ __VA_ARGS__ }, sizeof (const inlay_value[]){ __VA_ARGS__ } / sizeof(inlay_value))

/* ---- there and back ---- */

TEST(text_lies_beyond_4_GiB_where_realloc_says)
{
    component_rig rig = { 0 };
    if (!open_far(&rig, &trees))
        return;
    check_words(RIG_CALL(&rig, "take", RIG_TEXT("hello")), FAR_HEAP, 5);
    CHECK_STRING(&rig, RIG_CALL(&rig, "say", RIG_U64(FAR_HEAP), RIG_U64(5)), "hello");
    CHECK_STRING(&rig, RIG_CALL(&rig, "say", RIG_U64(FAR_HEAP - GIB_4), RIG_U64(5)), "\0\0\0\0\0");
    component_rig_close(&rig);
}

TEST(text_of_every_encoding_grows_and_shrinks_beyond_4_GiB)
{
    static const char *const names[] = { "echo", "echo16", "echo-latin1", "near-echo" };
    component_rig rig = { 0 };
    if (!open_far(&rig, &trees))
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK_STRING(&rig, RIG_CALL(&rig, names[i], RIG_TEXT("wolves")), "wolves");
        CHECK_STRING(&rig, RIG_CALL(&rig, names[i], RIG_TEXT("w\xC3\xB6lfe")), "w\xC3\xB6lfe");
        CHECK_STRING(&rig, RIG_CALL(&rig, names[i], RIG_TEXT("w\xC3\xB6lfe \xF0\x9F\x90\xBA")), "w\xC3\xB6lfe \xF0\x9F\x90\xBA");
        CHECK_STRING(&rig, RIG_CALL(&rig, names[i], RIG_TEXT("")), "");
    }
    component_rig_close(&rig);
}

/* 17 of them: too many for words, so realloc is asked for their place. */
TEST(arguments_that_are_spilled_and_results_lie_beyond_4_GiB)
{
    component_rig rig = { 0 };
    inlay_value words[17];
    if (!open_far(&rig, &trees))
        return;
    for (uint32_t i = 0; i < 17; i++)
        words[i] = (inlay_value)RIG_U64(100 + i);
    const inlay_value *where = RIG_CALL(&rig, "many", { .kind = INLAY_TUPLE, .list = { words, 17 } });
    CHECK_INT(where ? where->u64 : 0, FAR_HEAP);
    check_words(RIG_CALL(&rig, "spot", RIG_U64(FAR_HEAP)), 100, 101);
    check_words(RIG_CALL(&rig, "spot", RIG_U64(FAR_HEAP + 15 * 8)), 115, 116);
    component_rig_close(&rig);
}

static inlay_value two_items(inlay_value *room)
{
    room[0] = (inlay_value)RIG_TEXT("grey");
    room[1] = (inlay_value){ .kind = INLAY_U16, .u16 = 7 };
    room[2] = (inlay_value)RIG_TEXT("white");
    room[3] = (inlay_value){ .kind = INLAY_U16, .u16 = 65535 };
    room[4] = (inlay_value){ .kind = INLAY_RECORD, .list = { room, 2 } };
    room[5] = (inlay_value){ .kind = INLAY_RECORD, .list = { room + 2, 2 } };
    return (inlay_value){ .kind = INLAY_LIST, .list = { room + 4, 2 } };
}

TEST(lists_of_what_holds_text_lie_beyond_4_GiB)
{
    component_rig rig = { 0 };
    inlay_value room[6];
    if (!open_far(&rig, &trees))
        return;
    const inlay_value sent = two_items(room), *back = component_rig_call(&rig, "echo-items", &sent, 1);
    CHECK(back && value_equal(back, &sent));
    check_words(RIG_CALL(&rig, "spot", RIG_U64(FAR_HEAP)), FAR_HEAP + 48, 4);      /* two items of 24 bytes, and the first's text */
    component_rig_close(&rig);
}

TEST(a_host_function_is_given_what_lies_beyond_4_GiB_and_answers_there)
{
    for (int i = 0; i < 2; i++) {
        component_rig rig = { 0 };
        if (!open_far(&rig, i ? &structs : &trees))
            return;
        RIG_CALL(&rig, "take", RIG_TEXT("sixteen letters!"));
        CHECK_STRING(&rig, RIG_CALL(&rig, "ask-at", RIG_U64(FAR_HEAP), RIG_U64(16), RIG_U64(FAR_HEAP + 64)), "sixteen letters!");
        check_words(RIG_CALL(&rig, "spot", RIG_U64(FAR_HEAP + 64)), FAR_HEAP + 16, 16);
        component_rig_close(&rig);
    }
}

TEST(guests_of_32_and_of_64_bits_give_each_other_text)
{
    component_rig rig = { 0 };
    if (!open_far(&rig, &trees))
        return;
    rig.slice = 1;                /* 4 GiB take very many such slices to be made */
    rig.move = true;
    CHECK_STRING(&rig, RIG_CALL(&rig, "near-echo", RIG_TEXT("hello")), "hello");
    CHECK_STRING(&rig, RIG_CALL(&rig, "say", RIG_U64(FAR_HEAP), RIG_U64(5)), "hello");
    CHECK_STRING(&rig, RIG_CALL(&rig, "near-say", RIG_U64(FAR_HEAP), RIG_U64(5)), "hello");
    component_rig_close(&rig);
}

/* ---- values that lie in C ---- */

typedef struct item { inlay_string name; uint16_t n; } item;

static const inlay_layout u16_layout = { .kind = INLAY_U16, .size = 2 };
static const inlay_member item_fields[] = { { &text_layout, offsetof(item, name) }, { &u16_layout, offsetof(item, n) } };
static const inlay_layout item_layout = { .kind = INLAY_RECORD, .size = sizeof(item), .count = 2, .members = item_fields };
static const inlay_member item_member = { &item_layout, 0 };
static const inlay_layout items_layout = { .kind = INLAY_LIST, .size = sizeof(inlay_list), .members = &item_member };
static const inlay_layout *const items_params[] = { &items_layout };
static const typed_function items_function = { items_params, 1, &items_layout };

/* Null: it did not come back. */
static const void *call_typed(component_rig *rig, const char *name, const typed_function *c, const void *given, int64_t fuel)
{
    component_func *f = component_export_func(rig->instance, text_of(""), text_of(name));
    const typed_plan *plan = component_func_typed(f, c, &rig->err);
    wasm_store *core = component_store_core(rig->cs);
    store_set_fuel(core, fuel);
    if (!CHECK(plan && component_call_typed(f, rig->task, plan, &given, &rig->err)))
        return NULL;
    for (;;) {
        rig->outcome = component_run(rig->cs, rig->task);
        if (rig->outcome != TASK_OUT_OF_FUEL)
            return rig->outcome == TASK_DONE ? component_typed_result(rig->cs) : NULL;
        component_keep_arguments(rig->cs);
        store_set_fuel(core, store_fuel(core) + fuel);
    }
}

TEST(what_lies_in_C_goes_beyond_4_GiB_and_comes_back)
{
    static const item sent[] = { { { "grey", 4 }, 7 }, { { "white", 5 }, 65535 } };
    static const inlay_list list = { sent, 2 };
    for (int i = 0; i < 2; i++) {
        component_rig rig = { 0 };
        if (!open_far(&rig, &trees))
            return;
        const inlay_list *back = call_typed(&rig, "echo-items", &items_function, &list, i ? 1 << 20 : 1);
        if (CHECK(back && back->count == 2)) {
            const item *items = back->items;
            CHECK_BYTES(items[0].name.bytes, items[0].name.size, "grey", 4);
            CHECK_BYTES(items[1].name.bytes, items[1].name.size, "white", 5);
            CHECK_INT(items[1].n, 65535);
        }
        check_words(RIG_CALL(&rig, "spot", RIG_U64(FAR_HEAP)), FAR_HEAP + 48, 4);
        component_rig_close(&rig);
    }
}

TEST(what_lies_in_C_has_no_room_behind_the_end)
{
    static const inlay_string text = { "hello", 5 };
    component_rig rig = { 0 };
    if (!open_far(&rig, &trees))
        return;
    set_next(&rig, FAR_END - 4);
    CHECK(!call_typed(&rig, "echo", &text_function, &text, 1 << 20));
    CHECK_HAS(component_rig_why(&rig), "realloc return: beyond end of memory: realloc gave 0x10001fffc for 5 bytes of a memory of 4295098368");
    component_rig_close(&rig);
}

/* ---- the end of memory ---- */

TEST(what_ends_with_the_memory_is_in_it)
{
    component_rig rig = { 0 };
    if (!open_far(&rig, &trees))
        return;
    set_next(&rig, FAR_END - 5);
    check_words(RIG_CALL(&rig, "take", RIG_TEXT("hello")), FAR_END - 5, 5);
    CHECK_STRING(&rig, RIG_CALL(&rig, "say", RIG_U64(FAR_END - 5), RIG_U64(5)), "hello");
    CHECK_STRING(&rig, RIG_CALL(&rig, "say", RIG_U64(FAR_END), RIG_U64(0)), "");
    check_words(RIG_CALL(&rig, "spot", RIG_U64(FAR_END - 16)), 0, 0x6F6C6C6568u << 24);
    const inlay_value *v = RIG_CALL(&rig, "items", RIG_U64(FAR_END - 8), RIG_U64(2));
    CHECK(v && v->packed.count == 2 && ((const uint32_t *)v->packed.items)[1] == 0x6F6C6C65);
    RIG_CALL(&rig, "ask-at", RIG_U64(FAR_END - 5), RIG_U64(0), RIG_U64(FAR_END - 16));
    CHECK_INT(rig.outcome, TASK_DONE);
    component_rig_close(&rig);
}

TEST(text_behind_the_end_traps)
{
    TRAPS("5 bytes at 0x10001fffc of a memory of 4295098368", 0, "say", RIG_U64(FAR_END - 4), RIG_U64(5));
    TRAPS("0 bytes at 0x100020001 of a memory of 4295098368", 0, "say", RIG_U64(FAR_END + 1), RIG_U64(0));
    TRAPS("1 bytes at 0xffffffffffffffff", 0, "say", RIG_U64(UINT64_MAX), RIG_U64(1));
    TRAPS("5 bytes at 0xfffffffffffffffc", 0, "say", RIG_U64(UINT64_MAX - 3), RIG_U64(5));
    TRAPS("18446744073709551615 bytes is more than a string may have", 0, "say", RIG_U64(FAR_HEAP), RIG_U64(UINT64_MAX));
    TRAPS("4294967296 bytes is more than a string may have", 0, "say", RIG_U64(FAR_HEAP), RIG_U64(GIB_4));
    TRAPS("string content out-of-bounds: 5 bytes at 0x10001fffc", 0, "near-say", RIG_U64(FAR_END - 4), RIG_U64(5));
    TRAPS("string content out-of-bounds: 2 bytes at 0xffffffffffffffff", 0, "near-say", RIG_U64(UINT64_MAX), RIG_U64(2));
}

TEST(a_list_behind_the_end_traps)
{
    TRAPS("2 items, 8 bytes, at 0x10001fffc of a memory of 4295098368", 0, "items", RIG_U64(FAR_END - 4), RIG_U64(2));
    TRAPS("2 items, 8 bytes, at 0xfffffffffffffffc", 0, "items", RIG_U64(UINT64_MAX - 3), RIG_U64(2));
    TRAPS("more than a list may have", 0, "items", RIG_U64(FAR_HEAP), RIG_U64((uint64_t)1 << 62));
    TRAPS("unaligned pointer: a list at 0x100001002", 0, "items", RIG_U64(FAR_HEAP + 2), RIG_U64(2));
}

TEST(results_behind_the_end_trap)
{
    TRAPS("16 bytes of values at 0x10001fff8 of a memory of 4295098368", 0, "spot", RIG_U64(FAR_END - 8));
    TRAPS("16 bytes of values at 0xfffffffffffffff8", 0, "spot", RIG_U64(UINT64_MAX - 7));
    TRAPS("unaligned pointer: values at 0x100001004", 0, "spot", RIG_U64(FAR_HEAP + 4));
    TRAPS("results are wanted at 0x10001fff8 of a memory of 4295098368", 0, "ask-at", RIG_U64(FAR_HEAP), RIG_U64(1), RIG_U64(FAR_END - 8));
    TRAPS("results are wanted at 0xfffffffffffffff8", 0, "ask-at", RIG_U64(FAR_HEAP), RIG_U64(1), RIG_U64(UINT64_MAX - 7));
    TRAPS("1 bytes at 0x200000000", 0, "ask-at", RIG_U64(2 * (uint64_t)GIB_4), RIG_U64(1), RIG_U64(FAR_HEAP));
}

TEST(room_behind_the_end_traps)
{
    inlay_value words[17];
    for (uint32_t i = 0; i < 17; i++)
        words[i] = (inlay_value)RIG_U64(i);
    const inlay_value many = { .kind = INLAY_TUPLE, .list = { words, 17 } };
    TRAPS("realloc gave 0x10001fffc for 5 bytes of a memory of 4295098368", FAR_END - 4, "take", RIG_TEXT("hello"));
    TRAPS("realloc gave 0xfffffffffffffffe for 5 bytes", UINT64_MAX - 1, "take", RIG_TEXT("hello"));
    TRAPS("realloc gave 0x10001fff8 for 10 bytes", FAR_END - 8, "take16", RIG_TEXT("hello"));
    TRAPS("realloc gave 0x100001001 where a multiple of 2 was asked for", FAR_HEAP + 1, "take16", RIG_TEXT("hello"));
    check_trap(FAR_END - 128, "realloc gave 0x10001ff80 for 136 bytes of a memory of 4295098368", "many", &many, 1);
    check_trap(UINT64_MAX - 7, "realloc gave 0xfffffffffffffff8 for 136 bytes", "many", &many, 1);
    TRAPS("string content out-of-bounds: realloc gave 0x10001fffc for 5 bytes", FAR_END - 4, "near-echo", RIG_TEXT("hello"));
}

TEST(a_limit_below_4_GiB_refuses_the_memory_and_says_so)
{
    component_rig rig = { .host = &trees, .pages = true, .memory_limit = 1 << 24 };
    CHECK(!component_rig_open(&rig, "far"));
    CHECK_HAS(component_rig_why(&rig), "its memories and tables at the start take more than the ");
    component_rig_close(&rig);
}
