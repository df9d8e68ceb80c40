/* C++'s names (Itanium C++ ABI, section 5.1): what functions have. Expressions in
 * templates, and whatever else is rare, are not understood: such a name stays as it is.
 *
 * Each piece is text in a pool: left and right of a declarator, as in "void (*" and ")(int)".
 */
#include "host/demangle.h"

#include <string.h>

enum { CPP_DEPTH = 60, CPP_STEPS = 4000, CPP_POOL = 16 << 10, CPP_KNOWN = 100, CPP_ARGUMENTS = 40 };

typedef struct cpp_piece { text_view left, right; } cpp_piece;

typedef struct cpp {
    const char *next, *end;
    uint32_t    depth, steps;
    bool        is_bad, has_template;     /* has_template: the name ended with arguments, so a return type follows */
    bool        is_special;               /* a constructor, destructor or conversion: it has none */
    cpp_piece   known[CPP_KNOWN];         /* substitutions */
    uint32_t    known_count;
    text_view   arguments[CPP_ARGUMENTS]; /* of the last template */
    uint32_t    argument_count;
    size_t      used;
    char        pool[CPP_POOL];
} cpp;

static const text_view nothing = { "", 0 };

static cpp_piece read_type(cpp *c);
static text_view read_name(cpp *c);
static text_view read_encoding(cpp *c);
static text_view read_literal(cpp *c);

static char peek_at(const cpp *c, size_t at) { return (size_t)(c->end - c->next) > at ? c->next[at] : 0; }
static char peek(const cpp *c) { return peek_at(c, 0); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool take(cpp *c, const char *text)
{
    size_t size = strlen(text);
    if ((size_t)(c->end - c->next) < size || memcmp(c->next, text, size) != 0)
        return false;
    c->next += size;
    return true;
}

static text_view fail(cpp *c)
{
    c->is_bad = true;
    return nothing;
}

static bool enter(cpp *c)
{
    if (++c->depth > CPP_DEPTH || ++c->steps > CPP_STEPS)
        c->is_bad = true;
    return !c->is_bad;
}

/* The pieces behind each other, in the pool. */
static text_view join(cpp *c, text_view a, text_view b, text_view d)
{
    size_t size = a.size + b.size + d.size;
    if (size > CPP_POOL - c->used)
        return fail(c);
    char *at = c->pool + c->used;
    const text_view parts[] = { a, b, d };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (parts[i].size)
            memcpy(c->pool + c->used, parts[i].bytes, parts[i].size);
        c->used += parts[i].size;
    }
    return (text_view){ at, size };
}

static text_view whole(cpp *c, cpp_piece p) { return p.right.size ? join(c, p.left, p.right, nothing) : p.left; }

static void remember(cpp *c, cpp_piece p)
{
    if (c->known_count == CPP_KNOWN)
        c->is_bad = true;
    else
        c->known[c->known_count++] = p;
}

static uint64_t decimal(cpp *c) { return demangle_decimal(&c->next, c->end); }

/* seq-id ::= base 36, capitals; "_" is 0, "0_" is 1 */
static uint32_t sequence(cpp *c)
{
    uint32_t n = 0;
    if (take(c, "_"))
        return 0;
    while (peek(c) != '_' && n < 100000) {
        char d = peek(c);
        if (!is_digit(d) && !(d >= 'A' && d <= 'Z')) {
            c->is_bad = true;
            return 0;
        }
        n = n * 36 + (uint32_t)(is_digit(d) ? d - '0' : d - 'A' + 10);
        c->next++;
    }
    c->is_bad |= !take(c, "_");
    return n + 1;
}

/* ---- names ---- */

