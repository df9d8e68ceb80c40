/* The generated bindings of wit/echo.wit and more/more.wit against the dynamic API:
 * every type, through mods in C and Rust, whole and in slices, refused and trapped;
 * and nothing allocated on the way. */
#include "tests/bind/asks.h"
#include "tests/bind/rig.h"
#include "tests/bind/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int passed, failed;

/* What a language's tools are known to get wrong: tests/bind/languages/NAME.known, a function and the reason a line. */
enum { KNOWN_MOST = 16 };

static struct { char function[40]; int hits; } known[KNOWN_MOST];
static int known_count, excused;
static const char *current = "";        /* the function that is called */

static bool is_known(void)
{
    for (int i = 0; i < known_count; i++)
        if (strcmp(known[i].function, current) == 0)
            return known[i].hits++, true;
    return false;
}

#define CHECK(that)        check((that), #that, __LINE__, "")
#define CHECK_TEXT(a, b)   check(strcmp((a), (b)) == 0, (a), __LINE__, (b))
#define CHECK_HAS(a, b)    check(strstr((a), (b)) != NULL, (a), __LINE__, (b))

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static bool check(bool good, const char *found, int line, const char *wanted)
{
    if (good)
        return passed++, true;
    if (is_known())
        return excused++, false;
    failed++;
    printf("tests/bind/bind.c:%d: found %.1500s\n%s%.1500s\n", line, found, *wanted ? "  wanted " : "", wanted);
    return false;
}

static void text_of_value(const inlay_layout *l, const void *c, char *out, size_t size)
{
    inlay_value v = values_tree(l, c);
    inlay_value_text(&v, out, size);
}

/* One parameter, and a result of the very type. */
static bool is_echo(const inlay_binding_function *f)
{
    return f->param_count == 1 && f->result && f->params[0] == f->result && f->result->kind != INLAY_OWN && !strstr(f->name, "-it")
        && !strstr(f->name, "spin") && !strstr(f->name, "wait");
}

enum { SAMPLES = 40, TEXT = 60000 };

static char sent[TEXT], typed_text[TEXT], tree_text[TEXT];

/* As it is, and as a tree: the same answer for the same fuel. */
static void test_echo(rig *r, uint32_t index, uint64_t *seed)
{
    const inlay_binding_function *f = &r->binding->exports[index];
    void *given = values_alloc(f->result->size), *got = values_alloc(f->result->size);
    inlay_value result = { 0 };
    memset(given, 0, f->result->size);
    values_random(f->result, given, seed);
    text_of_value(f->result, given, sent, TEXT);
    inlay_retry(r->host, r->mod);                /* what is known to trap stays no strike */
    inlay_frame(r->host, 1.0 / 60);

    const void *const arguments[] = { given };
    inlay_typed_call(r->host, r->mod, r->binding, index, arguments, got);       /* the mod's memory is set up by its first calls */
    uint64_t before = rig_fuel(r);
    inlay_status status = inlay_typed_call(r->host, r->mod, r->binding, index, arguments, got);
    if (!CHECK(status == INLAY_DONE)) {
        if (!is_known())
            printf("%s: %d, %s\n", f->name, (int)status, inlay_last_error(r->host));
        return values_clear();
    }
    uint64_t between = rig_fuel(r);
    text_of_value(f->result, got, typed_text, TEXT);
    CHECK_TEXT(typed_text, sent);

    inlay_value tree = values_tree(f->result, given);
    uint64_t start = rig_fuel(r);
    if (!CHECK(inlay_call_export(r->host, r->mod, f->name, &tree, 1, &result, 1) == INLAY_DONE))
        puts(inlay_last_error(r->host));
    uint64_t end = rig_fuel(r);
    inlay_value_text(&result, tree_text, TEXT);
    CHECK_TEXT(tree_text, sent);
    if (!rig_is_large && end - start != between - before)
        printf("%s %s: %llu as a tree, %llu typed\n", f->name, sent, (unsigned long long)(end - start), (unsigned long long)(between - before));
    CHECK(rig_is_large || end - start == between - before);       /* one with a collector does not do the same twice */
    values_clear();
}

/* Recorded in slices of one unit of fuel, nothing is otherwise. */
static void record(rig *r)
{
    inlay_error error;
    CHECK(inlay_profile_start(r->host, &(inlay_profile_options){ .sample_fuel = 1 }, &error));
}

typedef bool opening(rig *r, uint64_t fuel, inlay_error *error);

static void test_echoes(opening *open, bool records)
{
    rig r;
    inlay_error error;
    uint64_t seed = 1;
    if (!CHECK(open(&r, 0, &error)))
        return;
    if (records)
        record(&r);
    for (uint32_t i = 0; i < r.binding->export_count; i++)
        for (int n = 0; n < SAMPLES && is_echo(&r.binding->exports[i]); n++) {
            const char *hash = strchr(r.binding->exports[i].name, '#');
            current = hash ? hash + 1 : r.binding->exports[i].name;
            test_echo(&r, i, &seed);
        }
    current = "";
    rig_close(&r);
}

