// Quicksort, in place.
static int a[4096];
static void qs(int *p, int lo, int hi) {
    while (lo < hi) {
        int i = lo, j = hi, x = p[(lo + hi) >> 1];
        while (i <= j) {
            while (p[i] < x)
                i++;
            while (p[j] > x)
                j--;
            if (i <= j) {
                int t = p[i];
                p[i] = p[j];
                p[j] = t;
                i++;
                j--;
            }
        }
        if (j - lo < hi - i) {
            if (lo < j)
                qs(p, lo, j);
            lo = i;
        } else {
            if (i < hi)
                qs(p, i, hi);
            hi = j;
        }
    }
}
__attribute__((export_name("run"))) int run(int n) {
    unsigned s = 1;
    int r = 0;
    for (int k = 0; k < n; k++) {
        for (int i = 0; i < 4096; i++) {
            s = s * 1664525u + 1013904223u;
            a[i] = (int)(s >> 8);
        }
        qs(a, 0, 4095);
        r ^= a[k & 4095];
    }
    return r;
}
