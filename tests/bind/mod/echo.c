/* Gives back what it gets, of every type. Made with wit-bindgen's C bindings. */
#include "echo.h"

#include <stdlib.h>
#include <string.h>

#define E(name) exports_bind_test_echoes_##name
#define SCALAR(type, name) type E(name)(type v) { return v; }
#define WHOLE(type, name)  void E(name)(type *v, type *ret) { *ret = *v; }

SCALAR(bool, a_bool)
SCALAR(int8_t, an_s8)
SCALAR(uint8_t, a_u8)
SCALAR(int16_t, an_s16)
SCALAR(uint16_t, a_u16)
SCALAR(int32_t, an_s32)
SCALAR(uint32_t, a_u32)
SCALAR(int64_t, an_s64)
SCALAR(uint64_t, a_u64)
SCALAR(float, an_f32)
SCALAR(double, an_f64)
SCALAR(uint32_t, a_char)
SCALAR(E(mood_t), a_mood)
SCALAR(E(keys_t), some_keys)

WHOLE(echo_string_t, a_string)
WHOLE(E(point_t), a_point)
WHOLE(E(numbers_t), all_numbers)
WHOLE(E(shape_t), a_shape)
WHOLE(E(nested_t), a_nested)
WHOLE(E(words_t), some_words)
WHOLE(E(wide_t), a_wide)
WHOLE(echo_list_u8_t, bytes)
WHOLE(echo_list_bool_t, bools)
WHOLE(echo_list_char32_t, chars)
WHOLE(echo_list_f64_t, doubles)
WHOLE(E(list_point_t), points)
WHOLE(E(list_mood_t), moods)
WHOLE(echo_list_string_t, texts)
WHOLE(E(list_numbers_t), many)
WHOLE(echo_list_option_u64_t, options)
WHOLE(echo_tuple3_u8_string_list_tuple2_char32_f32_t, a_tuple)

bool E(an_option)(echo_string_t *maybe_v, echo_string_t *ret)
{
    if (maybe_v)
        *ret = *maybe_v;
    return maybe_v != NULL;
}

bool E(deep_option)(echo_option_u32_t *maybe_v, echo_option_u32_t *ret)
{
    if (maybe_v)
        *ret = *maybe_v;
    return maybe_v != NULL;
}

bool E(a_result)(E(result_u32_string_t) *v, uint32_t *ret, echo_string_t *err)
{
    if (v->is_err)
        *err = v->val.err;
    else
        *ret = v->val.ok;
    return !v->is_err;
}

bool E(an_empty_result)(E(result_void_void_t) *v)
{
    return !v->is_err;
}

bool E(an_error_only)(E(result_void_mood_t) *v, E(mood_t) *err)
{
    if (v->is_err)
        *err = v->val.err;
    return !v->is_err;
}

uint64_t E(seventeen)(uint8_t a, uint16_t b, uint32_t c, uint64_t d, float e, double f, bool g, uint32_t h, echo_string_t *i, uint8_t j,
                      uint16_t k, uint32_t l, uint64_t m, float n, double o, bool p)
{
    uint64_t sum = a + b + c + d + (uint64_t)e + (uint64_t)f + g + h + i->len + j + k + l + m + (uint64_t)n + (uint64_t)o + p;
    echo_string_free(i);
    return sum;
}

float E(lean)(E(point_t) *p, E(mood_t) m, E(point_t) *q)
{
    return p->x + 10 * p->y + 100 * (float)m + 1000 * q->x + 10000 * q->y;
}

double E(weigh)(E(numbers_t) *n, uint32_t more)
{
    return n->a_bool + 2.0 * n->an_s8 + 3.0 * (double)n->a_u64 + 5.0 * n->a_u8 + 7.0 * n->an_s16 + 11.0 * n->a_u16 + 13.0 * n->an_s32
         + 17.0 * n->a_u32 + 19.0 * (double)n->an_s64 + 23.0 * n->an_f32 + 29.0 * n->a_char + 31.0 * n->an_f64 + 37.0 * more;
}

void E(name_of)(E(point_t) *p, echo_string_t *name, echo_tuple2_u8_f64_t *n, echo_string_t *ret)
{
    *ret = *name;
    for (size_t i = 0; i < ret->len; i++)
        ret->ptr[i] = (uint8_t)(p->x == 1 && p->y == 2 && n->f0 == 3 && n->f1 == 4 ? ret->ptr[i] - 'a' + 'A' : '?');
}

/* ---- resources ---- */

uint32_t E(borrow_thing)(E(borrow_thing_t) t)
{
    uint32_t value = bind_test_game_method_thing_value(t);
    bind_test_game_thing_drop_borrow(t);
    return value;
}

