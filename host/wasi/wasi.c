/* The context, and the way from an import's name to a function. */
#include "host/wasi/wasi_types.h"

#include <string.h>

static const struct { const char *interface_name, *name; } resources[] = {
#define WASI_RESOURCE(name, interface_name, wit_name) { interface_name, wit_name },
    WASI_RESOURCES(WASI_RESOURCE)
#undef WASI_RESOURCE
};

static const wasi_entry *const lists[] = {
    wasi_cli_entries, wasi_io_entries, wasi_clocks_entries, wasi_random_entries, wasi_sockets_entries
};

wasi_context *wasi_open(const wasi_config *config)
{
    wasi_context *w = budget_new(config->budget, wasi_context);
    if (!w)
        return NULL;
    w->config = *config;
    w->log_left = LIMIT_LOG_FRAME;
    wasi_seed(w);
    return w;
}

void wasi_end_lines(wasi_context *w)
{
    wasi_flush(w, WASI_STDOUT);
    wasi_flush(w, WASI_STDERR);
}

void wasi_close(wasi_context *w)
{
    if (!w)
        return;
    wasi_end_lines(w);
    for (size_t i = 0; i < COUNT_OF(w->streams); i++)
        budget_free(w->config.budget, w->streams[i].line, LIMIT_LOG_LINE);
    budget_free(w->config.budget, w->deadlines, w->deadline_capacity * sizeof *w->deadlines);
    budget_delete(w->config.budget, w);
}

void wasi_frame(wasi_context *w)
{
    if (w->log_dropped) {
        char text[80];
        int size = text_format(text, sizeof text, "(%u bytes of output dropped: too much in one frame)", w->log_dropped);
        w->config.line(w->config.user, true, (text_view){ text, (size_t)size });
    }
    w->log_left = LIMIT_LOG_FRAME;
    w->log_dropped = 0;
}

bool wasi_exited(const wasi_context *w, uint32_t *code)
{
    *code = w->exit_code;
    return w->exited;
}

bool wasi_has(text_view interface_name)
{
    return text_starts(interface_name, "wasi:");
}

/* "wasi:io/poll@0.2.6" is "wasi:io/poll" on track 0.2. False: another track. */
static bool on_track(text_view interface_name, text_view *base)
{
    const char *at = interface_name.size ? memchr(interface_name.bytes, '@', interface_name.size) : NULL;
    *base = interface_name;
    if (!at)
        return true;
    base->size = (size_t)(at - interface_name.bytes);
    return text_starts((text_view){ at, interface_name.size - base->size }, "@0.2.");
}

static bool refuse(error *err, text_view interface_name, text_view name)
{
    return error_set(err, ERROR_UNLINKABLE, ERROR_NO_OFFSET, "%.*s#%.*s: only WASI 0.2's cli, io, clocks, random, filesystem and sockets are here",
                     TEXT_ARGS(interface_name), TEXT_ARGS(name));
}

static bool is_known(text_view base)
{
    static const char *const packages[] = { "wasi:cli/", "wasi:io/", "wasi:clocks/", "wasi:random/", "wasi:filesystem/", "wasi:sockets/" };
    for (size_t i = 0; i < COUNT_OF(packages); i++)
        if (text_starts(base, packages[i]))
            return true;
    return false;
}

bool wasi_function(wasi_context *w, text_view interface_name, text_view name,
                   host_function **function, void **function_user, error *err)
{
    text_view base;
    if (!on_track(interface_name, &base) || !is_known(base))
        return refuse(err, interface_name, name);

    *function = wasi_nothing;
    *function_user = w;
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        for (const wasi_entry *e = lists[i]; e->name; e++)
            if (text_is(base, e->interface_name) && text_is(name, e->name))
                *function = e->function;
    return true;
}

bool wasi_resource(text_view interface_name, text_view name, uint32_t *host_type, error *err)
{
    text_view base;
    if (!on_track(interface_name, &base))
        return refuse(err, interface_name, name);
    for (uint32_t i = 0; i < WASI_RESOURCE_COUNT; i++)
        if (text_is(base, resources[i].interface_name) && text_is(name, resources[i].name)) {
            *host_type = WASI_HOST_TYPES + i;
            return true;
        }
    return refuse(err, interface_name, name);
}

/* An id of ours carries the host type where others have their serial, so that
 * neither is taken for the other. */
static inlay_resource id_of(wasi_resource_kind kind, uint32_t rep)
{
    return (inlay_resource){ rep, WASI_HOST_TYPES + (uint32_t)kind };
}

bool wasi_lift(uint32_t host_type, uint32_t rep, inlay_resource *out)
{
    *out = (inlay_resource){ rep, host_type };
    return true;
}

bool wasi_lower(uint32_t host_type, inlay_resource id, uint64_t *rep, char *why, size_t why_size)
{
    *rep = id.index;
    if (id.serial == host_type)
        return true;
    text_format(why, why_size, "this is no %s of WASI", resources[host_type - WASI_HOST_TYPES].name);
    return false;
}

void wasi_drop(wasi_context *w, uint32_t host_type, uint32_t rep)
{
    if (host_type == WASI_HOST_TYPES + WASI_POLLABLE && rep >= WASI_TIMED && rep - WASI_TIMED < w->deadline_count)
        w->deadlines[rep - WASI_TIMED] = 0;
}

uint32_t wasi_argument(const host_call *call, uint32_t index)
{
    return call->arguments[index].resource.index;
}

host_answer wasi_answer_u64(host_call *call, uint64_t value)
{
    call->result = (inlay_value){ .kind = INLAY_U64, .u64 = value };
    return HOST_DONE;
}

host_answer wasi_answer_own(host_call *call, wasi_resource_kind kind, uint32_t rep)
{
    call->result = (inlay_value){ .kind = INLAY_OWN, .resource = id_of(kind, rep) };
    return HOST_DONE;
}

host_answer wasi_answer_ok(host_call *call, const inlay_value *payload)
{
    call->result = (inlay_value){ .kind = INLAY_RESULT, .tag = 0 };
    if (payload) {
        call->result.payload = arena_new(call->scratch, inlay_value);
        if (!call->result.payload)
            return wasi_trap(call, "out of memory");
        *call->result.payload = *payload;
    }
    return HOST_DONE;
}

host_answer wasi_answer_error(host_call *call, const char *name)
{
    const ctype *type = call->type->result->other;
    inlay_value *payload = arena_new(call->scratch, inlay_value);
    if (!payload)
        return wasi_trap(call, "out of memory");

    payload->kind = type->kind == CTYPE_ENUM ? INLAY_ENUM : INLAY_VARIANT;
    for (uint32_t i = 0; i < type->count; i++)
        if (text_is(type->fields[i].name, name))
            payload->tag = i;
    call->result = (inlay_value){ .kind = INLAY_RESULT, .tag = 1 };
    call->result.payload = payload;
    return HOST_DONE;
}

host_answer wasi_trap(host_call *call, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    text_format_list(call->text, sizeof call->text, format, list);
    va_end(list);
    return HOST_TRAP;
}
