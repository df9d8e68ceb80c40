/* Names in components: labels in kebab case, names of imports and exports, the
 * interface names and versions inside them, and when two are too alike
 * (component model, Explainer.md, "Import and Export Definitions").
 */
#ifndef INLAY_COMPONENT_NAMES_H
#define INLAY_COMPONENT_NAMES_H

#include "engine/base/error.h"

typedef enum extern_name_kind { NAME_PLAIN, NAME_CONSTRUCTOR, NAME_METHOD, NAME_STATIC, NAME_INTERFACE } extern_name_kind;

/* The parts of "a-b", "[constructor]r", "[method]r.m", "[static]r.m", "ns:pkg/face@1.2.3". */
typedef struct extern_name {
    extern_name_kind kind;
    text_view        whole;
    text_view        resource;    /* CONSTRUCTOR, METHOD, STATIC */
    text_view        label;       /* METHOD, STATIC: behind the dot; else the whole */
} extern_name;

bool component_names_is_label(text_view label);

/* Labels are equal when they differ in the case of letters alone. */
bool component_names_same_label(text_view a, text_view b);

/* False: why is in err, at `offset`. */
bool component_names_parse(text_view name, extern_name *out, uint64_t offset, error *err);
bool component_names_check_interface(text_view name, uint64_t offset, error *err);

/* The order by which strongly-unique names differ; zero: they conflict. */
int component_names_compare(text_view a, text_view b);

/* Names that conflict have the same. */
uint32_t component_names_hash(text_view name);
int component_names_compare_labels(text_view a, text_view b);

#endif
