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
    quota hog = policy_of(&r.p, text_of("hog")), other = policy_of(&r.p, text_of("other"));
    CHECK_INT(hog.memory, 4 << 20);
    CHECK_INT(hog.log_lines, 5);
    CHECK_INT(hog.weight, 2);
    CHECK_INT(other.memory, 8 << 20);
    CHECK_INT(other.log_lines, 0);
    policy_close(&r.p);
    budget_close(&r.b);
}

TEST(a_wrong_policy_is_refused_with_line_and_cure)
{
    static const struct { const char *text, *words; } wrong[] = {
        { "{ \"mods\": {\n \"a\": { \"memory\": 8 } } }", "policy.json:2:9: mod.json is wrong" },
        { "{ \"mods\": {\n \"a\": { \"memory\": 8 } } }", "there is no such quota" },
        { "{ \"mods\": { \"a\": { \"memory_mib\": 0 } } }", "\"memory_mib\" must be a whole number from 1 to 4096" },
        { "{ \"mods\": { \"a\": { \"weight\": 1.5 } } }", "\"weight\" must be a whole number from 1 to 1000" },
        { "{ \"mods\": { \"a\": 5 } }", "must be an object" },
        { "{ \"mods\": { \"a\": {}, \"b\": {}, \"a\": {} } }", "a second time" },
        { "{ \"mods\": { \"a\": {} }", "not JSON" }, { "[]", "one object with one key" }, { "{}", "one object with one key" },
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
    CHECK_HAS(r.events, "the game's policy was read again: 1 mods are named");
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
