/* The code of a component's core modules, as instantiation asks for it. */
#ifndef INLAY_COMPONENT_CODE_H
#define INLAY_COMPONENT_CODE_H

#include "engine/component/component_instance.h"
#include "engine/component/plan_shelf.h"

/* Null: the module is none of this component's. */
wasm_code *component_code_find(const component_code *code, const wasm_module *module);

/* A word for each step of a component inside: where its name was found last. Null: no memory. */
uint32_t *component_code_hints(component_code *code, const component *c);

/* Its instances' plans. */
plan_shelf *component_code_shelf(component_code *code);

#endif
