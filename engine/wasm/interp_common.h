/* What both interpreters need beside the handlers. */
#ifndef INLAY_WASM_INTERP_COMMON_H
#define INLAY_WASM_INTERP_COMMON_H

#include "engine/wasm/aggregate.h"
#include "engine/wasm/cast.h"
#include "engine/wasm/exception.h"
#include "engine/wasm/numeric_simd.h"

/* The C types that rows name; as members of a slot they have the same names. */
typedef uint32_t i32;
typedef uint64_t i64;
typedef float    f32;
typedef double   f64;

/* A v128 in two slots. */
static inline v128 simd_get(const wasm_slot *from) { return (v128){ .u64 = { from[0].bits, from[1].bits } }; }

static inline void simd_put(wasm_slot *to, v128 value)
{
    to[0].bits = value.u64[0];
    to[1].bits = value.u64[1];
}

/* The bytes that a _far access means; null: out of bounds. */
ALWAYS_INLINE uint8_t *interpreter_reach(const wasm_state *st, const wasm_cell *pc, const wasm_slot *fp, uint64_t size)
{
    const memory *m = st->instance->memories[pc[1].as.index.x];
    uint64_t base = pc[1].as.index.y ? fp[pc->a].i64 : fp[pc->a].i32, at = base + pc->as.i64;
    return at < base || !memory_holds(m, at, size) ? NULL : m->bytes + at;
}

#endif
