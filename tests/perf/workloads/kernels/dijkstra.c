// Shortest paths on a grid, with a binary heap.
typedef struct {
    int d, v;
} it;
static it heap[70000];
static int hn;
static int dist[64 * 64];
static unsigned char cost[64 * 64];
static void push(int d, int v) {
    int i = hn++;
    while (i && heap[(i - 1) / 2].d > d) {
        heap[i] = heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap[i].d = d;
    heap[i].v = v;
}
static it pop(void) {
    it r = heap[0], x = heap[--hn];
    int i = 0;
    for (;;) {
        int c = 2 * i + 1;
        if (c >= hn)
            break;
        if (c + 1 < hn && heap[c + 1].d < heap[c].d)
            c++;
        if (heap[c].d >= x.d)
            break;
        heap[i] = heap[c];
        i = c;
    }
    heap[i] = x;
    return r;
}
__attribute__((export_name("run"))) int run(int n) {
    unsigned s = 5;
    for (int i = 0; i < 4096; i++) {
        s = s * 1664525u + 1013904223u;
        cost[i] = (unsigned char)(1 + (s >> 28));
    }
    int r = 0;
    for (int k = 0; k < n; k++) {
        for (int i = 0; i < 4096; i++)
            dist[i] = 1 << 30;
        hn = 0;
        int st = (k * 97) & 4095;
        dist[st] = 0;
        push(0, st);
        while (hn) {
            it a = pop();
            if (a.d > dist[a.v])
                continue;
            int x = a.v & 63, y = a.v >> 6;
            for (int e = 0; e < 4; e++) {
                int nx = x + (e == 0) - (e == 1), ny = y + (e == 2) - (e == 3);
                if ((nx | ny) & ~63)
                    continue;
                int v = ny * 64 + nx, d = a.d + cost[v];
                if (d < dist[v]) {
                    dist[v] = d;
                    push(d, v);
                }
            }
        }
        r += dist[4095 - st];
    }
    return r;
}
