/* guest: see guest.h. */
#include "samples/game/guest.h"

bool guest_renewed(struct guest *guest, inlay_host *host)
{
    inlay_stats stats;

    if (!inlay_get_stats(host, guest->mod, &stats) || stats.generation == guest->generation)
        return false;
    guest->generation = stats.generation;
    guest->waiting = guest->answered = guest->told = guest->complained = false;
    return true;
}

/* Remember a call that is under way. */
static inlay_status note(struct guest *guest, struct errand errand, inlay_status status)
{
    guest->waiting = status == INLAY_SUSPENDED;
    guest->answered |= status == INLAY_DONE;
    if (guest->waiting) {
        guest->purpose = errand.purpose;
        guest->about = errand.about;
    }
    return status;
}

inlay_status guest_call(struct guest *guest, inlay_host *host, struct errand errand, const char *name,
                        const inlay_value *arguments, size_t count, inlay_value *result)
{
    return note(guest, errand, inlay_call_export(host, guest->mod, name, arguments, count, result, result ? 1 : 0));
}

inlay_status guest_method(struct guest *guest, inlay_host *host, struct errand errand, inlay_resource self, const char *name,
                          const inlay_value *arguments, size_t count, inlay_value *result)
{
    return note(guest, errand, inlay_resource_call(host, self, name, arguments, count, result, result ? 1 : 0));
}

inlay_status guest_construct(struct guest *guest, inlay_host *host, struct errand errand, const char *name,
                             const inlay_value *arguments, size_t count, inlay_resource *out)
{
    return note(guest, errand, inlay_resource_construct(host, guest->mod, name, arguments, count, out));
}

inlay_status guest_take(struct guest *guest, inlay_host *host, inlay_value *result)
{
    struct errand same = { guest->purpose, guest->about };
    return note(guest, same, inlay_take_result(host, guest->mod, result, 1));
}
