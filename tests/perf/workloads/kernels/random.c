// Generators of random numbers, of 64 bits, and what is made of them.
typedef unsigned long long u64;
static u64 state[2] = {1, 2}, counter, lagged[16];
static inline u64 rotl(u64 x, int k) { return x << k | x >> (64 - k); }
static u64 splitmix(void) {
    u64 z = counter += 0x9e3779b97f4a7c15ULL;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
    return z ^ z >> 31;
}
static u64 rotated(void) {
    u64 a = state[0], b = state[1], made = rotl(a + b, 17) + a;
    b ^= a;
    state[0] = rotl(a, 49) ^ b ^ b << 21;
    state[1] = rotl(b, 28);
    return made;
}
static unsigned permuted(void) {
    u64 old = counter;
    counter = old * 6364136223846793005ULL + 1442695040888963407ULL;
    unsigned x = (unsigned)((old >> 18 ^ old) >> 27), by = old >> 59;
    return x >> by | x << (-by & 31);
}
static u64 shifted(int i) {
    u64 a = lagged[i & 15], b = lagged[i + 1 & 15];
    b ^= b << 31;
    return (lagged[i + 1 & 15] = b ^ a ^ b >> 11 ^ a >> 30) * 1181783497276652981ULL;
}
__attribute__((export_name("run"))) int run(int n) {
    u64 all = 0;
    double inside = 0;
    for (int i = 0; i < 16; i++)
        lagged[i] = splitmix();
    for (int i = 0; i < n * 1000; i++) {
        all ^= splitmix();
        double x = (rotated() >> 11) * (1.0 / 9007199254740992.0), y = (shifted(i) >> 11) * (1.0 / 9007199254740992.0);
        if (x * x + y * y < 1)
            inside += 1;
        all += permuted();
    }
    return (int)(all ^ all >> 32) + (int)inside;
}
