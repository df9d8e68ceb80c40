/* What a call through a generated binding costs, beside the dynamic API: CPU
 * time of one call, the least of some rounds. Run it at the root of the tree. */
#include "tests/bind/rig.h"
#include "tests/perf/engine_part.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct bench {
    rig              r;
    inlay_string     text;
    uint8_t          bytes[4096];
    echo_shapes_point points[1000];
    echo_shapes_wide wide;
    echo_shapes_nested nested;
    echo_shapes_numbers numbers;
    echo_option_u64  options[1000];
    echo_shapes_mood moods[1000];
    inlay_string     texts[100];
    echo_list_shapes_point deep[2];
    echo_game_thing  thing;
    inlay_value      trees[1];
    engine_part     *wide_engine; /* null: not found yet */
} bench;

static int round_count = 15;

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void must(inlay_status status)
{
    if (status != INLAY_DONE) {
        fprintf(stderr, "a call ended with %d\n", (int)status);
        exit(1);
    }
}

/* ---- typed ---- */

static void typed_scalar(bench *b)
{
    uint32_t back;
    must(echo_echoes_a_u32(b->r.host, b->r.mod, 7, &back));
}

static void typed_string(bench *b)
{
    inlay_string back;
    must(echo_echoes_a_string(b->r.host, b->r.mod, b->text, &back));
}

static void typed_list(bench *b)
{
    uint32_t count;
    must(echo_echoes_count_bytes(b->r.host, b->r.mod, (echo_list_u8){ b->bytes, sizeof b->bytes }, &count));
}

static void typed_points(bench *b)
{
    echo_list_shapes_point back;
    must(echo_echoes_points(b->r.host, b->r.mod, (echo_list_shapes_point){ b->points, 1000 }, &back));
}

static void typed_wide(bench *b)
{
    echo_shapes_wide back;
    must(echo_echoes_a_wide(b->r.host, b->r.mod, &b->wide, &back));
}

static void typed_shape(bench *b)
{
    echo_shapes_shape shape = { .tag = ECHO_SHAPES_SHAPE_NAMED, .named = b->text };
    must(echo_echoes_a_shape(b->r.host, b->r.mod, &shape, &shape));
}

static void typed_borrow(bench *b)
{
    must(echo_echoes_hold_thing(b->r.host, b->r.mod, b->thing));
}

static void typed_host(bench *b)
{
    must(echo_echoes_log_often(b->r.host, b->r.mod, b->text, 1000));
}

static void typed_method(bench *b)
{
    uint32_t sum;
    must(echo_echoes_borrow_often(b->r.host, b->r.mod, b->thing, 1000, &sum));
}

static void typed_numbers(bench *b)
{
    echo_shapes_numbers back;
    must(echo_echoes_all_numbers(b->r.host, b->r.mod, &b->numbers, &back));
}

static void typed_options(bench *b)
{
    echo_list_option_u64 back;
    must(echo_echoes_options(b->r.host, b->r.mod, (echo_list_option_u64){ b->options, 1000 }, &back));
}

static void typed_moods(bench *b)
{
    echo_list_shapes_mood back;
    must(echo_echoes_moods(b->r.host, b->r.mod, (echo_list_shapes_mood){ b->moods, 1000 }, &back));
}

static void typed_texts(bench *b)
{
    echo_list_string back;
    must(echo_echoes_texts(b->r.host, b->r.mod, (echo_list_string){ b->texts, 100 }, &back));
}

static void typed_nested(bench *b)
{
    echo_shapes_nested back;
    must(echo_echoes_a_nested(b->r.host, b->r.mod, &b->nested, &back));
}

/* To the game and back, inside. */
static void typed_turn(bench *b)
{
    echo_shapes_nested back;
    must(echo_echoes_turn_it(b->r.host, b->r.mod, &b->nested, &back));
}

static void typed_counter(bench *b)
{
    echo_echoes_counter counter;
    must(echo_echoes_counter_new(b->r.host, b->r.mod, 5, &counter));
    inlay_resource_drop(b->r.host, counter.id);
}

/* ---- as trees ---- */

