/* What the table of instructions says, as arrays; and reading an instruction's
 * number and immediates (spec 3.0, section 5.4). */
#include "engine/wasm/opcode.h"

#include "engine/base/limits.h"
#include <string.h>

#define TYPE_i32  WASM_I32
#define TYPE_i64  WASM_I64
#define TYPE_f32  WASM_F32
#define TYPE_f64  WASM_F64
#define TYPE_v128 WASM_V128
#define TYPE_none 0

#define CONTROL(b, n, t, i, f, p)     [OP_##n] = { .text = t, .byte = b, .feature = f, .form = IMMEDIATE_##i, .price = p, .special = OPCODE_IS_CONTROL },
#define OTHER(b, n, t, i, f, p)       [OP_##n] = { .text = t, .byte = b, .feature = f, .form = IMMEDIATE_##i, .price = p, .special = (b) >> 8 == 0xFB ? OPCODE_IS_AGGREGATE : OPCODE_IS_OTHER },
#define PLAIN(b, n, t, f, i, ...)     [OP_##n] = { .text = t, .byte = b, .feature = f, .form = IMMEDIATE_##i, .price = (f) & FEATURE_SIMD ? 2 : 1, __VA_ARGS__ },
#define ONE(type)                     .pop_count = 1, .pops = { TYPE_##type }
#define TWO(first, second)            .pop_count = 2, .pops = { TYPE_##first, TYPE_##second }
#define THREE(first, second, third)   .pop_count = (TYPE_##third ? 3 : TYPE_##second ? 2 : 1), .pops = { TYPE_##first, TYPE_##second, TYPE_##third }
#define ADDRESS                       .pop_count = 1, .pops = { OPCODE_ADDRESS }
#define ADDRESS_AND(type)             .pop_count = 2, .pops = { OPCODE_ADDRESS, TYPE_##type }
#define CONST(b, n, t, type)          PLAIN(b, n, t, TYPE_##type == WASM_V128 ? FEATURE_SIMD : 0, type, .push = TYPE_##type)
#define LOAD(b, n, t, result, stored) PLAIN(b, n, t, 0, memarg, ADDRESS, .push = TYPE_##result, .width = sizeof(stored))
#define STORE(b, n, t, type, stored)  PLAIN(b, n, t, 0, memarg, ADDRESS_AND(type), .width = sizeof(stored), .is_store = 1)
#define TEST(b, n, t, type, test)     PLAIN(b, n, t, 0, none, ONE(type), .push = WASM_I32)
#define COMPARE(b, n, t, type, test)  PLAIN(b, n, t, 0, none, TWO(type, type), .push = WASM_I32)
#define UNARY(b, n, t, r, type, v)    PLAIN(b, n, t, 0, none, ONE(type), .push = TYPE_##r)
#define BINARY(b, n, t, r, type, v)   PLAIN(b, n, t, 0, none, TWO(type, type), .push = TYPE_##r)
#define DIVIDE(b, n, t, type, x, v)   PLAIN(b, n, t, 0, none, TWO(type, type), .push = TYPE_##type)
#define CONVERT(b, n, t, r, type, x, v) PLAIN(b, n, t, 0, none, ONE(type), .push = TYPE_##r)
#define VECTOR(b, n, t, x, y, z, r, v) PLAIN(b, n, t, FEATURE_SIMD, none, THREE(x, y, z), .push = TYPE_##r)
#define RELAXED(b, n, t, x, y, z, r, v) PLAIN(b, n, t, FEATURE_SIMD | FEATURE_RELAXED_SIMD, none, THREE(x, y, z), .push = TYPE_##r)
#define VECTOR_LANE(b, n, t, x, y, r, lanes, v) PLAIN(b, n, t, FEATURE_SIMD, lane, THREE(x, y, none), .push = TYPE_##r, .width = lanes)
#define VECTOR_LOAD(b, n, t, bytes, v)   PLAIN(b, n, t, FEATURE_SIMD, memarg, ADDRESS, .push = WASM_V128, .width = bytes)
#define VECTOR_STORE(b, n, t, bytes, v)  PLAIN(b, n, t, FEATURE_SIMD, memarg, ADDRESS_AND(v128), .width = bytes, .is_store = 1)
#define VECTOR_LOAD_LANE(b, n, t, bytes, v)  PLAIN(b, n, t, FEATURE_SIMD, memarg_lane, ADDRESS_AND(v128), .push = WASM_V128, .width = bytes)
#define VECTOR_STORE_LANE(b, n, t, bytes, v) PLAIN(b, n, t, FEATURE_SIMD, memarg_lane, ADDRESS_AND(v128), .width = bytes, .is_store = 1)
#define CONSTANT(n, f)

