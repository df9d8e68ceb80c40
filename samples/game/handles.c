/* handles: see handles.h. */
#include "samples/game/handles.h"

#include <stdlib.h>

inlay_resource handles_new(struct handles *handles, inlay_host *host, const struct body *it)
{
    struct handle *made = malloc(sizeof *made);

    if (!made)
        return (inlay_resource){ 0 };
    inlay_resource resource = inlay_resource_new(host, "arena:game/field#body", made);
    if (resource.index == 0 && resource.serial == 0) {
        free(made);
        return resource;
    }
    made->last = *it;
    made->next = handles->first;
    handles->first = made;
    return resource;
}

void handles_drop(inlay_host *host, void *data, void *user)
{
    struct handles *all = user;

    (void)host;
    for (struct handle **link = &all->first; *link; link = &(*link)->next) {
        if (*link != data)
            continue;
        *link = (*link)->next;
        free(data);
        return;
    }
}

const struct body *handles_look(struct handles *handles, const struct handle *handle)
{
    const struct body *now = arena_find(handles->arena, handle->last.id);
    return now ? now : &handle->last;
}

void handles_body_left(struct handles *handles, const struct body *it)
{
    for (struct handle *each = handles->first; each; each = each->next)
        if (each->last.id == it->id)
            each->last = *it;
}
