/* Handles inside values, results inside results, packages inside packages: the world of nested/nested.wit through its
 * header and through dynamic values, whole and in slices; nothing is left over, and what is wrong is refused. */
#define NESTED_IMPLEMENTATION
#include "tests/bind/nested.h"

#include "tests/bind/asks.h"
#include "tests/bind/values.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME = 60, SPRITES = 400, TEXT = 60000, SAMPLES = 12 };

typedef struct sprite { bool lives; size_t size; char name[NAME]; } sprite;

typedef struct game {
    inlay_host *host;
    inlay_slot  slot;
    inlay_mod   mod;
    sprite      sprites[SPRITES];     /* each is used once */
    uint32_t    made, tokens;
    int         passed, failed;
} game;

#define CHECK(that)      check(g, (that), #that, __LINE__)
#define CHECK_IS(s, t)   check(g, (s).size == sizeof(t) - 1 && memcmp((s).bytes, t, sizeof(t) - 1) == 0, (s).bytes, __LINE__)

static bool check(game *g, bool good, const char *found, int line)
{
    if (good)
        return g->passed++, true;
    g->failed++;
    printf("tests/bind/nested.c:%d: found %.300s (%s)\n", line, found, inlay_last_error(g->host));
    return false;
}

/* ---- the game's functions ---- */

static nested_game_sprite make(game *g, const char *name, size_t size)
{
    sprite *s = &g->sprites[g->made++ % SPRITES];
    *s = (sprite){ .lives = true, .size = size < NAME ? size : NAME };
    memcpy(s->name, name, s->size);
    return nested_game_sprite_create(g->host, s);
}

static uint32_t living(const game *g)
{
    uint32_t count = 0;
    for (int i = 0; i < SPRITES; i++)
        count += g->sprites[i].lives;
    return count;
}

static void drop_sprite(inlay_host *host, void *data, void *user)
{
    (void)host, (void)user;
    ((sprite *)data)->lives = false;
}

static inlay_status sprite_new(inlay_call *call, void *user, inlay_string name, const nested_tuple_s32_s32 *at, nested_game_sprite *result)
{
    if (at->f0 != -1 || at->f1 != INT32_MAX)
        return inlay_call_trap(call, "it is elsewhere");
    *result = make(user, name.bytes, name.size);
    return INLAY_DONE;
}

static inlay_status sprite_name(inlay_call *call, void *user, nested_game_sprite self, inlay_string *result)
{
    const sprite *s = nested_game_sprite_data(inlay_call_host(call), self);
    (void)user;
    *result = (inlay_string){ s->name, s->size };
    return INLAY_DONE;
}

static inlay_status sprite_rename(inlay_call *call, void *user, nested_game_sprite self, const nested_option_string *name, nested_result_string_kinds_errno *result)
{
    sprite *s = nested_game_sprite_data(inlay_call_host(call), self);
    (void)user;
    result->is_err = !name->has;
    if (!name->has) {
        result->err = NESTED_KINDS_ERRNO_NULL;
        return INLAY_DONE;
    }
    char *old = inlay_call_alloc(call, s->size + 1);
    memcpy(old, s->name, s->size);
    result->ok = (inlay_string){ old, s->size };
    memcpy(s->name, name->value.bytes, name->value.size);
    s->name[name->value.size] = '!';
    s->size = name->value.size + 1;
    return INLAY_DONE;
}

static inlay_status sprite_kids(inlay_call *call, void *user, nested_game_sprite self, nested_list_game_sprite *result)
{
    nested_game_sprite *kids = inlay_call_alloc(call, 3 * sizeof *kids);
    (void)self;
    for (int i = 0; i < 3; i++)
        kids[i] = make(user, "kid", 3);
    *result = (nested_list_game_sprite){ kids, 3 };
    return INLAY_DONE;
}

static inlay_status sprite_merge(inlay_call *call, void *user, nested_game_sprite a, nested_game_sprite b, nested_result_game_sprite_string *result)
{
    sprite *to = nested_game_sprite_data(inlay_call_host(call), a);
    const sprite *from = nested_game_sprite_data(inlay_call_host(call), b);
    (void)user;
    result->is_err = to->name[0] == '?';
    if (result->is_err) {
        inlay_resource_drop(inlay_call_host(call), a.id);
        result->err = (inlay_string){ "not with this one", 17 };
        return INLAY_DONE;
    }
    memcpy(to->name + to->size, from->name, from->size);
    to->size += from->size;
    result->ok = a;
    return INLAY_DONE;
}

