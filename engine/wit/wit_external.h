/* External ids. Private to engine/wit. */
#ifndef INLAY_WIT_WIT_EXTERNAL_H
#define INLAY_WIT_WIT_EXTERNAL_H

#include "engine/base/arena.h"
#include "engine/base/text.h"

/* The text that stands between the quotes. False: it is no such text, and *wrong is where (or memory ran out: its end). */
bool wit_external_read(arena *a, text_view quoted, text_view *out, size_t *wrong);

/* @external-id("…") */
void wit_external_put(text_builder *t, text_view text);

#endif
