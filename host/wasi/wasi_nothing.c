/* What the empty world answers where it has nothing: the interface's own "no". */
#include "host/wasi/wasi_types.h"

static bool has_case(const ctype *type, const char *name)
{
    for (uint32_t i = 0; i < type->count; i++)
        if (text_is(type->fields[i].name, name))
            return true;
    return false;
}

/* Sockets say access-denied, files not-permitted, streams closed. */
static host_answer answer_refusal(host_call *call, const ctype *failure)
{
    static const char *const words[] = { "access-denied", "not-permitted", "closed" };
    bool has_cases = failure && (failure->kind == CTYPE_ENUM || failure->kind == CTYPE_VARIANT);
    for (size_t i = 0; has_cases && i < COUNT_OF(words); i++)
        if (has_case(failure, words[i]))
            return wasi_answer_error(call, words[i]);
    return wasi_trap(call, "WASI gives nothing here, and this function has no way to say so");
}

host_answer wasi_nothing(void *user, host_call *call)
{
    (void)user;
    const ctype *type = call->type->result;
    if (!type)
        return HOST_DONE;
    if (type->kind == CTYPE_RESULT)
        return answer_refusal(call, type->other);

    call->result = (inlay_value){ .kind = value_kind(type->kind) };
    bool is_empty = type->kind == CTYPE_LIST || type->kind == CTYPE_OPTION || type->kind == CTYPE_STRING || type->kind <= CTYPE_CHAR;
    return is_empty ? HOST_DONE : wasi_trap(call, "WASI gives nothing here: no files, no network");
}
