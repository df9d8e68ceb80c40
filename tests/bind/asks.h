/* What a mod asks of its game, often: the usual way of such a call against the others. */
#ifndef INLAY_TESTS_BIND_ASKS_H
#define INLAY_TESTS_BIND_ASKS_H

/* Adds what passed and what failed; says what failed. */
void asks_test(int *passed, int *failed);

/* The same of a game that answers with records: tests/bind/records. */
void records_test(int *passed, int *failed);

/* Values and handles inside values: tests/bind/nested. */
void nested_test(int *passed, int *failed);

#endif
