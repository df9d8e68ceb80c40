/* Looking into components: no host is needed. */
#include "host/host.h"
#include "host/inspect.h"
#include "host/section.h"
#include "sdk/inlay.h"

const void *inlay_section(inlay_host *host, inlay_mod id, const char *name, size_t *size)
{
    uint32_t looked;
    mod *m = host_is_mine(host) && name && size ? mod_get(host, id) : NULL;
    return m && m->current ? section_find(m->current->image->component, text_of(name), size, &looked) : NULL;
}

char *inlay_inspect(const void *bytes, size_t size, inlay_error *error_out)
{
    error err = { 0 };
    budget b;
    arena a;
    char *json = NULL;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    const component *c = NULL;
    if (component_check_form(bytes, bytes ? size : 0, &err))
        c = component_decode(&a, &b, bytes, size, COMPONENT_ALL, &err);
    cJSON *told = c ? inspect_component(c, &b) : NULL;
    if (told)
        json = cJSON_PrintUnformatted(told);
    cJSON_Delete(told);
    arena_close(&a);
    budget_close(&b);
    if (c && !json)
        error_memory(&err);
    if (!json && error_out)
        error_format(&err, "inlay", error_out->text, sizeof error_out->text);
    return json;
}

void inlay_inspect_free(char *json)
{
    cJSON_free(json);
}
