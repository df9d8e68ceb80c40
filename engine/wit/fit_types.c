/* The fit of types: two types side by side, and every place where they differ. */
#include "engine/wit/fit_walk.h"
#include "engine/wit/wit_scope.h"

/* "parameter `kind`, case `boss`, field `hp`" */
static text_view place_text(fit_walk *w, const fit_step *step)
{
    const fit_step *steps[128];
    uint32_t count = 0;
    char text[700];
    size_t size = 0;
    for (; step && count < COUNT_OF(steps); step = step->outer)
        steps[count++] = step;
    text[0] = 0;
    while (count-- > 0 && size + 120 < sizeof text) {
        const char *joint = size ? ", " : "";
        text_view name = steps[count]->name;
        if (name.size)
            size += (size_t)text_format(text + size, 110, "%s%s `%.*s`", joint, steps[count]->word, (int)(name.size < 60 ? name.size : 60), name.bytes);
        else
            size += (size_t)text_format(text + size, 110, "%s%s", joint, steps[count]->word);
    }
    return fit_say(w, "%s%s", text, size ? ": " : "");
}

/* What kind of type a name stands for, with a blank; nothing for one that says it itself. */
static const char *kind_word(const ctype *type, text_view text)
{
    static const char *const words[CTYPE_KIND_COUNT] = {
        [CTYPE_RECORD] = "record ", [CTYPE_VARIANT] = "variant ", [CTYPE_ENUM] = "enum ", [CTYPE_FLAGS] = "flags "
    };
    return words[type->kind] && text_equal(type->name, text) ? words[type->kind] : "";
}

/* One type where another stands. */
static void add_leaf(fit_walk *w, const fit_step *step, const corigin *origin, const ctype *wanted, const ctype *found)
{
    text_view a = fit_type_text(w, wanted, true), b = fit_type_text(w, found, true);
    if (text_equal(a, b)) {
        a = fit_type_text(w, wanted, false);
        b = fit_type_text(w, found, false);
    }
    text_view place = place_text(w, step);
    bool lends = wanted->kind == CTYPE_BORROW && found->kind == CTYPE_OWN, gives = wanted->kind == CTYPE_OWN && found->kind == CTYPE_BORROW;
    text_view says = fit_say(w, "%.*sthe game has %s%.*s, the mod has %s%.*s%s", TEXT_ARGS(place), kind_word(wanted, a), TEXT_ARGS(a),
                             kind_word(found, b), TEXT_ARGS(b),
                             lends ? ": lent there, given away here" : gives ? ": given away there, lent here" : "");
    fit_add(w, FIT_TYPE, step, a, b, origin, says, fit_rebuild(w));
}

static const char *home(const cresource *r, text_view *name)
{
    *name = r->interface_name;
    return r->interface_name.size ? " of " : "";
}

/* The same, as far as the walk knows; or told already, where the resources themselves were compared. */
static bool is_same_resource(fit_walk *w, const cresource *wanted, const cresource *found)
{
    const cresource *by_mod = wit_map_get(&w->stands_for, found), *by_world = wit_map_get(&w->made_by, wanted);
    bool told = by_mod == &fit_unknown || by_world == &fit_unknown || fit_was_seen(w, wanted, found);
    return told || fit_is_one(by_mod, wanted) || by_world == found;
}

static void fit_handles(fit_walk *w, const fit_step *step, const corigin *origin, const ctype *wanted, const ctype *found)
{
    if (is_same_resource(w, wanted->resource, found->resource))
        return;
    text_view a = fit_type_text(w, wanted, true), b = fit_type_text(w, found, true), home_a, home_b;
    text_view place = place_text(w, step);
    const char *of_a = home(wanted->resource, &home_a), *of_b = home(found->resource, &home_b);
    text_view says = fit_say(w, "%.*sthe game means the resource %.*s%s%.*s, the mod means another: %.*s%s%.*s", TEXT_ARGS(place),
                             TEXT_ARGS(wanted->resource->name), of_a, TEXT_ARGS(home_a), TEXT_ARGS(found->resource->name), of_b,
                             TEXT_ARGS(home_b));
    text_view advice = fit_say(w, "use the resource of the game's interface: resources of the same shape are still different ones");
    fit_add(w, FIT_TYPE, step, a, b, origin, says, advice);
}