const opcode_info opcode_table[OP_COUNT] = {
#include "engine/wasm/opcodes.def"
};

/* Row macros that keep only a row's byte and name, or only the constants. */
#define CONTROL(b, n, ...)           OPCODE_ROW(b, n)
#define OTHER(b, n, ...)             OPCODE_ROW(b, n)
#define CONST(b, n, ...)             OPCODE_ROW(b, n)
#define LOAD(b, n, ...)              OPCODE_ROW(b, n)
#define STORE(b, n, ...)             OPCODE_ROW(b, n)
#define TEST(b, n, ...)              OPCODE_ROW(b, n)
#define COMPARE(b, n, ...)           OPCODE_ROW(b, n)
#define UNARY(b, n, ...)             OPCODE_ROW(b, n)
#define BINARY(b, n, ...)            OPCODE_ROW(b, n)
#define DIVIDE(b, n, ...)            OPCODE_ROW(b, n)
#define CONVERT(b, n, ...)           OPCODE_ROW(b, n)
#define VECTOR(b, n, ...)            OPCODE_ROW(b, n)
#define RELAXED(b, n, ...)           OPCODE_ROW(b, n)
#define VECTOR_LANE(b, n, ...)       OPCODE_ROW(b, n)
#define VECTOR_LOAD(b, n, ...)       OPCODE_ROW(b, n)
#define VECTOR_STORE(b, n, ...)      OPCODE_ROW(b, n)
#define VECTOR_LOAD_LANE(b, n, ...)  OPCODE_ROW(b, n)
#define VECTOR_STORE_LANE(b, n, ...) OPCODE_ROW(b, n)
#define CONSTANT(n, f)

#define OPCODE_NUMBER(b) ((b) < 0x100 ? (b) : (b) < 0x10000 ? (b) - 0xFB00 + 0x100 : (b) - 0xFD100 + 0x400)

#define OPCODE_ROW(b, n) [OPCODE_NUMBER(b)] = OP_##n + 1,
const uint16_t opcode_by_number[OPCODE_NUMBERS] = {
#include "engine/wasm/opcodes.def"
};
#undef OPCODE_ROW

/* The rows again for what CONSTANT says: the feature + 1, or 0. */
#define CONTROL(...)
#define OTHER(...)
#define CONST(...)
#define LOAD(...)
#define STORE(...)
#define TEST(...)
#define COMPARE(...)
#define UNARY(...)
#define BINARY(...)
#define DIVIDE(...)
#define CONVERT(...)
#define VECTOR(...)
#define RELAXED(...)
#define VECTOR_LANE(...)
#define VECTOR_LOAD(...)
#define VECTOR_STORE(...)
#define VECTOR_LOAD_LANE(...)
#define VECTOR_STORE_LANE(...)
#define CONSTANT(n, f) [OP_##n] = (f) + 1,
static const uint16_t opcode_constants[OP_COUNT] = {
#include "engine/wasm/opcodes.def"
};

bool opcode_is_constant(uint32_t op, uint32_t *feature)
{
    *feature = opcode_constants[op] - 1u;
    return opcode_constants[op] != 0;
}