static inlay_status sprite_maybe(inlay_call *call, void *user, nested_option_game_sprite *result)
{
    (void)call;
    *result = (nested_option_game_sprite){ true, make(user, "may", 3) };
    return INLAY_DONE;
}

static char *add(inlay_call *call, char *to, char before, nested_game_sprite s)
{
    const sprite *from = nested_game_sprite_data(inlay_call_host(call), s);
    *to = before;
    memcpy(to + 1, from->name, from->size);
    return to + 1 + from->size;
}

static inlay_status look(inlay_call *call, void *user, const nested_game_lent *at, inlay_string *result)
{
    char *text = inlay_call_alloc(call, 1000), *end = add(call, text, '.', at->first);
    (void)user;
    for (size_t i = 0; i < at->more.count; i++)
        end = add(call, end, ',', at->more.items[i]);
    if (at->maybe.has)
        end = add(call, end, '?', at->maybe.value);
    memcpy(end, at->default_.bytes, at->default_.size);
    *result = (inlay_string){ text, (size_t)(end - text) + at->default_.size };
    return INLAY_DONE;
}

#define TURN(name, type)                                                                                    \
    static inlay_status name(inlay_call *call, void *user, const type *v, type *result)                     \
    {                                                                                                       \
        (void)call, (void)user;                                                                             \
        *result = *v;                                                                                       \
        return INLAY_DONE;                                                                                  \
    }
TURN(give, nested_game_given)
TURN(turn_deep, nested_result_option_result_none_string_list_tuple_char_u8)
TURN(turn_outer, nested_kinds_outer)
TURN(turn_tree, nested_kinds_tree)

static inlay_status turn_texts(inlay_call *call, void *user, nested_list_list_string v, nested_list_list_string *result)
{
    (void)call, (void)user;
    *result = v;
    return INLAY_DONE;
}

static inlay_status turn_many(inlay_call *call, void *user, uint8_t a, int8_t b, uint16_t c, int16_t d, uint32_t e, int32_t f, uint64_t g, int64_t h,
                              float i, double j, bool k, uint32_t l, inlay_string m, nested_kinds_e300 n, const nested_option_u8 *o,
                              const nested_result_none_none *p, nested_list_u8 q, nested_tuple_u64_s64_string_list_u8 *result)
{
    (void)call, (void)user;
    result->f0 = (uint64_t)a + c + e + g + k + l + (uint64_t)n + (o->has ? o->value : 999) + (p->is_err ? 7 : 0);
    result->f1 = h + b + d + f + (int64_t)i + (int64_t)j;
    result->f2 = m;
    result->f3 = q;
    return INLAY_DONE;
}

static inlay_status on_assert(inlay_call *call, void *user, bool that, nested_result_none_none *result)
{
    (void)call, (void)user;
    result->is_err = !that;
    return INLAY_DONE;
}

/* A token's case; its text is left out. */
static inlay_status token_new(inlay_call *call, void *user, const nested_kinds_either *of, nested_both_token *result)
{
    nested_kinds_either *kept = malloc(sizeof *kept);
    *kept = *of;
    if (of->tag == NESTED_KINDS_EITHER_E || of->tag == NESTED_KINDS_EITHER_F)
        kept->e = (inlay_string){ "a text", 6 };
    ((game *)user)->tokens++;
    *result = nested_both_token_create(inlay_call_host(call), kept);
    return INLAY_DONE;
}

static inlay_status token_of(inlay_call *call, void *user, nested_both_token self, nested_kinds_either *result)
{
    (void)user;
    *result = *(const nested_kinds_either *)nested_both_token_data(inlay_call_host(call), self);
    return INLAY_DONE;
}

static inlay_status exchange(inlay_call *call, void *user, nested_both_token t, nested_both_token *result)
{
    (void)call, (void)user;
    *result = t;
    return INLAY_DONE;
}

static void drop_token(inlay_host *host, void *data, void *user)
{
    (void)host;
    ((game *)user)->tokens--;
    free(data);
}

static const nested_host table = {
    .drop_game_sprite = drop_sprite, .game_sprite_new = sprite_new, .game_sprite_name = sprite_name, .game_sprite_rename = sprite_rename,
    .game_sprite_kids = sprite_kids, .game_sprite_merge = sprite_merge, .game_sprite_maybe = sprite_maybe, .game_look = look, .game_give = give,
    .game_turn_deep = turn_deep, .game_turn_outer = turn_outer, .game_turn_tree = turn_tree, .game_turn_texts = turn_texts,
    .game_turn_many = turn_many, .game_assert = on_assert, .drop_both_token = drop_token, .both_token_new = token_new, .both_token_of = token_of,
    .both_exchange = exchange,
};

