/* Counts what commands came to, and holds it against the list of what is not
 * there yet.
 *
 * The list has a line for each run of neighbouring commands:
 *     core/simd_load  10-310  96  simd
 * script, source lines, how many commands there are skipped or fail, and the
 * feature that is missing or what is wrong. A command that neither passes nor
 * stands there makes the run fail; so does an entry of which less is left.
 */
#ifndef INLAY_TESTS_SPEC_TALLY_H
#define INLAY_TESTS_SPEC_TALLY_H

#include "tests/spec/coverage.h"
#include "tests/spec/options.h"

#include <stdio.h>

typedef enum verdict {
    VERDICT_PASSED,
    VERDICT_FAILED,
    VERDICT_SKIPPED,          /* its own module needs a feature that is not claimed */
    VERDICT_TEXT_ONLY         /* about the text format, which nobody ships */
} verdict;

typedef enum suite_kind { SUITE_CORE, SUITE_COMPONENT, SUITE_KINDS } suite_kind;

typedef struct tally_count { uint64_t passed, failed, known, skipped, text_only, suspensions, counted; } tally_count;

typedef struct tally_entry {
    char     script[160];
    char     reason[120];
    uint32_t first, last, count, hits;
    bool     visited;
} tally_entry;

typedef struct tally {
    const suite_options *options;
    tally_count          counts[SUITE_KINDS];
    tally_entry         *entries;
    uint32_t             entry_count, entry_capacity;
    FILE                *out;         /* the list being written */
    tally_entry          run;         /* the run of commands not written yet */
    uint32_t             complaints;  /* printed so far */
    char                 script[160];
    suite_kind           kind;
    coverage             coverage;    /* with --coverage */
} tally;

bool tally_open(tally *t, const suite_options *options);

/* Every command from here on is of that script. */
void tally_script(tally *t, const char *script, suite_kind kind);

/* `text` says which feature is missing, or what went wrong. */
void tally_add(tally *t, uint32_t line, const char *command, verdict v, const char *text);

/* Print the lines of all suites that ran; true when the run is good. */
bool tally_close(tally *t);

#endif
