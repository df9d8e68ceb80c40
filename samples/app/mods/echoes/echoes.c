/* echoes: drops a line that says the same as the one before it. */
#include "filter.h"

#include <stdlib.h>
#include <string.h>

static filter_string_t last;        /* the line before; ours */

void exports_filter_look(filter_string_t *line, uint32_t number, filter_verdict_t *ret)
{
    if (number == 1 || line->len != last.len || memcmp(line->ptr, last.ptr, line->len) != 0) {
        filter_string_free(&last);
        last = *line;
        ret->tag = LINES_FILTER_VERDICTS_VERDICT_KEEP;
        return;
    }

    filter_string_t words;
    filter_string_set(&words, "a line came twice");
    filter_remark(LINES_FILTER_VERDICTS_WEIGHT_TRIFLE, &words);

    filter_string_free(line);
    ret->tag = LINES_FILTER_VERDICTS_VERDICT_DROP;
    filter_string_dup(&ret->val.drop, "it says what the line before it said");
}
