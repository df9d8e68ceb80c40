/* Buckets: sums that can't wrap. */
#include "host/bucket.h"

enum { BUCKET_HALF = 2 };

/* No sum of two of these leaves an int64_t. */
static const uint64_t ceiling = INT64_MAX / BUCKET_HALF;

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

uint64_t bucket_share(uint64_t fuel, uint64_t weight, uint64_t weights)
{
    if (weights == 0)
        return fuel;
    /* in two parts, so that the product can't wrap */
    uint64_t share = fuel / weights * weight + fuel % weights * weight / weights;
    return share ? share : 1;
}

int64_t bucket_fill(bucket *b, uint64_t share, uint32_t frames)
{
    b->share = least(share, ceiling);
    b->most = b->share > ceiling / BUCKET_FRAMES_MOST ? ceiling : b->share * least(frames, BUCKET_FRAMES_MOST);
    b->saved = least(b->saved, b->most);
    int64_t tank = (int64_t)b->share - (int64_t)b->debt;
    b->debt = 0;
    return tank;
}

uint64_t bucket_draw(bucket *b, uint64_t most)
{
    uint64_t drawn = least(b->saved, most);
    b->saved -= drawn;
    return drawn;
}

uint64_t bucket_settle(bucket *b, int64_t tank)
{
    if (tank < 0) {
        uint64_t owed = least((uint64_t)0 - (uint64_t)tank, ceiling), paid = least(b->saved, owed);
        b->saved -= paid;
        b->debt = least(b->debt + (owed - paid), ceiling);
        return 0;
    }
    uint64_t kept = least(b->most > b->saved ? b->most - b->saved : 0, (uint64_t)tank);
    b->saved += kept;
    return (uint64_t)tank - kept;
}

uint64_t bucket_cooling(const bucket *b, int64_t tank)
{
    uint64_t owed = tank < 0 ? (uint64_t)0 - (uint64_t)tank : 0;
    return b->share ? (owed + b->share - 1) / b->share : 0;
}

uint64_t bucket_turn(bucket *b, uint64_t quantum, uint64_t spare)
{
    b->deficit = least(b->deficit + least(quantum, ceiling), ceiling);
    return least(b->deficit, spare);
}

void bucket_took(bucket *b, uint64_t used, bool is_done)
{
    b->deficit = is_done || used > b->deficit ? 0 : b->deficit - used;
}
