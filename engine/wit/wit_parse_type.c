/* The parser: types, the declarations of types, and functions. */
#include "engine/wit/wit_parse.h"
#include "engine/base/limits.h"

static wit_type *new_type(wit_parser *p, ctype_kind kind)
{
    wit_type *type = wit_parse_node(p, wit_type);
    if (!type)
        return NULL;
    type->kind = kind;
    type->name = (wit_name){ .at = p->token.at, .line = p->token.line, .column = p->token.column };
    return type;
}

static wit_type *parse_type(wit_parser *p);

/* tuple-list ::= ty | ty ',' tuple-list? */
static bool parse_tuple(wit_parser *p, wit_type *type)
{
    wit_type **link = &type->element;
    if (!wit_parse_want(p, '<'))
        return false;
    while (p->token.kind != '>') {
        *link = parse_type(p);
        if (!*link)
            return false;
        link = &(*link)->next;
        type->count++;
        if (!wit_parse_eat(p, ','))
            break;
    }
    return wit_parse_want(p, '>');
}

/* uint ::= [1-9][0-9]* */
static bool parse_length(wit_parser *p, wit_type *type)
{
    uint64_t length = 0;
    if (p->token.kind != WIT_TOKEN_INTEGER)
        return wit_parse_expected(p, "the length of the list");
    text_view digits = p->token.text;
    for (size_t i = 0; i < digits.size && length <= UINT32_MAX; i++)
        length = length * 10 + (uint64_t)(digits.bytes[i] - '0');
    if (length == 0 || length > UINT32_MAX)
        return wit_parse_expected(p, "a length from 1 to 4294967295");
    wit_parse_take(p);
    type->kind = CTYPE_FIXED_LIST;
    type->length = (uint32_t)length;
    return true;
}

/* list ::= 'list' '<' ty '>' | 'list' '<' ty ',' uint '>' */
static bool parse_list(wit_parser *p, wit_type *type)
{
    if (!wit_parse_want(p, '<') || !(type->element = parse_type(p)))
        return false;
    if (wit_parse_eat(p, ',') && !parse_length(p, type))
        return false;
    return wit_parse_want(p, '>');
}

/* result ::= 'result' '<' ty ',' ty '>' | 'result' '<' '_' ',' ty '>' | 'result' '<' ty '>' | 'result' */
static bool parse_result(wit_parser *p, wit_type *type)
{
    if (!wit_parse_eat(p, '<'))
        return wit_parse_ok(p);
    bool no_ok = wit_parse_eat_word(p, "_");
    if (!no_ok && !(type->element = parse_type(p)))
        return false;
    if (no_ok ? wit_parse_want(p, ',') : wit_parse_eat(p, ','))
        type->other = parse_type(p);
    return wit_parse_ok(p) && wit_parse_want(p, '>');
}

static bool is_key(const wit_type *key)
{
    return !key->is_name && key->kind <= CTYPE_STRING && key->kind != CTYPE_F32 && key->kind != CTYPE_F64;
}

/* map ::= 'map' '<' kt ',' ty '>' */
static bool parse_map(wit_parser *p, wit_type *type)
{
    if (!wit_parse_want(p, '<') || !(type->other = parse_type(p)))
        return false;
    if (!is_key(type->other) && !type->other->is_name) {
        wit_lex_refuse(p->lexer.source, p->lexer.err, type->name.at, "the key of a map is a bool, an integer, a char or a string");
        p->lexer.failed = true;
        return false;
    }
    return wit_parse_want(p, ',') && (type->element = parse_type(p)) && wit_parse_want(p, '>');
}

/* option ::= 'option' '<' ty '>'; future and stream may stand alone */
static bool parse_element(wit_parser *p, wit_type *type, bool may_lack)
{
    if (may_lack && p->token.kind != '<')
        return wit_parse_ok(p);
    return wit_parse_want(p, '<') && (type->element = parse_type(p)) && wit_parse_want(p, '>');
}

