/* The path of straight calls: a code's steps once more, as those calls walk them,
 * one behind the other, each doing one thing of one width. What is walked
 * together lies together; a step knows the work of what it leads to, so that
 * most need not count. There is a shorter path for looking, of what can be wrong.
 *
 * Made with the code, and lives as long.
 */
#ifndef INLAY_COMPONENT_STRAIGHT_PATH_H
#define INLAY_COMPONENT_STRAIGHT_PATH_H

#include "engine/component/typed.h"

/* BYTES_1 to NUMBERS: in memory. */
typedef enum path_op {
    PATH_END,                     /* of all, or of the items of `to` */
    PATH_GOTO,                    /* go on at `to` */
    PATH_ARGUMENT,                /* what follows lies in argument `count` */
    PATH_BYTES_1, PATH_BYTES_2, PATH_BYTES_4, PATH_BYTES_8,
    PATH_BYTES_TO_8,              /* 5 to 7 of them */
    PATH_BYTES_TO_16,             /* 9 to 16 of them */
    PATH_BOOL, PATH_F32S, PATH_F64,
    PATH_NUMBERS,                 /* any others: typed_move does it */
    PATH_FLAT_4, PATH_FLAT_8,     /* flat words that have just these bytes */
    PATH_SCALAR,                  /* any others */
    PATH_ENUM_BYTE,               /* of one byte in the guest's memory, and a word in C */
    PATH_ENUM,
    PATH_FLAGS_BYTE, PATH_FLAGS_HALF,         /* in memory */
    PATH_FLAGS,
    PATH_CASES_BYTE,              /* as ENUM_BYTE */
    PATH_OPTION,                  /* of one byte on both sides, in memory */
    PATH_CASES,                   /* these three go on at targets[tag] */
    PATH_STRING,
    PATH_BULK,                    /* a list of numbers */
    PATH_LIST,                    /* its items' path follows, to its END; then `to` */
    PATH_ARRAY,                   /* the same of a fixed length */
    PATH_NUMBER_ARRAY,            /* numbers of a fixed length */
    PATH_HANDLE
} path_op;

/* A path begins with its ARGUMENT 0, where most are not more: those who walk it begin behind that. */
enum { PATH_FIRST = 1 };

typedef struct path_step path_step;

/* Where a case begins, and the work of what it leads to. */
typedef struct path_target {
    const path_step *to;
    uint32_t         ahead;
} path_target;

struct path_step {
    uint8_t           op;
    bool              flat;       /* `at` is a flat word */
    bool              is_leaf;    /* LIST: its items hold no list, no string and no handle */
    uint32_t          at, c_at;
    uint32_t          count;      /* bytes, numbers, cases, or a mask: as the typed step's */
    uint32_t          ahead;      /* STRING to HANDLE: the work of the typed steps behind it, up to and with the next one of these or CASES */
    uint32_t          item_ahead; /* LIST, ARRAY: the same from its first item's step */
    const typed_step *step;       /* that it is made of */
    union {
        const path_step   *to;
        const path_target *targets;
    };
};

/* Values that lie side by side, with so many bytes each in the guest's memory and in C. */
typedef struct path_row { uint32_t count, size, c_size; } path_row;

/* A word in C: a tag, or flags. */
static inline uint32_t path_word(const path_step *s, const uint8_t *c)
{
    uint32_t word;
    return memcpy(&word, c + s->c_at, sizeof word), word;
}

/* Sets code->path and code->ahead, and where it `looks`, look_path; after the code's own steps are final. False: no memory. */
bool straight_path_make(arena *a, typed_code *code, const uint32_t *targets, bool looks);

#endif
