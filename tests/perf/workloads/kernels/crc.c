// A CRC-32 by table over 64 KB.
static unsigned t[256];
static unsigned char d[65536];
__attribute__((export_name("run"))) int run(int n) {
    for (unsigned i = 0; i < 256; i++) {
        unsigned c = i;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        t[i] = c;
    }
    for (int i = 0; i < 65536; i++)
        d[i] = (unsigned char)(i * 7 + (i >> 8));
    unsigned c = ~0u;
    for (int r = 0; r < n; r++)
        for (int i = 0; i < 65536; i++)
            c = t[(c ^ d[i]) & 255] ^ (c >> 8);
    return (int)c;
}
