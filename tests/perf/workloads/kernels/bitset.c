// Sets as bits: members in turn, counts, neighbours; bits turned round.
typedef unsigned long long u64;
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
static u64 sets[64];
static unsigned turned(unsigned x) {
    x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
    x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
    x = (x >> 4 & 0x0f0f0f0f) | (x & 0x0f0f0f0f) << 4;
    return x << 24 | (x & 0xff00) << 8 | (x >> 8 & 0xff00) | x >> 24;
}
static unsigned counted(u64 x) {
    x -= x >> 1 & 0x5555555555555555ULL;
    x = (x & 0x3333333333333333ULL) + (x >> 2 & 0x3333333333333333ULL);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fULL;
    return (unsigned)(x * 0x0101010101010101ULL >> 56);
}
__attribute__((export_name("run"))) int run(int n) {
    unsigned all = 0;
    for (int i = 0; i < 64; i++)
        sets[i] = (u64)rng() << 32 | rng();
    for (int t = 0; t < n; t++) {
        u64 seen = 0, front = 1;
        while (front) {
            int at = __builtin_ctzll(front);
            front &= front - 1;
            seen |= 1ULL << at;
            front |= sets[at] & sets[at * 7 & 63] & ~seen;
            all = all * 3 + at;
        }
        for (int i = 0; i < 64; i++) {
            all += __builtin_popcountll(sets[i] & seen) + counted(sets[i]) + __builtin_clz((unsigned)sets[i] | 1);
            all ^= turned((unsigned)(sets[i] >> 16));
            sets[i] = (sets[i] << (i & 31) | sets[i] >> (64 - (i & 31) & 63)) + all;
        }
    }
    return all;
}
