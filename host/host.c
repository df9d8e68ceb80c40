/* The host: opened, framed, closed. */
#include "host/host.h"

#include "host/failure.h"
#include "host/invoke.h"
#include "host/recorder.h"
#include "host/os/file.h"
#include "host/os/thread.h"
#include "host/os/os_pages.h"
#include "host/os/time.h"
#include "host/reload.h"
#include "host/scheduler.h"
#include "host/story.h"
#include "host/warm.h"
#include "host/tracer.h"

#include <string.h>

/* ---- words ---- */

void host_say(inlay_host *host, inlay_event_kind kind, const char *format, ...)
{
    char text[2000];
    va_list list;
    va_start(list, format);
    text_format_list(text, sizeof text, format, list);
    va_end(list);
    inlay_event event = { .kind = kind, .frame = host->frame };
    event_add(&host->events, &event, (text_view){ 0 }, text_of(text));
}

void host_tell_error(inlay_host *host, const mod *m, const error *err)
{
    error_format(err, m ? m->name.bytes : "inlay", host->last_error, sizeof host->last_error);
    if (m)
        mod_event((mod *)m, INLAY_EVENT_LOG, text_of(host->last_error));
    else
        host_say(host, INLAY_EVENT_LOG, "%s", host->last_error);
}

/* ---- opening ---- */

static const char *copy_text(arena *a, const char *text, bool *good)
{
    if (!text)
        return NULL;
    text_view copy = arena_text(a, text_of(text));
    *good = *good && copy.bytes;
    return copy.bytes;
}

static bool copy_config(inlay_host *host, const inlay_config *config, error *err)
{
    bool good = true;
    host->config = *config;
    host->config.wit = copy_text(&host->arena, config->wit, &good);
    host->config.policy = copy_text(&host->arena, config->policy, &good);
    host->config.mods = copy_text(&host->arena, config->mods, &good);
    host->config.wit_text = NULL;
    host->config.features = NULL;
    return good || error_memory(err);
}

static bool gather_features(inlay_host *host, const char *const *names, wit_options *out, error *err)
{
    while (names && names[out->feature_count])
        out->feature_count++;
    text_view *features = arena_array(&host->arena, text_view, out->feature_count);
    for (uint32_t i = 0; features && i < out->feature_count; i++)
        features[i] = text_of(names[i]);
    out->features = features;
    return features || error_memory(err);
}

/* The texts must outlive what is resolved from them: both are in the arena. */
static bool resolve_text(inlay_host *host, const char *text, const wit_options *options, error *err)
{
    wit_source *source = arena_new(&host->arena, wit_source);
    text_view copy = arena_text(&host->arena, text_of(text));
    if (!source || !copy.bytes)
        return error_memory(err);
    *source = (wit_source){ TEXT_LITERAL("wit_text"), copy, TEXT_LITERAL("wit_text") };
    host->wit = wit_resolve(&host->arena, source, 1, options, err);
    return host->wit != NULL;
}

static bool resolve_folder(inlay_host *host, const wit_options *options, error *err)
{
    if (!wit_folder_read(&host->wit_files, &host->budget, host->config.wit, err))
        return false;
    host->has_wit_files = true;
    host->wit = wit_resolve(&host->arena, host->wit_files.sources, host->wit_files.count, options, err);
    return host->wit != NULL;
}

static bool open_parts(inlay_host *host, const inlay_config *config, error *err)
{
    if (!copy_config(host, config, err))
        return false;
    if (!config->wit && !config->wit_text)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "a host needs WIT: set wit (a folder) or wit_text in the config");
    wit_options options = { 0 };
    if (!gather_features(host, config->features, &options, err))
        return false;
    if (!(config->wit_text ? resolve_text(host, config->wit_text, &options, err) : resolve_folder(host, &options, err)))
        return false;
    if (!wasi_interfaces(&host->arena, &host->offered, &host->offered_count, err))
        return false;
    import_open(&host->imports, &host->arena, &host->budget, host->wit);
    slot_open(&host->slots, &host->arena, &host->budget);
    host->loader = loader_open(&(loader_config){
        .allocator = host->allocator, .memory_limit = config->memory_bytes, .mods = host->config.mods,
        .watching = config->watching, .threads = config->loader_threads,
        .judging = { &host->slots, host->wit, host->offered, host->offered_count } }, err);
    return host->loader != NULL;
}

