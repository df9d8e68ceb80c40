/* The fit: a component's imports and exports against a world's. */
#include "engine/wit/fit_walk.h"
#include "engine/wit/wit_print.h"
#include "engine/wit/wit_scope.h"

#include <string.h>

typedef struct offers {
    const cexterns        *world;
    const cexterns *const *also;
    uint32_t               also_count;
} offers;

/* --- items --- */

static void fit_instance(fit_walk *w, const cextern *wanted, const cextern *found, bool is_older);

static const char *kind_text(const cextern *item)
{
    static const char *const texts[] = { "a function", "a type", "a resource", "an interface", "a component", "a core module", "a value", "a type of no value" };
    return texts[item->kind];
}

/* A resource where the other side has a type: that a function has the one for the other is not told again, nor that
 * another interface uses it. */
static bool is_told_of_kind(fit_walk *w, const cextern *wanted, const cextern *found)
{
    const cextern *resource = wanted->kind == CEXTERN_RESOURCE ? wanted : found, *type = resource == wanted ? found : wanted;
    if (resource->kind != CEXTERN_RESOURCE || type->kind != CEXTERN_TYPE)
        return false;
    if (fit_was_told(w, resource->resource, NULL, type->type))
        return true;
    fit_note_told(w, resource->resource, NULL, type->type);
    return false;
}

static void fit_kinds(fit_walk *w, const cextern *wanted, const cextern *found)
{
    if (is_told_of_kind(w, wanted, found))
        return;
    fit_add(w, FIT_KIND, NULL, fit_extern_text(w, wanted), fit_extern_text(w, found), NULL,
            fit_say(w, "the game has %s, the mod has %s", kind_text(wanted), kind_text(found)), fit_rebuild(w));
    fit_forget(w, w->is_import ? found : wanted, w->is_import ? &w->stands_for : &w->made_by);
}

/* Both sides have something of the name. */
static void fit_item_pair(fit_walk *w, const cextern *wanted, const cextern *found)
{
    fit_begin(w, wanted, found);
    fit_note_gate(w, wanted);
    if (wanted->kind != found->kind) {
        fit_kinds(w, wanted, found);
        return;
    }
    switch (wanted->kind) {
    case CEXTERN_FUNC:
        fit_funcs(w, wanted->func, found->func);
        return;
    case CEXTERN_TYPE: case CEXTERN_VALUE:
        w->is_unused = !fit_is_used(w, w->is_import ? found->type : wanted->type);
        fit_types(w, NULL, wanted->origin, wanted->type, found->type);
        w->is_unused = false;
        return;
    case CEXTERN_RESOURCE:
        if (w->is_import)
            fit_bind_import(w, wanted, found);
        else
            fit_bind_export(w, wanted, found);
        return;
    case CEXTERN_INSTANCE:
        fit_instance(w, wanted, found, false);
        return;
    case CEXTERN_COMPONENT: case CEXTERN_MODULE: case CEXTERN_OTHER_TYPE:
        return;
    }
}

/* A list in which names are found fast. */
typedef struct extern_index {
    const cexterns *of;
    wit_scope      *names;
} extern_index;

static bool index_open(fit_walk *w, extern_index *x, const cexterns *of)
{
    enum { FEW = 8 };
    *x = (extern_index){ of, NULL };
    if (of->export_count <= FEW)
        return true;
    x->names = wit_scope_new(&w->scratch);
    for (uint32_t i = 0; x->names && i < of->export_count; i++)
        if (!wit_scope_find(x->names, of->exports[i].name) && !wit_scope_add(x->names, of->exports[i].name, (void *)&of->exports[i]))
            x->names = NULL;
    return x->names ? true : error_memory(w->err);
}

static const cextern *index_find(const extern_index *x, text_view name)
{
    return x->names ? wit_scope_get(x->names, name) : cexterns_find(x->of->exports, x->of->export_count, name);
}

enum {
    NEAREST_MOST = 1000,          /* names looked at, for one that is lacking */
    ALIKE_MOST = 64,              /* to see whether two are the same */
    ELSEWHERE_MOST = 20           /* differences; further ones are not looked for in other interfaces */
};

/* Names of one side. */
typedef struct extern_list { const cextern *items; uint32_t count; } extern_list;

/* The one of its kind whose name looks most like this; null: none does. One that both sides have, `own` too, is no other
 * name for what one lacks. */
