// Heights from smooth noise in octaves, clamped.
static double lattice(int x, int y) {
    unsigned h = (unsigned)x * 374761393u + (unsigned)y * 668265263u;
    h = (h ^ h >> 13) * 1274126177u;
    return (double)(h ^ h >> 16) / 4294967296.0;
}
static double smooth(double t) { return t * t * t * (t * (t * 6 - 15) + 10); }
static double value(double x, double y) {
    double fx = __builtin_floor(x), fy = __builtin_floor(y);
    int ix = (int)fx, iy = (int)fy;
    double u = smooth(x - fx), w = smooth(y - fy);
    double a = lattice(ix, iy), b = lattice(ix + 1, iy), c = lattice(ix, iy + 1), d = lattice(ix + 1, iy + 1);
    double p = a + (b - a) * u, q = c + (d - c) * u;
    return p + (q - p) * w;
}
__attribute__((export_name("run"))) int run(int n) {
    unsigned s = 0;
    for (int y = 0; y < n; y++)
        for (int x = 0; x < 64; x++) {
            double h = 0, amp = 0.5, f = 0.03;
            for (int o = 0; o < 4; o++) {
                h += amp * value(x * f, y * f);
                amp *= 0.5;
                f *= 2.0;
            }
            double m = h > 0.8 ? 0.8 : h < 0.2 ? 0.2 : h;
            s = s * 31 + (int)(m * 255.0);
        }
    return s;
}
