/* cast: the creature mods and their creatures: an object of the mod's for each
 * body. A mod that is slow or gone leaves its creatures standing; one that was
 * replaced gets new objects for them.
 */
#ifndef GAME_CAST_H
#define GAME_CAST_H

#include "samples/game/arena.h"
#include "samples/game/guest.h"

enum { MOST_SPECIES = 32, LATE = 32, MOST_ACTIONS = 8 };

struct game;

/* One creature mod. */
typedef struct cast_member {
    struct guest   guest;
    bool           used, seated, described;
    struct species species;
    int            cursor;              /* where its round goes on */
    uint32_t       made;                /* creatures so far */
    uint32_t       absent_frames;
    inlay_resource late[LATE];          /* handles to drop once it is not waiting */
    int            late_count;
} cast_member;

/* What belongs to a body that is a creature. */
struct actor {
    uint32_t       body;                /* its id; 0: none */
    int            member;
    bool           minded;              /* it has an object */
    inlay_resource object, handle;
    uint64_t       rests_until;
};

struct cast {
    cast_member  members[MOST_SPECIES];
    struct actor actors[MOST_BODIES];   /* beside the arena's bodies */
    uint32_t     mood_body;
    char         mood[SAY_TEXT];
};

/* One round: each creature of each mod notices and thinks. */
void cast_frame(struct game *game);

/* The member that plays a species of that name; -1: none. Where there are
 * several, the one with the fewest creatures. */
int cast_find(const struct cast *cast, const struct arena *arena, const char *species);

/* How many creatures of that member are alive. */
uint32_t cast_alive(const struct arena *arena, int member);

/* Drop what the game holds of the mods; before the host closes. */
void cast_close(struct game *game);

#endif
