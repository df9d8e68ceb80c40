/* Budgets: the one file that asks for memory. */
#include "engine/base/budget.h"

#include <stdlib.h>
#include <string.h>

static void *resize_with_malloc(void *user, void *old, size_t old_size, size_t new_size)
{
    (void)user;
    (void)old_size;
    if (new_size == 0) {
        free(old);
        return NULL;
    }
    return old ? realloc(old, new_size) : malloc(new_size);
}

void budget_open(budget *b, const budget_allocator *allocator, uint64_t limit)
{
    *b = (budget){ .limit = limit };
    if (allocator && allocator->resize)
        b->allocator = *allocator;
    else
        b->allocator.resize = resize_with_malloc;
}

void budget_open_child(budget *b, budget *parent, uint64_t limit)
{
    *b = (budget){ .parent = parent, .allocator = parent->allocator, .limit = limit };
}

void budget_close(budget *b)
{
    ASSERT(b->used == 0);
    *b = (budget){ 0 };
}

bool budget_charge(budget *b, uint64_t bytes)
{
    for (budget *each = b; each; each = each->parent)
        if (each->limit && (bytes > each->limit || each->used > each->limit - bytes))
            return false;
    for (budget *each = b; each; each = each->parent) {
        each->used += bytes;
        if (each->used > each->peak)
            each->peak = each->used;
    }
    return true;
}

void budget_refund(budget *b, uint64_t bytes)
{
    for (budget *each = b; each; each = each->parent) {
        ASSERT(each->used >= bytes);
        each->used -= bytes;
    }
}

uint64_t budget_left(const budget *b)
{
    uint64_t least = UINT64_MAX;
    for (const budget *each = b; each; each = each->parent) {
        uint64_t left = !each->limit ? UINT64_MAX : each->limit > each->used ? each->limit - each->used : 0;
        if (left < least)
            least = left;
    }
    return least;
}

bool budget_move(budget *b, budget *parent)
{
    if (parent && !budget_charge(parent, b->used))
        return false;
    if (b->parent)
        budget_refund(b->parent, b->used);
    b->parent = parent;
    return true;
}

void *budget_alloc(budget *b, size_t size)
{
    return budget_resize(b, NULL, 0, size);
}

/* Beyond what malloc keeps at hand, which glibc's calloc never takes. */
enum { BUDGET_LARGE = 1024 };

/* Large zeroed room comes from the system as it is needed: its time is that of the touch, not of the call. */
static void *zeroed_by_system(budget *b, size_t size)
{
    if (!size || !budget_charge(b, size))
        return NULL;
    void *bytes = calloc(1, size);
    if (!bytes)
        budget_refund(b, size);
    return bytes;
}

void *budget_zalloc(budget *b, size_t size)
{
    if (b->allocator.resize == resize_with_malloc && size > BUDGET_LARGE)
        return zeroed_by_system(b, size);
    void *bytes = budget_alloc(b, size);
    if (bytes)
        memset(bytes, 0, size);
    return bytes;
}

void *budget_resize(budget *b, void *old, size_t old_size, size_t new_size)
{
    if (new_size == 0) {
        budget_free(b, old, old_size);
        return NULL;
    }
    if (new_size > old_size && !budget_charge(b, new_size - old_size))
        return NULL;

    void *bytes = b->allocator.resize(b->allocator.user, old, old_size, new_size);
    if (!bytes && new_size > old_size)
        budget_refund(b, new_size - old_size);
    if (bytes && new_size < old_size)
        budget_refund(b, old_size - new_size);
    return bytes;
}

void budget_free(budget *b, void *bytes, size_t size)
{
    if (!bytes)
        return;
    b->allocator.resize(b->allocator.user, bytes, size, 0);
    budget_refund(b, size);
}

bool budget_reserve(budget *b, void **items, uint32_t *capacity, uint32_t wanted, size_t item_size)
{
    if (wanted <= *capacity)
        return true;
    if (wanted > UINT32_MAX / 2)
        return false;

    uint32_t more = *capacity ? *capacity * 2 : 8;
    if (more < wanted)
        more = wanted;

    size_t old_size = *capacity * item_size, new_size;
    if (!size_mul(more, item_size, &new_size))
        return false;
    void *grown = budget_resize(b, *items, old_size, new_size);
    if (!grown)
        return false;
    *items = grown;
    *capacity = more;
    return true;
}

bool size_add(size_t a, size_t b, size_t *sum)
{
    return !__builtin_add_overflow(a, b, sum);
}

bool size_mul(size_t a, size_t b, size_t *product)
{
    return !__builtin_mul_overflow(a, b, product);
}