void E(hold_thing)(E(borrow_thing_t) t)
{
    bind_test_game_thing_drop_borrow(t);
}

uint32_t E(take_thing)(E(own_thing_t) t)
{
    uint32_t value = bind_test_game_method_thing_value(bind_test_game_borrow_thing(t));
    bind_test_game_thing_drop_own(t);
    return value;
}

E(own_thing_t) E(pass_thing)(E(own_thing_t) t)
{
    return t;
}

uint32_t E(take_things)(E(list_own_thing_t) *t)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < t->len; i++) {
        sum += bind_test_game_method_thing_value(bind_test_game_borrow_thing(t->ptr[i]));
        bind_test_game_thing_drop_own(t->ptr[i]);       /* freeing the list frees no handle */
    }
    E(list_own_thing_free)(t);
    return sum;
}

struct exports_bind_test_echoes_counter_t { uint32_t value; };

E(own_counter_t) E(constructor_counter)(uint32_t start)
{
    E(counter_t) *c = (E(counter_t) *)malloc(sizeof *c);       /* C++ compiles this file, too: languages/build.sh */
    c->value = start;
    return E(counter_new)(c);
}

uint32_t E(method_counter_next)(E(borrow_counter_t) self, uint32_t by)
{
    return self->value += by;
}

void E(method_counter_label)(E(borrow_counter_t) self, echo_string_t *prefix, echo_string_t *ret)
{
    ret->len = prefix->len + 1;
    ret->ptr = (uint8_t *)malloc(ret->len);
    memcpy(ret->ptr, prefix->ptr, prefix->len);
    ret->ptr[prefix->len] = (uint8_t)('0' + self->value % 10);
    echo_string_free(prefix);
}

uint32_t E(static_counter_sum)(uint32_t a, uint32_t b)
{
    return a + b;
}

void E(counter_destructor)(E(counter_t) *rep)
{
    free(rep);
}

E(own_counter_t) E(make_counter)(uint32_t start)
{
    return E(constructor_counter)(start);
}

uint32_t E(read_counter)(E(borrow_counter_t) c)
{
    return c->value;
}

/* ---- the game's functions ---- */

void E(log_it)(echo_string_t *text)
{
    bind_test_game_log(text);
    echo_string_free(text);
}

uint32_t E(add_it)(uint32_t a, uint32_t b)
{
    return bind_test_game_add(a, b);
}

void E(turn_it)(E(nested_t) *v, E(nested_t) *ret)
{
    bind_test_game_turn(v, ret);
    E(nested_free)(v);
}

bool E(halve_it)(echo_list_f32_t *v, echo_list_f32_t *ret, echo_string_t *err)
{
    bool good = bind_test_game_halves(v, ret, err);
    echo_list_f32_free(v);
    return good;
}

uint32_t E(wait_for)(uint32_t frames)
{
    return bind_test_game_wait(frames);
}

uint32_t E(spawn_it)(uint32_t value)
{
    bind_test_game_own_thing_t t = bind_test_game_spawn(value), made = bind_test_game_constructor_thing(value + 1);
    uint32_t sum = bind_test_game_method_thing_value(bind_test_game_borrow_thing(t)) +
                   bind_test_game_method_thing_value(bind_test_game_borrow_thing(made)) + bind_test_game_static_thing_twice(value);
    bind_test_game_thing_drop_own(t);
    bind_test_game_thing_drop_own(made);
    return sum;
}

void E(be_refused)(uint32_t how)
{
    bind_test_game_refuse(how);
}

/* ---- time ---- */

uint32_t E(spin)(uint32_t turns)
{
    volatile uint32_t sum = 0;
    for (uint32_t i = 0; i < turns; i++)
        sum += 1;
    return sum;
}

void E(fail)(void)
{
    __builtin_trap();
}

uint32_t E(count_bytes)(echo_list_u8_t *v)
{
    uint32_t count = (uint32_t)v->len;
    echo_list_u8_free(v);
    return count;
}

void E(log_often)(echo_string_t *text, uint32_t times)
{
    for (uint32_t i = 0; i < times; i++)
        bind_test_game_log(text);
    echo_string_free(text);
}

uint32_t E(borrow_often)(E(borrow_thing_t) t, uint32_t times)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < times; i++)
        sum += bind_test_game_method_thing_value(t);
    bind_test_game_thing_drop_borrow(t);
    return sum;
}

void exports_echo_ping(echo_string_t *text, uint8_t times, echo_string_t *ret)
{
    echo_beep(440.0f);
    ret->len = text->len * times;
    ret->ptr = (uint8_t *)malloc(ret->len + 1);
    for (uint8_t i = 0; i < times; i++)
        memcpy(ret->ptr + i * text->len, text->ptr, text->len);
    echo_string_free(text);
}
