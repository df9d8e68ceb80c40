/* The parser: what its parts share, and files. */
#include "engine/wit/wit_parse.h"
#include "engine/wit/wit_external.h"
#include "engine/base/limits.h"

#include <string.h>

bool wit_parse_ok(const wit_parser *p)
{
    return !p->lexer.failed;
}

static bool out_of_memory(wit_parser *p)
{
    p->lexer.failed = true;
    p->token.kind = WIT_TOKEN_END;
    return error_memory(p->lexer.err);
}

void *wit_parse_new(wit_parser *p, size_t size)
{
    void *node = arena_alloc_aligned(p->arena, size, 8);
    if (!node)
        out_of_memory(p);
    return node;
}

wit_token wit_parse_take(wit_parser *p)
{
    wit_token taken = p->token;
    p->last_end = taken.end;
    p->token = wit_lex_next(&p->lexer);
    return taken;
}

static bool refuse(wit_parser *p, uint32_t at, const char *text)
{
    wit_lex_refuse(p->lexer.source, p->lexer.err, at, "%s", text);
    p->lexer.failed = true;
    p->token.kind = WIT_TOKEN_END;
    return false;
}

bool wit_parse_expected(wit_parser *p, const char *what)
{
    char found[96], text[ERROR_TEXT];
    if (p->lexer.failed)
        return false;
    wit_lex_describe(&p->token, found, sizeof found);
    text_format(text, sizeof text, "expected %s, found %s", what, found);
    return refuse(p, p->token.at, text);
}

bool wit_parse_is(const wit_parser *p, const char *keyword)
{
    return p->token.kind == WIT_TOKEN_KEYWORD && text_is(p->token.text, keyword);
}

bool wit_parse_eat(wit_parser *p, int kind)
{
    if (p->token.kind != kind || p->lexer.failed)
        return false;
    wit_parse_take(p);
    return true;
}

bool wit_parse_eat_word(wit_parser *p, const char *keyword)
{
    if (!wit_parse_is(p, keyword))
        return false;
    wit_parse_take(p);
    return true;
}

bool wit_parse_want(wit_parser *p, int kind)
{
    char what[16];
    if (wit_parse_eat(p, kind))
        return true;
    text_format(what, sizeof what, kind == WIT_TOKEN_ARROW ? "'->'" : "'%c'", kind);
    return wit_parse_expected(p, what);
}

bool wit_parse_want_word(wit_parser *p, const char *keyword)
{
    char what[64];
    if (wit_parse_eat_word(p, keyword))
        return true;
    text_format(what, sizeof what, "the keyword `%s`", keyword);
    return wit_parse_expected(p, what);
}

wit_name wit_parse_name(wit_parser *p)
{
    if (p->token.kind == WIT_TOKEN_NAME) {
        wit_token t = wit_parse_take(p);
        return (wit_name){ t.text, t.at, t.line, t.column };
    }
    bool is_keyword = p->token.kind == WIT_TOKEN_KEYWORD && wit_parse_ok(p);
    wit_parse_expected(p, "a name");
    if (is_keyword)
        error_hint(p->lexer.err, "a name that is also a keyword is written with a '%%': %%%.*s", TEXT_ARGS(p->token.text));
    return (wit_name){ .at = p->token.at };
}

/* The '@' or '=' before it is the token at hand, so that the lexer stands right behind. */
static text_view parse_version(wit_parser *p)
{
    wit_token version = wit_lex_version(&p->lexer);
    p->last_end = version.end;
    p->token = wit_lex_next(&p->lexer);
    return version.text;
}

/* ( id ':' )+ id, as one text without blanks; the source's own where it has none. */
static bool parse_package_name(wit_parser *p, wit_name *name)
{
    enum { PARTS = 16 };
    uint32_t start = name->at, size = (uint32_t)name->text.size, parts = 1;
    bool is_whole = name->text.bytes == p->lexer.source->text.bytes + start;
    text_view built = name->text;

    do {
        wit_name next = wit_parse_name(p);
        if (wit_parse_ok(p) && ++parts > PARTS)
            refuse(p, next.at, "this package name has too many parts");
        if (!wit_parse_ok(p))
            return false;
        size += 1 + (uint32_t)next.text.size;
        is_whole = is_whole && p->last_end - start == size;
        if (!is_whole)
            built = arena_format(p->arena, "%.*s:%.*s", TEXT_ARGS(built), TEXT_ARGS(next.text));
        else
            built = (text_view){ built.bytes, size };
        if (!built.bytes)
            return out_of_memory(p);
    } while (wit_parse_eat(p, ':'));
    name->text = built;
    return true;
}