/* ---- the rig ---- */

static bool open_game(game *g, uint64_t fuel, inlay_error *error)
{
    static char bytes[1 << 20];
    FILE *file = fopen("tests/bind/nested.wasm", "rb");
    size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (!file || fclose(file) != 0)
        return false;
    g->host = inlay_open(&(inlay_config){ .wit = "tests/bind/nested", .loader_threads = INLAY_NO_THREAD }, error);
    g->slot = inlay_slot_define(g->host, &(inlay_slot_def){ .name = "slot", .world = "nested:test/nested", .suspended_frames = UINT32_MAX,
                                                           .fuel_per_frame = fuel }, error);
    if (!g->slot.index || !nested_bind(g->host, g->slot, &table, g, error))
        return false;
    g->mod = inlay_load(g->host, "nested", bytes, size, "{ \"name\": \"nested\", \"slot\": \"slot\" }", error);
    inlay_mod seated;
    for (int i = 0; i < 10000 && inlay_mods(g->host, g->slot, &seated, 1) == 0; i++)
        inlay_frame(g->host, 1.0 / 60);
    return inlay_mods(g->host, g->slot, &seated, 1) == 1;
}

static void frames(game *g, int count)
{
    while (count--)
        inlay_frame(g->host, 1.0 / 60);
}

