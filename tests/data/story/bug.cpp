// Fails in a method of a template: run(7) has no seventh unit.
extern "C" __attribute__((import_module("test:host/env@0.1.0"), import_name("note"))) void note(unsigned n);

namespace game {

template <typename T, unsigned N> struct Pack {
    T items[N];
    unsigned count;

    [[gnu::noinline]] T &at(unsigned n)
    {
        if (n >= count)
            __builtin_trap();
        return items[n];
    }
};

struct Unit {
    int hp;
    bool is_angry;

    [[gnu::always_inline]] int left(int amount) const { return is_angry ? hp : hp - amount; }
};

[[gnu::noinline]] static int hit(Pack<Unit, 4> &pack, unsigned which, int amount)
{
    note(which);
    return pack.at(which).left(amount);
}

}

extern "C" __attribute__((export_name("run"))) unsigned run(unsigned n)
{
    game::Pack<game::Unit, 4> pack = { { { 10, false }, { 20, true }, { 30, false } }, 3 };
    return static_cast<unsigned>(game::hit(pack, n, 5));
}
