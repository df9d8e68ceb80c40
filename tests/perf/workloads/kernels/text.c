// Numbers into text, words out of it.
static char buf[20000];
static char word[64];
static int cnt[512];
static int len(const char *s) {
    int n = 0;
    while (s[n])
        n++;
    return n;
}
static unsigned hs(const char *s) {
    unsigned h = 5381;
    for (; *s; s++)
        h = h * 33 ^ (unsigned char)*s;
    return h;
}
static char *put(char *p, int v) {
    char t[12];
    int n = 0;
    do {
        t[n++] = (char)('0' + v % 10);
        v /= 10;
    } while (v);
    while (n)
        *p++ = t[--n];
    return p;
}
__attribute__((export_name("run"))) int run(int n) {
    int r = 0;
    for (int k = 0; k < n; k++) {
        char *p = buf;
        for (int i = 0; i < 1500; i++) {
            p = put(p, (i * 7919 + k) % 100003);
            *p++ = ' ';
        }
        *p = 0;
        const char *q = buf;
        while (*q) {
            int w = 0;
            while (*q && *q != ' ')
                word[w++] = *q++;
            word[w] = 0;
            if (*q)
                q++;
            cnt[hs(word) & 511] += len(word);
        }
        r += cnt[k & 511];
    }
    return r;
}