/* The arguments are overwritten as soon as the call is suspended. */
static void test_slice(rig *r, uint32_t index, uint64_t *seed)
{
    const inlay_binding_function *f = &r->binding->exports[index];
    void *given = values_alloc(f->result->size);
    static char got[4096];
    memset(given, 0, f->result->size);
    values_random(f->result, given, seed);
    text_of_value(f->result, given, sent, TEXT);
    const void *const arguments[] = { given };
    inlay_status status = inlay_typed_call(r->host, r->mod, r->binding, index, arguments, got);
    CHECK(status == INLAY_SUSPENDED || status == INLAY_DONE);
    values_clear();
    for (int n = 0; n < 100000 && status == INLAY_SUSPENDED; n++) {
        inlay_frame(r->host, 1.0 / 60);
        status = inlay_typed_take(r->host, r->mod, r->binding, index, got);
    }
    CHECK(status == INLAY_DONE);
    text_of_value(f->result, got, typed_text, TEXT);
    CHECK_TEXT(typed_text, sent);
    values_clear();
}

static void test_slices(opening *open, uint64_t fuel, bool records)
{
    rig r;
    inlay_error error;
    uint64_t seed = fuel;
    if (!CHECK(open(&r, fuel, &error)))
        return;
    if (records)
        record(&r);
    for (uint32_t i = 0; i < r.binding->export_count; i++)
        for (int n = 0; n < 4 && is_echo(&r.binding->exports[i]); n++)
            test_slice(&r, i, &seed);
    rig_take_events(&r);
    rig_close(&r);
}

static void check_fields(rig *r)
{
    const echo_shapes_point p = { 1, 2 }, q = { 4, 5 };
    const echo_shapes_numbers n = { .a_bool = true, .an_s8 = -2, .a_u64 = 3, .a_u8 = 4, .an_s16 = -5, .a_u16 = 6, .an_s32 = -7, .a_u32 = 8,
                                    .an_s64 = -9, .an_f32 = 10, .a_char = 11, .an_f64 = 12 };
    const echo_tuple_u8_f64 pair = { 3, 4 };
    float leaning;
    double weight;
    inlay_string text;
    CHECK(echo_echoes_lean(r->host, r->mod, &p, ECHO_SHAPES_MOOD_DOUBLE, &q, &leaning) == INLAY_DONE);
    CHECK(leaning == 1 + 20 + 200 + 4000 + 50000);
    current = "weigh";
    CHECK(echo_echoes_weigh(r->host, r->mod, &n, 13, &weight) == INLAY_DONE);
    CHECK(weight == 1 - 2 * 2 + 3 * 3 + 5 * 4 - 7 * 5 + 11 * 6 - 13 * 7 + 17 * 8 - 19 * 9 + 23 * 10 + 29 * 11 + 31 * 12 + 37 * 13);
    current = "";
    CHECK(echo_echoes_name_of(r->host, r->mod, &p, (inlay_string){ "abc", 3 }, &pair, &text) == INLAY_DONE);
    CHECK(text.size == 3 && memcmp(text.bytes, "ABC", 3) == 0);
}

/* Records of numbers in flat words, and one number or string back: at first by steps, then straight. */
static void test_fields(void)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, 0, &error)))
        return;
    for (int i = 0; i < 3; i++)
        check_fields(&r);
    rig_close(&r);
}

/* Of calls that are made over and over few are timed, and all are counted. */
static void test_times(void)
{
    enum { CALLS = 20000 };
    rig r;
    inlay_error error;
    uint32_t back;
    inlay_stats stats;
    if (!CHECK(rig_open(&r, (uint64_t)1 << 60, &error)))
        return;
    int held = 0;
    for (int frame = 0; frame < 10; frame++) {
        uint64_t start = now_ns();
        bool good = true;
        for (uint32_t i = 0; i < CALLS; i++)
            good &= echo_echoes_a_u32(r.host, r.mod, i, &back) == INLAY_DONE && back == i;
        CHECK(good);
        uint64_t whole = now_ns() - start;
        inlay_frame(r.host, 1.0 / 60);
        inlay_get_stats(r.host, r.mod, &stats);
        held += stats.ns_frame >= whole / 20 && stats.ns_frame <= whole + whole / 4;
    }
    CHECK(held >= 3);             /* the machine may have been elsewhere in some */
    rig_close(&r);
}