static const cextern *nearest_lacking(extern_list list, extern_list own, text_view name, cextern_kind kind)
{
    text_view best = { 0 };
    const cextern *found = NULL;
    uint32_t distance = 0;
    for (uint32_t i = 0; i < list.count && i < NEAREST_MOST; i++) {
        text_view before = best;
        uint32_t before_distance = distance;
        if (list.items[i].kind != kind)
            continue;
        wit_scope_prefer(name, list.items[i].name, &best, &distance);
        if (!best.size || best.bytes != list.items[i].name.bytes)
            continue;
        if (own.count <= NEAREST_MOST && cexterns_find(own.items, own.count, list.items[i].name)) {
            best = before;
            distance = before_distance;
        } else {
            found = &list.items[i];
        }
    }
    return found;
}

static extern_list exports_of(const cexterns *e) { return (extern_list){ e->exports, e->export_count }; }
static extern_list imports_of(const cexterns *e) { return (extern_list){ e->imports, e->import_count }; }

/* The interface of the list, other than this one, that has an item of the name and kind; null: none has. */
static const cextern *has_elsewhere(const fit_walk *w, extern_list list, const cexterns *but, const cextern *item)
{
    for (uint32_t i = 0; i < list.count && i < NEAREST_MOST && w->report->count < ELSEWHERE_MOST; i++) {
        const cexterns *each = list.items[i].kind == CEXTERN_INSTANCE ? list.items[i].instance : NULL;
        const cextern *found = each && each != but && each->export_count < NEAREST_MOST ? cexterns_find(each->exports, each->export_count, item->name) : NULL;
        if (found && found->kind == item->kind)
            return &list.items[i];
    }
    return NULL;
}

/* "did you mean `light: func(level: f32)`?" */
static text_view did_you_mean(fit_walk *w, const cextern *nearest)
{
    text_view text = fit_extern_text(w, nearest);
    return fit_say(w, "did you mean `%.*s`?", TEXT_ARGS(text));
}

/* The world's gate on the item, in words, when it explains why an older mod lacks it. */
static text_view since_text(fit_walk *w, const cextern *wanted)
{
    if (!wanted->origin || !wanted->origin->since.bytes)
        return (text_view){ 0 };
    return fit_say(w, " (it is there since %.*s)", TEXT_ARGS(wanted->origin->since));
}

/* What stands behind "[method]" or "[static]"; the name itself where there is none. */
static text_view behind_mark(text_view name)
{
    const char *end = name.size && name.bytes[0] == '[' ? memchr(name.bytes, ']', name.size) : NULL;
    size_t mark = end ? (size_t)(end + 1 - name.bytes) : 0;
    return (text_view){ name.bytes + mark, name.size - mark };
}

/* A method that the other side has as a static function, or the other way about. Null: there is none. */
static const cextern *other_mark(const cexterns *other, text_view name)
{
    bool is_method = text_starts(name, "[method]");
    if (!is_method && !text_starts(name, "[static]"))
        return NULL;
    for (uint32_t i = 0; i < other->export_count && i < NEAREST_MOST; i++) {
        text_view each = other->exports[i].name;
        if (text_starts(each, is_method ? "[static]" : "[method]") && text_equal(behind_mark(each), behind_mark(name)))
            return &other->exports[i];
    }
    return NULL;
}

static text_view mark_of(text_view name)
{
    return (text_view){ name.bytes, name.size - behind_mark(name).size };
}

static text_view rename_advice(fit_walk *w, text_view wanted, text_view found)
{
    if (!text_equal(behind_mark(wanted), behind_mark(found)))
        return fit_say(w, "the mod has `%.*s`: rename it", TEXT_ARGS(behind_mark(found)));
    return text_starts(wanted, "[method]") ? fit_say(w, "make it a method: the mod has it as a static function")
                                           : fit_say(w, "make it a static function: the mod has it as a method");
}

/* Is it the same interface by another name: has it half of what is asked, at least? */
static bool is_alike(const cexterns *asking, const cexterns *having)
{
    uint32_t both = 0, count = asking->export_count < ALIKE_MOST ? asking->export_count : ALIKE_MOST;
    for (uint32_t i = 0; i < count; i++)
        both += having->export_count < NEAREST_MOST && cexterns_find(having->exports, having->export_count, asking->exports[i].name) != NULL;
    return count > 0 && both * 2 >= count;
}

/* Is it the same function by another name: a letter differs, or half of what it takes and gives is alike, at least? */
static bool is_alike_func(const cextern *asking, const cextern *having)
{
    const cfunc *a = asking->func, *b = having->func;
    uint32_t both = a->result && b->result ? a->result->kind == b->result->kind : a->result == b->result;
    for (uint32_t i = 0; i < a->param_count && i < ALIKE_MOST; i++)
        for (uint32_t k = 0; k < b->param_count && k < ALIKE_MOST; k++)
            both += text_equal(a->params[i].name, b->params[k].name);
    return both * 2 >= a->param_count + 1 || text_distance(asking->name, having->name, 2) < 2;
}

