/* Subtyping of core imports and exports (spec 3.0, section 3.3.12). */
#include "engine/component/subtype.h"

#include <inttypes.h>

static const char *kind_name(wasm_kind kind)
{
    switch (kind) {
    case WASM_FUNC:   return "func";
    case WASM_TABLE:  return "table";
    case WASM_MEMORY: return "memory";
    case WASM_GLOBAL: return "global";
    case WASM_TAG:    return "tag";
    }
    return "";
}

static bool limits_match(const wasm_limits *given, const wasm_limits *expected)
{
    return given->is_64 == expected->is_64 && given->min >= expected->min
        && (!expected->has_max || (given->has_max && given->max <= expected->max));
}

static bool refuse_funcs(component_decoder *d, uint32_t given, uint32_t expected)
{
    text_builder g, e;
    text_open(&g, d->scratch);
    text_open(&e, d->scratch);
    functype_print(&g, &d->core.types[given].func);
    functype_print(&e, &d->core.types[expected].func);
    scope_refuse(d, "expected: %.160s found: %.160s", text_string(&e), text_string(&g));
    text_close(&g);
    text_close(&e);
    return false;
}

static bool match_global(component_decoder *d, const wasm_global_type *given, const wasm_global_type *expected)
{
    if (given->is_mutable != expected->is_mutable)
        return scope_refuse(d, "global types differ in mutability: expected %s one", expected->is_mutable ? "a mutable" : "an immutable");
    if (expected->is_mutable ? given->type == expected->type : type_matches(d->core.types, given->type, expected->type))
        return true;
    return scope_refuse(d, "expected global type %s, found %s", type_name(expected->type).text, type_name(given->type).text);
}

static bool match_table(component_decoder *d, const wasm_table_type *given, const wasm_table_type *expected)
{
    if (given->element != expected->element)
        return scope_refuse(d, "expected table element type %s, found %s", type_name(expected->element).text, type_name(given->element).text);
    if (!limits_match(&given->limits, &expected->limits))
        return scope_refuse(d, "mismatch in table limits: at least %" PRIu64 " entries are expected, there are %" PRIu64,
                            expected->limits.min, given->limits.min);
    return true;
}

bool subtype_core(component_decoder *d, const wasm_extern_type *given, const wasm_extern_type *expected)
{
    if (given->kind != expected->kind)
        return scope_refuse(d, "expected %s, found %s", kind_name(expected->kind), kind_name(given->kind));
    switch (expected->kind) {
    case WASM_FUNC:
        return type_index_matches(d->core.types, given->type_index, expected->type_index) || refuse_funcs(d, given->type_index, expected->type_index);
    case WASM_TABLE:
        return match_table(d, &given->table, &expected->table);
    case WASM_MEMORY:
        return limits_match(&given->memory.limits, &expected->memory.limits)
            || scope_refuse(d, "mismatch in memory limits: at least %" PRIu64 " pages are expected, there are %" PRIu64,
                            expected->memory.limits.min, given->memory.limits.min);
    case WASM_GLOBAL:
        return match_global(d, &given->global, &expected->global);
    case WASM_TAG:
        return given->type_index == expected->type_index || refuse_funcs(d, given->type_index, expected->type_index);
    }
    return false;
}