uint32_t opcode_read(reader *r)
{
    uint64_t start = reader_offset(r);
    uint32_t byte = read_u8(r), number = byte;
    if (byte >= 0xFB && byte <= 0xFD) {
        uint32_t sub = read_u32(r);
        number = sub < 0x100 ? (byte - 0xFB) * 256 + 0x100 + sub : byte == 0xFD && sub < 0x200 ? 0x300 + sub : 0xFF;
        if (reader_ok(r) && (number == 0xFF || !opcode_by_number[number]))
            reader_refuse(r, ERROR_MALFORMED, start, "illegal opcode 0x%02x %u", byte, sub);
    } else if (!opcode_by_number[byte]) {
        reader_refuse(r, ERROR_MALFORMED, start, "illegal opcode 0x%02x", byte);
    }
    return reader_ok(r) ? opcode_by_number[number] - 1u : OP_COUNT;
}

/* blocktype ::= 0x40 | t:valtype | x:s33 */
static void read_block_type(reader *r, immediates *out)
{
    uint8_t first = reader_left(r) ? *r->next : 0;
    if (first == WASM_NONE) {
        r->next++;
        out->block = BLOCK_EMPTY;
        out->block_type = WASM_NONE;
    } else if ((first & 0xC0) == 0x40) {
        out->block = -1;
        out->block_type = type_read(r);
    } else {
        uint64_t start = reader_offset(r);
        out->block = read_s33(r);
        if (out->block < 0)
            reader_refuse(r, ERROR_MALFORMED, start, "a block type's index is not negative");
    }
}

/* memarg ::= n:u32 o:u64 (n < 2^6) | n:u32 x:memidx o:u64 (2^6 <= n < 2^7) */
static void read_memarg(reader *r, immediates *out)
{
    uint64_t start = reader_offset(r);
    uint32_t flags = read_u32(r);
    if (flags >= 0x80)
        reader_refuse(r, ERROR_MALFORMED, start, "malformed memop flags 0x%x", flags);
    out->align = flags & 0x3F;
    out->index = flags & 0x40 ? read_u32(r) : 0;
    out->offset = read_u64(r);
}

/* br_table's targets, then its default. */
static void read_labels(reader *r, immediates *out)
{
    out->count = read_count(r, 1, LIMIT_BR_TABLE, "br_table targets");
    out->list = r->next;
    for (uint32_t i = 0; i < out->count; i++)
        read_u32(r);
    out->index = read_u32(r);
}

/* Of a clause whose numbers have a byte each, as most do, its length; else 0, and read_catches reads on. */
static size_t short_catch(const reader *r)
{
    const uint8_t *at = r->next;
    if (r->end - at < 3 || at[0] > 3 || at[1] >= 0x80)
        return 0;
    return at[0] >= 2 ? 2 : at[2] < 0x80 ? 3 : 0;
}

/* catch ::= 0x00 x:tagidx l:labelidx | 0x01 x l | 0x02 l | 0x03 l */
static void read_catches(reader *r, immediates *out)
{
    read_block_type(r, out);
    out->count = read_count(r, 2, LIMIT_BR_TABLE, "catch clauses");
    out->list = r->next;
    for (uint32_t i = 0; i < out->count && reader_ok(r); i++) {
        size_t length = short_catch(r);
        if (length) {
            r->next += length;
            continue;
        }
        uint8_t kind = read_u8(r);
        if (kind > 3)
            reader_refuse(r, ERROR_MALFORMED, reader_offset(r) - 1, "malformed catch clause: its kind is 0 to 3, not %u", kind);
        if (kind < 2)
            read_u32(r);
        read_u32(r);
    }
}

