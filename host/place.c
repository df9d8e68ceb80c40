/* Places in slots, and names. */
#include "host/place.h"

#include "host/host.h"

/* It plays, is about to, or played and starts again: its place is its own. */
static bool holds_a_place(const mod *m)
{
    bool starts_again = m->newest && m->generation_count && !m->is_waiting;
    return m->is_enabled && !m->wants_unload && (m->current || m->candidate || m->restart_frame || starts_again);
}

/* The next after `at` (0: the first) that holds a place in the slot; 0: none. */
static uint32_t next_in_slot(const mod *m, const slot *s, uint32_t at)
{
    for (uint32_t i = at + 1; i < m->host->mods.count; i++) {
        const mod *other = serial_at(&m->host->mods, i);
        if (other && other != m && other->slot == s && holds_a_place(other))
            return i;
    }
    return 0;
}

static uint32_t count_in_slot(const mod *m, const slot *s)
{
    uint32_t count = 0;
    for (uint32_t at = next_in_slot(m, s, 0); at; at = next_in_slot(m, s, at))
        count++;
    return count;
}

/* A mod that is switched off but plays when it is switched on keeps its name. */
static const mod *find_namesake(const mod *m, text_view name)
{
    for (uint32_t i = 1; i < m->host->mods.count; i++) {
        const mod *other = serial_at(&m->host->mods, i);
        if (other && other != m && !other->wants_unload && (other->current || holds_a_place(other)) && text_equal(other->name, name))
            return other;
    }
    return NULL;
}

static bool tell_namesake(const mod *m, const mod *other, error *err)
{
    error_set(err, ERROR_PLACE, ERROR_NO_OFFSET, "the mods in \"%.*s\" and in \"%.*s\" are both called \"%.*s\"", TEXT_ARGS(other->key),
              TEXT_ARGS(m->key), TEXT_ARGS(other->name));
    return error_hint(err, "give one of them another \"name\" in its mod.json, or remove one; then this one plays");
}

static bool tell_full(const mod *m, const slot *s, error *err)
{
    enum { PLACE_NAMES = 4 };
    uint32_t count = count_in_slot(m, s), at = 0;
    char names[200] = "";
    for (uint32_t i = 0, size = 0; i < count && i < PLACE_NAMES; i++) {
        at = next_in_slot(m, s, at);
        const mod *other = serial_at(&m->host->mods, at);
        size += (uint32_t)text_format(names + size, sizeof names - size, "%s\"%.*s\"", i ? ", " : "", (int)(other->name.size < 40 ? other->name.size : 40), other->name.bytes);
    }
    error_set(err, ERROR_PLACE, ERROR_NO_OFFSET, "slot \"%.*s\" takes %u mod%s, and %s%s sit%s there", TEXT_ARGS(s->name), s->def.most,
              s->def.most == 1 ? "" : "s", names, count > PLACE_NAMES ? " and others" : "", count == 1 ? "s" : "");
    return error_hint(err, "disable or remove %s; then this one plays", count == 1 ? names : "one of them");
}

bool place_is_free(const mod *m, const image *i, const slot *s, error *err)
{
    const mod *other = find_namesake(m, image_name(i));
    if (other)
        return tell_namesake(m, other, err);
    if (s->def.most && count_in_slot(m, s) >= s->def.most)
        return tell_full(m, s, err);
    return true;
}
