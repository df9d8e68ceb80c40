/* Instructions as numbers: the enum, and what the one table (opcodes.def) says
 * of each.
 */
#ifndef INLAY_WASM_OPCODE_H
#define INLAY_WASM_OPCODE_H

#include "engine/base/reader.h"
#include "engine/wasm/module.h"

/* Row macros that make one thing of every row: ENTRY(name). */
#define CONTROL(byte, name, text, immediates, feature, price)        OPCODE_ENTRY(name)
#define OTHER(byte, name, text, immediates, feature, price)          OPCODE_ENTRY(name)
#define CONST(byte, name, text, type)                                OPCODE_ENTRY(name)
#define LOAD(byte, name, text, result, stored)                       OPCODE_ENTRY(name)
#define STORE(byte, name, text, operand, stored)                     OPCODE_ENTRY(name)
#define TEST(byte, name, text, operand, test)                        OPCODE_ENTRY(name)
#define COMPARE(byte, name, text, operand, test)                     OPCODE_ENTRY(name)
#define UNARY(byte, name, text, result, operand, value)              OPCODE_ENTRY(name)
#define BINARY(byte, name, text, result, operand, value)             OPCODE_ENTRY(name)
#define DIVIDE(byte, name, text, type, trap, value)                  OPCODE_ENTRY(name)
#define CONVERT(byte, name, text, result, operand, trap, value)      OPCODE_ENTRY(name)
#define VECTOR(byte, name, text, first, second, third, result, value)  OPCODE_ENTRY(name)
#define RELAXED(byte, name, text, first, second, third, result, value) OPCODE_ENTRY(name)
#define VECTOR_LANE(byte, name, text, first, second, result, lanes, value) OPCODE_ENTRY(name)
#define VECTOR_LOAD(byte, name, text, bytes, value)                    OPCODE_ENTRY(name)
#define VECTOR_STORE(byte, name, text, bytes, store)                   OPCODE_ENTRY(name)
#define VECTOR_LOAD_LANE(byte, name, text, bytes, value)               OPCODE_ENTRY(name)
#define VECTOR_STORE_LANE(byte, name, text, bytes, store)              OPCODE_ENTRY(name)
#define CONSTANT(name, feature)

#define OPCODE_ENTRY(name) OP_##name,
typedef enum opcode {
#include "engine/wasm/opcodes.def"
    OP_COUNT
} opcode;
#undef OPCODE_ENTRY

/* What follows an instruction's byte (spec 3.0, section 5.4). */
typedef enum immediate_form {
    IMMEDIATE_none,
    /* one index */
    IMMEDIATE_local, IMMEDIATE_global, IMMEDIATE_label, IMMEDIATE_func, IMMEDIATE_type, IMMEDIATE_table, IMMEDIATE_elem,
    IMMEDIATE_data, IMMEDIATE_memory, IMMEDIATE_tag, IMMEDIATE_LAST_INDEX = IMMEDIATE_tag,
    /* two */
    IMMEDIATE_type_table, IMMEDIATE_table_table, IMMEDIATE_elem_table, IMMEDIATE_memory_memory, IMMEDIATE_data_memory,
    IMMEDIATE_type_field, IMMEDIATE_type_count, IMMEDIATE_type_data, IMMEDIATE_type_elem,
    IMMEDIATE_type_type,
    /* others */
    IMMEDIATE_block, IMMEDIATE_labels, IMMEDIATE_catches, IMMEDIATE_cast, IMMEDIATE_heap, IMMEDIATE_types, IMMEDIATE_i32, IMMEDIATE_i64, IMMEDIATE_f32, IMMEDIATE_f64,
    IMMEDIATE_v128, IMMEDIATE_shuffle, IMMEDIATE_memarg, IMMEDIATE_memarg_lane, IMMEDIATE_lane
} immediate_form;

/* Decoded immediates. Which members are set follows from the form; where a
 * form has two indices, index is the first in the text format's order, index2
 * the second: call_indirect (table index2, type index), table.init (table
 * index2, elem index), memory.init (memory index2, data index), copies
 * (index is the target, index2 the source), struct.get (type, field). */
