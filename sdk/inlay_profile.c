/* The public face of the recorder, and of the tracer. */
#include "host/host.h"
#include "host/profile_save.h"
#include "host/recorder.h"
#include "sdk/inlay.h"

enum { FRAMES = 600, FRAMES_MOST = 36000, SAMPLE_FUEL = 200000, FACTOR = 4, LEAST_NS = 1000000, LEAST_FUEL = 50000 };

static bool refuse(inlay_error *out, error *err, const char *why)
{
    if (why)
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%s", why);
    if (out)
        error_format(err, "inlay", out->text, sizeof out->text);
    return false;
}

static uint64_t or_default(uint64_t value, uint64_t otherwise) { return value ? value : otherwise; }

static recorder_options options_of(const inlay_profile_options *given)
{
    inlay_profile_options o = given ? *given : (inlay_profile_options){ 0 };
    recorder_options out = { .sample_fuel = or_default(o.sample_fuel, SAMPLE_FUEL), .memory_bytes = or_default(o.memory_bytes, UINT64_C(32) << 20) };
    out.is_exact = o.level == INLAY_PROFILE_EXACT;
    out.frames = (uint32_t)or_default(o.frames, FRAMES);
    out.frames = out.frames < HITCH_FRAMES ? HITCH_FRAMES : out.frames > FRAMES_MOST ? FRAMES_MOST : out.frames;
    out.sample_fuel = out.sample_fuel > INT32_MAX ? INT32_MAX : out.sample_fuel;
    out.hitch = (hitch_options){ .ns = o.hitch_ns, .fuel = o.hitch_fuel, .factor = o.hitch_factor != 0 ? o.hitch_factor : FACTOR, .least_ns = LEAST_NS, .least_fuel = LEAST_FUEL };
    return out;
}

bool inlay_profile_start(inlay_host *host, const inlay_profile_options *options, inlay_error *error_out)
{
    error err = { 0 };
    if (error_out)
        *error_out = (inlay_error){ 0 };
    if (!host_is_mine(host))
        return refuse(error_out, &err, "there is no host, or it is another thread's");
    if (host->entered || host_is_nested(host))
        return refuse(error_out, &err, "a recording begins between two frames, not inside another call of the SDK");
    if (options && options->level > INLAY_PROFILE_EXACT)
        return refuse(error_out, &err, "the options hold what is no value of their fields");
    recorder_options o = options_of(options);
    recorder_close(host->recorder);
    host->recorder = NULL;
    host->recorder = recorder_open(host, &o, &err);
    return host->recorder || refuse(error_out, &err, NULL);
}

void inlay_profile_stop(inlay_host *host)
{
    if (host_is_mine(host) && !host->entered && !host_is_nested(host) && host->recorder && !host->recorder->is_stopped)
        recorder_stop(host->recorder);
}

bool inlay_trace(inlay_host *host, const inlay_tracer *tracer)
{
    if (!host_is_mine(host) || host->entered || host_is_nested(host) || host->is_closing)
        return false;
    host->is_traced = tracer != NULL;
    host_end_era(host);
    host->tracer = tracer ? *tracer : (inlay_tracer){ 0 };
    return true;
}

static inlay_hitch public_hitch(const inlay_host *host, const hitch *h)
{
    const recorder *r = host->recorder;
    const mod *m = h->mod < r->mod_count ? mod_find(host, r->mods[h->mod].is.name) : NULL;
    return (inlay_hitch){ h->serial, h->frame, h->ns, h->fuel, m ? mod_id(m) : (inlay_mod){ 0, 0 } };
}

size_t inlay_hitches(inlay_host *host, inlay_hitch *hitches, size_t room)
{
    size_t count = 0;
    if (!host_is_mine(host) || !host->recorder)
        return 0;
    const hitch_watch *w = &host->recorder->hitches;
    uint32_t told = 0;
    for (const hitch *h = hitch_after(w, told); h; h = hitch_after(w, told)) {
        if (hitches && count < room)
            hitches[count] = public_hitch(host, h);
        told = h->serial;
        count++;
    }
    return count;
}

void inlay_hitch_drop(inlay_host *host, uint32_t id)
{
    hitch *h = host_is_mine(host) && host->recorder ? hitch_find(&host->recorder->hitches, id) : NULL;
    if (h)
        recorder_drop_hitch(host->recorder, h);
}

/* In pieces, so that a game may hand them on as they come. */
static bool hand_over(const text_builder *text, inlay_profile_write *write, void *user, error *err)
{
    enum { PIECE = 256 << 10 };
    for (size_t at = 0, size; at < text->size; at += size) {
        size = text->size - at < PIECE ? text->size - at : PIECE;
        if (!write(user, text->bytes + at, size))
            return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "the game's function could not write the profile");
    }
    return true;
}

bool inlay_profile_save(inlay_host *host, uint32_t hitch_id, const char *format, inlay_profile_write *write, void *user, inlay_error *error_out)
{
    const uint64_t most = UINT64_C(1) << 30;
    error err = { 0 };
    budget own;
    text_builder text;
    if (error_out)
        *error_out = (inlay_error){ 0 };
    if (!host_is_mine(host))
        return refuse(error_out, &err, "there is no host, or it is another thread's");
    if (host->entered || host_is_nested(host) || !write)
        return refuse(error_out, &err, "a profile is saved between two frames, not inside another call of the SDK, and with a function that writes");
    budget_open_child(&own, &host->budget, most);
    text_open(&text, &own);
    bool good = profile_save(host, hitch_id, format, &text, &err) && hand_over(&text, write, user, &err);
    text_close(&text);
    budget_close(&own);
    return good || refuse(error_out, &err, NULL);
}
