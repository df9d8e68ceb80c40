/* The texts of traps. */
#include "engine/wasm/trap.h"

const char *trap_text(trap_code code)
{
    switch (code) {
#define TRAP_CODE(name, text) case TRAP_##name: return text;
    TRAP_CODES(TRAP_CODE)
#undef TRAP_CODE
    }
    return "unknown trap";
}
