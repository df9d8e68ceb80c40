/* Who looks on when the host's functions are called. */
#include "engine/component/component_watch.h"

#include "engine/component/component_picture.h"
#include "engine/wasm/state.h"

void component_watch(component_store *cs, component_watcher *watcher, void *user)
{
    cs->watcher = watcher;
    cs->watcher_user = user;
    for (component_func *f = cs->host_funcs; f; f = f->next_host)
        f->unwatched = 0;
}

host_answer component_watch_ask(component_func *f, host_call *call)
{
    return f->host(f->host_user, call);
}

void     component_watch_next(component_func *f, uint64_t in) { f->unwatched = in; }
uint64_t component_watch_left(const component_func *f) { return f->unwatched; }

component_func *component_watch_after(component_store *cs, const component_func *f)
{
    if (!f && cs->picture)
        component_picture_make_host_funcs(cs);
    return f ? f->next_host : cs->host_funcs;
}

text_view component_watch_interface(const component_func *f) { return f->interface_name; }
text_view component_watch_name(const component_func *f) { return f->name; }
void      component_watch_set(component_func *f, uint32_t word) { f->word = word; }
uint32_t  component_watch_get(const component_func *f) { return f->word; }
bool      component_watch_is_host(const component_func *f) { return f->host != NULL; }

const component_func *component_watch_native(const component_store *cs, uint32_t address)
{
    const store_func *f = &cs->core->funcs[address];
    const component_lowered *lowered = f->instance == STATE_NATIVE ? component_store_find_lowered(cs, f->native) : NULL;
    return lowered ? lowered->func : NULL;
}
