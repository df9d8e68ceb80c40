/* What uses a type: the functions that cross between the game and the mod and
 * have it in their signature. A type that none has may differ, nobody will see.
 *
 * A component may hold several copies of a type, one for each interface that
 * uses it: what has its name, and is equal to it, counts as the type itself.
 */
#include "engine/wit/fit_walk.h"
#include "engine/wit/wit_print.h"
#include "engine/wit/wit_scope.h"

/* A type's parts: its fields' types, then its one or two inner ones. Null: none at that place. */
static const ctype *part_of(const ctype *t, uint32_t at)
{
    if (at < t->count)
        return t->fields ? t->fields[at].type : NULL;
    return at == t->count ? t->element : t->other;
}

static uint32_t part_count(const ctype *t)
{
    return t->count + 2;
}

/* Types are nested at most LIMIT_TYPE_DEPTH deep; each is entered once. */
static void mark_type(fit_walk *w, const ctype *t)
{
    if (!t || w->err->code || wit_map_get(&w->used, t))
        return;
    bool is_noted = wit_map_set(&w->used, t, t) && wit_map_set(&w->used_roots[w->is_import], fit_key(t), t)
                 && (!t->name.size || wit_scope_find(w->used_names, t->name) || wit_scope_add(w->used_names, t->name, (void *)t));
    if (!is_noted) {
        error_memory(w->err);
        return;
    }
    for (uint32_t i = 0; i < part_count(t); i++)
        mark_type(w, part_of(t, i));
}

static void mark_all(fit_walk *w, const cextern *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const cfunc *f = list[i].kind == CEXTERN_FUNC ? list[i].func : NULL;
        for (uint32_t k = 0; f && k < f->param_count; k++)
            mark_type(w, f->params[k].type);
        if (f)
            mark_type(w, f->result);
        if (list[i].kind == CEXTERN_INSTANCE && !wit_map_get(&w->used, list[i].instance)) {
            if (!wit_map_set(&w->used, list[i].instance, list[i].instance))
                error_memory(w->err);
            mark_all(w, list[i].instance->exports, list[i].instance->export_count);
        }
    }
}

void fit_use_note(fit_walk *w)
{
    w->used_names = wit_scope_new(&w->scratch);
    if (!w->used_names) {
        error_memory(w->err);
        return;
    }
    w->is_import = true;
    mark_all(w, w->component->imports, w->component->import_count);
    mark_all(w, w->component->exports, w->component->export_count);
    w->is_import = false;
    mark_all(w, w->world->exports, w->world->export_count);
}

bool fit_is_used(const fit_walk *w, const ctype *type)
{
    return wit_map_get(&w->used, type) || wit_map_get(&w->used_roots[w->is_import], fit_key(type)) || (type->name.size && wit_scope_find(w->used_names, type->name));
}

/* --- the users, by name --- */

/* A search for the functions that reach a type; its effort is bounded, whatever the types. */
typedef struct fit_search {
    fit_walk    *walk;
    const ctype *type;
    uint32_t     found;
} fit_search;

enum { MOST_SEARCH = 1000000, MOST_NAMED = 4 };

static bool is_it(fit_search *s, const ctype *t)
{
    if (fit_key(t) == fit_key(s->type))
        return true;
    if (!t->name.size || t->kind != s->type->kind || !text_equal(t->name, s->type->name))
        return false;
    s->walk->search_work += t->leaves;
    return ctype_equal(t, s->type);
}

static bool reaches(fit_search *s, const ctype *t)
{
    if (!t || s->walk->search_work++ > MOST_SEARCH)
        return false;
    if (is_it(s, t))
        return true;
    for (uint32_t i = 0; i < part_count(t); i++)
        if (reaches(s, part_of(t, i)))
            return true;
    return false;
}

static bool func_reaches(fit_search *s, const cfunc *f)
{
    for (uint32_t i = 0; i < f->param_count; i++)
        if (reaches(s, f->params[i].type))
            return true;
    return reaches(s, f->result);
}

static void put_user(fit_search *s, text_view name)
{
    text_builder *t = &s->walk->text;
    text_view kind, resource, member;
    if (s->found++ >= MOST_NAMED)
        return;
    text_add(t, "%s", s->found > 1 ? ", " : "");
    if (!wit_print_split(name, &kind, &resource, &member))
        text_put(t, name);
    else
        text_add(t, "%.*s%s%.*s", TEXT_ARGS(resource), member.size ? "." : " constructor", TEXT_ARGS(member));
}

static void search(fit_search *s, const cextern *list, uint32_t count)
{
    for (uint32_t i = 0; i < count && s->walk->search_work++ <= MOST_SEARCH; i++) {
        if (list[i].kind == CEXTERN_FUNC && func_reaches(s, list[i].func))
            put_user(s, list[i].name);
        if (list[i].kind == CEXTERN_INSTANCE)
            search(s, list[i].instance->exports, list[i].instance->export_count);
    }
}

text_view fit_users(fit_walk *w, const ctype *type)
{
    fit_search s = { w, type, 0 };
    if (w->is_import)
        search(&s, w->component->imports, w->component->import_count);
    const cexterns *side = w->is_import ? w->component : w->world;
    search(&s, side->exports, side->export_count);
    if (s.found > MOST_NAMED)
        text_add(&w->text, " and %u more", s.found - MOST_NAMED);
    return fit_keep(w);
}
