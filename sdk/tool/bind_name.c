/* Names: kebab-case becomes snake_case behind the world's prefix. */
#include "sdk/tool/bind.h"

#include <string.h>
#include <xxhash.h>

/* Of C11, C++17, and what their headers make macros of. Sorted by nothing. */
static const char *const keywords[] = {
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "char16_t",
    "char32_t", "char8_t", "class", "compl", "concept", "const", "const_cast", "consteval", "constexpr", "constinit", "continue",
    "co_await", "co_return", "co_yield", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum", "explicit",
    "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new",
    "noexcept", "not", "not_eq", "nullptr", "operator", "or", "or_eq", "private", "protected", "public", "register",
    "reinterpret_cast", "requires", "restrict", "return", "short", "signed", "sizeof", "static", "static_assert", "static_cast",
    "struct", "switch", "template", "this", "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "typeof", "union",
    "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq", "near", "far", "small", "interface",
    "errno", "stdin", "stdout", "stderr", "linux", "unix", "assert", "offsetof", "complex", "imaginary", "noreturn",
    /* what the header's own functions name */
    "host", "mod", "result", "call", "user", "functions", "arguments", "tag", "inlay_string", "inlay_resource", "inlay_mod"
};

const char *bind_text(bind_header *h, const char *format, ...)
{
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int size = text_format_list(NULL, 0, format, list);
    char *out = size < 0 ? NULL : arena_alloc(h->arena, (size_t)size + 1);
    if (out)
        text_format_list(out, (size_t)size + 1, format, again);
    va_end(again);
    va_end(list);
    if (!out)
        error_memory(h->err);
    return out ? out : "";
}

const char *bind_snake(bind_header *h, text_view kebab)
{
    char *out = arena_alloc(h->arena, kebab.size + 2);
    size_t size = 0;
    if (!out)
        return error_memory(h->err), "";
    for (size_t i = 0; i < kebab.size; i++) {
        char c = kebab.bytes[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (size == 0 && c >= '0' && c <= '9')
            out[size++] = '_';
        out[size++] = plain ? c : '_';
    }
    return out;
}

const char *bind_upper(bind_header *h, const char *snake)
{
    size_t size = strlen(snake);
    char *out = arena_alloc(h->arena, size + 1);
    if (!out)
        return error_memory(h->err), "";
    for (size_t i = 0; i < size; i++)
        out[i] = snake[i] >= 'a' && snake[i] <= 'z' ? (char)(snake[i] - 'a' + 'A') : snake[i];
    return out;
}

const char *bind_field(bind_header *h, text_view kebab)
{
    const char *snake = bind_snake(h, kebab);
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strcmp(snake, keywords[i]) == 0)
            return bind_text(h, "%s_", snake);
    return snake;
}

/* ---- interfaces ---- */

typedef struct interface_parts { text_view package, name, version; } interface_parts;

static interface_parts split(text_view whole)
{
    interface_parts p = { .name = whole };
    const char *at = memchr(p.name.bytes, '@', p.name.size);
    if (at) {
        size_t size = (size_t)(at - p.name.bytes);
        p.version = (text_view){ at + 1, p.name.size - size - 1 };
        p.name.size = size;
    }
    const char *slash = p.name.size ? memchr(p.name.bytes, '/', p.name.size) : NULL;
    if (slash) {
        p.package = (text_view){ p.name.bytes, (size_t)(slash - p.name.bytes) };
        p.name = (text_view){ slash + 1, p.name.size - p.package.size - 1 };
    }
    return p;
}

/* What of a name is counted: all of it, it without its version, its last word. */
typedef enum counted { COUNTED_WHOLE, COUNTED_UNVERSIONED, COUNTED_WORD } counted;

static uint64_t counted_key(counted what, text_view text)
{
    return XXH64(text.bytes, text.size, (uint64_t)what + 1) | 1;
}

/* "ns:package/name", "name" */
static text_view unversioned(text_view whole, interface_parts p)
{
    return (text_view){ whole.bytes, (size_t)(p.name.bytes - whole.bytes) + p.name.size };
}

static bool count(bind_header *h, counted what, text_view text)
{
    uint64_t key = counted_key(what, text);
    return key_map_put(&h->likes, h->budget, key, key_map_get(&h->likes, key) + 1) || error_memory(h->err);
}

static bool count_all(bind_header *h, const cextern *externs, uint32_t extern_count)
{
    for (uint32_t i = 0; i < extern_count; i++) {
        text_view whole = externs[i].name;
        interface_parts p = split(whole);
        if (externs[i].kind != CEXTERN_INSTANCE || key_map_get(&h->likes, counted_key(COUNTED_WHOLE, whole)))
            continue;
        if (!count(h, COUNTED_WHOLE, whole) || !count(h, COUNTED_UNVERSIONED, unversioned(whole, p)) || !count(h, COUNTED_WORD, p.name))
            return false;
    }
    return true;
}

