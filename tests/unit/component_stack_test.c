/* How much of the native stack a component can make us use: none of it grows
 * with what the mod does. Run on a painted stack of its own. */
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { STACK_BYTES = 1 << 20, STACK_LIMIT = 64 << 10, PAINT = 0xA5 };

/* Bytes of a stack that `run` touched, the thread's own few thousand counted. */
static size_t painted(void *(*run)(void *), void *argument)
{
    uint8_t *stack;
    pthread_attr_t attributes;
    pthread_t thread;
    if (posix_memalign((void **)&stack, 4096, STACK_BYTES))
        return SIZE_MAX;
    memset(stack, PAINT, STACK_BYTES);
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack, STACK_BYTES);
    CHECK_INT(pthread_create(&thread, &attributes, run, argument), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);

    size_t clean = 0;
    while (clean < STACK_BYTES && stack[clean] == PAINT)
        clean++;
    free(stack);
    return STACK_BYTES - clean;
}

static void *instantiate(void *user)
{
    component_rig *rig = user;
    if (!CHECK(component_instantiate(rig->cs, rig->task, rig->component, rig->code, &rig->instance, &rig->err)))
        return NULL;
    CHECK_INT(component_rig_run(rig), TASK_DONE);
    const inlay_value *v = RIG_CALL(rig, "f", RIG_U32(1));
    CHECK_INT(v ? v->u32 : 0, 2);
    return NULL;
}

TEST(five_hundred_nested_instances_take_no_native_stack)
{
    component_rig rig = { 0 };
    if (!CHECK(component_rig_prepare(&rig, "nested")))
        CHECK_TEXT(component_rig_why(&rig), "");
    else
        CHECK_INT(painted(instantiate, &rig) > STACK_LIMIT ? STACK_LIMIT + 1 : 0, 0);
    component_rig_close(&rig);
}
