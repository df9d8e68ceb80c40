/* Grants, decided as part of the fit: what is not granted is one more difference. */
#include "host/grant.h"

#include "host/import.h"

#include <string.h>

enum { GRANT_MOST = 64 };

/* What is offered beside the world: WASI, and each interface of the game that the component asks for. */
typedef struct grant_offer {
    const cexterns **interfaces;
    uint32_t         count;
    fit_difference   refused[GRANT_MOST];
    uint32_t         refused_count;
} grant_offer;

static bool world_imports(const cexterns *world, text_view interface_name)
{
    for (uint32_t i = 0; i < world->import_count; i++)
        if (track_means(interface_name, world->imports[i].name))
            return true;
    return false;
}

/* Neither the slot nor mod.json may grant silently: say which of the two is missing, and the line. */
static text_view advice(arena *a, const slot *s, const manifest *m, text_view base)
{
    const manifest_grant *grant = manifest_find_grant(m, base);
    if (!slot_grants(s, base) && grant)
        return arena_format(a, "line %u of mod.json asks for it, but the game does not grant it to mods in slot \"%.*s\"; build the mod without it",
                            grant->line, TEXT_ARGS(s->name));
    if (!slot_grants(s, base))
        return arena_format(a, "the game does not grant it to mods in slot \"%.*s\"; build the mod without it", TEXT_ARGS(s->name));
    if (m->is_given)
        return arena_format(a, "if you trust the mod, add a line to its mod.json (it has %u): \"grants\": [\"%.*s\"]", m->last_line, TEXT_ARGS(base));
    return arena_format(a, "if you trust the mod, give it a mod.json with \"grants\": [\"%.*s\"]", TEXT_ARGS(base));
}

static void refuse(arena *a, grant_offer *offer, const slot *s, const manifest *m, const cextern *import, const cexterns *interface, text_view base)
{
    if (offer->refused_count == GRANT_MOST)
        return;
    offer->refused[offer->refused_count++] = (fit_difference){
        .kind = FIT_NOT_GRANTED, .is_import = true, .path = import->name,
        .wanted = arena_format(a, "interface %.*s", TEXT_ARGS(interface->name)), .found = arena_format(a, "interface %.*s", TEXT_ARGS(import->name)),
        .origin = interface->origin, .advice = advice(a, s, m, base),
    };
}

static void add_import(arena *a, grant_offer *offer, const slot *s, const manifest *m, const wit_set *wit, const cextern *import)
{
    text_view base = import_base(import->name);
    if (import->kind != CEXTERN_INSTANCE || import_is_ours(base) || world_imports(s->world, import->name) || wit_fit_is_types(import))
        return;
    if (!slot_grants(s, base) && wit_fit_asks_for(s->world, import->name))      /* no grant would help: the fit says what would */
        return;
    const cexterns *interface = import_interface(wit, import->name);
    if (!interface)
        return;
    offer->interfaces[offer->count++] = interface;
    bool is_granted = slot_grants(s, base) && manifest_find_grant(m, base);
    if (!is_granted && wit_fit_has_own(import))
        refuse(a, offer, s, m, import, interface, base);
}

static bool add_refused(arena *a, const grant_offer *offer, fit_report *report)
{
    fit_difference *all = arena_array(a, fit_difference, (size_t)report->count + offer->refused_count);
    if (!all)
        return false;
    if (report->count)
        memcpy(all, report->differences, report->count * sizeof *all);
    memcpy(all + report->count, offer->refused, offer->refused_count * sizeof *all);
    report->differences = all;
    report->count += offer->refused_count;
    return true;
}

static bool tell(arena *a, const fit_report *report, text_view file, const slot *s, text_view *story, error *err)
{
    text_builder text;
    text_open(&text, a->budget);
    wit_fit_print(&text, report, file, s->world_name);
    *story = arena_text(a, text_of(text_string(&text)));
    bool failed = text.failed || !story->bytes;
    text_close(&text);
    return failed ? error_memory(err) : false;
}

static bool lacks_exports_alone(const fit_report *report)
{
    for (uint32_t i = 0; i < report->count; i++)
        if (report->differences[i].kind != FIT_MISSING_EXPORT)
            return false;
    return true;
}

/* The short way: one with the same outline fitted that slot. What it is granted was decided before. */
static bool fits(arena *a, const component *c, const slot *s, const grant_offer *offer, fit_memo *memo, fit_report *report, error *err)
{
    text_builder outline;
    text_open(&outline, a->budget);
    component_outline(c, &outline);
    text_view bytes = { outline.bytes, outline.failed ? 0 : outline.size };
    bool fit = bytes.size && fit_memo_knows(memo, s, bytes);
    if (!fit) {
        fit = wit_fit(a, c->type, s->world, offer->interfaces, offer->count, report, err);
        if (fit && bytes.size)
            fit_memo_keep(memo, s, bytes);
    }
    text_close(&outline);
    return fit;
}

bool grant_fit(arena *a, const component *c, const slot *s, const manifest *m, const image_judge_context *context,
               text_view file, text_view *story, bool *only_missing, error *err)
{
    grant_offer *offer = arena_new(a, grant_offer);
    if (!offer)
        return error_memory(err);
    offer->interfaces = arena_array(a, const cexterns *, (size_t)context->offered_count + c->type->import_count);
    if (!offer->interfaces)
        return error_memory(err);
    for (uint32_t i = 0; i < context->offered_count; i++)
        offer->interfaces[offer->count++] = context->offered[i];
    for (uint32_t i = 0; i < c->type->import_count; i++)
        add_import(a, offer, s, m, context->wit, &c->type->imports[i]);

    fit_report report = { 0 };
    bool good = fits(a, c, s, offer, context->memo, &report, err);
    if (err->code || (good && offer->refused_count == 0))
        return good && !err->code;
    if (!add_refused(a, offer, &report))
        return error_memory(err);
    *only_missing = lacks_exports_alone(&report);
    wit_fit_other_world(a, c->type, context->wit, s->world, &report, err);
    if (err->code)
        return false;
    return tell(a, &report, file, s, story, err);
}

bool grant_notice(arena *a, const slot *s, const manifest *m, text_view manifest_file, text_view *notice)
{
    text_builder text;
    text_open(&text, a->budget);
    for (uint32_t i = 0; i < m->grant_count; i++) {
        text_view base = import_base(m->grants[i].name);
        if (slot_grants(s, base))
            continue;
        text_add(&text, "%.*s: line %u asks for the grant \"", TEXT_ARGS(manifest_file), m->grants[i].line);
        text_put_escaped(&text, base, false);
        text_add(&text, "\", %s \"%.*s\"; the mod does without, so take the line out\n",
                 world_imports(s->world, base) ? "which needs none in slot" : "which the game gives to no mod in slot", TEXT_ARGS(s->name));
    }
    *notice = text.size ? arena_text(a, text_of(text_string(&text))) : (text_view){ 0 };
    bool good = !text.failed && (!text.size || notice->bytes);
    text_close(&text);
    return good;
}
