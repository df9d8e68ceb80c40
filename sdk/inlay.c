/* The public face: checks what it was given, and forwards to the host. Nothing
 * that a game hands over, null, stale or malformed, is more than an error. */
#include "host/answer.h"
#include "host/dump.h"
#include "host/failure.h"
#include "host/host.h"
#include "host/invoke.h"
#include "host/prices.h"
#include "host/overlay.h"
#include "host/reload.h"
#include "host/scheduler.h"
#include "host/stats.h"
#include "host/usual.h"
#include "sdk/inlay.h"

#include <string.h>

enum { INLAY_CHARGE_MOST = 1 << 30, INLAY_VALUE_DEPTH = 100, INLAY_NAME_MOST = 4096, INLAY_COUNT_MOST = 1 << 26 };

/* ---- checks ---- */

/* Nothing in it is null where it counts something. What type it must have is the engine's to say. */
static bool is_sound(const inlay_value *v, uint32_t depth);

static bool are_sound(const inlay_value *items, size_t count, uint32_t depth)
{
    if (count > INLAY_COUNT_MOST || (count && !items))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!is_sound(&items[i], depth))
            return false;
    return true;
}

/* Numbers, bool and char; and at the top, records of them. */
static bool is_packable(uint32_t tag, uint32_t depth)
{
    return (tag >= INLAY_BOOL && tag <= INLAY_CHAR) || (!depth && (tag == INLAY_RECORD || tag == INLAY_TUPLE));
}

static bool is_sound(const inlay_value *v, uint32_t depth)
{
    if (depth > INLAY_VALUE_DEPTH)
        return false;
    switch (v->kind) {
    case INLAY_STRING:
        return v->string.size <= INLAY_COUNT_MOST && (v->string.bytes || !v->string.size);
    case INLAY_LIST:
        if (v->tag)
            return is_packable(v->tag, depth) && v->packed.count <= INLAY_COUNT_MOST && (v->packed.items || !v->packed.count);
        return are_sound(v->list.items, v->list.count, depth + 1);
    case INLAY_RECORD: case INLAY_TUPLE: case INLAY_MAP:
        return are_sound(v->list.items, v->list.count, depth + 1);
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        return !v->payload || is_sound(v->payload, depth + 1);
    case INLAY_NOTHING: case INLAY_BOOL: case INLAY_S8: case INLAY_U8: case INLAY_S16: case INLAY_U16: case INLAY_S32:
    case INLAY_U32: case INLAY_S64: case INLAY_U64: case INLAY_F32: case INLAY_F64: case INLAY_CHAR: case INLAY_ENUM:
    case INLAY_FLAGS: case INLAY_OWN: case INLAY_BORROW:
        return true;
    }
    return false;
}

static bool is_name(const char *name)
{
    return name && strnlen(name, INLAY_NAME_MOST) < INLAY_NAME_MOST;
}

static void tell(inlay_error *out, const error *err)
{
    if (out && err->code == ERROR_WIT)
        wit_error_format(err, out->text, sizeof out->text);      /* it names the WIT file */
    else if (out)
        error_format(err, "inlay", out->text, sizeof out->text);
}

static bool misused(inlay_error *out, const char *what)
{
    error err = { 0 };
    error_set(&err, ERROR_USE, ERROR_NO_OFFSET, "%s", what);
    tell(out, &err);
    return false;
}

/* False, and why, when the host is another thread's. */
static bool is_ours(inlay_host *host, inlay_error *error_out)
{
    return !host || host_is_mine(host) || misused(error_out, "this thread is not the host's: a host is used by the thread that opened it, or that called inlay_use_thread last");
}

static inlay_status refuse(inlay_host *host, const char *what)
{
    error err = { 0 };
    error_set(&err, ERROR_USE, ERROR_NO_OFFSET, "%s", what);
    host_tell_error(host, NULL, &err);
    return INLAY_DENIED;
}

static bool has_parts(const inlay_value *v)
{
    return v->kind >= INLAY_RECORD && v->kind <= INLAY_MAP && !(v->kind == INLAY_LIST && v->tag);
}

