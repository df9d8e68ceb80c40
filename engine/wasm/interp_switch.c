/* The portable interpreter: one function for any C17 compiler. gcc jumps from
 * handler to handler by computed goto; elsewhere it is a loop around a switch
 * (clang's computed goto is the slower of the two). INLAY_PLAIN_SWITCH: gcc is to build that, too.
 */
#include "engine/wasm/forward.h"
#include "engine/wasm/plain.h"

#if defined(__GNUC__) && !defined(__clang__) && !defined(INLAY_PLAIN_SWITCH)
#define INTERP_GOTO 1
#endif

/* A sanitizer's build, which what makes the others quick would take minutes to compile. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define INTERP_CHECKED 1
#endif
#endif

/* gcc would merge all jumps into one, and keep pc and fp in halves of one vector; a clone would have labels of its own.
 * Above -O1 it asks at each jump what has a value at each handler, and looks for vectors and extensions in all of them: a
 * minute and gigabytes, for nothing. Of the rest it gets what handlers are better for. */
#if defined(__GNUC__) && !defined(__clang__)
#ifdef INTERP_GOTO
#define INTERP_ALIGN
#else                                     /* the one jump in two lines of the cache: two thirds of the speed */
#define INTERP_ALIGN "align-loops=64",
#endif
#define INTERP_AS_WRITTEN                                                                                  \
    __attribute__((noinline, noclone, optimize("O1", "expensive-optimizations", "strict-aliasing", "tree-vrp", "thread-jumps", "no-if-conversion2", INTERP_ALIGN \
                                               "no-gcse", "no-crossjumping", "no-tree-slp-vectorize", "no-tree-tail-merge", "no-tree-fre")))
/* To tell a debugger of all that is inlined here takes clang minutes; to look for what may be uninitialised, too (in interp_tail.c it looks at the same handlers). */
#elif defined(__clang__)
#define INTERP_AS_WRITTEN __attribute__((nodebug))
#pragma clang diagnostic ignored "-Wuninitialized"
#else
#define INTERP_AS_WRITTEN
#endif

#ifdef INTERP_GOTO

/* Six registers outlast a call. `first` in one spares each dispatch an instruction. */
#define GO           goto *(const void *)(first + (int32_t)pc->op)
#define HANDLER(n)   op_##n: __attribute__((unused));
#define FIND_FIRST   const char *first = (const char *)&&op_i32_load; __asm__("" : "+r"(first))

#else

#define GO           do { OWN_WAY; goto next; } while (0)
#define HANDLER(n)   case CODE_##n: op_##n: __attribute__((unused));

#endif

/* What is carried stays in registers, as long as none of it outlasts a call (handlers.inl: CARRY_NOTHING). What SIMD cells
 * do is called: it would take registers, in all handlers. */
#ifndef INTERP_CHECKED
#define CARRIES      true
#define CARRIED(...) __VA_ARGS__
#define VECTOR_WORK  static __attribute__((noinline))
#define VECTOR_DONE  CARRY_NOTHING
#else
#define CARRIES      false
#define CARRIED(...)
#define VECTOR_WORK  static inline
#define VECTOR_DONE  (void)0
#endif

#if defined(__clang__) && !defined(INTERP_CHECKED)
/* The one jump is guessed by the way that led to it, so each handler must come there by its own. Of ends that are
 * alike clang would make one, if it took them for alike: sha256 0.7 with that, 1.2 without. */
#define OWN_WAY      __asm__ volatile("" : : "i"(__COUNTER__))
/* What is asked of it is not to be known from before: addresses in `st` would be kept, in what registers there are. */
#define FORGET(x)    __asm__("" : "+r"(x))
#else                                     /* gcc needs neither (no-crossjumping), and is slower with them */
#define OWN_WAY      (void)0
#define FORGET(x)    (void)0
#endif
#define CHARGES      1
#define mem_size     (st->memory_size)    /* as good where it stands */
#define SETTLED(x)   (void)0
#define COLD(n)      HANDLER(n)
#define HANDLER_VECTOR(n) HANDLER(n)
#define BECOME(n)    goto op_##n

