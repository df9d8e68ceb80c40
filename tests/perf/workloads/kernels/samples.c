// Samples of sound: made, mixed, clamped, stored as numbers of 16 bits, and measured.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
static float line[512];
static short out[512];
static unsigned char small[512];
__attribute__((export_name("run"))) int run(int n) {
    unsigned all = 0;
    double peak = 0;
    for (int t = 0; t < n; t++) {
        for (int i = 0; i < 512; i++) {
            float noise = (float)(int)(rng() >> 9) * (1.0f / 4194304.0f) - 1.0f;
            float x = line[i] * 0.95f + noise * 0.2f;
            line[i] = x;
            x = x > 1.0f ? 1.0f : x < -1.0f ? -1.0f : x;
            out[i] = (short)(int)(x * 32767.0f);
            int level = (int)(x * 128.0f + 127.5f);
            small[i] = level < 0 ? 0 : level > 255 ? 255 : level;
        }
        for (int i = 0; i < 512; i++) {
            double x = out[i] * (1.0 / 32768);
            peak = __builtin_fabs(x) > peak ? __builtin_fabs(x) : peak * 0.999;
            all = all * 31 + (unsigned)(int)(x * 99.5 + (x < 0 ? -0.5 : 0.5)) + (unsigned)(long long)(__builtin_floor(x * 1e6)) + small[i];
        }
    }
    return (int)(all + (unsigned)(peak * 1000) + (unsigned)(__builtin_sqrt(peak) * 1000));
}
