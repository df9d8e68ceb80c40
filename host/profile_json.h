/* JSON, written into a builder. Texts come from files that nobody trusts: what is
 * written is valid JSON in ASCII and can't end a <script> of a page that holds it.
 */
#ifndef INLAY_HOST_PROFILE_JSON_H
#define INLAY_HOST_PROFILE_JSON_H

#include "engine/base/text.h"

/* In quotes. What is no UTF-8 becomes U+FFFD. */
void profile_json_text(text_builder *out, text_view text);

/* Nanoseconds as microseconds with three decimals, and as milliseconds with six. */
void profile_json_us(text_builder *out, uint64_t ns);
void profile_json_ms(text_builder *out, uint64_t ns);

/* A comma before all items but the first. */
void profile_json_comma(text_builder *out, bool *is_first);

#endif
