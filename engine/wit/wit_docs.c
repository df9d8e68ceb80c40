/* The section "package-docs", which wasm-tools writes into packages of WIT: a
 * byte for its form (0 or 1), then JSON. Read as it stands, without a tree of it:
 *
 *   package   { docs, worlds: { NAME: world }, interfaces: { NAME: interface } }
 *   interface { docs, stability, funcs: { NAME: func }, types: { NAME: type } }
 *   world     as an interface, of its imports (in the first form of all), and { interfaces, func_exports, interface_exports,
 *             interface_import_docs: { NAME: text }, interface_import_stability: { NAME: stability }, the same for exports }
 *   type      { docs, stability, items: { NAME: text } }
 *   func      { docs, stability }, or its docs alone
 *   stability { stable: { since, deprecated } } or { unstable: { feature, deprecated } }
 *
 * Whatever it holds costs what it is long: names are found in scopes that are made once.
 */
#include "engine/wit/wit_docs.h"

#include "engine/base/json.h"
#include "engine/wit/wit_map.h"
#include "engine/wit/wit_print.h"

#include "engine/wit/wit.h"

#include <string.h>

typedef struct docs_reader {
    arena      *arena;
    arena       scratch;
    error      *err;
    json        json;
    wit_map     scopes;           /* the externs or fields of something -> their names */
} docs_reader;

/* What a part of the JSON speaks of. */
typedef struct docs_subject {
    const corigin **origin;
    const ctype    *type;                     /* whose fields are its items; null: none */
    const cexterns *parts;                    /* an interface or a world; null: neither */
} docs_subject;

typedef bool docs_member(docs_reader *d, text_view key, const void *user);

/* --- JSON --- */

static bool skip(docs_reader *d) { return json_pass(&d->json); }

static char peek(docs_reader *d) { return json_peek(&d->json); }

/* A view of the section where nothing in it is escaped. */
static bool read_text(docs_reader *d, text_view *text)
{
    if (!json_text(&d->json, text))
        return false;
    if (memchr(text->bytes, '\\', text->size))
        *text = json_unescape(d->arena, *text);
    return text->bytes || error_memory(d->err);
}

static bool read_object(docs_reader *d, docs_member *member, const void *user)
{
    text_view key;
    json_enter(&d->json, '{');
    while (json_next(&d->json, '}'))
        if (!json_key(&d->json, &key) || !member(d, key, user))
            return false;
    return !d->json.wanted;
}

/* --- what it says --- */

static corigin *origin_at(docs_reader *d, const corigin **origin)
{
    corigin *made = (corigin *)*origin;
    if (!made && (made = arena_new(d->arena, corigin)))
        *made = (corigin){ 0 };
    if (!made)
        error_memory(d->err);
    return (corigin *)(*origin = made);
}

static bool read_docs(docs_reader *d, const corigin **origin)
{
    text_view docs;
    if (peek(d) == 'n')
        return skip(d);
    if (!read_text(d, &docs))
        return false;
    corigin *o = origin_at(d, origin);
    if (o)
        o->docs = docs;
    return o != NULL;
}

/* It will stand in WIT: nothing but what a version or a feature is made of. */
static bool read_word(docs_reader *d, text_view *word)
{
    if (peek(d) == 'n')
        return skip(d);
    if (!read_text(d, word))
        return false;
    for (size_t i = 0; i < word->size; i++) {
        char c = word->bytes[i];
        bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '+';
        if (!good)
            return json_refuse(&d->json, "a version or the name of a feature before this");
    }
    return true;
}

static bool gate_member(docs_reader *d, text_view key, const void *user)
{
    corigin *o = (corigin *)user;
    if (text_is(key, "since"))
        return read_word(d, &o->since);
    if (text_is(key, "feature"))
        return read_word(d, &o->unstable);
    return text_is(key, "deprecated") ? read_word(d, &o->deprecated) : skip(d);
}

