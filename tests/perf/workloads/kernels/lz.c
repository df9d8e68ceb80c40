// A compressor that looks for earlier matches by hash.
static unsigned char in[32768], out[65536];
static int head[4096];
__attribute__((export_name("run"))) int run(int n) {
    unsigned s = 7;
    for (int i = 0; i < 32768; i++) {
        s = s * 1103515245u + 12345u;
        in[i] = (unsigned char)((s >> 16) & 7) + (i % 31 == 0);
    }
    int tot = 0;
    for (int r = 0; r < n; r++) {
        for (int i = 0; i < 4096; i++)
            head[i] = -1;
        int o = 0;
        for (int i = 0; i + 4 < 32768;) {
            unsigned h = ((in[i] | in[i + 1] << 8 | in[i + 2] << 16) * 2654435761u) >> 20;
            int c = head[h], len = 0;
            head[h] = i;
            if (c >= 0 && i - c < 8192) {
                while (len < 255 && i + len < 32768 && in[c + len] == in[i + len])
                    len++;
            }
            if (len >= 4) {
                out[o++] = 255;
                out[o++] = (unsigned char)len;
                out[o++] = (unsigned char)(i - c);
                out[o++] = (unsigned char)((i - c) >> 8);
                i += len;
            } else
                out[o++] = in[i++];
        }
        tot += o;
    }
    return tot;
}
