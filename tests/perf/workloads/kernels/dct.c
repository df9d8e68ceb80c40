// Blocks of a picture to frequencies, by integers.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
static short in[64 * 64], o[64 * 64];
static const unsigned char q[64] = {16, 11,  10,  16, 24, 40, 51, 61, 12,  12,  14,  19,  26, 58, 60, 55,  14,  13,  16,  24, 40, 57,
                                    69, 56,  14,  17, 22, 29, 51, 87, 80,  62,  18,  22,  37, 56, 68, 109, 103, 77,  24,  35, 55, 64,
                                    81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98,  112, 100, 103, 99};
static void pass(int *d, int st) {
    int a0 = d[0] + d[7 * st], a7 = d[0] - d[7 * st], a1 = d[st] + d[6 * st], a6 = d[st] - d[6 * st], a2 = d[2 * st] + d[5 * st],
        a5 = d[2 * st] - d[5 * st], a3 = d[3 * st] + d[4 * st], a4 = d[3 * st] - d[4 * st];
    int b0 = a0 + a3, b3 = a0 - a3, b1 = a1 + a2, b2 = a1 - a2;
    d[0] = b0 + b1;
    d[4 * st] = b0 - b1;
    int z = (b2 + b3) * 181 >> 8;
    d[2 * st] = b3 + z;
    d[6 * st] = b3 - z;
    b0 = a4 + a5;
    b1 = a5 + a6;
    b2 = a6 + a7;
    int z5 = (b0 - b2) * 98 >> 8, z2 = (b0 * 139 >> 8) + z5, z4 = (b2 * 334 >> 8) + z5, z3 = b1 * 181 >> 8;
    a0 = a7 + z3;
    a1 = a7 - z3;
    d[5 * st] = a1 + z2;
    d[3 * st] = a1 - z2;
    d[st] = a0 + z4;
    d[7 * st] = a0 - z4;
}
__attribute__((export_name("run"))) int run(int n) {
    for (int i = 0; i < 64 * 64; i++)
        in[i] = (int)(rng() & 255) - 128;
    unsigned s = 0;
    for (int r = 0; r < n; r++) {
        for (int by = 0; by < 64; by += 8)
            for (int bx = 0; bx < 64; bx += 8) {
                int w[64];
                for (int i = 0; i < 64; i++)
                    w[i] = in[(by + i / 8) * 64 + bx + i % 8];
                for (int i = 0; i < 8; i++)
                    pass(w + 8 * i, 1);
                for (int i = 0; i < 8; i++)
                    pass(w + i, 8);
                for (int i = 0; i < 64; i++) {
                    int v = w[i] / q[i];
                    o[(by + i / 8) * 64 + bx + i % 8] = v < -127 ? -127 : v > 127 ? 127 : v;
                }
            }
        for (int i = 0; i < 4096; i += 61)
            s = s * 31 + o[i];
        in[r & 4095] ^= 3;
    }
    return s;
}
