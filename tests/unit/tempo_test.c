/* Which calls ask for the time, and what the others are taken to take. */
#include "tests/unit/check.h"

#include "host/host.h"
#include "host/tempo.h"

#include <stddef.h>

enum { MOST = 5000 };

/* A frame of so many calls that take `ticks` for `fuel`: how many asked for the time, and the ticks counted. */
static uint32_t play(tempo *t, uint64_t frame, uint32_t calls, uint64_t ticks, uint64_t fuel, uint64_t *counted)
{
    uint32_t asked = 0;
    *counted = 0;
    for (uint32_t i = 0; i < calls; i++) {
        if (tempo_goes_on(t, frame)) {
            *counted += tempo_ticks(t, fuel);
            continue;
        }
        asked++;
        *counted += ticks;
        tempo_learn(t, frame, ticks, fuel, MOST);
    }
    return asked;
}

TEST(in_a_frame_with_few_calls_each_is_timed)
{
    tempo t = { 0 };
    uint64_t counted;
    CHECK_INT(play(&t, 1, 2, 100, 10, &counted), 2);
    CHECK_INT(counted, 200);
    CHECK_INT(play(&t, 2, 1, 100, 10, &counted), 1);
}

TEST(of_many_short_calls_one_in_thirty_is_timed_and_all_are_counted)
{
    tempo t = { 0 };
    uint64_t counted;
    CHECK_INT(play(&t, 1, 3001, 100, 10, &counted), 101);
    CHECK_INT(counted, 300100);
    CHECK_INT(play(&t, 2, 3001, 100, 10, &counted), 101);
}

TEST(calls_that_are_not_short_are_all_timed)
{
    tempo t = { 0 };
    uint64_t counted;
    CHECK_INT(play(&t, 1, 100, MOST + 1, 10, &counted), 100);
}

TEST(the_first_call_of_a_frame_says_nothing_of_the_next)
{
    tempo t = { 0 };
    CHECK(!tempo_goes_on(&t, 7));
    tempo_learn(&t, 7, 4000, 10, MOST);
    CHECK(!tempo_goes_on(&t, 7));
    tempo_learn(&t, 7, 100, 10, MOST);
    CHECK(tempo_goes_on(&t, 7));
    CHECK_INT(tempo_ticks(&t, 10), 100);
    CHECK_INT(tempo_ticks(&t, 1000), 10000);
    CHECK(!tempo_goes_on(&t, 8));
}

TEST(a_call_that_spends_nothing_says_nothing)
{
    tempo t = { 0 };
    tempo_learn(&t, 1, 100, 0, MOST);
    tempo_learn(&t, 1, 100, 0, MOST);
    CHECK(!tempo_goes_on(&t, 1));
}

TEST(rates_follow_what_is_timed_and_do_not_overflow)
{
    tempo t = { 0 };
    uint64_t counted;
    play(&t, 1, 3001, 4000, 1, &counted);
    CHECK_INT(tempo_ticks(&t, 1), 4000);
    play(&t, 2, 30001, 1, 1, &counted);
    CHECK_INT(tempo_ticks(&t, 1000), 1000);
}

/* The usual call clears them two at once, and asks for each soon after: a store across 16 bytes would make it wait (docs/adr/0043). */
TEST(words_that_are_cleared_together_lie_in_sixteen_bytes)
{
    CHECK_INT(sizeof(void *) == 8 ? offsetof(inlay_host, entered_at) % 16 : 0, 0);
    CHECK_INT(offsetof(inlay_host, left_at) - offsetof(inlay_host, entered_at), 8);
    CHECK_INT(offsetof(inlay_host, nested_ticks) - offsetof(inlay_host, left_at), 8);
    CHECK_INT(offsetof(inlay_host, translate_ticks) - offsetof(inlay_host, nested_ticks), 8);
}