/* A destructor may still run, and a call be suspended. */
#define CALL(name, self, ...)                                                                     \
    do {                                                                                          \
        inlay_status call_end;                                                                    \
        while ((call_end = name(g->host, self, __VA_ARGS__)) == INLAY_BUSY)                       \
            frames(g, 1);                                                                         \
        for (; call_end == INLAY_SUSPENDED; call_end = name##_take(g->host, g->mod, LAST(__VA_ARGS__))) \
            frames(g, 1);                                                                         \
        check(g, call_end == INLAY_DONE, #name, __LINE__);                                        \
    } while (0)

#define LAST(...)                                   LAST_OF(__VA_ARGS__, 5, 4, 3, 2, 1, 0)(__VA_ARGS__)
#define LAST_OF(a, b, c, d, e, n, ...)              LAST_##n
#define LAST_1(a)          a
#define LAST_2(a, b)       b
#define LAST_3(a, b, c)    c

/* ---- what comes back as it went ---- */

static char sent[TEXT], back[TEXT];

static void test_echo(game *g, uint32_t index, const void *given)
{
    const inlay_binding_function *f = &nested_binding.exports[index];
    void *got = values_alloc(f->result->size);
    const void *const arguments[] = { given };
    inlay_value tree = values_tree(f->result, given), result = { 0 };
    inlay_value_text(&tree, sent, TEXT);
    inlay_status status = inlay_typed_call(g->host, g->mod, &nested_binding, index, arguments, got);
    for (; status == INLAY_SUSPENDED; status = inlay_typed_take(g->host, g->mod, &nested_binding, index, got))
        frames(g, 1);
    if (!check(g, status == INLAY_DONE, f->name, __LINE__))
        return;
    result = values_tree(f->result, got);
    inlay_value_text(&result, back, TEXT);
    check(g, strcmp(sent, back) == 0, back, __LINE__);

    status = inlay_call_export(g->host, g->mod, f->name, &tree, 1, &result, 1);
    for (; status == INLAY_SUSPENDED; status = inlay_take_result(g->host, g->mod, &result, 1))
        frames(g, 1);
    inlay_value_text(&result, back, TEXT);
    check(g, status == INLAY_DONE && strcmp(sent, back) == 0, back, __LINE__);
}

static bool has_handles(const inlay_binding_function *f)
{
    return strstr(f->name, "turn-") || strstr(f->name, "give") || strstr(f->name, "exchange");
}

static void test_echoes(game *g)
{
    uint64_t seed = 11;
    for (uint32_t i = 0; i < nested_binding.export_count; i++) {
        const inlay_binding_function *f = &nested_binding.exports[i];
        if (f->param_count != 1 || f->params[0] != f->result || has_handles(f))
            continue;
        for (int n = 0; n < SAMPLES; n++) {
            void *given = values_alloc(f->result->size);
            memset(given, 0, f->result->size);
            values_random(f->result, given, &seed);
            test_echo(g, i, given);
            values_clear();
        }
    }
}

/* Seventeen flat, four back: strings, lists and options among them. */
static void test_many(game *g)
{
    const nested_option_u8 some = { true, 255 };
    const nested_result_none_none bad = { .is_err = true };
    nested_tuple_u64_s64_string_list_u8 got = { 0 };
    inlay_status status = nested_all_via_many(g->host, g->mod, 200, -100, 60000, -30000, 4000000000u, INT32_MIN, UINT64_C(1) << 63, INT64_MIN + 5000000000, 2.5f,
                                              -1e9, true, 0x10FFFF, (inlay_string){ "a\0b", 3 }, NESTED_KINDS_E300_C270, &some, &bad,
                                              (nested_list_u8){ (const uint8_t *)"\xFF\0\x80", 3 }, &got);
    for (; status == INLAY_SUSPENDED; status = nested_all_via_many_take(g->host, g->mod, &got))
        frames(g, 1);
    CHECK(status == INLAY_DONE);
    CHECK(got.f0 == 200u + 60000 + 4000000000u + (UINT64_C(1) << 63) + 1 + 0x10FFFF + 270 + 255 + 7);
    CHECK(got.f1 == INT64_MIN + 5000000000 - 100 - 30000 + INT32_MIN + 2 - 1000000000);
    CHECK_IS(got.f2, "a\0b");
    CHECK(got.f3.count == 3 && memcmp(got.f3.items, "\xFF\0\x80", 3) == 0);
    for (int that = 0; that < 2; that++) {
        nested_result_none_none answer;
        CALL(nested_all_via_assert, g->mod, that, &answer);
        CHECK(answer.is_err == !that);
    }
}

/* ---- handles ---- */

static nested_all_node new_node(game *g, const char *name, nested_game_sprite *owns)
{
    nested_option_game_sprite option = { owns != NULL, { { 0, 0 } } };
    nested_all_node made = { { 0, 0 } };
    if (owns)
        option.value = *owns;
    CALL(nested_all_node_new, g->mod, ((inlay_string){ name, strlen(name) }), &option, &made);
    return made;
}

static void test_nodes(game *g)
{
    nested_game_sprite owned = make(g, "own", 3), a = make(g, "a", 1), b = make(g, "b", 1), seen[] = { a, b, a };
    nested_all_node n = new_node(g, "n", &owned), k = new_node(g, "", NULL), both[] = { n, k, n };
    nested_option_game_sprite released;
    nested_result_all_node_string joined;
    nested_list_string names;
    inlay_string text;
    CALL(nested_all_node_with, n, k, ((nested_list_borrow_game_sprite){ seen, 3 }), &text);
    CHECK_IS(text, "n+own&/a/b/a");
    CALL(nested_all_node_with, n, n, ((nested_list_borrow_game_sprite){ NULL, 0 }), &text);
    CHECK_IS(text, "n+own&n+own");
    CALL(nested_all_names, g->mod, ((nested_list_borrow_all_node){ both, 3 }), &names);
    CHECK(names.count == 3);
    CHECK_IS(names.items[1], "");
    CHECK_IS(names.items[2], "n+own");
    CALL(nested_all_node_release, n, &released);
    CHECK(released.has && released.value.id.index == owned.id.index && released.value.id.serial == owned.id.serial);
    inlay_resource_drop(g->host, owned.id);
    CALL(nested_all_node_release, n, &released);
    CHECK(!released.has);
    CALL(nested_all_node_join, g->mod, ((nested_list_all_node){ NULL, 0 }), &joined);
    CHECK(joined.is_err);
    CHECK_IS(joined.err, "nothing to join");
    CALL(nested_all_node_join, g->mod, ((nested_list_all_node){ both, 2 }), &joined);
    CHECK(!joined.is_err && !inlay_resource_alive(g->host, n.id) && !inlay_resource_alive(g->host, k.id));
    CHECK(nested_all_node_name(g->host, n, &text) == INLAY_STALE);
    inlay_resource_drop(g->host, joined.ok.id);
    inlay_resource_drop(g->host, a.id);
    inlay_resource_drop(g->host, b.id);
}

static void test_handles_in_values(game *g)
{
    nested_all_node more[] = { new_node(g, "one", NULL), new_node(g, "two", NULL) }, kept[4];
    const nested_all_nodes all = { new_node(g, "first", NULL), { more, 2 }, { true, new_node(g, "last", NULL) } };
    nested_all_nodes turned = { 0 };
    nested_game_sprite sprites[] = { make(g, "x", 1), make(g, "y", 1), make(g, "z", 1) };
    const nested_game_lent lent = { sprites[0], { sprites, 3 }, { true, sprites[2] }, { "\0", 1 } };
    const nested_game_given given = { sprites[0], { sprites + 1, 1 }, { true, sprites[2] } };
    nested_game_given gave = { 0 };
    inlay_string text;
    CALL(nested_all_turn_nodes, g->mod, &all, &turned);
    CHECK(turned.more.count == 2 && turned.maybe.has);
    kept[0] = turned.first, kept[1] = turned.more.items[0], kept[2] = turned.more.items[1], kept[3] = turned.maybe.value;
    CALL(nested_all_node_name, kept[2], &text);
    CHECK_IS(text, "two");
    CALL(nested_all_node_name, kept[3], &text);
    CHECK_IS(text, "last");
    for (int i = 0; i < 4; i++)
        inlay_resource_drop(g->host, kept[i].id);
    CALL(nested_all_look_at, g->mod, &lent, &text);
    CHECK_IS(text, ".x,x,y,z?z\0");
    CALL(nested_all_give_all, g->mod, &given, &gave);
    CHECK(gave.more.count == 1 && gave.more.items[0].id.index == sprites[1].id.index && gave.maybe.has);
    for (int i = 0; i < 3; i++) {
        CHECK(inlay_resource_alive(g->host, sprites[i].id));
        inlay_resource_drop(g->host, sprites[i].id);
    }
}

/* A variant of both sides' handles; and what is lent in a record of the dynamic API. */
static void test_handle_cases(game *g)
{
    nested_all_handle h = { .tag = NESTED_ALL_HANDLE_BOTH }, got = { 0 };
    h.both.f0 = make(g, "s", 1);
    h.both.f1 = new_node(g, "n", NULL);
    CALL(nested_all_turn_handle, g->mod, &h, &got);
    CHECK(got.tag == NESTED_ALL_HANDLE_BOTH && nested_game_sprite_data(g->host, got.both.f0) != NULL);
    inlay_resource_drop(g->host, got.both.f1.id);
    h = (nested_all_handle){ .tag = NESTED_ALL_HANDLE_SPRITE, .sprite = got.both.f0 };
    CALL(nested_all_turn_handle, g->mod, &h, &got);
    CHECK(got.tag == NESTED_ALL_HANDLE_SPRITE);

    inlay_value borrowed = { .kind = INLAY_BORROW }, fields[4], lent = { .kind = INLAY_RECORD }, result = { 0 };
    borrowed.resource = got.sprite.id;
    fields[0] = borrowed;
    fields[1] = (inlay_value){ .kind = INLAY_LIST };
    fields[1].list = (inlay_values){ &borrowed, 1 };
    fields[2] = (inlay_value){ .kind = INLAY_OPTION };
    fields[3] = inlay_text("!");
    lent.list = (inlay_values){ fields, 4 };
    frames(g, 2000);
    inlay_status status = inlay_call_export(g->host, g->mod, "nested:test/all#look-at", &lent, 1, &result, 1);
    for (; status == INLAY_SUSPENDED; status = inlay_take_result(g->host, g->mod, &result, 1))
        frames(g, 1);
    CHECK(status == INLAY_DONE);
    CHECK_IS(result.string, ".s,s!");
    inlay_resource_drop(g->host, got.sprite.id);
}

static void test_play(game *g)
{
    nested_result_tuple_string_u32_kinds_errno got;
    CALL(nested_all_play, g->mod, ((inlay_string){ "x", 1 }), &got);
    CHECK(!got.is_err && got.ok.f1 == 3);
    CHECK_IS(got.ok.f0, "x!may");
    CALL(nested_all_play, g->mod, ((inlay_string){ "", 0 }), &got);
    CHECK(got.is_err && got.err == NESTED_KINDS_ERRNO_NULL);
    CALL(nested_all_play, g->mod, ((inlay_string){ "?", 1 }), &got);
    CHECK(got.is_err && got.err == NESTED_KINDS_ERRNO_EOF);
}

/* An interface of both sides: the game's tokens are no tokens of the mod's. */
static void test_tokens(game *g)
{
    const nested_kinds_either cases[] = { { .tag = NESTED_KINDS_EITHER_A, .a = UINT32_MAX }, { .tag = NESTED_KINDS_EITHER_B, .b = 1 }, { .tag = NESTED_KINDS_EITHER_D, .d = -0.5f },
                                          { .tag = NESTED_KINDS_EITHER_F, .f = { "text", 4 } }, { .tag = NESTED_KINDS_EITHER_NEW }, { .tag = NESTED_KINDS_EITHER_G, .g = 0x155 } };
    nested_both_token t, other;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        nested_kinds_either of = { 0 };
        CALL(nested_both_token_new, g->mod, &cases[i], &t);
        CALL(nested_both_exchange, g->mod, t, &other);
        CALL(nested_both_token_of, other, &of);
        CHECK(of.tag == cases[i].tag);
        if (of.tag == NESTED_KINDS_EITHER_F)
            CHECK_IS(of.f, "a text");
        else if (of.tag != NESTED_KINDS_EITHER_NEW)
            CHECK(of.a == cases[i].a);
        inlay_resource_drop(g->host, other.id);
    }
    t = nested_both_token_create(g->host, malloc(1));
    g->tokens++;
    frames(g, 2000);
    CHECK(nested_both_exchange(g->host, g->mod, t, &other) == INLAY_DENIED);
    CHECK(strstr(inlay_last_error(g->host), "the resource was not made by this generation of this mod") != NULL);
    inlay_resource_drop(g->host, t.id);
    CHECK(g->tokens == 0);
}

/* What no value of the type is: refused, at any depth, and the mod has seen nothing of it. */
static void test_wrong_values(game *g)
{
    nested_kinds_e300 e = (nested_kinds_e300)300;
    nested_kinds_f17 f = 1u << 17;
    const inlay_string surrogate = { "\xED\xA0\x80", 3 };
    const nested_list_string texts = { &surrogate, 1 };
    const nested_list_list_string all = { &texts, 1 };
    const nested_kinds_outer outer = { .tag = NESTED_KINDS_OUTER_TWO, .two = { .tag = (nested_kinds_either_tag)8 } };
    nested_list_list_string got;
    nested_kinds_outer same;
    CHECK(nested_all_an_enum(g->host, g->mod, e, &e) == INLAY_DENIED);
    CHECK(nested_all_an_f17(g->host, g->mod, f, &f) == INLAY_DENIED);
    CHECK(nested_all_texts(g->host, g->mod, all, &got) == INLAY_DENIED);
    CHECK(strstr(inlay_last_error(g->host), "in item 0, in item 0, in argument 0, in the arguments of texts") != NULL);
    CHECK(nested_all_an_outer(g->host, g->mod, &outer, &same) == INLAY_DENIED);
}

/* What ends late is of one export, and no other's take gets it. */
static void test_take_of_another(game *g)
{
    nested_kinds_e300 e;
    nested_list_list_string got;
    inlay_string items[40];
    nested_list_string texts = { items, 40 };
    for (int i = 0; i < 40; i++)
        items[i] = (inlay_string){ "late", 4 };
    if (!CHECK(nested_all_texts(g->host, g->mod, (nested_list_list_string){ &texts, 1 }, &got) == INLAY_SUSPENDED))
        return;
    inlay_status status = INLAY_SUSPENDED;
    for (; status == INLAY_SUSPENDED; status = nested_all_an_enum_take(g->host, g->mod, &e))
        frames(g, 1);
    CHECK(status == INLAY_DENIED);
    CHECK(strstr(inlay_last_error(g->host), "the call that ended was another: nested:test/all@2.0.0#texts") != NULL);
}

void nested_test(int *passed, int *failed)
{
    static const uint64_t fuels[] = { (uint64_t)1 << 60, 60, 500 };
    for (size_t f = 0; f < sizeof fuels / sizeof *fuels; f++) {
        game *g = calloc(1, sizeof *g);
        inlay_error error = { 0 };
        if (!open_game(g, fuels[f], &error)) {
            printf("tests/bind/nested.c: %s\n", inlay_error_text(&error));
            ++*failed;
            inlay_close(g->host);
            free(g);
            continue;
        }
        test_echoes(g);
        test_many(g);
        test_nodes(g);
        test_handles_in_values(g);
        test_handle_cases(g);
        test_play(g);
        test_tokens(g);
        test_wrong_values(g);
        if (f)
            test_take_of_another(g);
        frames(g, 2000);
        CHECK(living(g) == 0);
        inlay_close(g->host);
        *passed += g->passed;
        *failed += g->failed;
        free(g);
    }
}
