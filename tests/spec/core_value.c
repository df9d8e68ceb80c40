/* Core values as the suite writes them: numbers as decimal text of their bits,
 * NaN patterns, v128 by lanes, references with an optional number. */
#include "tests/spec/core_value.h"

#include "engine/wasm/reference.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_in(const cJSON *json, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));
    return text ? text : "";
}

static uint64_t number(const char *text)
{
    return *text == '-' ? (uint64_t)strtoll(text, NULL, 10) : strtoull(text, NULL, 10);
}

static unsigned lane_bits(const cJSON *json)
{
    return (unsigned)atoi(text_in(json, "lane_type") + 1);
}

static bool is_ref(const char *type)
{
    size_t size = strlen(type);
    return size > 3 && strcmp(type + size - 3, "ref") == 0;
}

static void parse_lanes(const cJSON *json, wasm_slot out[2])
{
    const cJSON *lane;
    unsigned at = 0, bits = lane_bits(json);

    out[0].bits = out[1].bits = 0;
    cJSON_ArrayForEach(lane, cJSON_GetObjectItemCaseSensitive(json, "value")) {
        uint64_t v = number(cJSON_GetStringValue(lane));
        if (bits < 64)
            v &= (UINT64_C(1) << bits) - 1;
        if (at < 128)
            out[at / 64].bits |= v << (at % 64);
        at += bits;
    }
}

unsigned core_value_parse(const cJSON *json, wasm_slot out[2])
{
    const char *type = text_in(json, "type"), *value = text_in(json, "value");

    out[0].bits = out[1].bits = 0;
    if (strcmp(type, "v128") == 0) {
        parse_lanes(json, out);
        return 2;
    }
    if (strcmp(type, "i32") == 0 || strcmp(type, "f32") == 0)
        out[0].i32 = (uint32_t)number(value);
    else if (strcmp(type, "i64") == 0 || strcmp(type, "f64") == 0)
        out[0].bits = number(value);
    else if (is_ref(type))
        out[0].ref = *value && strcmp(value, "null") != 0 ? reference_of_host((uint32_t)number(value)) : 0;
    else
        return strcmp(type, "refnull") == 0;
    return 1;
}

static bool float_matches(const char *pattern, uint64_t found, unsigned bits)
{
    uint64_t quiet = bits == 32 ? 0x7FC00000 : UINT64_C(0x7FF8000000000000);
    uint64_t magnitude = bits == 32 ? 0x7FFFFFFF : INT64_MAX;

    if (strcmp(pattern, "nan:canonical") == 0)
        return (found & magnitude) == quiet;
    if (strcmp(pattern, "nan:arithmetic") == 0)
        return (found & quiet) == quiet;
    return found == (bits == 32 ? (uint32_t)number(pattern) : number(pattern));
}

static bool lanes_match(const cJSON *json, const wasm_slot *found)
{
    const cJSON *lane;
    unsigned at = 0, bits = lane_bits(json);
    bool is_float = text_in(json, "lane_type")[0] == 'f';
    uint64_t mask = bits < 64 ? (UINT64_C(1) << bits) - 1 : UINT64_MAX;

    cJSON_ArrayForEach(lane, cJSON_GetObjectItemCaseSensitive(json, "value")) {
        const char *pattern = cJSON_GetStringValue(lane);
        uint64_t v;
        if (at >= 128)
            return false;
        v = found[at / 64].bits >> (at % 64) & mask;
        if (is_float ? !float_matches(pattern, v, bits) : v != (number(pattern) & mask))
            return false;
        at += bits;
    }
    return at == 128;
}

static bool ref_matches(const char *type, const cJSON *json, const wasm_slot *found)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(json, "value");

    /* "nullref" and its like are the types that have null alone. */
    if (strcmp(type, "refnull") == 0 || strncmp(type, "null", 4) == 0)
        return found->ref == 0;
    if (!cJSON_IsString(value))         /* none: any at all; a function by its index: that it is one */
        return found->ref != 0;
    if (strcmp(cJSON_GetStringValue(value), "null") == 0)
        return found->ref == 0;
    return found->ref == reference_of_host((uint32_t)number(cJSON_GetStringValue(value)));
}

bool core_value_matches(const cJSON *pattern, const wasm_slot *found, wasm_type type)
{
    const char *wanted = text_in(pattern, "type");
    const cJSON *choice;

    if (strcmp(wanted, "either") == 0) {
        cJSON_ArrayForEach(choice, cJSON_GetObjectItemCaseSensitive(pattern, "values"))
            if (core_value_matches(choice, found, type))
                return true;
        return false;
    }
    if (strcmp(wanted, "i32") == 0)
        return type == WASM_I32 && found->i32 == (uint32_t)number(text_in(pattern, "value"));
    if (strcmp(wanted, "i64") == 0)
        return type == WASM_I64 && found->i64 == number(text_in(pattern, "value"));
    if (strcmp(wanted, "f32") == 0)
        return type == WASM_F32 && float_matches(text_in(pattern, "value"), found->i32, 32);
    if (strcmp(wanted, "f64") == 0)
        return type == WASM_F64 && float_matches(text_in(pattern, "value"), found->bits, 64);
    if (strcmp(wanted, "v128") == 0)
        return type == WASM_V128 && lanes_match(pattern, found);
    return wasm_type_is_ref(type) && ref_matches(wanted, pattern, found);
}

static const char *type_word(wasm_type type)
{
    switch (type) {
    case WASM_I32:  return "i32";
    case WASM_I64:  return "i64";
    case WASM_F32:  return "f32";
    case WASM_F64:  return "f64";
    case WASM_V128: return "v128";
    default:        return "ref";
    }
}

void core_value_print(char *out, size_t size, const cJSON *pattern, const wasm_slot *found, wasm_type type)
{
    char *wanted = cJSON_PrintUnformatted(pattern);

    if (type == WASM_V128)
        snprintf(out, size, "found v128 0x%016" PRIx64 "%016" PRIx64 ", wanted %s", found[1].bits, found[0].bits, wanted);
    else if (type == WASM_I32 || type == WASM_F32 || wasm_type_is_ref(type))
        snprintf(out, size, "found %s %" PRIu32 ", wanted %s", type_word(type), found->i32, wanted);
    else
        snprintf(out, size, "found %s %" PRIu64 ", wanted %s", type_word(type), found->bits, wanted);
    cJSON_free(wanted);
}
