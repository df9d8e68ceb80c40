# The twin of tests/bind/mod/echo.c in Python, for componentize-py.
import wit_world
from componentize_py_types import Err
from echoes import Counter
from wit_world import exports
from wit_world.imports import game


def echo(self, v):
    return v


def echo_result(self, v):
    if isinstance(v, Err):
        raise v
    return v.value


class Echoes(exports.Echoes):
    a_bool = an_s8 = a_u8 = an_s16 = a_u16 = an_s32 = a_u32 = an_s64 = a_u64 = an_f32 = an_f64 = a_char = a_string = echo
    a_point = all_numbers = a_mood = some_keys = a_shape = a_nested = some_words = a_wide = echo
    bytes = bools = chars = doubles = points = moods = texts = many = options = a_tuple = an_option = deep_option = echo
    a_result = an_empty_result = an_error_only = echo_result
    pass_thing = echo

    def lean(self, p, m, q):
        return p.x + 10 * p.y + 100 * m.value + 1000 * q.x + 10000 * q.y

    def weigh(self, n, more):
        return (n.a_bool + 2 * n.an_s8 + 3 * n.a_u64 + 5 * n.a_u8 + 7 * n.an_s16 + 11 * n.a_u16 + 13 * n.an_s32 + 17 * n.a_u32
                + 19 * n.an_s64 + 23 * n.an_f32 + 29 * ord(n.a_char) + 31 * n.an_f64 + 37 * more)

    def name_of(self, p, name, n):
        return name.upper() if (p.x, p.y) == (1, 2) and n == (3, 4) else "?" * len(name)

    def seventeen(self, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p):
        return a + b + c + d + int(e) + int(f) + g + ord(h) + len(i.encode()) + j + k + l + m + int(n) + int(o) + p

    def borrow_thing(self, t):
        return t.value()

    def hold_thing(self, t):
        pass

    def take_thing(self, t):
        with t:
            return t.value()

    def take_things(self, t):
        return sum(self.take_thing(one) for one in t)

    def make_counter(self, start):
        return Counter(start)

    def read_counter(self, c):
        return c.value

    def log_it(self, text):
        game.log(text)

    def add_it(self, a, b):
        return game.add(a, b)

    def turn_it(self, v):
        return game.turn(v)

    def halve_it(self, v):
        return game.halves(v)

    def wait_for(self, frames):
        return game.wait(frames)

    def spawn_it(self, value):
        with game.spawn(value) as spawned, game.Thing(value + 1) as made:
            return spawned.value() + made.value() + game.Thing.twice(value)

    def be_refused(self, how):
        game.refuse(how)

    def spin(self, turns):
        return sum(1 for _ in range(turns))

    def fail(self):
        raise AssertionError("on purpose")

    def count_bytes(self, v):
        return len(v)

    def log_often(self, text, times):
        for _ in range(times):
            game.log(text)

    def borrow_often(self, t, times):
        return sum(t.value() for _ in range(times))


class WitWorld(wit_world.WitWorld):
    def ping(self, text, times):
        wit_world.beep(440)
        return text * times