static wit_name parse_nested_name(wit_parser *p, wit_path *path)
{
    path->package.text = arena_format(p->arena, "%.*s/%.*s", TEXT_ARGS(path->package.text), TEXT_ARGS(path->name.text));
    if (!path->package.text.bytes)
        out_of_memory(p);
    return wit_parse_name(p);
}

/* use-path ::= id | id ':' id '/' id ('@' valid-semver)? | ( id ':' )+ id ( '/' id )+ ('@' valid-semver)? */
wit_path wit_parse_path(wit_parser *p, const wit_name *first)
{
    wit_path path = { .name = first ? *first : wit_parse_name(p) };
    if (!wit_parse_eat(p, ':'))
        return path;

    path.package = path.name;
    if (!parse_package_name(p, &path.package) || !wit_parse_want(p, '/'))
        return path;
    path.name = wit_parse_name(p);
    if (wit_parse_ok(p) && wit_parse_eat(p, '/'))       /* one nested package is enough for anyone, so far */
        path.name = parse_nested_name(p, &path);
    if (wit_parse_ok(p) && p->token.kind == '@')
        path.version = parse_version(p);
    return path;
}

/* since-gate ::= '@since' '(' 'version' '=' <valid semver> ')', and likewise the others */
static text_view parse_gate_field(wit_parser *p, const char *field)
{
    text_view value = { 0 };
    bool is_version = strcmp(field, "version") == 0;
    if (!wit_parse_want(p, '('))
        return value;
    char what[32];
    text_format(what, sizeof what, "`%s`", field);
    if (p->token.kind != WIT_TOKEN_NAME || !text_is(p->token.text, field)) {
        wit_parse_expected(p, what);
        return value;
    }
    wit_parse_take(p);
    if (is_version && p->token.kind == '=')
        value = parse_version(p);
    else if (wit_parse_want(p, '='))
        value = wit_parse_name(p).text;
    wit_parse_want(p, ')');
    return value;
}

/* What a gate looks like, below whatever was wrong with one. */
static text_view parse_gate_value(wit_parser *p, const char *gate, const char *field)
{
    bool was_good = wit_parse_ok(p);
    text_view value = parse_gate_field(p, field);
    if (was_good && !wit_parse_ok(p))
        error_hint(p->lexer.err, "it is written @%s(%s = %s)", gate, field, strcmp(field, "version") == 0 ? "1.2.0" : "my-feature");
    return value;
}

/* external-id ::= '@external-id' '(' string-literal ')' */
static text_view parse_external_id(wit_parser *p)
{
    text_view value = { 0 };
    if (!wit_parse_want(p, '('))
        return value;
    if (p->token.kind != WIT_TOKEN_STRING) {
        wit_parse_expected(p, "a text in quotes");
        return value;
    }
    wit_token token = wit_parse_take(p);
    size_t wrong;
    if (!wit_external_read(p->arena, token.text, &value, &wrong))
        refuse(p, token.at + 1 + (uint32_t)wrong, "this is no text: escapes are \\t \\n \\r \\\" \\' \\\\ \\u{1F600} and bytes as \\7f, and it is UTF-8");
    else
        wit_parse_want(p, ')');
    return value;
}

/* gate ::= ( unstable-gate | since-gate | deprecated-gate )* */
wit_gate wit_parse_gate(wit_parser *p)
{
    wit_gate gate = { .docs_at = p->token.docs_at, .docs_end = p->token.docs_end };
    while (wit_parse_ok(p) && wit_parse_eat(p, '@')) {
        text_view *field = NULL;
        if (p->token.kind == WIT_TOKEN_NAME)
            field = text_is(p->token.text, "since") ? &gate.since
                : text_is(p->token.text, "unstable") ? &gate.unstable
                : text_is(p->token.text, "deprecated") ? &gate.deprecated
                : text_is(p->token.text, "external-id") ? &gate.external_id : NULL;
        if (!field) {
            wit_parse_expected(p, "`since`, `unstable`, `deprecated` or `external-id`");
            break;
        }
        uint32_t at = wit_parse_take(p).at;
        if (field == &gate.external_id)
            gate.external_at = at;
        if (field->bytes)
            refuse(p, at, "this gate stands here twice");
        else if (field == &gate.external_id)
            *field = parse_external_id(p);
        else
            *field = field == &gate.unstable ? parse_gate_value(p, "unstable", "feature") : parse_gate_value(p, field == &gate.since ? "since" : "deprecated", "version");
        if (gate.since.bytes && gate.unstable.bytes)
            refuse(p, at, "an item is either `@since` a version or still `@unstable`, not both");
    }
    return gate;
}

bool wit_parse_no_external_id(wit_parser *p, const wit_gate *gate, const char *words)
{
    return !gate->external_id.bytes || refuse(p, gate->external_at, words);
}