static const struct { const char *code, *text; } operators[] = {
    { "nw", "operator new" }, { "na", "operator new[]" }, { "dl", "operator delete" }, { "da", "operator delete[]" }, { "aw", "operator co_await" },
    { "ps", "operator+" }, { "ng", "operator-" }, { "ad", "operator&" }, { "de", "operator*" }, { "co", "operator~" }, { "pl", "operator+" },
    { "mi", "operator-" }, { "ml", "operator*" }, { "dv", "operator/" }, { "rm", "operator%" }, { "an", "operator&" }, { "or", "operator|" },
    { "eo", "operator^" }, { "aS", "operator=" }, { "pL", "operator+=" }, { "mI", "operator-=" }, { "mL", "operator*=" }, { "dV", "operator/=" },
    { "rM", "operator%=" }, { "aN", "operator&=" }, { "oR", "operator|=" }, { "eO", "operator^=" }, { "ls", "operator<<" }, { "rs", "operator>>" },
    { "lS", "operator<<=" }, { "rS", "operator>>=" }, { "eq", "operator==" }, { "ne", "operator!=" }, { "lt", "operator<" }, { "gt", "operator>" },
    { "le", "operator<=" }, { "ge", "operator>=" }, { "ss", "operator<=>" }, { "nt", "operator!" }, { "aa", "operator&&" }, { "oo", "operator||" },
    { "pp", "operator++" }, { "mm", "operator--" }, { "cm", "operator," }, { "pm", "operator->*" }, { "pt", "operator->" }, { "cl", "operator()" },
    { "ix", "operator[]" }, { "qu", "operator?" }
};

static text_view read_source_name(cpp *c)
{
    uint64_t size = decimal(c);
    if (!size || size > (uint64_t)(c->end - c->next))
        return fail(c);
    text_view name = { c->next, size };
    c->next += size;
    return text_starts(name, "_GLOBAL__N") ? text_of("(anonymous namespace)") : name;
}

static text_view read_types(cpp *c, const char *open, const char *close)
{
    text_view out = text_of(open);
    for (uint32_t i = 0; peek(c) && peek(c) != 'E' && peek(c) != '.' && !c->is_bad; i++) {
        text_view type = whole(c, read_type(c));
        if (!text_is(type, "void") || i)
            out = join(c, out, i ? text_of(", ") : nothing, type);
    }
    return join(c, out, text_of(close), nothing);
}

/* "Ul" types "E" number? "_"  |  "Ut" number? "_" */
static text_view read_unnamed(cpp *c)
{
    char number[32];
    text_view types = nothing;
    bool is_lambda = take(c, "Ul");
    if (is_lambda)
        types = read_types(c, "(", ")");
    if (is_lambda ? !take(c, "E") : !take(c, "Ut"))
        return fail(c);
    uint64_t n = is_digit(peek(c)) ? decimal(c) + 2 : 1;
    if (!take(c, "_"))
        return fail(c);
    text_format(number, sizeof number, "#%u}", (unsigned)n);
    text_view name = join(c, text_of(is_lambda ? "{lambda" : "{unnamed type"), types, nothing);
    return join(c, name, text_of(number), nothing);
}

static text_view read_operator(cpp *c)
{
    if (take(c, "cv")) {
        c->is_special = true;
        return join(c, text_of("operator "), whole(c, read_type(c)), nothing);
    }
    if (take(c, "li"))
        return join(c, text_of("operator\"\" "), read_source_name(c), nothing);
    for (size_t i = 0; i < COUNT_OF(operators); i++)
        if (take(c, operators[i].code))
            return text_of(operators[i].text);
    return fail(c);
}

/* unqualified-name ::= "L"? (source-name | operator | ctor | dtor | unnamed) ("B" source-name)* */
static text_view read_unqualified(cpp *c, text_view last)
{
    text_view name;
    char a = peek(c), b = peek_at(c, 1);
    c->is_special = false;
    take(c, "L");
    if (is_digit(peek(c))) {
        name = read_source_name(c);
    } else if (a == 'U') {
        name = read_unnamed(c);
    } else if ((a == 'C' && b >= '1' && b <= '5') || (a == 'D' && b >= '0' && b <= '5')) {
        c->next += 2;
        c->is_special = true;
        name = a == 'C' ? last : join(c, text_of("~"), last, nothing);
    } else {
        name = read_operator(c);
    }
    while (take(c, "B"))
        name = join(c, name, join(c, text_of("[abi:"), read_source_name(c), text_of("]")), nothing);
    return name;
}

