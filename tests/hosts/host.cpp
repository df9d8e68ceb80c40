// A host in C++17: the header is clean there, and the library links.
#include "sdk/inlay.h"

#include <cstdio>
#include <cstring>
#include <string>

static inlay_status on_print(inlay_call *call, void *user)
{
    const inlay_value *text = inlay_call_argument(call, 0);
    static_cast<std::string *>(user)->append(text->string.bytes, text->string.size).push_back('\n');
    return INLAY_DONE;
}

int main()
{
    inlay_error error{};
    inlay_config config{};
    inlay_slot_def def{};
    std::string said;

    config.wit = "samples/minimal/wit";
    config.mods = "samples/minimal/mods";
    config.loader_threads = INLAY_NO_THREAD;
    def.name = "greeters";
    def.world = "tour:hello/greeter";
    inlay_host *host = inlay_open(&config, &error);
    if (!host || !inlay_slot_define(host, &def, &error).index
        || !inlay_bind(host, "tour:hello/console#print", on_print, &said, &error))
        return std::fprintf(stderr, "%s\n", inlay_error_text(&error)), 1;

    for (int frame = 0; frame < 60; frame++) {
        inlay_value seconds{};
        inlay_mod mods[4];
        seconds.kind = INLAY_F32;
        seconds.f32 = 1.0f / 60;
        inlay_frame(host, 1.0 / 60);
        std::size_t count = inlay_mods(host, inlay_slot{ 1 }, mods, 4);
        for (std::size_t i = 0; i < count && i < 4; i++)
            inlay_call_export(host, mods[i], "on-frame", &seconds, 1, nullptr, 0);
    }
    inlay_close(host);
    std::fputs(said.c_str(), stdout);
    return said.find("hello from a mod") == std::string::npos;
}