inlay_host *host_open(const inlay_config *config, error *err)
{
    budget root;
    budget_allocator allocator = { config->resize, config->resize_user };
    budget_open(&root, &allocator, config->memory_bytes);
    inlay_host *host = budget_new(&root, inlay_host);
    if (!host) {
        error_memory(err);
        return NULL;
    }
    host->budget = root;
    host->next_asked = host->asked;
    ticker_open(&host->ticker, config->clock, config->clock_user);
    atomic_init(&host->thread, thread_self());
    host->allocator = root.allocator;
    page_pool_open(&host->pages, os_pages());
    stack_pool_open(&host->stacks, &host->budget);
    arena_open(&host->arena, &host->budget);
    host_resource_open(&host->resources, &host->budget);
    serial_open(&host->mods, &host->budget);
    arena_open(&host->policy.arena, &host->budget);
    event_open(&host->events, &host->budget, config->log, config->log_user);
    host->imports.budget = host->slots.budget = &host->budget;
    if (open_parts(host, config, err))
        return host;
    if (!err->code)
        error_memory(err);
    host_close(host);
    return NULL;
}

/* ---- closing ---- */

/* What the game still owns was never dropped: named, by type, not touched. */
static void name_leaks(inlay_host *host)
{
    for (uint32_t t = 1; t <= host->imports.resource_count; t++) {
        uint32_t count = 0;
        for (const host_resource *r = host->resources.game; r; r = r->after)
            count += r->type == t;
        if (count)
            host_say(host, INLAY_EVENT_LOG, "%u of the resource %s were never dropped by the game", count, import_resource_at(&host->imports, t)->wit_name.bytes);
    }
}

static void close_mods(inlay_host *host)
{
    for (uint32_t i = 1; i < host->mods.count; i++) {
        mod *m = serial_at(&host->mods, i);
        if (m)
            mod_close(m);
    }
}

void host_close(inlay_host *host)
{
    if (!host)
        return;
    if (host->depth || host->entered || host->is_closing) {
        host->close_wanted = true;
        return;
    }
    host->is_closing = true;
    host_end_era(host);
    host->is_traced = false;
    loader_close(host->loader);
    recorder_close(host->recorder);
    host->recorder = NULL;
    close_mods(host);
    name_leaks(host);
    page_pool_close(&host->pages);
    stack_pool_close(&host->stacks);
    host_resource_close(&host->resources);
    budget_free(&host->budget, host->turns, host->turn_capacity * sizeof *host->turns);
    serial_close(&host->mods);
    event_close(&host->events);
    policy_close(&host->policy);
    slot_close(&host->slots);
    import_close(&host->imports);
    arena_close(&host->arena);
    if (host->has_wit_files)
        wit_folder_close(&host->wit_files);
    budget root = host->budget;
    budget_delete(&root, host);
    budget_close(&root);
}

/* ---- the frame ---- */

static void say_unbound(inlay_host *host)
{
    text_builder names;
    text_open(&names, &host->budget);
    for (uint32_t i = 0; i < host->slots.count; i++)
        import_list_unbound(&host->imports, host->slots.slots[i]->world, &names);
    if (names.size)
        host_say(host, INLAY_EVENT_LOG, "the game binds nothing to what its worlds offer; mods that use it are refused:\n%s", text_string(&names));
    text_close(&names);
}

static void freeze(inlay_host *host)
{
    if (host->is_frozen)
        return;
    host->is_frozen = true;
    say_unbound(host);
    if (host->config.mods && !file_stat(host->config.mods).is_folder)
        host_say(host, INLAY_EVENT_LOG, "there is no folder %s (seen from where the game was started); mods are found once there is", host->config.mods);
    if (!loader_start(host->loader))
        host_say(host, INLAY_EVENT_LOG, "the loader's thread could not be started; it works inside inlay_frame instead");
}

/* A thread's CPU clock costs more than a call, so calls are timed by the wall's, and
 * once a frame what that says is held to the CPU time that there was. */
static void end_times(inlay_host *host)
{
    uint64_t cpu = time_thread_ns(), most = cpu - host->cpu_before;
    bool known = host->cpu_before && cpu >= host->cpu_before && !host->config.clock;
    host->cpu_before = cpu;
    ticker_correct(&host->ticker);
    host->ns_measured = host_ns(host, host->ticks_now);
    host->ns_frame = known && host->ns_measured > most ? most : host->ns_measured;
    host->ticks_now = 0;
}

static uint64_t held_to_cpu(const inlay_host *host, uint64_t ticks)
{
    uint64_t ns = host_ns(host, ticks);
    if (host->ns_frame == host->ns_measured)
        return ns;
    return (uint64_t)((double)ns * (double)host->ns_frame / (double)host->ns_measured);
}

