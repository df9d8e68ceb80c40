/* Resolving: the texts of a set, sorted into packages; then the steps in order. */
#include "engine/wit/wit_fit.h"
#include "engine/wit/wit_set.h"
#include "engine/base/limits.h"

bool wit_hint_nearest(wit_resolver *r, text_view nearest)
{
    return nearest.size ? error_hint(r->err, "did you mean `%.*s`?", TEXT_ARGS(nearest)) : false;
}

bool wit_hint_first(wit_resolver *r, const wit_source *here, const wit_source *first, uint32_t line)
{
    if (!first || !line)
        return false;
    if (first == here)
        return error_hint(r->err, "the first one stands in line %u", line);
    return error_hint(r->err, "the first one stands in line %u of %.*s", line, TEXT_ARGS(first->path));
}

static bool copy_sources(wit_resolver *r, const wit_source *sources, uint32_t count)
{
    r->sources = arena_array(r->arena, wit_source, count);
    if (!r->sources)
        return error_memory(r->err);
    for (uint32_t i = 0; i < count; i++) {
        r->sources[i] = sources[i];
        if (!sources[i].text.bytes)
            r->sources[i].text = text_of("");
    }
    return true;
}

static wit_package *new_package(wit_resolver *r, const wit_part *part)
{
    wit_package *package = arena_new(&r->scratch, wit_package);
    wit_scope *names = wit_scope_new(&r->scratch);
    if (!package || !names) {
        error_memory(r->err);
        return NULL;
    }
    *package = (wit_package){ .source = part->source, .names = names };
    package->last_link = &package->links;
    *r->last_package = package;
    r->last_package = &package->next;
    return package;
}

static bool add_part(wit_resolver *r, wit_package *package, wit_part *part)
{
    wit_part_link *link = arena_new(&r->scratch, wit_part_link);
    part->names = wit_scope_new(&r->scratch);
    if (!link || !part->names)
        return error_memory(r->err);
    link->part = part;
    part->package = package;
    *package->last_link = link;
    package->last_link = &link->next;
    return true;
}

/* Enter the package under its full name: "ns:name@1.2.3". */
static bool name_package(wit_resolver *r, wit_package *package, const wit_part *part)
{
    package->name = arena_text(r->arena, part->name.text);
    package->version = part->version;
    package->source = part->source;
    package->line = part->name.line;
    package->full = !part->version.bytes ? package->name
        : arena_format(r->arena, "%.*s@%.*s", TEXT_ARGS(package->name), TEXT_ARGS(part->version));
    if (!package->name.bytes || !package->full.bytes)
        return error_memory(r->err);

    const wit_package *other = wit_scope_get(r->package_names, package->full);
    if (!other)
        return wit_scope_add(r->package_names, package->full, package) || error_memory(r->err);
    wit_refuse(r, part, part->name.at, "the package %.*s is defined twice", TEXT_ARGS(package->full));
    return wit_hint_first(r, part->source, other->source, other->line);
}

/* "Multiple files can specify the package, though they must all agree on what the package name is." */
static bool agree(wit_resolver *r, wit_package *package, const wit_part *part)
{
    if (!part->name.text.bytes)
        return true;
    if (!package->name.bytes)
        return name_package(r, package, part);
    if (!text_equal(package->name, part->name.text) || !text_equal(package->version, part->version))
        return wit_refuse(r, part, part->name.at, "this file says package %.*s, but %.*s of the same folder says %.*s",
                          TEXT_ARGS(part->name.text), TEXT_ARGS(package->source->path), TEXT_ARGS(package->full));
    return true;
}

/* The docs of a package stand in one file. */
static bool check_docs(wit_resolver *r, const wit_package *package)
{
    bool found = false;
    for (const wit_part_link *link = package->links; link; link = link->next) {
        const wit_part *part = link->part;
        bool has_docs = part->name.text.bytes && part->gate.docs_at != part->gate.docs_end;
        if (has_docs && found)
            return wit_refuse(r, part, part->gate.docs_at, "the package is documented in two files; keep one");
        found |= has_docs;
    }
    return true;
}

