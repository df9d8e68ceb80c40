// Eight voices through filters, mixed and cut to 16 bits.
typedef struct {
    float phase, step, gain, a1, a2, b0, b1, b2, x1, x2, y1, y2;
} voice;
static voice v[8];
static short out[512];
__attribute__((export_name("run"))) int run(int n) {
    for (int i = 0; i < 8; i++) {
        v[i].step = 0.01f + 0.003f * i;
        v[i].gain = 0.1f;
        v[i].b0 = 0.2f;
        v[i].b1 = 0.3f;
        v[i].b2 = 0.1f;
        v[i].a1 = -0.5f + i * 0.01f;
        v[i].a2 = 0.1f;
    }
    unsigned s = 0;
    for (int r = 0; r < n; r++) {
        for (int k = 0; k < 512; k++) {
            float mix = 0;
            for (int i = 0; i < 8; i++) {
                voice *o = &v[i];
                o->phase += o->step;
                if (o->phase > 1.0f)
                    o->phase -= 1.0f;
                float t = o->phase * 2.0f - 1.0f;
                float x = t * (1.0f - __builtin_fabsf(t)) * 4.0f;
                float y = o->b0 * x + o->b1 * o->x1 + o->b2 * o->x2 - o->a1 * o->y1 - o->a2 * o->y2;
                o->x2 = o->x1;
                o->x1 = x;
                o->y2 = o->y1;
                o->y1 = y;
                mix += y * o->gain;
            }
            mix = mix > 1.0f ? 1.0f : mix;
            mix = mix < -1.0f ? -1.0f : mix;
            out[k] = (short)(mix * 32767.0f);
        }
        s = s * 31 + out[r & 511];
    }
    return s;
}
