/* Component text into a component's binary, one definition after the other
 * (component model, Explainer.md for the text, Binary.md for the bytes).
 *
 * A type written where its index could stand is defined before what names it, as the
 * text format says. */
#include "engine/wit/wat.h"

#include "engine/wit/wat_tree.h"
#include "engine/wit/wit_scope.h"

/* The index spaces, which are the sorts that a package of WIT has. */
typedef enum wat_space { SPACE_FUNC, SPACE_TYPE, SPACE_COMPONENT, SPACE_INSTANCE, SPACE_COUNT } wat_space;

static const char *const words[] = { "func", "type", "component", "instance" };
static const uint8_t     sorts[] = { 0x01, 0x03, 0x04, 0x05 };

/* A component, or the type of one or of an instance. */
typedef struct wat_scope {
    struct wat_scope *outer;      /* null: the component that the text is */
    text_view         name;       /* "$a", or empty */
    text_builder     *out;        /* its definitions */
    uint32_t          definitions;
    uint32_t          counts[SPACE_COUNT];
    wit_scope        *names[SPACE_COUNT];   /* "$a" -> its index + 1; null: none yet */
} wat_scope;

typedef struct wat {
    text_view  text;
    budget    *budget;
    arena      arena;             /* the tree, and names */
    wat_scope *scope;
    error     *err;
} wat;

/* In a component each is a section, in a type a declaration (Binary.md: importdecl, instancedecl). */
typedef enum wat_definition { DEFINE_TYPE, DEFINE_ALIAS, DEFINE_IMPORT, DEFINE_EXPORT } wat_definition;

#define REFUSE(w, node, ...) wat_refuse((w)->text, (w)->err, (node)->at, __VA_ARGS__)

/* ---- bytes ---- */

static void put_byte(text_builder *out, uint8_t byte)
{
    text_put(out, (text_view){ (const char *)&byte, 1 });
}

static void put_u32(text_builder *out, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        put_byte(out, (uint8_t)(n | 0x80));
    put_byte(out, (uint8_t)n);
}

/* A type index where a primitive's byte could stand: s33. */
static void put_s33(text_builder *out, uint64_t n)
{
    for (; n >= 0x40; n >>= 7)
        put_byte(out, (uint8_t)(n | 0x80));
    put_byte(out, (uint8_t)n);
}

/* Puts what `part` holds, and ends it. */
static void put_rest(text_builder *out, text_builder *part)
{
    text_put(out, (text_view){ part->bytes, part->size });
    out->failed |= part->failed;
    text_close(part);
}

static void define(wat *w, wat_definition kind, text_builder *body)
{
    static const uint8_t sections[] = { 7, 6, 10, 11 };
    wat_scope *s = w->scope;
    s->definitions++;
    put_byte(s->out, s->outer ? (uint8_t)(kind + 1) : sections[kind]);
    if (!s->outer) {
        put_u32(s->out, body->size + 1);
        put_byte(s->out, 1);
    }
    put_rest(s->out, body);
}

/* ---- words and indices ---- */

static bool is_word(const wat_node *n, const char *word)
{
    return n->kind == WAT_WORD && text_is(n->text, word);
}

static bool is_list(const wat_node *n, const char *word)
{
    return n->kind == WAT_LIST && is_word(n->first, word);
}

static bool is_name(const wat_node *n)
{
    return n->kind == WAT_WORD && n->text.bytes[0] == '$';
}

/* $name? */
static text_view take_name(const wat_node **at)
{
    text_view name = { 0 };
    if (is_name(*at)) {
        name = (*at)->text;
        *at = (*at)->next;
    }
    return name;
}

static bool expect_end(wat *w, const wat_node *n)
{
    return n->kind == WAT_END || REFUSE(w, n, "nothing more can stand here");
}