static void tree_call(bench *b, const char *name, inlay_value v)
{
    inlay_value back;
    must(inlay_call_export(b->r.host, b->r.mod, name, &v, 1, &back, 1));
}

static void tree_scalar(bench *b)
{
    tree_call(b, "bind:test/echoes@1.0.0#a-u32", (inlay_value){ .kind = INLAY_U32, .u32 = 7 });
}

static void tree_string(bench *b)
{
    tree_call(b, "bind:test/echoes@1.0.0#a-string", (inlay_value){ .kind = INLAY_STRING, .string = b->text });
}

static void tree_list(bench *b)
{
    tree_call(b, "bind:test/echoes@1.0.0#count-bytes", (inlay_value){ .kind = INLAY_LIST, .tag = INLAY_U8, .packed = { b->bytes, sizeof b->bytes } });
}

static void tree_points(bench *b)
{
    static inlay_value items[1000], fields[2000];
    for (int i = 0; i < 1000; i++) {
        fields[2 * i] = (inlay_value){ .kind = INLAY_F32, .f32 = b->points[i].x };
        fields[2 * i + 1] = (inlay_value){ .kind = INLAY_F32, .f32 = b->points[i].y };
        items[i] = (inlay_value){ .kind = INLAY_RECORD, .list = { &fields[2 * i], 2 } };
    }
    tree_call(b, "bind:test/echoes@1.0.0#points", (inlay_value){ .kind = INLAY_LIST, .list = { items, 1000 } });
}

/* The records side by side, as C has them. */
static void packed_points(bench *b)
{
    inlay_next_call(b->r.host, (inlay_call_options){ .packed = true });
    tree_call(b, "bind:test/echoes@1.0.0#points", (inlay_value){ .kind = INLAY_LIST, .tag = INLAY_RECORD, .packed = { b->points, 1000 } });
}

static void tree_shape(bench *b)
{
    inlay_value name = { .kind = INLAY_STRING, .string = b->text };
    tree_call(b, "bind:test/echoes@1.0.0#a-shape", (inlay_value){ .kind = INLAY_VARIANT, .tag = ECHO_SHAPES_SHAPE_NAMED, .payload = &name });
}

static void tree_borrow(bench *b)
{
    tree_call(b, "bind:test/echoes@1.0.0#hold-thing", (inlay_value){ .kind = INLAY_BORROW, .resource = b->thing.id });
}

/* As in tests/bind/values.c, for this one record. */
static void tree_wide(bench *b)
{
    const echo_shapes_wide *w = &b->wide;
    inlay_value point_fields[4] = { { .kind = INLAY_F32, .f32 = w->path.items[0].x }, { .kind = INLAY_F32, .f32 = w->path.items[0].y },
                                    { .kind = INLAY_F32, .f32 = w->path.items[1].x }, { .kind = INLAY_F32, .f32 = w->path.items[1].y } };
    inlay_value points[2] = { { .kind = INLAY_RECORD, .list = { point_fields, 2 } }, { .kind = INLAY_RECORD, .list = { point_fields + 2, 2 } } };
    inlay_value title = { .kind = INLAY_STRING, .string = w->title.value }, target = { .kind = INLAY_U32, .u32 = w->target.value };
    inlay_value f[22] = {
        { .kind = INLAY_U32, .u32 = w->id }, { .kind = INLAY_U8, .u8 = w->kind }, { .kind = INLAY_U16, .u16 = w->level },
        { .kind = INLAY_FLAGS, .flags = w->held }, { .kind = INLAY_F32, .f32 = w->x }, { .kind = INLAY_F32, .f32 = w->y },
        { .kind = INLAY_F32, .f32 = w->z }, { .kind = INLAY_F32, .f32 = w->vx }, { .kind = INLAY_F32, .f32 = w->vy },
        { .kind = INLAY_F32, .f32 = w->vz }, { .kind = INLAY_S32, .s32 = w->health }, { .kind = INLAY_S32, .s32 = w->armour },
        { .kind = INLAY_STRING, .string = w->name }, { .kind = INLAY_OPTION, .tag = 1, .payload = &title },
        { .kind = INLAY_ENUM, .tag = w->mood }, { .kind = INLAY_BOOL, .boolean = w->alive }, { .kind = INLAY_U64, .u64 = w->score },
        { .kind = INLAY_F64, .f64 = w->born }, { .kind = INLAY_OPTION, .tag = 1, .payload = &target },
        { .kind = INLAY_LIST, .tag = INLAY_U32, .packed = { w->inventory.items, w->inventory.count } },
        { .kind = INLAY_LIST, .list = { points, 2 } }, { .kind = INLAY_STRING, .string = w->note },
    };
    tree_call(b, "bind:test/echoes@1.0.0#a-wide", (inlay_value){ .kind = INLAY_RECORD, .list = { f, 22 } });
}

