/* The JSON formats, read back with a JSON reader and held against what their viewers want. */
#include "host/profile_format.h"
#include "tests/profile/made.h"
#include "tests/unit/check.h"

#include <cjson/cJSON.h>
#include <string.h>

/* The made profile in a format, as JSON; for the caller to delete. */
static cJSON *made(profile_format format, const char *start)
{
    budget b;
    profile p;
    text_builder out;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    profile_open(&p, &b);
    text_open(&out, &b);
    made_profile(&p, 100);
    CHECK(profile_format_write(&p, format, &out, &err));
    for (size_t i = 0; i < out.size && format != PROFILE_AS_HTML; i++)
        if (!CHECK((unsigned char)out.bytes[i] < 0x7F))
            break;
    const char *text = start ? strstr(text_string(&out), start) : text_string(&out);
    cJSON *json = cJSON_ParseWithOpts(text ? text + (start ? strlen(start) : 0) : "", NULL, false);
    CHECK(json != NULL);
    text_close(&out);
    profile_close(&p);
    budget_close(&b);
    return json;
}

static const cJSON *at(const cJSON *json, const char *path)
{
    char name[40];
    while (json && *path) {
        size_t size = strcspn(path, "/");
        memcpy(name, path, size);
        name[size] = 0;
        json = cJSON_GetObjectItem(json, name);
        path += size + (path[size] == '/');
    }
    return json;
}

static double number(const cJSON *json, const char *path)
{
    const cJSON *it = at(json, path);
    return cJSON_IsNumber(it) ? it->valuedouble : -1e300;
}

static const char *text(const cJSON *json, const char *path)
{
    const cJSON *it = at(json, path);
    return cJSON_IsString(it) ? it->valuestring : "";
}

TEST(speedscope_opens_and_closes_its_frames_in_order_up_to_the_end_value)
{
    cJSON *json = made(PROFILE_AS_SPEEDSCOPE, NULL);
    int frames = cJSON_GetArraySize(at(json, "shared/frames"));
    const cJSON *each, *event;
    CHECK_INT(cJSON_GetArraySize(at(json, "profiles")), 3);
    cJSON_ArrayForEach(each, at(json, "profiles")) {
        double last = 0, open[64];
        int depth = 0;
        cJSON_ArrayForEach(event, at(each, "events")) {
            CHECK(number(event, "at") >= last && number(event, "frame") >= 0 && number(event, "frame") < frames);
            last = number(event, "at");
            if (*text(event, "type") == 'O')
                open[depth++] = number(event, "frame");
            else if (!CHECK(depth-- > 0 && open[depth] == number(event, "frame")))
                break;
        }
        CHECK_INT(depth, 0);
        CHECK(last == number(each, "endValue"));
    }
    CHECK_TEXT(text(cJSON_GetArrayItem(at(json, "profiles"), 1), "name"), "frame 1077 (hitch)");
    cJSON_Delete(json);
}

TEST(chrome_events_have_their_fields_and_calls_lie_inside_their_mods_part_of_the_frame)
{
    cJSON *json = made(PROFILE_AS_CHROME, NULL);
    const cJSON *e;
    double mod_begin[8] = { 0 }, mod_end[8] = { 0 };
    int calls = 0, counters = 0, hitches = 0;
    cJSON_ArrayForEach(e, at(json, "traceEvents")) {
        const char *phase = text(e, "ph"), *category = text(e, "cat");
        int track = (int)number(e, "tid");
        double begins = number(e, "ts"), ends = begins + number(e, "dur");
        CHECK(at(e, "name") && number(e, "pid") == 1 && track >= 0 && track < 4);
        CHECK(strchr("MXCi", *phase) && *phase);
        counters += *phase == 'C';
        hitches += *phase == 'i';
        if (strcmp(category, "mod") == 0 && *phase == 'X')
            mod_begin[track] = begins, mod_end[track] = ends;
        if (strcmp(category, "call") != 0)
            continue;
        calls++;
        CHECK(begins >= mod_begin[track] - 0.001 && ends <= mod_end[track] + 0.001);
    }
    CHECK(calls > 10 && hitches == 1);
    CHECK_INT(counters, 240);
    cJSON_Delete(json);
}

static void check_columns(const cJSON *table, const char *name)
{
    const cJSON *column;
    cJSON_ArrayForEach(column, table)
        if (cJSON_IsArray(column) && !CHECK_INT(cJSON_GetArraySize(column), (int)number(table, "length")))
            check_text(column->string, name, "the column of that length", __FILE__, __LINE__);
}

static void check_below(const cJSON *column, double most)
{
    const cJSON *it;
    cJSON_ArrayForEach(it, column)
        CHECK(cJSON_IsNull(it) || (it->valuedouble >= 0 && it->valuedouble < most));
}

TEST(firefox_tables_have_columns_of_one_length_and_name_only_what_there_is)
{
    cJSON *json = made(PROFILE_AS_FIREFOX, NULL);
    const cJSON *shared = at(json, "shared"), *table, *thread;
    double texts = cJSON_GetArraySize(at(shared, "stringArray"));
    CHECK_INT(number(json, "meta/preprocessedProfileVersion"), 60);
    cJSON_ArrayForEach(table, shared)
        if (cJSON_IsObject(table))
            check_columns(table, table->string);
    check_below(at(shared, "stackTable/frame"), number(shared, "frameTable/length"));
    check_below(at(shared, "frameTable/func"), number(shared, "funcTable/length"));
    check_below(at(shared, "funcTable/name"), texts);
    check_below(at(shared, "funcTable/source"), number(shared, "sources/length"));
    check_below(at(shared, "sources/filename"), texts);
    int row = 0;
    const cJSON *prefix;
    cJSON_ArrayForEach(prefix, at(shared, "stackTable/prefix")) {
        CHECK(cJSON_IsNull(prefix) || prefix->valuedouble < row);
        row++;
    }
    CHECK_INT(cJSON_GetArraySize(at(json, "threads")), 4);
    cJSON_ArrayForEach(thread, at(json, "threads")) {
        check_columns(at(thread, "samples"), "samples");
        check_columns(at(thread, "markers"), "markers");
        check_below(at(thread, "samples/stack"), number(shared, "stackTable/length"));
        check_below(at(thread, "markers/name"), texts);
    }
    cJSON_Delete(json);
}

TEST(the_page_holds_its_data_as_json_and_no_name_leaves_it)
{
    cJSON *json = made(PROFILE_AS_HTML, "<script type=\"application/json\" id=\"data\">\n");
    CHECK_INT(cJSON_GetArraySize(at(json, "frames")), 120);
    CHECK_INT(cJSON_GetArraySize(at(json, "trees")), 3);
    CHECK_TEXT(text(cJSON_GetArrayItem(at(json, "mods"), 1), "name"), MADE_HOSTILE);
    cJSON_Delete(json);

    budget b;
    profile p;
    text_builder out;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    profile_open(&p, &b);
    text_open(&out, &b);
    made_profile(&p, 100);
    CHECK(profile_format_write(&p, PROFILE_AS_HTML, &out, &err));
    CHECK(!strstr(text_string(&out), "<img"));
    CHECK(!strstr(text_string(&out), "http://") && !strstr(text_string(&out), "https://"));
    text_close(&out);
    profile_close(&p);
    budget_close(&b);
}
