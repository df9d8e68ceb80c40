/* inlay:mod: what a mod may read of its own file (wit/inlay). Offered to all, as WASI is. */
#ifndef INLAY_HOST_OWN_FILE_H
#define INLAY_HOST_OWN_FILE_H

#include "engine/component/component_instance.h"

/* Is this one of its interfaces ("inlay:mod/…")? */
bool own_file_has(text_view interface_name);

/* For component_host.function. False, and err, for one that it does not have. */
bool own_file_function(const component *own, text_view interface_name, text_view name,
                       host_function **function, void **function_user, error *err);

#endif