/* ---- what of it the engine is ---- */

/* As a-wide is called: room for the record and its five views. */
static void engine_wide(bench *b)
{
    static const engine_room rooms[] = { { 8, 120 }, { 1, 16 }, { 1, 16 }, { 4, 32 }, { 4, 16 }, { 1, 16 } };
    if (!b->wide_engine && !(b->wide_engine = engine_part_find(b->r.host, b->r.mod, "a-wide")))
        exit(1);
    engine_part_run(b->wide_engine, rooms, sizeof rooms / sizeof *rooms);
}

/* ---- rounds ---- */

static double measure(bench *b, void (*run)(bench *), int calls)
{
    double least = 1e18;
    for (int round = 0; round < round_count; round++) {
        double start = now_ns();
        for (int i = 0; i < calls; i++)
            run(b);
        double each = (now_ns() - start) / calls;
        least = each < least ? each : least;
        inlay_frame(b->r.host, 1.0 / 60);
    }
    return least;
}

static void fill(bench *b)
{
    static const uint32_t inventory[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    for (int i = 0; i < 1000; i++)
        b->points[i] = (echo_shapes_point){ (float)i, (float)-i };
    b->text = (inlay_string){ "sixteen letters!", 16 };
    for (int i = 0; i < 100; i++)
        b->texts[i] = b->text;
    for (int i = 0; i < 1000; i++) {
        b->options[i] = (echo_option_u64){ i % 2, (uint64_t)i };
        b->moods[i] = ECHO_SHAPES_MOOD_WARY;
    }
    b->numbers = (echo_shapes_numbers){ true, -1, 2, 3, -4, 5, -6, 7, -8, 9.5f, 'x', 1.5 };
    b->deep[0] = b->deep[1] = (echo_list_shapes_point){ b->points, 2 };
    b->nested = (echo_shapes_nested){ .name = b->text, .at = { 1, 2 }, .tags = { b->texts, 3 }, .deep = { b->deep, 2 },
        .maybe = { true, { .tag = ECHO_SHAPES_SHAPE_CIRCLE, .circle = 2 } }, .outcome = { .is_err = true, .err = b->text },
        .pair = { 1, 2.5 }, .mood = ECHO_SHAPES_MOOD_WARY, .keys = ECHO_SHAPES_KEYS_UP };
    b->thing = rig_thing(&b->r, 3);
    b->wide = (echo_shapes_wide){ .id = 1, .kind = 2, .level = 3, .held = 4, .x = 1, .y = 2, .z = 3, .health = 100, .armour = -5, .name = b->text,
        .title = { true, b->text }, .mood = ECHO_SHAPES_MOOD_WARY, .alive = true, .score = 1000, .born = 0.5, .target = { true, 7 },
        .inventory = { inventory, 8 }, .path = { b->points, 2 }, .note = b->text };
}

typedef struct row {
    const char *name;
    void      (*typed)(bench *), (*tree)(bench *);
    int         calls, each;
    double      wanted;
    void      (*engine)(bench *); /* its part, if that is told */
} row;

static void print_ns(double ns)
{
    if (ns > 0)
        printf(" %10.1f", ns);
    else
        printf(" %10s", "-");
}

static void print_row(const char *name, double typed, double wanted, double tree)
{
    printf("%-36s", name);
    print_ns(typed);
    print_ns(wanted);
    print_ns(tree);
    print_ns(tree / typed);
    puts("");
}

/* What is to be taken off is measured in turns with what it is taken off from. */
enum { ENGINE_TURNS = 6 };

/* All rows, or those whose name has the word, typed alone. */
static void measure_rows(bench *b, const row *rows, size_t count, const char *word)
{
    for (const row *r = rows; r < rows + count; r++) {
        if (word && !strstr(r->name, word))
            continue;
        double engine = 1e18, typed = measure(b, r->typed, r->calls) / r->each;
        double tree = r->tree && !word ? measure(b, r->tree, r->calls) / r->each : 0;
        for (int i = 0; i < ENGINE_TURNS && r->engine; i++) {
            engine = fmin(engine, measure(b, r->engine, r->calls));
            typed = fmin(typed, measure(b, r->typed, r->calls));
        }
        print_row(r->name, typed, r->engine ? 0 : r->wanted, tree);
        if (r->engine) {
            print_row("  of that the engine", engine, 0, 0);
            print_row("  without the engine", typed - engine, r->wanted, 0);
        }
    }
}

static bool open_bench(bench *b, const char *file)
{
    inlay_error error = { 0 };
    rig_file = file;
    if (!rig_open(&b->r, (uint64_t)1 << 60, &error))
        return false;
    fill(b);
    return true;
}

/* perf-bind [WORD [ROUNDS]]: all, or only those whose name has the word, typed. */
int main(int argc, char **argv)
{
    static const row rows[] = {
        { "scalar u32 -> u32", typed_scalar, tree_scalar, 20000, 1, 35 },
        { "string echo of 16 bytes", typed_string, tree_string, 10000, 1, 110 },
        { "list<u8> of 4 KB in", typed_list, tree_list, 10000, 1, 120 },
        { "1,000 records of two floats, echo", typed_points, packed_points, 300, 1, 1200 },
        { "  each record a value of its own", typed_points, tree_points, 300, 1, 0 },
        { "variant with a string, echo", typed_shape, tree_shape, 10000, 1, 0 },
        { "record of 22 fields, echo", typed_wide, tree_wide, 3000, 1, 4000 },
        { "borrow in", typed_borrow, tree_borrow, 10000, 1, 70 },
        { "host function with a string", typed_host, NULL, 20, 1000, 30 },
        { "method of what was lent", typed_method, NULL, 20, 1000, 0 },
        { "record of 12 numbers, echo", typed_numbers, NULL, 5000, 1, 0 },
        { "1,000 options of a number, echo", typed_options, NULL, 300, 1, 0 },
        { "1,000 enums, echo", typed_moods, NULL, 300, 1, 0 },
        { "100 strings of 16 bytes, echo", typed_texts, NULL, 300, 1, 0 },
        { "record of records and lists, echo", typed_nested, NULL, 2000, 1, 0 },
        { "  the same to the game and back", typed_turn, NULL, 1000, 1, 0 },
        { "resource of the mod made and dropped", typed_counter, NULL, 2000, 1, 0 },
    };
    /* The host's half: of a mod that does nothing but to find room and to say where what it got lies. */
    static const row halves[] = {
        { "host's half: scalar", typed_scalar, tree_scalar, 20000, 1, 0 },
        { "host's half: string of 16 bytes", typed_string, tree_string, 10000, 1, 0 },
        { "host's half: list<u8> of 4 KB", typed_list, tree_list, 10000, 1, 0 },
        { "host's half: record of 22 fields", typed_wide, tree_wide, 3000, 1, 160, engine_wide },
    };
    static bench b;
    const char *word = argc > 1 ? argv[1] : NULL;
    if (!open_bench(&b, "tests/bind/echo.wasm"))
        return 1;
    round_count = argc > 2 ? atoi(argv[2]) : round_count;
    printf("%-36s %10s %10s %10s %10s\n", "ns a call", "typed", "wanted", "dynamic", "of typed");
    measure_rows(&b, rows, sizeof rows / sizeof *rows, word);
    rig_close(&b.r);
    if (!open_bench(&b, "tests/perf/lean/lean.wasm"))
        return 1;
    measure_rows(&b, halves, sizeof halves / sizeof *halves, word);
    free(b.wide_engine);
    rig_close(&b.r);
    return 0;
}