static void test_named(void)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, 0, &error)))
        return;
    inlay_string text, ping = { "pi", 2 };
    uint64_t sum;
    CHECK(echo_ping(r.host, r.mod, ping, 3, &text) == INLAY_DONE);
    CHECK(text.size == 6 && memcmp(text.bytes, "pipipi", 6) == 0);
    current = "ping";
    CHECK(r.beeps == 1);
    current = "";
    CHECK(echo_echoes_seventeen(r.host, r.mod, 1, 2, 3, 4, 5.0f, 6.0, true, 'h', ping, 9, 10, 11, 12, 13.0f, 14.0, true, &sum) == INLAY_DONE);
    CHECK(sum == 1 + 2 + 3 + 4 + 5 + 6 + 1 + 'h' + 2 + 9 + 10 + 11 + 12 + 13 + 14 + 1);

    echo_shapes_keys keys;
    CHECK(echo_echoes_some_keys(r.host, r.mod, ECHO_SHAPES_KEYS_UP | ECHO_SHAPES_KEYS_USE_IT, &keys) == INLAY_DONE);
    CHECK(keys == (ECHO_SHAPES_KEYS_UP | ECHO_SHAPES_KEYS_USE_IT));
    echo_shapes_mood mood;
    CHECK(echo_echoes_a_mood(r.host, r.mod, ECHO_SHAPES_MOOD_DOUBLE, &mood) == INLAY_DONE && mood == ECHO_SHAPES_MOOD_DOUBLE);
    const echo_shapes_point corner[] = { { 1, 2 }, { 3, 4 } };
    echo_shapes_shape shape = { .tag = ECHO_SHAPES_SHAPE_POLYGON, .polygon = { corner, 2 } }, back;
    CHECK(echo_echoes_a_shape(r.host, r.mod, &shape, &back) == INLAY_DONE);
    CHECK(back.tag == ECHO_SHAPES_SHAPE_POLYGON && back.polygon.count == 2 && back.polygon.items[1].y == 4);
    rig_close(&r);
}

typedef struct trace { int begun, depth; uint64_t fuel; } trace;

static void trace_begin(void *user, inlay_string mod, inlay_string function)
{
    trace *t = user;
    t->begun++;
    CHECK(t->depth++ == 0 && mod.size && function.size);
}

static void trace_end(void *user, uint64_t fuel)
{
    trace *t = user;
    t->fuel += fuel;
    CHECK(--t->depth == 0);
}

/* A tracer changes nothing: what calls give, what they cost, which frame they end in; and it is told of each once, and of all that is spent. */
static void test_traced(uint64_t fuel)
{
    uint64_t spent[2] = { 0 };
    int frames[2] = { 0 };
    rig r;
    inlay_error error;
    for (int is_traced = 0; is_traced < 2; is_traced++) {
        trace t = { 0 };
        const inlay_tracer tracer = { .user = &t, .begin = trace_begin, .end = trace_end };
        uint32_t number = 0;
        if (!CHECK(rig_open(&r, fuel, &error)))
            return;
        uint64_t before = rig_fuel(&r);
        CHECK(inlay_trace(r.host, is_traced ? &tracer : NULL));
        for (uint32_t i = 0; i < 5; i++) {
            inlay_status status = echo_echoes_add_it(r.host, r.mod, 40, i, &number);
            for (; status == INLAY_SUSPENDED && frames[is_traced] < 1000; frames[is_traced]++) {
                inlay_frame(r.host, 1.0 / 60);
                status = echo_echoes_add_it_take(r.host, r.mod, &number);
            }
            CHECK(status == INLAY_DONE && number == 40 + i && t.depth == 0);
        }
        CHECK(t.begun == (is_traced ? 5 + frames[1] : 0) || fuel);
        spent[is_traced] = rig_fuel(&r) - before;
        CHECK(t.fuel == (is_traced ? spent[1] : 0));
        rig_close(&r);
    }
    CHECK(spent[0] == spent[1] && frames[0] == frames[1] && spent[0]);
}

static void test_game_functions(void)
{
    rig r;
    inlay_error error;
    uint64_t seed = 7;
    if (!CHECK(rig_open(&r, 0, &error)))
        return;
    uint32_t number;
    CHECK(echo_echoes_log_it(r.host, r.mod, (inlay_string){ "hello", 5 }) == INLAY_DONE && r.logged == 5);
    CHECK(echo_echoes_add_it(r.host, r.mod, 40, 2, &number) == INLAY_DONE && number == 42);
    CHECK(echo_echoes_spawn_it(r.host, r.mod, 10, &number) == INLAY_DONE && number == 10 + 11 + 20);
    CHECK(r.drops == 2);
    const float values[] = { 1, 3, 5 };
    echo_result_list_f32_string halves;
    CHECK(echo_echoes_halve_it(r.host, r.mod, (echo_list_f32){ values, 3 }, &halves) == INLAY_DONE);
    CHECK(!halves.is_err && halves.ok.count == 3 && halves.ok.items[2] == 2.5f);
    CHECK(echo_echoes_halve_it(r.host, r.mod, (echo_list_f32){ NULL, 0 }, &halves) == INLAY_DONE);
    CHECK(halves.is_err && halves.err.size == 4);

    current = "turn-it";
    for (uint32_t i = 0; i < echo_binding.export_count; i++) {
        const inlay_binding_function *f = &echo_binding.exports[i];
        for (int n = 0; strstr(f->name, "#turn-it") && n < SAMPLES; n++) {
            echo_shapes_nested given, got;
            memset(&given, 0, sizeof given);
            values_random(f->result, &given, &seed);
            text_of_value(f->result, &given, sent, TEXT);
            CHECK(echo_echoes_turn_it(r.host, r.mod, &given, &got) == INLAY_DONE);
            text_of_value(f->result, &got, typed_text, TEXT);
            CHECK_TEXT(typed_text, sent);
            inlay_frame(r.host, 1.0 / 60);
            values_clear();
        }
    }
    current = "";
    CHECK(echo_echoes_wait_for(r.host, r.mod, 3, &number) == INLAY_SUSPENDED);
    CHECK(echo_echoes_add_it(r.host, r.mod, 1, 2, &number) == INLAY_BUSY);
    inlay_status status = INLAY_SUSPENDED;
    for (int n = 0; n < 5 && status == INLAY_SUSPENDED; n++) {
        inlay_frame(r.host, 1.0 / 60);
        status = echo_echoes_wait_for_take(r.host, r.mod, &number);
    }
    CHECK(status == INLAY_DONE && number == 3);
    CHECK(echo_echoes_wait_for_take(r.host, r.mod, &number) == INLAY_STALE);
    CHECK(echo_echoes_wait_for(r.host, r.mod, 1000, &number) == INLAY_SUSPENDED);
    rig_close(&r);
    CHECK(r.cancelled);
}