static const cfield *find_field(const cfield *fields, uint32_t count, text_view name, uint32_t hint)
{
    if (hint < count && text_equal(fields[hint].name, name))
        return &fields[hint];
    for (uint32_t i = 0; i < count; i++)
        if (text_equal(fields[i].name, name))
            return &fields[i];
    return NULL;
}

typedef struct field_lists {
    const char   *word;           /* "field", "case", "flag", "param" */
    const cfield *wanted, *found;
    uint32_t      wanted_count, found_count;
} field_lists;

/* The field of the mod that is this one by another name: the one at its place, or one whose name is nearly the same;
 * null: none is. */
static const cfield *renamed(const field_lists *l, uint32_t at)
{
    const cfield *wanted = &l->wanted[at], *best = NULL;
    text_view nearest = { 0 };
    uint32_t distance = 0;
    if (l->wanted_count == l->found_count && !find_field(l->wanted, l->wanted_count, l->found[at].name, at))
        return &l->found[at];
    for (uint32_t i = 0; l->wanted_count != l->found_count && i < l->found_count && i < 500; i++) {
        if (find_field(l->wanted, l->wanted_count, l->found[i].name, i))
            continue;
        wit_scope_prefer(wanted->name, l->found[i].name, &nearest, &distance);
        if (nearest.size && nearest.bytes == l->found[i].name.bytes)
            best = &l->found[i];
    }
    return best;
}

/* Is this field of the mod one of the game's by another name? */
static bool is_renamed(const field_lists *l, const cfield *found)
{
    for (uint32_t i = 0; i < l->wanted_count && i < 500; i++)
        if (!find_field(l->found, l->found_count, l->wanted[i].name, i) && renamed(l, i) == found)
            return true;
    return false;
}

static void add_lacking(fit_walk *w, const fit_step *outer, const field_lists *l, const cfield *field, const cfield *other)
{
    fit_step step = { outer, l->word, field->name };
    text_view a = field->type ? fit_type_text(w, field->type, true) : field->name;
    text_view place = place_text(w, outer);
    text_view says = other
        ? fit_say(w, "%.*sthe %s `%.*s` is called `%.*s` in the mod", TEXT_ARGS(place), l->word, TEXT_ARGS(field->name), TEXT_ARGS(other->name))
        : fit_say(w, "%.*sthe mod has no %s `%.*s`", TEXT_ARGS(place), l->word, TEXT_ARGS(field->name));
    fit_add(w, FIT_TYPE, &step, a, other ? other->name : (text_view){ 0 }, field->origin, says, fit_rebuild(w));
}

static void add_surplus(fit_walk *w, const fit_step *outer, const field_lists *l, const cfield *field)
{
    fit_step step = { outer, l->word, field->name };
    text_view b = field->type ? fit_type_text(w, field->type, true) : field->name;
    text_view place = place_text(w, outer);
    text_view says = fit_say(w, "%.*sthe mod has a %s `%.*s` that the game does not know", TEXT_ARGS(place), l->word, TEXT_ARGS(field->name));
    fit_add(w, FIT_TYPE, &step, (text_view){ 0 }, b, NULL, says, fit_rebuild(w));
}

static void add_other_order(fit_walk *w, const fit_step *outer, const field_lists *l)
{
    text_view place = place_text(w, outer);
    text_view says = fit_say(w, "%.*sthe %ss stand in another order, and their order is part of the type", TEXT_ARGS(place), l->word);
    fit_add(w, FIT_TYPE, outer, (text_view){ 0 }, (text_view){ 0 }, NULL, says, fit_rebuild(w));
}