/* What every call into a mod checks; INLAY_DONE: go on. */
static inlay_status check_call(inlay_host *host, const char *name, const inlay_value *arguments, size_t count)
{
    for (size_t i = 0; arguments && i < count; i++)
        if (has_parts(&arguments[i]))
            host_begin_time(host);        /* looking at them takes its time too */
    if (!is_name(name))
        return refuse(host, "the name of what to call is missing");
    if (!are_sound(arguments, count, 0))
        return refuse(host, "an argument holds a null pointer, or is no value at all");
    return INLAY_DONE;
}

/* ---- the host ---- */

inlay_host *inlay_open(const inlay_config *config, inlay_error *error_out)
{
    error err = { 0 };
    if (error_out)
        *error_out = (inlay_error){ 0 };
    if (!config || config->watching > INLAY_WATCH_OFF || config->loader_threads > INLAY_NO_THREAD) {
        misused(error_out, "the config is missing, or holds what is no value of its fields");
        return NULL;
    }
    inlay_host *host = host_open(config, &err);
    if (!host && err.code == ERROR_MEMORY && config->memory_bytes)
        error_hint(&err, "memory_bytes of the config, %llu, is all that the host may take: raise it", (unsigned long long)config->memory_bytes);
    if (!host)
        tell(error_out, &err);
    return host;
}

void inlay_close(inlay_host *host)
{
    if (host_is_mine(host))
        host_close(host);
}

bool inlay_use_thread(inlay_host *host)
{
    return host && host_use_thread(host);
}

const char *inlay_version(void)
{
    return INLAY_VERSION;
}

const char *inlay_error_text(const inlay_error *error_in)
{
    return error_in ? error_in->text : "";
}

const char *inlay_last_error(inlay_host *host)
{
    static const char stranger[] = "inlay: the SDK was called the wrong way\n"
        "  this thread is not the host's: a host is used by the thread that opened it, or that called inlay_use_thread last\n";
    if (!host)
        return "";
    return host_is_threads_own(host) ? host->last_error : stranger;
}

void inlay_frame(inlay_host *host, double seconds)
{
    if (!host_is_mine(host) || host->is_closing)
        return;
    host_enter(host);
    host_frame(host, seconds);
    host_leave(host);
}

void inlay_end_frame(inlay_host *host)
{
    if (!host_is_mine(host) || host->is_closing)
        return;
    host_enter(host);
    host_end_frame(host);
    host_leave(host);
}

bool inlay_is_settled(inlay_host *host)
{
    return host_is_mine(host) && !host->is_closing && host_is_settled(host);
}

/* ---- slots ---- */

inlay_slot inlay_slot_define(inlay_host *host, const inlay_slot_def *def, inlay_error *error_out)
{
    error err = { 0 };
    if (error_out)
        *error_out = (inlay_error){ 0 };
    if (!is_ours(host, error_out))
        return (inlay_slot){ 0 };
    if (!host || !def || !is_name(def->name) || !is_name(def->world) || def->when_dry > INLAY_DRY_FAIL || def->on_failure > INLAY_FAILURE_DISABLE) {
        misused(error_out, "a slot needs a host, a name and a world, and values of its fields' types");
        return (inlay_slot){ 0 };
    }
    if (host->is_frozen) {
        misused(error_out, "slots are defined before the first inlay_frame");
        return (inlay_slot){ 0 };
    }
    slot *s = slot_define(&host->slots, host->wit, def, &err);
    if (s)
        return (inlay_slot){ s->index };
    tell(error_out, &err);
    return (inlay_slot){ 0 };
}

size_t inlay_mods(inlay_host *host, inlay_slot id, inlay_mod *mods, size_t room)
{
    const slot *s = host_is_mine(host) ? slot_at(&host->slots, id.index) : NULL;
    for (size_t i = 0; s && mods && i < room && i < s->mod_count; i++)
        mods[i] = mod_id(s->mods[i]);
    return s ? s->mod_count : 0;
}

size_t inlay_all_mods(inlay_host *host, inlay_mod *mods, size_t room)
{
    size_t count = 0;
    if (!host_is_mine(host))
        return 0;
    for (uint32_t i = 1; i < host->mods.count; i++) {
        const mod *m = serial_at(&host->mods, i);
        if (!m || m->wants_unload)
            continue;
        if (mods && count < room)
            mods[count] = mod_id(m);
        count++;
    }
    return count;
}

/* ---- what the game offers ---- */