/* The item that was told to be missing stands there by another name: what else differs is told with it, not when it has
 * been renamed. False: the other can't be it. */
static bool fit_renamed(fit_walk *w, const cextern *item, const cextern *other)
{
    if (!other || other->kind != item->kind || w->err->code)
        return false;
    const cextern *wanted = w->is_import ? other : item, *found = w->is_import ? item : other;
    if (item->kind == CEXTERN_INSTANCE && is_alike(item->instance, other->instance)) {
        fit_instance(w, wanted, found, false);
        return true;
    }
    if (item->kind != CEXTERN_FUNC || !is_alike_func(item, other))
        return false;
    uint32_t before = w->report->count;
    fit_item *both = (fit_item *)w->item;
    w->wanted = wanted;
    fit_funcs(w, wanted->func, found->func);
    if (w->report->count > before && both && !w->err->code) {
        both->wanted = fit_extern_text(w, wanted);
        both->found = fit_extern_text(w, found);
        both->origin = wanted->origin;
    }
    return true;
}

/* "[method]lamps.on" as the lamp's: the function of `to` for this one of `from`. Null: it has none, or this is no function of it. */
static const cextern *twin_of(const cextern *member, text_view from, const cextern *to, const cexterns *other, bool *is_member)
{
    char name[256];
    text_view kind, resource, rest;
    *is_member = member->kind == CEXTERN_FUNC && wit_print_split(member->name, &kind, &resource, &rest) && text_equal(resource, from);
    if (!*is_member)
        return NULL;
    int size = text_format(name, sizeof name, "%.*s%.*s%s%.*s", TEXT_ARGS(kind), TEXT_ARGS(to->name), rest.size ? "." : "", TEXT_ARGS(rest));
    return (size_t)size < sizeof name ? cexterns_find(other->exports, other->export_count, (text_view){ name, (size_t)size }) : NULL;
}

static void add_lacking(fit_walk *w, const cextern *item, const cexterns *other, const cexterns *own, bool is_older);

/* The same of a resource: what differs in its functions is told, too. One that has half of them, at least, is it. */
static bool fit_renamed_resource(fit_walk *w, const cextern *item, const cextern *to, const cexterns *other, const cexterns *own)
{
    uint32_t count = 0, both = 0;
    bool is_member;
    if (!to || item->kind != CEXTERN_RESOURCE || to->kind != item->kind || own->export_count > NEAREST_MOST || other->export_count > NEAREST_MOST)
        return false;
    for (uint32_t i = 0; i < own->export_count; i++) {
        both += twin_of(&own->exports[i], item->name, to, other, &is_member) != NULL;
        count += is_member;
    }
    if (both * 2 < count || w->err->code)
        return false;
    if (w->is_import)
        fit_bind_import(w, to, item);
    else
        fit_bind_export(w, item, to);
    fit_map_set(w, &w->renamed, item->resource, to);
    return true;
}

/* Its functions are compared like others, when all resources are known. */
static void fit_renamed_members(fit_walk *w, const cextern *item, const cextern *to, const cexterns *other, const cexterns *own)
{
    bool is_member;
    for (uint32_t i = 0; i < own->export_count && !w->err->code; i++) {
        const cextern *member = &own->exports[i], *twin = twin_of(member, item->name, to, other, &is_member);
        if (is_member && !twin)
            add_lacking(w, member, other, own, false);
        if (!twin)
            continue;
        const cextern *wanted = w->is_import ? twin : member, *found = w->is_import ? member : twin;
        fit_begin(w, wanted, found);
        fit_funcs(w, wanted->func, found->func);
    }
}

static void fit_all_renamed(fit_walk *w, const cexterns *asking, const cexterns *having)
{
    for (uint32_t i = 0; i < asking->export_count && w->renamed.count; i++) {
        const cextern *item = &asking->exports[i], *to = item->kind == CEXTERN_RESOURCE ? wit_map_get(&w->renamed, item->resource) : NULL;
        if (to && cexterns_find(having->exports, having->export_count, to->name) == to)
            fit_renamed_members(w, item, to, having, asking);
    }
}

/* What the mod wants is left out by a gate. */
static bool add_gated(fit_walk *w, const cexterns *having, const cextern *item)
{
    if (!fit_gated(w, having, item))
        return false;
    fit_forget(w, item, &w->stands_for);
    return true;
}