/* How much another interface of the world has in common with this one, as far as names tell: 0 nothing, 1 the name, 2 the package too. */
static int likeness(bind_header *h, text_view whole, interface_parts p)
{
    if (!h->likes.count && !(count_all(h, h->world->imports, h->world->import_count) && count_all(h, h->world->exports, h->world->export_count)))
        return 0;
    uint64_t own = key_map_get(&h->likes, counted_key(COUNTED_WHOLE, whole));
    if (key_map_get(&h->likes, counted_key(COUNTED_UNVERSIONED, unversioned(whole, p))) > own)
        return 2;
    return key_map_get(&h->likes, counted_key(COUNTED_WORD, p.name)) > own;
}

static const char *scope_of(bind_header *h, text_view interface_name)
{
    interface_parts p = split(interface_name);
    int like = likeness(h, interface_name, p);
    const char *name = bind_snake(h, p.name);
    if (like == 0)
        return bind_text(h, "%s_%s_", h->prefix, name);
    const char *package = bind_snake(h, p.package);
    if (like == 1)
        return bind_text(h, "%s_%s_%s_", h->prefix, package, name);
    return bind_text(h, "%s_%s_%s_%s_", h->prefix, package, name, bind_snake(h, p.version));
}

/* Made once for each name. */
const char *bind_scope(bind_header *h, text_view interface_name)
{
    if (!interface_name.size || (h->world->name.size && text_equal(interface_name, h->world->name)))
        return bind_text(h, "%s_", h->prefix);
    uint64_t key = XXH64(interface_name.bytes, interface_name.size, 0) | 1;
    const bind_name *kept = (const bind_name *)(uintptr_t)key_map_get(&h->scopes, key);
    if (kept && text_equal(kept->name, interface_name))
        return kept->meaning.bytes;
    const char *scope = scope_of(h, interface_name);
    bind_name *n = arena_new(h->arena, bind_name);
    if (!n || !key_map_put(&h->scopes, h->budget, key, (uintptr_t)n))
        return error_memory(h->err), "";
    *n = (bind_name){ interface_name, text_of(scope), NULL };
    return scope;
}

/* ---- clashes ---- */

/* After the prefix: names that the header has for itself. */
static const char *const own[] = { "host", "bind", "binding", "imports", "exports", "resources", "wit" };

const char *bind_free(bind_header *h, const char *name)
{
    size_t size = strlen(h->prefix);
    bool is_prefixed = strncmp(name, h->prefix, size) == 0 && name[size] == '_';
    for (size_t i = 0; is_prefixed && i < COUNT_OF(own); i++)
        if (strcmp(name + size + 1, own[i]) == 0)
            return bind_text(h, "%s_", name);
    return name;
}

uint64_t bind_hash(const char *name)
{
    return XXH64(name, strlen(name), 0) | 1;
}

const bind_name *bind_find(const bind_header *h, const char *name)
{
    const bind_name *n = (const bind_name *)(uintptr_t)key_map_get(&h->by_name, bind_hash(name));
    while (n && !text_is(n->name, name))
        n = n->next;
    return n;
}

bool bind_claim(bind_header *h, const char *name, text_view meaning)
{
    const bind_name *old = bind_find(h, name);
    if (old && text_equal(old->meaning, meaning))
        return true;
    if (old) {
        error_set(h->err, ERROR_BINDING, ERROR_NO_OFFSET, "%s would stand for both %.*s and %.*s", name, TEXT_ARGS(old->meaning), TEXT_ARGS(meaning));
        return error_hint(h->err, "rename one of them in the WIT: kebab-case and the parts of a name become one identifier of C");
    }
    uint64_t key = bind_hash(name);
    bind_name *n = arena_new(h->arena, bind_name);
    if (!n)
        return error_memory(h->err);
    *n = (bind_name){ text_of(name), arena_text(h->arena, meaning), (bind_name *)(uintptr_t)key_map_get(&h->by_name, key) };
    return (n->meaning.bytes && key_map_put(&h->by_name, h->budget, key, (uintptr_t)n)) || error_memory(h->err);
}

/* ---- comments ---- */

/* What would end the comment, or begin another, is parted. */
static void put_comment(text_builder *t, text_view line)
{
    for (size_t i = 0; i < line.size; i++) {
        bool mark = i + 1 < line.size && ((line.bytes[i] == '*' && line.bytes[i + 1] == '/') || (line.bytes[i] == '/' && line.bytes[i + 1] == '*'));
        text_put(t, (text_view){ line.bytes + i, line.bytes[i] == '\r' ? 0 : 1 });
        if (mark)
            text_add(t, " ");
    }
    if (line.size && line.bytes[line.size - 1] == '\\')
        text_add(t, " ");
}

void bind_docs(text_builder *t, const corigin *origin, int indent)
{
    text_view docs = origin ? origin->docs : (text_view){ 0 };
    while (docs.size && (docs.bytes[docs.size - 1] == '\n' || docs.bytes[docs.size - 1] == ' '))
        docs.size--;
    if (!docs.size)
        return;
    text_add(t, "%*s/*", indent, "");
    for (size_t from = 0, at = 0; at <= docs.size; at++) {
        if (at < docs.size && docs.bytes[at] != '\n')
            continue;
        if (from)
            text_add(t, "\n%*s *", indent, "");
        if (at > from)
            text_add(t, " ");
        put_comment(t, (text_view){ docs.bytes + from, at - from });
        from = at + 1;
    }
    text_add(t, " */\n");
}
