// Tokens of C-like text: words, numbers, strings, comments.
static unsigned seed = 12345;
static inline unsigned rng(void) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}
static char src[20000];
static int len;
static const char *frag[] = {
    "int main(void) { ", "return x + 42; } ",  "if (alpha == 3.25e7) ", "while (i < 0x1F) ",          "\"a string\" ",
    "// comment\n",      "foo_bar(a, b[3]); ", "for (;;) i++; ",        "static const char *p = 0; ", "switch (k) { case 7: break; } "};
static int is_alpha(int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static int is_digit(int c) { return c >= '0' && c <= '9'; }
static const char *kw[] = {"int", "void", "return", "if", "while", "for", "static", "const", "char", "switch", "case", "break"};
static int eq(const char *a, int n, const char *b) {
    int i = 0;
    for (; i < n; i++)
        if (a[i] != b[i])
            return 0;
    return b[i] == 0;
}
__attribute__((export_name("run"))) int run(int n) {
    while (len < 19900) {
        const char *f = frag[rng() % 10];
        while (*f && len < 19990)
            src[len++] = *f++;
    }
    src[len] = 0;
    unsigned s = 0;
    for (int r = 0; r < n; r++) {
        const char *p = src;
        unsigned tok[8] = {0};
        while (*p) {
            char c = *p;
            if (c == ' ' || c == '\n' || c == '\t') {
                p++;
                continue;
            }
            if (is_alpha(c)) {
                const char *b = p;
                unsigned h = 0;
                while (is_alpha(*p) || is_digit(*p))
                    h = h * 33 + *p++;
                int k = -1;
                for (int i = 0; i < 12; i++)
                    if (eq(b, p - b, kw[i])) {
                        k = i;
                        break;
                    }
                if (k >= 0)
                    tok[0] += k;
                else
                    tok[1] += h;
                continue;
            }
            if (is_digit(c)) {
                unsigned v = 0;
                while (is_digit(*p) || *p == '.' || is_alpha(*p))
                    v = v * 10 + (*p++ - '0');
                tok[2] += v;
                continue;
            }
            switch (c) {
            case '"':
                p++;
                while (*p && *p != '"')
                    p++;
                if (*p)
                    p++;
                tok[3]++;
                break;
            case '/':
                if (p[1] == '/') {
                    while (*p && *p != '\n')
                        p++;
                } else
                    p++;
                tok[4]++;
                break;
            case '+':
                if (p[1] == '+')
                    p++;
                p++;
                tok[5]++;
                break;
            case '=':
                if (p[1] == '=')
                    p++;
                p++;
                tok[5] += 2;
                break;
            case '(':
            case ')':
            case '{':
            case '}':
            case '[':
            case ']':
                p++;
                tok[6]++;
                break;
            default:
                p++;
                tok[7]++;
            }
        }
        for (int i = 0; i < 8; i++)
            s = s * 31 + tok[i];
    }
    return s;
}
