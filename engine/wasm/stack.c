/* Stacks as they stand. */
#include "engine/wasm/stack.h"

#include "engine/wasm/state.h"

stack_frame stack_at(const wasm_task *t, uint32_t n)
{
    const wasm_frame *f = &t->frames[n];
    if (f->instance == STATE_NATIVE)
        return (stack_frame){ NULL, f->function, 0 };
    wasm_code *code = t->st.store->instances[f->instance & ~STATE_PARKED]->code;
    if (f->instance & STATE_PARKED)
        return (stack_frame){ code, f->function, f->cell };
    return (stack_frame){ code, f->function, code_unit(code_get(code, f->function), f->pc) };
}

uint32_t stack_read(const wasm_task *t, stack_frame *frames, uint32_t most, uint32_t *left_out)
{
    uint32_t depth = task_top(t), count = depth < most ? depth : most;
    *left_out = depth - count;
    for (uint32_t i = 0; i < count; i++)
        frames[i] = stack_at(t, 1 + i + (i < STACK_OUTERMOST ? 0 : *left_out));
    return count;
}

uint32_t stack_offset(const stack_frame *f)
{
    return f->code ? code_offset(f->code, code_get(f->code, f->function), f->cell) : 0;
}
