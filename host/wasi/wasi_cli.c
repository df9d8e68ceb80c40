/* wasi:cli: no arguments, no environment, no terminal; exit ends the mod, named. */
#include "host/wasi/wasi_types.h"

static host_answer get_stdin(void *user, host_call *call)
{
    (void)user;
    return wasi_answer_own(call, WASI_INPUT_STREAM, 1);
}

static host_answer get_stdout(void *user, host_call *call)
{
    (void)user;
    return wasi_answer_own(call, WASI_OUTPUT_STREAM, WASI_STDOUT);
}

static host_answer get_stderr(void *user, host_call *call)
{
    (void)user;
    return wasi_answer_own(call, WASI_OUTPUT_STREAM, WASI_STDERR);
}

static host_answer end_mod(wasi_context *w, host_call *call, uint32_t code)
{
    w->exited = true;
    w->exit_code = code;
    return wasi_trap(call, "the mod called exit with code %u", code);
}

/* exit: func(status: result) */
static host_answer exit_with_status(void *user, host_call *call)
{
    return end_mod(user, call, call->arguments[0].tag);
}

/* exit-with-code: func(status-code: u8) */
static host_answer exit_with_code(void *user, host_call *call)
{
    return end_mod(user, call, call->arguments[0].u8);
}

const wasi_entry wasi_cli_entries[] = {
    { "wasi:cli/stdin", "get-stdin", get_stdin },
    { "wasi:cli/stdout", "get-stdout", get_stdout },
    { "wasi:cli/stderr", "get-stderr", get_stderr },
    { "wasi:cli/exit", "exit", exit_with_status },
    { "wasi:cli/exit", "exit-with-code", exit_with_code },
    { 0 }
};
