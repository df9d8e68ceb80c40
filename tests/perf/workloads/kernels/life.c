// Conway's game on 128 by 128 cells.
static unsigned char g[2][130 * 130];
__attribute__((export_name("run"))) int run(int n) {
    unsigned s = 3;
    for (int i = 0; i < 130 * 130; i++) {
        s = s * 1664525u + 1013904223u;
        g[0][i] = (s >> 28) < 5;
    }
    for (int t = 0; t < n; t++) {
        unsigned char *a = g[t & 1], *b = g[1 - (t & 1)];
        for (int y = 1; y < 129; y++)
            for (int x = 1; x < 129; x++) {
                unsigned char *p = a + y * 130 + x;
                int c = p[-131] + p[-130] + p[-129] + p[-1] + p[1] + p[129] + p[130] + p[131];
                b[y * 130 + x] = c == 3 || (c == 2 && p[0]);
            }
    }
    int r = 0;
    for (int i = 0; i < 130 * 130; i++)
        r += g[n & 1][i];
    return r;
}