/* In an interface that both have, one has an item and the other not. */
static void add_lacking(fit_walk *w, const cextern *item, const cexterns *other, const cexterns *own, bool is_older)
{
    const cextern *marked = other_mark(other, item->name), *nearest = marked ? marked : nearest_lacking(exports_of(other), exports_of(own), item->name, item->kind);
    text_view base, version, other_version;
    if (w->is_import && add_gated(w, other, item))
        return;
    track_split(own->name, &base, &version);
    track_split(other->name, &base, &other_version);
    fit_begin(w, w->is_import ? NULL : item, w->is_import ? item : NULL);
    fit_difference_kind kind = w->is_import ? FIT_UNKNOWN_IMPORT : FIT_MISSING_EXPORT;
    text_view text = fit_extern_text(w, item), says, advice;
    if (is_older) {
        kind = FIT_VERSION;
        says = w->is_import
            ? fit_say(w, "the mod needs %.*s because of this; the game has %.*s", TEXT_ARGS(version), TEXT_ARGS(other_version))
            : fit_say(w, "the game needs %.*s because of this%.*s; the mod was built for %.*s", TEXT_ARGS(version), TEXT_ARGS(since_text(w, item)), TEXT_ARGS(other_version));
        advice = w->is_import ? fit_say(w, "build the mod without it, or use it with a game that has %.*s", TEXT_ARGS(version))
                              : fit_say(w, "rebuild the mod against the game's WIT, and add it");
    } else {
        says = fit_say(w, w->is_import ? "the game's interface has no such %s" : "the mod's interface has no such %s",
                       item->kind == CEXTERN_FUNC ? "function" : item->kind == CEXTERN_RESOURCE ? "resource" : "type");
        const cextern *home = nearest ? NULL : has_elsewhere(w, w->is_import ? imports_of(w->world) : exports_of(w->component), other, item);
        advice = nearest && w->is_import ? did_you_mean(w, nearest)
               : nearest ? rename_advice(w, item->name, nearest->name)
               : home && w->is_import ? fit_say(w, "import it from `%.*s`: the game has it there", TEXT_ARGS(home->name))
               : home ? fit_say(w, "the mod has it in `%.*s`: it belongs here", TEXT_ARGS(home->name))
               : w->is_import ? fit_say(w, "build the mod without it, or against a game that has it")
                              : fit_say(w, "add it to the mod and rebuild");
    }
    fit_add(w, kind, NULL, w->is_import ? (text_view){ 0 } : text, w->is_import ? text : (text_view){ 0 }, NULL, says, advice);
    if (!is_older && fit_renamed_resource(w, item, nearest, other, own))
        return;
    if (is_older || !text_equal(mark_of(item->name), mark_of(nearest ? nearest->name : item->name)) || !fit_renamed(w, item, nearest))
        fit_forget(w, item, w->is_import ? &w->stands_for : &w->made_by);
}

/* The functions of a resource that is missing, or is another kind of thing there, are not told one by one. */
static bool is_told(const cextern *item, const extern_index *having)
{
    size_t from = 0, to;
    if (!item->name.size || item->name.bytes[0] != '[')
        return false;
    while (from < item->name.size && item->name.bytes[from++] != ']')
        ;
    for (to = from; to < item->name.size && item->name.bytes[to] != '.'; to++)
        ;
    const cextern *owner = index_find(having, (text_view){ item->name.bytes + from, to - from });
    return !owner || owner->kind != CEXTERN_RESOURCE;
}

/* A resource that one side only mentions again, where the other does not: what matters is who uses it. */
static bool is_mentioned(const fit_walk *w, const cextern *item)
{
    if (item->kind != CEXTERN_RESOURCE)
        return false;
    if (w->is_import)
        return wit_map_get(&w->stands_for, item->resource) != NULL;
    text_view home = item->resource->interface_name;
    return wit_map_get(&w->imported, item->resource) || (home.size && !text_equal(home, w->interface));
}

/* A type stands deeper than those that it is made of. */
static uint32_t depth_of(const cextern *item)
{
    return item->kind == CEXTERN_TYPE ? item->type->depth : 0;
}

/* How many depths its types are to be gone through one after the other: a component's stand in order, the world's as
 * somebody wrote them. */
static uint32_t depths_of(const fit_walk *w, const cexterns *asking, cextern_kind kind)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < asking->export_count && !w->is_import && kind == CEXTERN_TYPE; i++)
        most = depth_of(&asking->exports[i]) > most ? depth_of(&asking->exports[i]) : most;
    return most;
}

/* Values are structural: a type that only one side gives a name to makes no difference. What both name is compared
 * first, and told there rather than in each function or type that uses it. */
