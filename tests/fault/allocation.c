/* Failing and counting allocations. One thread. */
#include "tests/fault/allocation.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

static struct {
    allocation_plan  plan;
    allocation_count count;
    bool             on;
} now;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails(void)
{
    if (!now.on)
        return false;
    now.count.made++;
    if (now.plan.fail_at == 0)
        return false;
    return now.plan.onward ? now.count.made >= now.plan.fail_at : now.count.made == now.plan.fail_at;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

void allocation_hook_libraries(void)
{
    cJSON_Hooks hooks = { __wrap_malloc, free };
    cJSON_InitHooks(&hooks);
}

void allocation_begin(allocation_plan plan)
{
    now.plan = plan;
    now.count = (allocation_count){ 0 };
    now.on = true;
}

allocation_count allocation_end(void)
{
    now.on = false;
    return now.count;
}

void *allocation_resize(void *user, void *old, size_t old_size, size_t new_size)
{
    void *fresh;

    (void)user;
    if (new_size == 0) {
        free(old);
        now.count.host_blocks -= old != NULL;
        now.count.host_bytes -= (int64_t)old_size;
        return NULL;
    }
    /* Shrinking fails too: nobody may take it for granted. */
    fresh = fails() ? NULL : __real_realloc(old, new_size);
    if (fresh) {
        now.count.host_blocks += old == NULL;
        now.count.host_bytes += (int64_t)new_size - (int64_t)old_size;
    }
    return fresh;
}