static bool stability_member(docs_reader *d, text_view key, const void *user)
{
    return text_is(key, "stable") || text_is(key, "unstable") ? read_object(d, gate_member, user) : skip(d);
}

static bool read_stability(docs_reader *d, const corigin **origin)
{
    corigin *o = peek(d) == '{' ? origin_at(d, origin) : NULL;
    return o ? read_object(d, stability_member, o) : !d->err->code && skip(d);
}

/* The names of a list, which is known by where it starts. Null: err. */
static wit_scope *scope_of(docs_reader *d, const void *list, bool *is_new)
{
    wit_scope *scope = (wit_scope *)wit_map_get(&d->scopes, list);
    *is_new = !scope;
    if (!scope && (!(scope = wit_scope_new(&d->scratch)) || !wit_map_set(&d->scopes, list, scope)))
        scope = NULL;
    if (!scope)
        error_memory(d->err);
    return scope;
}

static bool add(docs_reader *d, wit_scope *scope, text_view name, const void *value)
{
    return wit_scope_find(scope, name) || wit_scope_add(scope, name, (void *)value) || error_memory(d->err);
}

/* The one of that name; null, without an error: there is none. */
static cextern *find(docs_reader *d, const cextern *list, uint32_t count, text_view name)
{
    bool is_new;
    wit_scope *scope = count ? scope_of(d, list, &is_new) : NULL;
    if (!scope)
        return NULL;
    for (uint32_t i = 0; is_new && i < count; i++)
        if (!add(d, scope, list[i].name, &list[i]))
            return NULL;
    return wit_scope_get(scope, name);
}

static bool item_member(docs_reader *d, text_view key, const void *user)
{
    const ctype *type = user;
    bool is_new;
    wit_scope *scope = type->count ? scope_of(d, type->fields, &is_new) : NULL;
    if (!scope)
        return !d->err->code && skip(d);
    for (uint32_t i = 0; is_new && i < type->count; i++)
        if (!add(d, scope, type->fields[i].name, &type->fields[i]))
            return false;
    cfield *field = wit_scope_get(scope, key);
    return field ? read_docs(d, &field->origin) : skip(d);
}

static bool subject_member(docs_reader *d, text_view key, const void *user);

/* What is said of an extern: as an object, or its docs alone. */
static bool read_extern(docs_reader *d, cextern *item)
{
    if (!item)
        return !d->err->code && skip(d);
    if (peek(d) != '{')
        return read_docs(d, &item->origin);
    docs_subject s = {
        .origin = &item->origin,
        .type = item->kind == CEXTERN_TYPE && item->type->fields ? item->type : NULL,
        .parts = item->kind == CEXTERN_INSTANCE ? item->instance : NULL,
    };
    return read_object(d, subject_member, &s);
}

static bool import_member(docs_reader *d, text_view key, const void *user)
{
    const cexterns *world = user;
    return read_extern(d, find(d, world->imports, world->import_count, key));
}

static bool export_member(docs_reader *d, text_view key, const void *user)
{
    const cexterns *world = user;
    return read_extern(d, find(d, world->exports, world->export_count, key));
}

/* An import, or an export where no import has the name; all that an interface has are exports. */
static bool either_member(docs_reader *d, text_view key, const void *user)
{
    const cexterns *parts = user;
    cextern *item = find(d, parts->imports, parts->import_count, key);
    return read_extern(d, item || d->err->code ? item : find(d, parts->exports, parts->export_count, key));
}

static bool import_gate_member(docs_reader *d, text_view key, const void *user)
{
    const cexterns *world = user;
    cextern *item = find(d, world->imports, world->import_count, key);
    return item ? read_stability(d, &item->origin) : !d->err->code && skip(d);
}

static bool export_gate_member(docs_reader *d, text_view key, const void *user)
{
    const cexterns *world = user;
    cextern *item = find(d, world->exports, world->export_count, key);
    return item ? read_stability(d, &item->origin) : !d->err->code && skip(d);
}

