/* Slots: their definition, checked against the WIT. */
#include "host/slot.h"

#include "engine/base/limits.h"
#include "engine/wit/wit_fit.h"

#include <string.h>

enum { SLOT_FUEL = 2000000, SLOT_BUCKET = 4, SLOT_SUSPENDED = 600, SLOT_STRIKES = 5, SLOT_STRIKE_FRAMES = 600,
       SLOT_SAVE_EVERY = 120, SLOT_STATE = 1 << 20, SLOT_FUEL_TO_START = 20000000, SLOT_MEMORY = 16 << 20, SLOT_HANDLES = 10000, SLOT_COPY = 1 << 20, SLOT_TABLE = 1000000 };

void slot_open(slot_table *t, arena *a, budget *b)
{
    *t = (slot_table){ .arena = a, .budget = b };
}

void slot_close(slot_table *t)
{
    for (uint32_t i = 0; i < t->count; i++)
        budget_free(t->budget, t->slots[i]->mods, t->slots[i]->mod_capacity * sizeof(struct mod *));
    budget_free(t->budget, t->slots, t->capacity * sizeof *t->slots);
    budget_free(t->budget, t->ordered, t->ordered_capacity * sizeof *t->ordered);
    *t = (slot_table){ 0 };
}

slot *slot_at(const slot_table *t, uint32_t index)
{
    return index && index <= t->count ? t->slots[index - 1] : NULL;
}

slot *slot_named(const slot_table *t, text_view name)
{
    for (uint32_t i = 0; i < t->count; i++)
        if (text_equal(t->slots[i]->name, name))
            return t->slots[i];
    return NULL;
}

bool slot_grants(const slot *s, text_view interface_base)
{
    for (uint32_t i = 0; i < s->grant_count; i++)
        if (text_equal(s->grants[i], interface_base))
            return true;
    return false;
}

static void fill_defaults(inlay_slot_def *d)
{
    d->fuel_per_frame = d->fuel_per_frame ? d->fuel_per_frame : SLOT_FUEL;
    d->fuel_to_start = d->fuel_to_start ? d->fuel_to_start : SLOT_FUEL_TO_START;
    d->memory_bytes = d->memory_bytes ? d->memory_bytes : SLOT_MEMORY;
    d->handles = d->handles ? d->handles : SLOT_HANDLES;
    d->copy_bytes = d->copy_bytes ? d->copy_bytes : SLOT_COPY;
    d->table_entries = d->table_entries ? d->table_entries : SLOT_TABLE;
    d->log_bytes = d->log_bytes ? d->log_bytes : LIMIT_LOG_FRAME;
    d->when_dry = d->when_dry ? d->when_dry : INLAY_DRY_SUSPEND;
    d->suspended_frames = d->suspended_frames ? d->suspended_frames : SLOT_SUSPENDED;
    d->strikes = d->strikes ? d->strikes : SLOT_STRIKES;
    d->strike_frames = d->strike_frames ? d->strike_frames : SLOT_STRIKE_FRAMES;
    d->save_every_frames = d->save_every_frames ? d->save_every_frames : SLOT_SAVE_EVERY;
    d->state_bytes = d->state_bytes ? d->state_bytes : SLOT_STATE;
    d->bucket_frames = d->bucket_frames ? d->bucket_frames : SLOT_BUCKET;
    if (d->fuel_per_frame > INT64_MAX / 8)
        d->fuel_per_frame = INT64_MAX / 8;
    if (d->fuel_most == 0)
        d->fuel_most = 2 * d->fuel_per_frame;
    if (d->fuel_most < d->fuel_per_frame)
        d->fuel_most = d->fuel_per_frame;
    if (d->fuel_most > INT64_MAX / 4)
        d->fuel_most = INT64_MAX / 4;
    if (d->fuel_to_start > INT64_MAX / 4)
        d->fuel_to_start = INT64_MAX / 4;
}

