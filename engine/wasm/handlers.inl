/* The handlers, written once. interp_tail.c, interp_switch.c and interp_count.c each include
 * this file, having said what HANDLER, HANDLER_VECTOR, COLD, GO, BECOME, CARRIED,
 * VECTOR_OF, VECTOR_DONE, PLAINS, PAIRED, FEWED, SETTLED and CHARGES mean there, and what is to be done where a jump is
 * TAKEN and a function ENTERED (nothing, but in interp_count.c).
 *
 * In scope: pc (this cell), fp (this frame), mem and mem_size (memory 0 of the
 * instance), fuel, and st (the rest, state.h). Whatever may run a guest, grow a
 * memory or resume goes through LEAVE, which reads all of them again.
 *
 * acc_i, acc_f and acc_d hold the value that the cell before this one made, where
 * it made one (plain.h). What uses it stands in CARRIED, which an interpreter that doesn't
 * carry leaves out.
 */

/* By its name, the cell's size. Where it has data behind it (code_form.h): that, and over it. */
#define STEP(bytes)  do { pc = code_behind(pc, bytes); GO; } while (0)
#define NEXT(name)   STEP(SIZE_##name)
#define DATA(name)   code_behind(pc, SIZE_##name - CODE_DATA_EARLY)->as
#define OVER(name)   STEP(SIZE_##name + FORM_BYTES_data)
#define TRAP(t)      do { st->trap = (t); BECOME(trapped); } while (0)
/* To whoever suspends it seems always in this order: move, charge, test. A taken branch moves
 * last, so that charging is two instructions, one with the price in memory. CHARGES is 0 in
 * builds that only tell what charging costs. */
#define CHARGE_OR(n, rare) do { fuel -= CHARGES * (int32_t)(n); if (CHARGES && __builtin_expect(fuel < 0, 0)) BECOME(rare); } while (0)
#define CHARGE(n)    do { CHARGE_OR(n, suspended); GO; } while (0)
#define MOVE(bytes)  do { pc = code_behind(pc, bytes); SETTLED(pc); } while (0)
#define JUMP         do { TAKEN(pc); SETTLED(pc); CHARGE_OR(pc->as.jump.price, jump_suspended); MOVE(pc->as.jump.bytes); GO; } while (0)
#define WAY          do { TAKEN(pc); SETTLED(pc); CHARGE_OR(pc->as.jump.price, way_suspended); MOVE(pc->way.bytes); GO; } while (0)
#define STEP_JUMP    do { TAKEN(pc); SETTLED(pc); CHARGE_OR(pc->as.step.price, step_suspended); MOVE(pc->as.step.bytes); GO; } while (0)
#define SAVE         do { st->pc = pc; st->fp = fp; st->store->tank.at_hand = fuel; } while (0)
/* What is carried means nothing behind a cell that isn't plain, and must not be kept over a call, nor the memory's address: it
 * would cost the portable interpreter its registers in every handler. So whatever calls says this behind it. */
#define CARRY_NOTHING do { acc_i = 0; acc_f = 0; acc_d = 0; mem = st->memory; } while (0)
#define LEAVE(what)  do { SAVE; LEAVE_SAVED(what); } while (0)
#define LEAVE_SAVED(what)                                                       \
    do {                                                                        \
        run_outcome outcome = (what);                                           \
        if (outcome != RUN_ON)                                                  \
            return outcome;                                                     \
        pc = st->pc;                                                            \
        fp = st->fp;                                                            \
        mem_size = st->memory_size;                                             \
        fuel = (int32_t)st->store->tank.at_hand;                                        \
        CARRY_NOTHING;                                                          \
        GO;                                                                     \
    } while (0)

/* ---- made of the rows ---- */

#define CONTROL(byte, name, text, immediates, feature, price)
#define OTHER(byte, name, text, immediates, feature, price)
#define CONST(byte, name, text, type)
#define CONSTANT(name, feature)

#define ACC_i32      ((i32)acc_i)
#define ACC_i64      acc_i
#define ACC_f32      acc_f
#define ACC_f64      acc_d

/* The operands of a cell, by the types of the row. */
#define A(T)         fp[pc->a].T
#define B(T)         fp[pc->as.pair.b].T

