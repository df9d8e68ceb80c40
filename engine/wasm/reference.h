/* References, as 32-bit words. Null is 0 in every type.
 *
 * A function: its address + 1. In the types below any, extern and exn one form
 * serves all, so that any.convert_extern and extern.convert_any change nothing:
 * odd: an i31; 2 modulo 4: a word of the host's; 0 modulo 4: an object of the
 * store's heap (heap.h).
 */
#ifndef INLAY_WASM_REFERENCE_H
#define INLAY_WASM_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

static inline bool reference_is_i31(uint32_t ref)    { return ref & 1; }
static inline bool reference_is_object(uint32_t ref) { return ref && !(ref & 3); }

/* An integer's lower 31 bits. */
static inline uint32_t reference_of_i31(uint32_t value) { return value << 1 | 1; }

/* A word of the host's, below 2 to the power of 30. */
static inline uint32_t reference_of_host(uint32_t word) { return word << 2 | 2; }

#endif
