/* Layouts: how a value lies in C, as a generated header says it.
 *
 * Sizes and offsets are the C compiler's own (sizeof, offsetof), so a layout is
 * right for whatever made it. Immutable, the header's.
 *
 * The part between the marks is public: sdk/inlay.h holds the same lines, and
 * a gate compares them.
 */
#ifndef INLAY_COMPONENT_LAYOUT_H
#define INLAY_COMPONENT_LAYOUT_H

#include "engine/component/value.h"

/* public: layout */
#ifndef INLAY_LAYOUT
#define INLAY_LAYOUT

typedef struct inlay_layout inlay_layout;

/* A part of a value, and where in it. type null: a case without payload. */
typedef struct inlay_member { const inlay_layout *type; uint32_t offset; } inlay_member;

/* How a WIT type lies in C. Headers made by `inlay bind` fill these in. */
struct inlay_layout {
    uint8_t             kind;         /* inlay_kind */
    uint8_t             tag_size;     /* ENUM, VARIANT: of the tag; OPTION, RESULT: of the bool */
    uint32_t            tag_offset;
    uint32_t            size;         /* sizeof */
    uint32_t            count;        /* of members; ENUM: cases; FLAGS: flags; LIST: its fixed length, or 0 */
    const inlay_member *members;      /* RECORD, TUPLE: fields; VARIANT: cases; OPTION: the value; RESULT: ok, error;
                                         LIST: the item; MAP: an entry, which is a TUPLE of key and value */
};

#endif
/* public: end */

#endif
