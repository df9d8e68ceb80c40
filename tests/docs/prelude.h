/* What a fragment of the docs may take for granted: the names that its text speaks of. */
#include "sdk/inlay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inlay_status on_print(inlay_call *call, void *user);
static void on_drop(inlay_host *h, void *data, void *user)
{
    (void)h, (void)data, (void)user;
}

static inlay_host *host;
static inlay_error error;
static inlay_slot  slot;
static inlay_mod   mod;
static bool        running = true;
static int         my_pen;
