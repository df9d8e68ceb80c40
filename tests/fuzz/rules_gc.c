/* Structs, arrays, i31 and casts (spec 3.0, sections 3.4.6 to 3.4.8). */
#include "tests/fuzz/rules_code.h"

static wasm_type unpacked(wasm_type storage)
{
    return storage == WASM_I8 || storage == WASM_I16 ? WASM_I32 : storage;
}

static bool has_default(wasm_type storage)
{
    return !wasm_type_is_ref(storage) || wasm_type_is_nullable(storage);
}

static bool must(rules_code *v, bool holds)
{
    return holds || rules_fail(v, RULES_INVALID);
}

/* op - plain: 0 for get, 1 and 2 for get_s and get_u, which packed fields want. */
static bool check_sign(rules_code *v, wasm_type storage, bool with_sign)
{
    return must(v, (storage != unpacked(storage)) == with_sign);
}

static bool apply_struct(rules_code *v, uint32_t number)
{
    const wasm_deftype *type = rules_type(v, v->i.a, COMPOSITE_STRUCT);
    if (!type)
        return false;
    wasm_type ref = wasm_ref_indexed(true, type->canonical);
    if (number < 2) {
        for (uint32_t i = type->field_count; i-- > 0;)
            if (number == 1 ? !must(v, has_default(type->fields[i].type)) : !rules_pop_as(v, unpacked(type->fields[i].type)))
                return false;
        return rules_push(v, ref & ~WASM_REF_NULLABLE);
    }
    if (v->i.b >= type->field_count)
        return rules_fail(v, RULES_INVALID);
    wasm_field field = type->fields[v->i.b];
    if (number == 5)
        return must(v, field.is_mutable) && rules_pop_as(v, unpacked(field.type)) && rules_pop_as(v, ref);
    return check_sign(v, field.type, number > 2) && rules_pop_as(v, ref) && rules_push(v, unpacked(field.type));
}

/* The segment that number b names fits the elements. */
static bool check_data(rules_code *v, wasm_type element)
{
    if (!v->m->has_data_count)
        return rules_fail(v, RULES_MALFORMED);
    return must(v, v->i.b < v->m->data_count && !wasm_type_is_ref(element));
}

static bool check_elem(rules_code *v, wasm_type element)
{
    return must(v, v->i.b < v->m->elem_count && rules_matches(v->m, v->m->elems[v->i.b].type, element));
}

static bool pop_counts(rules_code *v, unsigned count)
{
    while (count-- > 0)
        if (!rules_pop_as(v, WASM_I32))
            return false;
    return true;
}

static bool pop_many(rules_code *v, wasm_type type)
{
    for (uint32_t i = 0; i < v->i.count; i++) {
        if (!rules_pop_as(v, type))
            return false;
        if (v->value_count == v->frames[v->frame_count - 1].height && v->frames[v->frame_count - 1].unreachable)
            return true;                          /* endless, and so may be the count */
    }
    return true;
}

static bool apply_array_copy(rules_code *v, wasm_type to, wasm_type ref)
{
    const wasm_deftype *from = rules_type(v, v->i.b, COMPOSITE_ARRAY);
    if (!from || !must(v, rules_matches(v->m, from->fields[0].type, to)))
        return false;
    return pop_counts(v, 2) && rules_pop_as(v, wasm_ref_indexed(true, from->canonical)) && pop_counts(v, 1) && rules_pop_as(v, ref);
}

static bool apply_array_new(rules_code *v, uint32_t number, wasm_type element, wasm_type ref)
{
    bool ok = true;
    switch (number) {
    case 6:  ok = pop_counts(v, 1) && rules_pop_as(v, unpacked(element));      break;
    case 7:  ok = must(v, has_default(element)) && pop_counts(v, 1);           break;
    case 8:  v->i.count = v->i.b; ok = pop_many(v, unpacked(element));         break;
    case 9:  ok = check_data(v, element) && pop_counts(v, 2);                  break;
    case 10: ok = check_elem(v, element) && pop_counts(v, 2);                  break;
    }
    return ok && rules_push(v, ref & ~WASM_REF_NULLABLE);
}

static bool apply_array(rules_code *v, uint32_t number)
{
    const wasm_deftype *type = rules_type(v, v->i.a, COMPOSITE_ARRAY);
    if (!type)
        return false;
    wasm_type element = type->fields[0].type, ref = wasm_ref_indexed(true, type->canonical);
    if (number <= 10)
        return apply_array_new(v, number, element, ref);
    if (number <= 13)
        return check_sign(v, element, number > 11) && pop_counts(v, 1) && rules_pop_as(v, ref) && rules_push(v, unpacked(element));
    if (!must(v, type->fields[0].is_mutable))
        return false;
    switch (number) {
    case 14: return rules_pop_as(v, unpacked(element)) && pop_counts(v, 1) && rules_pop_as(v, ref);
    case 16: return pop_counts(v, 1) && rules_pop_as(v, unpacked(element)) && pop_counts(v, 1) && rules_pop_as(v, ref);
    case 17: return apply_array_copy(v, element, ref);
    case 18: return check_data(v, element) && pop_counts(v, 3) && rules_pop_as(v, ref);
    }
    return check_elem(v, element) && pop_counts(v, 3) && rules_pop_as(v, ref);
}

/* A cast stays in its hierarchy. */
static bool apply_cast(rules_code *v, uint32_t number)
{
    static const uint32_t tops[] = { HEAP_ANY, HEAP_FUNC, HEAP_EXTERN, HEAP_EXN };
    wasm_type type = v->i.type, found;
    if (!rules_resolve(v, &type) || !rules_pop_ref(v, &found))
        return false;
    for (unsigned i = 0; i < COUNT_OF(tops); i++)
        if (rules_matches(v->m, type, wasm_ref_abstract(true, tops[i])) && !must(v, rules_matches(v->m, found, wasm_ref_abstract(true, tops[i]))))
            return false;
    return rules_push(v, number < 22 ? WASM_I32 : type);
}

static bool apply_convert(rules_code *v, uint32_t from, uint32_t to)
{
    wasm_type found;
    return rules_pop_ref(v, &found) && must(v, rules_matches(v->m, found, wasm_ref_abstract(true, from)))
        && rules_push(v, wasm_ref_abstract(wasm_type_is_nullable(found), to));
}

bool rules_apply_gc(rules_code *v)
{
    uint32_t number = v->i.op - RULES_GC;
    switch (number) {
    case 0: case 1: case 2: case 3: case 4: case 5: return apply_struct(v, number);
    case 15: return rules_pop_as(v, wasm_ref_abstract(true, HEAP_ARRAY)) && rules_push(v, WASM_I32);
    case 20: case 21: case 22: case 23: return apply_cast(v, number);
    case 26: return apply_convert(v, HEAP_EXTERN, HEAP_ANY);
    case 27: return apply_convert(v, HEAP_ANY, HEAP_EXTERN);
    case 28: return rules_pop_as(v, WASM_I32) && rules_push(v, wasm_ref_abstract(false, HEAP_I31));
    case 29: case 30: return rules_pop_as(v, wasm_ref_abstract(true, HEAP_I31)) && rules_push(v, WASM_I32);
    }
    return apply_array(v, number);
}