static void fit_payload(fit_walk *w, const fit_step *step, const cfield *wanted, const cfield *found)
{
    if (wanted->type && found->type) {
        fit_types(w, step, wanted->origin, wanted->type, found->type);
        return;
    }
    if (!wanted->type && !found->type)
        return;
    text_view place = place_text(w, step);
    text_view text = fit_type_text(w, wanted->type ? wanted->type : found->type, true);
    text_view says = wanted->type ? fit_say(w, "%.*sthe game has %.*s, the mod has nothing", TEXT_ARGS(place), TEXT_ARGS(text))
                                  : fit_say(w, "%.*sthe mod has %.*s, the game has nothing", TEXT_ARGS(place), TEXT_ARGS(text));
    fit_add(w, FIT_TYPE, step, wanted->type ? text : (text_view){ 0 }, found->type ? text : (text_view){ 0 }, wanted->origin, says, fit_rebuild(w));
}

/* Lists whose names and order count: each field is compared with the one of its name. */
static void fit_lists(fit_walk *w, const fit_step *outer, const field_lists *l)
{
    bool same_names = l->wanted_count == l->found_count, same_order = same_names;
    for (uint32_t i = 0; i < l->wanted_count; i++) {
        const cfield *wanted = &l->wanted[i], *found = find_field(l->found, l->found_count, wanted->name, i);
        if (!found) {
            same_names = false;
            found = renamed(l, i);
            add_lacking(w, outer, l, wanted, found);
            if (!found)
                continue;
        }
        same_order &= found == &l->found[i];
        fit_step step = { outer, l->word, wanted->name };
        fit_payload(w, &step, wanted, found);
    }
    for (uint32_t i = 0; i < l->found_count && !w->err->code; i++)
        if (!find_field(l->wanted, l->wanted_count, l->found[i].name, i)) {
            same_names = false;
            if (w->report->left_out)
                w->report->left_out++;
            else if (!is_renamed(l, &l->found[i]))
                add_surplus(w, outer, l, &l->found[i]);
        }
    if (same_names && !same_order)
        add_other_order(w, outer, l);
}

static void fit_fields(fit_walk *w, const fit_step *step, const char *word, const ctype *wanted, const ctype *found)
{
    fit_lists(w, step, &(field_lists){ word, wanted->fields, found->fields, wanted->count, found->count });
}

/* Are the items of two tuples the same, but for their places? Few tuples are long; others are told item by item. */
static bool is_other_order(const ctype *wanted, const ctype *found)
{
    enum { MOST = 16 };
    uint32_t taken = 0, moved = 0;
    for (uint32_t i = 0; i < wanted->count && wanted->count <= MOST; i++) {
        uint32_t at = 0;
        while (at < found->count && ((taken >> at & 1) || !ctype_equal(wanted->fields[i].type, found->fields[at].type)))
            at++;
        if (at == found->count)
            return false;
        taken |= 1u << at;
        moved += at != i;
    }
    return moved > 0;
}

static void fit_tuples(fit_walk *w, const fit_step *outer, const corigin *origin, const ctype *wanted, const ctype *found)
{
    if (wanted->count != found->count || is_other_order(wanted, found)) {
        add_leaf(w, outer, origin, wanted, found);
        return;
    }
    for (uint32_t i = 0; i < wanted->count; i++) {
        char number[16];
        int size = text_format(number, sizeof number, "%u", i);
        fit_step step = { outer, "item", { number, (size_t)size } };
        fit_types(w, &step, origin, wanted->fields[i].type, found->fields[i].type);
    }
}

/* The inner type of a list, option, result, …: either may be none. */
static void fit_inner(fit_walk *w, const fit_step *outer, const char *word, const corigin *origin, const ctype *wanted, const ctype *found)
{
    fit_step step = { outer, word, { 0 } };
    if (wanted || found)
        fit_payload(w, &step, &(cfield){ .type = wanted, .origin = origin }, &(cfield){ .type = found });
}

