/* The list of pairs, which tests/perf/choose.sh writes. */
#include "engine/wasm/code_form.h"
#include "engine/wasm/translate.h"

#include <string.h>

static const char *const names[CODE_COUNT] = {
#define CODE(name, form)  #name,
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)        CODE(x##__##y, )
#define CARRIED(...) __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
};

/* And what three cells begin with. */
static const bool is_plain[CODE_COUNT] = {
#define CODE(name, form)
#define PLAIN(name, form) [CODE_##name] = true,
#define PAIR(x, y)    [CODE_##x##__##y] = true,
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED
};

static const struct { uint16_t first, second, pair; } pairs[] = {
#define PAIRS(x, ...) __VA_ARGS__
#define TRIPLES(xy, ...) __VA_ARGS__
#define PAIR(x, y)       { CODE_##x, CODE_##y, CODE_##x##__##y },
#define TRIPLE(x, y, z)  { CODE_##x##__##y, CODE_##z, CODE_##x##__##y##__##z },
#include "engine/wasm/pairs.def"
#undef PAIRS
#undef TRIPLES
#undef PAIR
#undef TRIPLE
};

/* Behind code.def: the table has rows named TEST. */
#include "tests/unit/check.h"

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), wanted = strlen(end);
    return length >= wanted && strcmp(name + length - wanted, end) == 0;
}

/* What only the oracle has, what starts with its own cell behind it, and what is rare by nature. */
static bool may_be_second(const char *name)
{
    return !ends_with(name, "_far") && strncmp(name, "oracle", 6) != 0 && strcmp(name, "mark") != 0 && strcmp(name, "unreachable") != 0;
}

TEST(each_pair_starts_plain_and_is_listed_once_in_order)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        CHECK(is_plain[pairs[i].first]);
        CHECK(may_be_second(names[pairs[i].second]));
        uint32_t at = (uint32_t)pairs[i].first << 16 | pairs[i].second;
        uint32_t before = i ? (uint32_t)pairs[i - 1].first << 16 | pairs[i - 1].second : 0;
        CHECK(at > before || i == 0);
    }
}

TEST(each_group_of_pairs_is_of_its_first_half)
{
#define PAIRS(x, ...) { static const uint16_t firsts[] = { __VA_ARGS__ }; for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) CHECK_TEXT(names[firsts[i]], #x); }
#define TRIPLES(xy, ...) PAIRS(xy, __VA_ARGS__)
#define PAIR(x, y)    CODE_##x,
#define TRIPLE(x, y, z)  CODE_##x##__##y,
#include "engine/wasm/pairs.def"
#undef PAIRS
#undef TRIPLES
#undef PAIR
#undef TRIPLE
}

static bool is_quiet(uint32_t code)
{
    return code && ends_with(names[code], "_q") && !strstr(names[code], "__") && strlen(names[code - 1]) + 2 == strlen(names[code]) && strncmp(names[code - 1], names[code], strlen(names[code - 1])) == 0;
}

/* By second half, the pairs that begin with x. */
static void list_pairs(uint32_t x, uint16_t *found)
{
    memset(found, 0, CODE_COUNT * sizeof *found);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].first == x)
            found[pairs[i].second] = pairs[i].pair;
}

/* A pair of those few that gcc has a handler for has an op of its own in what it builds. */
TEST(each_of_the_few_pairs_is_one)
{
    const interpreter *in = interpreter_switch();
    uint32_t count = 0;
    for (uint32_t code = 0; code < CODE_COUNT; code++) {
        if (!code_is_few(code))
            continue;
        count++;
        CHECK(code_shapes[code].second != CODE_NO_PAIR && code_shapes[code_shapes[code].second].second == CODE_NO_PAIR);
        CHECK(in->pairs == PAIRS_NONE || interpreter_op(in, code) != interpreter_op(in, CODE_i32_load));
    }
    CHECK(count > 0 && !code_is_few(CODE_i32_load));
}

/* A quiet half that has no pair runs as the loud one: the second one's rather than the first one's. */
TEST(each_pair_is_found_and_nothing_else_is)
{
    static uint16_t own[CODE_COUNT], loud[CODE_COUNT];
    for (uint32_t x = 0; x < CODE_COUNT; x++) {
        list_pairs(x, own);
        list_pairs(is_quiet(x) ? x - 1 : x, loud);
        for (uint32_t y = 0; y < CODE_COUNT; y++) {
            uint32_t before = is_quiet(y) ? y - 1 : y;
            uint32_t wanted = own[y] ? own[y] : own[before] ? own[before] : loud[y] ? loud[y] : loud[before];
            if (translate_pair_of(x, y) != wanted)
                CHECK_TEXT(names[x], names[y]);
        }
    }
}
