/* inlay bind: a world as a C header for the host. */
#include "sdk/tool/bind.h"

#include "host/wit_folder.h"
#include "sdk/inlay.h"
#include "sdk/tool/tool.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

enum { STORY = 20000 };

typedef struct binding_run {
    const char  *path, *world, *out;
    bool         is_check;
    tool_features features;
    budget       budget;
    arena        arena;
    wit_folder   folder;
    bind_header  header;
    text_builder text;
    error        err;
} binding_run;

void tool_bind_usage(void)
{
    fputs("inlay bind PATH --world NAME [-o FILE.h] [--prefix NAME] [--include FILE] [--feature NAME]… [--check]\n"
          "Writes a C header (C11, C++17) for games that host mods of a world: its types, a table of the functions that the\n"
          "game offers, and a function for each export of the mods. PATH is a folder or file of WIT.\n"
          "  --world NAME      the world, as in the slot: \"arena:game/creature\" or \"creature\"\n"
          "  -o FILE.h         where to write; else to stdout\n"
          "  --prefix NAME     of all identifiers; the world's name\n"
          "  --include FILE    how the header includes the SDK; \"inlay.h\"\n"
          "  --feature NAME    what is behind the gate @unstable(feature = NAME) is in, as in the config's features\n"
          "  --check           write nothing: is FILE.h what would be written?\n"
          "Ends with 0 when all is well, 1 when the WIT is wrong, cannot be bound, or FILE.h is stale, 2 on wrong use.\n", stdout);
}

/* ---- putting it together ---- */

/* The world's text without comments, as C strings, a line each. */
static void put_wit(text_builder *t, text_view wit)
{
    for (size_t from = 0; from < wit.size;) {
        const char *end = memchr(wit.bytes + from, '\n', wit.size - from);
        size_t size = end ? (size_t)(end - wit.bytes) - from + 1 : wit.size - from, indent = 0;
        const char *line = wit.bytes + from;
        from += size;
        while (indent < size && line[indent] == ' ')
            indent++;
        if (size - indent >= 3 && memcmp(line + indent, "///", 3) == 0)
            continue;
        text_add(t, "    \"");
        for (size_t i = 0; i < size; i++) {
            bool escape = line[i] == '"' || line[i] == '\\';
            if (i && i % 500 == 0)
                text_add(t, "\",\n    \"");
            text_add(t, escape ? "\\%c" : line[i] == '\n' ? "\\n" : "%c", line[i]);
        }
        text_add(t, "\",\n");
    }
}

static void put_top(bind_header *h, text_builder *t, uint64_t hash)
{
    text_add(t, "/* %s: the world %.*s, for games in C and C++.\n *\n"
                " * Made by `inlay bind` %s from WIT %016" PRIx64 "; don't edit it, make it again.\n"
                " * In one file of the game, %s_IMPLEMENTATION is defined before the include.\n *\n"
                " * Strings and lists are views: those handed over must last until the call is\n"
                " * back (the SDK copies what a suspended call still needs); those of a result\n"
                " * are good until the next call of that mod, or inlay_frame. */\n", h->file, TEXT_ARGS(h->world->name), INLAY_VERSION, hash, h->upper);
    text_add(t, "#ifndef %s_H\n#define %s_H\n\n#include \"%s\"\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n", h->upper, h->upper, h->include);
    text_put(t, text_of(text_string(&h->types)));
}

static void put_face(bind_header *h, text_builder *t)
{
    bind_docs(t, h->world->origin, 0);
    if (h->import_count || h->resource_count) {
        text_add(t, "/* What the game offers to mods of the world. A null entry is offered by another table, or not at all.\n"
                    " * Each answers INLAY_DONE, with its result filled in; INLAY_SUSPENDED: ask again next frame; INLAY_DENIED;\n"
                    " * or what inlay_call_trap gives. Arguments are good until it answers. */\n");
        text_add(t, "typedef struct %s_host {\n%s} %s_host;\n\n", h->prefix, text_string(&h->table), h->prefix);
        text_add(t, "/* Bind the world to a slot, and the table's functions to the host; the table is copied. null: none of them.\n"
                    " * Before the first inlay_frame. False, and why, when the slot's WIT is another than this header's. */\n"
                    "bool %s_bind(inlay_host *host, inlay_slot slot, const %s_host *functions, void *user, inlay_error *error);\n\n", h->prefix, h->prefix);
    } else {
        text_add(t, "/* Bind the world to a slot. Before the first inlay_frame. False, and why, when the slot's WIT is another\n"
                    " * than this header's. */\nbool %s_bind(inlay_host *host, inlay_slot slot, inlay_error *error);\n\n", h->prefix);
    }
    text_add(t, "/* The tables behind it. */\nextern const inlay_binding %s_binding;\n\n", h->prefix);
    text_put(t, text_of(text_string(&h->calls)));
    text_add(t, "#ifdef __cplusplus\n}\n#endif\n\n#endif\n\n");
}