/* Both are of one kind. */
static void fit_parts(fit_walk *w, const fit_step *step, const corigin *origin, const ctype *wanted, const ctype *found)
{
    switch (wanted->kind) {
    case CTYPE_RECORD:
        fit_fields(w, step, "field", wanted, found);
        return;
    case CTYPE_VARIANT: case CTYPE_ENUM:
        fit_fields(w, step, "case", wanted, found);
        return;
    case CTYPE_FLAGS:
        fit_fields(w, step, "flag", wanted, found);
        return;
    case CTYPE_TUPLE:
        fit_tuples(w, step, origin, wanted, found);
        return;
    case CTYPE_OWN: case CTYPE_BORROW:
        fit_handles(w, step, origin, wanted, found);
        return;
    case CTYPE_FIXED_LIST:
        if (wanted->length != found->length) {
            add_leaf(w, step, origin, wanted, found);
            return;
        }
        fit_inner(w, step, "list item", origin, wanted->element, found->element);
        return;
    case CTYPE_LIST: case CTYPE_STREAM: case CTYPE_FUTURE:
        fit_inner(w, step, wanted->kind == CTYPE_LIST ? "list item" : "value", origin, wanted->element, found->element);
        return;
    case CTYPE_OPTION:
        fit_inner(w, step, "some", origin, wanted->element, found->element);
        return;
    case CTYPE_RESULT:
        fit_inner(w, step, "ok", origin, wanted->element, found->element);
        fit_inner(w, step, "err", origin, wanted->other, found->other);
        return;
    case CTYPE_MAP:
        fit_inner(w, step, "key", origin, wanted->other, found->other);
        fit_inner(w, step, "value", origin, wanted->element, found->element);
        return;
    case CTYPE_BOOL: case CTYPE_S8: case CTYPE_U8: case CTYPE_S16: case CTYPE_U16: case CTYPE_S32: case CTYPE_U32:
    case CTYPE_S64: case CTYPE_U64: case CTYPE_F32: case CTYPE_F64: case CTYPE_CHAR: case CTYPE_STRING:
    case CTYPE_ERROR_CONTEXT: case CTYPE_KIND_COUNT:
        return;
    }
}

/* A named type of the world that the component has several copies of, or names for: their differences are told once. So is
 * a resource where the other side has a type, or the other way about. */
static bool is_told(fit_walk *w, const ctype *wanted, const ctype *found)
{
    if (wanted->resource && !found->resource)
        return fit_was_told(w, wanted->resource, wanted, found);
    if (found->resource && !wanted->resource)
        return fit_was_told(w, found->resource, wanted, wanted);
    bool has_parts = wanted->count || wanted->element || wanted->other;
    if (has_parts && !found->name.size)         /* no copy of it: something else was put there, and perhaps in another place, too */
        return false;
    return wanted->name.size && fit_was_told(w, fit_key(wanted), wanted, found);
}

/* A handle's place in the walk matters, and it is cheap: only what has parts is remembered. */
void fit_types(fit_walk *w, const fit_step *step, const corigin *origin, const ctype *wanted, const ctype *found)
{
    if (w->err->code || wanted == found)
        return;
    bool have_parts = (wanted->count || wanted->element || wanted->other) && (found->count || found->element || found->other);
    if (have_parts && fit_seen(w, wanted, found))
        return;
    bool differ = have_parts || wanted->kind != found->kind;
    if (differ && is_told(w, wanted, found))
        return;
    uint32_t before = w->report->count + w->report->note_count;
    if (wanted->kind != found->kind)
        add_leaf(w, step, origin, wanted, found);
    else
        fit_parts(w, step, origin, wanted, found);
    if (differ && wanted->name.size && w->report->count + w->report->note_count > before)
        fit_note_told(w, fit_key(wanted), wanted, found);
}

static void add_async(fit_walk *w, const cfunc *wanted)
{
    text_view says = wanted->is_async ? fit_say(w, "the game's function is async, the mod's is not")
                                      : fit_say(w, "the mod's function is async, the game's is not");
    fit_add(w, FIT_TYPE, NULL, (text_view){ 0 }, (text_view){ 0 }, NULL, says, fit_rebuild(w));
}

/* Parameters are known by their names, and stand in order (Explainer.md: the names are part of the type). */
void fit_funcs(fit_walk *w, const cfunc *wanted, const cfunc *found)
{
    if (wanted == found)
        return;
    if (wanted->is_async != found->is_async)
        add_async(w, wanted);
    fit_lists(w, NULL, &(field_lists){ "param", wanted->params, found->params, wanted->param_count, found->param_count });
    fit_inner(w, NULL, "result", wanted->origin, wanted->result, found->result);
}
