/* The loader: reads and judges mods, beside the game.
 *
 * It owns the watch. With a thread, it runs there, and two queues under one lock
 * are all that it shares with the game: images to be judged go in, judged ones
 * come out. Without, the same steps are taken one at a time inside inlay_frame.
 * What it reads of the host (slots, WIT) is frozen before it starts.
 */
#ifndef INLAY_HOST_LOADER_H
#define INLAY_HOST_LOADER_H

#include "host/image.h"
#include "host/public.h"

typedef struct loader loader;

typedef struct loader_config {
    budget_allocator    allocator;
    uint64_t            memory_limit;     /* for one image; 0: none */
    const char         *mods;             /* null: none */
    inlay_watching      watching;
    inlay_threads       threads;
    image_judge_context judging;          /* what it points to outlives the loader */
} loader_config;

/* Null: no memory, or the path is too long. Does nothing yet. */
loader *loader_open(const loader_config *config, error *err);

/* Start the thread, if there is to be one. False: the OS refuses; loader_work_for_a_frame does it then. */
bool    loader_start(loader *l);

/* Stops the thread; what waits is released. Null is nothing. */
void    loader_close(loader *l);

/* Without a thread: a frame's share of steps. */
void    loader_work_for_a_frame(loader *l);
bool    loader_has_thread(const loader *l);

/* An image with bytes, to be judged. Takes it over. */
void    loader_judge(loader *l, image *i);

/* Read that mod again, also when it is the same. False: no memory. */
bool    loader_reread(loader *l, text_view key);

/* The next judged image; null: none. The caller's. */
image  *loader_take(loader *l);

/* Has it looked at everything that was there? */
bool    loader_is_settled(loader *l);

#endif
