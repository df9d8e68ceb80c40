/* The fit's short way: a hash finds what may be the same, the bytes decide. */
#include "host/fit_memo.h"
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <string.h>
#include <xxhash.h>

/* Names whose components have outlines of one XXH64: the first difference is undone
 * 32 bytes on, in the same lane, since each of its steps can be turned round. */
#define FITTING "strange-names-are-naabcdefghstrange-names-are-names-ijklmnopnge-names-are-names-too-strange-names-ax"
#define ALIKE   "strange-names-are-navg24opdfstrange-names-are-names-incu0lvmnge-names-are-names-too-strange-names-ax"

enum { NAME = sizeof FITTING - 1, HEAD = 8, OUTLINE = 14 + NAME, WHOLE = HEAD + OUTLINE };

/* (component (import NAME (func))) */
static void build(uint8_t bytes[WHOLE], const char *name)
{
    static const uint8_t head[] = { 0, 'a', 's', 'm', 13, 0, 1, 0, 7, 5, 1, 0x40, 0, 1, 0, 10, NAME + 5, 1, 0, NAME };
    memcpy(bytes, head, sizeof head);
    memcpy(bytes + sizeof head, name, NAME);
    memcpy(bytes + sizeof head + NAME, (uint8_t[]){ 1, 0 }, 2);
}

static text_view outline(const uint8_t bytes[WHOLE])
{
    return (text_view){ (const char *)bytes + HEAD, OUTLINE };
}

TEST(outlines_of_one_hash_are_told_apart_by_their_bytes)
{
    uint8_t fitting[WHOLE], alike[WHOLE];
    const struct slot *slot = (const struct slot *)fitting, *other = (const struct slot *)alike;
    budget b;
    fit_memo memo;
    build(fitting, FITTING);
    build(alike, ALIKE);
    CHECK(XXH64(fitting + HEAD, OUTLINE, 0) == XXH64(alike + HEAD, OUTLINE, 0));
    budget_open(&b, NULL, 0);
    fit_memo_open(&memo, &b);
    CHECK(!fit_memo_knows(&memo, slot, outline(fitting)));
    fit_memo_keep(&memo, slot, outline(fitting));
    CHECK(fit_memo_knows(&memo, slot, outline(fitting)));
    CHECK(!fit_memo_knows(&memo, slot, outline(alike)));
    CHECK(!fit_memo_knows(&memo, other, outline(fitting)));
    CHECK_INT(memo.known, 1);
    CHECK_INT(memo.alike, 1);
    fit_memo_close(&memo);
    budget_close(&b);
}

TEST(only_the_last_few_outlines_are_kept)
{
    budget b;
    fit_memo memo;
    budget_open(&b, NULL, 0);
    fit_memo_open(&memo, &b);
    const struct slot *slot = (const struct slot *)&memo;
    for (uint32_t i = 0; i <= FIT_MEMO_ENTRIES; i++)
        fit_memo_keep(&memo, slot, (text_view){ (const char *)&i, sizeof i });
    for (uint32_t i = 0; i <= FIT_MEMO_ENTRIES; i++)
        CHECK_INT(fit_memo_knows(&memo, slot, (text_view){ (const char *)&i, sizeof i }), i > 0);
    fit_memo_keep(&memo, slot, (text_view){ FITTING, FIT_MEMO_OUTLINE + 1 });      /* too large: never read */
    CHECK(fit_memo_knows(&memo, slot, (text_view){ (const char *)&(uint32_t){ 1 }, 4 }));
    fit_memo_close(&memo);
    budget_close(&b);
}

TEST(a_core_module_and_custom_sections_are_not_in_an_outline)
{
    static const uint8_t bytes[] = {
        0, 'a', 's', 'm', 13, 0, 1, 0,
        1, 8, 0, 'a', 's', 'm', 1, 0, 0, 0,
        0, 3, 1, 'x', 'y',
        7, 5, 1, 0x40, 0, 1, 0,
    };
    static const uint8_t wanted[] = { 1, 7, 5, 1, 0x40, 0, 1, 0 };
    budget b;
    arena a;
    text_builder text;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    text_open(&text, &b);
    const component *c = component_decode(&a, &b, bytes, sizeof bytes, 0, &err);
    CHECK(c != NULL);
    if (c)
        component_outline(c, &text);
    CHECK_INT(text.size, sizeof wanted);
    CHECK(text.size == sizeof wanted && memcmp(text.bytes, wanted, sizeof wanted) == 0);
    text_close(&text);
    arena_close(&a);
    budget_close(&b);
}

static inlay_status nothing(inlay_call *call, void *user)
{
    (void)call;
    (void)user;
    return INLAY_DONE;
}

static inlay_state state_of(inlay_host *host, const char *name, const char *import)
{
    uint8_t bytes[WHOLE];
    inlay_stats stats = { 0 };
    build(bytes, import);
    inlay_mod m = inlay_load(host, name, bytes, sizeof bytes, NULL, NULL);
    for (int i = 0; i < 5; i++)
        inlay_frame(host, 0.016);
    CHECK(inlay_get_stats(host, m, &stats));
    return stats.state;
}

TEST(a_component_whose_types_have_the_hash_of_fitting_ones_is_refused)
{
    inlay_config config = { .wit_text = "package test:worlds; world w { import " FITTING ": func(); }",
                            .watching = INLAY_WATCH_OFF, .loader_threads = INLAY_NO_THREAD };
    inlay_slot_def def = { .name = "slot", .world = "test:worlds/w" };
    inlay_host *host = inlay_open(&config, NULL);
    CHECK(host && inlay_slot_define(host, &def, NULL).index);
    CHECK(inlay_bind(host, FITTING, nothing, NULL, NULL));
    CHECK_INT(state_of(host, "one", FITTING), INLAY_RUNNING);
    CHECK_INT(state_of(host, "alike", ALIKE), INLAY_REFUSED);
    CHECK_INT(state_of(host, "two", FITTING), INLAY_RUNNING);
    inlay_close(host);
}
