// A Fourier transform of 1,024 points, in place.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
#define N 1024
static double re[N], im[N], cs[N / 2], sn[N / 2];
static void fft(void) {
    for (int i = 1, j = 0; i < N; i++) {
        int bit = N >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            double t = re[i];
            re[i] = re[j];
            re[j] = t;
            t = im[i];
            im[i] = im[j];
            im[j] = t;
        }
    }
    for (int len = 2; len <= N; len <<= 1) {
        int h = len / 2, st = N / len;
        for (int i = 0; i < N; i += len)
            for (int k = 0; k < h; k++) {
                double wr = cs[k * st], wi = sn[k * st];
                double xr = re[i + k + h] * wr - im[i + k + h] * wi, xi = re[i + k + h] * wi + im[i + k + h] * wr;
                re[i + k + h] = re[i + k] - xr;
                im[i + k + h] = im[i + k] - xi;
                re[i + k] += xr;
                im[i + k] += xi;
            }
    }
}
__attribute__((export_name("run"))) int run(int n) {
    double c = 1, s = 0, dc = 0.99998117528260111, ds = -0.0061358846491544753;
    for (int i = 0; i < N / 2; i++) {
        cs[i] = c;
        sn[i] = s;
        double t = c * dc - s * ds;
        s = c * ds + s * dc;
        c = t;
    }
    unsigned sum = 0;
    for (int r = 0; r < n; r++) {
        for (int i = 0; i < N; i++) {
            re[i] = (int)(rng() & 1023) - 512;
            im[i] = 0;
        }
        fft();
        for (int i = 0; i < N; i += 64)
            sum = sum * 31 + (int)re[i];
    }
    return sum;
}
