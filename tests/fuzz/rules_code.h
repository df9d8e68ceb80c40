/* The stacks of the second writing of the rules (spec 3.0, section 7.3.1). For rules*.c alone. */
#ifndef INLAY_TESTS_RULES_CODE_H
#define INLAY_TESTS_RULES_CODE_H

#include "tests/fuzz/rules.h"
#include "tests/fuzz/rules_read.h"

enum { RULES_VALUES = 9000, RULES_FRAMES = 2000, RULES_LOCALS = 51100 };

typedef struct rules_types { const wasm_type *types; uint32_t count; } rules_types;

/* ctrl_frame: a block whose type is one result has that in `single`. */
typedef struct rules_frame {
    uint32_t    op;               /* 0x02 block, 0x03 loop, 0x04 if, 0x05 else, 0x1F try_table, 0x10 a function or expression */
    bool        has_single;
    wasm_type   single;
    rules_types start, end;
    uint32_t    height, inits;
    bool        unreachable;
} rules_frame;

typedef struct rules_code {
    const wasm_module *m;
    const uint8_t     *declared;  /* a byte for each function */
    rules_cursor       c;
    rules_instruction  i;
    rules_state        state;
    bool               is_constant;
    uint32_t           visible_globals;
    const wasm_functype *function;
    uint32_t           value_count, frame_count, local_count, init_count;
    wasm_type          values[RULES_VALUES];
    rules_frame        frames[RULES_FRAMES];
    wasm_type          locals[RULES_LOCALS];
    bool               set[RULES_LOCALS];
    uint32_t           inits[RULES_LOCALS];
} rules_code;

/* Each false when the rule is broken; then the state says how. */
bool rules_fail(rules_code *v, rules_state state);
bool rules_matches(const wasm_module *m, wasm_type sub, wasm_type super);

/* The type with its canonical number. */
bool rules_resolve(rules_code *v, wasm_type *type);

bool rules_push(rules_code *v, wasm_type type);
bool rules_pop(rules_code *v, wasm_type *type);
bool rules_pop_as(rules_code *v, wasm_type wanted);
bool rules_pop_ref(rules_code *v, wasm_type *type);
bool rules_push_all(rules_code *v, rules_types types);
bool rules_pop_all(rules_code *v, rules_types types);
bool rules_push_frame(rules_code *v, rules_frame frame);
bool rules_pop_frame(rules_code *v, rules_frame *frame);
void rules_unreachable(rules_code *v);

/* The label's types; false where there is none. */
bool rules_label(rules_code *v, uint32_t depth, rules_types *types);
rules_types rules_frame_end(const rules_frame *f);

/* A type of that kind, by number. Null: there is none. */
const wasm_deftype *rules_type(rules_code *v, uint32_t index, wasm_composite kind);

/* Apply the instruction that was read. */
bool rules_apply_control(rules_code *v, bool *known);
bool rules_apply_gc(rules_code *v);
bool rules_apply(rules_code *v);

#endif
