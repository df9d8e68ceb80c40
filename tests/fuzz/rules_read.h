/* Instructions as the binary format has them (spec 3.0, section 5.4), read a
 * second time: for rules*.c, and for those who change instructions in place.
 */
#ifndef INLAY_TESTS_RULES_READ_H
#define INLAY_TESTS_RULES_READ_H

#include "engine/wasm/types.h"

/* Opcodes behind a prefix: prefix << 12 | number. */
enum { RULES_GC = 0xFB000, RULES_BULK = 0xFC000, RULES_SIMD = 0xFD000 };

/* A read that fails sets why, and every later one gives zero. */
typedef struct rules_cursor {
    const uint8_t *next, *end;
    bool           malformed, invalid, too_large;
} rules_cursor;

/* A type whose number is still the file's. */
typedef struct rules_block {
    bool      is_index;
    uint32_t  index;
    wasm_type type;               /* WASM_NONE: none */
} rules_block;

typedef struct rules_instruction {
    uint32_t       op;
    uint32_t       a, b;          /* indices, in the order of the file; a branch's label is a, br_table's default too */
    rules_block    block;
    wasm_type      type, type2;   /* of references and select */
    uint64_t       offset;
    uint32_t       align, lane, count;
    const uint8_t *list;          /* br_table's labels, try_table's clauses, shuffle's lanes */
} rules_instruction;

bool      rules_ok(const rules_cursor *c);
uint64_t  rules_unsigned(rules_cursor *c, unsigned bits);
int64_t   rules_signed(rules_cursor *c, unsigned bits);
uint32_t  rules_byte(rules_cursor *c);
wasm_type rules_valtype(rules_cursor *c);

/* False: it can't be read. */
bool      rules_read(rules_cursor *c, rules_instruction *out);

/* What an instruction of numbers, vectors or memory takes and gives. */
typedef struct rules_row {
    uint32_t    first, last;      /* opcodes */
    const char *takes;            /* i32, i64, f32, f64, v128: i l f d v; behind an address, where it is one of memory */
    char        gives;            /* or 0 */
    uint8_t     bytes;            /* that it touches in memory; 0: none */
    uint8_t     lanes;            /* that its lane index is below; 0: it has none */
} rules_row;

/* Null: it isn't one of those. */
const rules_row *rules_row_of(uint32_t op);

#endif
