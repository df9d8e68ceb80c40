/* wasi:sockets: there is a network handle, and nothing that it opens. */
#include "host/wasi/wasi_types.h"

static host_answer instance_network(void *user, host_call *call)
{
    (void)user;
    return wasi_answer_own(call, WASI_NETWORK, 1);
}

const wasi_entry wasi_sockets_entries[] = {
    { "wasi:sockets/instance-network", "instance-network", instance_network },
    { 0 }
};
