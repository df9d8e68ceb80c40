// Rays marched through distances to a ball, a box and a floor.
typedef struct {
    float x, y, z;
} v3;
static float sdf(v3 p) {
    float a = __builtin_sqrtf(p.x * p.x + p.y * p.y + p.z * p.z) - 1.0f;
    float qx = __builtin_fabsf(p.x - 1.2f) - 0.5f, qy = __builtin_fabsf(p.y) - 0.5f, qz = __builtin_fabsf(p.z) - 0.5f;
    float mx = qx > qy ? qx : qy;
    mx = mx > qz ? mx : qz;
    float b = mx;
    float d = a < b ? a : b;
    float fl = p.y + 1.0f;
    return d < fl ? d : fl;
}
__attribute__((export_name("run"))) int run(int n) {
    unsigned s = 0;
    for (int y = 0; y < n; y++)
        for (int x = 0; x < n; x++) {
            v3 d = {(x - n * 0.5f) / n, (y - n * 0.5f) / n, 1};
            float il = 1 / __builtin_sqrtf(d.x * d.x + d.y * d.y + 1);
            d.x *= il;
            d.y *= il;
            d.z *= il;
            float t = 0;
            int i;
            for (i = 0; i < 48; i++) {
                v3 p = {d.x * t, d.y * t, d.z * t - 3};
                float h = sdf(p);
                if (h < 0.001f)
                    break;
                t += h;
                if (t > 20)
                    break;
            }
            s = s * 31 + i + (int)(t * 16);
        }
    return s;
}