static void test_what_is_lent(void)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, 0, &error)))
        return;
    uint32_t number;
    current = "borrow-thing";
    if (!CHECK(echo_echoes_borrow_thing(r.host, r.mod, rig_thing(&r, 5), &number) == INLAY_DONE && number == 5) && !is_known()) {
        rig_take_events(&r);
        puts(r.events);
    }
    current = "";
    rig_close(&r);
}

static void test_resources(void)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, 0, &error)))
        return;
    uint32_t number;
    echo_game_thing t = rig_thing(&r, 5), back, many[3];
    CHECK(echo_echoes_pass_thing(r.host, r.mod, t, &back) == INLAY_DONE);
    CHECK(echo_game_thing_data(r.host, back) && *(uint32_t *)echo_game_thing_data(r.host, back) == 5);
    CHECK(echo_echoes_take_thing(r.host, r.mod, back, &number) == INLAY_DONE && number == 5 && r.drops == 1);
    CHECK(echo_echoes_take_thing(r.host, r.mod, back, &number) == INLAY_DENIED);
    CHECK_HAS(inlay_last_error(r.host), "stale");
    for (uint32_t i = 0; i < 3; i++)
        many[i] = rig_thing(&r, i + 1);
    CHECK(echo_echoes_take_things(r.host, r.mod, (echo_list_game_thing){ many, 3 }, &number) == INLAY_DONE && number == 6);
    CHECK(r.drops == 4);

    echo_echoes_counter c;
    inlay_string label;
    CHECK(echo_echoes_counter_new(r.host, r.mod, 10, &c) == INLAY_DONE);
    CHECK(echo_echoes_counter_next(r.host, c, 5, &number) == INLAY_DONE && number == 15);
    CHECK(echo_echoes_counter_label(r.host, c, (inlay_string){ "n", 1 }, &label) == INLAY_DONE && label.size == 2 && label.bytes[1] == '5');
    CHECK(echo_echoes_counter_sum(r.host, r.mod, 2, 3, &number) == INLAY_DONE && number == 5);
    CHECK(echo_echoes_read_counter(r.host, r.mod, c, &number) == INLAY_DONE && number == 15);
    inlay_resource_drop(r.host, c.id);
    CHECK(echo_echoes_counter_next(r.host, c, 5, &number) == INLAY_STALE);
    rig_close(&r);
}

static void test_what_is_wrong_is_denied(void)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, 0, &error)))
        return;
    inlay_string text;
    uint32_t number;
    static char large[2 << 20];
    CHECK(echo_echoes_a_string(r.host, r.mod, (inlay_string){ "\xC0\x80", 2 }, &text) == INLAY_DENIED);
    CHECK_HAS(inlay_last_error(r.host), "UTF-8");
    CHECK(echo_echoes_a_string(r.host, r.mod, (inlay_string){ NULL, 2 }, &text) == INLAY_DENIED);
    CHECK(echo_echoes_a_char(r.host, r.mod, 0xD800, &number) == INLAY_DENIED);
    CHECK_HAS(inlay_last_error(r.host), "Unicode scalar value");
    echo_shapes_keys keys;
    CHECK(echo_echoes_some_keys(r.host, r.mod, 0x80000000u, &keys) == INLAY_DENIED);
    uint32_t far = 99;
    echo_shapes_mood mood, wrong;
    memcpy(&wrong, &far, sizeof wrong);
    const void *const arguments[] = { &wrong };
    for (uint32_t i = 0; i < echo_binding.export_count; i++)
        if (strstr(echo_binding.exports[i].name, "#a-mood"))
            CHECK(inlay_typed_call(r.host, r.mod, &echo_binding, i, arguments, &mood) == INLAY_DENIED);
    CHECK(echo_echoes_count_bytes(r.host, r.mod, (echo_list_u8){ (const uint8_t *)large, sizeof large }, &number) == INLAY_LIMIT);
    CHECK(echo_echoes_a_point(r.host, r.mod, NULL, &(echo_shapes_point){ 0 }) == INLAY_DENIED);
    CHECK(echo_echoes_a_u32(r.host, (inlay_mod){ 7, 7 }, 1, &number) == INLAY_STALE);
    CHECK(echo_echoes_a_u32(r.host, r.mod, 1, NULL) == INLAY_DONE);
    CHECK(echo_echoes_a_u32(r.host, r.mod, 5, &number) == INLAY_DONE && number == 5);
    rig_close(&r);
}

