/* The fit's report: gathering differences, and telling them. */
#include "engine/wit/fit_walk.h"
#include "engine/wit/wit_print.h"
#include "engine/base/limits.h"

const cresource fit_unknown = { 0 };

const char *wit_fit_kind_text(fit_difference_kind kind)
{
    static const char *const texts[] = { "missing-export", "unknown-import", "not-granted", "version", "type", "kind", "feature-off", "deprecated", "unstable" };
    return texts[kind];
}

const char *wit_fit_class_text(fit_class class)
{
    static const char *const texts[] = { "breaking", "compatible", "compatible-unused" };
    return texts[class];
}

/* What the builder holds, kept; and the builder is empty again. Long ones are cut. */
text_view fit_keep(fit_walk *w)
{
    enum { MOST = 1200 };
    if (w->text.failed)
        error_memory(w->err);
    text_view all = { w->text.bytes, w->text.size < MOST ? w->text.size : MOST };
    text_view kept = all.size < MOST ? arena_text(w->arena, all) : arena_format(w->arena, "%.*s ...", TEXT_ARGS(all));
    if (!kept.bytes) {
        error_memory(w->err);
        kept.size = 0;
    }
    text_clear(&w->text);
    return kept;
}

/* Beyond the limit differences are only counted: no words for them. */
static bool is_full(const fit_walk *w)
{
    return w->report->count == LIMIT_FIT_DIFFERENCES;
}

text_view fit_say(fit_walk *w, const char *format, ...)
{
    if (is_full(w))
        return (text_view){ 0 };
    char buffer[1200];
    va_list list;
    va_start(list, format);
    text_format_list(buffer, sizeof buffer, format, list);
    va_end(list);
    text_put(&w->text, text_of(buffer));
    return fit_keep(w);
}

text_view fit_rebuild(fit_walk *w)
{
    const corigin *origin = w->wanted ? w->wanted->origin : NULL;
    if (!origin || !origin->source)
        return fit_say(w, "rebuild the mod against the game's WIT");
    return fit_say(w, "make it as the game has it, in %.*s, and rebuild the mod", TEXT_ARGS(origin->source->path));
}

text_view fit_type_text(fit_walk *w, const ctype *type, bool by_name)
{
    if (!type || is_full(w))
        return (text_view){ 0 };
    ctype_print(&w->text, type, by_name);
    return fit_keep(w);
}

text_view fit_extern_text(fit_walk *w, const cextern *item)
{
    if (!item || is_full(w))
        return (text_view){ 0 };
    wit_line(&w->text, item);
    return fit_keep(w);
}

void fit_begin(fit_walk *w, const cextern *wanted, const cextern *found)
{
    w->wanted = wanted;
    w->found = found;
    w->item = NULL;
}

static bool make_item(fit_walk *w)
{
    fit_item *item = arena_new(w->arena, fit_item);
    if (!item)
        return error_memory(w->err);
    text_view name = w->wanted ? w->wanted->name : w->found->name;
    item->name = w->interface.size ? fit_say(w, "%.*s / %.*s", TEXT_ARGS(w->interface), TEXT_ARGS(name)) : fit_say(w, "%.*s", TEXT_ARGS(name));
    item->wanted = fit_extern_text(w, w->wanted);
    item->found = fit_extern_text(w, w->found);
    item->origin = w->wanted ? w->wanted->origin : NULL;
    const cextern *asking = w->is_import ? w->found : w->wanted;
    if (asking && asking->kind == CEXTERN_TYPE)
        item->used_by = fit_users(w, asking->type);
    w->item = item;
    return true;
}

/* "arena:game/field@0.1.0 / spawn / param kind / case boss"; types are nested at most LIMIT_TYPE_DEPTH deep. */
static text_view path_of(fit_walk *w, const fit_step *step)
{
    const fit_step *steps[LIMIT_TYPE_DEPTH + 8];
    uint32_t count = 0;
    for (; step && count < COUNT_OF(steps); step = step->outer)
        steps[count++] = step;
    text_put(&w->text, w->item->name);
    while (count-- > 0)
        text_add(&w->text, " / %s%s%.*s", steps[count]->word, steps[count]->name.size ? " " : "", TEXT_ARGS(steps[count]->name));
    return fit_keep(w);
}

/* Room for one more; null: there is none, or no memory. */
static fit_difference *one_more(fit_walk *w, fit_difference **list, uint32_t *count, uint32_t most)
{
    if (!*list && !(*list = arena_array(w->arena, fit_difference, most)))
        error_memory(w->err);
    if (w->err->code || *count == most || (!w->item && !make_item(w)))
        return NULL;
    return &(*list)[(*count)++];
}

static fit_difference *one_more_note(fit_walk *w)
{
    return one_more(w, &w->report->notes, &w->report->note_count, LIMIT_FIT_NOTES);
}

