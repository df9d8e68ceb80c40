/* Notes of calls. */
#include "host/call_note.h"

#include <inttypes.h>
#include <string.h>

/* How many bytes of C a plain value has; 0: it is none. */
static uint32_t plain_size(uint8_t kind)
{
    switch ((inlay_kind)kind) {
    case INLAY_BOOL: case INLAY_S8: case INLAY_U8:                      return 1;
    case INLAY_S16: case INLAY_U16:                                     return 2;
    case INLAY_S32: case INLAY_U32: case INLAY_F32: case INLAY_CHAR:    return 4;
    case INLAY_S64: case INLAY_U64: case INLAY_F64:                     return 8;
    case INLAY_FLAGS:                                                   return 4;
    case INLAY_NOTHING: case INLAY_STRING: case INLAY_RECORD: case INLAY_TUPLE: case INLAY_LIST: case INLAY_MAP: case INLAY_VARIANT: case INLAY_ENUM:
    case INLAY_OPTION: case INLAY_RESULT: case INLAY_OWN: case INLAY_BORROW:
        break;
    }
    return 0;
}

/* A plain value in memory of this machine, as a number. */
static uint64_t widen(const void *value, uint32_t size)
{
    uint8_t byte = 0;
    uint16_t half = 0;
    uint32_t word = 0;
    uint64_t whole = 0;
    memcpy(size == 1 ? (void *)&byte : size == 2 ? (void *)&half : size == 4 ? (void *)&word : (void *)&whole, value, size <= 8 ? size : 8);
    return byte | half | word | whole;
}

void call_note_typed(call_argument *a, const inlay_layout *layout, const void *value)
{
    a->kind = layout->kind;
    if (layout->kind == INLAY_STRING) {
        call_note_text(a, *(const inlay_string *)value);
        return;
    }
    a->bits = 0;
    if (layout->kind == INLAY_ENUM) {
        a->bits = widen(value, layout->tag_size);
    } else if (layout->kind == INLAY_OWN || layout->kind == INLAY_BORROW) {
        a->bits = ((const inlay_resource *)value)->index;
    } else if (layout->kind == INLAY_LIST && !layout->count) {
        size_t count = ((const inlay_list *)value)->count;
        a->size = count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
    } else {
        uint32_t size = plain_size(layout->kind);
        a->bits = widen(value, layout->size && layout->size < size ? layout->size : size);
    }
}

void call_note_value(call_argument *a, const inlay_value *v)
{
    a->kind = (uint8_t)v->kind;
    a->bits = 0;
    if (v->kind == INLAY_STRING)
        call_note_text(a, v->string);
    else if (v->kind == INLAY_ENUM)
        a->bits = v->tag;
    else if (v->kind == INLAY_OWN || v->kind == INLAY_BORROW)
        a->bits = v->resource.index;
    else if (v->kind == INLAY_LIST)
        a->size = (uint32_t)v->list.count;
    else
        a->bits = widen(&v->u64, plain_size(a->kind));
}

/* ---- telling ---- */

static void tell_float(text_builder *t, const call_argument *a)
{
    float small;
    double large;
    uint32_t low = (uint32_t)a->bits;
    memcpy(&small, &low, sizeof small);
    memcpy(&large, &a->bits, sizeof large);
    text_add(t, "%g", a->kind == INLAY_F32 ? (double)small : large);
}

static void tell_argument(text_builder *t, const call_argument *a)
{
    switch ((inlay_kind)a->kind) {
    case INLAY_BOOL:    text_add(t, "%s", a->bits & 1 ? "true" : "false");              return;
    case INLAY_S8:      text_add(t, "%d", (int8_t)a->bits);                             return;
    case INLAY_S16:     text_add(t, "%d", (int16_t)a->bits);                            return;
    case INLAY_S32:     text_add(t, "%" PRId32, (int32_t)a->bits);                      return;
    case INLAY_S64:     text_add(t, "%" PRId64, (int64_t)a->bits);                      return;
    case INLAY_U8: case INLAY_U16: case INLAY_U32: case INLAY_U64: text_add(t, "%" PRIu64, a->bits); return;
    case INLAY_F32: case INLAY_F64: tell_float(t, a);                                   return;
    case INLAY_CHAR:    text_add(t, "U+%04" PRIX64, a->bits);                           return;
    case INLAY_ENUM:    text_add(t, "case %" PRIu64, a->bits);                          return;
    case INLAY_FLAGS:   text_add(t, "flags 0x%" PRIx64, a->bits);                       return;
    case INLAY_OWN: case INLAY_BORROW: text_add(t, "resource %" PRIu64, a->bits);       return;
    case INLAY_LIST:    text_add(t, "[%" PRIu32 " items]", a->size);                    return;
    case INLAY_STRING:
        text_add(t, "\"");
        text_put_escaped(t, (text_view){ a->text, a->size < CALL_NOTE_TEXT ? a->size : CALL_NOTE_TEXT }, false);
        text_add(t, a->size > CALL_NOTE_TEXT ? "…\"" : "\"");
        return;
    case INLAY_NOTHING: case INLAY_RECORD: case INLAY_TUPLE: case INLAY_MAP: case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        break;
    }
    text_add(t, "{…}");
}

static const char *answer_text(inlay_status status)
{
    switch (status) {
    case INLAY_DONE:      return "";
    case INLAY_SUSPENDED: return ": no answer yet";
    case INLAY_DENIED:    return ": denied";
    case INLAY_TRAPPED:   return ": failed";
    default:              return ": could not be done";
    }
}

static void tell_note(text_builder *t, const call_note *n)
{
    text_add(t, "    %.*s(", TEXT_ARGS(n->function->wit_name));
    for (uint32_t i = 0; i < n->count && i < CALL_NOTE_ARGUMENTS; i++) {
        if (i)
            text_add(t, ", ");
        tell_argument(t, &n->arguments[i]);
    }
    text_add(t, n->count > CALL_NOTE_ARGUMENTS ? ", …)" : ")");
    if (n->times > 1)
        text_add(t, ", the last of %" PRIu64 "%s", n->times, n->function->ours ? " calls of WASI" : "");
    text_add(t, "%s\n", answer_text(n->status));
}

static bool has_ours(const call_notes *n, uint64_t count)
{
    for (uint64_t i = n->next - count; i != n->next; i++)
        if (n->notes[i % CALL_NOTES].function->ours)
            return true;
    return false;
}

void call_note_tell(const call_notes *n, text_builder *t)
{
    uint64_t count = n->next < CALL_NOTES ? n->next : CALL_NOTES;
    if (count)
        text_add(t, "  its last calls of the game%s, oldest first:\n", has_ours(n, count) ? " and of WASI" : "");
    for (uint64_t i = n->next - count; i != n->next; i++)
        tell_note(t, &n->notes[i % CALL_NOTES]);
}
