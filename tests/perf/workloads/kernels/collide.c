// Rays against boxes, and points that move.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
typedef struct {
    float x, y, z;
} v3;
typedef struct {
    v3 lo, hi;
} box;
static box b[64];
static v3 p[256], d[256];
__attribute__((export_name("run"))) int run(int n) {
    for (int i = 0; i < 64; i++) {
        float x = rng() % 100, y = rng() % 100, z = rng() % 100;
        b[i].lo = (v3){x, y, z};
        b[i].hi = (v3){x + 5, y + 6, z + 7};
    }
    for (int i = 0; i < 256; i++) {
        p[i] = (v3){rng() % 100, rng() % 100, rng() % 100};
        d[i] = (v3){(int)(rng() % 21) - 10.5f, (int)(rng() % 21) - 10.5f, (int)(rng() % 21) - 10.5f};
    }
    unsigned s = 0;
    for (int r = 0; r < n; r++) {
        for (int i = 0; i < 256; i++) {
            float ix = 1 / d[i].x, iy = 1 / d[i].y, iz = 1 / d[i].z, best = 1e9f;
            int hit = -1;
            for (int k = 0; k < 64; k++) {
                float ax = (b[k].lo.x - p[i].x) * ix, bx = (b[k].hi.x - p[i].x) * ix, ay = (b[k].lo.y - p[i].y) * iy,
                      by = (b[k].hi.y - p[i].y) * iy, az = (b[k].lo.z - p[i].z) * iz, bz = (b[k].hi.z - p[i].z) * iz;
                float t0 = ax < bx ? ax : bx, t1 = ax < bx ? bx : ax;
                float u0 = ay < by ? ay : by, u1 = ay < by ? by : ay, w0 = az < bz ? az : bz, w1 = az < bz ? bz : az;
                t0 = t0 > u0 ? t0 : u0;
                t0 = t0 > w0 ? t0 : w0;
                t1 = t1 < u1 ? t1 : u1;
                t1 = t1 < w1 ? t1 : w1;
                if (t0 <= t1 && t1 > 0 && t0 < best) {
                    best = t0;
                    hit = k;
                }
            }
            s = s * 31 + hit;
            float l = __builtin_sqrtf(d[i].x * d[i].x + d[i].y * d[i].y + d[i].z * d[i].z);
            p[i].x += d[i].x / l * 0.1f;
            p[i].y += d[i].y / l * 0.1f;
            p[i].z += d[i].z / l * 0.1f;
        }
    }
    return s;
}
