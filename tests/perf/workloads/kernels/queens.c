// n queens, by bits.
static int go(int all, int c, int l, int r) {
    if (c == all)
        return 1;
    int n = 0, p = all & ~(c | l | r);
    while (p) {
        int b = p & -p;
        p ^= b;
        n += go(all, c | b, (l | b) << 1, (r | b) >> 1);
    }
    return n;
}
__attribute__((export_name("run"))) int run(int n) { return go((1 << n) - 1, 0, 0, 0); }
