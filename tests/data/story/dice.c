/* Throws a few dice a frame, one call of the game each; in one frame in 600, far too many. */
enum { EVERY = 600 };

__attribute__((import_module("test:host/env@0.1.0"), import_name("note"))) void env_note(unsigned n);

static unsigned frame;

/* What a binding generator puts around a call. */
__attribute__((noinline)) static void test_host_env_note(unsigned n)
{
    env_note(n);
}

__attribute__((noinline)) static unsigned throw_dice(unsigned count)
{
    unsigned sum = 0;

    for (unsigned i = 0; i < count; i++) {
        test_host_env_note(i);
        sum += i % 6 + 1;
    }
    return sum;
}

__attribute__((export_name("run"))) unsigned run(unsigned n)
{
    return throw_dice(++frame % EVERY ? 2 : n);
}
