/* What is done while allocations fail: whole lives of a host. */
#ifndef INLAY_TESTS_FAULT_SCENARIO_H
#define INLAY_TESTS_FAULT_SCENARIO_H

#include "engine/base/check.h"

typedef struct scenario {
    const char *name;
    void (*run)(void);        /* opens a host, closes it again; copes with every failure in between */
    uint32_t    steps;        /* that go well when nothing fails */
} scenario;

enum { SCENARIOS = 9 };
extern const scenario scenarios[SCENARIOS];

/* Read the files once, make the folder of mods. False, having said why. */
bool scenarios_open(void);
void scenarios_close(void);

/* Steps that went well since the program started. */
uint32_t scenario_achieved(void);

#endif
