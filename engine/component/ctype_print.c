/* Component types as WIT text, for messages and tools. */
#include "engine/component/ctype.h"

#include <inttypes.h>

enum { PRINT_MOST = 16 * 1024 };

/* One printing: where it began, so that a type of a million parts ends in "...". */
typedef struct printing { text_builder *t; size_t start; bool cut; } printing;

static void print_type(printing *p, const ctype *type, bool by_name);

static bool goes_on(printing *p)
{
    if (!p->cut && p->t->size - p->start > PRINT_MOST) {
        text_add(p->t, "...");
        p->cut = true;
    }
    return !p->cut;
}

/* "x: f32" of a record, "fire(u32)" of a variant, "fire" of an enum, "f32" of a tuple. */
static void print_field(printing *p, ctype_kind kind, const cfield *f)
{
    if (kind != CTYPE_TUPLE)
        text_put(p->t, f->name);
    if (!f->type)
        return;
    if (kind == CTYPE_RECORD)
        text_add(p->t, ": ");
    if (kind == CTYPE_VARIANT)
        text_add(p->t, "(");
    print_type(p, f->type, true);
    if (kind == CTYPE_VARIANT)
        text_add(p->t, ")");
}

static void print_fields(printing *p, const ctype *type, const char *open, const char *close)
{
    text_add(p->t, "%s%s", ctype_kind_text(type->kind), open);
    for (uint32_t i = 0; i < type->count && goes_on(p); i++) {
        if (i)
            text_add(p->t, ", ");
        print_field(p, type->kind, &type->fields[i]);
    }
    text_add(p->t, "%s", close);
}

/* result, result<T>, result<_, E>, result<T, E> */
static void print_result(printing *p, const ctype *type)
{
    text_add(p->t, "result");
    if (!type->element && !type->other)
        return;
    text_add(p->t, "<");
    if (type->element)
        print_type(p, type->element, true);
    else
        text_add(p->t, "_");
    if (type->other) {
        text_add(p->t, ", ");
        print_type(p, type->other, true);
    }
    text_add(p->t, ">");
}

/* list<T>, list<T, 4>, map<K, V>, option<T>, stream, stream<T> */
static void print_generic(printing *p, const ctype *type)
{
    text_add(p->t, "%s", ctype_kind_text(type->kind));
    if (!type->element)
        return;
    text_add(p->t, "<");
    if (type->other) {
        print_type(p, type->other, true);
        text_add(p->t, ", ");
    }
    print_type(p, type->element, true);
    if (type->kind == CTYPE_FIXED_LIST)
        text_add(p->t, ", %" PRIu32, type->length);
    text_add(p->t, ">");
}

/* WIT writes an owned handle as the resource's name alone. */
static void print_handle(printing *p, const ctype *type)
{
    text_view name = type->resource->name;
    if (!name.size)
        name = text_of("unnamed-resource");
    if (type->kind == CTYPE_BORROW)
        text_add(p->t, "borrow<%.*s>", TEXT_ARGS(name));
    else
        text_put(p->t, name);
}

static void print_type(printing *p, const ctype *type, bool by_name)
{
    if (!goes_on(p))
        return;
    if (by_name && type->name.size) {
        text_put(p->t, type->name);
        return;
    }
    switch (type->kind) {
    case CTYPE_RECORD: case CTYPE_VARIANT: case CTYPE_FLAGS: case CTYPE_ENUM:
        print_fields(p, type, " { ", " }");
        break;
    case CTYPE_TUPLE:
        print_fields(p, type, "<", ">");
        break;
    case CTYPE_RESULT:
        print_result(p, type);
        break;
    case CTYPE_LIST: case CTYPE_FIXED_LIST: case CTYPE_MAP: case CTYPE_OPTION: case CTYPE_STREAM: case CTYPE_FUTURE:
        print_generic(p, type);
        break;
    case CTYPE_OWN: case CTYPE_BORROW:
        print_handle(p, type);
        break;
    case CTYPE_BOOL: case CTYPE_S8: case CTYPE_U8: case CTYPE_S16: case CTYPE_U16: case CTYPE_S32: case CTYPE_U32:
    case CTYPE_S64: case CTYPE_U64: case CTYPE_F32: case CTYPE_F64: case CTYPE_CHAR: case CTYPE_STRING:
    case CTYPE_ERROR_CONTEXT: case CTYPE_KIND_COUNT:
        text_add(p->t, "%s", ctype_kind_text(type->kind));
        break;
    }
}

void ctype_print(text_builder *t, const ctype *type, bool by_name)
{
    print_type(&(printing){ t, t->size, false }, type, by_name);
}

/* name: func(a: u32, b: string) -> result<_, e> */
void cfunc_print(text_builder *t, text_view name, const cfunc *func)
{
    printing p = { t, t->size, false };
    if (name.size)
        text_add(t, "%.*s: ", TEXT_ARGS(name));
    text_add(t, "%sfunc(", func->is_async ? "async " : "");
    for (uint32_t i = 0; i < func->param_count && goes_on(&p); i++) {
        text_add(t, "%s%.*s: ", i ? ", " : "", TEXT_ARGS(func->params[i].name));
        print_type(&p, func->params[i].type, true);
    }
    text_add(t, ")");
    if (func->result) {
        text_add(t, " -> ");
        print_type(&p, func->result, true);
    }
}
