/* Figures: percentiles over the last frames and over all, in bounded memory. */
#include "host/figures.h"
#include "tests/unit/check.h"

static figures f;

static void begin(void)
{
    f = (figures){ .count = 0 };
}

/* The histogram tells a value to 1/16 of its power of two. */
static bool near(uint64_t found, uint64_t wanted)
{
    uint64_t away = found > wanted ? found - wanted : wanted - found;
    return away * 16 <= wanted;
}

TEST(one_slow_frame_in_a_hundred_is_the_largest_and_no_percentile)
{
    begin();
    for (int i = 0; i < 99; i++)
        figures_add(&f, 400000);
    figures_add(&f, 9000000);
    figures_summary s = figures_of_all(&f);
    CHECK_INT(s.count, 100);
    CHECK(near(s.p50, 400000) && near(s.p95, 400000) && near(s.p99, 400000));
    CHECK_INT(s.most, 9000000);
    for (int i = 0; i < FIGURES_OVER; i++)
        CHECK_INT(s.over[i], 1);
}

TEST(percentiles_are_of_nearest_rank)
{
    begin();
    for (int i = 1; i <= 1000; i++)
        figures_add(&f, (uint64_t)i * 10000);
    figures_summary s = figures_of_last(&f, 1000), last = figures_of_last(&f, 100);
    CHECK(near(s.p50, 5000000) && near(s.p95, 9500000) && near(s.p99, 9900000));
    CHECK_INT(s.over[0], 900);
    CHECK_INT(s.over[3], 200);
    CHECK_INT(last.count, 100);
    CHECK(near(last.p50, 9500000));
    CHECK_INT(last.most, 10000000);
}

TEST(the_ring_forgets_and_the_histogram_does_not)
{
    begin();
    figures_add(&f, 3000000);
    for (int i = 0; i < FIGURES_RING; i++)
        figures_add(&f, 1000);
    CHECK_INT(figures_of_last(&f, FIGURES_RING).most, 1000);
    CHECK_INT(figures_of_all(&f).most, 3000000);
    CHECK_INT(figures_of_all(&f).count, FIGURES_RING + 1);
    CHECK_INT(figures_of_last(&f, UINT32_MAX).count, FIGURES_RING);
}

TEST(a_span_is_as_many_frames_as_last_so_long)
{
    static figures_ring r;
    for (int i = 0; i < 100; i++)
        figures_ring_add(&r, 16666666);
    CHECK_INT(figures_ring_span(&r, 1000000000), 60);
    CHECK_INT(figures_ring_span(&r, UINT64_MAX), 100);
    CHECK_INT(figures_ring_span(&r, 0), 0);
}

TEST(any_value_has_a_bucket_and_comes_back_near_itself)
{
    for (uint64_t ns = 0; ns < UINT64_C(6000000000); ns = ns * 17 / 16 + 1) {
        uint64_t wanted = ns < UINT32_MAX ? ns : UINT32_MAX;
        begin();
        figures_add(&f, ns);
        figures_add(&f, ns * 2);
        CHECK(near(figures_of_all(&f).p50, wanted));
        CHECK_INT(figures_p99(&f), figures_of_all(&f).p99);
    }
    begin();
    figures_summary none = figures_of_all(&f);
    CHECK_INT(none.p99, 0);
    CHECK_INT(none.count, 0);
}
