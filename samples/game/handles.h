/* handles: what stands behind a `body` handle that a mod holds. A handle
 * outlives its body, and then knows what the body was like at its end.
 */
#ifndef GAME_HANDLES_H
#define GAME_HANDLES_H

#include "samples/game/arena.h"
#include "sdk/inlay.h"

struct handle {
    struct body    last;            /* when its body left, or when it was made */
    struct handle *next;
};

struct handles {
    struct handle *first;
    struct arena  *arena;
};

/* A new resource of the body; zero when memory runs out. */
inlay_resource handles_new(struct handles *handles, inlay_host *host, const struct body *body);

/* The drop function of the resource type; `user` is the handles. */
void handles_drop(inlay_host *host, void *data, void *user);

/* The body as it is, or as it was. */
const struct body *handles_look(struct handles *handles, const struct handle *handle);

/* A body is about to leave the arena. */
void handles_body_left(struct handles *handles, const struct body *body);

#endif