/* template-arg ::= type | "L" literal | "J" args "E" */
static text_view read_argument(cpp *c)
{
    if (peek(c) == 'L')
        return read_literal(c);
    if (take(c, "J")) {
        text_view pack = read_types(c, "", "");
        return take(c, "E") ? pack : fail(c);
    }
    return whole(c, read_type(c));
}

static text_view read_arguments(cpp *c)
{
    text_view arguments[CPP_ARGUMENTS], out = text_of("<");
    uint32_t count = 0;
    if (!take(c, "I") || !enter(c))
        return fail(c);
    while (!take(c, "E") && !c->is_bad) {
        if (count == CPP_ARGUMENTS)
            return fail(c);
        arguments[count] = read_argument(c);
        out = join(c, out, count && arguments[count].size ? text_of(", ") : nothing, arguments[count]);
        count++;
    }
    memcpy(c->arguments, arguments, count * sizeof *arguments);
    c->argument_count = count;
    c->depth--;
    return join(c, out, text_of(">"), nothing);
}

static text_view read_parameter(cpp *c)
{
    if (!take(c, "T"))
        return fail(c);
    uint32_t at = sequence(c);
    return at < c->argument_count ? c->arguments[at] : fail(c);
}

/* substitution ::= "S" (letter | seq-id) */
static cpp_piece read_substitution(cpp *c, bool *is_std)
{
    static const struct { const char *code, *text; } shorts[] = {
        { "Sa", "std::allocator" }, { "Sb", "std::basic_string" }, { "Ss", "std::string" }, { "Si", "std::istream" }, { "So", "std::ostream" }, { "Sd", "std::iostream" }
    };
    *is_std = false;
    for (size_t i = 0; i < COUNT_OF(shorts); i++)
        if (take(c, shorts[i].code))
            return (cpp_piece){ text_of(shorts[i].text), nothing };
    *is_std = take(c, "St");
    if (*is_std)
        return (cpp_piece){ text_of("std"), nothing };
    if (!take(c, "S"))
        return (cpp_piece){ fail(c), nothing };
    uint32_t at = sequence(c);
    return at < c->known_count ? c->known[at] : (cpp_piece){ fail(c), nothing };
}

/* The last word of a name, without template arguments: what a constructor is called. */
static text_view last_word(text_view name)
{
    size_t end = name.size, depth = 0, cut = name.size;
    for (size_t at = name.size; at > 0; at--) {
        char b = name.bytes[at - 1];
        depth += b == '>';
        if (b == '<' && depth && --depth == 0)
            cut = at - 1;
        if (b == ':' && !depth)
            return (text_view){ name.bytes + at, (cut < end ? cut : end) - at };
    }
    return (text_view){ name.bytes, cut };
}

/* nested-name ::= "N" qualifiers prefix… "E" */
static text_view read_nested(cpp *c)
{
    text_view name = nothing;
    while (take(c, "r") || take(c, "V") || take(c, "K"))
        ;
    if (!take(c, "R"))
        take(c, "O");
    while (!take(c, "E") && !c->is_bad) {
        bool is_std = false, is_known = false;
        c->has_template = peek(c) == 'I';
        if (peek(c) == 'S') {
            name = read_substitution(c, &is_std).left;
            is_known = true;
        } else if (peek(c) == 'T') {
            name = read_parameter(c);
        } else if (peek(c) == 'I') {
            name = join(c, name, read_arguments(c), nothing);
        } else {
            text_view part = read_unqualified(c, last_word(name));
            name = join(c, name, name.size ? text_of("::") : nothing, part);
        }
        if (!is_known && peek(c) != 'E')
            remember(c, (cpp_piece){ name, nothing });
    }
    return name;
}

/* local-name ::= "Z" encoding "E" (name discriminator? | "s") */
static text_view read_local(cpp *c)
{
    text_view outer = read_encoding(c);
    if (!take(c, "E"))
        return fail(c);
    if (take(c, "s"))
        return outer;
    if (take(c, "d")) {
        decimal(c);
        take(c, "_");
    }
    text_view name = join(c, outer, text_of("::"), read_name(c));
    if (take(c, "__")) {
        decimal(c);
        take(c, "_");
    } else if (peek(c) == '_' && is_digit(peek_at(c, 1))) {
        c->next += 2;
    }
    return name;
}