static void fit_items(fit_walk *w, const cexterns *asking, const extern_index *having, cextern_kind kind, bool is_older, uint32_t depth)
{
    for (uint32_t i = 0; i < asking->export_count && !w->err->code; i++) {
        const cextern *item = &asking->exports[i];
        if (item->kind != kind || (depth && depth_of(item) != depth))
            continue;
        const cextern *other = index_find(having, item->name);
        bool may_lack = item->kind == CEXTERN_TYPE || item->kind == CEXTERN_OTHER_TYPE
                     || is_mentioned(w, item) || is_told(item, having);
        if (!other && !may_lack)
            add_lacking(w, item, having->of, asking, is_older);
        else if (!other)
            continue;
        else if (w->is_import)
            fit_item_pair(w, other, item);
        else
            fit_item_pair(w, item, other);
    }
}

static void fit_instance(fit_walk *w, const cextern *wanted, const cextern *found, bool is_older)
{
    if (wanted->instance == found->instance)
        return;
    const cexterns *asking = w->is_import ? found->instance : wanted->instance, *having = w->is_import ? wanted->instance : found->instance;
    text_view outer = w->interface, outer_implements = w->implements;
    extern_index x;
    w->interface = wanted->name;
    w->implements = wanted->implements;
    if (index_open(w, &x, having)) {
        static const cextern_kind order[] = { CEXTERN_RESOURCE, CEXTERN_TYPE, CEXTERN_FUNC, CEXTERN_INSTANCE, CEXTERN_COMPONENT,
                                              CEXTERN_MODULE, CEXTERN_VALUE, CEXTERN_OTHER_TYPE };
        for (size_t i = 0; i < COUNT_OF(order); i++) {
            uint32_t depths = depths_of(w, asking, order[i]);
            if (order[i] == CEXTERN_FUNC)
                fit_all_renamed(w, asking, having);
            for (uint32_t depth = depths ? 1 : 0; depth <= depths; depth++)
                fit_items(w, asking, &x, order[i], is_older, depth);
        }
    }
    w->interface = outer;
    w->implements = outer_implements;
}

/* --- what stands in the world itself --- */

static bool is_interface_name(text_view name)
{
    for (size_t i = 0; i < name.size; i++)
        if (name.bytes[i] == ':')
            return true;
    return false;
}

/* How well one interface name does for another. */
typedef enum match { MATCH_NONE, MATCH_OTHER_TRACK, MATCH_OLDER, MATCH_NEWER, MATCH_EXACT } match;

static match match_names(text_view have, text_view want, text_view want_base, text_view want_version)
{
    text_view have_base, have_version;
    if (text_equal(have, want))
        return MATCH_EXACT;
    track_split(have, &have_base, &have_version);
    if (!text_equal(have_base, want_base) || !is_interface_name(have_base))
        return MATCH_NONE;
    switch (track_compare(have_version, want_version)) {
    case TRACK_SAME_OR_NEWER: return MATCH_NEWER;
    case TRACK_OLDER:         return MATCH_OLDER;
    case TRACK_OTHER:         return MATCH_OTHER_TRACK;
    }
    return MATCH_NONE;
}

static text_view version_of(text_view name)
{
    text_view base, version;
    track_split(name, &base, &version);
    return version;
}

/* The best for the name; where none is on its track, the newest. */
static const cextern *best_of(const cextern *list, uint32_t count, text_view name, match *best)
{
    const cextern *found = NULL;
    text_view base, version;
    track_split(name, &base, &version);
    for (uint32_t i = 0; i < count; i++) {
        match m = match_names(list[i].name, name, base, version);
        bool is_newer = m == MATCH_OTHER_TRACK && m == *best && track_order(version_of(list[i].name), version_of(found->name)) > 0;
        if (m > *best || is_newer) {
            *best = m;
            found = &list[i];
        }
    }
    return found;
}

/* The offer for an import; `room` holds it when it is one of `also`. */
static const cextern *find_offer(const offers *o, text_view name, cextern *room, match *best)
{
    const cextern *found = best_of(o->world->imports, o->world->import_count, name, best);
    text_view base, version;
    track_split(name, &base, &version);
    for (uint32_t i = 0; i < o->also_count; i++) {
        match m = match_names(o->also[i]->name, name, base, version);
        if (m <= *best)
            continue;
        *best = m;
        *room = (cextern){ .name = o->also[i]->name, .kind = CEXTERN_INSTANCE, .instance = o->also[i], .origin = o->also[i]->origin };
        found = room;
    }
    return found;
}

/* The same words for all interfaces of a package: they are told together. */
static text_view other_package(fit_walk *w, text_view wanted, text_view found)
{
    text_view base, have, want;
    track_split(wanted, &base, &have);
    track_split(found, &base, &want);
    for (size_t i = 0; i < base.size; i++)
        if (base.bytes[i] == '/')
            base.size = i;
    const char *at = have.size ? "@" : "";
    if (!want.size)                                          /* most likely forgotten, in a copy of the game's WIT */
        return fit_say(w, "build the mod against the game's WIT as it is: it says `package %.*s%s%.*s;`", TEXT_ARGS(base), at, TEXT_ARGS(have));
    return fit_say(w, "build the mod against %.*s%s%.*s, as the game has it, or use it with a game that has %.*s@%.*s", TEXT_ARGS(base), at,
                   TEXT_ARGS(have), TEXT_ARGS(base), TEXT_ARGS(want));
}

