/* The parser: interfaces and worlds. */
#include "engine/wit/wit_parse.h"

/* use-names-list ::= use-names-item | use-names-item ',' use-names-list?; use-names-item ::= id | id 'as' id */
static bool parse_renames(wit_parser *p, bool must_rename, wit_rename **link)
{
    if (!wit_parse_want(p, '{'))
        return false;
    while (p->token.kind != '}') {
        wit_rename *rename = wit_parse_node(p, wit_rename);
        if (!rename)
            return false;
        rename->name = wit_parse_name(p);
        if (must_rename ? wit_parse_want_word(p, "as") : wit_parse_eat_word(p, "as"))
            rename->as = wit_parse_name(p);
        if (!wit_parse_ok(p))
            return false;
        *link = rename;
        link = &rename->next;
        if (!wit_parse_eat(p, ','))
            break;
    }
    return wit_parse_want(p, '}');
}

/* use-item ::= 'use' use-path '.' '{' use-names-list '}' ';' */
static wit_item *parse_use(wit_parser *p)
{
    wit_item *item = wit_parse_node(p, wit_item);
    if (!item)
        return NULL;
    wit_parse_take(p);
    item->kind = WIT_ITEM_USE;
    item->path = wit_parse_path(p, NULL);
    item->name = item->path.name;
    bool ok = wit_parse_ok(p) && wit_parse_want(p, '.') && parse_renames(p, false, &item->renames) && wit_parse_want(p, ';');
    return ok ? item : NULL;
}

/* include-item ::= 'include' use-path ';' | 'include' use-path 'with' '{' include-names-list '}' */
static wit_item *parse_include(wit_parser *p)
{
    wit_item *item = wit_parse_node(p, wit_item);
    if (!item)
        return NULL;
    wit_parse_take(p);
    item->kind = WIT_ITEM_INCLUDE;
    item->path = wit_parse_path(p, NULL);
    item->name = item->path.name;
    if (!wit_parse_ok(p))
        return NULL;
    if (!wit_parse_eat_word(p, "with"))
        return wit_parse_want(p, ';') ? item : NULL;
    if (!parse_renames(p, true, &item->renames))
        return NULL;
    wit_parse_eat(p, ';');
    return item;
}

/* interface-items or world-items, with their braces */
static wit_item *parse_items(wit_parser *p, bool is_world);

static wit_block *parse_inline(wit_parser *p, const wit_item *item)
{
    wit_block *block = wit_parse_node(p, wit_block);
    if (!block)
        return NULL;
    wit_parse_take(p);
    block->is_inline = true;
    block->name = item->name;
    block->part = p->part;
    block->items = parse_items(p, false);
    return wit_parse_ok(p) ? block : NULL;
}

/* extern-type ::= func-type ';' | 'interface' '{' interface-items* '}' | use-path ';' */
static bool parse_extern_type(wit_parser *p, wit_item *item)
{
    if (wit_parse_is(p, "interface")) {
        item->body = parse_inline(p, item);
        return item->body != NULL;
    }
    if (p->token.kind == WIT_TOKEN_NAME)
        item->path = wit_parse_path(p, NULL);
    else if (wit_parse_is(p, "func") || wit_parse_is(p, "async"))
        item->func = wit_parse_func(p);
    else
        wit_parse_expected(p, "`func`, `interface` or the name of an interface");
    return wit_parse_ok(p) && wit_parse_want(p, ';');
}

/* The token after the one at hand. */
static wit_token peek(const wit_parser *p)
{
    wit_lexer ahead = p->lexer;
    error ignored = { 0 };
    ahead.err = &ignored;
    return wit_lex_next(&ahead);
}

/* "a:b is lexed as a single token": a name right behind the colon makes it a package's name. */
static bool is_package_name(const wit_parser *p, const wit_name *first)
{
    const wit_source *source = p->lexer.source;
    bool is_close = p->token.kind == ':' && p->token.at == first->at + (uint32_t)first->text.size;
    if (!is_close || p->token.end >= source->text.size)
        return false;
    wit_token next = peek(p);
    return next.kind == WIT_TOKEN_NAME && next.at == p->token.end;
}