#define UNARY(byte, name, text, R, T, value)
#define CONVERT(byte, name, text, R, T, trap, value)
#define BINARY(byte, name, text, R, T, value)
#define DIVIDE(byte, name, text, T, trap, value)

#define TEST(byte, name, text, T, test)                                         \
    HANDLER(br_if_##name)         { T a = A(T);    if (test) JUMP; NEXT(br_if_##name); }      \
    HANDLER(br_unless_##name)     { T a = A(T);    if (!(test)) JUMP; NEXT(br_unless_##name); }   \
    CARRIED(HANDLER(br_if_##name##_r)     { T a = ACC_##T; if (test) WAY; NEXT(br_if_##name##_r); })      \
    CARRIED(HANDLER(br_unless_##name##_r) { T a = ACC_##T; if (!(test)) WAY; NEXT(br_unless_##name##_r); })
/* A fused branch compares slots a and dst, or slot a and a 16-bit constant held
 * in dst; its own target takes the wide field. */
#define STEP_i32(name, test)                                                    \
    HANDLER(br_if_##name##_step)                                                \
    {                                                                           \
        i32 a = fp[pc->a].i32 + (i32)(int16_t)pc->dst, b = fp[pc->as.step.b].i32; \
        fp[pc->a].i32 = a;                                                      \
        if (test)                                                               \
            STEP_JUMP;                                                          \
        NEXT(br_if_##name##_step);                                              \
    }                                                                           \
    HANDLER(br_if_##name##_step_k)                                              \
    {                                                                           \
        i32 a = fp[pc->a].i32 + (i32)(int16_t)pc->dst, b = (i32)(int16_t)pc->as.step.b; \
        fp[pc->a].i32 = a;                                                      \
        if (test)                                                               \
            STEP_JUMP;                                                          \
        NEXT(br_if_##name##_step_k);                                            \
    }
#define STEP_i64(name, test)
#define STEP_f32(name, test)
#define STEP_f64(name, test)

#define BRANCH_FORMS(name, T, test)                                             \
    HANDLER(name)           { T a = A(T);    T b = fp[pc->dst].T;                    if (test) JUMP; NEXT(name); } \
    HANDLER(name##_k)       { T a = A(T);    T b = (T)(int16_t)pc->dst; if (test) JUMP; NEXT(name##_k); } \
    HANDLER(name##_wide)    { T a = A(T);    T b = DATA(name##_wide).T; if (test) JUMP; OVER(name##_wide); }        \
    CARRIED(HANDLER(name##_r)       { T a = ACC_##T; T b = fp[pc->dst].T;                    if (test) JUMP; NEXT(name##_r); }) \
    CARRIED(HANDLER(name##_k_r)     { T a = ACC_##T; T b = (T)(int16_t)pc->dst; if (test) JUMP; NEXT(name##_k_r); }) \
    CARRIED(HANDLER(name##_wide_r)  { T a = ACC_##T; T b = DATA(name##_wide_r).T; if (test) JUMP; OVER(name##_wide_r); })        \
    CARRIED(HANDLER(name##_s)       { T a = A(T);    T b = ACC_##T;                   if (test) JUMP; NEXT(name##_s); })
#define COMPARE(byte, name, text, T, test)                                      \
    BRANCH_FORMS(br_if_##name, T, test)                                         \
    BRANCH_FORMS(br_unless_##name, T, !(test))                                  \
    STEP_##T(name, test)

/* Of the rest, the forms for any memory. */
#define LOAD(byte, name, text, R, stored)                                       \
    HANDLER(name##_far)                                                         \
    {                                                                           \
        stored v;                                                               \
        const uint8_t *from = interpreter_reach(st, pc, fp, sizeof v);          \
        if (!from)                                                              \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        numeric_move(&v, from, sizeof v);                                       \
        fp[pc->dst].R = (R)v;                                                   \
        pc += 1;                                                                \
        NEXT(more);                                                             \
    }

#define STORE(byte, name, text, T, stored)                                      \
    HANDLER(name##_far)                                                         \
    {                                                                           \
        stored v = (stored)fp[pc->dst].T;                                       \
        uint8_t *to = interpreter_reach(st, pc, fp, sizeof v);                  \
        if (!to)                                                                \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        numeric_move(to, &v, sizeof v);                                         \
        pc += 1;                                                                \
        NEXT(more);                                                             \
    }

#include "engine/wasm/handlers_simd.inl"

#include "engine/wasm/opcodes.def"

HANDLER_VECTOR(i8x16_shuffle)
{
    VECTOR_OF(i8x16_shuffle)(pc, fp);
    VECTOR_DONE;
    STEP(SIZE_i8x16_shuffle + 2 * FORM_BYTES_data);
}

/* ---- fuel ---- */

HANDLER(mark) { TAKEN(pc); CHARGE_OR(pc->as.jump.price, way_suspended); NEXT(mark); }
HANDLER(oracle_count) { st->store->oracle_fuel -= (int64_t)pc->as.bits; NEXT(oracle_count); }
HANDLER(oracle_lend)  { st->store->oracle_fuel -= (int64_t)pc->as.bits; NEXT(oracle_lend); }
HANDLER(oracle_repay) { st->store->oracle_fuel += (int64_t)pc->as.bits; NEXT(oracle_repay); }
HANDLER(oracle_check) { ASSERT(fuel + st->store->tank.behind == st->store->oracle_fuel - (int64_t)pc->as.bits); NEXT(oracle_check); }

/* ---- moves ---- */

HANDLER_VECTOR(copy_128) { simd_put(fp + pc->dst, simd_get(fp + pc->a)); NEXT(copy_128); }

HANDLER(copy_many)
{
    for (uint32_t i = 0; i < pc->as.pair.k; i++)
        fp[pc->dst + i].bits = fp[pc->a + i].bits;
    NEXT(copy_many);
}

/* As many as have no price of their own: without the call that a loop becomes. */
HANDLER(zero)
{
    wasm_slot *to = fp + pc->dst;
    uint32_t count = pc->a;
    if (count > 16) {
        memset(to, 0, count * sizeof *to);
        CARRY_NOTHING;
    } else if (count == 16)
        memset(to, 0, 16 * sizeof *to);
    else {
        if (count & 8) { memset(to, 0, 8 * sizeof *to); to += 8; }
        if (count & 4) { memset(to, 0, 4 * sizeof *to); to += 4; }
        if (count & 2) { memset(to, 0, 2 * sizeof *to); to += 2; }
        if (count & 1) to->bits = 0;
    }
    NEXT(zero);
}

HANDLER_VECTOR(select_128) { simd_put(fp + pc->dst, simd_get(fp + (fp[pc->a].i32 ? pc->as.pair.b : pc->as.pair.c))); NEXT(select_128); }

/* ---- ways ---- */

HANDLER(unreachable) { TRAP(TRAP_UNREACHABLE); }
HANDLER(br)          { WAY; }
HANDLER(br_try)      { JUMP; }
HANDLER(br_if)       { if (fp[pc->a].i32) JUMP; NEXT(br_if); }
HANDLER(br_unless)   { if (!fp[pc->a].i32) JUMP; NEXT(br_unless); }
CARRIED(HANDLER(br_if_r)     { if (ACC_i32) WAY; NEXT(br_if_r); })
CARRIED(HANDLER(br_unless_r) { if (!ACC_i32) WAY; NEXT(br_unless_r); })

/* A target is data: it begins that much before what is there of it. Which one is known by jumping (PICKED), not by adding: the cells behind
 * it are then read while what it was picked by is still being loaded. */
#define TARGET_AT(i) code_behind(pc, SIZE_br_table - CODE_DATA_EARLY + FORM_BYTES_target * (ptrdiff_t)(i))
#define PICK(i, count) do { if (__builtin_expect((i) < (count), 1)) PICKED(i); pc = TARGET_AT(count); JUMP; } while (0)
HANDLER(br_table)    { uint32_t i = fp[pc->a].i32, count = pc->as.word; PICK(i, count); }
CARRIED(HANDLER(br_table_r)  { uint32_t i = ACC_i32, count = pc->as.word; PICK(i, count); })
#define AIMED(i) HANDLER(target_##i) { pc = TARGET_AT(i); JUMP; }
EACH_TARGET(AIMED)

/* The results stand at fp: go on behind the caller's call, which is charged for already. A call's last cell has one size. */
#define RETURN                                                                  \
    do {                                                                        \
        wasm_frame *below = st->top - 1;                                        \
        if (__builtin_expect(below->instance != st->instance_number, 0))        \
            BECOME(leave);                                                      \
        st->top = below;                                                        \
        pc = below->pc;                                                         \
        fp -= pc->dst;                                                          \
        NEXT(call);                                                       \
    } while (0)

HANDLER(return_none) { RETURN; }
HANDLER(return_32)   { fp[0].i32 = fp[pc->a].i32; RETURN; }
HANDLER(return_64)   { fp[0].i64 = fp[pc->a].i64; RETURN; }
CARRIED(HANDLER(return_r)    { fp[0].i64 = ACC_i64; RETURN; })

HANDLER(return_many)
{
    for (uint32_t i = 0; i < pc->as.pair.k; i++)
        fp[i].bits = fp[pc->a + i].bits;
    RETURN;
}

/* f is of this instance, and pc the cell to come back behind. */
#define ENTER(f)                                                                \
    do {                                                                        \
        wasm_frame *top = st->top;                                              \
        fp += pc->dst;                                                          \
        top[0].pc = pc;                                                         \
        top[1].instance = st->instance_number;                                  \
        top[1].function = (f)->index;                                           \
        st->top = top + 1;                                                      \
        ENTERED;                                                                \
        pc = (f)->cells;                                                        \
        CHARGE((f)->price);                                                     \
    } while (0)
#define NO_ROOM(f, shift) ((uint64_t)(st->slot_end - fp) < (uint64_t)(shift) + (f)->slots || st->top + 1 >= st->frame_end)

HANDLER(call)
{
    const code_function *f = pc->as.function;
    if (__builtin_expect(NO_ROOM(f, pc->dst), 0))
        BECOME(call_slow);
    ENTER(f);
}

/* A function of ours that is done at its first step, as most are, comes and goes
 * here; its frame stands below what it sees, as for any other. What isn't ours may lead to one. */
HANDLER(call_import)
{
    uint32_t func = st->instance->funcs[pc->as.i32];
    const store_func *f = &st->store->funcs[func];
    if (f->instance != STATE_NATIVE) {
        st->pc = pc;
        st->fp = fp;
        int left = forward_call_import(st, func, fp + pc->dst, fuel);
        if (__builtin_expect(left < 0, 0))
            LEAVE_SAVED((run_outcome)~left);
        fuel = left;
    } else {
        const store_native *native = f->native;
        if (__builtin_expect(NO_ROOM(native, pc->dst), 0))
            BECOME(call_import_slow);
        SAVE;
        wasm_frame *top = st->top;
        native_call *call = state_push_native(st, func, fp + pc->dst);
        int answer = native->function(native->user, call);
        if (__builtin_expect(answer != NATIVE_DONE, 0))
            LEAVE_SAVED(state_take_native(st, answer));
        st->top = top;
        if (__builtin_expect(st->instance->memory->bytes != st->memory || st->instance->memory->size != st->memory_size, 0)) {
            state_read_memory(st);
            mem_size = st->memory_size;
        }
        fuel = (int32_t)st->store->tank.at_hand;
    }
    pc = code_behind(pc, SIZE_call_import);
    CARRY_NOTHING;
    CHARGE(0);                            /* what it did may have cost */
}

HANDLER(call_indirect)
{
    const wasm_cell *more = pc + 1;
    const table *t = st->instance->tables[more->as.index.y];
    uint64_t at = pc->as.i32 ? fp[pc->a].i64 : fp[pc->a].i32;
    if (__builtin_expect(at >= t->size || !t->refs[at], 0))
        BECOME(call_indirect_slow);
    const store_func *func = &st->store->funcs[t->refs[at] - 1];
    if (func->instance != st->instance_number || func->type != st->instance->type_ids[more->as.index.x] || NO_ROOM(func->code, more->dst))
        BECOME(call_indirect_slow);
    pc = more;
    ENTER(func->code);
}

HANDLER(call_ref)
{
    uint32_t ref = fp[pc->as.pair.b].ref;
    if (__builtin_expect(!ref, 0))
        TRAP(TRAP_NULL_FUNCTION);
    const store_func *func = &st->store->funcs[ref - 1];
    if (func->instance != st->instance_number || NO_ROOM(func->code, pc->dst))
        BECOME(call_ref_slow);
    ENTER(func->code);
}

HANDLER(return_call)
{
    const code_function *f = pc->as.function;
    if (__builtin_expect((uint64_t)(st->slot_end - fp) < f->slots, 0))
        BECOME(return_call_slow);
    for (uint32_t i = 0; i < pc->a; i++)
        fp[i].bits = fp[pc->dst + i].bits;
    st->top->function = f->index;
    ENTERED;
    pc = f->cells;
    CHARGE(f->price);
}

HANDLER(return_call_import)   { LEAVE(state_return_call(st)); }
HANDLER(return_call_indirect) { LEAVE(state_return_call_indirect(st)); }
HANDLER(return_call_ref)      { LEAVE(state_return_call_ref(st)); }
HANDLER(throw)                { LEAVE(exception_throw(st)); }
HANDLER(throw_ref)            { LEAVE(exception_throw_ref(st)); }

/* ---- variables and references ---- */

HANDLER_VECTOR(global_get_128) { simd_put(fp + pc->dst, simd_get(st->globals[pc->as.word])); NEXT(global_get_128); }
HANDLER_VECTOR(global_set_128) { simd_put(st->globals[pc->as.word], simd_get(fp + pc->a)); NEXT(global_set_128); }

HANDLER(ref_is_null) { fp[pc->dst].i32 = fp[pc->a].ref == 0; NEXT(ref_is_null); }
HANDLER(ref_func)    { fp[pc->dst].ref = st->instance->funcs[pc->as.word] + 1; NEXT(ref_func); }

HANDLER(ref_as_non_null)
{
    if (__builtin_expect(!fp[pc->a].ref, 0))
        TRAP(TRAP_NULL_REFERENCE);
    NEXT(ref_as_non_null);
}

HANDLER(table_get)
{
    const table *t = st->instance->tables[pc->as.index.x];
    uint64_t at = pc->as.index.y ? fp[pc->a].i64 : fp[pc->a].i32;
    if (at >= t->size)
        TRAP(TRAP_OUT_OF_BOUNDS_TABLE);
    fp[pc->dst].ref = t->refs[at];
    NEXT(table_get);
}

HANDLER(table_set)
{
    const table *t = st->instance->tables[pc->as.index.x];
    uint64_t at = pc->as.index.y ? fp[pc->a].i64 : fp[pc->a].i32;
    if (at >= t->size)
        TRAP(TRAP_OUT_OF_BOUNDS_TABLE);
    t->refs[at] = fp[pc->dst].ref;
    NEXT(table_set);
}

HANDLER(table_size)
{
    uint64_t size = st->instance->tables[pc->as.index.x]->size;
    if (pc->as.index.y)
        fp[pc->dst].i64 = size;
    else
        fp[pc->dst].i32 = (uint32_t)size;
    NEXT(table_size);
}

HANDLER(memory_size)
{
    uint64_t pages = memory_pages(st->instance->memories[pc->as.index.x]);
    if (pc->as.index.y)
        fp[pc->dst].i64 = pages;
    else
        fp[pc->dst].i32 = (uint32_t)pages;
    NEXT(memory_size);
}

HANDLER(elem_drop)
{
    if (st->instance->elems[pc->as.i32])
        instance_drop_elem(st->instance, st->store->budget, pc->as.i32);
    CARRY_NOTHING;
    NEXT(elem_drop);
}

HANDLER(data_drop)   { instance_drop_data(st->instance, pc->as.i32); CARRY_NOTHING; NEXT(data_drop); }
HANDLER(memory_fill) { LEAVE(sized_memory_fill(st)); }
HANDLER(memory_copy) { LEAVE(sized_memory_copy(st)); }
HANDLER(memory_init) { LEAVE(sized_memory_init(st)); }
HANDLER(memory_grow) { LEAVE(sized_memory_grow(st)); }
HANDLER(table_fill)  { LEAVE(sized_table_fill(st)); }
HANDLER(table_copy)  { LEAVE(sized_table_copy(st)); }
HANDLER(table_init)  { LEAVE(sized_table_init(st)); }
HANDLER(table_grow)  { LEAVE(sized_table_grow(st)); }

/* ---- plain cells, and pairs ---- */

#define RUN_PLAIN(name, passes_nan)                                             \
    do {                                                                        \
        accumulators acc = { acc_i, acc_f, acc_d, passes_nan };                         \
        if (!plain_##name(pc, fp, mem, mem_size, st, &acc))                     \
            BECOME(trapped);                                                    \
        acc_i = acc.i;                                                          \
        acc_f = acc.f;                                                          \
        acc_d = acc.d;                                                          \
    } while (0)
#define CODE(name, form)
#define PLAIN(name, form) PLAINS(HANDLER(name) { RUN_PLAIN(name, false); NEXT(name); })
#define RUN_FIRST(x, y)   RUN_PLAIN(x, plain_passes_nan(CODE_##x, (code_op)FIRST_##y)); pc = code_behind(pc, SIZE_##x - EARLY_##y)
#define PAIR(x, y)        PAIRED(HANDLER(x##__##y) { RUN_FIRST(x, y); BECOME(y); })
#define FEW(x, y)         FEWED(HANDLER(x##__##y) { RUN_FIRST(x, y); RUN_PLAIN(y, false); NEXT(y); })
#define FEW_WAY(x, y)     FEWED(HANDLER(x##__##y) { RUN_FIRST(x, y); BECOME(y); })
#include "engine/wasm/code.def"
#include "engine/wasm/pairs_few.def"
#include "engine/wasm/handlers_gc.inl"

/* ---- what only stands behind others ---- */

HANDLER(data)            { TRAP(TRAP_UNREACHABLE); }
HANDLER(target)          { TRAP(TRAP_UNREACHABLE); }
HANDLER(more)            { TRAP(TRAP_UNREACHABLE); }
HANDLER(try_more)        { TRAP(TRAP_UNREACHABLE); }

/* ---- what is rare ---- */

COLD(call_slow)          { LEAVE(state_prepare(st, pc->as.function, pc->dst)); }
COLD(call_import_slow)   { LEAVE(state_call(st, st->instance->funcs[pc->as.i32], pc->dst)); }
COLD(call_indirect_slow) { LEAVE(state_call_indirect(st)); }
COLD(call_ref_slow)      { LEAVE(state_call(st, fp[pc->as.pair.b].ref - 1, pc->dst)); }
COLD(return_call_slow)   { LEAVE(state_return_call(st)); }
COLD(leave)
{
    if (st->top - 1 != st->task->frames)
        LEAVE(state_return(st));
    st->top--;
    st->store->tank.at_hand = fuel;
    return RUN_DONE;
}
COLD(suspended)
{
    SAVE;
    if (!store_refill(st->store))
        return RUN_OUT_OF_FUEL;
    fuel = (int32_t)st->store->tank.at_hand;
    CARRY_NOTHING;
    GO;
}
COLD(jump_suspended)     { MOVE(pc->as.jump.bytes); BECOME(suspended); }
COLD(way_suspended)      { MOVE(pc->way.bytes); BECOME(suspended); }
COLD(step_suspended)     { MOVE(pc->as.step.bytes); BECOME(suspended); }
COLD(trapped)            { SAVE; return RUN_TRAPPED; }

#undef ACC_i32
#undef ACC_i64
#undef ACC_f32
#undef ACC_f64
#undef A
#undef B
#undef PICK
#undef TARGET_AT
#undef AIMED
#undef RUN_PLAIN
#undef RUN_FIRST
#undef FEW
#undef FEW_WAY
#undef CODE
#undef PLAIN
#undef PAIR
#undef BRANCH_FORMS
#undef STEP
#undef NEXT
#undef DATA
#undef OVER
#undef TRAP
#undef CHARGE_OR
#undef CHARGE
#undef MOVE
#undef JUMP
#undef WAY
#undef STEP_JUMP
#undef SAVE
#undef LEAVE
#undef LEAVE_SAVED
#undef CARRY_NOTHING
#undef RETURN
#undef ENTER
#undef NO_ROOM
