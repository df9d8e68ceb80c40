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

static double find(uint32_t i)
{
    uint32_t n;
    return records_test_game_find(i, &n) ? n : 0.5;
}

static double find_mixed(uint32_t i)
{
    records_test_game_mixed_t m;
    return records_test_game_find_mixed(i, &m) ? sum_of_mixed(&m) : 0.5;
}

static double try(uint32_t i)
{
    uint32_t n;
    records_string_t why;
    if (records_test_game_try(i, &n, &why))
        return n;
    double size = 100.0 * (double)why.len + why.ptr[0];
    records_string_free(&why);
    return size;
}

static double outcome(uint32_t i)
{
    records_test_game_mood_t mood;
    return records_test_game_outcome(i, &mood) ? 10 : mood;
}

static double what(uint32_t i)
{
    records_test_game_found_t f;
    records_test_game_what(i, &f);
    double sum = 0;
    switch (f.tag) {
    case RECORDS_TEST_GAME_FOUND_NUMBER: sum = f.val.number; break;
    case RECORDS_TEST_GAME_FOUND_SOME:   sum = sum_of_mixed(&f.val.some); break;
    case RECORDS_TEST_GAME_FOUND_NAMED:  sum = 100.0 * (double)f.val.named.len + f.val.named.ptr[0]; break;
    case RECORDS_TEST_GAME_FOUND_LETTER: sum = f.val.letter; break;
    default:                             sum = 0.25;
    }
    records_test_game_found_free(&f);
    return sum;
}

static double title_of(uint32_t i)
{
    records_string_t title;
    records_test_game_title_of(i, &title);
    double sum = (double)title.len;
    for (size_t k = 0; k < title.len; k++)
        sum += title.ptr[k];
    records_string_free(&title);
    return sum;
}

static double near(uint32_t i)
{
    records_list_u32_t list;
    records_test_game_near(i, &list);
    double sum = (double)list.len;
    for (size_t k = 0; k < list.len; k++)
        sum += list.ptr[k];
    records_list_u32_free(&list);
    return sum;
}

static double ask_more(uint32_t how, uint32_t i)
{
    switch (how) {
    case 5:  return find(i);
    case 6:  return find_mixed(i);
    case 7:  return try(i);
    case 8:  return outcome(i);
    case 9:  return records_test_game_mood_of(i);
    case 10: return records_test_game_keys_of(i);
    case 11: return what(i);
    case 12: return title_of(i);
    default: return near(i);
    }
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
    case 4:  records_test_game_of_name(name, &v); return sum_of(&v);
    default: return ask_more(how, i);
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
