/* Types: reading them, and how they relate (spec 3.0, sections 3.3 and 5.3). */
#include "engine/wasm/types.h"

#include "engine/base/limits.h"

/* heaptype ::= an abstract one's byte | x:s33 (x >= 0) */
wasm_type type_read_heap(reader *r, bool nullable)
{
    uint64_t start = reader_offset(r);
    if (reader_left(r) && *r->next >= HEAP_EXN && *r->next <= HEAP_NOEXN)
        return wasm_ref_abstract(nullable, *r->next++);

    int64_t index = read_s33(r);
    if (!reader_ok(r))
        return WASM_NONE;
    if (index < 0)
        reader_refuse(r, ERROR_MALFORMED, start, "malformed heap type %lld", (long long)index);
    else if (index >= LIMIT_TYPES)
        reader_refuse(r, ERROR_INVALID, start, "unknown type %lld", (long long)index);
    return reader_ok(r) ? wasm_ref_indexed(nullable, index) : WASM_NONE;
}

/* valtype ::= numtype | vectype | 0x63 ht | 0x64 ht | an abstract heap type's byte */
wasm_type type_read(reader *r)
{
    uint64_t start = reader_offset(r);
    uint8_t byte = read_u8(r);
    if (byte >= WASM_V128 && byte <= WASM_I32)
        return byte;
    if (byte == 0x63 || byte == 0x64)
        return type_read_heap(r, byte == 0x63);
    if (byte >= HEAP_EXN && byte <= HEAP_NOEXN)
        return wasm_ref_abstract(true, byte);
    if (reader_ok(r))
        reader_refuse(r, ERROR_MALFORMED, start, "malformed value type 0x%02x", byte);
    return WASM_NONE;
}

/* ---- objects ---- */

uint32_t type_storage(wasm_type type)
{
    switch (type) {
    case WASM_I8:   return 1;
    case WASM_I16:  return 2;
    case WASM_I64:
    case WASM_F64:  return 8;
    case WASM_V128: return 16;
    default:        return 4;
    }
}

/* At a multiple of its size, but of no more than four: what is read by bytes need not stand better. */
uint32_t type_place(wasm_type type, uint32_t end)
{
    uint32_t align = type_storage(type) < 4 ? type_storage(type) : 4;
    return (end + align - 1) / align * align;
}

uint32_t type_struct_bytes(const wasm_deftype *type)
{
    if (!type->field_count)
        return TYPE_STRUCT_HEAD;
    const wasm_field *last = &type->fields[type->field_count - 1];
    return last->offset + type_storage(last->type);
}

bool type_is_traced(const wasm_deftype *types, wasm_type type)
{
    if (!wasm_type_is_ref(type))
        return false;
    if (wasm_type_is_indexed(type))
        return types[wasm_type_index(type)].kind != COMPOSITE_FUNC;
    return wasm_type_heap(type) != HEAP_FUNC && wasm_type_heap(type) != HEAP_NOFUNC;
}

/* The lattice of abstract heap types (section 3.3.3). */
static bool heap_matches(uint32_t sub, uint32_t super)
{
    if (sub == super || sub == 0)
        return true;
    switch (super) {
    case HEAP_ANY:    return sub == HEAP_EQ || sub == HEAP_I31 || sub == HEAP_STRUCT || sub == HEAP_ARRAY || sub == HEAP_NONE;
    case HEAP_EQ:     return sub == HEAP_I31 || sub == HEAP_STRUCT || sub == HEAP_ARRAY || sub == HEAP_NONE;
    case HEAP_I31:
    case HEAP_STRUCT:
    case HEAP_ARRAY:  return sub == HEAP_NONE;
    case HEAP_FUNC:   return sub == HEAP_NOFUNC;
    case HEAP_EXTERN: return sub == HEAP_NOEXTERN;
    case HEAP_EXN:    return sub == HEAP_NOEXN;
    }
    return false;
}

static uint32_t heap_of_composite(wasm_composite kind)
{
    switch (kind) {
    case COMPOSITE_FUNC:   return HEAP_FUNC;
    case COMPOSITE_STRUCT: return HEAP_STRUCT;
    case COMPOSITE_ARRAY:  return HEAP_ARRAY;
    }
    return HEAP_NONE;
}

/* Two jumps of equal length become one: with 63 supertypes above, ten steps or so lead to any of them. */
void type_set_super(const wasm_deftype *types, wasm_deftype *t, const wasm_deftype *super)
{
    const wasm_deftype *far = &types[super->jump];
    bool are_equal = super->depth - far->depth == far->depth - types[far->jump].depth;
    t->jump = are_equal ? far->jump : super->canonical;
    t->super = super->canonical;
    t->depth = (uint8_t)(super->depth + 1);
}