/* The same again, once each of them was called: they are asked in the straight way, and judged by the crossing. */
static void test_what_is_wrong_later(void)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, 0, &error)))
        return;
    static char large[2 << 20];
    const inlay_string good = { "fine", 4 };
    inlay_string text;
    uint32_t number, character;
    echo_shapes_keys keys;
    echo_game_thing thing = rig_thing(&r, 5), gone = rig_thing(&r, 6);
    CHECK(echo_echoes_take_thing(r.host, r.mod, gone, &number) == INLAY_DONE);
    for (int i = 0; i < 3; i++) {
        CHECK(echo_echoes_a_string(r.host, r.mod, good, &text) == INLAY_DONE && text.size == 4);
        CHECK(echo_echoes_a_string(r.host, r.mod, (inlay_string){ "\xC0\x80", 2 }, &text) == INLAY_DENIED);
        CHECK_HAS(inlay_last_error(r.host), "UTF-8");
        CHECK(echo_echoes_a_string(r.host, r.mod, (inlay_string){ NULL, 2 }, &text) == INLAY_DENIED);
        CHECK(echo_echoes_a_char(r.host, r.mod, 0x10FFFF, &character) == INLAY_DONE && character == 0x10FFFF);
        CHECK(echo_echoes_a_char(r.host, r.mod, 0xD800, &character) == INLAY_DENIED);
        CHECK(echo_echoes_some_keys(r.host, r.mod, ECHO_SHAPES_KEYS_UP, &keys) == INLAY_DONE);
        CHECK(echo_echoes_some_keys(r.host, r.mod, 0x80000000u, &keys) == INLAY_DENIED);
        CHECK(echo_echoes_count_bytes(r.host, r.mod, (echo_list_u8){ (const uint8_t *)large, 10 }, &number) == INLAY_DONE && number == 10);
        CHECK(echo_echoes_count_bytes(r.host, r.mod, (echo_list_u8){ (const uint8_t *)large, sizeof large }, &number) == INLAY_LIMIT);
        CHECK(echo_echoes_hold_thing(r.host, r.mod, thing) == INLAY_DONE);
        CHECK(echo_echoes_borrow_thing(r.host, r.mod, thing, &number) == INLAY_DONE && number == 5);
        CHECK(echo_echoes_hold_thing(r.host, r.mod, gone) == INLAY_DENIED);
        CHECK_HAS(inlay_last_error(r.host), "stale");
    }
    CHECK(echo_echoes_take_thing(r.host, r.mod, thing, &number) == INLAY_DONE && number == 5);      /* nothing of it is lent any more */
    rig_close(&r);
}

/* As values, suspended again and again; their C side is kept where they have one. */
static void test_values_in_slices(uint64_t fuel)
{
    rig r;
    inlay_error error;
    uint64_t seed = fuel;
    if (!CHECK(rig_open(&r, fuel, &error)))
        return;
    for (uint32_t i = 0; i < echo_binding.export_count; i++)
        for (int n = 0; n < 2 && is_echo(&echo_binding.exports[i]); n++) {
            const inlay_binding_function *f = &echo_binding.exports[i];
            void *given = values_alloc(f->result->size);
            memset(given, 0, f->result->size);
            values_random(f->result, given, &seed);
            text_of_value(f->result, given, sent, TEXT);
            inlay_value tree = values_tree(f->result, given), result = { 0 };
            inlay_status status = inlay_call_export(r.host, r.mod, f->name, &tree, 1, &result, 1);
            values_clear();
            for (int frame = 0; frame < 100000 && status == INLAY_SUSPENDED; frame++) {
                inlay_frame(r.host, 1.0 / 60);
                status = inlay_take_result(r.host, r.mod, &result, 1);
            }
            CHECK(status == INLAY_DONE);
            inlay_value_text(&result, tree_text, TEXT);
            CHECK_TEXT(tree_text, sent);
        }
    rig_take_events(&r);
    rig_close(&r);
}

enum { POINTS = 100 };

static inlay_status call_points(rig *r, const echo_shapes_point *points, bool packed, inlay_value *result)
{
    const inlay_value list = { .kind = INLAY_LIST, .tag = INLAY_RECORD, .packed = { points, POINTS } };
    inlay_next_call(r->host, (inlay_call_options){ .packed = packed });
    return inlay_call_export(r->host, r->mod, "bind:test/echoes@1.0.0#points", &list, 1, result, 1);
}

