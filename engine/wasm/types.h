/* Types of core WebAssembly 3.0: values, functions, structs, arrays, limits.
 *
 * A wasm_type is one word. Numbers and v128 are their byte of the binary
 * format. A reference is its nullability and its heap type: an abstract one
 * (its byte) or a type index of the module. Type indices of different modules
 * compare through the store's canonical ids (types.c: type_registry).
 */
#ifndef INLAY_WASM_TYPES_H
#define INLAY_WASM_TYPES_H

#include "engine/base/arena.h"
#include "engine/base/reader.h"

typedef uint32_t wasm_type;

enum {
    WASM_NONE = 0x40,             /* no value; also an empty block type */
    WASM_I32  = 0x7F, WASM_I64 = 0x7E, WASM_F32 = 0x7D, WASM_F64 = 0x7C, WASM_V128 = 0x7B,
    WASM_I8   = 0x78, WASM_I16 = 0x77,              /* storage types only */
    WASM_BOTTOM = 0x00,           /* the unknown type of dead code */
    /* abstract heap types */
    HEAP_NOEXN = 0x74, HEAP_NOFUNC = 0x73, HEAP_NOEXTERN = 0x72, HEAP_NONE = 0x71, HEAP_FUNC = 0x70, HEAP_EXTERN = 0x6F,
    HEAP_ANY = 0x6E, HEAP_EQ = 0x6D, HEAP_I31 = 0x6C, HEAP_STRUCT = 0x6B, HEAP_ARRAY = 0x6A, HEAP_EXN = 0x69
};

/* A reference: bit 8 says reference, bit 9 nullable, bit 10 that bits 11.. are
 * a type index; else the low byte is the abstract heap type. */
#define WASM_REF             0x100u
#define WASM_REF_NULLABLE    0x200u
#define WASM_REF_INDEXED     0x400u
#define wasm_ref_abstract(nullable, heap)  (WASM_REF | ((nullable) ? WASM_REF_NULLABLE : 0u) | (uint32_t)(heap))
#define wasm_ref_indexed(nullable, index)  (WASM_REF | ((nullable) ? WASM_REF_NULLABLE : 0u) | WASM_REF_INDEXED | ((uint32_t)(index) << 11))
#define wasm_type_is_ref(t)      (((t) & WASM_REF) != 0)
#define wasm_type_is_nullable(t) (((t) & WASM_REF_NULLABLE) != 0)
#define wasm_type_is_indexed(t)  (((t) & WASM_REF_INDEXED) != 0)
#define wasm_type_index(t)       ((t) >> 11)
#define wasm_type_heap(t)        ((t) & 0xFFu)
/* A reference out of dead code: matches every reference type. */
#define WASM_REF_BOTTOM          WASM_REF
#define WASM_FUNCREF             wasm_ref_abstract(true, HEAP_FUNC)
#define WASM_EXTERNREF           wasm_ref_abstract(true, HEAP_EXTERN)

/* Slots a value takes in a frame: 2 for v128, 1 for all others. */
#define wasm_type_slots(t) ((t) == WASM_V128 ? 2u : 1u)

typedef struct wasm_functype {
    uint32_t         param_count, result_count;
    uint32_t         param_slots, result_slots;
    const wasm_type *params, *results;
} wasm_functype;

typedef struct wasm_field {
    wasm_type type;               /* WASM_I8 and WASM_I16 where packed */
    uint32_t  is_mutable : 1;
    uint32_t  offset : 31;        /* of a struct's: in the object (heap.h), the same in every subtype */
} wasm_field;

/* Bytes that a field, or an array's element, takes; what they start with. */
uint32_t type_storage(wasm_type type);
enum { TYPE_STRUCT_HEAD = 4, TYPE_ARRAY_HEAD = 8 };

typedef enum wasm_composite { COMPOSITE_FUNC, COMPOSITE_STRUCT, COMPOSITE_ARRAY } wasm_composite;

#define WASM_NO_SUPER UINT32_MAX

/* One entry of the type index space. Types that are equal (recursion groups of
 * equal structure at equal places) share what they point to, and every
 * reference in a decoded module names the first of them, so that types are
 * equal exactly when their words are. */
typedef struct wasm_deftype {
    wasm_composite    kind;
    bool              is_final;
    uint8_t           depth;             /* supertypes above it */
    uint32_t          super;             /* type index, or WASM_NO_SUPER */
    uint32_t          jump;              /* a supertype far above, so that any of them is found in few steps; its own at the top */
    uint32_t          canonical;         /* the first type index that is equal; often its own */
    uint32_t          group_start, group_count;   /* its recursion group */
    union {
        wasm_functype func;              /* COMPOSITE_FUNC */
        struct {
            uint32_t  field_count;       /* COMPOSITE_STRUCT; 1 for an array */
            const wasm_field *fields;
        };
    };
} wasm_deftype;