/* A new index of the space, by its name where it has one. */
static bool bind(wat *w, wat_space space, text_view name)
{
    wat_scope *s = w->scope;
    uintptr_t count = ++s->counts[space];
    if (!name.size)
        return true;
    if (!s->names[space])
        s->names[space] = wit_scope_new(&w->arena);
    if (s->names[space] && wit_scope_find(s->names[space], name))
        return wat_refuse(w->text, w->err, (size_t)(name.bytes - w->text.bytes), "another %s has this name (small and capital letters count as one)", words[space]);
    return (s->names[space] && wit_scope_add(s->names[space], name, (void *)count)) || error_memory(w->err);
}

static bool read_u32(wat *w, const wat_node *n, uint32_t *value)
{
    uint64_t sum = 0;
    bool ok = n->kind == WAT_WORD;
    for (size_t i = 0; ok && i < n->text.size; i++) {
        char c = n->text.bytes[i];
        sum = sum * 10 + (uint32_t)(c - '0');
        ok = c >= '0' && c <= '9' && sum <= UINT32_MAX;
    }
    *value = (uint32_t)sum;
    return ok || REFUSE(w, n, "a number or a $name is wanted here");
}

static void put_alias(text_builder *out, wat_space space, uint32_t up, uint32_t index)
{
    put_byte(out, sorts[space]);
    put_byte(out, 0x02);
    put_u32(out, up);
    put_u32(out, index);
}

static uint32_t find_name(const wat_scope *s, wat_space space, text_view name)
{
    return s->names[space] ? (uint32_t)(uintptr_t)wit_scope_get(s->names[space], name) : 0;
}

/* An index or a name. A type of an enclosing scope can be named, too: an alias brings it here. */
static bool read_index(wat *w, const wat_node *n, wat_space space, uint32_t *index)
{
    uint32_t found = 0, up = 0;
    if (!is_name(n))
        return read_u32(w, n, index);
    const wat_scope *s = w->scope;
    while (!(found = find_name(s, space, n->text)) && space == SPACE_TYPE && s->outer) {
        s = s->outer;
        up++;
    }
    if (!found)
        return REFUSE(w, n, "no %s is named %.*s here", words[space], TEXT_ARGS(n->text));
    *index = found - 1;
    if (!up)
        return true;
    text_builder body;
    text_open(&body, w->budget);
    put_alias(&body, space, up, *index);
    define(w, DEFINE_ALIAS, &body);
    *index = w->scope->counts[space];
    return bind(w, space, n->text);
}

/* A string as a name in the binary: its length and its bytes. */
static bool read_string(wat *w, text_builder *out, const wat_node *n)
{
    put_u32(out, n->text.size);
    text_put(out, n->text);
    return n->kind == WAT_STRING || REFUSE(w, n, "a name in quotes is wanted here");
}

/* ---- types ---- */

static bool read_type(wat *w, text_builder *out, const wat_node *n, text_view name);

static bool define_type(wat *w, text_builder *body, uint32_t *index)
{
    define(w, DEFINE_TYPE, body);
    *index = w->scope->counts[SPACE_TYPE];
    return bind(w, SPACE_TYPE, (text_view){ 0 });
}

/* A type's index; one that is written out is defined first. */
static bool read_type_index(wat *w, const wat_node *n, uint32_t *index)
{
    text_builder body;
    if (n->kind != WAT_LIST)
        return read_index(w, n, SPACE_TYPE, index);
    text_open(&body, w->budget);
    bool ok = read_type(w, &body, n, (text_view){ 0 });
    return define_type(w, &body, index) && ok;
}

/* valtype */
static bool read_value(wat *w, text_builder *out, const wat_node *n)
{
    static const char *const primitives[] = { "string", "char", "f64", "f32", "u64", "s64", "u32", "s32", "u16", "s16", "u8", "s8", "bool" };
    uint32_t index = 0;
    for (uint8_t i = 0; i < sizeof primitives / sizeof *primitives; i++)
        if (is_word(n, primitives[i])) {
            put_byte(out, 0x73 + i);
            return true;
        }
    if (is_word(n, "error-context")) {
        put_byte(out, 0x64);
        return true;
    }
    bool ok = read_type_index(w, n, &index);
    put_s33(out, index);
    return ok;
}

