/* Short text that a guest gives to the host: looked at all at once. */
#include "engine/component/straight_host.h"

#include "tests/unit/check.h"

#include <string.h>

enum { BYTES = 64 };

static bool is_short(uint8_t *bytes, uint32_t few, uint32_t pointer, uint32_t size)
{
    component_store cs;
    memset(&cs, 0, sizeof cs);
    cs.few_bytes = few;
    const memory m = { .bytes = bytes, .size = BYTES };
    const wasm_slot slots[2] = { { .bits = pointer }, { .bits = size } };
    inlay_string text = { NULL, 0 };
    bool good = straight_lift_short_text(&cs, &m, slots, &text);
    CHECK(!good || (text.bytes == (const char *)bytes + pointer && text.size == size));
    return good;
}

TEST(short_text_is_ascii_as_far_as_it_goes)
{
    uint8_t bytes[BYTES];
    for (uint32_t size = 0; size <= STORE_FEW; size++)
        for (uint32_t at = 0; at < 32; at++) {
            memset(bytes, 'a', sizeof bytes);
            bytes[3 + at] = 0x80;
            CHECK(is_short(bytes, STORE_FEW, 3, size) == (at >= size));
            bytes[3 + at] = 0x7F;
            CHECK(is_short(bytes, STORE_FEW, 3, size));
        }
}

TEST(short_text_is_short_and_lies_in_memory)
{
    uint8_t bytes[BYTES] = { 0 };
    CHECK(is_short(bytes, STORE_FEW, BYTES - STORE_FEW, 1));
    CHECK(!is_short(bytes, STORE_FEW, BYTES - STORE_FEW + 1, 1));      /* it is there, but not as many as are read */
    CHECK(!is_short(bytes, STORE_FEW, UINT32_MAX, 1));
    CHECK(!is_short(bytes, STORE_FEW, UINT32_MAX - STORE_FEW + 1, STORE_FEW));
    CHECK(!is_short(bytes, STORE_FEW, 0, STORE_FEW + 1));
    CHECK(!is_short(bytes, STORE_FEW, 0, UINT32_MAX));
    CHECK(is_short(bytes, 5, 0, 5) && !is_short(bytes, 5, 0, 6));
}

TEST(what_a_quota_leaves_of_short_text)
{
    error err = { 0 };
    budget b;
    budget_open(&b, NULL, 0);
    const component_store_config config = { .core = { .budget = &b } };
    component_store *cs = component_store_open(&config, &err);
    CHECK(cs && cs->few_bytes == STORE_FEW);
    component_store_set_quota(cs, &(component_quota){ .copy_bytes = 3 });
    CHECK(cs->few_bytes == 3);
    component_store_set_quota(cs, &(component_quota){ .string_bytes = 10 });
    CHECK(cs->few_bytes == 7);        /* more than that is near the limit, which is told */
    component_store_set_quota(cs, &(component_quota){ .string_bytes = 1000 });
    CHECK(cs->few_bytes == STORE_FEW);
    component_store_close(cs);
}

TEST(a_function_without_parameters_needs_no_arguments)
{
    const void *const given[] = { NULL };
    const typed_plan none = { .is_straight = true }, one = { .is_straight = true, .params = { .argument_count = 1 } }, other = { 0 };
    CHECK(typed_may_take(&none, NULL) && typed_may_take(&none, given));
    CHECK(!typed_may_take(&one, NULL) && typed_may_take(&one, given));
    CHECK(!typed_may_take(&other, NULL));
}