static text_view read_name(cpp *c)
{
    text_view name = nothing;
    bool is_known = false, is_std = false;
    if (!enter(c))
        return nothing;
    c->has_template = false;
    if (take(c, "N")) {
        name = read_nested(c);
    } else if (take(c, "Z")) {
        name = read_local(c);
    } else {
        if (peek(c) == 'S') {
            name = read_substitution(c, &is_std).left;
            is_known = !is_std;
        }
        if (!is_known)
            name = join(c, name, is_std ? text_of("::") : nothing, read_unqualified(c, nothing));
        if (peek(c) == 'I') {
            if (!is_known)
                remember(c, (cpp_piece){ name, nothing });
            name = join(c, name, read_arguments(c), nothing);
            c->has_template = true;
        }
    }
    c->depth--;
    return name;
}

/* ---- types ---- */

static const char *builtin(char c)
{
    static const char *const names[26] = {
        ['v' - 'a'] = "void", ['w' - 'a'] = "wchar_t", ['b' - 'a'] = "bool", ['c' - 'a'] = "char", ['a' - 'a'] = "signed char", ['h' - 'a'] = "unsigned char",
        ['s' - 'a'] = "short", ['t' - 'a'] = "unsigned short", ['i' - 'a'] = "int", ['j' - 'a'] = "unsigned int", ['l' - 'a'] = "long",
        ['m' - 'a'] = "unsigned long", ['x' - 'a'] = "long long", ['y' - 'a'] = "unsigned long long", ['n' - 'a'] = "__int128",
        ['o' - 'a'] = "unsigned __int128", ['f' - 'a'] = "float", ['d' - 'a'] = "double", ['e' - 'a'] = "long double", ['g' - 'a'] = "__float128", ['z' - 'a'] = "..."
    };
    return c >= 'a' && c <= 'z' ? names[c - 'a'] : NULL;
}

/* literal ::= "L" type value "E"  |  "L" "_Z" encoding "E" */
static text_view read_literal(cpp *c)
{
    take(c, "L");
    if (take(c, "_Z")) {
        text_view name = read_encoding(c);
        return take(c, "E") ? name : fail(c);
    }
    char kind = peek(c);
    text_view type = whole(c, read_type(c)), sign = take(c, "n") ? text_of("-") : nothing;
    const char *from = c->next;
    while (peek(c) && peek(c) != 'E')
        c->next++;
    text_view digits = { from, (size_t)(c->next - from) };
    if (!take(c, "E"))
        return fail(c);
    if (kind == 'b')
        return text_of(text_is(digits, "1") ? "true" : "false");
    text_view value = join(c, sign, digits, nothing);
    if (kind == 'i')
        return value;
    if (kind == 'j' || kind == 'm')
        return join(c, value, text_of(kind == 'j' ? "u" : "ul"), nothing);
    return join(c, join(c, text_of("("), type, text_of(")")), value, nothing);
}

/* Behind what it points to; a function or an array gets it inside. */
static cpp_piece point(cpp *c, const char *mark)
{
    cpp_piece p = read_type(c);
    bool is_bare = text_starts(p.right, "(") || text_starts(p.right, "[");
    if (is_bare)
        return (cpp_piece){ join(c, p.left, text_of(" ("), text_of(mark)), join(c, text_of(")"), p.right, nothing) };
    return (cpp_piece){ join(c, p.left, text_of(mark), nothing), p.right };
}

static cpp_piece read_compound(cpp *c, char kind)
{
    cpp_piece p = { nothing, nothing };
    c->next++;
    switch (kind) {
    case 'P': return point(c, "*");
    case 'R': return point(c, "&");
    case 'O': return point(c, "&&");
    case 'K': p = read_type(c); return (cpp_piece){ join(c, p.left, text_of(" const"), nothing), p.right };
    case 'V': p = read_type(c); return (cpp_piece){ join(c, p.left, text_of(" volatile"), nothing), p.right };
    case 'F':
        take(c, "Y");
        p.left = whole(c, read_type(c));
        p.right = read_types(c, "(", ")");
        c->is_bad |= !take(c, "E");
        return p;
    default: {                            /* 'A' */
        const char *from = c->next;
        decimal(c);
        text_view size = { from, (size_t)(c->next - from) };
        c->is_bad |= !take(c, "_");
        p = read_type(c);
        return (cpp_piece){ p.left, join(c, join(c, text_of("["), size, text_of("]")), p.right, nothing) };
    }
    }
}

