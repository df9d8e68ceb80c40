/* Flattening of types whose flat_count is at most CTYPE_FLAT_PARAMS; what is
 * larger goes through memory, so its core types are never asked for. */
#include "engine/component/flat.h"

static void push(flat_list *list, wasm_type type)
{
    if (list->count < FLAT_MOST)
        list->types[list->count] = type;
    list->count++;
}

/* CanonicalABI.md, join: what can hold either. */
static wasm_type join(wasm_type a, wasm_type b)
{
    if (a == b)
        return a;
    bool narrow = (a == WASM_I32 || a == WASM_F32) && (b == WASM_I32 || b == WASM_F32);
    return narrow ? WASM_I32 : WASM_I64;
}

/* One case's payload, laid over those before it. */
static void add_case(flat_list *list, uint32_t start, const ctype *payload, wasm_type address)
{
    flat_list own = { 0 };
    if (!payload)
        return;
    flat_add(&own, payload, address);
    for (uint32_t i = 0; i < own.count; i++) {
        if (start + i >= list->count)
            push(list, own.types[i]);
        else
            list->types[start + i] = join(list->types[start + i], own.types[i]);
    }
}

static void add_plain(flat_list *list, const ctype *type, wasm_type address)
{
    switch (type->kind) {
    case CTYPE_S64: case CTYPE_U64: push(list, WASM_I64); break;
    case CTYPE_F32:                 push(list, WASM_F32); break;
    case CTYPE_F64:                 push(list, WASM_F64); break;
    case CTYPE_STRING: case CTYPE_LIST: case CTYPE_MAP:
        push(list, address);
        push(list, address);
        break;
    case CTYPE_BOOL: case CTYPE_S8: case CTYPE_U8: case CTYPE_S16: case CTYPE_U16: case CTYPE_S32: case CTYPE_U32: case CTYPE_CHAR:
    case CTYPE_ERROR_CONTEXT: case CTYPE_FLAGS: case CTYPE_ENUM: case CTYPE_OWN: case CTYPE_BORROW: case CTYPE_STREAM: case CTYPE_FUTURE:
    case CTYPE_RECORD: case CTYPE_VARIANT: case CTYPE_TUPLE: case CTYPE_OPTION: case CTYPE_RESULT: case CTYPE_FIXED_LIST: case CTYPE_KIND_COUNT:
        push(list, WASM_I32);
        break;
    }
}

void flat_add(flat_list *list, const ctype *type, wasm_type address)
{
    uint32_t start = list->count + 1;
    if (type->flat_count + list->count > FLAT_MOST) {
        list->count = FLAT_MOST + 1;
        return;
    }
    switch (type->kind) {
    case CTYPE_RECORD: case CTYPE_TUPLE:
        for (uint32_t i = 0; i < type->count; i++)
            flat_add(list, type->fields[i].type, address);
        break;
    case CTYPE_FIXED_LIST:
        for (uint32_t i = 0; i < type->length; i++)
            flat_add(list, type->element, address);
        break;
    case CTYPE_VARIANT:
        push(list, WASM_I32);
        for (uint32_t i = 0; i < type->count; i++)
            add_case(list, start, type->fields[i].type, address);
        break;
    case CTYPE_OPTION: case CTYPE_RESULT:
        push(list, WASM_I32);
        add_case(list, start, type->element, address);
        add_case(list, start, type->other, address);
        break;
    default:
        add_plain(list, type, address);
    }
}

uint32_t flat_param_count(const cfunc *func)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < func->param_count && count < CTYPE_FLAT_MANY; i++)
        count += func->params[i].type->flat_count;
    return count;
}

enum { FLAT_ASYNC_PARAMS = 4 };

/* CanonicalABI.md, flatten_functype */
void flat_func(const cfunc *func, flat_options options, flat_list *params, flat_list *results)
{
    bool lowers = options.context == FLAT_LOWER;
    wasm_type address = options.is_64 ? WASM_I64 : WASM_I32;
    uint32_t most = options.is_async && lowers ? FLAT_ASYNC_PARAMS : CTYPE_FLAT_PARAMS;
    *params = *results = (flat_list){ 0 };
    if (flat_param_count(func) > most)
        push(params, address);
    else
        for (uint32_t i = 0; i < func->param_count; i++)
            flat_add(params, func->params[i].type, address);

    if (options.is_async) {
        if (lowers && func->result)
            push(params, address);
        if (lowers || options.has_callback)
            push(results, WASM_I32);
        return;
    }
    if (!func->result)
        return;
    if (func->result->flat_count <= CTYPE_FLAT_RESULTS)
        flat_add(results, func->result, address);
    else
        push(lowers ? params : results, address);
}