/* "version 1.2.0 and version 2.0.0": those that a list has of the interface; of one that has none there, its own. */
static text_view versions_text(fit_walk *w, const cextern *list, uint32_t count, text_view name)
{
    text_view base, version, other;
    uint32_t told = 0;
    track_split(name, &base, &version);
    for (uint32_t i = 0; i <= count; i++) {
        text_view each = i < count ? list[i].name : name;
        track_split(each, &other, &version);
        if (text_equal(other, base) && (i < count || !told))
            text_add(&w->text, "%s%s%.*s", told++ ? " and " : "", version.size ? "version " : "no version", TEXT_ARGS(version));
    }
    return fit_keep(w);
}

/* All that the one side has, and the one that the other side asks for. */
static void add_version(fit_walk *w, const cextern *wanted, const cextern *found)
{
    fit_begin(w, wanted, found);
    text_view have = versions_text(w, w->world->imports, w->is_import ? w->world->import_count : 0, wanted->name);
    text_view want = versions_text(w, w->component->exports, w->is_import ? 0 : w->component->export_count, found->name);
    text_view says = fit_say(w, "the game has %.*s, the mod was built for %.*s, and they don't go together", TEXT_ARGS(have), TEXT_ARGS(want));
    uint32_t before = w->report->count;
    fit_add(w, FIT_VERSION, NULL, fit_extern_text(w, wanted), fit_extern_text(w, found), wanted->origin, says,
            other_package(w, wanted->name, found->name));
    fit_cause(w, before, fit_version_cause(w, found->name));
    fit_forget(w, w->is_import ? found : wanted, w->is_import ? &w->stands_for : &w->made_by);
}

/* "arena" of "arena:game/log": one's log is not meant where another's is named. */
static text_view namespace_of(text_view name)
{
    const char *colon = name.size ? memchr(name.bytes, ':', name.size) : NULL;
    return (text_view){ name.bytes, colon ? (size_t)(colon - name.bytes) : 0 };
}

static text_view nearest_offer(const fit_walk *w, const offers *o, const cextern *item)
{
    text_view name = item->name;
    const cextern *nearest = nearest_lacking(imports_of(o->world), imports_of(w->component), name, item->kind);
    text_view best = nearest ? nearest->name : (text_view){ 0 };
    uint32_t distance = nearest ? text_distance(name, best, 64) : 0;
    for (uint32_t i = 0; i < o->also_count && item->kind == CEXTERN_INSTANCE; i++)
        if (text_equal(namespace_of(name), namespace_of(o->also[i]->name)))
            wit_scope_prefer(name, o->also[i]->name, &best, &distance);
    return best;
}

/* "types" of "wasi:http/types@0.2.0" */
static text_view last_word(text_view name)
{
    text_view base, version;
    track_split(name, &base, &version);
    size_t from = base.size;
    while (from > 0 && base.bytes[from - 1] != '/')
        from--;
    return (text_view){ base.bytes + from, base.size - from };
}

/* Many packages have an interface "types": another one's is meant only where it has what is asked. */
static bool is_namesake(const offers *o, const cextern *item, text_view nearest)
{
    match best = MATCH_NONE;
    cextern room;
    if (item->kind != CEXTERN_INSTANCE || !text_equal(last_word(item->name), last_word(nearest)))
        return false;
    const cextern *offer = find_offer(o, nearest, &room, &best);
    return offer && offer->kind == CEXTERN_INSTANCE && !is_alike(item->instance, offer->instance);
}

bool wit_fit_asks_for(const cexterns *world, text_view name)
{
    match best = MATCH_NONE;
    return best_of(world->exports, world->export_count, name, &best) != NULL;
}

/* The mod asks for what it is to have itself. */
static void add_turned(fit_walk *w, const offers *o, const cextern *item)
{
    uint32_t before = w->report->count;
    fit_begin(w, NULL, item);
    fit_add(w, FIT_UNKNOWN_IMPORT, NULL, (text_view){ 0 }, fit_extern_text(w, item), NULL,
            fit_say(w, "the mod imports it, and the world `%.*s` asks mods to export it", TEXT_ARGS(o->world->name)),
            fit_say(w, "export it instead: it is the mod that has it, and the game that calls it"));
    fit_cause(w, before, fit_turned_cause(w, item->name));
    fit_forget(w, item, &w->stands_for);
}