/* handle ::= id | 'borrow' '<' id '>' */
static bool parse_handle(wit_parser *p, wit_type *type)
{
    if (!wit_parse_want(p, '<'))
        return false;
    if (p->token.kind == WIT_TOKEN_KEYWORD)
        return wit_parse_expected(p, "the name of a resource");
    type->name = wit_parse_name(p);
    return wit_parse_ok(p) && wit_parse_want(p, '>');
}

static bool parse_parts(wit_parser *p, wit_type *type)
{
    switch (type->kind) {
    case CTYPE_LIST: case CTYPE_FIXED_LIST:
        return parse_list(p, type);
    case CTYPE_MAP:
        return parse_map(p, type);
    case CTYPE_TUPLE:
        return parse_tuple(p, type);
    case CTYPE_OPTION:
        return parse_element(p, type, false);
    case CTYPE_RESULT:
        return parse_result(p, type);
    case CTYPE_OWN: case CTYPE_BORROW:
        return parse_handle(p, type);
    case CTYPE_STREAM: case CTYPE_FUTURE:
        return parse_element(p, type, true);
    case CTYPE_RECORD: case CTYPE_VARIANT: case CTYPE_FLAGS: case CTYPE_ENUM: case CTYPE_KIND_COUNT:
    case CTYPE_BOOL: case CTYPE_S8: case CTYPE_U8: case CTYPE_S16: case CTYPE_U16: case CTYPE_S32: case CTYPE_U32:
    case CTYPE_S64: case CTYPE_U64: case CTYPE_F32: case CTYPE_F64: case CTYPE_CHAR: case CTYPE_STRING:
    case CTYPE_ERROR_CONTEXT:
        break;
    }
    return true;
}

/* The kind that a keyword starts; CTYPE_KIND_COUNT: none. */
static ctype_kind kind_of_keyword(text_view text)
{
    static const struct { const char *text; ctype_kind kind; } rows[] = {
#define CTYPE_KIND(name, text) { text, CTYPE_##name },
        CTYPE_KINDS(CTYPE_KIND)
#undef CTYPE_KIND
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ctype_kind kind = rows[i].kind;
        bool is_declared = kind == CTYPE_RECORD || kind == CTYPE_VARIANT || kind == CTYPE_FLAGS || kind == CTYPE_ENUM;
        if (text_is(text, rows[i].text))
            return is_declared ? CTYPE_KIND_COUNT : kind;
    }
    return CTYPE_KIND_COUNT;
}

static void refuse_record_in_place(wit_parser *p)
{
    text_view word = p->token.text;
    wit_parse_expected(p, "a type");
    if (text_is(word, "record") || text_is(word, "variant") || text_is(word, "enum") || text_is(word, "flags"))
        error_hint(p->lexer.err, "declare it with a name beside the function, and use the name here");
}

/* `vec<u8>`, as other languages have it. */
static bool refuse_generic(wit_parser *p, text_view name)
{
    wit_lex_refuse(p->lexer.source, p->lexer.err, p->token.at, "no type stands in '<' and '>' behind `%.*s`", TEXT_ARGS(name));
    p->lexer.failed = true;
    return error_hint(p->lexer.err, "WIT has list<T>, option<T>, result<T, E>, tuple<A, B> and map<K, V>");
}

/* ty ::= 'u8' | … | tuple | list | option | result | map | handle | future | stream | id */
static wit_type *parse_type(wit_parser *p)
{
    bool is_name = p->token.kind == WIT_TOKEN_NAME;
    ctype_kind kind = p->token.kind == WIT_TOKEN_KEYWORD ? kind_of_keyword(p->token.text) : CTYPE_KIND_COUNT;
    if (!is_name && kind == CTYPE_KIND_COUNT) {
        refuse_record_in_place(p);
        return NULL;
    }

    wit_type *type = new_type(p, kind);
    if (!type)
        return NULL;
    if (is_name) {
        type->is_name = true;
        type->name = wit_parse_name(p);
        bool good = wit_parse_ok(p) && (p->token.kind != '<' || refuse_generic(p, type->name.text));
        return good ? type : NULL;
    }
    if (++p->depth > LIMIT_WIT_NESTING) {
        wit_lex_refuse(p->lexer.source, p->lexer.err, p->token.at, "types are nested deeper than %d here", LIMIT_WIT_NESTING);
        p->lexer.failed = true;
        return NULL;
    }
    wit_parse_take(p);
    bool ok = parse_parts(p, type);
    p->depth--;
    return ok && wit_parse_ok(p) ? type : NULL;
}

