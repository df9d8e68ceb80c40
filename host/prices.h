/* Prices: what host functions cost, declared and measured, as lines of text.
 *
 *     inlay prices 1
 *     mods FUEL NS
 *     import CALLS TIMED NS BYTES FUEL PER-CALL PER-KIB NAME
 *
 * FUEL and NS of mods are without their host calls. NS of an import is of its
 * TIMED calls alone. `inlay calibrate` reads them.
 */
#ifndef INLAY_HOST_PRICES_H
#define INLAY_HOST_PRICES_H

#include "engine/base/text.h"
#include "host/public.h"

void prices_write(const inlay_host *host, text_builder *out);

#endif