static bool may_bind(inlay_host *host, const char *wit_name, inlay_error *error_out)
{
    if (error_out)
        *error_out = (inlay_error){ 0 };
    if (!is_ours(host, error_out))
        return false;
    if (!host || !is_name(wit_name))
        return misused(error_out, "a binding needs a host and a name");
    if (host->is_frozen)
        return misused(error_out, "functions and resources are bound before the first inlay_frame");
    return true;
}

bool inlay_bind(inlay_host *host, const char *wit_name, inlay_function *function, void *user, inlay_error *error_out)
{
    error err = { 0 };
    if (!may_bind(host, wit_name, error_out))
        return false;
    if (!function)
        return misused(error_out, "there is no function to bind");
    if (import_bind(&host->imports, wit_name, function, user, &err))
        return true;
    tell(error_out, &err);
    return false;
}

bool inlay_bind_resource(inlay_host *host, const char *wit_name, inlay_drop *drop, void *user, inlay_error *error_out)
{
    error err = { 0 };
    if (!may_bind(host, wit_name, error_out))
        return false;
    if (import_bind_resource(&host->imports, wit_name, drop, user, &err))
        return true;
    tell(error_out, &err);
    return false;
}

bool inlay_set_price(inlay_host *host, const char *wit_name, uint64_t fuel_per_call, uint64_t fuel_per_kib, inlay_error *error_out)
{
    error err = { 0 };
    if (!may_bind(host, wit_name, error_out))
        return false;
    if (import_set_price(&host->imports, wit_name, fuel_per_call, fuel_per_kib, &err))
        return true;
    tell(error_out, &err);
    return false;
}

int inlay_prices_text(inlay_host *host, char *out, size_t size)
{
    if (out && size)
        out[0] = 0;
    if (!host_is_mine(host))
        return 0;
    text_builder text;
    text_open(&text, &host->budget);
    prices_write(host, &text);
    int length = text_format(out, out ? size : 0, "%s", text_string(&text));
    text_close(&text);
    return length;
}

/* It is not over, and this thread's. */
static bool is_live(const inlay_call *call)
{
    return call && host_is_mine(call->host) && call->inner;
}

size_t inlay_call_argument_count(const inlay_call *call)
{
    return is_live(call) ? call->inner->argument_count : 0;
}

const inlay_value *inlay_call_argument(const inlay_call *call, size_t index)
{
    static const inlay_value nothing = { .kind = INLAY_NOTHING };
    if (!is_live(call) || index >= call->inner->argument_count)
        return &nothing;
    return &call->inner->arguments[index];
}

/* Copied at once: the game's own bytes may go when its function returns. */
void inlay_call_return(inlay_call *call, inlay_value result)
{
    if (!is_live(call))
        return;
    if (is_sound(&result, 0) && value_copy(call->inner->scratch, &result, &call->inner->result))
        return;
    call->inner->result = (inlay_value){ .kind = INLAY_NOTHING };
}

void *inlay_call_alloc(inlay_call *call, size_t bytes)
{
    if (!is_live(call) || bytes > INLAY_COUNT_MOST)
        return NULL;
    return arena_alloc(call->inner->scratch, bytes);
}

inlay_status inlay_call_trap(inlay_call *call, const char *text)
{
    if (is_live(call))
        text_format(call->inner->text, sizeof call->inner->text, "%s", text && *text ? text : "the game failed the call");
    return INLAY_TRAPPED;
}

/* host_call.work is in bytes moved, 16 a unit. */
void inlay_call_charge(inlay_call *call, uint64_t fuel)
{
    if (is_live(call))
        call->inner->work += (fuel < INLAY_CHARGE_MOST ? fuel : INLAY_CHARGE_MOST) * 16;
}

uint64_t *inlay_call_state(inlay_call *call)
{
    return is_live(call) ? &call->inner->state : NULL;
}

bool inlay_call_is_cancelled(const inlay_call *call)
{
    return is_live(call) && call->inner->cancelled;
}

inlay_host *inlay_call_host(const inlay_call *call)
{
    return call ? call->host : NULL;
}

inlay_mod inlay_call_mod(const inlay_call *call)
{
    return is_live(call) ? mod_id(call->generation->mod) : (inlay_mod){ 0, 0 };
}

/* ---- calling mods ---- */