static void end_frame_of(mod *m)
{
    m->frames += m->ended_a_call;
    bool dry = m->current && m->current->is_suspended && !m->current->is_pending;
    m->dry_frames = dry ? (m->ended_a_call ? 0 : m->dry_frames) + 1 : 0;
    m->suspended_frames += m->current && m->current->is_suspended && m->current->activity == ACTIVITY_CALL;
    m->fuel_frame = m->fuel_now;
    m->fuel_shared_frame = m->fuel_shared_now;
    m->ns_frame = held_to_cpu(m->host, m->ticks_now);
    m->ns_total += m->ns_frame;
    m->translate_ns_frame = held_to_cpu(m->host, m->translate_ticks_now);
    if (m->host->length_ns && m->current) {
        figures_add(&m->figures, m->ns_frame);
        m->figures_frame = m->host->length_frame;
    }
    quota_warn(m);
    m->fuel_now = m->fuel_shared_now = m->ticks_now = m->translate_ticks_now = m->line_bytes_frame = m->lines_frame = 0;
    m->is_log_cut = false;
    m->ended_a_call = false;
    if (m->current)
        wasi_frame(m->current->wasi);
    if (m->candidate)
        wasi_frame(m->candidate->wasi);
}

/* The engine has no clock: it tells when it begins to translate a body, and when it has. */
static void time_translation(void *user, uint32_t bytes)
{
    inlay_host *host = user;
    uint64_t now = host_ticks(host);
    host->translated_bytes += bytes;
    if (bytes)
        host->translating_since = now;
    else
        host->translate_ticks += ticker_span(host->translating_since, now);
}

static void take_images(inlay_host *host)
{
    for (image *i; (i = loader_take(host->loader)) != NULL;) {
        mod *m = mod_find_key(host, i->key);
        if (!m && i->kind == IMAGE_GONE) {      /* the game had unloaded it already */
            image_release(i);
            continue;
        }
        if (!m && i->is_from_file)
            m = mod_open(host, i->key, true);
        if (m && m->loading == i) {
            m->loading = NULL;
            image_release(i);
        }
        if (!m || !image_hand_over(i, &host->budget)) {
            if (m || i->is_from_file)
                host_say(host, INLAY_EVENT_LOG, "%s: not loaded: the host's memory limit is reached", i->key_shown.bytes);
            image_release(i);
            continue;
        }
        if (i->code)
            component_code_watch(i->code, time_translation, host);
        mod_take_image(m, i);
    }
}

/* What was asked for while a task was on the native stack. */
static void settle(inlay_host *host)
{
    for (uint32_t i = 1; i < host->mods.count; i++) {
        mod *m = serial_at(&host->mods, i);
        if (!m)
            continue;
        if (m->wants_unload) {
            mod_unload(m, "the game asked for it");
            continue;
        }
        if (m->wants_abandon)
            reload_abandon(m, "the game asked for it");
        if (m->wants_restart)
            reload_restart(m);
        m->wants_abandon = m->wants_restart = false;
    }
}

/* Slots in order; in a slot, mods in order. A mod may trap meanwhile, and leave the list. */
static void resume_all(inlay_host *host)
{
    for (uint32_t s = 0; s < host->slots.count; s++) {
        slot *each = host->slots.ordered[s];
        for (uint32_t i = 0; i < each->mod_count;) {
            mod *m = each->mods[i];
            invoke_resume(m);
            i += i < each->mod_count && each->mods[i] == m;
        }
    }
}

static void step_reloads(inlay_host *host)
{
    for (uint32_t i = 1; i < host->mods.count; i++) {
        mod *m = serial_at(&host->mods, i);
        if (m && (m->newest || m->candidate))
            reload_step(m);
    }
}

/* What waits for time, or for the game, has started as far as it will while no time passes. */
static bool is_starting(const mod *m)
{
    if (!m->candidate)
        return m->newest && !m->is_waiting;
    const generation *awaited = m->phase == RELOAD_WAITING || m->phase == RELOAD_SAVING ? m->current : m->candidate;
    return m->host->length_ns || !awaited || !awaited->is_suspended || !awaited->is_pending;
}

bool host_is_settled(const inlay_host *host)
{
    if (!host->is_frozen || !loader_is_settled(host->loader))
        return false;
    for (uint32_t i = 1; i < host->mods.count; i++) {
        const mod *m = serial_at(&host->mods, i);
        if (m && m->is_enabled && (is_starting(m) || !warm_is_done(m)))
            return false;
    }
    return true;
}

