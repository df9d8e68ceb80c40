/* Buckets: shares, savings, debts, turns. */
#include "host/bucket.h"
#include "tests/unit/check.h"

TEST(shares_follow_the_weights_and_no_one_gets_nothing)
{
    CHECK_INT(bucket_share(40000, 1, 4), 10000);
    CHECK_INT(bucket_share(40000, 3, 4), 30000);
    CHECK_INT(bucket_share(10, 1, 1000), 1);
    CHECK_INT(bucket_share(INT64_MAX / 4, 1000, 1000), INT64_MAX / 4);
    CHECK_INT(bucket_share(500, 0, 0), 500);
}

TEST(what_is_not_spent_is_saved_up_to_so_many_shares_and_the_rest_is_for_others)
{
    bucket b = { 0 };
    CHECK_INT(bucket_fill(&b, 100, 3), 100);
    CHECK_INT(bucket_settle(&b, 100), 0);
    for (int frame = 0; frame < 2; frame++) {
        CHECK_INT(bucket_fill(&b, 100, 3), 100);
        CHECK_INT(bucket_settle(&b, 90), 0);
    }
    CHECK_INT(b.saved, 280);
    CHECK_INT(bucket_fill(&b, 100, 3), 100);
    CHECK_INT(bucket_settle(&b, 90), 70);
    CHECK_INT(b.saved, 300);
    CHECK_INT(bucket_draw(&b, 120), 120);
    CHECK_INT(bucket_draw(&b, 1000), 180);
    CHECK_INT(bucket_draw(&b, 1000), 0);
}

TEST(a_debt_is_paid_from_savings_then_from_coming_shares_and_cools_down)
{
    bucket b = { 0 };
    bucket_fill(&b, 100, 4);
    bucket_settle(&b, 50);
    bucket_fill(&b, 100, 4);
    bucket_settle(&b, -350);
    CHECK_INT(b.saved, 0);
    CHECK_INT(b.debt, 300);
    int64_t tank = bucket_fill(&b, 100, 4);
    CHECK_INT(tank, -200);
    CHECK_INT(bucket_cooling(&b, tank), 2);
    bucket_settle(&b, tank);
    tank = bucket_fill(&b, 100, 4);
    bucket_settle(&b, tank);
    CHECK_INT(bucket_fill(&b, 100, 4), 0);
    CHECK_INT(b.debt, 0);
}

TEST(a_smaller_share_shrinks_what_was_saved)
{
    bucket b = { 0 };
    bucket_fill(&b, 1000, 4);
    bucket_settle(&b, 1000);
    bucket_fill(&b, 10, 4);
    CHECK_INT(b.saved, 40);
}

TEST(the_largest_numbers_do_not_wrap)
{
    bucket b = { 0 };
    CHECK_INT(bucket_fill(&b, UINT64_MAX, UINT32_MAX), INT64_MAX / 2);
    CHECK_INT(bucket_settle(&b, INT64_MIN), 0);
    CHECK_INT(bucket_settle(&b, INT64_MIN), 0);
    CHECK(bucket_fill(&b, UINT64_MAX, UINT32_MAX) <= 0);
    CHECK_INT(bucket_settle(&b, INT64_MAX), INT64_MAX - INT64_MAX / 2);
    bucket_turn(&b, UINT64_MAX, 1);
    CHECK(bucket_turn(&b, UINT64_MAX, UINT64_MAX) <= INT64_MAX / 2);
}

TEST(a_turn_is_never_more_than_the_quanta_so_far_and_what_is_there)
{
    bucket b = { 0 };
    CHECK_INT(bucket_turn(&b, 100, 1000), 100);
    bucket_took(&b, 60, false);
    CHECK_INT(bucket_turn(&b, 100, 1000), 140);
    bucket_took(&b, 140, false);
    CHECK_INT(bucket_turn(&b, 100, 30), 30);
    bucket_took(&b, 30, true);
    CHECK_INT(bucket_turn(&b, 100, 1000), 100);     /* who was done begins anew */
}