/* named-type ::= id ':' ty; with_type 0: a bare id, 1: always a type, 2: variant-case ::= id | id '(' ty ')' */
typedef enum field_form { FORM_NAME, FORM_TYPED, FORM_CASE } field_form;

static wit_field *parse_field(wit_parser *p, field_form form)
{
    wit_field *field = wit_parse_node(p, wit_field);
    if (!field)
        return NULL;
    field->docs_at = p->token.docs_at;
    field->docs_end = p->token.docs_end;
    field->name = wit_parse_name(p);
    if (form == FORM_TYPED && wit_parse_want(p, ':'))
        field->type = parse_type(p);
    else if (form == FORM_CASE && wit_parse_eat(p, '(')) {
        field->type = parse_type(p);
        wit_parse_want(p, ')');
    }
    return wit_parse_ok(p) ? field : NULL;
}

/* A list in brackets, with commas between and perhaps one at the end. */
static bool parse_fields(wit_parser *p, field_form form, char close, wit_field **first, uint32_t *count)
{
    while (p->token.kind != close) {
        *first = parse_field(p, form);
        if (!*first)
            return false;
        first = &(*first)->next;
        ++*count;
        if (!wit_parse_eat(p, ','))
            break;
    }
    return wit_parse_want(p, close);
}

/* func-type ::= 'async'? 'func' '(' named-type-list ')' ('->' ty)?; the words before '(' are taken */
static bool parse_signature(wit_parser *p, wit_func *func)
{
    if (!wit_parse_want(p, '(') || !parse_fields(p, FORM_TYPED, ')', &func->params, &func->param_count))
        return false;
    if (!wit_parse_eat(p, WIT_TOKEN_ARROW))
        return wit_parse_ok(p);
    bool is_empty = p->token.kind == '(';
    func->result = parse_type(p);
    if (is_empty)
        error_hint(p->lexer.err, "a function without a result ends behind its parameters: f: func();");
    return func->result != NULL;
}

wit_func *wit_parse_func(wit_parser *p)
{
    wit_func *func = wit_parse_node(p, wit_func);
    if (!func)
        return NULL;
    func->is_async = wit_parse_eat_word(p, "async");
    return wit_parse_want_word(p, "func") && parse_signature(p, func) ? func : NULL;
}

