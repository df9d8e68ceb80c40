/* Instructions that make structs and arrays, or work on many elements (spec
 * 3.0, section 4.6.7). Each runs the one at pc and steps over its cells.
 */
#ifndef INLAY_WASM_AGGREGATE_H
#define INLAY_WASM_AGGREGATE_H

#include "engine/wasm/numeric.h"
#include "engine/wasm/state.h"

/* One cell each; the type says how large, so the translator has priced them. */
run_outcome aggregate_struct_new(wasm_state *st);
run_outcome aggregate_struct_new_default(wasm_state *st);
run_outcome aggregate_array_new_fixed(wasm_state *st);

/* Sized (sized.c): two cells, their work in pieces. */
run_outcome aggregate_array_new(wasm_state *st);
run_outcome aggregate_array_new_default(wasm_state *st);
run_outcome aggregate_array_new_data(wasm_state *st);
run_outcome aggregate_array_new_elem(wasm_state *st);
run_outcome aggregate_array_fill(wasm_state *st);
run_outcome aggregate_array_copy(wasm_state *st);
run_outcome aggregate_array_init_data(wasm_state *st);
run_outcome aggregate_array_init_elem(wasm_state *st);

/* Write an object whose fields or elements stand in slots, or are all zero (values null). */
void aggregate_put_struct(const wasm_store *s, uint32_t ref, uint32_t type, const wasm_slot *values);
void aggregate_put_array(const wasm_store *s, uint32_t ref, uint32_t type, uint32_t length, const wasm_slot *values);

/* One value of a storage type. */
void aggregate_put(uint8_t *to, wasm_type storage, const wasm_slot *value);

/* v128s, of two slots. */
static inline void aggregate_get_wide(wasm_slot *to, const uint8_t *from)
{
    numeric_move(&to[0].bits, from, 8);
    numeric_move(&to[1].bits, from + 8, 8);
}

static inline void aggregate_set_wide(uint8_t *to, const wasm_slot *from)
{
    numeric_move(to, &from[0].bits, 8);
    numeric_move(to + 8, &from[1].bits, 8);
}

#endif
