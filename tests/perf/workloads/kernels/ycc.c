// Colours to brightness and differences and back, clamped.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
static unsigned char rgb[64 * 64 * 3], o[64 * 64 * 3];
static inline unsigned char cl(int v) { return v < 0 ? 0 : v > 255 ? 255 : v; }
__attribute__((export_name("run"))) int run(int n) {
    for (int i = 0; i < 64 * 64 * 3; i++)
        rgb[i] = rng();
    unsigned s = 0;
    for (int r = 0; r < n; r++) {
        for (int i = 0; i < 64 * 64; i++) {
            int R = rgb[3 * i], G = rgb[3 * i + 1], B = rgb[3 * i + 2];
            int y = (77 * R + 150 * G + 29 * B) >> 8, cb = ((B - y) * 144 >> 8) + 128, cr = ((R - y) * 183 >> 8) + 128;
            o[3 * i] = cl(y + ((cr - 128) * 359 >> 8));
            o[3 * i + 1] = cl(y - ((cb - 128) * 88 >> 8) - ((cr - 128) * 183 >> 8));
            o[3 * i + 2] = cl(y + ((cb - 128) * 454 >> 8));
        }
        for (int i = 0; i < 64 * 64 * 3; i += 97)
            s = s * 31 + o[i];
    }
    return s;
}
