/* Flattening: value types as core types (CanonicalABI.md, "Flattening"). */
#ifndef INLAY_COMPONENT_FLAT_H
#define INLAY_COMPONENT_FLAT_H

#include "engine/component/ctype.h"
#include "engine/wasm/types.h"

enum { FLAT_MOST = 32 };

/* A list of core types. `count` goes on beyond FLAT_MOST. */
typedef struct flat_list { uint32_t count; wasm_type types[FLAT_MOST]; } flat_list;

/* `address`: the type of addresses in the memory, i32 or i64. */
void flat_add(flat_list *list, const ctype *type, wasm_type address);

typedef enum flat_context { FLAT_LIFT, FLAT_LOWER } flat_context;

/* flatten_functype. has_callback: of an async lift. */
typedef struct flat_options { flat_context context; bool is_async, has_callback, is_64; } flat_options;
void flat_func(const cfunc *func, flat_options options, flat_list *params, flat_list *results);

/* Core values of all parameters; more than CTYPE_FLAT_PARAMS means "many". */
uint32_t flat_param_count(const cfunc *func);

#endif
