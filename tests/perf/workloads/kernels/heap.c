// Sorting by a heap.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
#define N 10000
static int a[N];
static void sift(int i, int n) {
    for (;;) {
        int c = 2 * i + 1;
        if (c >= n)
            return;
        if (c + 1 < n && a[c + 1] > a[c])
            c++;
        if (a[i] >= a[c])
            return;
        int t = a[i];
        a[i] = a[c];
        a[c] = t;
        i = c;
    }
}
__attribute__((export_name("run"))) int run(int n) {
    unsigned s = 0;
    for (int r = 0; r < n; r++) {
        for (int i = 0; i < N; i++)
            a[i] = rng();
        for (int i = N / 2; i--;)
            sift(i, N);
        for (int e = N - 1; e > 0; e--) {
            int t = a[0];
            a[0] = a[e];
            a[e] = t;
            sift(0, e);
        }
        s = s * 31 + a[N / 3];
    }
    return s;
}
