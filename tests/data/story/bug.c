/* Fails in what was inlined: run(7) divides by zero in pick. */
struct unit { int hp; float speed; const char *name; struct unit *next; };

static int weights[4] = { 1, 2, 3, 4 };

__attribute__((import_module("test:host/env@0.1.0"), import_name("note"))) void note(unsigned n);

__attribute__((always_inline)) static inline int pick(int at, int by)
{
    return weights[at & 3] / (by - 7);
}

__attribute__((noinline)) static int damage(struct unit *u, int amount, double factor)
{
    int left = u->hp - amount;
    note((unsigned)left);
    if (factor > 1)
        left += pick(left, amount);
    return left;
}

__attribute__((export_name("run"))) unsigned run(unsigned n)
{
    struct unit wolf = { 100, 1.5f, "wolf", 0 };
    note(n);
    return (unsigned)damage(&wolf, (int)n, 2.5);
}
