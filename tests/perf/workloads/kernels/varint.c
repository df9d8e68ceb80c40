// Numbers of 7 bits a byte, written and read.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
static unsigned char buf[40000];
static int len;
__attribute__((export_name("run"))) int run(int n) {
    unsigned char *p = buf;
    while (p < buf + 39900) {
        unsigned v = rng() >> (rng() & 31);
        while (v >= 128) {
            *p++ = v | 128;
            v >>= 7;
        }
        *p++ = v;
    }
    len = p - buf;
    unsigned s = 0;
    for (int r = 0; r < n; r++) {
        const unsigned char *q = buf, *e = buf + len;
        while (q < e) {
            unsigned long long v = 0;
            int sh = 0;
            unsigned char c;
            do {
                c = *q++;
                v |= (unsigned long long)(c & 127) << sh;
                sh += 7;
            } while (c & 128);
            s = s * 31 + (unsigned)v;
        }
    }
    return s;
}