/* A word that starts an item, written nearly right: `recrod foo {`. */
static void hint_item(wit_parser *p, text_view word)
{
    static const char *const words[] = { "record", "variant", "enum", "flags", "type", "resource", "use", "import", "export",
                                         "include", "interface", "world", "package", "constructor" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (text_distance(word, text_of(words[i]), 3) <= 2 && !text_is(word, words[i])) {
            error_hint(p->lexer.err, "did you mean `%s`?", words[i]);
            return;
        }
}

/* func-item ::= id ':' func-type ';'; in a resource also id ':' 'static' func-type ';' */
wit_item *wit_parse_named_func(wit_parser *p, bool in_resource)
{
    wit_item *item = wit_parse_node(p, wit_item);
    if (!item)
        return NULL;
    item->kind = WIT_ITEM_FUNC;
    item->name = wit_parse_name(p);
    if (!wit_parse_want(p, ':')) {
        hint_item(p, item->name.text);
        return NULL;
    }
    if (in_resource && wit_parse_eat_word(p, "static"))
        item->kind = WIT_ITEM_STATIC;
    item->func = wit_parse_func(p);
    return item->func && wit_parse_want(p, ';') ? item : NULL;
}

static void expected_method(wit_parser *p)
{
    wit_token at_hand = p->token;
    wit_parse_expected(p, "`constructor` or the name of a method");
    if (at_hand.kind == WIT_TOKEN_KEYWORD)
        error_hint(p->lexer.err, "a name that is also a keyword is written with a '%%': %%%.*s", TEXT_ARGS(at_hand.text));
}

/* resource-method ::= func-item | id ':' 'static' func-type ';' | 'constructor' param-list ';' */
static wit_item *parse_method(wit_parser *p)
{
    wit_gate gate = wit_parse_gate(p);
    wit_item *item;
    if (!wit_parse_is(p, "constructor")) {
        if (wit_parse_ok(p) && p->token.kind != WIT_TOKEN_NAME)
            expected_method(p);
        item = wit_parse_ok(p) ? wit_parse_named_func(p, true) : NULL;
    } else {
        item = wit_parse_node(p, wit_item);
        if (!item || !(item->func = wit_parse_node(p, wit_func)))
            return NULL;
        wit_token word = wit_parse_take(p);
        item->kind = WIT_ITEM_CONSTRUCTOR;
        item->name = (wit_name){ word.text, word.at, word.line, word.column };
        if (!parse_signature(p, item->func) || !wit_parse_want(p, ';'))
            return NULL;
    }
    if (!item)
        return NULL;
    item->gate = gate;
    return item;
}

/* resource-item ::= 'resource' id ';' | 'resource' id '{' ( gate resource-method )* '}' */
static bool parse_resource(wit_parser *p, wit_item *item)
{
    if (wit_parse_eat(p, ';'))
        return true;
    if (!wit_parse_want(p, '{'))
        return false;
    wit_item **link = &item->methods;
    while (wit_parse_ok(p) && p->token.kind != '}') {
        *link = parse_method(p);
        if (!*link)
            return false;
        link = &(*link)->next;
    }
    return wit_parse_want(p, '}');
}

static bool parse_body(wit_parser *p, wit_item *item)
{
    field_form form = item->kind == WIT_ITEM_RECORD ? FORM_TYPED : item->kind == WIT_ITEM_VARIANT ? FORM_CASE : FORM_NAME;
    uint32_t brace = p->token.at;
    if (!wit_parse_want(p, '{') || !parse_fields(p, form, '}', &item->fields, &item->field_count))
        return false;
    bool may_be_empty = item->kind == WIT_ITEM_RECORD || item->kind == WIT_ITEM_FLAGS;
    if (item->field_count || may_be_empty)
        return true;
    p->lexer.failed = true;
    (void)brace;
    return wit_lex_refuse(p->lexer.source, p->lexer.err, item->name.at, "the %s `%.*s` has no cases: no value of it could exist",
                          item->kind == WIT_ITEM_ENUM ? "enum" : "variant", TEXT_ARGS(item->name.text));
}

/* typedef-item ::= resource-item | variant-items | record-item | flags-items | enum-items | type-item */
wit_item *wit_parse_typedef(wit_parser *p)
{
    static const struct { const char *word; wit_item_kind kind; } forms[] = {
        { "type", WIT_ITEM_ALIAS }, { "record", WIT_ITEM_RECORD }, { "variant", WIT_ITEM_VARIANT },
        { "flags", WIT_ITEM_FLAGS }, { "enum", WIT_ITEM_ENUM }, { "resource", WIT_ITEM_RESOURCE },
    };
    size_t form = 0;
    while (form < COUNT_OF(forms) && !wit_parse_is(p, forms[form].word))
        form++;
    wit_item *item = form < COUNT_OF(forms) ? wit_parse_node(p, wit_item) : NULL;
    if (!item)
        return NULL;
    wit_parse_take(p);
    item->kind = forms[form].kind;
    item->name = wit_parse_name(p);
    if (!wit_parse_ok(p))
        return NULL;
    if (item->kind == WIT_ITEM_RESOURCE)
        return parse_resource(p, item) ? item : NULL;
    if (item->kind != WIT_ITEM_ALIAS)
        return parse_body(p, item) ? item : NULL;
    if (!wit_parse_want(p, '=') || !(item->type = parse_type(p)))
        return NULL;
    return wit_parse_want(p, ';') ? item : NULL;
}