inlay_status inlay_call_export(inlay_host *host, inlay_mod id, const char *export_name, const inlay_value *arguments, size_t argument_count,
                               inlay_value *results, size_t result_count)
{
    if (!host_is_mine(host))
        return host ? INLAY_DENIED : INLAY_STALE;
    mod *m = mod_get(host, id);
    if (!m || host->is_closing)
        return INLAY_STALE;
    host_enter_call(host);
    inlay_status status = check_call(host, export_name, arguments, argument_count);
    if (status == INLAY_DONE)
        status = invoke_export(m, text_of(export_name), arguments, (uint32_t)argument_count, results, result_count);
    host_leave(host);
    return status;
}

inlay_status inlay_take_result(inlay_host *host, inlay_mod id, inlay_value *results, size_t result_count)
{
    if (host && !host_is_mine(host))
        return INLAY_DENIED;
    mod *m = host ? mod_get(host, id) : NULL;
    return m ? invoke_take(m, results, result_count) : INLAY_STALE;
}

/* ---- typed calls ---- */

bool inlay_typed_bind(inlay_host *host, inlay_slot id, const inlay_binding *binding, const void *table, void *user, inlay_error *error_out)
{
    error err = { 0 };
    if (!binding)
        return misused(error_out, "there is no binding");
    if (!may_bind(host, binding->world, error_out))
        return false;
    slot *s = slot_at(&host->slots, id.index);
    if (!s)
        return misused(error_out, "there is no such slot");
    if (binding_attach(host, s, binding, table, user, &err))
        return true;
    tell(error_out, &err);
    return false;
}

inlay_status inlay_typed_call(inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index,
                              const void *const *arguments, void *result)
{
    if (!host || !binding)
        return INLAY_STALE;
    return usual_call(host, id, binding, index, arguments, result);
}

inlay_status inlay_typed_method(inlay_host *host, inlay_resource self, const inlay_binding *binding, uint32_t index,
                                const void *const *arguments, void *result)
{
    if (!host || !binding)
        return INLAY_STALE;
    if (!host_is_mine(host))
        return INLAY_DENIED;
    if (host->is_closing)
        return INLAY_STALE;
    host_enter_call(host);
    inlay_status status = invoke_typed_method(host, self, binding, index, arguments, result);
    host_leave(host);
    return status;
}

inlay_status inlay_typed_take(inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index, void *result)
{
    if (!host || !binding)
        return INLAY_STALE;
    if (!host_is_mine(host))
        return INLAY_DENIED;
    mod *m = mod_get(host, id);
    return m ? invoke_typed_take(m, binding, index, result) : INLAY_STALE;
}

void inlay_abandon(inlay_host *host, inlay_mod id)
{
    mod *m = host_is_mine(host) ? mod_get(host, id) : NULL;
    if (!m)
        return;
    host_enter(host);
    if (host_is_nested(host))
        m->wants_abandon = true;
    else
        reload_abandon(m, "the game asked for it");
    host_leave(host);
}

void inlay_set_when_dry(inlay_host *host, inlay_mod id, inlay_when_dry when_dry)
{
    mod *m = host_is_mine(host) ? mod_get(host, id) : NULL;
    if (!m || when_dry > INLAY_DRY_FAIL)
        return;
    m->when_dry = when_dry;
    host_end_era(host);
}

void inlay_next_call(inlay_host *host, inlay_call_options options)
{
    if (!host_is_mine(host) || options.when_dry > INLAY_DRY_FAIL)
        return;
    host->next_call = options;
    host_end_era(host);
}

void inlay_retry(inlay_host *host, inlay_mod id)
{
    mod *m = host_is_mine(host) ? mod_get(host, id) : NULL;
    if (!m)
        return;
    host_enter(host);
    failure_retry(m);
    host_leave(host);
}

size_t inlay_get_dump(inlay_host *host, inlay_mod id, void *bytes, size_t room)
{
    const mod *m = host_is_mine(host) ? mod_get(host, id) : NULL;
    return m ? dump_copy(m, bytes, bytes ? room : 0) : 0;
}

void inlay_add_fuel(inlay_host *host, inlay_mod id, uint64_t fuel)
{
    mod *m = host_is_mine(host) ? mod_get(host, id) : NULL;
    if (m)
        scheduler_add(m, fuel);
}

bool inlay_has_export(inlay_host *host, inlay_mod id, const char *export_name)
{
    mod *m = host_is_mine(host) && is_name(export_name) ? mod_get(host, id) : NULL;
    return m && m->current && generation_find_export(m->current, text_of(export_name));
}

/* ---- resources ---- */

