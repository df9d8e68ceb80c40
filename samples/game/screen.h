/* screen: the two ways to run the game: in a window, or off-screen. */
#ifndef GAME_SCREEN_H
#define GAME_SCREEN_H

#include <stdbool.h>

struct game;

/* Run in a window until it is closed, or the frames are over. False when there can't be one. */
bool screen_run_window(struct game *game);

/* Run the frames off-screen, and write the last one where a file for it was named. */
bool screen_run_hidden(struct game *game);

/* Is there a display to open a window on? */
bool screen_is_there(void);

#endif
