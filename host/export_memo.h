/* A memo of the exports that a game called by name: looking for one compares each
 * name that the mod exports. Belongs to a generation, whose exports stay where they are.
 */
#ifndef INLAY_HOST_EXPORT_MEMO_H
#define INLAY_HOST_EXPORT_MEMO_H

#include "engine/base/text.h"

#include <string.h>

enum { EXPORT_MEMO = 16, EXPORT_MEMO_NAME = 100 };

struct generation_export;

typedef struct export_memo {
    struct {
        struct generation_export *export;
        uint32_t                  size;
        char                      name[EXPORT_MEMO_NAME];
    } entries[EXPORT_MEMO];
} export_memo;

/* Names differ most at their end. */
static inline uint32_t export_memo_place(text_view name)
{
    uint64_t end = 0;
    size_t size = name.size < sizeof end ? name.size : sizeof end;
    memcpy(&end, name.bytes + name.size - size, size);
    return (uint32_t)(((end ^ name.size) * 0x9E3779B97F4A7C15u) >> 60);
}

/* Null: not here. */
static inline struct generation_export *export_memo_find(const export_memo *m, text_view name)
{
    if (!name.size || name.size > EXPORT_MEMO_NAME)
        return NULL;
    uint32_t at = export_memo_place(name);
    bool is_it = m->entries[at].size == name.size && memcmp(m->entries[at].name, name.bytes, name.size) == 0;
    return is_it ? m->entries[at].export : NULL;
}

static inline void export_memo_put(export_memo *m, text_view name, struct generation_export *export)
{
    if (!name.size || name.size > EXPORT_MEMO_NAME)
        return;
    uint32_t at = export_memo_place(name);
    m->entries[at].export = export;
    m->entries[at].size = (uint32_t)name.size;
    memcpy(m->entries[at].name, name.bytes, name.size);
}

#endif
