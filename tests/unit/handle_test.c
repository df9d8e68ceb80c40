/* Handle tables: numbering as in the reference (CanonicalABI.md, Table State). */
#include "engine/component/resource.h"
#include "tests/unit/check.h"

static uint32_t add(handle_table *t, uint32_t rep)
{
    uint32_t index = 0;
    CHECK_INT(handle_table_add(t, (handle){ .type = 1, .rep = rep, .own = true }, &index), HANDLE_OK);
    return index;
}

TEST(handles_count_from_one_and_the_one_freed_last_is_used_first)
{
    budget b;
    handle_table t;
    budget_open(&b, NULL, 0);
    handle_table_open(&t, &b, 100);
    CHECK_INT(add(&t, 100), 1);
    CHECK_INT(add(&t, 200), 2);
    CHECK_INT(add(&t, 300), 3);
    handle_table_remove(&t, 1);
    handle_table_remove(&t, 2);
    handle_table_remove(&t, 3);
    CHECK_INT(add(&t, 500), 3);
    CHECK_INT(add(&t, 600), 2);
    CHECK_INT(add(&t, 700), 1);
    CHECK_INT(add(&t, 800), 4);
    CHECK_INT(handle_table_get(&t, 2)->rep, 600);
    CHECK_INT(t.used, 4);
    handle_table_close(&t);
    budget_close(&b);
}

TEST(an_index_that_was_never_given_or_was_freed_is_no_handle)
{
    budget b;
    handle_table t;
    budget_open(&b, NULL, 0);
    handle_table_open(&t, &b, 100);
    CHECK(!handle_table_get(&t, 0));
    CHECK(!handle_table_get(&t, 1));
    add(&t, 7);
    CHECK(!handle_table_get(&t, 0));
    CHECK(!handle_table_get(&t, UINT32_MAX));
    handle_table_remove(&t, 1);
    CHECK(!handle_table_get(&t, 1));
    handle_table_close(&t);
    budget_close(&b);
}

TEST(a_table_has_a_limit_and_a_budget)
{
    budget b;
    handle_table t;
    uint32_t index;
    budget_open(&b, NULL, 0);
    handle_table_open(&t, &b, 2);
    add(&t, 1);
    add(&t, 2);
    CHECK_INT(handle_table_add(&t, (handle){ .type = 1 }, &index), HANDLE_FULL);
    handle_table_close(&t);
    budget_close(&b);

    budget_open(&b, NULL, 8);
    handle_table_open(&t, &b, 2);
    CHECK_INT(handle_table_add(&t, (handle){ .type = 1 }, &index), HANDLE_NO_MEMORY);
    handle_table_close(&t);
    budget_close(&b);
}