/* The parts of one file: the file's own into the group's package, the others each into one of its own. */
static bool sort_parts(wit_resolver *r, wit_package *root, wit_part *parts)
{
    if (!add_part(r, root, parts) || !agree(r, root, parts))
        return false;
    for (wit_part *part = parts->next; part; part = part->next) {
        wit_package *package = new_package(r, part);
        if (!package || !add_part(r, package, part) || !name_package(r, package, part))
            return false;
    }
    return true;
}

static wit_package *package_of_group(wit_resolver *r, wit_scope *groups, const wit_part *part)
{
    text_view group = part->source->group;
    wit_package *package = wit_scope_get(groups, group);
    if (package)
        return package;
    package = new_package(r, part);
    if (package && !wit_scope_add(groups, group, package)) {
        error_memory(r->err);
        return NULL;
    }
    return package;
}

static bool parse_all(wit_resolver *r, uint32_t count)
{
    wit_scope *groups = wit_scope_new(&r->scratch);
    r->package_names = wit_scope_new(&r->scratch);
    if (!groups || !r->package_names)
        return error_memory(r->err);
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < count; i++) {
        bytes += r->sources[i].text.size;
        if (bytes > LIMIT_WIT_BYTES)
            return error_set(r->err, ERROR_WIT, ERROR_NO_OFFSET, "the WIT texts hold more than %d bytes together", LIMIT_WIT_BYTES);
        wit_part *parts = wit_parse_file(&r->scratch, &r->sources[i], r->err);
        wit_package *root = parts ? package_of_group(r, groups, parts) : NULL;
        if (!root || !sort_parts(r, root, parts))
            return false;
    }
    return true;
}

/* "At least one of these files must specify a package name." */
static bool check_named(wit_resolver *r)
{
    for (wit_package *package = r->packages; package; package = package->next) {
        if (!package->name.bytes) {
            error_set(r->err, ERROR_WIT, ERROR_NO_OFFSET, "no file of this folder says which package it is");
            error_in(r->err, "%.*s", TEXT_ARGS(package->source->path));
            return error_hint(r->err, "begin one of them with a line like: package my-game:api@0.1.0;");
        }
        if (!check_docs(r, package))
            return false;
    }
    return true;
}

static bool resolve_block(wit_resolver *r, wit_block *block)
{
    if (block->is_off)
        return wit_types_check_off(r, block);
    if (!block->is_world)
        return wit_types_resolve(r, block) && wit_funcs_interface(r, block);
    return wit_types_resolve(r, block) && wit_world_resolve(r, block) && wit_imply(r, block);
}

/* The result, in the order of the texts. */
static bool collect(wit_resolver *r)
{
    wit_set *set = r->set;
    set->worlds = arena_array(r->arena, const cexterns *, r->block_count);
    set->interfaces = arena_array(r->arena, const cexterns *, r->block_count);
    if (!set->worlds || !set->interfaces)
        return error_memory(r->err);
    for (const wit_package *package = r->packages; package; package = package->next)
        for (const wit_part_link *link = package->links; link; link = link->next)
            for (const wit_block *block = link->part->blocks; block; block = block->next) {
                if (block->is_off && !wit_gate_leave_out(r, &set->gated, block->externs->name, block->externs->origin))
                    return false;
                if (block->is_off)
                    continue;
                if (block->is_world)
                    set->worlds[set->world_count++] = block->externs;
                else
                    set->interfaces[set->interface_count++] = block->externs;
            }
    return true;
}

static bool resolve_all(wit_resolver *r, const wit_source *sources, uint32_t count)
{
    if (!r->set)
        return error_memory(r->err);
    if (!copy_sources(r, sources, count) || !parse_all(r, count) || !check_named(r) || !wit_bind_all(r))
        return false;
    for (uint32_t i = 0; i < r->block_count; i++)
        if (!resolve_block(r, r->order[i]))
            return false;
    return collect(r);
}

wit_set *wit_resolve(arena *a, const wit_source *sources, uint32_t count, const wit_options *options, error *err)
{
    wit_resolver r = { .arena = a, .options = options, .err = err, .set = arena_new(a, wit_set) };
    r.last_package = &r.packages;
    arena_open(&r.scratch, a->budget);
    bool ok = resolve_all(&r, sources, count);
    arena_close(&r.scratch);
    return ok ? r.set : NULL;
}