/* <valtype>? */
static bool read_optional(wat *w, text_builder *out, const wat_node *n)
{
    put_byte(out, n->kind != WAT_END);
    return n->kind == WAT_END || (read_value(w, out, n) && expect_end(w, n->next));
}

/* One of what a compound type is made of: (field "a" T), (case "a" T?), (param "a" T), "a", T */
static bool read_part(wat *w, text_builder *out, const char *part, const wat_node *n)
{
    if (!*part)
        return read_value(w, out, n);
    if (*part == '"')
        return read_string(w, out, n);
    if (!is_list(n, part))
        return REFUSE(w, n, "(%s …) is wanted here", part);
    n = n->first->next;
    if (!read_string(w, out, n))
        return false;
    if (*part != 'c')
        return read_value(w, out, n->next) && expect_end(w, n->next->next);
    bool ok = read_optional(w, out, n->next);
    put_byte(out, 0);
    return ok;
}

/* All of them, up to `end`. */
static bool read_parts(wat *w, text_builder *out, const char *part, const wat_node *n, const wat_node *end)
{
    uint32_t count = 0;
    for (const wat_node *at = n; at != end; at = at->next)
        count++;
    put_u32(out, count);
    for (; n != end; n = n->next)
        if (!read_part(w, out, part, n))
            return false;
    return true;
}

static const wat_node *end_of(const wat_node *n)
{
    while (n->kind != WAT_END)
        n = n->next;
    return n;
}

/* (func async? (param "a" T)* (result T)?) */
static bool read_func(wat *w, text_builder *out, const wat_node *n)
{
    bool is_async = is_word(n, "async");
    n = is_async ? n->next : n;
    const wat_node *result = n;
    put_byte(out, is_async ? 0x43 : 0x40);
    while (is_list(result, "param"))
        result = result->next;
    if (!read_parts(w, out, "param", n, result))
        return false;
    bool has_result = is_list(result, "result");
    put_byte(out, !has_result);
    if (has_result)
        return read_value(w, out, result->first->next) && expect_end(w, result->first->next->next) && expect_end(w, result->next);
    put_byte(out, 0);
    return expect_end(w, result);
}

/* (result T? (error T)?) */
static bool read_result(wat *w, text_builder *out, const wat_node *n)
{
    bool has_value = n->kind != WAT_END && !is_list(n, "error");
    put_byte(out, has_value);
    if (has_value && !read_value(w, out, n))
        return false;
    n = has_value ? n->next : n;
    put_byte(out, is_list(n, "error"));
    if (is_list(n, "error"))
        return read_value(w, out, n->first->next) && expect_end(w, n->first->next->next) && expect_end(w, n->next);
    return expect_end(w, n);
}

/* (list T N?) */
static bool read_list(wat *w, text_builder *out, const wat_node *n)
{
    uint32_t length = 0;
    bool is_fixed = n->kind != WAT_END && n->next->kind != WAT_END;
    put_byte(out, is_fixed ? 0x67 : 0x70);
    if (!read_value(w, out, n) || !is_fixed)
        return w->err->code == ERROR_NONE;
    bool ok = read_u32(w, n->next, &length);
    put_u32(out, length);
    return ok && expect_end(w, n->next->next);
}

static bool read_definition(wat *w, const wat_node *n);

/* (component …) and (instance …), as types: their definitions. */
static bool read_definitions(wat *w, text_builder *out, const wat_node *n, text_view name)
{
    text_builder inner;
    text_open(&inner, w->budget);
    wat_scope scope = { .outer = w->scope, .name = name, .out = &inner };
    w->scope = &scope;
    bool ok = true;
    for (; ok && n->kind != WAT_END; n = n->next)
        ok = read_definition(w, n);
    w->scope = scope.outer;
    put_u32(out, scope.definitions);
    put_rest(out, &inner);
    return ok;
}

