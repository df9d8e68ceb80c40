/* What gates have to do with the fit: an import that is deprecated or may still
 * change, and one that is there once its feature is switched on. */
#include "engine/wit/fit_walk.h"

void fit_note_gate(fit_walk *w, const cextern *wanted)
{
    const corigin *o = wanted->origin;
    if (!w->is_import || !o)
        return;
    if (o->deprecated.bytes)
        fit_note(w, FIT_DEPRECATED, fit_say(w, "deprecated since %.*s: a later version of the game may be without it", TEXT_ARGS(o->deprecated)));
    else if (o->unstable.bytes)
        fit_note(w, FIT_UNSTABLE, fit_say(w, "the feature `%.*s` may still change, and then the mod must be rebuilt", TEXT_ARGS(o->unstable)));
}

bool fit_gated(fit_walk *w, const cexterns *having, const cextern *item)
{
    const cgated *gated = having->gated;
    while (gated && !text_equal(gated->name, item->name) && !(item->kind == CEXTERN_INSTANCE && track_means(gated->name, item->name)))
        gated = gated->next;
    if (!gated)
        return false;
    text_view feature = gated->origin->unstable;
    fit_begin(w, NULL, item);
    fit_add(w, FIT_FEATURE_OFF, NULL, (text_view){ 0 }, fit_extern_text(w, item), gated->origin,
            fit_say(w, "the game's WIT has it with the feature `%.*s`, which is off", TEXT_ARGS(feature)),
            fit_say(w, "build the mod without it, or for a game that switches it on (`inlay check --feature %.*s` tells whether it fits there)", TEXT_ARGS(feature)));
    return true;
}
