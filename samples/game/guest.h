/* guest: one mod as the game calls it. A mod has at most one call under way;
 * one that ran out of fuel is remembered here, with what it was for, and its
 * result is taken in a later frame.
 */
#ifndef GAME_GUEST_H
#define GAME_GUEST_H

#include "sdk/inlay.h"

struct guest {
    inlay_mod mod;
    uint32_t  generation;
    bool      waiting;          /* a call is suspended */
    uint32_t  purpose, about;   /* of that call: the owner's words */
    bool      answered, told;   /* some call of this generation ended; the report knows */
    bool      complained;       /* a denial was told */
};

/* What a call is for, and on what: kept while it is suspended. */
struct errand { uint32_t purpose, about; };

/* Look at the mod again: true when another generation of it plays than the last time. */
bool guest_renewed(struct guest *guest, inlay_host *host);

/* Call an export, or a method of a resource; one result. */
inlay_status guest_call(struct guest *guest, inlay_host *host, struct errand errand, const char *name,
                        const inlay_value *arguments, size_t count, inlay_value *result);
inlay_status guest_method(struct guest *guest, inlay_host *host, struct errand errand, inlay_resource self, const char *name,
                          const inlay_value *arguments, size_t count, inlay_value *result);
inlay_status guest_construct(struct guest *guest, inlay_host *host, struct errand errand, const char *name,
                             const inlay_value *arguments, size_t count, inlay_resource *out);

/* The result of the suspended call, if it has ended. */
inlay_status guest_take(struct guest *guest, inlay_host *host, inlay_value *result);

#endif