static void put_rows(text_builder *t, const char *type, const char *prefix, const char *name, const text_builder *rows, uint32_t count)
{
    if (count)
        text_add(t, "static const %s %s_%s[] = {\n%s};\n\n", type, prefix, name, text_string(rows));
}

static const char *row_name(bind_header *h, const char *name, uint32_t count)
{
    return count ? bind_text(h, "%s_%s", h->prefix, name) : "NULL";
}

/* Bodies need the binding, which needs the rows, which need the bodies' tables. */
static void put_implementation(bind_header *h, text_builder *t, text_view wit)
{
    bool has_table = h->import_count || h->resource_count;
    text_add(t, "#if defined(%s_IMPLEMENTATION) && !defined(%s_IMPLEMENTED)\n#define %s_IMPLEMENTED\n\n"
                "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n", h->upper, h->upper, h->upper);
    text_put(t, text_of(text_string(&h->layouts)));
    text_add(t, "%sstatic const char *const %s_wit[] = {\n", h->layouts.size ? "\n" : "", h->prefix);
    put_wit(t, wit);
    text_add(t, "    NULL\n};\n\n");
    text_put(t, text_of(text_string(&h->bodies)));
    put_rows(t, "inlay_binding_function", h->prefix, "imports", &h->imports, h->import_count);
    put_rows(t, "inlay_binding_function", h->prefix, "exports", &h->exports, h->export_count);
    put_rows(t, "inlay_binding_resource", h->prefix, "resources", &h->resources, h->resource_count);
    text_add(t, "const inlay_binding %s_binding = {\n    %uu, \"%s\", \"%.*s\", %s_wit, %" PRIu32 ", %" PRIu32 ", %" PRIu32 ",\n    %s, %s, %s, %s\n};\n\n",
             h->prefix, INLAY_BINDING_FORMAT, h->file, TEXT_ARGS(h->world->name), h->prefix, h->import_count, h->export_count, h->resource_count,
             row_name(h, "imports", h->import_count), row_name(h, "exports", h->export_count), row_name(h, "resources", h->resource_count),
             has_table ? bind_text(h, "sizeof(%s_host)", h->prefix) : "0");
    if (has_table)
        text_add(t, "bool %s_bind(inlay_host *host, inlay_slot slot, const %s_host *functions, void *user, inlay_error *error)\n{\n"
                    "    return inlay_typed_bind(host, slot, &%s_binding, functions, user, error);\n}\n", h->prefix, h->prefix, h->prefix);
    else
        text_add(t, "bool %s_bind(inlay_host *host, inlay_slot slot, inlay_error *error)\n{\n"
                    "    return inlay_typed_bind(host, slot, &%s_binding, NULL, NULL, error);\n}\n", h->prefix, h->prefix);
    text_add(t, "\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
}

static text_builder *part(bind_header *h, uint32_t i)
{
    text_builder *const parts[] = { &h->types, &h->table, &h->calls, &h->layouts, &h->bodies, &h->imports, &h->exports, &h->resources };
    return i < COUNT_OF(parts) ? parts[i] : NULL;
}

static bool write_header(binding_run *r)
{
    bind_header *h = &r->header;
    text_builder wit;
    for (uint32_t i = 0; part(h, i); i++)
        text_open(part(h, i), &r->budget);
    text_open(&wit, &r->budget);
    bool good = bind_functions(h);
    if (good) {
        wit_print(&wit, h->world, WIT_PRINT_WORLD);
        put_top(h, &r->text, XXH64(text_string(&wit), wit.size, 0));
        put_face(h, &r->text);
        put_implementation(h, &r->text, text_of(text_string(&wit)));
    }
    key_map_close(&h->by_name, &r->budget);
    key_map_close(&h->by_type, &r->budget);
    key_map_close(&h->by_part, &r->budget);
    key_map_close(&h->scopes, &r->budget);
    key_map_close(&h->likes, &r->budget);
    bool failed = wit.failed || r->text.failed;
    text_close(&wit);
    for (uint32_t i = 0; part(h, i); i++) {
        failed |= part(h, i)->failed;
        text_close(part(h, i));
    }
    if (failed)
        return error_memory(&r->err);
    return good && r->err.code == ERROR_NONE;
}

/* ---- the command ---- */

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* "arena:game/creature@0.1.0" -> creature */
static text_view world_name(text_view whole)
{
    const char *slash = memchr(whole.bytes, '/', whole.size);
    text_view name = slash ? (text_view){ slash + 1, whole.size - (size_t)(slash - whole.bytes) - 1 } : whole;
    const char *at = memchr(name.bytes, '@', name.size);
    return at ? (text_view){ name.bytes, (size_t)(at - name.bytes) } : name;
}

static bool make(binding_run *r)
{
    bind_header *h = &r->header;
    if (!wit_folder_read(&r->folder, &r->budget, r->path, &r->err))
        return false;
    wit_set *set = tool_resolve(&r->arena, &r->folder, &r->features, &r->err);
    h->world = set ? wit_world(set, text_of(r->world), &r->err) : NULL;
    if (!h->world)
        return set ? error_in(&r->err, "%s", r->path) : false;
    h->arena = &r->arena;
    h->budget = &r->budget;
    h->err = &r->err;
    h->prefix = bind_snake(h, h->prefix ? text_of(h->prefix) : world_name(h->world->name));
    h->upper = bind_upper(h, h->prefix);
    h->file = r->out ? last_part(r->out) : bind_text(h, "%s.h", h->prefix);
    return write_header(r) || error_in(&r->err, "%s", r->path);
}

/* Is the file what would be written? */
static bool is_current(binding_run *r)
{
    uint8_t *bytes = NULL;
    size_t size = 0;
    if (!tool_read(r->out, &r->budget, &bytes, &size, &r->err))
        return error_hint(&r->err, "the same command without --check makes it"), error_in(&r->err, "%s", r->out);
    bool same = size == r->text.size && memcmp(bytes, text_string(&r->text), size) == 0;
    budget_free(&r->budget, bytes, size);
    if (!same)
        fprintf(stderr, "%s: stale: the WIT of %s, or `inlay bind`, has changed since it was made\n", r->out, r->path);
    return same;
}

static bool put(binding_run *r)
{
    if (r->is_check)
        return is_current(r);
    FILE *file = r->out ? fopen(r->out, "wb") : stdout;
    if (!file)
        return fprintf(stderr, "%s: cannot be written\n", r->out), false;
    bool good = fwrite(text_string(&r->text), 1, r->text.size, file) == r->text.size;
    if ((r->out ? fclose(file) : fflush(file)) != 0 || !good)
        return fprintf(stderr, "%s: cannot be written\n", r->out ? r->out : "stdout"), false;
    return true;
}

/* Options into `r`. False: wrong use. */
static bool take_options(binding_run *r, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char **value = strcmp(argv[i], "--world") == 0 ? &r->world : strcmp(argv[i], "-o") == 0 ? &r->out :
                             strcmp(argv[i], "--prefix") == 0 ? &r->header.prefix : strcmp(argv[i], "--include") == 0 ? &r->header.include :
                             tool_feature(&r->features, argv[i]);
        if (value && i + 1 < argc)
            *value = argv[++i];
        else if (strcmp(argv[i], "--check") == 0)
            r->is_check = true;
        else if (value)
            return tool_wrong("bind", "something is missing after", argv[i]);
        else if (argv[i][0] == '-' || r->path)
            return tool_wrong("bind", "what is", argv[i]);
        else
            r->path = argv[i];
    }
    if (!r->path || !r->world)
        return tool_wrong("bind", r->path ? "name the world: --world NAME" : "name the folder of WIT", NULL);
    if (r->out && strcmp(r->out, "-") == 0)
        r->out = NULL;
    return r->out || !r->is_check || tool_wrong("bind", "name the header that is to be checked: -o FILE.h", NULL);
}

int tool_bind(int argc, char **argv)
{
    static binding_run r;
    r.header.include = "inlay.h";
    if (!take_options(&r, argc, argv))
        return TOOL_USAGE;
    budget_open(&r.budget, NULL, 0);
    arena_open(&r.arena, &r.budget);
    text_open(&r.text, &r.budget);

    bool made = make(&r), good = made && put(&r);
    if (r.err.code != ERROR_NONE) {
        char story[STORY];
        wit_error_format(&r.err, story, sizeof story);
        fputs(story, stderr);
    }
    text_close(&r.text);
    arena_close(&r.arena);
    wit_folder_close(&r.folder);
    budget_close(&r.budget);
    return good ? TOOL_GOOD : TOOL_BAD;
}
