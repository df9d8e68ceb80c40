/* Custom sections: the game's and the mod's own way to them. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TEST(a_mod_reads_its_own_sections_and_so_does_the_game)
{
    host_rig r;
    uint32_t result;
    size_t size = 0;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "level", "sections");
    CHECK_INT(host_rig_run(&r, m, 0, &result), INLAY_DONE);
    CHECK_INT(result, 'A');
    CHECK_INT(host_rig_run(&r, m, 1, &result), INLAY_DONE);
    CHECK_INT(result, 'Z');
    CHECK_INT(host_rig_run(&r, m, 2, &result), INLAY_DONE);
    CHECK_INT(result, 1000);
    CHECK_INT(host_rig_run(&r, m, 100, &result), INLAY_DONE);
    CHECK(result > 3000);
    const char *bytes = inlay_section(r.host, m, "level", &size);
    CHECK_INT(size, 2);
    CHECK(bytes && memcmp(bytes, "AZ", 2) == 0);
    CHECK(!inlay_section(r.host, m, "no such", &size));
    CHECK(!inlay_section(r.host, (inlay_mod){ 9, 9 }, "level", &size));
    host_rig_close(&r);
}

TEST(a_component_is_looked_into_without_a_host)
{
    uint8_t bytes[8192];
    inlay_error error;
    size_t size = host_rig_read("sections", bytes, sizeof bytes);
    char *json = inlay_inspect(bytes, size, &error);
    CHECK(json != NULL);
    if (json) {
        CHECK_HAS(json, "\"imports\":[\"inlay:mod/sections@0.1.0\"]");
        CHECK_HAS(json, "\"name\":\"level\",\"bytes\":2,");
        CHECK_HAS(json, "{\"export\":\"run\",\"imports\":[\"inlay:mod/sections@0.1.0#names\",\"inlay:mod/sections@0.1.0#read\"]}");
        CHECK_HAS(json, "export run: func(n: u32) -> u32;");
    }
    inlay_inspect_free(json);
    CHECK(!inlay_inspect(bytes, size / 2, &error));
    CHECK_HAS(inlay_error_text(&error), "the file ends too early");
    CHECK(!inlay_inspect(NULL, 0, &error));
}

/* Its parts' bytes are the file's. */
static void check_parts(const char *name, const char *words)
{
    char path[100];
    uint8_t *bytes = malloc(1 << 20);
    inlay_error error;
    double sum = 0;
    snprintf(path, sizeof path, "tests/data/component/%s.wasm", name);
    FILE *f = fopen(path, "rb");
    size_t size = f ? fread(bytes, 1, 1 << 20, f) : 0;
    char *json = inlay_inspect(bytes, size, &error);
    CHECK_HAS(json ? json : inlay_error_text(&error), words);
    cJSON *told = cJSON_Parse(json), *part;
    cJSON_ArrayForEach(part, cJSON_GetObjectItem(told, "parts"))
        sum += cJSON_GetNumberValue(cJSON_GetObjectItem(part, "bytes"));
    CHECK_INT(sum, size);
    cJSON_Delete(told);
    inlay_inspect_free(json);
    if (f)
        fclose(f);
    free(bytes);
}

TEST(the_parts_of_a_component_are_all_of_it_and_modules_are_told_by_their_names)
{
    check_parts("places", "\"part\":\"core module 0\",\"name\":\"Memory\",\"bytes\":");
    check_parts("places", "\"part\":\"the component\",\"name\":\"\",\"bytes\":");
    check_parts("nested", "\"part\":\"component 0, core module 0\",\"name\":\"M\",\"bytes\":");
}
