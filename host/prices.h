/* Prices: what host functions cost, declared and measured, as lines of text.
 *
 *     inlay prices 1
 *     mods FUEL NS
 *     import CALLS TIMED NS BYTES FUEL PER-CALL PER-KIB NAME
 *
 * FUEL and NS of mods are without their host calls. NS of an import is of its
 * TIMED calls alone, BYTES are those that it was given and that it gave. WASI's
 * functions are among them: what a mod pays for any call, and for what they do, is
 * their FUEL. `inlay calibrate` reads them; what it reads is hostile.
 */
#ifndef INLAY_HOST_PRICES_H
#define INLAY_HOST_PRICES_H

#include "engine/base/error.h"
#include "engine/base/text.h"
#include "host/public.h"

void prices_write(const inlay_host *host, text_builder *out);

/* ---- reading, a line at a time ---- */

typedef struct prices_reader {
    text_view text;                     /* what is left */
    uint32_t  line;                     /* the number of the last */
    uint64_t  fuel, ns;                 /* of the mods; neither is 0 */
} prices_reader;

typedef struct prices_line {
    uint64_t  calls, timed, ns, bytes, fuel, price_call, price_kib;
    text_view name;                     /* 1 to 200 bytes, no blanks or control characters */
} prices_line;

typedef enum prices_found { PRICES_LINE, PRICES_END, PRICES_BAD } prices_found;

/* False: it does not begin as it must. */
bool         prices_read_begin(prices_reader *r, text_view text, error *err);
prices_found prices_read_next(prices_reader *r, prices_line *out, error *err);

#endif
