/* Quotas by slot, mod.json and a policy file that changes while the game runs. */
#include "host/policy.h"
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct reading { budget b; policy p; error err; char words[1000]; bool good; } reading;

static reading read_text(const char *text)
{
    reading r = { .good = false };
    budget_open(&r.b, NULL, 0);
    r.good = policy_read(&r.p, &r.b, text_of(text), &r.err);
    if (!r.good)
        error_format(&r.err, "policy.json", r.words, sizeof r.words);
    return r;
}

TEST(a_policy_says_quotas_for_all_and_for_one_and_the_smaller_wins)
{
    reading r;
    budget_open(&r.b, NULL, 0);
    error_open(&r.err);
    CHECK(policy_read(&r.p, &r.b, text_of("{ \"mods\": { \"*\": { \"memory_mib\": 8, \"weight\": 2 }, \"hog\": { \"memory_mib\": 4, \"log_lines\": 5 } } }"), &r.err));
    policy_word hog = policy_of(&r.p, text_of("plain"), text_of("hog")), other = policy_of(&r.p, text_of("plain"), text_of("other"));
    CHECK_INT(hog.quota.memory, 4 << 20);
    CHECK_INT(hog.quota.log_lines, 5);
    CHECK_INT(hog.weight, 2);
    CHECK_INT(other.quota.memory, 8 << 20);
    CHECK_INT(other.quota.log_lines, 0);
    CHECK(policy_of_slot(&r.p, text_of("plain")) == NULL);
    policy_close(&r.p);
    budget_close(&r.b);
}

TEST(a_policy_speaks_of_slots_and_of_mods_within_them)
{
    static const char text[] =
        "{ \"mods\": { \"hog\": { \"weight\": 3, \"string_kib\": 9 } },\n"
        "  \"slots\": { \"plain\": { \"memory_mib\": 32, \"table_entries\": 500, \"fuel_per_frame\": 7000000, \"on_failure\": \"fall-back\", \"strikes\": 2,\n"
        "                           \"suspended_frames\": 60, \"mods\": { \"*\": { \"list_items\": 10 }, \"hog\": { \"string_kib\": 4, \"weight\": 5 } } } } }";
    reading r;
    budget_open(&r.b, NULL, 0);
    error_open(&r.err);
    CHECK(policy_read(&r.p, &r.b, text_of(text), &r.err));
    const slot_wish *plain = policy_of_slot(&r.p, text_of("plain"));
    if (CHECK(plain)) {
        CHECK_INT(plain->quota.memory, 32 << 20);
        CHECK_INT(plain->quota.table_entries, 500);
        CHECK_INT(plain->fuel_per_frame, 7000000);
        CHECK_INT(plain->fuel_most, 0);
        CHECK(plain->has_on_failure && plain->on_failure == INLAY_FAILURE_FALL_BACK);
        CHECK_INT(plain->strikes, 2);
        CHECK_INT(plain->suspended_frames, 60);
    }
    CHECK(!policy_of_slot(&r.p, text_of("counters")));
    policy_word here = policy_of(&r.p, text_of("plain"), text_of("hog")), there = policy_of(&r.p, text_of("counters"), text_of("hog"));
    CHECK_INT(here.quota.string, 4096);
    CHECK_INT(here.quota.list_items, 10);
    CHECK_INT(here.weight, 5);
    CHECK_INT(there.quota.string, 9216);
    CHECK_INT(there.quota.list_items, 0);
    CHECK_INT(there.weight, 3);
    policy_close(&r.p);
    budget_close(&r.b);
}

