/* One thread and the lock that it shares with another: all that the loader needs. */
#ifndef INLAY_HOST_OS_THREAD_H
#define INLAY_HOST_OS_THREAD_H

#include "engine/base/budget.h"

typedef struct thread thread;
typedef struct mutex  mutex;

/* Null: no memory, or the OS refuses. */
thread *thread_start(budget *b, void (*run)(void *user), void *user);

uintptr_t thread_ask_self(void);

/* The calling thread, as a word; no two that run at once have the same. */
static inline uintptr_t thread_self(void)
{
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__aarch64__)) && !defined(_WIN32)
    return (uintptr_t)__builtin_thread_pointer();
#else
    return thread_ask_self();
#endif
}

/* Wait for its end, and free it. */
void    thread_join(budget *b, thread *t);

mutex  *mutex_open(budget *b);
void    mutex_close(budget *b, mutex *m);
void    mutex_lock(mutex *m);
void    mutex_unlock(mutex *m);

#endif
