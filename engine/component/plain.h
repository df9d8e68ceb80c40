/* Plain forms: functions of the dynamic API whose values lie in C as a header
 * would have them, because they hold no trees: numbers, strings, lists of numbers,
 * what is lent; and lists of records of numbers, packed. Their calls take the ways
 * of typed ones.
 *
 * A form belongs to a function of a store, and lives as long.
 */
#ifndef INLAY_COMPONENT_PLAIN_H
#define INLAY_COMPONENT_PLAIN_H

#include "engine/component/component_instance.h"

enum { PLAIN_PARAMS = 16 };

/* A value's kind, and its tag where it is a list. */
typedef struct plain_kind {
    uint8_t kind, tag;
} plain_kind;

typedef struct plain_form {
    const typed_plan *typed;
    bool              is_straight;    /* generation_call_straight may be asked */
    bool              has_records;    /* in the result */
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

/* Where the values lie in C. False: they are not what the form says; one of them may be a tree.
 * *needs: one of them is in a form that trees don't have. */
bool plain_take(const plain_form *p, const inlay_value *arguments, uint32_t count, const void **places, bool *needs);

/* The result as a value; its parts stay where they are. */
inlay_value plain_give(const plain_form *p, const void *result);

#endif