static docs_member *member_of(text_view key)
{
    static const struct { const char *key; docs_member *member; } all[] = {
        { "funcs", either_member }, { "types", either_member }, { "interfaces", either_member },
        { "func_exports", export_member }, { "interface_exports", export_member },
        { "interface_import_docs", import_member }, { "interface_export_docs", export_member },
        { "interface_import_stability", import_gate_member }, { "interface_export_stability", export_gate_member },
    };
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (text_is(key, all[i].key))
            return all[i].member;
    return NULL;
}

static bool subject_member(docs_reader *d, text_view key, const void *user)
{
    const docs_subject *s = user;
    docs_member *member = s->parts ? member_of(key) : NULL;
    if (text_is(key, "docs"))
        return read_docs(d, s->origin);
    if (text_is(key, "stability"))
        return read_stability(d, s->origin);
    if (text_is(key, "items") && s->type && peek(d) == '{')
        return read_object(d, item_member, s->type);
    return member && peek(d) == '{' ? read_object(d, member, s->parts) : skip(d);
}

/* An interface or world of the package, by its short name. */
static bool block_member(docs_reader *d, text_view key, const void *user)
{
    const wit_scope *blocks = user;
    cexterns *block = wit_scope_get(blocks, key);
    docs_subject s = { .origin = block ? &block->origin : NULL, .parts = block };
    return block && peek(d) == '{' ? read_object(d, subject_member, &s) : skip(d);
}

typedef struct docs_package { const cexterns *externs; wit_scope *blocks; } docs_package;

static bool package_member(docs_reader *d, text_view key, const void *user)
{
    const docs_package *p = user;
    if (text_is(key, "docs"))
        return read_docs(d, &((cexterns *)p->externs)->origin);
    bool are_blocks = text_is(key, "interfaces") || text_is(key, "worlds");
    return are_blocks && peek(d) == '{' ? read_object(d, block_member, p->blocks) : skip(d);
}

static bool note_blocks(docs_reader *d, docs_package *p)
{
    p->blocks = wit_scope_new(&d->scratch);
    if (!p->blocks)
        return error_memory(d->err);
    for (uint32_t i = 0; i < p->externs->export_count; i++) {
        const cextern *item = wit_print_packed(&p->externs->exports[i]);
        text_view package, name, version;
        wit_print_name(item->name, &package, &name, &version);
        if (!add(d, p->blocks, name, item->kind == CEXTERN_INSTANCE ? item->instance : item->component))
            return false;
    }
    return true;
}

static bool read_section(docs_reader *d, const component *package)
{
    docs_package p = { package->type, NULL };
    if (!note_blocks(d, &p) || !read_object(d, package_member, &p))
        return false;
    return json_end(&d->json);
}

static bool refuse(docs_reader *d, size_t offset)
{
    if (d->err->code)
        return false;
    error_set(d->err, ERROR_MALFORMED, offset, "the docs of this package are not as tools write them: %s should stand here", d->json.wanted);
    error_in(d->err, "custom section \"package-docs\"");
    return error_hint(d->err, "pack its WIT again, or take the section out");
}

bool wit_docs_read(arena *a, const component *package, error *err)
{
    for (uint32_t i = 0; i < package->custom_count; i++) {
        const wasm_custom *c = &package->customs[i];
        const char *bytes = (const char *)package->file + c->bytes.offset;
        if (!text_is(c->name, "package-docs") || !c->bytes.size || (uint8_t)bytes[0] > 1)
            continue;
        docs_reader d = { .arena = a, .err = err, .json = json_of((text_view){ bytes + 1, c->bytes.size - 1 }) };
        arena_open(&d.scratch, a->budget);
        d.scopes.arena = &d.scratch;
        bool ok = read_section(&d, package);
        arena_close(&d.scratch);
        return ok || refuse(&d, (size_t)(d.json.at - (const char *)package->file));
    }
    return true;
}
