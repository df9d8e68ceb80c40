/* Asks its game for records, of the world tests/bind/records. */
#include "records.h"

static double sum_of(const records_test_game_vec3_t *v)
{
    return v->x + 2 * v->y + 3 * v->z;
}

static double sum_of_mixed(const records_test_game_mixed_t *m)
{
    return m->a + (double)m->b + m->c + m->d + m->e + m->f;
}

static double ask(records_test_game_borrow_body_t b, uint32_t how, uint32_t i, records_string_t *name)
{
    records_test_game_vec3_t v;
    records_test_game_mixed_t m;
    switch (how) {
    case 0:  records_test_game_where(i, &v); return sum_of(&v);
    case 1:  records_test_game_method_body_position(b, &v); return sum_of(&v);
    case 2:  records_test_game_mixed_of((uint8_t)i, (float)i, i & 1, &m); return sum_of_mixed(&m);
    case 3:  records_test_game_method_body_mix(b, i, &m); return sum_of_mixed(&m);
    default: records_test_game_of_name(name, &v); return sum_of(&v);
    }
}

double exports_records_ask(records_borrow_body_t b, uint32_t how, uint32_t times, records_string_t *name)
{
    double sum = 0;
    for (uint32_t i = 0; i < times; i++)
        sum += ask(b, how, i, name);
    records_test_game_body_drop_borrow(b);
    records_string_free(name);
    return sum;
}
