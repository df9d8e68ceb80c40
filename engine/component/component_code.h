/* The code of a component's core modules, as instantiation asks for it. */
#ifndef INLAY_COMPONENT_CODE_H
#define INLAY_COMPONENT_CODE_H

#include "engine/component/component_store.h"
#include "engine/component/plan_shelf.h"

/* Null: the module is none of this component's. */
wasm_code *component_code_find(const component_code *code, const wasm_module *module);

/* A word for each step of a component inside: where its name was found last. Null: no memory. */
uint32_t *component_code_hints(component_code *code, const component *c);

/* What its instances have in common; taken now, where a walked one lives. Null: there is none. */
const component_picture *component_code_picture(component_code *code);

/* A store that a picture can be taken of: is one wanted? Here it is, as long as it isn't forgotten. */
bool component_code_wants_model(const component_code *code);
void component_code_set_model(component_code *code, const component_store *model);
void component_code_forget_model(component_code *code, const component_store *model);

/* Its instances' plans. */
plan_shelf *component_code_shelf(component_code *code);

#endif
