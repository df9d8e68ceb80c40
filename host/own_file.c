/* inlay:mod/sections */
#include "host/own_file.h"

#include "host/section.h"

enum { SECTION_WORK = 16, NAMES_MOST = 10000 };    /* work: of looking at one section, in bytes moved (host_call.work) */

static host_answer no_memory(host_call *call)
{
    text_format(call->text, sizeof call->text, "out of memory");
    return HOST_TRAP;
}

typedef struct listing { inlay_value *items; uint32_t count; } listing;

static bool list_name(void *user, text_view name, const uint8_t *bytes, size_t size)
{
    listing *l = user;
    (void)bytes;
    (void)size;
    if (l->items) {
        l->items[l->count] = (inlay_value){ .kind = INLAY_STRING };
        l->items[l->count].string = (inlay_string){ name.bytes, name.size };
    }
    return ++l->count < NAMES_MOST;
}

static host_answer answer_names(void *user, host_call *call)
{
    listing all = { 0 };
    section_each(user, list_name, &all);
    call->work += (uint64_t)all.count * SECTION_WORK;
    all.items = arena_array(call->scratch, inlay_value, all.count);
    if (!all.items)
        return no_memory(call);
    all.count = 0;
    section_each(user, list_name, &all);
    call->result = (inlay_value){ .kind = INLAY_LIST };
    call->result.list.items = all.items;
    call->result.list.count = all.count;
    return HOST_DONE;
}

/* Null: none, which is the result then; else the result wants its payload. */
static const uint8_t *find(const component *own, host_call *call, size_t *size)
{
    inlay_string name = call->arguments[0].string;
    uint32_t looked = 0;
    const uint8_t *bytes = section_find(own, (text_view){ name.bytes, name.size }, size, &looked);
    call->work += (uint64_t)looked * SECTION_WORK;
    call->result = (inlay_value){ .kind = INLAY_OPTION, .tag = bytes != NULL };
    return bytes;
}

static host_answer answer_length(void *user, host_call *call)
{
    size_t size;
    if (!find(user, call, &size))
        return HOST_DONE;
    inlay_value *payload = arena_new(call->scratch, inlay_value);
    if (!payload)
        return no_memory(call);
    *payload = (inlay_value){ .kind = INLAY_U64, .u64 = size };
    call->result.payload = payload;
    return HOST_DONE;
}

static host_answer answer_read(void *user, host_call *call)
{
    size_t whole;
    const uint8_t *bytes = find(user, call, &whole);
    if (!bytes)
        return HOST_DONE;
    uint64_t offset = call->arguments[1].u64, size = call->arguments[2].u32;
    offset = offset < whole ? offset : whole;
    size = size < whole - offset ? size : whole - offset;
    inlay_value *payload = arena_new(call->scratch, inlay_value);
    if (!payload)
        return no_memory(call);
    *payload = (inlay_value){ .kind = INLAY_LIST, .tag = INLAY_U8 };
    payload->packed.items = bytes + offset;
    payload->packed.count = size;
    call->result.payload = payload;
    return HOST_DONE;
}

bool own_file_has(text_view interface_name)
{
    return text_starts(interface_name, "inlay:mod/");
}

bool own_file_function(const component *own, text_view interface_name, text_view name,
                       host_function **function, void **function_user, error *err)
{
    static const struct { const char *name; host_function *function; } all[] = { { "names", answer_names }, { "length", answer_length }, { "read", answer_read } };
    for (size_t i = 0; i < COUNT_OF(all) && text_starts(interface_name, "inlay:mod/sections@0.1."); i++)
        if (text_is(name, all[i].name)) {
            *function = all[i].function;
            *function_user = (void *)own;
            return true;
        }
    return error_set(err, ERROR_UNLINKABLE, ERROR_NO_OFFSET, "%.*s#%.*s: only inlay:mod/sections@0.1.0 is here", TEXT_ARGS(interface_name), TEXT_ARGS(name));
}