typedef struct wasm_limits {
    uint64_t min, max;            /* max: UINT64_MAX where none is given */
    bool     has_max, is_64;
} wasm_limits;

typedef struct wasm_table_type  { wasm_type element; wasm_limits limits; } wasm_table_type;
typedef struct wasm_memory_type { wasm_limits limits; } wasm_memory_type;      /* in pages of 64 KiB */
typedef struct wasm_global_type { wasm_type type; bool is_mutable; } wasm_global_type;

typedef enum wasm_kind { WASM_FUNC, WASM_TABLE, WASM_MEMORY, WASM_GLOBAL, WASM_TAG } wasm_kind;

typedef struct wasm_extern_type {
    wasm_kind kind;
    union {
        uint32_t         type_index;     /* WASM_FUNC, WASM_TAG: a type index of the module */
        wasm_table_type  table;
        wasm_memory_type memory;
        wasm_global_type global;
    };
} wasm_extern_type;

/* ---- reading ---- */

/* A value, reference or heap type; indices as they stand in the file, below
 * LIMIT_TYPES. WASM_NONE where the reader refused. */
wasm_type type_read(reader *r);
wasm_type type_read_heap(reader *r, bool nullable);

/* Where a field stands that comes behind one that ends at `end`. */
uint32_t type_place(wasm_type type, uint32_t end);

/* Bytes of an object of a struct type. */
uint32_t type_struct_bytes(const wasm_deftype *type);

/* A value of it may be an object of the heap: all references but functions. */
bool type_is_traced(const wasm_deftype *types, wasm_type type);

/* Zero, or null, is a value of it: a local of it needs no first setting. */
static inline bool type_has_default(wasm_type type)
{
    return !wasm_type_is_ref(type) || wasm_type_is_nullable(type);
}

/* ---- as text ---- */

/* As the text format has it, for messages: "i32", "(ref null 3)". */
typedef struct type_text { char text[32]; } type_text;
type_text type_name(wasm_type type);

/* ---- relations, given the types of one index space ---- */

/* sub <: super (spec 3.0, sections 3.3.3 to 3.3.5), both canonical. */
bool type_matches(const wasm_deftype *types, wasm_type sub, wasm_type super);
bool type_index_matches(const wasm_deftype *types, uint32_t sub, uint32_t super);

/* Put `t`, which is the next of `types`, below `super`, one of them. */
void type_set_super(const wasm_deftype *types, wasm_deftype *t, const wasm_deftype *super);

/* The composite of a type may stand below that of another (section 3.3.9). */
bool type_composite_matches(const wasm_deftype *types, const wasm_deftype *sub, const wasm_deftype *super);

/* ---- a space of types in which equal ones are one ---- */

/* A group of a registry, by its first type; 0: none. The hash stands beside it,
 * so that a type is looked at only where it may be equal. */
typedef struct type_bucket { uint32_t first_and_1, hash; } type_bucket;

/* A module's types while they are decoded; also a store's, into which modules'
 * types are entered, so that types of different modules compare by number. */
typedef struct type_registry {
    budget       *budget;
    wasm_deftype *types;
    uint32_t      count, capacity;
    type_bucket  *buckets;               /* a power of two of them */
    uint32_t      bucket_count, group_count;
    bool          too_alike;             /* a group was refused for hashing like too many others, not for memory */
    arena         arena;                 /* copies of parameters, results and fields; a store's alone */
} type_registry;

void type_registry_open(type_registry *t, budget *b);
void type_registry_close(type_registry *t);

/* All of another one, which may go then. `t` is to be closed either way. False: no memory. */
bool type_registry_copy(type_registry *t, budget *b, const type_registry *from);

/* Room for `count` more types. False: no memory. */
bool type_registry_reserve(type_registry *t, uint32_t count);

/* The last `count` types were just appended as one group: make them canonical.
 * False: no memory, or too many groups that hash alike. */
bool type_registry_end_group(type_registry *t, uint32_t count);

/* Enter all types of a module; ids[i] becomes the canonical id of type i. Two
 * types are equal when their ids are; a subtype: type_index_matches(t->types, …).
 * False: no memory. */
struct wasm_module;
bool type_registry_enter(type_registry *t, const struct wasm_module *m, uint32_t *ids);

#endif