static void add_unknown(fit_walk *w, const offers *o, const cextern *item)
{
    if (add_gated(w, o->world, item))
        return;
    bool is_full = w->report->left_out > 0;
    text_view nearest = is_full ? (text_view){ 0 } : nearest_offer(w, o, item);
    if (nearest.size && is_namesake(o, item, nearest))
        nearest = (text_view){ 0 };
    uint32_t before = w->report->count;
    fit_words words = { .cause = { 0 } };
    if (!nearest.size || !fit_misnamed(w, nearest, item->name, &words)) {
        words.says = fit_say(w, "the world `%.*s` offers %s of that name", TEXT_ARGS(o->world->name), item->kind == CEXTERN_INSTANCE ? "no interface" : "nothing");
        words.advice = nearest.size ? fit_say(w, "did you mean `%.*s`?", TEXT_ARGS(nearest))
                                    : fit_say(w, "build the mod without it, or for a game that offers it");
    }
    fit_begin(w, NULL, item);
    fit_add(w, FIT_UNKNOWN_IMPORT, NULL, (text_view){ 0 }, fit_extern_text(w, item), NULL, words.says, words.advice);
    fit_cause(w, before, words.cause);
    if (!fit_renamed(w, item, cexterns_find(o->world->imports, o->world->import_count, nearest)))
        fit_forget(w, item, &w->stands_for);
}

bool wit_fit_is_types(const cextern *import)
{
    const cexterns *i = import->kind == CEXTERN_INSTANCE ? import->instance : NULL;
    for (uint32_t k = 0; i && k < i->export_count; k++)
        if (i->exports[k].kind != CEXTERN_TYPE && i->exports[k].kind != CEXTERN_OTHER_TYPE)
            return false;
    return i || import->kind == CEXTERN_TYPE || import->kind == CEXTERN_OTHER_TYPE;
}

bool wit_fit_has_own(const cextern *import)
{
    const cexterns *i = import->kind == CEXTERN_INSTANCE ? import->instance : NULL;
    for (uint32_t k = 0; i && k < i->export_count; k++) {
        const cextern *e = &i->exports[k];
        bool is_of_another = e->kind == CEXTERN_RESOURCE && !text_equal(e->resource->interface_name, import->name);
        if (!is_of_another && !wit_fit_is_types(e))
            return true;
    }
    return !i && !wit_fit_is_types(import);
}

/* Types, and resources that imports before it have: nothing that somebody must give. Its types are compared where
 * functions use them. */
static bool asks_for_nothing(const fit_walk *w, const cextern *item)
{
    const cexterns *i = item->kind == CEXTERN_INSTANCE ? item->instance : NULL;
    for (uint32_t k = 0; i && k < i->export_count; k++) {
        const cextern *e = &i->exports[k];
        const cresource *known = e->kind == CEXTERN_RESOURCE ? wit_map_get(&w->stands_for, e->resource) : NULL;
        if (!wit_fit_is_types(e) && (!known || known == &fit_unknown))
            return false;
    }
    return i || wit_fit_is_types(item);
}

/* What a world uses of an interface: it is that import that asks for it. */
static bool is_of_interface(const cextern *item)
{
    return item->kind == CEXTERN_RESOURCE && item->resource->interface_name.size;
}

static void fit_import(fit_walk *w, const offers *o, const cextern *item)
{
    match best = MATCH_NONE;
    cextern room;
    const cextern *offer = find_offer(o, item->name, &room, &best);
    if ((!offer && is_of_interface(item)) || ((!offer || best == MATCH_OTHER_TRACK) && asks_for_nothing(w, item)))
        return;
    if (!offer && wit_fit_asks_for(o->world, item->name))
        add_turned(w, o, item);
    else if (!offer)
        add_unknown(w, o, item);
    else if (best == MATCH_OTHER_TRACK)
        add_version(w, offer, item);
    else if (offer->kind == CEXTERN_INSTANCE && item->kind == CEXTERN_INSTANCE) {
        fit_begin(w, offer, item);
        fit_note_gate(w, offer);
        fit_instance(w, offer, item, best == MATCH_OLDER);
    } else
        fit_item_pair(w, offer, item);
}

static bool has_other_version(const cexterns *component, text_view name)
{
    match best = MATCH_NONE;
    return best_of(component->exports, component->export_count, name, &best) != NULL;
}

/* Does the export stand for another of the world's, which wants both? */
static bool is_for_another(const cexterns *world, const cextern *item, const cextern *found)
{
    match best = MATCH_NONE;
    const cextern *other = best_of(world->exports, world->export_count, found->name, &best);
    return other && other != item && best != MATCH_OTHER_TRACK;
}