/* import-item ::= external-id? 'import' id ':' extern-type | 'import' use-path ';' */
static wit_item *parse_port(wit_parser *p, wit_item_kind kind)
{
    wit_item *item = wit_parse_node(p, wit_item);
    if (!item)
        return NULL;
    wit_parse_take(p);
    item->kind = kind;
    wit_name first = wit_parse_name(p);
    if (!wit_parse_ok(p))
        return NULL;
    if (p->token.kind == ':' && !is_package_name(p, &first)) {
        item->name = first;
        wit_parse_take(p);
        return parse_extern_type(p, item) ? item : NULL;
    }
    item->path = wit_parse_path(p, &first);
    return wit_parse_ok(p) && wit_parse_want(p, ';') ? item : NULL;
}

/* world-definition ::= export-item | import-item | use-item | typedef-item | include-item */
static wit_item *parse_world_item(wit_parser *p)
{
    wit_item *item = wit_parse_typedef(p);
    if (item || !wit_parse_ok(p))
        return item;
    if (wit_parse_is(p, "import"))
        return parse_port(p, WIT_ITEM_IMPORT);
    if (wit_parse_is(p, "export"))
        return parse_port(p, WIT_ITEM_EXPORT);
    if (wit_parse_is(p, "use"))
        return parse_use(p);
    if (wit_parse_is(p, "include"))
        return parse_include(p);
    wit_token at_hand = p->token, next = peek(p);
    wit_parse_expected(p, "`import`, `export`, `include`, `use` or a type");
    if (at_hand.kind == WIT_TOKEN_NAME && next.kind == ':')
        error_hint(p->lexer.err, "does the world need it or have it? write `import` or `export` before it");
    return NULL;
}

/* interface-definition ::= use-item | typedef-item | func-item */
static wit_item *parse_interface_item(wit_parser *p)
{
    wit_item *item = wit_parse_typedef(p);
    if (item || !wit_parse_ok(p))
        return item;
    if (wit_parse_is(p, "use"))
        return parse_use(p);
    if (p->token.kind == WIT_TOKEN_NAME)
        return wit_parse_named_func(p, false);
    wit_token at_hand = p->token, next = peek(p);
    wit_parse_expected(p, "`type`, `record`, `resource`, another type, or the name of a function");
    if (at_hand.kind == WIT_TOKEN_KEYWORD && next.kind == ':')
        error_hint(p->lexer.err, "a name that is also a keyword is written with a '%%': %%%.*s", TEXT_ARGS(at_hand.text));
    return NULL;
}

static wit_item *parse_items(wit_parser *p, bool is_world)
{
    wit_item *first = NULL, **link = &first;
    if (!wit_parse_want(p, '{'))
        return NULL;
    while (wit_parse_ok(p) && p->token.kind != '}') {
        wit_gate gate = wit_parse_gate(p);
        wit_item *item = !wit_parse_ok(p) ? NULL : is_world ? parse_world_item(p) : parse_interface_item(p);
        if (!item || (item->kind == WIT_ITEM_INCLUDE && !wit_parse_no_external_id(p, &gate, "`@external-id` has no place at an `include`")))
            return NULL;
        item->gate = gate;
        *link = item;
        link = &item->next;
    }
    wit_parse_want(p, '}');
    return first;
}

/* world-item ::= gate 'world' id '{' world-items* '}'; interface-item ::= gate 'interface' id '{' interface-items* '}' */
wit_block *wit_parse_block(wit_parser *p, const wit_gate *gate)
{
    bool is_world = wit_parse_is(p, "world");
    if (!is_world && !wit_parse_is(p, "interface")) {
        text_view word = p->token.text;
        bool is_name = p->token.kind == WIT_TOKEN_NAME;
        wit_parse_expected(p, "`interface`, `world`, `use` or `package`");
        if (is_name && text_distance(word, text_of("interface"), 3) <= 2)
            error_hint(p->lexer.err, "did you mean `interface`?");
        else if (is_name)
            error_hint(p->lexer.err, "functions and types stand inside an interface or a world");
        return NULL;
    }
    wit_block *block = wit_parse_node(p, wit_block);
    if (!block)
        return NULL;
    wit_parse_take(p);
    block->is_world = is_world;
    block->part = p->part;
    block->gate = *gate;
    block->name = wit_parse_name(p);
    if (wit_parse_ok(p))
        block->items = parse_items(p, is_world);
    return wit_parse_ok(p) ? block : NULL;
}