void fit_note(fit_walk *w, fit_difference_kind kind, text_view says)
{
    fit_difference *d = w->err->code ? NULL : one_more_note(w);
    if (d)
        *d = (fit_difference){ .kind = kind, .class = FIT_COMPATIBLE, .is_import = w->is_import, .item = w->item,
                               .path = w->item->name, .origin = w->item->origin, .says = says };
}

void fit_add(fit_walk *w, fit_difference_kind kind, const fit_step *step, text_view wanted, text_view found,
             const corigin *origin, text_view says, text_view advice)
{
    fit_report *r = w->report;
    if (w->err->code)
        return;
    if (!w->is_unused && is_full(w)) {
        r->left_out++;
        return;
    }
    fit_difference *d = w->is_unused ? one_more_note(w) : one_more(w, &r->differences, &r->count, LIMIT_FIT_DIFFERENCES);
    if (!d)
        return;
    *d = (fit_difference){
        .kind = kind, .class = w->is_unused ? FIT_COMPATIBLE_UNUSED : FIT_BREAKING, .is_import = w->is_import, .item = w->item,
        .path = path_of(w, step), .wanted = wanted, .found = found,
        .origin = origin ? origin : w->item->origin, .says = says, .advice = w->is_unused ? (text_view){ 0 } : advice,
    };
    d->cause = fit_port_cause(w, d);
}

/* --- telling --- */

static void put_place(text_builder *t, const corigin *origin)
{
    if (origin && origin->source)
        text_add(t, "%.*s:%u", TEXT_ARGS(origin->source->path), origin->line);
}

/* One side of an item, and the place of the world's. */
static void put_side(text_builder *t, const char *who, text_view side, const corigin *origin)
{
    if (!side.size)
        return;
    text_add(t, "       %s", who);
    text_put_escaped(t, side, false);
    if (origin && origin->source) {
        text_add(t, "   (");
        put_place(t, origin);
        text_add(t, ")");
    }
    text_add(t, "\n");
}

/* The first sentence of the doc comment, or its first paragraph, in one line. */
static void put_docs(text_builder *t, const corigin *origin)
{
    enum { MOST_DOCS = 300 };
    if (!origin || !origin->docs.size)
        return;
    text_view docs = origin->docs;
    text_add(t, "       its WIT says    ");
    for (size_t from = 0, at = 0; at <= docs.size; at++) {
        bool is_end = at == docs.size || at == MOST_DOCS, is_break = !is_end && docs.bytes[at] == '\n';
        if (!is_end && !is_break)
            continue;
        text_put_escaped(t, (text_view){ docs.bytes + from, at - from }, false);
        if (is_end || at == from || docs.bytes[at - 1] == '.')
            break;
        text_add(t, at + 1 < docs.size && docs.bytes[at + 1] != '\n' ? " " : "");
        from = at + 1;
    }
    text_add(t, "\n");
}

static const char *verdict(fit_difference_kind kind)
{
    static const char *const texts[] = { "is missing", "is not offered by the game", "is not granted to this mod",
                                         "is of another version", "has another type", "is another kind of thing",
                                         "is of a feature that is off",
                                         "is deprecated", "is unstable" };
    return texts[kind];
}

/* "arena:game/behaviour@0.1.0 / creature.think": a function of a resource without its bracket. */
static void put_item_name(text_builder *t, text_view name)
{
    static const char *const marks[] = { "[method]", "[static]", "[constructor]" };
    size_t from = name.size;
    while (from > 0 && name.bytes[from - 1] != ' ')
        from--;
    text_view word = { name.bytes + from, name.size - from };
    text_put_escaped(t, (text_view){ name.bytes, from }, false);
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t size = text_of(marks[i]).size;
        if (!text_starts(word, marks[i]))
            continue;
        text_put_escaped(t, (text_view){ word.bytes + size, word.size - size }, false);
        text_add(t, "%s", i == 2 ? ".constructor" : "");
        return;
    }
    text_put_escaped(t, word, false);
}

static void put_title(text_builder *t, const fit_difference *d, const fit_item *item)
{
    bool is_newer = d->kind == FIT_VERSION && !(d->is_import ? item->wanted : item->found).size;
    text_add(t, "%s `", d->is_import ? "import" : "export");
    put_item_name(t, item->name);
    text_add(t, "` %s%s\n", !is_newer ? verdict(d->kind) : d->is_import ? "is newer than the game" : "is newer than the mod", d->class == FIT_COMPATIBLE_UNUSED ? ", which does no harm: nothing here uses it" : "");
}

static void put_users(text_builder *t, const fit_item *item)
{
    if (item->used_by.size)
        text_add(t, "       it is used by   %.*s\n", TEXT_ARGS(item->used_by));
}

static void put_says(text_builder *t, const fit_difference *d, const fit_item *item)
{
    if (!d->says.size || d->kind == FIT_UNKNOWN_IMPORT)
        return;
    text_add(t, "       there           ");
    text_put_escaped(t, d->says, false);
    bool is_elsewhere = d->origin && d->origin->source && (!item->origin || d->origin->line != item->origin->line);
    if (is_elsewhere) {
        text_add(t, "   (");
        put_place(t, d->origin);
        text_add(t, ")");
    }
    text_add(t, "\n");
}

