/* Notes of the last calls that a mod made of its game and of WASI, for its story: who, and
 * with what, in short. Calls of one function behind each other are one note, and so
 * are calls of WASI: a line of output is several of them.
 * Written at each call, so it takes no memory and little time. Belongs to a
 * generation.
 */
#ifndef INLAY_HOST_CALL_NOTE_H
#define INLAY_HOST_CALL_NOTE_H

#include "host/import.h"

#include <string.h>

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
    uint64_t   next;
    call_note *last;              /* null: there was no call yet */
    call_note  notes[CALL_NOTES];
} call_notes;

/* One argument, in C or as a tree. */
void call_note_typed(call_argument *a, const inlay_layout *layout, const void *value);
void call_note_value(call_argument *a, const inlay_value *v);

static inline void call_note_text(call_argument *a, inlay_string s)
{
    a->size = s.size < UINT32_MAX ? (uint32_t)s.size : UINT32_MAX;
    if (s.size >= CALL_NOTE_TEXT)
        memcpy(a->text, s.bytes, CALL_NOTE_TEXT);
    else if (s.size)
        memcpy(a->text, s.bytes, s.size);
}

/* A number or what is lent, whose kind is there already; in C, with zeros behind what is less than a word. */
static inline void call_note_word(call_argument *a, uint64_t word)
{
    if (a->kind == INLAY_OWN || a->kind == INLAY_BORROW) {
        inlay_resource id;
        memcpy(&id, &word, sizeof id);
        a->bits = id.index;
    } else {
        memcpy(&a->bits, &word, sizeof word);
    }
}

/* The note of a call that begins; its status and its arguments are of none yet. */
static inline call_note *call_note_begin(call_notes *n, const import_function *f)
{
    call_note *note = n->last;
    bool goes_on = note && (note->function == f || (note->function->ours && f->ours));
    if (!goes_on) {
        note = n->last = &n->notes[n->next++ % CALL_NOTES];
        note->times = 0;
    }
    note->function = f;
    note->times++;
    note->status = INLAY_SUSPENDED;
    return note;
}

ALWAYS_INLINE void call_note_in_c(call_note *note, const inlay_binding_function *bound, const void *const *values)
{
    const uint32_t count = note->count = bound->param_count;
    const inlay_layout *const *layouts = bound->params;
    for (uint32_t i = 0; i < count && i < CALL_NOTE_ARGUMENTS; i++) {
        call_argument *a = &note->arguments[i];
        const inlay_layout *layout = layouts[i];
        a->kind = layout->kind;
        if (layout->kind == INLAY_STRING)
            call_note_text(a, *(const inlay_string *)values[i]);
        else
            call_note_typed(a, layout, values[i]);
    }
}

/* A call begins. */
ALWAYS_INLINE call_note *call_note_add(call_notes *n, const import_function *f, const host_call *call)
{
    call_note *note = call_note_begin(n, f);
    if (call->typed) {
        call_note_in_c(note, f->bound, call->typed_arguments);
        return note;
    }
    note->count = call->argument_count;
    for (uint32_t i = 0; i < note->count && i < CALL_NOTE_ARGUMENTS; i++)
        call_note_value(&note->arguments[i], &call->arguments[i]);
    return note;
}

/* All of them, oldest first, a line each. */
void call_note_tell(const call_notes *n, text_builder *t);

#endif
