/* Component values as trees: what the dynamic API and host functions see.
 *
 * The part between the marks is public: sdk/inlay.h holds the same lines, and
 * a gate compares them.
 */
#ifndef INLAY_COMPONENT_VALUE_H
#define INLAY_COMPONENT_VALUE_H

#include "engine/component/ctype.h"

/* public: value */
#ifndef INLAY_VALUE
#define INLAY_VALUE

/* What a value is; the order is that of the component model's types. */
typedef enum inlay_kind {
    INLAY_NOTHING,              /* no value: an absent payload, a result of a function without one */
    INLAY_BOOL, INLAY_S8, INLAY_U8, INLAY_S16, INLAY_U16, INLAY_S32, INLAY_U32, INLAY_S64, INLAY_U64,
    INLAY_F32, INLAY_F64, INLAY_CHAR, INLAY_STRING,
    INLAY_RECORD, INLAY_TUPLE, INLAY_LIST, INLAY_MAP, INLAY_VARIANT, INLAY_ENUM, INLAY_OPTION, INLAY_RESULT,
    INLAY_FLAGS, INLAY_OWN, INLAY_BORROW
} inlay_kind;

/* A resource, by value: the host's own, or one that a mod made. Stale, never
 * taken for another, once it is gone. Zero is none. */
typedef struct inlay_resource { uint32_t index, serial; } inlay_resource;

/* UTF-8 with a size, not terminated; a view: it owns nothing. */
typedef struct inlay_string { const char *bytes; size_t size; } inlay_string;

/* Items side by side; a view, too. Lists of a header made by `inlay bind` look like it. */
typedef struct inlay_list { const void *items; size_t count; } inlay_list;

typedef struct inlay_value inlay_value;
typedef struct inlay_values { inlay_value *items; size_t count; } inlay_values;

/* A value of any WIT type. Strings are UTF-8 with a size, not terminated. */
struct inlay_value {
    inlay_kind kind;
    uint32_t   tag;             /* VARIANT, ENUM: the case's number; OPTION: 1 some, 0 none; RESULT: 0 ok, 1 error;
                                   LIST of numbers, bool or char: the items' kind, and `packed` holds them as a C array;
                                   LIST that is a whole argument or result, of records (RECORD) or tuples (TUPLE) of such:
                                   `packed` holds them as C structs */
    union {
        inlay_string   string;       /* first, as it is the largest: { kind, tag, { 0 } } zeroes all */
        bool           boolean;
        int8_t         s8;
        uint8_t        u8;
        int16_t        s16;
        uint16_t       u16;
        int32_t        s32;
        uint32_t       u32;
        int64_t        s64;
        uint64_t       u64;
        float          f32;
        double         f64;
        uint32_t       character;    /* a Unicode scalar value */
        uint32_t       flags;        /* bit n: the n-th flag */
        inlay_resource resource;
        inlay_values   list;         /* RECORD, TUPLE: in declared order; LIST with tag 0; MAP: key, value, key, … */
        inlay_list     packed;       /* LIST with a tag */
        inlay_value   *payload;      /* VARIANT, OPTION, RESULT; null: none */
    };
};

#endif
/* public: end */

/* The kind a ctype's values have. */
inlay_kind value_kind(ctype_kind kind);

/* Numbers, bool and char: what packed lists hold; and their size there. */
bool   value_is_scalar(inlay_kind kind);
size_t value_scalar_size(inlay_kind kind);

/* Does the value have that type, all the way down? Says where not in err. */
bool value_fits(const inlay_value *value, const ctype *type, error *err);

/* Equality of two values of one type: NaNs are equal to each other. */
bool value_equal(const inlay_value *a, const inlay_value *b);

/* The value as text, in WAVE's manner: {x: 1, name: "a"}, some(3), [1, 2]. type may be null. */
void value_print(text_builder *t, const inlay_value *value, const ctype *type);

/* A deep copy in an arena. False: no memory. */
bool value_copy(arena *a, const inlay_value *from, inlay_value *to);

#endif