static void tell_unbound(inlay_host *host, const char *name)
{
    error err = { 0 };
    error_set(&err, ERROR_USE, ERROR_NO_OFFSET, "no resource \"%s\" is bound", name);
    error_hint(&err, "bind it first, with inlay_bind_resource or the function that `inlay bind` made, under this very name");
    host_tell_error(host, NULL, &err);
}

inlay_resource inlay_resource_new(inlay_host *host, const char *wit_name, void *data)
{
    if (!host_is_mine(host))
        return (inlay_resource){ 0, 0 };
    const import_resource *bound = is_name(wit_name) ? import_resource_named(&host->imports, wit_name) : NULL;
    if (!bound)
        tell_unbound(host, is_name(wit_name) ? wit_name : "");
    host_resource *r = bound && !host->is_closing ? host_resource_add_host(&host->resources, bound->type, data) : NULL;
    return r ? (inlay_resource){ r->index, r->serial } : (inlay_resource){ 0, 0 };
}

void *inlay_resource_data(inlay_host *host, inlay_resource resource)
{
    const host_resource *r = host_is_mine(host) ? host_resource_get(&host->resources, resource) : NULL;
    return r && !r->is_guest ? r->data : NULL;
}

bool inlay_resource_alive(inlay_host *host, inlay_resource resource)
{
    return host_is_mine(host) && host_resource_get(&host->resources, resource);
}

inlay_status inlay_resource_construct(inlay_host *host, inlay_mod id, const char *resource_name, const inlay_value *arguments,
                                      size_t argument_count, inlay_resource *out)
{
    inlay_resource made = { 0, 0 };
    if (out)
        *out = made;
    if (host && !host_is_mine(host))
        return INLAY_DENIED;
    mod *m = host ? mod_get(host, id) : NULL;
    if (!m || host->is_closing)
        return INLAY_STALE;
    host_enter(host);
    inlay_status status = out ? check_call(host, resource_name, arguments, argument_count) : refuse(host, "there is no place for the resource");
    if (status == INLAY_DONE)
        status = invoke_construct(m, text_of(resource_name), arguments, (uint32_t)argument_count, out);
    host_leave(host);
    return status;
}

inlay_status inlay_resource_call(inlay_host *host, inlay_resource self, const char *method, const inlay_value *arguments, size_t argument_count,
                                 inlay_value *results, size_t result_count)
{
    if (host && !host_is_mine(host))
        return INLAY_DENIED;
    if (!host || host->is_closing)
        return INLAY_STALE;
    host_enter(host);
    inlay_status status = check_call(host, method, arguments, argument_count);
    if (status == INLAY_DONE)
        status = invoke_method(host, self, text_of(method), arguments, (uint32_t)argument_count, results, result_count);
    host_leave(host);
    return status;
}

void inlay_resource_drop(inlay_host *host, inlay_resource resource)
{
    if (!host_is_mine(host))
        return;
    host_enter(host);
    invoke_drop(host, resource);
    host_leave(host);
}

/* ---- mods ---- */

static mod *open_for_load(inlay_host *host, const char *name)
{
    mod *m = mod_find_key(host, text_of(name));
    return m ? m : mod_open(host, text_of(name), false);
}

/* An image of these bytes, with the loader or later; null: none. */
static image *find_same(const inlay_host *host, const void *bytes, size_t size)
{
    for (uint32_t n = 1; n < host->mods.count; n++) {
        const mod *m = serial_at(&host->mods, n);
        image *const images[] = { m ? m->loading : NULL, m ? m->newest : NULL, m ? m->good : NULL };
        for (size_t i = 0; i < sizeof images / sizeof *images; i++)
            if (images[i] && image_has_bytes(images[i], bytes, size))
                return images[i];
    }
    return NULL;
}

static image *open_image(inlay_host *host, const char *name, const void *bytes, size_t size, const char *manifest_text)
{
    image *i = image_open(&host->allocator, host->config.memory_bytes, text_of(name)), *same = find_same(host, bytes, size);
    if (i && (same ? image_set_same(i, same, manifest_text) : image_set_bytes(i, bytes, size, manifest_text)))
        return i;
    image_release(i);
    return NULL;
}