/* Of packages, interfaces, worlds. */
static wit_gate parse_outer_gate(wit_parser *p)
{
    wit_gate gate = wit_parse_gate(p);
    wit_parse_no_external_id(p, &gate, "`@external-id` stands at what is imported or exported: not at an interface, a world or a package");
    return gate;
}

/* package-decl ::= 'package' ( id ':' )+ id ( '/' id )* ('@' valid-semver)? */
static bool parse_package_decl(wit_parser *p, wit_part *part)
{
    wit_parse_take(p);
    part->name = wit_parse_name(p);
    if (!wit_parse_want(p, ':') || !parse_package_name(p, &part->name))
        return false;
    if (p->token.kind == '@')
        part->version = parse_version(p);
    return wit_parse_ok(p);
}

/* toplevel-use-item ::= 'use' use-path ('as' id)? ';' */
static bool parse_toplevel_use(wit_parser *p, wit_toplevel_use **link)
{
    wit_toplevel_use *use = wit_parse_node(p, wit_toplevel_use);
    if (!use)
        return false;
    wit_parse_take(p);
    use->path = wit_parse_path(p, NULL);
    use->as = wit_parse_ok(p) && wit_parse_eat_word(p, "as") ? wit_parse_name(p) : use->path.name;
    *link = use;
    return wit_parse_want(p, ';');
}

static bool parse_items(wit_parser *p, wit_part *part);

/* nested-package-definition ::= package-decl '{' package-items* '}' */
static bool parse_nested(wit_parser *p, const wit_gate *gate, wit_part *outer)
{
    wit_part *part = wit_parse_node(p, wit_part);
    uint32_t at = p->token.at;
    if (!part)
        return false;
    *part = (wit_part){ .source = p->lexer.source, .gate = *gate, .is_nested = true };
    if (++p->depth > LIMIT_WIT_NESTING)
        return refuse(p, at, "packages are nested too deep: none may stand inside another");
    if (!parse_package_decl(p, part))
        return false;
    bool is_line = p->token.kind == ';';
    if (!wit_parse_want(p, '{'))
        return is_line && error_hint(p->lexer.err, "a file has one such line, its first; what a further package holds stands in braces behind its name");
    if (outer->is_nested && !p->misplaced.text.bytes)
        p->misplaced = part->name;
    *p->parts = part;
    p->parts = &part->next;
    if (!parse_items(p, part))
        return false;
    p->depth--;
    return wit_parse_want(p, '}');
}

/* package-items ::= toplevel-use-item | interface-item | world-item */
static bool parse_items(wit_parser *p, wit_part *part)
{
    wit_toplevel_use **uses = &part->uses;
    wit_block **blocks = &part->blocks;
    while (wit_parse_ok(p) && p->token.kind != WIT_TOKEN_END && p->token.kind != '}') {
        wit_gate gate = parse_outer_gate(p);
        if (!wit_parse_ok(p))
            return false;
        if (wit_parse_is(p, "package")) {
            if (!parse_nested(p, &gate, part))
                return false;
        } else if (wit_parse_is(p, "use")) {
            if (!parse_toplevel_use(p, uses))
                return false;
            uses = &(*uses)->next;
        } else {
            p->part = part;
            *blocks = wit_parse_block(p, &gate);
            if (!*blocks)
                return false;
            blocks = &(*blocks)->next;
        }
    }
    return wit_parse_ok(p);
}

/* wit-file ::= (package-decl ';')? (package-items | nested-package-definition)* */
static bool parse_file(wit_parser *p, wit_part *part)
{
    wit_gate gate = parse_outer_gate(p);
    if (wit_parse_ok(p) && wit_parse_is(p, "package")) {
        wit_part decl = { 0 };
        if (!parse_package_decl(p, &decl))
            return false;
        if (wit_parse_eat(p, ';')) {
            part->name = decl.name;
            part->version = decl.version;
            part->gate = gate;
            return parse_items(p, part);
        }
    }
    wit_lex_rewind(&p->lexer);
    wit_parse_take(p);
    return parse_items(p, part);
}

wit_part *wit_parse_file(arena *a, const wit_source *source, error *err)
{
    wit_parser p = { .arena = a };
    if (!wit_lex_open(&p.lexer, source, err))
        return NULL;
    wit_part *part = wit_parse_node(&p, wit_part);
    if (!part)
        return NULL;
    part->source = source;
    p.parts = &part->next;
    wit_parse_take(&p);

    bool ok = wit_parse_ok(&p) && parse_file(&p, part);
    if (ok && p.token.kind != WIT_TOKEN_END)
        ok = wit_parse_expected(&p, "`interface`, `world`, `use` or `package`");
    if (ok && p.misplaced.text.bytes)
        ok = refuse(&p, p.misplaced.at, "a package can't stand inside another: move it out, to the top of its file");
    return ok ? part : NULL;
}
