/* What the game offers, by name: what is missing is told once, and a wrong name with the right one. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

static const char wit[] =
    "package test:shop;\n"
    "interface oven { resource tray { put: func(n: u32); } heat: func(); }\n"
    "world baker { use oven.{tray}; export bake: func(onto: borrow<tray>); }\n";

static inlay_status answer(inlay_call *call, void *user)
{
    (void)call, (void)user;
    return INLAY_DONE;
}

static inlay_host *open_game(void)
{
    inlay_error error;
    inlay_config config = { .wit_text = wit, .watching = INLAY_WATCH_OFF, .loader_threads = INLAY_NO_THREAD };
    inlay_host *host = inlay_open(&config, &error);
    if (!host || !inlay_slot_define(host, &(inlay_slot_def){ .name = "slot", .world = "test:shop/baker" }, &error).index)
        CHECK_TEXT(inlay_error_text(&error), "");
    return host;
}

static void check_first_event(inlay_host *host, const char *text)
{
    inlay_event event;
    inlay_frame(host, 0);
    if (!inlay_next_event(host, &event)) {
        CHECK_TEXT("", text);
        return;
    }
    CHECK_TEXT(event.text, text);
    inlay_event_free(&event);
}

TEST(a_resource_that_a_world_uses_is_bound_with_its_interface)
{
    inlay_error error;
    inlay_host *host = open_game();
    CHECK(inlay_bind_resource(host, "test:shop/oven#tray", NULL, NULL, &error));
    CHECK(inlay_bind(host, "test:shop/oven#[method]tray.put", answer, NULL, &error));
    CHECK(inlay_bind(host, "test:shop/oven#heat", answer, NULL, &error));
    check_first_event(host, "");
    inlay_close(host);
}

TEST(what_the_game_does_not_bind_is_told)
{
    inlay_host *host = open_game();
    check_first_event(host, "the game binds nothing to what its worlds offer; mods that use it are refused:\n"
                            "  test:shop/oven#tray\n  test:shop/oven#[method]tray.put\n  test:shop/oven#heat\n");
    inlay_close(host);
}

TEST(what_is_behind_a_gate_is_there_once_its_feature_is_on)
{
    static const char *const on[] = { "night", "day", NULL }, *const off[] = { "day", NULL };
    inlay_config config = { .wit_text = "package test:shop; interface oven { @unstable(feature = night) dim: func(); }\n"
                                        "@unstable(feature = night) world cellar { } world baker { import oven; }\n",
                            .watching = INLAY_WATCH_OFF, .loader_threads = INLAY_NO_THREAD };
    for (int is_on = 0; is_on < 2; is_on++) {
        inlay_error error = { 0 };
        config.features = is_on ? on : off;
        inlay_host *host = inlay_open(&config, &error);
        CHECK_INT(inlay_slot_define(host, &(inlay_slot_def){ .name = "slot", .world = "cellar" }, &error).index != 0, is_on);
        CHECK_HAS(inlay_error_text(&error), is_on ? "" : "the WIT has test:shop/cellar behind the feature `night`, which is off");
        error = (inlay_error){ 0 };
        CHECK_INT(inlay_bind(host, "test:shop/oven#dim", answer, NULL, &error), is_on);
        CHECK_HAS(inlay_error_text(&error), is_on ? "" : "the WIT has it behind the feature `night`: name that in the config's features");
        inlay_close(host);
    }
}

TEST(a_wrong_name_is_refused_with_what_was_meant)
{
    static const struct { const char *name, *hint; } wrong[] = {
        { "test:shop/oven#put", "did you mean \"[method]tray.put\"?" },
        { "test:shop/oven#fry", "the name is \"ns:package/interface#function\"" },
        { "test:shop/oven#heats", "did you mean \"heat\"?" },
        { "test:shop/ovens#heat", "did you mean \"test:shop/oven\"?" },
        { "test:shop/oven#tray", "it is a resource: inlay_bind_resource" },
        { "test:shop/baker#bake", "mods offer it: call it with inlay_call_export" },
        { "bake", "mods offer it: call it with inlay_call_export" },
        { "nothing:like/that#x", "the name is \"ns:package/interface#function\"" },
    };
    inlay_error error;
    inlay_host *host = open_game();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!inlay_bind(host, wrong[i].name, answer, NULL, &error));
        CHECK_HAS(inlay_error_text(&error), wrong[i].hint);
    }
    inlay_close(host);
}

TEST(a_host_that_its_memory_is_too_small_for_says_what_to_raise)
{
    inlay_error error = { 0 };
    inlay_config config = { .wit_text = "package test:shop; world w { }\n", .watching = INLAY_WATCH_OFF, .loader_threads = INLAY_NO_THREAD, .memory_bytes = 1000 };
    CHECK(inlay_open(&config, &error) == NULL);
    CHECK_HAS(inlay_error_text(&error), "memory_bytes of the config, 1000, is all that the host may take: raise it");
}
