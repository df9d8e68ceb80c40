/* Notes of the last calls that a mod made of its game and of WASI, for its story: who, and
 * with what, in short. Calls of one function behind each other are one note, and so
 * are calls of WASI: a line of output is several of them.
 * Written at each call, so it takes no memory and little time. Belongs to a
 * generation.
 */
#ifndef INLAY_HOST_CALL_NOTE_H
#define INLAY_HOST_CALL_NOTE_H

#include "host/import.h"

enum { CALL_NOTES = 8, CALL_NOTE_ARGUMENTS = 3, CALL_NOTE_TEXT = 16 };

typedef struct call_argument {
    uint8_t  kind;                /* inlay_kind */
    uint32_t size;                /* of a string, whole; of a list: items */
    union {
        uint64_t bits;
        char     text[CALL_NOTE_TEXT];
    };
} call_argument;

typedef struct call_note {
    const import_function *function;
    uint64_t               times;
    uint32_t               count;     /* arguments of the last of them, all of them */
    inlay_status           status;    /* its answer; INLAY_SUSPENDED: none yet */
    call_argument          arguments[CALL_NOTE_ARGUMENTS];
} call_note;

typedef struct call_notes {
    uint64_t  next;
    call_note notes[CALL_NOTES];
} call_notes;

/* A call begins. */
call_note *call_note_add(call_notes *n, const import_function *f, const host_call *call);

/* All of them, oldest first, a line each. */
void call_note_tell(const call_notes *n, text_builder *t);

#endif
