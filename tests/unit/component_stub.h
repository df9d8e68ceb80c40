/* A host that has whatever a component asks for: resources of any name, told apart by their length, that end without ado. */
#ifndef INLAY_TESTS_COMPONENT_STUB_H
#define INLAY_TESTS_COMPONENT_STUB_H

#include "engine/component/component_instance.h"

static inline bool component_stub_resource(void *user, text_view interface_name, text_view name, uint32_t *host_type, error *err)
{
    (void)user, (void)interface_name, (void)err;
    *host_type = 1 + (uint32_t)name.size;
    return true;
}

static inline void component_stub_drop(void *user, uint32_t host_type, uint32_t rep)
{
    (void)user, (void)host_type, (void)rep;
}

#endif