/* Records of numbers go there, and come back, as C structs. */
static void test_packed_records(uint64_t fuel)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, fuel, &error)))
        return;
    static echo_shapes_point points[POINTS];
    for (int i = 0; i < POINTS; i++)
        points[i] = (echo_shapes_point){ (float)i, (float)-i };
    for (int i = 0; i < 3; i++) {
        inlay_value result = { 0 };
        inlay_status status = call_points(&r, points, true, &result);
        for (int frame = 0; frame < 100000 && status == INLAY_SUSPENDED; frame++) {
            inlay_frame(r.host, 1.0 / 60);
            status = inlay_take_result(r.host, r.mod, &result, 1);
        }
        CHECK(status == INLAY_DONE && result.kind == INLAY_LIST && result.tag == INLAY_RECORD && result.packed.count == POINTS);
        CHECK(result.packed.count == POINTS && memcmp(result.packed.items, points, sizeof points) == 0);
    }
    inlay_value result = { 0 };
    CHECK(call_points(&r, points, false, &result) == INLAY_DENIED);
    CHECK_HAS(inlay_last_error(r.host), "packed");
    rig_take_events(&r);
    rig_close(&r);
}

/* Trees that don't fit are refused before the mod runs, in words; what a call gave may be given back in parts. */
static void test_wrong_trees(void)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, 0, &error)))
        return;
    const char *name = "bind:test/echoes@1.0.0#a-shape", *point = "bind:test/echoes@1.0.0#points";
    inlay_value text = { .kind = INLAY_STRING, .string = { "named", 5 } }, number = { .kind = INLAY_F32, .f32 = 1 }, result = { 0 };
    inlay_value half[1] = { number };
    const inlay_value one = { .kind = INLAY_RECORD, .list = { half, 1 } };
    inlay_value items[1] = { one };
    const inlay_value wrong[] = {
        { .kind = INLAY_VARIANT, .tag = 6 }, { .kind = INLAY_VARIANT, .tag = ECHO_SHAPES_SHAPE_NAMED },
        { .kind = INLAY_VARIANT, .tag = ECHO_SHAPES_SHAPE_NAMED, .payload = &number }, { .kind = INLAY_VARIANT, .payload = &text },
        { .kind = INLAY_ENUM }, { .kind = INLAY_VARIANT, .tag = ECHO_SHAPES_SHAPE_NAMED, .payload = &(inlay_value){ .kind = INLAY_STRING, .string = { "\xFF", 1 } } },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(inlay_call_export(r.host, r.mod, name, &wrong[i], 1, &result, 1) == INLAY_DENIED);
        CHECK_HAS(inlay_last_error(r.host), "a-shape");
    }
    const inlay_value short_record = { .kind = INLAY_LIST, .list = { items, 1 } }, nowhere = { .kind = INLAY_LIST, .list = { NULL, 2 } };
    CHECK(inlay_call_export(r.host, r.mod, point, &short_record, 1, &result, 1) == INLAY_DENIED);
    CHECK(inlay_call_export(r.host, r.mod, point, &nowhere, 1, &result, 1) == INLAY_DENIED);

    const inlay_value right = { .kind = INLAY_VARIANT, .tag = ECHO_SHAPES_SHAPE_NAMED, .payload = &text };
    CHECK(inlay_call_export(r.host, r.mod, name, &right, 1, &result, 1) == INLAY_DONE);
    for (int i = 0; i < 5; i++) {
        const inlay_value again = { .kind = INLAY_VARIANT, .tag = result.tag, .payload = result.payload };
        CHECK(inlay_call_export(r.host, r.mod, name, &again, 1, &result, 1) == INLAY_DONE);
        CHECK(result.tag == ECHO_SHAPES_SHAPE_NAMED && result.payload->string.size == 5 && memcmp(result.payload->string.bytes, "named", 5) == 0);
    }
    rig_take_events(&r);
    rig_close(&r);
}

