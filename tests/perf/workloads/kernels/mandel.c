// The Mandelbrot set, in 32-bit floats.
__attribute__((export_name("run"))) int run(int n) {
    int s = 0;
    for (int y = 0; y < n; y++)
        for (int x = 0; x < n; x++) {
            float cr = 3.0f * x / n - 2.0f, ci = 2.0f * y / n - 1.0f, zr = 0, zi = 0;
            int i = 0;
            while (i < 100 && zr * zr + zi * zi < 4.0f) {
                float t = zr * zr - zi * zi + cr;
                zi = 2 * zr * zi + ci;
                zr = t;
                i++;
            }
            s += i;
        }
    return s;
}
