/* Plain forms: functions of the dynamic API whose values go the ways of typed
 * ones: numbers, strings, lists of numbers, what is lent, and lists of records of
 * numbers, packed, lie in C as a header would have them; trees are made into
 * that, and made of that.
 *
 * A form belongs to a function of a store, and lives as long.
 */
#ifndef INLAY_COMPONENT_PLAIN_H
#define INLAY_COMPONENT_PLAIN_H

#include "engine/component/component_instance.h"

enum { PLAIN_PARAMS = 16 };

/* A value's kind, and its tag where it is a list. */
typedef struct plain_kind {
    uint8_t             kind, tag;
    const inlay_layout *tree;     /* as a tree it is packed so; null: it is none */
} plain_kind;

typedef struct plain_form {
    const typed_plan *typed;
    bool              is_straight;    /* generation_call_straight may be asked */
    bool              has_records;    /* in the result: packed, or a tree */
    uint8_t           param_count;
    plain_kind        params[PLAIN_PARAMS];
    plain_kind        result;         /* kind INLAY_NOTHING: none */
} plain_form;

/* Null: the function has values of other sorts, or there is no memory. `task`: any of the store's. */
const plain_form *plain_make(component_func *f, const wasm_task *task);

/* Room for the C side of any result. */
typedef union plain_result {
    uint64_t     bits;
    inlay_string string;
    inlay_list   list;
} plain_result;

/* Where the values lie in C; trees are made into that in the arena. False: they are not what the form says, or there is no
 * memory. *needs: one of them is in a form that trees don't have. */
bool plain_take(const plain_form *p, arena *a, const inlay_value *arguments, uint32_t count, const void **places, bool *needs);

/* Is the result to be made into a tree? `packed`: not where it can be had so. */
static inline bool plain_is_tree(const plain_form *p, bool packed) { return p->result.tree && !(p->has_records && packed); }

/* The result as a value; its parts stay where they are, a tree's go into the arena. False: no memory. */
bool plain_give(const plain_form *p, arena *a, bool packed, const void *result, inlay_value *out);

#endif