TEST(a_wrong_policy_is_refused_with_line_and_cure)
{
    static const struct { const char *text, *words; } wrong[] = {
        { "{ \"mods\": {\n \"a\": { \"memory\": 8 } } }", "policy.json:2:9: the settings are wrong\n  in the game's policy: there is no such quota\n" },
        { "{ \"mods\": {\n \"a\": { \"memory\": 8 } } }", "there is no such quota" },
        { "{ \"mods\": { \"a\": { \"weight\": 2 },\n \"weight\": { \"handles\": 2,\n \"weight\": 0 } } }", "policy.json:3:2: the settings are wrong" },
        { "[ { \"mods\": 1 } ]", "policy.json:1:1: the settings are wrong" },
        { "{ \"mods\": { \"a\": { \"memory_mib\": 0 } } }", "\"memory_mib\" must be a whole number from 1 to 4096" },
        { "{ \"mods\": { \"a\": { \"weight\": 1.5 } } }", "\"weight\" must be a whole number from 1 to 1000" },
        { "{ \"mods\": { \"a\": 5 } }", "must be an object" },
        { "{ \"mods\": { \"a\": {}, \"b\": {}, \"a\": {} } }", "a second time" },
        { "{ \"mods\": { \"a\": {} }", "not JSON" }, { "[]", "one object with the keys" }, { "{}", "one object with the keys" },
        { "{ \"mods\": {}, \"mods\": {} }", "one object with the keys" }, { "{ \"slots\": 5 }", "\"slots\" must be an object" },
        { "{ \"slots\": { \"a\": 5 } }", "what is said of a slot must be an object" }, { "{ \"slots\": { \"a\": { \"weight\": 5 } } }", "a slot has no such setting" },
        { "{ \"slots\": { \"a\": { \"on_failure\": \"cry\" } } }", "\"on_failure\" must be \"restart\", \"fall-back\", \"pause\" or \"disable\"" },
        { "{ \"slots\": { \"a\": { \"strikes\": 2, \"strikes\": 3 } } }", "this key stands here a second time" },
        { "{ \"slots\": { \"a\": {}, \"a\": {} } }", "this slot stands here a second time" },
        { "{ \"mods\": { \"a\": { \"weight\": 2, \"weight\": 3 } } }", "this key stands here a second time" },
        { "", "not JSON" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        reading r = read_text(wrong[i].text);
        CHECK(!r.good);
        CHECK_HAS(r.words, wrong[i].words);
        CHECK_HAS(r.words, "the policy before stays");
        budget_close(&r.b);
    }
}

static void write_policy(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    CHECK(file && fputs(text, file) >= 0);
    if (file)
        fclose(file);
}

TEST(a_policy_is_changed_while_the_game_runs_and_a_bad_one_changes_nothing)
{
    host_rig r;
    char path[] = "/tmp/inlay-policy-XXXXXX";
    int file = mkstemp(path);
    CHECK(file >= 0);
    close(file);
    write_policy(path, "{ \"mods\": { \"adder\": { \"memory_mib\": 2 } } }");
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .policy = path });
    inlay_mod m = host_rig_seat(&r, "adder", "add1"), other = host_rig_seat(&r, "other", "add1");
    CHECK_INT(host_rig_stats(&r, m).memory_limit, 2 << 20);
    CHECK_INT(host_rig_stats(&r, other).memory_limit, 16 << 20);
    write_policy(path, "{ \"mods\": { \"adder\": { \"memory_mib\": 1, \"weight\": 3 } } }  ");
    host_rig_frames(&r, 40);
    CHECK_INT(host_rig_stats(&r, m).memory_limit, 1 << 20);
    CHECK_INT(host_rig_stats(&r, m).fuel_budget, 1500000);
    CHECK_HAS(r.events, "the game's policy was read again: 1 mods and 0 slots are named");
    write_policy(path, "{ \"mods\": { \"adder\": { \"memory_mib\": \"big\" } } }");
    host_rig_frames(&r, 40);
    CHECK_HAS(r.events, "\"memory_mib\" must be a whole number from 1 to 4096");
    CHECK_HAS(r.events, "the policy before stays");
    CHECK_INT(host_rig_stats(&r, m).memory_limit, 1 << 20);
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_DONE);
    host_rig_close(&r);
    unlink(path);
}

TEST(a_mods_own_limits_are_what_it_asked_for_and_never_more_than_the_slots)
{
    host_rig r;
    inlay_error error;
    inlay_value text = { .kind = INLAY_STRING }, result = { 0 };
    char bytes[3000] = { 0 };
    host_rig_open(&r, NULL);
    CHECK(inlay_slot_define(r.host, &(inlay_slot_def){ .name = "listeners", .world = "test:host/listener", .copy_bytes = 2500 }, &error).index);
    inlay_mod small = host_rig_load(&r, "small", "listen", "{ \"copy_kib\": 1 }"), large = host_rig_load(&r, "large", "listen", "{ \"copy_kib\": 100 }");
    host_rig_frames(&r, 8);
    text.string.bytes = bytes;
    text.string.size = 2000;
    CHECK_INT(inlay_call_export(r.host, small, "take", &text, 1, &result, 1), INLAY_LIMIT);
    CHECK_INT(inlay_call_export(r.host, large, "take", &text, 1, &result, 1), INLAY_DONE);
    text.string.size = 2600;
    CHECK_INT(inlay_call_export(r.host, large, "take", &text, 1, &result, 1), INLAY_LIMIT);
    host_rig_close(&r);
}

