/* Rust's names: the old scheme (_ZN…17h0123456789abcdefE) and v0 (_R…; RFC 2603). */
#include "host/demangle.h"

#include <string.h>

enum { RUST_DEPTH = 60, RUST_STEPS = 4000 };

typedef struct rust {
    const char *start, *next, *end;       /* start: where back references count from */
    char       *out;
    size_t      size, room;
    uint32_t    depth, steps;
    bool        is_bad, is_quiet;         /* quiet: parsed, not shown */
} rust;

static void put(rust *r, text_view text)
{
    if (r->is_quiet || !text.size)
        return;
    if (text.size >= r->room - r->size) {
        r->is_bad = true;
        return;
    }
    memcpy(r->out + r->size, text.bytes, text.size);
    r->size += text.size;
}

static void put_text(rust *r, const char *text) { put(r, text_of(text)); }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static char peek(const rust *r) { return r->next < r->end ? *r->next : 0; }

static bool take(rust *r, char c)
{
    if (peek(r) != c || !c)
        return false;
    r->next++;
    return true;
}

static char take_any(rust *r)
{
    char c = peek(r);
    r->next += c != 0;
    r->is_bad |= c == 0;
    return c;
}

static bool enter(rust *r)
{
    if (r->is_bad || ++r->depth > RUST_DEPTH || ++r->steps > RUST_STEPS)
        r->is_bad = true;
    return !r->is_bad;
}

static uint64_t decimal(rust *r) { return demangle_decimal(&r->next, r->end); }

/* base-62-number ::= digit* "_": "_" is 0, "0_" is 1 */
static uint64_t base_62(rust *r)
{
    uint64_t n = 0;
    if (take(r, '_'))
        return 0;
    for (uint32_t i = 0; i < 13; i++) {
        char c = take_any(r);
        if (c == '_')
            return n + 1;
        uint32_t digit = is_digit(c) ? (uint32_t)(c - '0') : c >= 'a' && c <= 'z' ? (uint32_t)(c - 'a') + 10 : c >= 'A' && c <= 'Z' ? (uint32_t)(c - 'A') + 36 : 62;
        if (digit == 62)
            break;
        n = n * 62 + digit;
    }
    r->is_bad = true;
    return 0;
}

static uint64_t optional_62(rust *r, char tag) { return take(r, tag) ? base_62(r) + 1 : 0; }

/* ---- the old scheme ---- */

static const struct { const char *code, *text; } escapes[] = {
    { "$SP$", "@" }, { "$BP$", "*" }, { "$RF$", "&" }, { "$LT$", "<" }, { "$GT$", ">" }, { "$LP$", "(" }, { "$RP$", ")" }, { "$C$", "," },
    { "$u20$", " " }, { "$u27$", "'" }, { "$u5b$", "[" }, { "$u5d$", "]" }, { "$u7b$", "{" }, { "$u7d$", "}" }, { "$u3b$", ";" }, { "$u2b$", "+" },
    { "$u22$", "\"" }, { "$u7e$", "~" }, { "$u3a$", ":" }, { "$u3d$", "=" }, { "$u21$", "!" }, { "..", "::" }
};

static void put_escaped(rust *r, text_view part)
{
    if (text_starts(part, "_$"))
        part = (text_view){ part.bytes + 1, part.size - 1 };
    while (part.size && !r->is_bad) {
        size_t taken = 1;
        const char *text = NULL;
        for (size_t i = 0; i < COUNT_OF(escapes) && !text; i++) {
            if (!text_starts(part, escapes[i].code))
                continue;
            text = escapes[i].text;
            taken = strlen(escapes[i].code);
        }
        put(r, text ? text_of(text) : (text_view){ part.bytes, 1 });
        part = (text_view){ part.bytes + taken, part.size - taken };
    }
}

static bool is_hash(text_view part)
{
    if (part.size != 17 || part.bytes[0] != 'h')
        return false;
    for (size_t i = 1; i < part.size; i++)
        if (!is_digit(part.bytes[i]) && !(part.bytes[i] >= 'a' && part.bytes[i] <= 'f'))
            return false;
    return true;
}