/* What stands behind the word of a function's, a world's or an interface's type. */
static bool read_shape(wat *w, text_builder *out, wat_space space, const wat_node *n, text_view name)
{
    if (space == SPACE_FUNC)
        return read_func(w, out, n);
    put_byte(out, space == SPACE_COMPONENT ? 0x41 : 0x42);
    return read_definitions(w, out, n, name);
}

/* Types that are a byte and a list of parts, or a byte and one or two values. */
static const struct { const char *word, *part; uint8_t byte, values; } simple_types[] = {
    { "record", "field", 0x72, 0 }, { "variant", "case", 0x71, 0 }, { "tuple", "", 0x6F, 0 }, { "flags", "\"", 0x6E, 0 }, { "enum", "\"", 0x6D, 0 },
    { "option", "", 0x6B, 1 }, { "map", "", 0x63, 2 }, { "stream", "", 0x66, 0xFF }, { "future", "", 0x65, 0xFF }, { "own", "", 0x69, 3 }, { "borrow", "", 0x68, 3 },
};

static bool read_simple(wat *w, text_builder *out, size_t which, const wat_node *n)
{
    uint32_t index = 0;
    uint8_t values = simple_types[which].values;
    put_byte(out, simple_types[which].byte);
    if (values == 0)
        return read_parts(w, out, simple_types[which].part, n, end_of(n));
    if (values == 0xFF)
        return read_optional(w, out, n);
    if (values < 3)
        return read_value(w, out, n) && (values == 1 ? expect_end(w, n->next) : read_value(w, out, n->next) && expect_end(w, n->next->next));
    bool ok = read_index(w, n, SPACE_TYPE, &index);      /* a handle's resource */
    put_u32(out, index);
    return ok && expect_end(w, n->next);
}

/* deftype; `name`: of what it defines, for aliases within. */
static bool read_type(wat *w, text_builder *out, const wat_node *n, text_view name)
{
    if (n->kind != WAT_LIST)
        return read_value(w, out, n);
    const wat_node *rest = n->first->kind == WAT_END ? n->first : n->first->next;
    for (size_t i = 0; i < sizeof simple_types / sizeof *simple_types; i++)
        if (is_list(n, simple_types[i].word))
            return read_simple(w, out, i, rest);
    if (is_list(n, "list"))
        return read_list(w, out, rest);
    if (is_list(n, "result")) {
        put_byte(out, 0x6A);
        return read_result(w, out, rest);
    }
    for (wat_space space = 0; space < SPACE_COUNT; space++)
        if (space != SPACE_TYPE && is_list(n, words[space]))
            return read_shape(w, out, space, rest, name);
    return REFUSE(w, n, "a type is wanted here: a package of WIT has those of values, functions, interfaces and worlds");
}

/* ---- definitions ---- */

/* (func …), (type …), (component …), (instance …) */
static bool read_space(wat *w, const wat_node *n, wat_space *space)
{
    for (*space = 0; *space < SPACE_COUNT; ++*space)
        if (is_list(n, words[*space]))
            return true;
    return REFUSE(w, n, "(func …), (type …), (component …) or (instance …) is wanted here");
}

/* (eq T) | (sub resource) */
static bool read_bound(wat *w, text_builder *out, const wat_node *n)
{
    uint32_t index = 0;
    if (is_list(n, "sub") && is_word(n->first->next, "resource")) {
        put_byte(out, 1);
        return expect_end(w, n->next);
    }
    if (!is_list(n, "eq"))
        return REFUSE(w, n, "(eq …) or (sub resource) is wanted here");
    bool ok = read_type_index(w, n->first->next, &index);
    put_byte(out, 0);
    put_u32(out, index);
    return ok && expect_end(w, n->first->next->next) && expect_end(w, n->next);
}

/* (type T), alone: the index of what could be written out as well. A definition of a type has more in it. */
static bool is_type_use(const wat_node *n)
{
    return is_list(n, "type") && n->next->kind == WAT_END && n->first->next->kind == WAT_WORD && n->first->next->next->kind == WAT_END;
}

