// Roots by Newton's way, and a series.
static double f(double x) { return ((x * x - 3.0) * x + 1.0) * x - 2.0; }
__attribute__((export_name("run"))) int run(int n) {
    double acc = 0;
    for (int i = 0; i < n; i++) {
        double x = 1.0 + i % 17 * 0.25;
        for (int k = 0; k < 12; k++) {
            double h = 1e-5;
            double d = (f(x + h) - f(x - h)) / (2 * h);
            if (d == 0)
                d = 1;
            x -= f(x) / d;
            if (x != x)
                x = 1;
        }
        acc += x;
        double e = 1, t = 1, y = x * 0.1;
        for (int k = 1; k < 14; k++) {
            t *= y / k;
            e += t;
        }
        acc += e;
    }
    return (int)(acc * 1000);
}
