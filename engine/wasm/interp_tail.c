/* The fast interpreter: each handler is a function that tail-calls the next.
 *
 * preserve_none hands every argument over in a register and saves nothing, so
 * a handler compiles to its work plus one indirect jump. Where the compiler
 * can't, there is none, and interp_switch.c runs everything.
 */
#include "engine/wasm/forward.h"
#include "engine/wasm/plain.h"

#if defined(__clang__) && defined(__has_attribute)
#if __has_attribute(preserve_none) && __has_attribute(musttail)
#define INTERP_TAIL 1
#endif
#endif

#ifdef INTERP_TAIL

#ifdef INLAY_UNCHARGED
#define CHARGES 0
#else
#define CHARGES 1
#endif

#define REGISTERS const wasm_cell *pc, wasm_slot *fp, uint8_t *mem, uint64_t mem_size, wasm_state *st, int32_t fuel, const char *first, \
                  uint64_t acc_i, float acc_f, double acc_d
#define CALLING   __attribute__((preserve_none))

typedef CALLING run_outcome handler(REGISTERS);

#define CODE(name, form)  static handler op_##name;
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)        CODE(x##__##y, )
#define CARRIED(...) __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR

/* Cells hold a handler's distance from this one. */
#define FIRST        ((const char *)op_i32_load)

/* Handlers stand at 32 bytes: measured up to 4 %. `first` in a register spares a dispatch one instruction: 2 %. */
#define GO           __attribute__((musttail)) return ((handler *)(first + (int32_t)pc->op))(pc, fp, mem, mem_size, st, fuel, first, acc_i, acc_f, acc_d)
#define BECOME(n)    __attribute__((musttail)) return op_##n(pc, fp, mem, mem_size, st, fuel, first, acc_i, acc_f, acc_d)
/* The compiler must not add again what it has added: one instruction in each taken branch. */
#define SETTLED(x)   __asm__("" : "+r"(x))
#define HANDLER(n)   static CALLING __attribute__((aligned(32))) run_outcome op_##n(REGISTERS)
/* AddressSanitizer would realign the stack for v128s, which preserve_none can't: what they call is still checked. */
#define HANDLER_VECTOR(n) static CALLING __attribute__((aligned(32), no_sanitize("address"))) run_outcome op_##n(REGISTERS)
#define COLD(n)      static CALLING __attribute__((noinline, cold)) run_outcome op_##n(REGISTERS)

#define VECTOR_WORK  static inline
#define VECTOR_OF(n) tail_##n
#define VECTOR_DONE  (void)0

#define PLAINS(...)  __VA_ARGS__
#define PAIRED(...)  __VA_ARGS__
#define FEWED(...)
#define TAKEN(pc)
#define ENTERED

/* A br_table's first targets have a handler each, in which `pc` does not depend on what it was picked by. */
#define EIGHT(T, n)      T(n##0) T(n##1) T(n##2) T(n##3) T(n##4) T(n##5) T(n##6) T(n##7)
#define SIXTY_FOUR(T, n) EIGHT(T, n##0) EIGHT(T, n##1) EIGHT(T, n##2) EIGHT(T, n##3) EIGHT(T, n##4) EIGHT(T, n##5) EIGHT(T, n##6) EIGHT(T, n##7)
#define EACH_TARGET(T)   SIXTY_FOUR(T, 00) SIXTY_FOUR(T, 01) SIXTY_FOUR(T, 02) SIXTY_FOUR(T, 03)   /* octal */
enum { TARGET_COUNT = 0400 };
static handler *const targets[TARGET_COUNT];

#define PICKED(i)                                                               \
    do {                                                                        \
        if (__builtin_expect((i) < TARGET_COUNT, 1))                            \
            __attribute__((musttail)) return targets[i](pc, fp, mem, mem_size, st, fuel, first, acc_i, acc_f, acc_d); \
        pc = TARGET_AT(i);                                                      \
        JUMP;                                                                   \
    } while (0)

#include "engine/wasm/vectors.inl"
#include "engine/wasm/handlers.inl"

static handler *const targets[TARGET_COUNT] = {
#define T(i) op_target_##i,
    EACH_TARGET(T)
#undef T
};

static const void *const handlers[CODE_COUNT] = {
#define CODE(name, form)  (const void *)op_##name,
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)        CODE(x##__##y, )
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED
};

static uint32_t tail_op(uint32_t code)
{
    return (uint32_t)(int32_t)((const char *)handlers[code] - FIRST);
}

static run_outcome tail_run(wasm_state *st)
{
    const wasm_cell *pc = st->pc;
    return ((handler *)(FIRST + (int32_t)pc->op))(pc, st->fp, st->memory, st->memory_size, st, (int32_t)st->store->tank.at_hand, FIRST, 0, 0, 0);
}

static const interpreter tail = { tail_run, tail_op, handlers, FIRST, .carries = true, .pairs = PAIRS_ALL };

const interpreter *interpreter_tail(void) { return &tail; }

#undef REGISTERS
#undef CALLING
#undef FIRST
#undef GO
#undef BECOME
#undef HANDLER
#undef HANDLER_VECTOR
#undef COLD
#undef VECTOR_WORK
#undef VECTOR_OF
#undef VECTOR_DONE
#undef SETTLED
#undef PLAINS
#undef PAIRED
#undef FEWED
#undef TAKEN
#undef ENTERED
#undef PICKED
#undef EACH_TARGET
#undef SIXTY_FOUR
#undef EIGHT
#undef CHARGES

#else

const interpreter *interpreter_tail(void) { return NULL; }

#endif
