/* Several majors of one interface, side by side; interfaces of types alone, which nobody must offer, and such as only
 * mention what others have, which nobody must grant. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

static const char wit[] =
    "package test:majors;\n"
    "world both {\n"
    "  import test:majors/step@1.0.0;\n"
    "  import test:majors/step@2.0.0;\n"
    "  export run: func(n: u32) -> u32;\n"
    "  export test:majors/says@1.0.0;\n"
    "  export test:majors/says@2.0.0;\n"
    "}\n"
    "package test:majors@1.0.0 { interface step { next: func(n: u32) -> u32; } interface says { version: func() -> u32; } }\n"
    "package test:majors@2.0.0 { interface step { next: func(n: u32) -> u32; } interface says { version: func() -> u32; } }\n";

static inlay_status add(inlay_call *call, void *user)
{
    inlay_value result = *inlay_call_argument(call, 0);
    result.u32 += *(const uint32_t *)user;
    inlay_call_return(call, result);
    return INLAY_DONE;
}

static inlay_host *open_game(void)
{
    inlay_error error;
    inlay_config config = { .wit_text = wit, .watching = INLAY_WATCH_OFF, .loader_threads = INLAY_NO_THREAD };
    inlay_slot_def def = { .name = "slot", .world = "test:majors/both" };
    inlay_host *host = inlay_open(&config, &error);
    if (!host || !inlay_slot_define(host, &def, &error).index)
        CHECK_TEXT(inlay_error_text(&error), "");
    return host;
}

static uint32_t call(inlay_host *host, inlay_mod m, const char *name, uint32_t n, size_t count)
{
    inlay_value argument = { .kind = INLAY_U32, .u32 = n }, result = { 0 };
    CHECK_INT(inlay_call_export(host, m, name, &argument, count, &result, 1), INLAY_DONE);
    return result.u32;
}

TEST(a_mod_uses_two_majors_of_an_interface_and_each_is_bound_by_its_version)
{
    static uint32_t one = 1, hundred = 100;
    uint8_t bytes[4096];
    inlay_error error;
    inlay_host *host = open_game();
    CHECK(!inlay_bind(host, "test:majors/step#next", add, &one, &error));
    CHECK_HAS(inlay_error_text(&error), "the game's WIT has test:majors/step@1.0.0 and test:majors/step@2.0.0");
    CHECK_HAS(inlay_error_text(&error), "say which: \"test:majors/step@1.0.0#next\"");
    CHECK(inlay_bind(host, "test:majors/step@1.0.0#next", add, &one, &error));
    CHECK(inlay_bind(host, "test:majors/step@2.0.0#next", add, &hundred, &error));
    CHECK(!inlay_bind(host, "test:majors/step@2.0.0#next", add, &hundred, &error));
    CHECK(!inlay_bind(host, "test:majors/step@3.0.0#next", add, &hundred, &error));
    CHECK_HAS(inlay_error_text(&error), "the game's WIT has no interface \"test:majors/step@3.0.0\"");

    size_t size = host_rig_read("majors", bytes, sizeof bytes);
    inlay_mod m = inlay_load(host, "both", bytes, size, NULL, NULL);
    for (int i = 0; i < 6; i++)
        inlay_frame(host, 0.016);
    CHECK_INT(call(host, m, "run", 5, 1), 111);
    CHECK_INT(call(host, m, "test:majors/says@1.0.0#version", 0, 0), 1);
    CHECK_INT(call(host, m, "test:majors/says@2.0.0#version", 0, 0), 2);
    CHECK_INT(call(host, m, "test:majors/says#version", 0, 0), 2);
    CHECK(!inlay_has_export(host, m, "test:majors/says@3.0.0#version"));
    inlay_close(host);
}

TEST(a_mod_imports_interfaces_of_types_alone_that_no_world_offers)
{
    static const char world[] =
        "package test:kit@1.0.0;\n"
        "interface shapes { record point { x: u32, y: u32 } enum word { less, more } }\n"
        "interface unused { type word = u32; }\n"
        "world sums { use shapes.{point, word}; export sum: func(at: point, word: word) -> u32; }\n";
    uint8_t bytes[4096];
    inlay_error error;
    inlay_config config = { .wit_text = world, .watching = INLAY_WATCH_OFF, .loader_threads = INLAY_NO_THREAD };
    inlay_host *host = inlay_open(&config, &error);
    if (!host || !inlay_slot_define(host, &(inlay_slot_def){ .name = "slot", .world = "test:kit/sums" }, &error).index)
        CHECK_TEXT(inlay_error_text(&error), "");
    inlay_mod m = inlay_load(host, "alone", bytes, host_rig_read("types_alone", bytes, sizeof bytes), NULL, NULL);
    for (int i = 0; i < 6; i++)
        inlay_frame(host, 0.016);
    inlay_value point[2] = { { .kind = INLAY_U32, .u32 = 40 }, { .kind = INLAY_U32, .u32 = 1 } };
    inlay_value arguments[2] = { { .kind = INLAY_RECORD, .list = { point, 2 } }, { .kind = INLAY_ENUM, .tag = 1 } }, sum = { 0 };
    CHECK_INT(inlay_call_export(host, m, "sum", arguments, 2, &sum, 1), INLAY_DONE);
    CHECK_INT(sum.u32, 42);
    inlay_close(host);
}

static inlay_status make_thing(inlay_call *call, void *user)
{
    inlay_value thing = { .kind = INLAY_OWN, .resource = inlay_resource_new(user, "test:kit/things#thing", user) };
    inlay_call_return(call, thing);
    return INLAY_DONE;
}

static inlay_status look_at_thing(inlay_call *call, void *user)
{
    bool is_there = inlay_resource_data(user, inlay_call_argument(call, 0)->resource) == user;
    inlay_call_return(call, (inlay_value){ .kind = INLAY_U32, .u32 = is_there ? 7 : 0 });
    return INLAY_DONE;
}

TEST(an_interface_that_only_mentions_anothers_resource_needs_no_grant)
{
    static const char world[] =
        "package test:kit@1.0.0;\n"
        "interface things { resource thing; make: func() -> thing; look: func(t: borrow<thing>) -> u32; }\n"
        "interface views { use things.{thing}; record view { of: thing } }\n"
        "world looks { import things; export run: func() -> u32; }\n";
    uint8_t bytes[4096];
    inlay_error error;
    inlay_config config = { .wit_text = world, .watching = INLAY_WATCH_OFF, .loader_threads = INLAY_NO_THREAD };
    inlay_host *host = inlay_open(&config, &error);
    bool is_ready = host && inlay_bind_resource(host, "test:kit/things#thing", NULL, NULL, &error)
                 && inlay_bind(host, "test:kit/things#make", make_thing, host, &error)
                 && inlay_bind(host, "test:kit/things#look", look_at_thing, host, &error)
                 && inlay_slot_define(host, &(inlay_slot_def){ .name = "slot", .world = "test:kit/looks" }, &error).index;
    CHECK_TEXT(is_ready ? "" : inlay_error_text(&error), "");
    inlay_mod m = inlay_load(host, "mentions", bytes, host_rig_read("mentions", bytes, sizeof bytes), NULL, NULL);
    for (int i = 0; i < 6; i++)
        inlay_frame(host, 0.016);
    CHECK_INT(call(host, m, "run", 0, 0), 7);
    inlay_close(host);
}
