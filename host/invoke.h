/* Invoke: the game calls into a mod, and suspended calls go on in later frames. */
#ifndef INLAY_HOST_INVOKE_H
#define INLAY_HOST_INVOKE_H

#include "host/mod.h"

inlay_status invoke_export(mod *m, text_view name, const inlay_value *arguments, uint32_t count, inlay_value *results, size_t room);
inlay_status invoke_construct(mod *m, text_view name, const inlay_value *arguments, uint32_t count, inlay_resource *out);
inlay_status invoke_method(inlay_host *host, inlay_resource self, text_view method, const inlay_value *arguments, uint32_t count,
                           inlay_value *results, size_t room);

/* The same, with C values, for export `index` of a header's binding. */
inlay_status invoke_typed_method(inlay_host *host, inlay_resource self, const inlay_binding *binding, uint32_t index,
                                 const void *const *arguments, void *result);

/* From outside: the host is looked at, too, and so is whose thread it is. */
inlay_status invoke_call(inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result);

/* A usual call (usual.h) is back with another end than the usual one. */
inlay_status invoke_end_usual(mod *m, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result,
                              straight_outcome straight, task_outcome outcome);

inlay_status invoke_typed_take(mod *m, const inlay_binding *binding, uint32_t index, void *result);

/* The result of a call that was suspended. */
inlay_status invoke_take(mod *m, inlay_value *results, size_t room);

/* The game drops a resource that it owns. */
void invoke_drop(inlay_host *host, inlay_resource id);

/* Go on with what is suspended, then with destructors that wait. Once a frame. */
void invoke_resume(mod *m);

#endif