/* externtype; what is new has the name that stands in it, or `name`. */
static bool read_extern(wat *w, text_builder *out, const wat_node *n, text_view name)
{
    wat_space space;
    uint32_t index = 0;
    if (!read_space(w, n, &space) || !expect_end(w, n->next))
        return false;
    n = n->first->next;
    text_view inner = take_name(&n);
    name = name.size ? name : inner;
    put_byte(out, sorts[space]);
    if (space == SPACE_TYPE)
        return read_bound(w, out, n) && bind(w, space, name);
    bool ok;
    if (is_type_use(n)) {
        ok = read_index(w, n->first->next, SPACE_TYPE, &index);
    } else {
        text_builder body;
        text_open(&body, w->budget);
        ok = read_shape(w, &body, space, n, name);
        ok = define_type(w, &body, &index) && ok;
    }
    put_u32(out, index);
    return ok && bind(w, space, name);
}

static bool is_attribute(const wat_node *n)
{
    return is_list(n, "implements") || is_list(n, "external-id");
}

/* "a" (implements "b")? (external-id "c")? */
static bool read_extern_name(wat *w, text_builder *out, const wat_node **at)
{
    const wat_node *n = *at;
    uint32_t count = 0;
    for (const wat_node *a = n->kind == WAT_STRING ? n->next : NULL; a && is_attribute(a); a = a->next)
        count++;
    put_byte(out, count ? 0x02 : 0x00);
    if (!read_string(w, out, n))
        return false;
    if (count)
        put_u32(out, count);
    for (*at = n->next; count; count--, *at = (*at)->next) {
        put_byte(out, is_list(*at, "implements") ? 0 : 2);
        if (!read_string(w, out, (*at)->first->next) || !expect_end(w, (*at)->first->next->next))
            return false;
    }
    return true;
}

/* (export $name? "a" externtype) in a type, (export $name? "a" (type T) externtype?) in a component */
static bool read_export(wat *w, text_builder *out, const wat_node *n)
{
    wat_space space;
    uint32_t index = 0;
    text_view name = take_name(&n);
    if (!read_extern_name(w, out, &n))
        return false;
    if (w->scope->outer)
        return read_extern(w, out, n, name);
    if (!read_space(w, n, &space) || !read_index(w, n->first->next, space, &index) || !expect_end(w, n->first->next->next))
        return false;
    put_byte(out, sorts[space]);
    put_u32(out, index);
    put_byte(out, n->next->kind != WAT_END);
    return n->next->kind != WAT_END ? read_extern(w, out, n->next, name) : bind(w, space, name);
}

/* The scope that so many are around, or that has the name. */
static bool find_scope(wat *w, const wat_node *n, uint32_t *up, wat_scope **scope)
{
    uint32_t wanted = UINT32_MAX;
    if (!is_name(n) && !read_u32(w, n, &wanted))
        return false;
    *up = 0;
    for (*scope = w->scope; *scope; *scope = (*scope)->outer, ++*up)
        if (is_name(n) ? text_equal((*scope)->name, n->text) : *up == wanted)
            return true;
    return REFUSE(w, n, "no component around this is meant by %.*s", TEXT_ARGS(n->text));
}

static bool read_outer_index(wat *w, wat_scope *there, const wat_node *n, wat_space space, uint32_t *index)
{
    uint32_t found = is_name(n) ? find_name(there, space, n->text) : 0;
    if (!found)
        return is_name(n) ? REFUSE(w, n, "no %s is named %.*s there", words[space], TEXT_ARGS(n->text)) : read_u32(w, n, index);
    *index = found - 1;
    return true;
}