/* Fields of all sizes: they go by steps, not as one block. */
static void test_packed_numbers(void)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, 0, &error)))
        return;
    const echo_shapes_numbers sent_numbers[2] = { { .a_bool = true, .an_s8 = -2, .a_u64 = 3, .an_f64 = 12 },
                                                  { .a_u8 = 4, .an_s16 = -5, .a_u16 = 6, .an_s32 = -7, .a_u32 = 8, .an_s64 = -9, .an_f32 = 10, .a_char = 11 } };
    inlay_value list = { .kind = INLAY_LIST, .tag = INLAY_RECORD, .packed = { sent_numbers, 2 } }, result = { 0 };
    for (int i = 0; i < 3; i++) {
        inlay_next_call(r.host, (inlay_call_options){ .packed = true });
        CHECK(inlay_call_export(r.host, r.mod, "bind:test/echoes@1.0.0#many", &list, 1, &result, 1) == INLAY_DONE);
        const echo_shapes_numbers *n = result.packed.items;
        CHECK(result.tag == INLAY_RECORD && result.packed.count == 2);
        CHECK(n[0].a_bool && n[0].an_s8 == -2 && n[0].a_u64 == 3 && n[0].an_f64 == 12 && n[1].a_u8 == 4 && n[1].an_s16 == -5);
        CHECK(n[1].a_u16 == 6 && n[1].an_s32 == -7 && n[1].a_u32 == 8 && n[1].an_s64 == -9 && n[1].an_f32 == 10 && n[1].a_char == 11);
    }
    const echo_shapes_numbers wrong_char = { .a_char = 0xD800 };
    list.packed.items = &wrong_char;
    list.packed.count = 1;
    inlay_next_call(r.host, (inlay_call_options){ .packed = true });
    CHECK(inlay_call_export(r.host, r.mod, "bind:test/echoes@1.0.0#many", &list, 1, &result, 1) == INLAY_DENIED);
    CHECK_HAS(inlay_last_error(r.host), "Unicode scalar value");
    const inlay_value wrong = { .kind = INLAY_LIST, .tag = INLAY_RECORD, .packed = { sent_numbers, 1 } };
    CHECK(inlay_call_export(r.host, r.mod, "bind:test/echoes@1.0.0#bytes", &wrong, 1, &result, 1) == INLAY_DENIED);
    CHECK(inlay_call_export(r.host, r.mod, "bind:test/echoes@1.0.0#many", &wrong, 1, &result, 1) == INLAY_DENIED);
    rig_take_events(&r);
    rig_close(&r);
}

static void test_trap(uint32_t how, uint32_t lie, const char *words)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, 0, &error)))
        return;
    echo_shapes_nested nested, got;
    memset(&nested, 0, sizeof nested);
    r.lie = lie;
    inlay_status status = lie ? echo_echoes_turn_it(r.host, r.mod, &nested, &got) :
                          how == 2 ? echo_echoes_fail(r.host, r.mod) : echo_echoes_be_refused(r.host, r.mod, how);
    CHECK(status == INLAY_TRAPPED);
    rig_take_events(&r);
    CHECK_HAS(r.events, words);
    CHECK(echo_echoes_fail(r.host, r.mod) == INLAY_TRAPPED);
    rig_close(&r);
}

/* A header made from another WIT is told, with the place. */
static void test_stale_header(void)
{
    inlay_error error = { 0 };
    inlay_host *host = inlay_open(&(inlay_config){ .wit = "tests/bind/wit", .loader_threads = INLAY_NO_THREAD }, &error);
    inlay_slot slot = inlay_slot_define(host, &(inlay_slot_def){ .name = "echoes", .world = "bind:test/echo" }, &error);
    static const char *lines[2000];
    inlay_binding other = echo_binding;
    int count = 0;
    for (; echo_binding.wit[count]; count++)
        lines[count] = strstr(echo_binding.wit[count], "record point") ? "  record pint {\n" : echo_binding.wit[count];
    other.wit = lines;
    CHECK(!inlay_typed_bind(host, slot, &other, NULL, NULL, &error));
    CHECK_HAS(error.text, "echo.h was made from another WIT than slot \"echoes\" has; they part at \"record point {\"");
    other = echo_binding;
    other.format = 99;
    CHECK(!inlay_typed_bind(host, slot, &other, NULL, NULL, &error));
    CHECK_HAS(error.text, "is of format 99");
    lines[count - 1] = "}\n\n";
    CHECK(echo_bind(host, slot, NULL, NULL, &error));
    CHECK(!echo_bind(host, slot, NULL, NULL, &error));
    CHECK_HAS(error.text, "is bound by echo.h already");
    inlay_close(host);
}

