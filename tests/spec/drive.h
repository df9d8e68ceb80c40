/* Runs a task to its end, in slices of fuel where asked. */
#ifndef INLAY_TESTS_SPEC_DRIVE_H
#define INLAY_TESTS_SPEC_DRIVE_H

#include "tests/spec/tally.h"

typedef enum drive_outcome { DRIVE_DONE, DRIVE_TRAPPED, DRIVE_ENDLESS, DRIVE_STUCK, DRIVE_MISCOUNTED } drive_outcome;

/* The task has a call begun. Suspensions are counted in the tally. is_pure: it runs no
 * function of ours that spends fuel. */
drive_outcome drive(wasm_store *s, wasm_task *task, tally *t, bool is_pure);

/* Give the store what one refill gives. */
void drive_refill(wasm_store *s, const suite_options *options);

/* Why it did not end well: the trap's text, or that it never ended. */
const char *drive_text(const wasm_store *s, drive_outcome outcome);

/* Does the trap say what the suite wants it to? */
bool drive_trap_is(const wasm_store *s, const char *wanted);

#endif
