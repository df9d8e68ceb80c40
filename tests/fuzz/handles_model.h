/* What handles must do, in arrays and stacks: a second writing of CanonicalABI.md's
 * tables and resources, for the three instances of tests/data/component/handle_ops.wat
 * and a host. Nothing here knows the engine.
 */
#ifndef INLAY_TESTS_HANDLES_MODEL_H
#define INLAY_TESTS_HANDLES_MODEL_H

#include <stdbool.h>
#include <stdint.h>

enum { MODEL_ROOM = 64, MODEL_MOST = 48, THINGS = 160, OPERATIONS_MOST = 120 };

/* OPERATION(name, exporting interface, function, what its byte means).
 *   NUMBER: a number or an index, as model_number says   TWO: n % 16 and n / 16   WHAT: n % 8   NOTHING: it takes none
 *   RESOURCE, THING: of the host's, and n / 8 says what to do with it   DO: no call of an export */
#define OPERATIONS(OPERATION)                                                                        \
    OPERATION(NEW,              "maker",  "new",        NUMBER)                                      \
    OPERATION(REP,              "maker",  "rep",        NUMBER)                                      \
    OPERATION(DROP,             "maker",  "drop",       NUMBER)                                      \
    OPERATION(DEAD,             "maker",  "dead",       NOTHING)                                     \
    OPERATION(DEAD_SUM,         "maker",  "dead-sum",   NOTHING)                                     \
    OPERATION(PAIR_NEW,         "maker",  "pair-new",   NUMBER)                                      \
    OPERATION(PAIR_DROP,        "maker",  "pair-drop",  NUMBER)                                      \
    OPERATION(ASK,              "maker",  "ask",        WHAT)                                        \
    OPERATION(ASK_AFTER,        "maker",  "ask-after",  WHAT)                                        \
    OPERATION(GIVE,             "holder", "give",       NUMBER)                                      \
    OPERATION(TAKE,             "holder", "take",       NUMBER)                                      \
    OPERATION(PEEK,             "holder", "peek",       NUMBER)                                      \
    OPERATION(HOLDER_DROP,      "holder", "drop",       NUMBER)                                      \
    OPERATION(PAIR_GIVE,        "holder", "pair-give",  NUMBER)                                      \
    OPERATION(HOLDER_PAIR_DROP, "holder", "pair-drop",  NUMBER)                                      \
    OPERATION(BOTH,             "holder", "both",       TWO)                                         \
    OPERATION(TWO_OWN,          "holder", "two",        TWO)                                         \
    OPERATION(LOOK,             "holder", "look",       TWO)                                         \
    OPERATION(LOOK_TWO,         "holder", "look-two",   TWO)                                         \
    OPERATION(HAVE,             "holder", "have",       NUMBER)                                      \
    OPERATION(BACK,             "holder", "back",       NUMBER)                                      \
    OPERATION(SOON,             "holder", "soon",       NUMBER)                                      \
    OPERATION(THIRD_DROP,       "third",  "drop",       NUMBER)                                      \
    OPERATION(FEED,             "parent", "feed",       NUMBER)                                      \
    OPERATION(MAKE_THING,       "holder", "make-thing", NUMBER)                                      \
    OPERATION(READ_THING,       "holder", "read-thing", NUMBER)                                      \
    OPERATION(TAKE_THING,       "holder", "take-thing", NUMBER)                                      \
    OPERATION(DROP_THING,       "holder", "drop-thing", NUMBER)                                      \
    OPERATION(SEE_THING,        "holder", "see-thing",  THING)                                       \
    OPERATION(HAVE_THING,       "holder", "have-thing", THING)                                       \
    OPERATION(KILL_THING,       "",       "",           DO)                                          \
    OPERATION(TO_HOST,          "holder", "to-host",    NUMBER)                                      \
    OPERATION(FROM_HOST,        "holder", "from-host",  RESOURCE)                                    \
    OPERATION(LENT,             "holder", "lent",       RESOURCE)                                    \
    OPERATION(HOST_DROP,        "",       "",           DO)

typedef enum operation {
#define OPERATION(name, interface, function, means) OP_##name,
    OPERATIONS(OPERATION)
#undef OPERATION
    OPERATION_COUNT
} operation;

typedef enum meaning { MEANS_NUMBER, MEANS_TWO, MEANS_WHAT, MEANS_NOTHING, MEANS_RESOURCE, MEANS_THING, MEANS_DO } meaning;

typedef enum holding { FREE, RESOURCE, PAIR, THING } holding;

typedef struct model_table {
    holding  kind[MODEL_ROOM];
    uint32_t rep[MODEL_ROOM];
    uint32_t freed[MODEL_ROOM], freed_count, next, used;
} model_table;

typedef struct thing { uint32_t value; bool alive, is_guests; } thing;

typedef struct model {
    model_table maker, holder, third;
    uint32_t    most;                 /* handles in all of them together */
    uint32_t    dead, dead_sum;
    struct { uint32_t rep, type; bool own; } host[MODEL_ROOM];     /* resources of guests that the host got */
    uint32_t    host_count;
    thing       things[THINGS];       /* the host's own; 0 is none */
    uint32_t    thing_count;
} model;

/* What the model says of an operation. */
typedef struct answer { bool traps, has_value; uint32_t value; } answer;

/* most: handles in all tables together */
void model_open(model *m, uint32_t most);

/* An operation's byte as an index or number: the last sixteen are far beyond any table. */
uint32_t model_number(uint32_t n);

/* What comes of the operation, with all it does to the tables. What the host holds is its
 * own business: it changes as the calls come in. */
answer model_expect(model *m, operation op, uint32_t n);

/* A thing that the host may lend or give away; it makes one when it has none. */
uint32_t model_hosts_thing(model *m, uint32_t n);

/* A thing that a guest has, to be ended; 0: there is none. */
uint32_t model_guests_thing(const model *m, uint32_t n);

/* A handle of that kind, from a place at random; 0: there is none. */
uint32_t model_find(const model_table *t, holding kind, uint64_t random);

#endif
