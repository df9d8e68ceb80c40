// Matrices of 64-bit floats.
static double a[64 * 64], b[64 * 64], c[64 * 64];
__attribute__((export_name("run"))) int run(int n) {
    for (int i = 0; i < 64 * 64; i++) {
        a[i] = i % 7;
        b[i] = i % 5;
    }
    double s = 0;
    for (int r = 0; r < n; r++) {
        for (int i = 0; i < 64; i++)
            for (int j = 0; j < 64; j++) {
                double t = 0;
                for (int k = 0; k < 64; k++)
                    t += a[i * 64 + k] * b[k * 64 + j];
                c[i * 64 + j] = t;
            }
        s += c[r & 4095];
        a[r & 4095] += 1;
    }
    return (int)s;
}
