/* Answers: what a generation's store asks of the host, by the table that the
 * engine knows (component_host): functions, resource types, resources that cross.
 * WASI's share goes to host/wasi.
 */
#ifndef INLAY_HOST_ANSWER_H
#define INLAY_HOST_ANSWER_H

#include "host/generation.h"

component_host answer_table(generation *g);

/* Remove a host resource from its list and run its drop function. */
void answer_drop_resource(inlay_host *host, host_resource *r, host_resource **list);

/* The game drops a resource that a generation owns: its entry stays until the guest lets go of it. */
void answer_kill_resource(inlay_host *host, host_resource *r);

#endif
