// Triangular factors of a matrix, with pivots.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
#define N 80
static double m[N][N];
__attribute__((export_name("run"))) int run(int n) {
    unsigned s = 0;
    for (int r = 0; r < n; r++) {
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++)
                m[i][j] = (double)(rng() % 1000) / 100.0 + (i == j ? 50 : 0);
        for (int k = 0; k < N; k++) {
            int p = k;
            double best = __builtin_fabs(m[k][k]);
            for (int i = k + 1; i < N; i++) {
                double v = __builtin_fabs(m[i][k]);
                if (v > best) {
                    best = v;
                    p = i;
                }
            }
            if (p != k)
                for (int j = 0; j < N; j++) {
                    double t = m[k][j];
                    m[k][j] = m[p][j];
                    m[p][j] = t;
                }
            for (int i = k + 1; i < N; i++) {
                double f = m[i][k] / m[k][k];
                m[i][k] = f;
                for (int j = k + 1; j < N; j++)
                    m[i][j] -= f * m[k][j];
            }
        }
        s = s * 31 + (int)(m[N - 1][N - 1] * 1000);
    }
    return s;
}
