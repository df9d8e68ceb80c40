/* Canon built-ins: the core functions that a component makes of the component
 * model's own (CanonicalABI.md, Canonical Definitions), as native functions. */
#ifndef INLAY_COMPONENT_CANON_H
#define INLAY_COMPONENT_CANON_H

#include "engine/component/component_store.h"

/* call->state of frames with a crossing or a destructor; and of a straight call whose answer waits for room in the guest. */
enum { CANON_FRESH, CANON_RUNNING, CANON_ANSWERS };

/* user: a component_lowered. */
int canon_lower(void *user, native_call *call);

/* It begins, as a crossing. */
int canon_open_lowered(component_lowered *lowered, native_call *call);

/* The native function for a built-in; its user is a component_builtin. */
native_function *canon_function(canon_kind kind);

/* What a task begins with; user: the store. A call from the host (i32: its
 * crossing), and the drop of a guest resource by the host (i32 type, i64 rep). */
int canon_entry(void *user, native_call *call);
int canon_drop_entry(void *user, native_call *call);

#endif
