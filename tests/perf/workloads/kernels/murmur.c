// MurmurHash of 128 bits, over data that it changes.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
static unsigned long long data[512];
static inline unsigned long long rotl(unsigned long long x, int k) { return x << k | x >> (64 - k); }
static inline unsigned long long mix(unsigned long long k) {
    k ^= k >> 33;
    k *= 0xff51afd7ed558ccdULL;
    k ^= k >> 33;
    k *= 0xc4ceb9fe1a85ec53ULL;
    return k ^ k >> 33;
}
__attribute__((export_name("run"))) int run(int n) {
    for (int i = 0; i < 512; i++)
        data[i] = (unsigned long long)rng() << 32 | rng();
    unsigned long long h1 = 1, h2 = 2;
    for (int r = 0; r < n; r++) {
        for (int i = 0; i < 512; i += 2) {
            unsigned long long k1 = data[i] * 0x87c37b91114253d5ULL, k2 = data[i + 1] * 0x4cf5ad432745937fULL;
            k1 = rotl(k1, 31) * 0x4cf5ad432745937fULL;
            h1 ^= k1;
            h1 = rotl(h1, 27) + h2;
            h1 = h1 * 5 + 0x52dce729;
            k2 = rotl(k2, 33) * 0x87c37b91114253d5ULL;
            h2 ^= k2;
            h2 = rotl(h2, 31) + h1;
            h2 = h2 * 5 + 0x38495ab5;
            data[i] ^= h1 & 0xff;
            data[i + 1] += h2 >> 56;
        }
        h1 = mix(h1);
        h2 = mix(h2) - h1;
        if ((h1 | h2) == 0)
            h1 = ~h2;
    }
    return (int)(h1 ^ h2 >> 32);
}