/* A policy in a file; the host's frames after writing it are enough for it to be read. */
typedef struct policy_file { char path[40]; } policy_file;

static policy_file new_policy(const char *text)
{
    policy_file p = { "/tmp/inlay-policy-XXXXXX" };
    int file = mkstemp(p.path);
    CHECK(file >= 0);
    close(file);
    write_policy(p.path, text);
    return p;
}

TEST(what_a_policy_says_of_a_slot_stands_in_place_of_its_definition_while_it_says_so)
{
    host_rig r;
    policy_file p = new_policy("{ \"slots\": { \"plain\": { \"memory_mib\": 32, \"fuel_per_frame\": 600000 }, \"nowhere\": {} } }");
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .policy = p.path });
    inlay_mod m = host_rig_seat(&r, "adder", "add1");
    CHECK_INT(host_rig_stats(&r, m).memory_limit, 32 << 20);
    CHECK_INT(host_rig_stats(&r, m).fuel_budget, 600000);
    CHECK_HAS(r.events, "the game's policy speaks of slot \"nowhere\", and the game has none of that name");
    inlay_mod large = host_rig_load(&r, "large", "add1", "{ \"memory_mib\": 32 }");     /* more than the game's 16 */
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_stats(&r, large).state, INLAY_RUNNING);
    write_policy(p.path, "{ \"mods\": {} } ");
    host_rig_frames(&r, 40);
    CHECK_INT(host_rig_stats(&r, m).memory_limit, 16 << 20);
    CHECK_INT(host_rig_stats(&r, m).fuel_budget, 1000000);
    host_rig_close(&r);
    unlink(p.path);
}

TEST(tables_grow_as_far_as_the_quota_and_it_changes_while_the_mod_plays)
{
    host_rig r;
    uint32_t result = 0;
    policy_file p = new_policy("{ \"slots\": { \"plain\": { \"mods\": { \"shelf\": { \"table_entries\": 100 } } } } }");
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .policy = p.path });
    inlay_mod m = host_rig_seat(&r, "shelf", "tables");
    CHECK_INT(host_rig_run(&r, m, 30, &result), INLAY_DONE);
    CHECK_INT(result, 40);
    host_rig_frames(&r, 1);
    CHECK(!strstr(r.events, "its tables have"));
    CHECK_INT(host_rig_run(&r, m, 31, &result), INLAY_DONE);
    CHECK_INT(result, UINT32_MAX);
    CHECK_INT(host_rig_run(&r, m, 15, &result), INLAY_DONE);
    host_rig_frames(&r, 2);
    CHECK_HAS(r.events, "shelf: its tables have 85 of at most 100 elements; beyond them table.grow gives -1\n"
                        "  hint: let its tables grow less; or raise \"table_entries\" in mod.json, as far as the game's policy and slot go");
    write_policy(p.path, "{ \"slots\": { \"plain\": { \"mods\": { \"shelf\": { \"table_entries\": 1000 } } } } }");
    host_rig_frames(&r, 40);
    CHECK_INT(host_rig_run(&r, m, 100, &result), INLAY_DONE);
    CHECK_INT(result, 85);
    write_policy(p.path, "{ \"mods\": { \"*\": { \"table_entries\": 30 } } }");
    host_rig_frames(&r, 40);
    CHECK_INT(host_rig_run(&r, m, 1, &result), INLAY_DONE);
    CHECK_INT(result, UINT32_MAX);
    inlay_mod second = host_rig_load(&r, "second", "tables", NULL);
    host_rig_frames(&r, 4);
    CHECK_INT(host_rig_stats(&r, second).state, INLAY_REFUSED);
    CHECK_HAS(r.events, "its tables have more than the 30 elements that it may have, at the start");
    host_rig_close(&r);
    unlink(p.path);
}

