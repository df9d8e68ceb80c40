/* capitals: lets each sentence begin with a capital letter. */
#include "filter.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Raise the first letter of each sentence; how many there were to raise. */
static uint32_t raise(char *text, size_t size)
{
    uint32_t raised = 0;
    bool begins = true;

    for (size_t i = 0; i < size; i++) {
        if (begins && islower((unsigned char)text[i])) {
            text[i] = (char)toupper((unsigned char)text[i]);
            raised++;
        }
        if (strchr(".!?", text[i]))
            begins = true;
        else if (!isspace((unsigned char)text[i]))
            begins = false;
    }
    return raised;
}

void exports_filter_look(filter_string_t *line, uint32_t number, filter_verdict_t *ret)
{
    (void)number;
    if (raise((char *)line->ptr, line->len) == 0) {
        ret->tag = LINES_FILTER_VERDICTS_VERDICT_KEEP;
        filter_string_free(line);
        return;
    }
    ret->tag = LINES_FILTER_VERDICTS_VERDICT_CHANGE;
    ret->val.change = *line;                    /* the line is ours, and goes back as the answer */
}