bool type_index_matches(const wasm_deftype *types, uint32_t sub, uint32_t super)
{
    uint32_t depth = types[super].depth;
    while (types[sub].depth > depth) {
        uint32_t jump = types[sub].jump;
        sub = types[jump].depth >= depth ? jump : types[sub].super;
    }
    return sub == super;
}

bool type_matches(const wasm_deftype *types, wasm_type sub, wasm_type super)
{
    if (sub == super || sub == WASM_BOTTOM)
        return true;
    if (!wasm_type_is_ref(sub) || !wasm_type_is_ref(super))
        return false;
    if (wasm_type_is_nullable(sub) && !wasm_type_is_nullable(super))
        return false;

    if (wasm_type_is_indexed(sub) && wasm_type_is_indexed(super))
        return type_index_matches(types, wasm_type_index(sub), wasm_type_index(super));
    if (wasm_type_is_indexed(sub))
        return heap_matches(heap_of_composite(types[wasm_type_index(sub)].kind), wasm_type_heap(super));
    if (!wasm_type_is_indexed(super))
        return heap_matches(wasm_type_heap(sub), wasm_type_heap(super));
    bool is_func = types[wasm_type_index(super)].kind == COMPOSITE_FUNC;
    return sub == WASM_REF_BOTTOM || wasm_type_heap(sub) == (is_func ? HEAP_NOFUNC : HEAP_NONE);
}

static bool field_matches(const wasm_deftype *types, wasm_field sub, wasm_field super)
{
    if (sub.is_mutable != super.is_mutable)
        return false;
    return sub.is_mutable ? sub.type == super.type : type_matches(types, sub.type, super.type);
}

static bool func_matches(const wasm_deftype *types, const wasm_functype *sub, const wasm_functype *super)
{
    if (sub->param_count != super->param_count || sub->result_count != super->result_count)
        return false;
    for (uint32_t i = 0; i < sub->param_count; i++)
        if (!type_matches(types, super->params[i], sub->params[i]))
            return false;
    for (uint32_t i = 0; i < sub->result_count; i++)
        if (!type_matches(types, sub->results[i], super->results[i]))
            return false;
    return true;
}

bool type_composite_matches(const wasm_deftype *types, const wasm_deftype *sub, const wasm_deftype *super)
{
    if (sub->kind != super->kind)
        return false;
    if (sub->kind == COMPOSITE_FUNC)
        return func_matches(types, &sub->func, &super->func);
    if (sub->field_count < super->field_count)
        return false;
    for (uint32_t i = 0; i < super->field_count; i++)
        if (!field_matches(types, sub->fields[i], super->fields[i]))
            return false;
    return true;
}

/* ---- as text ---- */

static const char *heap_text(uint32_t heap)
{
    switch (heap) {
    case HEAP_NOEXN:    return "noexn";
    case HEAP_NOFUNC:   return "nofunc";
    case HEAP_NOEXTERN: return "noextern";
    case HEAP_NONE:     return "none";
    case HEAP_FUNC:     return "func";
    case HEAP_EXTERN:   return "extern";
    case HEAP_ANY:      return "any";
    case HEAP_EQ:       return "eq";
    case HEAP_I31:      return "i31";
    case HEAP_STRUCT:   return "struct";
    case HEAP_ARRAY:    return "array";
    case HEAP_EXN:      return "exn";
    }
    return "?";
}

static const char *number_text(wasm_type type)
{
    switch (type) {
    case WASM_I32:    return "i32";
    case WASM_I64:    return "i64";
    case WASM_F32:    return "f32";
    case WASM_F64:    return "f64";
    case WASM_V128:   return "v128";
    case WASM_I8:     return "i8";
    case WASM_I16:    return "i16";
    case WASM_NONE:   return "nothing";
    case WASM_BOTTOM: return "any type";
    }
    return "?";
}

type_text type_name(wasm_type type)
{
    type_text t;
    const char *null = wasm_type_is_nullable(type) ? "null " : "";
    if (!wasm_type_is_ref(type))
        text_format(t.text, sizeof t.text, "%s", number_text(type));
    else if (wasm_type_is_indexed(type))
        text_format(t.text, sizeof t.text, "(ref %s%u)", null, wasm_type_index(type));
    else
        text_format(t.text, sizeof t.text, "(ref %s%s)", null, heap_text(wasm_type_heap(type)));
    return t;
}

void type_print(text_builder *t, wasm_type type)
{
    text_add(t, "%s", type_name(type).text);
}

static void print_list(text_builder *t, const char *word, const wasm_type *types, uint32_t count)
{
    if (!count)
        return;
    text_add(t, " (%s", word);
    for (uint32_t i = 0; i < count; i++) {
        text_add(t, " ");
        type_print(t, types[i]);
    }
    text_add(t, ")");
}

void functype_print(text_builder *t, const wasm_functype *type)
{
    text_add(t, "(func");
    print_list(t, "param", type->params, type->param_count);
    print_list(t, "result", type->results, type->result_count);
    text_add(t, ")");
}