static void add_missing(fit_walk *w, const cexterns *component, const cextern *item)
{
    const cextern *nearest = nearest_lacking(exports_of(component), exports_of(w->world), item->name, item->kind);
    match best = MATCH_NONE;
    const cextern *turned = nearest ? NULL : best_of(component->imports, component->import_count, item->name, &best);
    uint32_t before = w->report->count;
    fit_words words = { .cause = turned ? fit_turned_cause(w, item->name) : (text_view){ 0 } };
    if (!nearest || !fit_misnamed(w, item->name, nearest->name, &words)) {
        words.says = nearest ? fit_say(w, "the mod exports `%.*s`", TEXT_ARGS(nearest->name))
                   : turned ? fit_say(w, "the mod imports it, and the world `%.*s` asks mods to export it", TEXT_ARGS(w->world->name))
                   : has_other_version(component, item->name) ? fit_say(w, "the mod has it in another version alone, and the game wants both")
                   : (text_view){ 0 };
        words.advice = nearest ? fit_say(w, "rename it in the mod to `%.*s`", TEXT_ARGS(item->name)) : fit_say(w, "add it to the mod and rebuild");
    }
    fit_begin(w, item, NULL);
    fit_add(w, FIT_MISSING_EXPORT, NULL, fit_extern_text(w, item), (text_view){ 0 }, NULL, words.says, words.advice);
    fit_cause(w, before, words.cause);
    if (!fit_renamed(w, item, nearest))
        fit_forget(w, item, &w->made_by);
}

static void fit_export(fit_walk *w, const cexterns *component, const cextern *item)
{
    match best = MATCH_NONE;
    const cextern *found = best_of(component->exports, component->export_count, item->name, &best);
    if (!found || (best == MATCH_OTHER_TRACK && is_for_another(w->world, item, found)))
        add_missing(w, component, item);
    else if (best == MATCH_OTHER_TRACK)
        add_version(w, item, found);
    else if (found->kind == CEXTERN_INSTANCE && item->kind == CEXTERN_INSTANCE)
        fit_instance(w, item, found, best == MATCH_OLDER);
    else
        fit_item_pair(w, item, found);
}

/* The resources that the world takes from its imports. */
static void note_imported(fit_walk *w, const cexterns *world)
{
    for (uint32_t i = 0; i < world->import_count; i++) {
        const cextern *item = &world->imports[i];
        if (item->kind == CEXTERN_RESOURCE)
            fit_map_set(w, &w->imported, item->resource, item->resource);
        for (uint32_t k = 0; item->kind == CEXTERN_INSTANCE && k < item->instance->export_count; k++)
            if (item->instance->exports[k].kind == CEXTERN_RESOURCE)
                fit_map_set(w, &w->imported, item->instance->exports[k].resource, item->instance->exports[k].resource);
    }
}

static void walk(fit_walk *w, const cexterns *component, const offers *o)
{
    note_imported(w, o->world);
    w->is_import = true;
    for (int resources = 1; resources >= 0; resources--)        /* what types are made of comes first */
        for (uint32_t i = 0; i < component->import_count && !w->err->code; i++)
            if ((component->imports[i].kind == CEXTERN_RESOURCE && !is_of_interface(&component->imports[i])) == resources)
                fit_import(w, o, &component->imports[i]);
    w->is_import = false;
    for (uint32_t i = 0; i < o->world->export_count && !w->err->code; i++)
        fit_export(w, component, &o->world->exports[i]);
}

bool wit_fit(arena *a, const cexterns *component, const cexterns *world,
             const cexterns *const *also, uint32_t also_count, fit_report *report, error *err)
{
    *report = (fit_report){ 0 };
    if (component == world)
        return true;
    if (wit_is_package(component)) {
        error_set(err, ERROR_NOT_COMPONENT, ERROR_NO_OFFSET, "this holds WIT alone, a package of types, and a mod has code");
        return error_hint(err, "the mod is what the compiler and `wasm-tools component new` write, not `wasm-tools component wit`");
    }
    fit_walk w = { .arena = a, .err = err, .report = report, .component = component, .world = world };
    arena_open(&w.scratch, a->budget);
    text_open(&w.text, a->budget);
    w.stands_for.arena = w.made_by.arena = w.imported.arena = w.renamed.arena = w.told.arena = w.compared[0].arena = w.compared[1].arena = w.used.arena = w.used_roots[0].arena = w.used_roots[1].arena = &w.scratch;
    fit_use_note(&w);
    walk(&w, component, &(offers){ world, also, also_count });
    text_close(&w.text);
    arena_close(&w.scratch);
    return !err->code && report->count == 0;
}
