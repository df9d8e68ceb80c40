/* Watching a store's calls of the host's functions: for a recorder. Not each
 * call is told, but the one after so many: those between cost a subtraction, and
 * how many they were can be asked.
 */
#ifndef INLAY_COMPONENT_COMPONENT_WATCH_H
#define INLAY_COMPONENT_COMPONENT_WATCH_H

#include "engine/component/component_instance.h"

/* Called instead of a host function, which it calls by component_watch_ask; `call` as for it. */
typedef host_answer component_watcher(void *user, component_func *f, host_call *call);

/* Null: no one watches any more. */
void component_watch(component_store *cs, component_watcher *watcher, void *user);

host_answer component_watch_ask(component_func *f, host_call *call);

/* Tell of call `in` from now (1: the next). */
void     component_watch_next(component_func *f, uint64_t in);

/* What is left of `in`: the calls so far are the difference. Wraps where no one watches. */
uint64_t component_watch_left(const component_func *f);

/* The host's functions that the store imports, in the order of its imports; null
 * is before the first, and after the last. An instance must be in the making, or made. */
component_func *component_watch_after(component_store *cs, const component_func *f);

/* What it is called: the interface, which may be empty, and the name. */
text_view component_watch_interface(const component_func *f);
text_view component_watch_name(const component_func *f);

/* A word for the watcher. */
void     component_watch_set(component_func *f, uint32_t word);
uint32_t component_watch_get(const component_func *f);

/* What a function of ours (an address in the core store) stands for: a function
 * of the host's, or another instance's; null: other work of the canonical ABI. */
const component_func *component_watch_native(const component_store *cs, uint32_t address);
bool     component_watch_is_host(const component_func *f);

#endif