typedef struct immediates {
    uint32_t  index, index2;      /* local, func, type, table, ...; label, labels: the (default) depth in index */
    uint32_t  count;              /* labels: targets before the default; types; catches; array.new_fixed: elements */
    wasm_type type;               /* heap: the reference type named; types: the first; cast: the source type */
    wasm_type type2;              /* cast: the target type */
    uint32_t  lane;
    uint32_t  align;              /* memarg: exponent of 2; its memory is index */
    uint64_t  offset;             /* memarg */
    union {
        uint32_t i32;             /* f32: its bits */
        uint64_t i64;
        uint8_t  v128[16];        /* also the lanes of i8x16.shuffle */
    } value;
    const uint8_t *list;          /* labels, types, catches: the vector's first item in the file */
    int64_t   block;              /* block, catches: the s33 block type: negative is a value type (BLOCK_EMPTY: none), else a type index */
    wasm_type block_type;         /* the value type where block is negative and not empty */
} immediates;

#define BLOCK_EMPTY (-64)

typedef struct opcode_info {
    const char *text;
    uint32_t    byte;             /* as in opcodes.def */
    uint32_t    feature;          /* wasm_feature it needs; 0: none */
    uint8_t     form;             /* immediate_form */
    uint8_t     price;
    uint8_t     special;          /* typed by code, not by what follows here: OPCODE_IS_… */
    uint8_t     width;            /* bytes in memory, or lanes; 0: neither */
    uint8_t     pop_count;
    uint8_t     pops[3];          /* deepest first; OPCODE_ADDRESS: the memory's address type */
    uint8_t     push;             /* 0: nothing */
    uint8_t     is_store;
} opcode_info;

enum { OPCODE_IS_CONTROL = 1, OPCODE_IS_OTHER, OPCODE_IS_AGGREGATE };

#define OPCODE_ADDRESS 0x01

extern const opcode_info opcode_table[OP_COUNT];

/* May stand in a constant expression; what feature it takes there. */
bool opcode_is_constant(uint32_t op, uint32_t *feature);

/* By number, the op + 1; 0 where there is none. Five pages of 256: plain bytes,
 * after 0xFB, 0xFC, 0xFD, and after 0xFD from 0x100 on. */
enum { OPCODE_NUMBERS = 5 * 256 };
extern const uint16_t opcode_by_number[OPCODE_NUMBERS];

/* Reads an opcode, prefix and all. OP_COUNT, and the reader refused, when
 * there is none of that number. */
uint32_t opcode_read(reader *r);

/* Reads what follows. List members (br_table's targets, select's types,
 * catches) are checked for form and skipped; read them again from `list`. */
bool opcode_read_immediates(reader *r, uint32_t op, immediates *out);

/* As opcode_read and opcode_read_immediates; what is short is read here. */
static inline uint32_t opcode_next(reader *r)
{
    if (r->next < r->end && opcode_by_number[*r->next])
        return opcode_by_number[*r->next++] - 1u;
    return opcode_read(r);
}

static inline bool opcode_next_immediates(reader *r, uint32_t op, immediates *out)
{
    uint8_t form = opcode_table[op].form;
    if (form == IMMEDIATE_none)
        return true;
    if (r->end - r->next >= 2 && *r->next < 0x80) {
        if (form <= IMMEDIATE_LAST_INDEX) {
            out->index = *r->next++;
            return true;
        }
        if (form == IMMEDIATE_memarg && r->next[0] < 0x40 && r->next[1] < 0x80) {
            out->index = 0;
            out->align = *r->next++;
            out->offset = *r->next++;
            return true;
        }
        if (form == IMMEDIATE_block && (*r->next == WASM_NONE || *r->next >= WASM_F64)) {
            out->block = *r->next == WASM_NONE ? BLOCK_EMPTY : -1;
            out->block_type = *r->next++;
            return true;
        }
        if (form == IMMEDIATE_i32) {
            uint32_t bits = *r->next++;
            out->value.i32 = (bits ^ 0x40) - 0x40;
            return true;
        }
    }
    return opcode_read_immediates(r, op, out);
}

/* The next u32 of a list that was read before. */
static inline uint32_t opcode_list_u32(const uint8_t **at)
{
    uint32_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint8_t byte = *(*at)++;
        value |= (uint32_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return value;
    }
}

#endif
