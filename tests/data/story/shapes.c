/* Fails with one of each kind of value at hand: run(7) reads behind its memory. */
typedef unsigned char byte;
enum mood { CALM, ANGRY = 5, LOST = -1 };
struct place { float x, y; };
union word { unsigned whole; byte bytes[4]; };
struct flags { unsigned is_big : 1, size : 5; int shift : 4; };
typedef struct wolf {
    char name[12];
    struct place at;
    enum mood mood;
    const struct wolf *next;
    union word word;
    struct flags flags;
    int hits[3][2];
    const char *says;
} wolf;
struct deep { struct { struct { struct { struct { struct { int end; } e; } d; } c; } b; } a; };

__attribute__((import_module("test:host/env@0.1.0"), import_name("note"))) void note(unsigned n);

/* What the compiler asks for by itself. */
void *memset(void *to, int value, __SIZE_TYPE__ size)
{
    for (byte *at = to; size; size--)
        *at++ = (byte)value;
    return to;
}

static int hurt(wolf *w, struct place from, const struct place *way, int (*how)(int), byte level, signed char change, char letter, long long far)
{
    const wolf *lost = (const wolf *)0xFFFFFF00;
    note(level + (unsigned)change + (unsigned)letter + (unsigned)far + (unsigned)way->x + (unsigned)from.x + (unsigned)(how != 0));
    return lost->hits[2][1] + w->hits[0][0];
}

static int twice(int n) { return 2 * n; }

__attribute__((export_name("run"))) unsigned run(unsigned n)
{
    wolf second = { "Second", { 3, 4 }, LOST, 0, { 7 }, { 0, 9, 1 }, { { 0 } }, 0 };
    wolf first = { "The first", { 1.5f, -2 }, ANGRY, &second, { 0x01020304 }, { 1, 30, -3 }, { { 1, 2 }, { 3, 4 }, { 5, 6 } }, "grrr" };
    struct place way[2] = { { 1, 2 }, { 3, 4 } };
    struct deep deep = { { { { { { 1 } } } } } };
    double numbers[20] = { 0.5 };
    char empty[4] = "";
    note(n + (unsigned)deep.a.b.c.d.e.end + (unsigned)numbers[0] + (unsigned)empty[0]);
    return (unsigned)hurt(&first, first.at, way, twice, 200, -5, 'x', -9000000000ll);
}
