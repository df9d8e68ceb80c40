/* Several differences of one cause: a package of another version, or by another
 * name; an interface that stands in the world by two names; one that is imported
 * where it is to be exported. Each is a difference, and they are told together.
 */
#include "engine/wit/fit_walk.h"
#include "engine/wit/wit_print.h"

/* What stands for the cause: of an interface's own, its path. */
static text_view key(const fit_difference *d)
{
    return d->cause.size ? d->cause : d->path;
}

static bool is_same(const fit_difference *a, const fit_difference *b)
{
    return (a->cause.size || b->cause.size) && text_equal(key(a), key(b)) && text_equal(a->says, b->says);
}

const fit_difference *wit_fit_told_with(const fit_difference *list, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++)
        if (is_same(&list[i], &list[at]))
            return &list[i];
    return NULL;
}

void fit_cause(fit_walk *w, uint32_t before, text_view cause)
{
    if (before < w->report->count)
        w->report->differences[before].cause = cause;
}

/* "a:g" of "a:g/types@1.2.0", and "types" */
static void split(text_view name, text_view *package, text_view *word)
{
    text_view version;
    wit_print_name(name, package, word, &version);
}

bool fit_misnamed(fit_walk *w, text_view game, text_view mod, fit_words *words)
{
    enum { FAR = 4 };             /* another package altogether: only the interface's name is told */
    text_view ours, theirs, word, other;
    split(game, &ours, &word);
    split(mod, &theirs, &other);
    if (!ours.size || !theirs.size || !text_equal(word, other) || text_equal(ours, theirs) || text_distance(ours, theirs, FAR) == FAR)
        return false;
    words->cause = fit_say(w, "package %.*s", TEXT_ARGS(theirs));
    words->says = fit_say(w, "the mod names the package `%.*s`, the game has `%.*s`", TEXT_ARGS(theirs), TEXT_ARGS(ours));
    words->advice = fit_say(w, "did you mean `%.*s`? name the package as the game does, and rebuild the mod", TEXT_ARGS(ours));
    return true;
}

/* "arena:game/store / set / param key", of the port `backup` that has this interface. */
text_view fit_port_cause(fit_walk *w, const fit_difference *d)
{
    text_view in_port = { d->path.bytes + w->interface.size, d->path.size - w->interface.size };
    return w->implements.size ? fit_say(w, "%.*s%.*s", TEXT_ARGS(w->implements), TEXT_ARGS(in_port)) : (text_view){ 0 };
}

/* "package a:g@2.0.0" */
text_view fit_version_cause(fit_walk *w, text_view name)
{
    text_view package, word, version;
    wit_print_name(name, &package, &word, &version);
    return fit_say(w, "package %.*s%s%.*s", TEXT_ARGS(package), version.size ? "@" : "", TEXT_ARGS(version));
}

/* The same of the import that is there and of the export that is not. */
text_view fit_turned_cause(fit_walk *w, text_view name)
{
    text_view base, version;
    track_split(name, &base, &version);
    return fit_say(w, "import of %.*s", TEXT_ARGS(base));
}
