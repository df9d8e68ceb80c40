// Text in UTF-8: made, checked, read, written as UTF-16, and numbers of any length in bytes.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
static unsigned char text[4096 + 8];
static unsigned short wide[4096 + 8];
static int put(unsigned char *to, unsigned c) {
    if (c < 0x80) { to[0] = c; return 1; }
    if (c < 0x800) { to[0] = 0xC0 | c >> 6; to[1] = 0x80 | (c & 63); return 2; }
    if (c < 0x10000) { to[0] = 0xE0 | c >> 12; to[1] = 0x80 | (c >> 6 & 63); to[2] = 0x80 | (c & 63); return 3; }
    to[0] = 0xF0 | c >> 18; to[1] = 0x80 | (c >> 12 & 63); to[2] = 0x80 | (c >> 6 & 63); to[3] = 0x80 | (c & 63);
    return 4;
}
static int get(const unsigned char *at, unsigned *c) {
    unsigned b = at[0];
    if (b < 0x80) { *c = b; return 1; }
    if (b < 0xC2 || b > 0xF4 || (at[1] & 0xC0) != 0x80) return 0;
    if (b < 0xE0) { *c = (b & 31) << 6 | (at[1] & 63); return 2; }
    if ((at[2] & 0xC0) != 0x80) return 0;
    if (b < 0xF0) { *c = (b & 15) << 12 | (at[1] & 63) << 6 | (at[2] & 63); return *c >= 0x800 && (*c < 0xD800 || *c > 0xDFFF) ? 3 : 0; }
    if ((at[3] & 0xC0) != 0x80) return 0;
    *c = (b & 7) << 18 | (at[1] & 63) << 12 | (at[2] & 63) << 6 | (at[3] & 63);
    return 4;
}
__attribute__((export_name("run"))) int run(int n) {
    unsigned all = 0;
    int size = 0;
    while (size < 4090) {
        unsigned r = rng(), c = r >> 8;
        size += put(text + size, (r & 7) < 5 ? c & 127 : (r & 7) < 6 ? c & 0x7FF : (r & 7) < 7 ? 0x4E00 + (c & 0x3FFF) : 0x1F300 + (c & 255));
    }
    for (int t = 0; t < n; t++) {
        int units = 0, letters = 0;
        for (int i = 0; i < size;) {
            unsigned c = 0;
            int taken = get(text + i, &c);
            if (!taken) { i++; continue; }
            i += taken;
            letters++;
            if (c >= 0x10000) {
                wide[units++ & 4095] = 0xD7C0 + (c >> 10);
                wide[units++ & 4095] = 0xDC00 + (c & 1023);
            } else
                wide[units++ & 4095] = c;
            all = all * 31 + c;
        }
        unsigned long long value = 0;
        int shift = 0;
        for (int i = 0; i < size; i++) {
            value |= (unsigned long long)(text[i] & 127) << (shift & 63);
            shift += 7;
            if (text[i] < 128) { all += (unsigned)(value ^ value >> 32); value = 0; shift = 0; }
        }
        all += units * 3 + letters;
    }
    return all;
}
