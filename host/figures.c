/* Figures of times: see figures.h. */
#include "host/figures.h"

#include "engine/wasm/numeric.h"

#include <string.h>

enum { SUB_BITS = 4, SUB = 1 << SUB_BITS };

static const uint32_t thresholds[FIGURES_OVER] = { 1000000, 2000000, 4000000, 8000000 };

/* Values below 16 have a bucket each; above, 16 a power of two. */
static uint32_t bucket_of(uint32_t ns)
{
    if (ns < SUB)
        return ns;
    uint32_t power = 31 - clz32(ns);
    return (power - SUB_BITS + 1) * SUB + (ns >> (power - SUB_BITS)) - SUB;
}

/* The middle of a bucket. */
static uint64_t value_of(uint32_t bucket)
{
    if (bucket < SUB)
        return bucket;
    uint32_t power = bucket / SUB - 1;
    uint64_t low = (uint64_t)(SUB + bucket % SUB) << power;
    return low + ((UINT64_C(1) << power) >> 1);
}

void figures_ring_add(figures_ring *r, uint64_t ns)
{
    r->ns[r->next] = ns < UINT32_MAX ? (uint32_t)ns : UINT32_MAX;
    r->next = (r->next + 1) % FIGURES_RING;
    r->count += r->count < FIGURES_RING;
}

uint32_t figures_ring_at(const figures_ring *r, uint32_t back)
{
    return r->ns[(r->next + FIGURES_RING - 1 - back % FIGURES_RING) % FIGURES_RING];
}

uint32_t figures_ring_span(const figures_ring *r, uint64_t ns)
{
    uint32_t count = 0;
    for (uint64_t sum = 0; count < r->count; count++) {
        sum += figures_ring_at(r, count);
        if (sum > ns)
            break;
    }
    return count;
}

void figures_add(figures *f, uint64_t ns)
{
    uint32_t value = ns < UINT32_MAX ? (uint32_t)ns : UINT32_MAX;
    figures_ring_add(&f->recent, ns);
    f->buckets[bucket_of(value)]++;
    f->count++;
    f->most = value > f->most ? value : f->most;
    for (uint32_t i = 0; i < FIGURES_OVER; i++)
        f->over[i] += value > thresholds[i];
}

/* The value that a part of all stays at or below: nearest rank, sought from the largest. */
static uint64_t percentile(const uint32_t *buckets, uint64_t count, uint32_t percent, uint64_t most)
{
    uint64_t above = count - (count * percent + 99) / 100;
    uint32_t at = bucket_of((uint32_t)most);
    for (; at && buckets[at] <= above; at--)
        above -= buckets[at];
    return value_of(at) < most ? value_of(at) : most;
}

static void summarize(figures_summary *s, const uint32_t *buckets)
{
    s->p50 = percentile(buckets, s->count, 50, s->most);
    s->p95 = percentile(buckets, s->count, 95, s->most);
    s->p99 = percentile(buckets, s->count, 99, s->most);
}

figures_summary figures_of_last(const figures *f, uint32_t frames)
{
    figures_summary s = { .count = frames < f->recent.count ? frames : f->recent.count };
    uint32_t buckets[FIGURES_BUCKETS];
    memset(buckets, 0, sizeof buckets);
    for (uint32_t i = 0; i < s.count; i++) {
        uint32_t value = figures_ring_at(&f->recent, i);
        buckets[bucket_of(value)]++;
        s.most = value > s.most ? value : s.most;
        for (uint32_t n = 0; n < FIGURES_OVER; n++)
            s.over[n] += value > thresholds[n];
    }
    summarize(&s, buckets);
    return s;
}

figures_summary figures_of_all(const figures *f)
{
    figures_summary s = { .count = f->count, .most = f->most };
    memcpy(s.over, f->over, sizeof s.over);
    summarize(&s, f->buckets);
    return s;
}

uint64_t figures_p99(const figures *f) { return percentile(f->buckets, f->count, 99, f->most); }
