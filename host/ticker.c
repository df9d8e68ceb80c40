/* Tickers: what a tick is worth. */
#include "host/ticker.h"

/* Both clocks are read 50 ns apart at worst: a first guess is good to a few parts in
 * a thousand, each later one to 50 in a million. */
enum { FIRST_NS = 20000, AGAIN_NS = 1000000, SHORT_NS = 2000 };

static void measure(ticker *t, uint64_t ns_wanted)
{
    uint64_t ns = time_monotonic_ns(), ticks = time_counter();
    if (ns < t->ns_then + ns_wanted || ticks <= t->ticks_then)
        return;
    t->ns_of_tick = (double)(ns - t->ns_then) / (double)(ticks - t->ticks_then);
    t->ticks_of_short = (uint64_t)(SHORT_NS / t->ns_of_tick);
    t->ns_then = ns;
    t->ticks_then = ticks;
}

void ticker_open(ticker *t, uint64_t (*clock)(void *user), void *clock_user)
{
    *t = (ticker){ .clock = clock, .clock_user = clock_user, .counts = !clock && time_has_counter(), .ns_of_tick = 1, .ticks_of_short = clock ? 0 : SHORT_NS };
    if (!t->counts)
        return;
    t->ns_then = time_monotonic_ns();
    t->ticks_then = time_counter();
    uint64_t end = t->ns_then + FIRST_NS;
    while (time_monotonic_ns() < end)
        continue;
    measure(t, 0);
    if (t->ns_of_tick < 1000)
        return;
    t->counts = false;            /* a counter that stands still is none */
    t->ticks_of_short = SHORT_NS;
}

void ticker_correct(ticker *t)
{
    if (t->counts)
        measure(t, AGAIN_NS);
}

uint64_t ticker_clock(const ticker *t)
{
    return t->clock ? t->clock(t->clock_user) : time_monotonic_ns();
}
