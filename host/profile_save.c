/* What a recorder holds, written: see profile_save.h. */
#include "host/profile_save.h"

#include "host/profile_format.h"
#include "host/recorder.h"

bool profile_take(inlay_host *host, uint32_t hitch_id, profile *p, error *err)
{
    recorder *r = host->recorder;
    if (!r)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "nothing was recorded: begin with inlay_profile_start");
    if (!hitch_id)
        return recorder_take(r, p) || error_memory(err);
    const hitch *h = hitch_find(&r->hitches, hitch_id);
    if (!h)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "there is no hitch %u: it was dropped, or never caught", hitch_id);
    return recorder_take_hitch(r, h, p) || error_memory(err);
}

bool profile_save(inlay_host *host, uint32_t hitch_id, const char *name, text_builder *out, error *err)
{
    profile_format format;
    profile p;
    if (!name || !profile_format_find(name, &format))
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "there is no format \"%.40s\"; there are inlay, html, chrome, firefox, speedscope, collapsed, csv and text",
                         name ? name : "");
    profile_open(&p, out->budget);
    bool good = profile_take(host, hitch_id, &p, err) && profile_format_write(&p, format, out, err);
    profile_close(&p);
    return good;
}
