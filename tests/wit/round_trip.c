/* wit_print, then wit_resolve: equal when each fits the other, both list the same names, and both print alike. */
#include "tests/wit/round_trip.h"

#include "engine/wit/wit_fit.h"

#include <stdio.h>

static bool same_names(const cextern *a, uint32_t a_count, const cextern *b, uint32_t b_count, char *why, size_t size)
{
    for (uint32_t i = 0; i < a_count; i++) {
        const cextern *other = cexterns_find(b, b_count, a[i].name);
        if (!other)
            return snprintf(why, size, "`%.*s` is lost", TEXT_ARGS(a[i].name)), false;
        if (a[i].kind == CEXTERN_INSTANCE
            && !same_names(a[i].instance->exports, a[i].instance->export_count, other->instance->exports, other->instance->export_count, why, size))
            return false;
    }
    if (a_count != b_count)
        return snprintf(why, size, "%u names become %u", a_count, b_count), false;
    return true;
}

static bool fits(arena *a, const cexterns *mod, const cexterns *game, char *why, size_t size)
{
    fit_report r;
    error err = { 0 };
    if (wit_fit(a, mod, game, NULL, 0, &r, &err))
        return true;
    const fit_difference *d = r.count ? &r.differences[0] : NULL;
    snprintf(why, size, "%.*s: %.*s", TEXT_ARGS(d ? d->path : (text_view){ 0 }), TEXT_ARGS(d ? d->says : (text_view){ 0 }));
    return false;
}

/* Printed again it is the same text. */
static bool same_text(const cexterns *again, bool is_world, text_view text, budget *b, char *why, size_t size)
{
    text_builder t;
    text_open(&t, b);
    wit_print(&t, again, is_world ? WIT_PRINT_WORLD : WIT_PRINT_INTERFACE);
    bool same = text_equal(text, (text_view){ t.bytes, t.size });
    if (!same)
        snprintf(why, size, "the second text is another:\n%s", text_string(&t));
    text_close(&t);
    return same;
}

/* An interface alone can't be held against another: whose resources it uses is said by a world. */
static bool equal(arena *a, const cexterns *first, const cexterns *second, bool is_world, char *why, size_t size)
{
    return same_names(first->imports, first->import_count, second->imports, second->import_count, why, size)
        && same_names(first->exports, first->export_count, second->exports, second->export_count, why, size)
        && (!is_world || (fits(a, first, second, why, size) && fits(a, second, first, why, size)));
}

static bool one(const cexterns *externs, bool is_world, budget *b, char *why, size_t size)
{
    arena a;
    text_builder t;
    error err = { 0 };
    char inner[2000] = "";
    arena_open(&a, b);
    text_open(&t, b);
    wit_print(&t, externs, is_world ? WIT_PRINT_WORLD : WIT_PRINT_INTERFACE);
    wit_source source = { text_of("printed.wit"), { t.bytes, t.size }, text_of("printed"), true };
    wit_set *set = wit_resolve(&a, &source, 1, NULL, &err);
    const cexterns *again = !set ? NULL : is_world ? wit_world(set, externs->name, &err) : wit_interface(set, externs->name, &err);
    bool ok = again && equal(&a, externs, again, is_world, inner, sizeof inner)
            && same_text(again, is_world, source.text, b, inner, sizeof inner);
    if (!again)
        snprintf(why, size, "printed, %.*s is refused: %u:%u: %s\n%s", TEXT_ARGS(externs->name), err.line, err.column, err.text, err.excerpt);
    else if (!ok)
        snprintf(why, size, "printed, %.*s is another: %s", TEXT_ARGS(externs->name), inner);
    text_close(&t);
    arena_close(&a);
    return ok;
}

bool round_trip_equal(const wit_set *set, budget *b, char *why, size_t size)
{
    for (uint32_t i = 0; i < wit_world_count(set); i++)
        if (!one(wit_world_at(set, i), true, b, why, size))
            return false;
    for (uint32_t i = 0; i < wit_interface_count(set); i++)
        if (!one(wit_interface_at(set, i), false, b, why, size))
            return false;
    return true;
}