/* Slots of this test: what list-items and string quotas do is the same by slot, mod.json and policy. */
TEST(strings_and_lists_have_quotas_the_game_is_told_and_the_mod_is_warned_first)
{
    host_rig r;
    inlay_error error;
    inlay_value result = { 0 }, number = { .kind = INLAY_U32, .u32 = 70 };
    char bytes[2000] = { 0 };
    host_rig_open(&r, NULL);
    const inlay_slot_def ears = { .name = "ears", .world = "test:host/listener", .string_bytes = 1000 };
    const inlay_slot_def scribes = { .name = "scribes", .world = "test:host/scribe", .list_items = 100, .save_every_frames = UINT32_MAX };
    CHECK(inlay_slot_define(r.host, &ears, &error).index && inlay_slot_define(r.host, &scribes, &error).index);
    inlay_mod ear = host_rig_load(&r, "ear", "listen", NULL), scribe = host_rig_load(&r, "scribe", "scribe", NULL);
    host_rig_frames(&r, 8);
    inlay_value text = { .kind = INLAY_STRING, .string = { bytes, 1001 } };
    CHECK_INT(inlay_call_export(r.host, ear, "take", &text, 1, &result, 1), INLAY_LIMIT);
    CHECK_HAS(inlay_last_error(r.host), "a string has 1001 bytes, and one may have 1000\n  hint: give less, or raise string_bytes of slot \"ears\"");
    text.string.size = 900;
    CHECK_INT(inlay_call_export(r.host, ear, "take", &text, 1, &result, 1), INLAY_DONE);
    host_rig_frames(&r, 2);
    CHECK_HAS(r.events, "ear: one of its strings had 900 of at most 1000 bytes; beyond them it fails\n"
                        "  hint: cut it in parts; or raise \"string_kib\" in mod.json, as far as the game's policy and slot go");
    CHECK_INT(inlay_call_export(r.host, scribe, "write", &number, 1, NULL, 0), INLAY_DONE);
    CHECK_INT(inlay_call_export(r.host, scribe, "save", NULL, 0, &result, 1), INLAY_DONE);
    host_rig_frames(&r, 2);
    CHECK(!strstr(r.events, "one of its lists had"));
    number.u32 = 101;
    CHECK_INT(inlay_call_export(r.host, scribe, "write", &number, 1, NULL, 0), INLAY_DONE);
    CHECK_INT(inlay_call_export(r.host, scribe, "save", NULL, 0, &result, 1), INLAY_TRAPPED);
    host_rig_frames(&r, 1);
    CHECK_HAS(r.events, "list quota: a list of 101 items, and one may have 100");
    inlay_value list = { .kind = INLAY_LIST, .tag = INLAY_U8, .packed = { bytes, 101 } };
    host_rig_frames(&r, 2);
    CHECK_INT(inlay_call_export(r.host, scribe, "load", &list, 1, NULL, 0), INLAY_LIMIT);
    CHECK_HAS(inlay_last_error(r.host), "a list has 101 items, and one may have 100\n  hint: give less, or raise list_items of slot \"scribes\"");
    host_rig_close(&r);
}

TEST(a_call_that_moves_nearly_too_much_is_told_of_once_a_generation)
{
    host_rig r;
    inlay_error error;
    inlay_value result = { 0 };
    char bytes[3000] = { 0 };
    host_rig_open(&r, NULL);
    CHECK(inlay_slot_define(r.host, &(inlay_slot_def){ .name = "ears", .world = "test:host/listener", .copy_bytes = 3000 }, &error).index);
    inlay_mod ear = host_rig_load(&r, "ear", "listen", NULL);
    host_rig_frames(&r, 8);
    inlay_value text = { .kind = INLAY_STRING, .string = { bytes, 2000 } };
    CHECK_INT(inlay_call_export(r.host, ear, "take", &text, 1, &result, 1), INLAY_DONE);
    host_rig_frames(&r, 2);
    CHECK(!strstr(r.events, "one of its calls moved"));
    text.string.size = 2600;
    for (int i = 0; i < 3; i++) {
        CHECK_INT(inlay_call_export(r.host, ear, "take", &text, 1, &result, 1), INLAY_DONE);
        host_rig_frames(&r, 1);
    }
    const char *told = strstr(r.events, "ear: one of its calls moved 2600 of at most 3000 bytes; beyond them it fails\n  hint: give and ask for less at once;");
    CHECK(told && !strstr(told + 6, "one of its calls moved"));
    host_rig_close(&r);
}
