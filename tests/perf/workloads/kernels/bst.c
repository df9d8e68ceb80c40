// A treap: recursion over nodes.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
typedef struct T {
    struct T *l, *r;
    unsigned k, pri;
} T;
static T pool[4096];
static int used;
static T *ins(T *t, unsigned k) {
    if (!t) {
        T *n = &pool[used++];
        n->l = n->r = 0;
        n->k = k;
        n->pri = rng();
        return n;
    }
    if (k == t->k)
        return t;
    if (k < t->k) {
        t->l = ins(t->l, k);
        if (t->l->pri > t->pri) {
            T *x = t->l;
            t->l = x->r;
            x->r = t;
            return x;
        }
    } else {
        t->r = ins(t->r, k);
        if (t->r->pri > t->pri) {
            T *x = t->r;
            t->r = x->l;
            x->l = t;
            return x;
        }
    }
    return t;
}
static unsigned sum(T *t, unsigned d) { return t ? sum(t->l, d + 1) + sum(t->r, d + 1) + t->k * d : 0; }
__attribute__((export_name("run"))) int run(int n) {
    unsigned s = 0;
    for (int r = 0; r < n; r++) {
        used = 0;
        T *t = 0;
        for (int i = 0; i < 2000; i++)
            t = ins(t, rng() % 100000);
        s = s * 31 + sum(t, 0);
    }
    return s;
}
