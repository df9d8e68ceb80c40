// Floats as decimal text.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
static char buf[64];
static int fmt(double v, char *o) {
    char *p = o;
    if (v < 0) {
        *p++ = '-';
        v = -v;
    }
    unsigned long long ip = (unsigned long long)v;
    double fr = v - (double)ip;
    unsigned f = (unsigned)(fr * 1000000.0 + 0.5);
    if (f >= 1000000) {
        f -= 1000000;
        ip++;
    }
    char t[24];
    int k = 0;
    do {
        t[k++] = '0' + ip % 10;
        ip /= 10;
    } while (ip);
    while (k)
        *p++ = t[--k];
    *p++ = '.';
    for (unsigned d = 100000; d; d /= 10) {
        *p++ = '0' + f / d % 10;
    }
    *p = 0;
    return p - o;
}
__attribute__((export_name("run"))) int run(int n) {
    unsigned s = 0;
    for (int i = 0; i < n; i++) {
        double v = ((int)rng()) / 1234.5;
        int l = fmt(v, buf);
        for (int k = 0; k < l; k++)
            s = s * 31 + buf[k];
    }
    return s;
}