/* (alias export I "a" (type $name?)) | (alias outer N T (type $name?)) */
static bool read_alias(wat *w, text_builder *out, const wat_node *n)
{
    wat_space space;
    wat_scope *there;
    uint32_t number = 0, index = 0;
    bool is_outer = is_word(n, "outer");
    if (!is_outer && !is_word(n, "export"))
        return REFUSE(w, n, "export or outer is wanted here");
    const wat_node *from = n->next, *what = from->kind == WAT_END ? from : from->next, *as = what->kind == WAT_END ? what : what->next;
    if (!(is_outer ? find_scope(w, from, &number, &there) : read_index(w, from, SPACE_INSTANCE, &number)) || !read_space(w, as, &space))
        return false;
    if (is_outer) {
        if (!read_outer_index(w, there, what, space, &index))
            return false;
        put_alias(out, space, number, index);
    } else {
        put_byte(out, sorts[space]);
        put_byte(out, 0x00);
        put_u32(out, number);
        if (!read_string(w, out, what))
            return false;
    }
    const wat_node *name = as->first->next;
    return bind(w, space, take_name(&name)) && expect_end(w, name) && expect_end(w, as->next);
}

static bool read_kind(wat *w, const wat_node *n, wat_definition *kind, text_builder *body)
{
    const wat_node *rest = n->kind == WAT_LIST && n->first->kind != WAT_END ? n->first->next : n;
    if (is_list(n, "type")) {
        text_view name = take_name(&rest);
        return read_type(w, body, rest, name) && bind(w, SPACE_TYPE, name) && expect_end(w, rest->next);
    }
    *kind = is_list(n, "alias") ? DEFINE_ALIAS : is_list(n, "import") ? DEFINE_IMPORT : DEFINE_EXPORT;
    if (*kind == DEFINE_ALIAS)
        return read_alias(w, body, rest);
    if (*kind == DEFINE_IMPORT)
        return read_extern_name(w, body, &rest) && read_extern(w, body, rest, (text_view){ 0 });
    return is_list(n, "export") ? read_export(w, body, rest)
        : REFUSE(w, n, "(type …), (import …), (export …) or (alias …) is wanted here: a package of WIT holds nothing else");
}

static bool read_definition(wat *w, const wat_node *n)
{
    text_builder body;
    wat_definition kind = DEFINE_TYPE;
    text_open(&body, w->budget);
    bool ok = read_kind(w, n, &kind, &body);
    define(w, kind, &body);
    return ok;
}

/* (@custom "name" (before …)? "bytes"…): a section of its own, where it stands */
static bool read_custom(wat *w, const wat_node *n)
{
    text_builder body;
    text_open(&body, w->budget);
    bool ok = read_string(w, &body, n);
    for (n = n->kind == WAT_END ? n : n->next; ok && n->kind != WAT_END; n = n->next) {
        if (n->kind == WAT_STRING)
            text_put(&body, n->text);
        else
            ok = n->kind == WAT_LIST || REFUSE(w, n, "the bytes of a custom section are wanted here, as strings");
    }
    put_byte(w->scope->out, 0);
    put_u32(w->scope->out, body.size);
    put_rest(w->scope->out, &body);
    return ok;
}

static bool read_component(wat *w, const wat_node *n)
{
    if (!is_list(n, "component"))
        return REFUSE(w, n, "(component …) is wanted here: as text, too, a package of WIT is a component");
    if (!expect_end(w, n->next))
        return false;
    n = n->first->next;
    w->scope->name = take_name(&n);
    for (; n->kind != WAT_END; n = n->next)
        if (!(is_list(n, "@custom") ? read_custom(w, n->first->next) : read_definition(w, n)))
            return false;
    return true;
}

bool wat_assemble(text_builder *out, text_view text, error *err)
{
    wat_scope scope = { .out = out };
    wat w = { .text = text, .budget = out->budget, .scope = &scope, .err = err };
    arena_open(&w.arena, out->budget);
    const wat_node *first = wat_tree(&w.arena, text, err);
    text_put(out, (text_view){ "\0asm\x0D\0\1\0", 8 });
    bool ok = first && read_component(&w, first);
    arena_close(&w.arena);
    return ok && (!out->failed || error_memory(err));
}