#define VECTOR_OF(n) switch_##n

#define PLAINS(...)  __VA_ARGS__
/* Pairs: twice the speed, and a minute to compile. */
#if defined(INLAY_SWITCH_PAIRS) && !defined(INTERP_GOTO) && !defined(INTERP_CHECKED)
#define HAS_PAIRS    PAIRS_ALL
#define PAIRED(...)  __VA_ARGS__
#define FEWED(...)
#elif defined(INTERP_GOTO) && !defined(INTERP_CHECKED)   /* the most frequent ones: what gcc takes grows with handlers times jumps */
#define HAS_PAIRS    PAIRS_FEW
#define PAIRED(...)
#define FEWED(...)   __VA_ARGS__
#else
#define HAS_PAIRS    PAIRS_NONE
#define PAIRED(...)
#define FEWED(...)
#endif
#define TAKEN(pc)
#define ENTERED
#define PICKED(i)    do { pc = TARGET_AT(i); JUMP; } while (0)
#define EACH_TARGET(T)

#include "engine/wasm/vectors.inl"

/* st null: only to learn where the handlers are. */
static INTERP_AS_WRITTEN run_outcome switch_run_or_tell(wasm_state *st, const int32_t **ops)
{
#ifdef INTERP_GOTO
    static const int32_t distances[CODE_COUNT] = {
#define CODE(name, form)  [CODE_##name] = (int32_t)((const char *)&&op_##name - (const char *)&&op_i32_load),
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#define FEW(x, y)         CODE(x##__##y, )
#define FEW_WAY(x, y)     CODE(x##__##y, )
#define CODE(name, form)  FEWED([CODE_##name] = (int32_t)((const char *)&&op_##name - (const char *)&&op_i32_load),)
#include "engine/wasm/pairs_few.def"
#undef CODE
#undef FEW
#undef FEW_WAY
    };
    if (!st) {
        *ops = distances;
        return RUN_ON;
    }
#else
    (void)ops;
#endif
    const wasm_cell *pc = st->pc;
    wasm_slot *fp = st->fp;
    uint8_t *mem = st->memory;
    int32_t fuel = (int32_t)st->store->tank.at_hand;
    i64 acc_i = 0;
    f32 acc_f = 0;
    f64 acc_d = 0;

#ifdef INTERP_GOTO
    FIND_FIRST;
    GO;
#include "engine/wasm/handlers.inl"
#else
next:
    FORGET(st);
    switch (pc->op) {
#include "engine/wasm/handlers.inl"
    }
    UNREACHABLE();
#endif
}

static run_outcome switch_run(wasm_state *st) { return switch_run_or_tell(st, NULL); }

static uint32_t switch_op(uint32_t code)
{
#ifdef INTERP_GOTO
    const int32_t *ops = NULL;
    switch_run_or_tell(NULL, &ops);
    return (uint32_t)ops[code];
#else
    return code;
#endif
}

static const interpreter portable = { switch_run, switch_op, .carries = CARRIES, .pairs = HAS_PAIRS };

static const interpreter plain = { switch_run, switch_op, .carries = false, .pairs = PAIRS_NONE };

const interpreter *interpreter_switch(void) { return &portable; }
const interpreter *interpreter_plain(void)  { return &plain; }

#undef GO
#undef FIND_FIRST
#undef mem_size
#undef BECOME
#undef HANDLER
#undef HANDLER_VECTOR
#undef VECTOR_WORK
#undef VECTOR_OF
#undef VECTOR_DONE
#undef COLD
#undef SETTLED
#undef PLAINS
#undef PAIRED
#undef FEWED
#undef HAS_PAIRS
#undef TAKEN
#undef ENTERED
#undef PICKED
#undef EACH_TARGET
#undef CARRIED
#undef CARRIES
#undef CHARGES
#undef INTERP_AS_WRITTEN
#undef INTERP_ALIGN
#undef INTERP_CHECKED
#undef OWN_WAY
#undef FORGET