static void put_advice(text_builder *t, const fit_difference *d)
{
    if (!d->advice.size)
        return;
    text_add(t, "       do              ");
    text_put_escaped(t, d->advice, false);
    text_add(t, "\n");
}

/* Behind the differences of the item that begins here. */
static uint32_t end_of_item(const fit_difference *list, uint32_t count, uint32_t at)
{
    const fit_item *item = list[at++].item;
    while (item && at < count && list[at].item == item)
        at++;
    return at;
}

/* Is all that there is of the item told with another one? */
static bool is_told(const fit_difference *list, uint32_t count, uint32_t at)
{
    for (uint32_t end = end_of_item(list, count, at); at < end; at++)
        if (!wit_fit_told_with(list, at))
            return false;
    return true;
}

/* The other items that are told here, and where the game has them if nothing said it yet. */
static void put_told_with(text_builder *t, const fit_difference *list, uint32_t count, uint32_t at)
{
    const char *joint = "       and with it     ";
    for (uint32_t i = at + 1; i < count; i = end_of_item(list, count, i)) {
        if (!list[i].item || !is_told(list, count, i) || wit_fit_told_with(list, i) != &list[at])
            continue;
        text_add(t, "%s%s `", joint, list[i].is_import ? "import" : "export");
        put_item_name(t, list[i].item->name);
        text_add(t, "`");
        if (!list[at].item->origin && list[i].item->origin) {
            text_add(t, " (");
            put_place(t, list[i].item->origin);
            text_add(t, ")");
        }
        joint = ", ";
    }
    if (joint[0] == ',')
        text_add(t, "\n");
}

/* What is told of an item: both sides, each difference in it, and one advice for all that say the same. Whoever adds
 * differences of his own (a host that grants nothing) may leave the item out. */
static uint32_t put_item(text_builder *t, const fit_difference *list, uint32_t count, uint32_t at)
{
    const fit_difference *first = &list[at];
    fit_item own = { .name = first->path, .wanted = first->wanted, .found = first->found, .origin = first->origin };
    const fit_item *item = first->item ? first->item : &own;
    put_title(t, first, item);
    put_side(t, "the game wants  ", first->is_import ? (text_view){ 0 } : item->wanted, item->origin);
    put_side(t, "the game offers ", first->is_import ? item->wanted : (text_view){ 0 }, item->origin);
    put_side(t, first->is_import ? "the mod wants   " : "the mod has     ", item->found, NULL);
    put_users(t, item);
    put_docs(t, item->origin);
    put_told_with(t, list, count, at);
    do {
        const fit_difference *d = &list[at++], *next = at < count ? &list[at] : NULL;
        bool is_last = !next || !next->item || next->item != first->item;
        put_says(t, d, item);
        if (is_last || !text_equal(next->advice, d->advice))
            put_advice(t, d);
        if (is_last)
            break;
    } while (at < count);
    return at;
}

/* How many numbers the differences get: those of one thing stand below one. */
static uint32_t count_told(const fit_report *report)
{
    uint32_t told = 0;
    for (uint32_t at = 0; at < report->count; at = end_of_item(report->differences, report->count, at))
        told += !is_told(report->differences, report->count, at);
    return told;
}

static void put_count(text_builder *t, const fit_report *report)
{
    uint32_t all = report->count + report->left_out, told = count_told(report);
    text_add(t, "%u %s", all, all == 1 ? "difference" : "differences");
    if (told != all && !report->left_out)
        text_add(t, " in %u %s", told, told == 1 ? "place" : "places");
}

static void put_differences(text_builder *t, const fit_report *report)
{
    uint32_t number = 0;
    for (uint32_t at = 0; at < report->count;) {
        if (is_told(report->differences, report->count, at)) {
            at = end_of_item(report->differences, report->count, at);
            continue;
        }
        text_add(t, "  %u. ", ++number);
        at = put_item(t, report->differences, report->count, at);
    }
    if (report->left_out)
        text_add(t, "  and %u more\n", report->left_out);
}

static void put_notes(text_builder *t, const fit_report *report)
{
    for (uint32_t at = 0; at < report->note_count;) {
        text_add(t, "  note: ");
        at = put_item(t, report->notes, report->note_count, at);
    }
}

void wit_fit_print(text_builder *t, const fit_report *report, text_view file, text_view world)
{
    uint32_t all = report->count + report->left_out;
    text_put_escaped(t, file, false);
    if (!all)
        text_add(t, " fits the world %.*s\n", TEXT_ARGS(world));
    else {
        text_add(t, " does not fit the world %.*s: ", TEXT_ARGS(world));
        put_count(t, report);
        text_add(t, "\n");
    }
    put_differences(t, report);
    put_notes(t, report);
    if (report->other_world.size)
        text_add(t, "  hint: it has all that the world %.*s asks for: is it meant for another slot?\n", TEXT_ARGS(report->other_world));
}