inlay_mod inlay_load(inlay_host *host, const char *name, const void *bytes, size_t size, const char *manifest_text, inlay_error *error_out)
{
    error err = { 0 };
    if (error_out)
        *error_out = (inlay_error){ 0 };
    if (!is_ours(host, error_out))
        return (inlay_mod){ 0, 0 };
    if (!host || host->is_closing || !is_name(name) || !*name || (!bytes && size)) {
        misused(error_out, "a mod needs a host, a name and bytes");
        return (inlay_mod){ 0, 0 };
    }
    image *i = open_image(host, name, bytes, size, manifest_text);
    mod *m = i ? open_for_load(host, name) : NULL;
    if (!m) {
        image_release(i);
        error_memory(&err);
        tell(error_out, &err);
        return (inlay_mod){ 0, 0 };
    }
    i->wanted_slot = m->slot ? m->slot->index : 0;
    image_release(m->loading);
    image_keep(i);
    m->loading = i;
    loader_judge(host->loader, i);
    return mod_id(m);
}

void inlay_unload(inlay_host *host, inlay_mod id)
{
    mod *m = host_is_mine(host) ? mod_get(host, id) : NULL;
    if (!m)
        return;
    host_enter(host);
    mod_unload(m, "the game asked for it");
    host_leave(host);
}

void inlay_enable(inlay_host *host, inlay_mod id, bool enabled)
{
    mod *m = host_is_mine(host) ? mod_get(host, id) : NULL;
    if (m)
        mod_enable(m, enabled);
}

/* From its file where it has one; else, or where that can't be asked for, from the bytes kept. */
void inlay_reload(inlay_host *host, inlay_mod id)
{
    mod *m = host_is_mine(host) ? mod_get(host, id) : NULL;
    if (!m || host->is_closing)
        return;
    failure_forgive(m);
    if (!m->is_from_file || !loader_reread(host->loader, m->key))
        m->wants_restart = true;
}

inlay_mod inlay_find(inlay_host *host, const char *name)
{
    const mod *m = host_is_mine(host) && is_name(name) ? mod_find(host, text_of(name)) : NULL;
    return m ? mod_id(m) : (inlay_mod){ 0, 0 };
}

bool inlay_get_stats(inlay_host *host, inlay_mod id, inlay_stats *stats)
{
    mod *m = host_is_mine(host) ? mod_get(host, id) : NULL;
    if (!m || !stats)
        return false;
    stats_of_mod(m, stats);
    return true;
}

float inlay_overlay_draw(inlay_host *host, const inlay_painter *painter)
{
    if (!host_is_mine(host) || host->entered || !painter || !painter->rect || !painter->text || !painter->text_width)
        return 0;
    return overlay_draw(host, painter);
}

bool inlay_get_host_stats(inlay_host *host, inlay_host_stats *stats)
{
    if (!host_is_mine(host) || !stats)
        return false;
    stats_of_host(host, stats);
    return true;
}

bool inlay_next_event(inlay_host *host, inlay_event *event)
{
    if (event)
        *event = (inlay_event){ 0 };
    return event && host_is_mine(host) && event_next(&host->events, event);
}

void inlay_event_free(inlay_event *event)
{
    if (event)
        event_free(event);
}

/* ---- values ---- */

inlay_value inlay_text(const char *text)
{
    inlay_value v = { .kind = INLAY_STRING };
    v.string.bytes = text ? text : "";
    v.string.size = text ? strlen(text) : 0;
    return v;
}

/* Built in a budget of its own, of at most a MiB: a value may be anything. */
int inlay_value_text(const inlay_value *value, char *out, size_t size)
{
    budget own;
    text_builder text;
    budget_open(&own, NULL, 1 << 20);
    text_open(&text, &own);
    if (value && is_sound(value, 0))
        value_print(&text, value, NULL);
    int length = text_format(out, out ? size : 0, "%s", text_string(&text));
    text_close(&text);
    budget_close(&own);
    return length;
}

int inlay_export_type(inlay_host *host, inlay_mod id, const char *export_name, char *out, size_t size)
{
    const mod *m = host_is_mine(host) && is_name(export_name) ? mod_get(host, id) : NULL;
    const generation_export *e = m && m->current ? generation_find_export(m->current, text_of(export_name)) : NULL;
    if (out && size)
        out[0] = 0;
    if (!e)
        return 0;
    text_builder text;
    text_open(&text, &host->budget);
    cfunc_print(&text, e->name, e->type);
    int length = text_format(out, out ? size : 0, "%s", text_string(&text));
    text_close(&text);
    return length;
}