static void tell_empty(inlay_host *host)
{
    if (!loader_is_settled(host->loader))
        return;
    for (uint32_t i = 0; i < host->slots.count; i++) {
        slot *s = host->slots.slots[i];
        bool starting = false;
        for (uint32_t n = 1; n < host->mods.count && !starting; n++) {
            const mod *m = serial_at(&host->mods, n);
            starting = m && m->slot == s && (m->candidate || (m->newest && !m->is_waiting));
        }
        if (!s->def.required || s->mod_count || s->was_empty || starting)
            continue;
        s->was_empty = true;
        inlay_event event = { .kind = INLAY_EVENT_SLOT_EMPTY, .slot = { s->index }, .frame = host->frame };
        char text[300];
        text_format(text, sizeof text, "slot \"%.*s\" is empty, and the game needs a mod there", TEXT_ARGS(s->name));
        event_add(&host->events, &event, (text_view){ 0 }, text_of(text));
    }
}

static void tell_lost(inlay_host *host)
{
    if (host->events.lost == host->lost_told)
        return;
    uint64_t lost = host->events.lost - host->lost_told;
    host->lost_told = host->events.lost;
    host_say(host, INLAY_EVENT_LOG, "%llu events were lost: take them with inlay_next_event each frame", (unsigned long long)lost);
}

static void tell_strangers(inlay_host *host)
{
    unsigned count = atomic_exchange(&host->strangers, 0);
    if (count)
        host_say(host, INLAY_EVENT_LOG, "%u call%s of the SDK came from another thread than the host's and did nothing; "
                 "a host is used by the thread that opened it, or that called inlay_use_thread last", count, count == 1 ? "" : "s");
}

/* The frame before is over. Only frames in which time passes are counted. */
static void keep_figures(inlay_host *host, double seconds)
{
    if (host->length_ns) {
        figures_add(&host->figures, host->ns_frame);
        figures_ring_add(&host->lengths, host->length_ns);
    }
    host->length_ns = seconds > 0 && seconds < 1e6 ? (uint64_t)(seconds * 1e9) : 0;
    host->length_frame = host->frame;
}

void host_end_frame(inlay_host *host)
{
    if (host_is_nested(host))
        host_say(host, INLAY_EVENT_LOG, "inlay_end_frame was called inside another call of the SDK, and did nothing");
    else
        scheduler_share_out(host);
}

void host_frame(inlay_host *host, double seconds)
{
    if (host_is_nested(host)) {
        host_say(host, INLAY_EVENT_LOG, "inlay_frame was called inside another call of the SDK, and did nothing");
        return;
    }
    scheduler_open(host);
    scheduler_share_out(host);
    warm_step(host);
    page_pool_step(&host->pages);
    end_times(host);
    host->source_steps = STORY_STEPS;
    host->has_dumped = false;
    if (seconds > 0) {
        host->frame++;
        host->now_ns += seconds < 1e6 ? (uint64_t)(seconds * 1e9) : 0;
    }
    for (uint32_t i = 1; i < host->mods.count; i++)
        if (serial_at(&host->mods, i))
            end_frame_of(serial_at(&host->mods, i));
    if (host->recorder)
        recorder_end_frame(host->recorder, host->length_ns != 0);
    if (host->is_traced && host->length_ns)
        tracer_end_frame(host);
    keep_figures(host, seconds);
    freeze(host);
    if (!loader_has_thread(host->loader))
        loader_work_for_a_frame(host->loader);
    take_images(host);
    settle(host);
    policy_step(host);
    failure_step(host);
    scheduler_refill(host);
    resume_all(host);
    step_reloads(host);
    tell_empty(host);
    tell_lost(host);
    tell_strangers(host);
}

/* ---- around the SDK's functions ---- */

bool host_use_thread(inlay_host *host)
{
    if (host->entered || host->depth || host->is_closing)
        return false;
    host->cpu_before = 0;               /* that was another thread's time */
    atomic_store(&host->thread, thread_self());
    return true;
}

bool host_is_nested(const inlay_host *host)
{
    return host->depth || host->entered > 1;
}

void host_left(inlay_host *host)
{
    if (host->entered_at)
        host->ticks_now += ticker_span(host->entered_at, host->left_at ? host->left_at : host_ticks(host));
    if (host->close_wanted)
        host_close(host);
}
