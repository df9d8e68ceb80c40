/* Threads: POSIX. */
#include "host/os/thread.h"

#include <pthread.h>
#include <signal.h>

struct thread {
    pthread_t id;
    void    (*run)(void *user);
    void     *user;
};

struct mutex { pthread_mutex_t lock; };

static void *run_thread(void *user)
{
    thread *t = user;
    t->run(t->user);
    return NULL;
}

/* Signals are the game's: its own threads take them. */
thread *thread_start(budget *b, void (*run)(void *user), void *user)
{
    thread *t = budget_new(b, thread);
    if (!t)
        return NULL;
    t->run = run;
    t->user = user;

    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(&t->id, NULL, run_thread, t);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!failed)
        return t;
    budget_delete(b, t);
    return NULL;
}

uintptr_t thread_ask_self(void)
{
    return (uintptr_t)pthread_self();
}

void thread_join(budget *b, thread *t)
{
    if (!t)
        return;
    pthread_join(t->id, NULL);
    budget_delete(b, t);
}

mutex *mutex_open(budget *b)
{
    mutex *m = budget_new(b, mutex);
    if (m && pthread_mutex_init(&m->lock, NULL) != 0) {
        budget_delete(b, m);
        return NULL;
    }
    return m;
}

void mutex_close(budget *b, mutex *m)
{
    if (!m)
        return;
    pthread_mutex_destroy(&m->lock);
    budget_delete(b, m);
}

void mutex_lock(mutex *m)
{
    pthread_mutex_lock(&m->lock);
}

void mutex_unlock(mutex *m)
{
    pthread_mutex_unlock(&m->lock);
}
