/* The floating-point control word: games and audio libraries flush denormals or
 * round otherwise; wasm must not see it.
 */
#include "engine/wasm/interpreter.h"

#if defined(__SSE2__)

#include <immintrin.h>

enum { CONTROL_DEFAULT = 0x1F80,      /* round to nearest, all exceptions masked, no flushing */
       CONTROL_WAS     = 1 << 16 };   /* no bit of it; so that none that was there is 0 */

uint32_t interpreter_enter(void)
{
    uint32_t was = _mm_getcsr();
    if ((was & 0xFFC0u) == CONTROL_DEFAULT)
        return 0;
    _mm_setcsr(CONTROL_DEFAULT);
    return was | CONTROL_WAS;
}

void interpreter_leave(uint32_t was) { _mm_setcsr(was & 0xFFFFu); }

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
    __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)was));
}

#else

#include <fenv.h>

uint32_t interpreter_enter(void)
{
    int was = fegetround();
    if (was == FE_TONEAREST)
        return 0;
    fesetround(FE_TONEAREST);
    return (uint32_t)was + 1;
}

void interpreter_leave(uint32_t was) { fesetround((int)(was - 1)); }

#endif
