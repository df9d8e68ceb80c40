/* Outlines that fitted. */
#include "host/fit_memo.h"

#include <string.h>
#include <xxhash.h>

void fit_memo_open(fit_memo *memo, budget *b)
{
    *memo = (fit_memo){ .budget = b };
}

static void forget(fit_memo *memo, fit_memo_entry *e)
{
    budget_free(memo->budget, e->outline, e->size);
    *e = (fit_memo_entry){ 0 };
}

void fit_memo_close(fit_memo *memo)
{
    for (uint32_t i = 0; i < FIT_MEMO_ENTRIES; i++)
        forget(memo, &memo->entries[i]);
}

bool fit_memo_knows(fit_memo *memo, const struct slot *s, text_view outline)
{
    uint64_t hash = XXH64(outline.bytes, outline.size, 0);
    for (uint32_t i = 0; i < FIT_MEMO_ENTRIES; i++) {
        const fit_memo_entry *e = &memo->entries[i];
        if (e->slot != s || e->hash != hash)
            continue;
        if (e->size == outline.size && memcmp(e->outline, outline.bytes, outline.size) == 0) {
            memo->known++;
            return true;
        }
        memo->alike++;
    }
    return false;
}

void fit_memo_keep(fit_memo *memo, const struct slot *s, text_view outline)
{
    if (outline.size > FIT_MEMO_OUTLINE)
        return;
    fit_memo_entry *e = &memo->entries[memo->next];
    uint8_t *copy = budget_alloc(memo->budget, outline.size);
    if (!copy)
        return;
    forget(memo, e);
    memcpy(copy, outline.bytes, outline.size);
    *e = (fit_memo_entry){ s, XXH64(outline.bytes, outline.size, 0), copy, outline.size };
    memo->next = (memo->next + 1) % FIT_MEMO_ENTRIES;
}
