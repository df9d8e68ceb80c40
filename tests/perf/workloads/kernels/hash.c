// A hash table of 64-bit keys, open addressing.
typedef unsigned long long word;
static word key[8192];
static int val[8192];
__attribute__((noinline)) static int *slot(word k) {
    word h = k * 0x9E3779B97F4A7C15ull;
    unsigned i = (unsigned)(h >> 51);
    while (key[i] && key[i] != k)
        i = (i + 1) & 8191;
    key[i] = k;
    return &val[i];
}
__attribute__((export_name("run"))) int run(int n) {
    word s = 88172645463325252ull;
    int r = 0;
    for (int i = 0; i < n; i++) {
        s ^= s << 13;
        s ^= s >> 7;
        s ^= s << 17;
        int *v = slot((s % 4000) + 1);
        *v += i;
        r ^= *v;
    }
    return r;
}