/* A million calls after the first few. */
static void test_no_allocation(void)
{
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, (uint64_t)1 << 60, &error)))
        return;
    enum { CALLS = 1000000, KINDS = 13, WARM = 1000 };
    static echo_shapes_point points[100];
    static uint8_t bytes[4096];
    const inlay_string text = { "sixteen letters!", 16 };
    static const uint32_t inventory[] = { 1, 2, 3 };
    const inlay_string texts[] = { text, text };
    const echo_shapes_wide wide = { .name = text, .title = { true, text }, .mood = ECHO_SHAPES_MOOD_WARY, .target = { true, 7 },
                                    .inventory = { inventory, 3 }, .path = { points, 2 }, .note = text };
    echo_shapes_nested nested = { .name = text, .tags = { texts, 2 }, .maybe = { true, { .tag = ECHO_SHAPES_SHAPE_NAMED, .named = text } } };
    echo_game_thing thing = rig_thing(&r, 3);
    uint64_t before = 0;
    inlay_status worst = INLAY_DONE;
    for (uint32_t i = 0; i < CALLS + WARM; i++) {
        if (i == WARM)
            before = r.allocations;
        inlay_status status = INLAY_DONE;
        uint32_t number;
        inlay_string back;
        echo_list_shapes_point found;
        echo_shapes_shape shape = { .tag = ECHO_SHAPES_SHAPE_NAMED, .named = text };
        echo_shapes_wide wide_back;
        echo_shapes_nested nested_back;
        echo_list_string texts_back;
        switch (i % KINDS) {
        case 0: status = echo_echoes_a_u32(r.host, r.mod, i, &number); break;
        case 1: status = echo_echoes_a_string(r.host, r.mod, text, &back); break;
        case 2: status = echo_echoes_count_bytes(r.host, r.mod, (echo_list_u8){ bytes, sizeof bytes }, &number); break;
        case 3: status = echo_echoes_points(r.host, r.mod, (echo_list_shapes_point){ points, 100 }, &found); break;
        case 4: status = echo_echoes_borrow_thing(r.host, r.mod, thing, &number); break;
        case 5: status = echo_echoes_log_it(r.host, r.mod, text); break;
        case 6: status = echo_echoes_a_shape(r.host, r.mod, &shape, &shape); break;
        case 7: status = echo_echoes_add_it(r.host, r.mod, i, 1, &number); break;
        case 8: status = echo_echoes_a_wide(r.host, r.mod, &wide, &wide_back); break;
        case 9: status = echo_echoes_hold_thing(r.host, r.mod, thing); break;
        case 10: status = echo_echoes_log_often(r.host, r.mod, text, 3); break;
        case 11: status = echo_echoes_texts(r.host, r.mod, (echo_list_string){ texts, 2 }, &texts_back); break;
        case 12: status = echo_echoes_turn_it(r.host, r.mod, &nested, &nested_back); break;
        }
        if (status != INLAY_DONE)
            worst = status;
    }
    CHECK(worst == INLAY_DONE);
    if (r.allocations != before)
        printf("%llu allocations\n", (unsigned long long)(r.allocations - before));
    CHECK(r.allocations == before);
    rig_close(&r);
}

/* All of the world of echo.wit, through a mod in C or its twin in Rust. */
static void test_mod(const char *file)
{
    rig_file = file;
    test_echoes(rig_open, false);
    test_echoes(rig_open, true);
    test_slices(rig_open, 50, false);
    test_slices(rig_open, 50, true);
    test_slices(rig_open, 1, false);
    test_values_in_slices(50);
    test_packed_records(0);
    test_packed_records(50);
    test_wrong_trees();
    test_packed_numbers();
    test_what_is_wrong_later();
    test_named();
    test_fields();
    test_times();
    test_game_functions();
    asks_test(&passed, &failed);
    for (uint64_t fuel = 0; fuel < 300; fuel += fuel ? 17 : 60)
        test_traced(fuel);
    test_what_is_lent();
    test_resources();
    test_what_is_wrong_is_denied();
    test_trap(0, 0, "the game denies it");
    test_trap(1, 0, "not like this");
    test_trap(2, 0, "unreachable");
    test_trap(0, 1, "answered with something else than its WIT type: found a tag that no case has");
    test_trap(0, 2, "answered with something else than its WIT type: found bytes that are not UTF-8");
}

/* The same without slices, for a mod from elsewhere: tests/bind/languages/build.sh. */
static int test_other(const char *file)
{
    int before = failed, passed_before = passed;
    rig_file = file;
    rig_is_large = true;
    test_echoes(rig_open, false);
    test_named();
    test_fields();
    test_game_functions();
    test_what_is_lent();
    test_resources();
    test_trap(0, 0, "the game denies it");
    test_trap(1, 0, "not like this");
    for (int i = 0; i < known_count; i++)
        if (!known[i].hits)
            printf("%s: %s is right now: take it off the list\n", file, known[i].function), failed++;
    printf("%s: %d passed, %d failed", file, passed - passed_before, failed - before);
    printf(known_count ? ", %d wrong as known, in %d functions\n" : "\n", excused, known_count);
    return failed != before;
}

static bool read_known(const char *path)
{
    char line[400];
    FILE *f = fopen(path, "r");
    while (f && known_count < KNOWN_MOST && fgets(line, sizeof line, f))
        if (line[0] != '#' && sscanf(line, "%39s", known[known_count].function) == 1)
            known_count++;
    return f && fclose(f) == 0;
}

int main(int count, char **files)
{
    if (count == 4 && strcmp(files[1], "--known") == 0)
        return read_known(files[2]) ? test_other(files[3]) : 2;
    if (count > 1) {
        int ended = 0;
        for (int i = 1; i < count; i++)
            ended |= test_other(files[i]);
        return ended;
    }
    test_mod("tests/bind/rust-echo.wasm");
    test_mod("tests/bind/echo.wasm");
    test_echoes(rig_open_more, false);
    test_echoes(rig_open_more, true);
    test_slices(rig_open_more, 50, false);
    test_slices(rig_open_more, 1, false);
    test_stale_header();
    test_no_allocation();
    records_test(&passed, &failed);
    nested_test(&passed, &failed);
    printf("bind: %d passed, %d failed\n", passed, failed);
    return failed != 0;
}