int wit_error_format(const error *err, char *out, size_t size)
{
    error story = *err;
    if (!err->place_count)
        return error_format(err, "WIT", out, size);
    story.place_count--;
    for (int i = 0; i < story.place_count; i++)
        text_format(story.place[i], ERROR_PLACE_TEXT, "%s", err->place[i + 1]);
    return error_format(&story, err->place[0], out, size);
}

uint32_t wit_world_count(const wit_set *set)
{
    return set->world_count;
}

const cexterns *wit_world_at(const wit_set *set, uint32_t index)
{
    return index < set->world_count ? set->worlds[index] : NULL;
}

uint32_t wit_interface_count(const wit_set *set)
{
    return set->interface_count;
}

const cexterns *wit_interface_at(const wit_set *set, uint32_t index)
{
    return index < set->interface_count ? set->interfaces[index] : NULL;
}

/* "creature" of "arena:game/creature@0.1.0" */
static text_view last_word(text_view full)
{
    text_view base, version;
    size_t slash = 0;
    track_split(full, &base, &version);
    for (size_t i = 0; i < base.size; i++)
        if (base.bytes[i] == '/')
            slash = i + 1;
    return (text_view){ base.bytes + slash, base.size - slash };
}

/* Is `name` the whole name, the name without version, or the last word of it? */
static bool is_named(text_view full, text_view name)
{
    text_view base, version;
    track_split(full, &base, &version);
    return text_equal(full, name) || text_equal(base, name) || text_equal(last_word(full), name);
}

static bool has_package(text_view name)
{
    for (size_t i = 0; i < name.size; i++)
        if (name.bytes[i] == ':')
            return true;
    return false;
}

/* "it has arena:game/creature@0.1.0, arena:game/hud@0.1.0" */
static void hint_all(const cexterns *const *list, uint32_t count, error *err)
{
    char text[ERROR_EXCERPT - 32];
    size_t size = 0;
    for (uint32_t i = 0; i < count && size < sizeof text; i++)
        size += (size_t)text_format(text + size, sizeof text - size, "%s%.*s", i ? ", " : "", TEXT_ARGS(list[i]->name));
    error_hint(err, "it has %s%s", text, size >= sizeof text ? " ..." : "");
}

/* Nothing is there of that name: is it but left out? */
static const cexterns *hint_gated(const wit_set *set, text_view name, error *err)
{
    for (const cgated *gated = set->gated; gated && err->code; gated = gated->next)
        if (is_named(gated->name, name)) {
            error_hint(err, "the WIT has %.*s behind the feature `%.*s`, which is off", TEXT_ARGS(gated->name), TEXT_ARGS(gated->origin->unstable));
            return NULL;
        }
    return NULL;
}

static const cexterns *find(const cexterns *const *list, uint32_t count, text_view name, const char *what, error *err)
{
    const cexterns *found = NULL;
    text_view nearest = { 0 };
    uint32_t distance = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (text_equal(list[i]->name, name))
            return list[i];
        wit_scope_prefer(name, has_package(name) ? list[i]->name : last_word(list[i]->name), &nearest, &distance);
        if (!is_named(list[i]->name, name))
            continue;
        if (found) {
            error_set(err, ERROR_NAME, ERROR_NO_OFFSET, "two %ss could be meant by `%.*s`: %.*s and %.*s", what, TEXT_ARGS(name),
                      TEXT_ARGS(found->name), TEXT_ARGS(list[i]->name));
            error_hint(err, "write its whole name");
            return NULL;
        }
        found = list[i];
    }
    if (found)
        return found;
    error_set(err, ERROR_NAME, ERROR_NO_OFFSET, "there is no %s `%.*s` in the WIT", what, TEXT_ARGS(name));
    if (nearest.size)
        error_hint(err, "did you mean `%.*s`?", TEXT_ARGS(nearest));
    else if (count == 0)
        error_hint(err, "the WIT has no %s at all", what);
    else
        hint_all(list, count, err);
    return NULL;
}

const cexterns *wit_world(const wit_set *set, text_view name, error *err)
{
    const cexterns *found = find(set->worlds, set->world_count, name, "world", err);
    return found ? found : hint_gated(set, name, err);
}

const cexterns *wit_interface(const wit_set *set, text_view name, error *err)
{
    const cexterns *found = find(set->interfaces, set->interface_count, name, "interface", err);
    return found ? found : hint_gated(set, name, err);
}