static bool read_old(rust *r)
{
    bool has_hash = false;
    for (uint32_t i = 0; peek(r) && peek(r) != 'E' && !r->is_bad; i++) {
        uint64_t size = decimal(r);
        if (!size || has_hash || size > (uint64_t)(r->end - r->next))
            return false;
        text_view part = { r->next, size };
        r->next += size;
        has_hash = is_hash(part);
        if (!has_hash && i)
            put_text(r, "::");
        if (!has_hash)
            put_escaped(r, part);
    }
    return has_hash && take(r, 'E') && !r->is_bad;
}

/* ---- v0 ---- */

static void read_path(rust *r, bool in_value);
static void read_type(rust *r);
static void read_const(rust *r);

/* undisambiguated-identifier ::= "u"? decimal "_"? bytes */
static text_view read_bytes_of(rust *r)
{
    take(r, 'u');
    uint64_t size = decimal(r);
    take(r, '_');
    if (size > (uint64_t)(r->end - r->next)) {
        r->is_bad = true;
        return (text_view){ 0 };
    }
    text_view part = { r->next, size };
    r->next += size;
    return part;
}

/* "B" base-62-number: as at that byte */
static void read_again(rust *r, void (*read)(rust *))
{
    const char *here = r->next - 1;
    uint64_t at = base_62(r);
    if (r->is_bad || at >= (uint64_t)(here - r->start)) {
        r->is_bad = true;
        return;
    }
    const char *after = r->next;
    r->next = r->start + at;
    if (!r->is_quiet)
        read(r);
    r->next = after;
}

static void read_path_again(rust *r) { read_path(r, false); }

static void read_generics(rust *r)
{
    put_text(r, "<");
    for (uint32_t i = 0; !take(r, 'E') && !r->is_bad; i++) {
        if (i)
            put_text(r, ", ");
        if (take(r, 'L')) {
            base_62(r);
            put_text(r, "'_");
        } else if (take(r, 'K')) {
            read_const(r);
        } else {
            read_type(r);
        }
    }
    put_text(r, ">");
}

/* nested-path ::= "N" namespace path identifier */
static void read_nested(rust *r, bool in_value)
{
    char space = take_any(r);
    read_path(r, in_value);
    char number[32];
    uint64_t which = optional_62(r, 's');
    text_view name = read_bytes_of(r);
    bool is_special = space >= 'A' && space <= 'Z';
    if (!is_special && name.size)
        put_text(r, "::");
    if (!is_special) {
        put(r, name);
        return;
    }
    put_text(r, space == 'C' ? "::{closure" : space == 'S' ? "::{shim" : "::{");
    if (name.size)
        put_text(r, ":");
    put(r, name);
    text_format(number, sizeof number, "#%u}", (unsigned)which);
    put_text(r, number);
}

static void skip_impl_path(rust *r)
{
    bool was = r->is_quiet;
    r->is_quiet = true;
    optional_62(r, 's');
    read_path(r, false);
    r->is_quiet = was;
}

static void read_path(rust *r, bool in_value)
{
    if (!enter(r))
        return;
    switch (take_any(r)) {
    case 'C':
        optional_62(r, 's');
        put(r, read_bytes_of(r));
        break;
    case 'N':
        read_nested(r, in_value);
        break;
    case 'M':
        skip_impl_path(r);
        put_text(r, "<");
        read_type(r);
        put_text(r, ">");
        break;
    case 'X':
        skip_impl_path(r);
        /* fall through */
    case 'Y':
        put_text(r, "<");
        read_type(r);
        put_text(r, " as ");
        read_path(r, false);
        put_text(r, ">");
        break;
    case 'I':
        read_path(r, in_value);
        if (in_value)
            put_text(r, "::");
        read_generics(r);
        break;
    case 'B':
        read_again(r, read_path_again);
        break;
    default:
        r->is_bad = true;
    }
    r->depth--;
}

static const char *basic_type(char c)
{
    static const char *const names[26] = {
        ['a' - 'a'] = "i8", ['b' - 'a'] = "bool", ['c' - 'a'] = "char", ['d' - 'a'] = "f64", ['e' - 'a'] = "str", ['f' - 'a'] = "f32",
        ['h' - 'a'] = "u8", ['i' - 'a'] = "isize", ['j' - 'a'] = "usize", ['l' - 'a'] = "i32", ['m' - 'a'] = "u32", ['n' - 'a'] = "i128",
        ['o' - 'a'] = "u128", ['p' - 'a'] = "_", ['s' - 'a'] = "i16", ['t' - 'a'] = "u16", ['u' - 'a'] = "()", ['v' - 'a'] = "...",
        ['x' - 'a'] = "i64", ['y' - 'a'] = "u64", ['z' - 'a'] = "!"
    };
    return c >= 'a' && c <= 'z' ? names[c - 'a'] : NULL;
}

