/* The floating-point control word: games and audio libraries flush denormals or
 * round otherwise; wasm must not see it.
 */
#include "engine/wasm/interpreter.h"

#if defined(__SSE2__)

#include <immintrin.h>

enum { CONTROL_DEFAULT = 0x1F80 };    /* round to nearest, all exceptions masked, no flushing */

uint32_t interpreter_enter(void)
{
    uint32_t was = _mm_getcsr();
    if ((was & 0xFFC0u) != CONTROL_DEFAULT)
        _mm_setcsr(CONTROL_DEFAULT);
    return was;
}

void interpreter_leave(uint32_t was)
{
    if ((was & 0xFFC0u) != CONTROL_DEFAULT)
        _mm_setcsr(was);
}

#elif defined(__aarch64__)

/* FPCR: 0 is round to nearest, no flushing, no traps. */
uint32_t interpreter_enter(void)
{
    uint64_t was;
    __asm__ volatile("mrs %0, fpcr" : "=r"(was));
    if (was)
        __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)0));
    return (uint32_t)was;
}

void interpreter_leave(uint32_t was)
{
    if (was)
        __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)was));
}

#else

#include <fenv.h>

uint32_t interpreter_enter(void)
{
    uint32_t was = (uint32_t)fegetround();
    fesetround(FE_TONEAREST);
    return was;
}

void interpreter_leave(uint32_t was) { fesetround((int)was); }

#endif