void slot_wish_for(slot *s, const slot_wish *wish)
{
    s->def = s->given;
    if (wish && wish->fuel_per_frame) {
        s->def.fuel_per_frame = wish->fuel_per_frame;
        s->def.fuel_most = 0;
    }
    if (wish) {
        s->def.fuel_most = wish->fuel_most ? wish->fuel_most : s->def.fuel_most;
        s->def.strikes = wish->strikes ? wish->strikes : s->def.strikes;
        s->def.suspended_frames = wish->suspended_frames ? wish->suspended_frames : s->def.suspended_frames;
        s->def.on_failure = wish->has_on_failure ? wish->on_failure : s->def.on_failure;
    }
    fill_defaults(&s->def);
    s->quota = quota_of_slot(&s->def);
    if (wish)
        s->quota = quota_over(&s->quota, &wish->quota);
    atomic_store(&s->memory_most, s->quota.memory);
}

static bool copy_grants(slot_table *t, slot *s, const char *const *grants, error *err)
{
    uint32_t count = 0;
    while (grants && grants[count])
        count++;
    text_view *copies = arena_array(t->arena, text_view, count);
    if (!copies)
        return error_memory(err);
    for (uint32_t i = 0; i < count; i++) {
        text_view base, version;
        track_split(text_of(grants[i]), &base, &version);
        copies[i] = arena_text(t->arena, base);
        if (!copies[i].bytes)
            return error_memory(err);
    }
    s->grants = copies;
    s->grant_count = count;
    return true;
}

static const cfunc *find_func(const cextern *externs, uint32_t count, const char *name)
{
    const cextern *found = cexterns_find(externs, count, text_of(name));
    return found && found->kind == CEXTERN_FUNC ? found->func : NULL;
}

/* save: func() -> T; load: func(state: T), with or without a result; T without handles. */
static bool take_state(slot *s, text_view interface_name, const cextern *externs, uint32_t count, error *err)
{
    const cfunc *save = find_func(externs, count, "save"), *load = find_func(externs, count, "load");
    if (!save || !load || save->param_count != 0 || !save->result || load->param_count != 1
        || !ctype_equal(save->result, load->params[0].type))
        return true;
    if (save->result->has_handles)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "slot \"%.*s\": what \"save\" gives holds a resource, which cannot be carried over", TEXT_ARGS(s->name));
    s->save_interface = s->load_interface = interface_name;
    s->save_name = (text_view)TEXT_LITERAL("save");
    s->load_name = (text_view)TEXT_LITERAL("load");
    s->state_type = save->result;
    return true;
}

static bool find_state(slot *s, error *err)
{
    const cexterns *world = s->world;
    if (!take_state(s, (text_view){ 0 }, world->exports, world->export_count, err))
        return false;
    for (uint32_t i = 0; i < world->export_count && !s->state_type; i++)
        if (world->exports[i].kind == CEXTERN_INSTANCE
            && !take_state(s, world->exports[i].name, world->exports[i].instance->exports, world->exports[i].instance->export_count, err))
            return false;
    return true;
}

static void put_in_order(slot_table *t, slot *s)
{
    uint32_t at = t->count - 1;
    for (; at > 0 && t->ordered[at - 1]->def.order > s->def.order; at--)
        t->ordered[at] = t->ordered[at - 1];
    t->ordered[at] = s;
}

slot *slot_define(slot_table *t, const wit_set *wit, const inlay_slot_def *def, error *err)
{
    if (slot_named(t, text_of(def->name))) {
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, "there is a slot \"%s\" already", def->name);
        return NULL;
    }
    const cexterns *world = wit_world(wit, text_of(def->world), err);
    slot *s = world ? arena_new(t->arena, slot) : NULL;
    if (!s || !budget_room(t->budget, t->slots, t->capacity, t->count)
        || !budget_room(t->budget, t->ordered, t->ordered_capacity, t->count)) {
        error_memory(err);
        return NULL;
    }
    s->given = *def;
    s->name = arena_text(t->arena, text_of(def->name));
    s->world_name = arena_text(t->arena, text_of(def->world));
    if (!s->name.bytes || !s->world_name.bytes) {
        error_memory(err);
        return NULL;
    }
    s->given.name = s->name.bytes;
    s->given.world = s->world_name.bytes;
    s->given.grants = NULL;
    s->world = world;
    slot_wish_for(s, NULL);
    if (!copy_grants(t, s, def->grants, err) || !find_state(s, err))
        return NULL;
    t->slots[t->count++] = s;
    s->index = t->count;
    put_in_order(t, s);
    return s;
}
