// SipHash: sums, turns and exclusive ors of 64 bits.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
static unsigned char m[4096];
static inline unsigned long long rotl(unsigned long long x, int k) { return x << k | x >> (64 - k); }
static unsigned long long sip(const unsigned char *p, int len, unsigned long long k0, unsigned long long k1) {
    unsigned long long a = k0 ^ 0x736f6d6570736575ULL, b = k1 ^ 0x646f72616e646f6dULL, c = k0 ^ 0x6c7967656e657261ULL,
                       d = k1 ^ 0x7465646279746573ULL;
    for (int i = 0; i <= len / 8; i++) {
        unsigned long long w = (unsigned long long)len << 56;
        if (i < len / 8)
            w = *(const unsigned long long *)(p + 8 * i);
        d ^= w;
        for (int r = 0; r < 2; r++) {
            a += b;
            b = rotl(b, 13) ^ a;
            a = rotl(a, 32);
            c += d;
            d = rotl(d, 16) ^ c;
            a += d;
            d = rotl(d, 21) ^ a;
            c += b;
            b = rotl(b, 17) ^ c;
            c = rotl(c, 32);
        }
        a ^= w;
    }
    c ^= 255;
    for (int r = 0; r < 4; r++) {
        a += b;
        b = rotl(b, 13) ^ a;
        a = rotl(a, 32);
        c += d;
        d = rotl(d, 16) ^ c;
        a += d;
        d = rotl(d, 21) ^ a;
        c += b;
        b = rotl(b, 17) ^ c;
        c = rotl(c, 32);
    }
    return a ^ b ^ c ^ d;
}
__attribute__((export_name("run"))) int run(int n) {
    for (int i = 0; i < 4096; i++)
        m[i] = rng();
    unsigned long long h = 1;
    for (int i = 0; i < n; i++)
        h = sip(m + i % 7 * 8, 512 + i % 9 * 8, h, i);
    return (int)(h ^ h >> 32);
}