static bool read_short(cpp *c, cpp_piece *out)
{
    static const struct { const char *code, *text; } shorts[] = {
        { "Dn", "std::nullptr_t" }, { "Di", "char32_t" }, { "Ds", "char16_t" }, { "Du", "char8_t" }, { "Da", "auto" }, { "Dc", "decltype(auto)" }, { "Dh", "half" }
    };
    const char *name = builtin(peek(c));
    *out = (cpp_piece){ nothing, nothing };
    if (name) {
        out->left = text_of(name);
        c->next++;
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(shorts) && !out->left.size; i++)
        if (take(c, shorts[i].code))
            out->left = text_of(shorts[i].text);
    return out->left.size != 0;
}

/* A substitution, perhaps with arguments: those make a new one. True: it is to be remembered. */
static bool read_known(cpp *c, cpp_piece *out)
{
    bool is_std;
    if (peek_at(c, 1) == 't') {
        out->left = read_name(c);
        return true;
    }
    *out = read_substitution(c, &is_std);
    if (peek(c) != 'I')
        return false;
    out->left = join(c, out->left, read_arguments(c), nothing);
    return true;
}

static cpp_piece read_type(cpp *c)
{
    cpp_piece out = { nothing, nothing };
    if (!enter(c))
        return out;
    char kind = peek(c);
    bool is_new = true;
    if (read_short(c, &out)) {
        c->depth--;
        return out;
    }
    if (kind && strchr("PROKVFA", kind)) {
        out = read_compound(c, kind);
    } else if (kind == 'S') {
        is_new = read_known(c, &out);
    } else if (take(c, "Dp")) {
        out = read_type(c);
    } else if (kind == 'T') {
        out.left = read_parameter(c);
        if (peek(c) == 'I') {
            remember(c, out);
            out.left = join(c, out.left, read_arguments(c), nothing);
        }
    } else {
        out.left = read_name(c);
    }
    if (is_new)
        remember(c, out);
    c->depth--;
    return out;
}

/* ---- the whole ---- */

/* encoding ::= special-name | name bare-function-type? */
static text_view read_encoding(cpp *c)
{
    static const struct { const char *code, *text; } specials[] = {
        { "TV", "vtable for " }, { "TT", "VTT for " }, { "TI", "typeinfo for " }, { "TS", "typeinfo name for " }
    };
    for (size_t i = 0; i < COUNT_OF(specials); i++)
        if (take(c, specials[i].code))
            return join(c, text_of(specials[i].text), whole(c, read_type(c)), nothing);
    if (take(c, "GV"))
        return join(c, text_of("guard variable for "), read_name(c), nothing);
    if (take(c, "Th")) {
        take(c, "n");
        decimal(c);
        return take(c, "_") ? join(c, text_of("thunk to "), read_encoding(c), nothing) : fail(c);
    }
    bool is_const = text_starts((text_view){ c->next, (size_t)(c->end - c->next) }, "NK");
    text_view name = read_name(c);
    bool has_result = c->has_template && !c->is_special;
    if (!peek(c) || peek(c) == 'E' || peek(c) == '.')
        return name;
    if (has_result)
        read_type(c);
    return join(c, name, read_types(c, "(", ")"), is_const ? text_of(" const") : nothing);
}

bool demangle_cpp(text_view mangled, char *out, size_t size)
{
    if (!text_starts(mangled, "_Z") || !size)
        return false;
    cpp c;
    memset(&c, 0, offsetof(cpp, pool));
    c.next = mangled.bytes + 2;
    c.end = mangled.bytes + mangled.size;
    text_view name = read_encoding(&c);
    bool is_whole = c.next == c.end || *c.next == '.';        /* ".isra.0" and its like */
    if (c.is_bad || !is_whole || !name.size || name.size >= size)
        return false;
    memcpy(out, name.bytes, name.size);
    out[name.size] = '\0';
    return true;
}