/* castop ::= 0x00..0x03, then a label and two heap types */
static void read_cast(reader *r, immediates *out)
{
    uint8_t flags = read_u8(r);
    if (flags > 3)
        reader_refuse(r, ERROR_MALFORMED, reader_offset(r) - 1, "malformed br_on_cast flags %u", flags);
    out->index = read_u32(r);
    out->type = type_read_heap(r, flags & 1);
    out->type2 = type_read_heap(r, flags & 2);
}

static void read_types(reader *r, immediates *out)
{
    out->count = read_count(r, 1, LIMIT_RESULTS, "types");
    out->list = r->next;
    for (uint32_t i = 0; i < out->count && reader_ok(r); i++) {
        wasm_type type = type_read(r);
        if (i == 0)
            out->type = type;
    }
}

static void read_v128(reader *r, immediates *out)
{
    const uint8_t *bytes = read_bytes(r, 16);
    if (bytes)
        memcpy(out->value.v128, bytes, 16);
}

static void read_lane_indices(reader *r, immediates *out)
{
    uint64_t start = reader_offset(r);
    read_v128(r, out);
    for (unsigned i = 0; reader_ok(r) && i < 16; i++)
        if (out->value.v128[i] >= 32)
            reader_refuse(r, ERROR_INVALID, start + i, "invalid lane index %u: i8x16.shuffle knows 0 to 31", out->value.v128[i]);
}

static void read_two(reader *r, uint32_t *first, uint32_t *second)
{
    *first = read_u32(r);
    *second = read_u32(r);
}

bool opcode_read_immediates(reader *r, uint32_t op, immediates *out)
{
    switch ((immediate_form)opcode_table[op].form) {
    case IMMEDIATE_none:                                                                  break;
    case IMMEDIATE_block:         read_block_type(r, out);                                break;
    case IMMEDIATE_labels:        read_labels(r, out);                                    break;
    case IMMEDIATE_catches:       read_catches(r, out);                                   break;
    case IMMEDIATE_cast:          read_cast(r, out);                                      break;
    case IMMEDIATE_label: case IMMEDIATE_func: case IMMEDIATE_type: case IMMEDIATE_table: case IMMEDIATE_elem:
    case IMMEDIATE_data: case IMMEDIATE_memory: case IMMEDIATE_local: case IMMEDIATE_global: case IMMEDIATE_tag:
        out->index = read_u32(r);
        break;
    case IMMEDIATE_type_table: case IMMEDIATE_table_table: case IMMEDIATE_elem_table: case IMMEDIATE_memory_memory:
    case IMMEDIATE_data_memory: case IMMEDIATE_type_field: case IMMEDIATE_type_data: case IMMEDIATE_type_elem:
    case IMMEDIATE_type_type:
        read_two(r, &out->index, &out->index2);
        break;
    case IMMEDIATE_type_count:    read_two(r, &out->index, &out->count);                  break;
    case IMMEDIATE_heap:
        out->type = type_read_heap(r, op == OP_ref_null || op == OP_ref_test_null || op == OP_ref_cast_null);
        break;
    case IMMEDIATE_types:         read_types(r, out);                                     break;
    case IMMEDIATE_i32:           out->value.i32 = (uint32_t)read_s32(r);                 break;
    case IMMEDIATE_i64:           out->value.i64 = (uint64_t)read_s64(r);                 break;
    case IMMEDIATE_f32:           out->value.i32 = read_f32(r);                           break;
    case IMMEDIATE_f64:           out->value.i64 = read_f64(r);                           break;
    case IMMEDIATE_v128:          read_v128(r, out);                                      break;
    case IMMEDIATE_shuffle:       read_lane_indices(r, out);                              break;
    case IMMEDIATE_memarg:        read_memarg(r, out);                                    break;
    case IMMEDIATE_memarg_lane:
        read_memarg(r, out);
        out->lane = read_u8(r);
        break;
    case IMMEDIATE_lane:          out->lane = read_u8(r);                                 break;
    }
    return reader_ok(r);
}