static void read_list(rust *r, const char *open, const char *close)
{
    put_text(r, open);
    for (uint32_t i = 0; !take(r, 'E') && !r->is_bad; i++) {
        if (i)
            put_text(r, ", ");
        read_type(r);
    }
    put_text(r, close);
}

/* fn-sig ::= binder? "U"? ("K" abi)? type* "E" type */
static void read_function(rust *r)
{
    optional_62(r, 'G');
    put_text(r, take(r, 'U') ? "unsafe fn" : "fn");
    if (take(r, 'K') && !take(r, 'C'))
        read_bytes_of(r);
    read_list(r, "(", ")");
    if (take(r, 'u'))
        return;
    put_text(r, " -> ");
    read_type(r);
}

/* dyn-bounds ::= binder? (path ("p" name type)*)* "E" lifetime */
static void read_dyn(rust *r)
{
    put_text(r, "dyn ");
    optional_62(r, 'G');
    for (uint32_t i = 0; !take(r, 'E') && !r->is_bad; i++) {
        if (i)
            put_text(r, " + ");
        read_path(r, false);
        while (take(r, 'p')) {
            put_text(r, " with ");
            put(r, read_bytes_of(r));
            put_text(r, " = ");
            read_type(r);
        }
    }
    if (take(r, 'L'))
        base_62(r);
}

static void read_reference(rust *r, const char *text)
{
    put_text(r, text);
    if (take(r, 'L'))
        base_62(r);
    read_type(r);
}

static void read_other_type(rust *r)
{
    switch (take_any(r)) {
    case 'A':
        put_text(r, "[");
        read_type(r);
        put_text(r, "; ");
        read_const(r);
        put_text(r, "]");
        break;
    case 'S':
        put_text(r, "[");
        read_type(r);
        put_text(r, "]");
        break;
    case 'T': read_list(r, "(", ")");            break;
    case 'R': read_reference(r, "&");            break;
    case 'Q': read_reference(r, "&mut ");        break;
    case 'P': read_reference(r, "*const ");      break;
    case 'O': read_reference(r, "*mut ");        break;
    case 'F': read_function(r);                  break;
    case 'D': read_dyn(r);                       break;
    case 'B': read_again(r, read_type);          break;
    default:
        r->next--;
        read_path(r, false);
    }
}

static void read_type(rust *r)
{
    if (!enter(r))
        return;
    const char *basic = basic_type(peek(r));
    if (basic)
        take_any(r);
    if (basic)
        put_text(r, basic);
    else if (peek(r))
        read_other_type(r);
    else
        r->is_bad = true;
    r->depth--;
}

/* const ::= type "n"? hex* "_" | "p" | backref */
static void read_const(rust *r)
{
    char number[32];
    uint64_t n = 0;
    if (take(r, 'B')) {
        read_again(r, read_const);
        return;
    }
    if (take(r, 'p')) {
        put_text(r, "_");
        return;
    }
    char type = take_any(r);
    if (take(r, 'n'))
        put_text(r, "-");
    for (char c = take_any(r); c != '_' && !r->is_bad; c = take_any(r))
        n = n << 4 | (uint64_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
    text_format(number, sizeof number, "%llu", (unsigned long long)n);
    put_text(r, type == 'b' ? (n ? "true" : "false") : number);
}

bool demangle_rust(text_view mangled, char *out, size_t size)
{
    bool is_old = text_starts(mangled, "_ZN"), is_new = text_starts(mangled, "_R");
    size_t head = is_old ? 3 : 2;
    if ((!is_old && !is_new) || !size)
        return false;
    rust r = { .start = mangled.bytes + head, .next = mangled.bytes + head, .end = mangled.bytes + mangled.size, .out = out, .room = size };
    if (is_old && !read_old(&r))
        return false;
    if (is_new)
        read_path(&r, true);
    out[r.size] = '\0';
    return !r.is_bad && r.size;
}
