/* Which imports an export may come to call. */
#include "engine/component/reach.h"
#include "tests/unit/check.h"
#include "tests/unit/component_load.h"
#include "tests/unit/host_rig.h"

static void tell(text_builder *t, const reach_report *report)
{
    for (uint32_t i = 0; i < report->export_count; i++) {
        const reach_export *e = &report->exports[i];
        text_add(t, "%.*s%s%.*s:", TEXT_ARGS(e->name.interface_name), e->name.interface_name.size ? "#" : "", TEXT_ARGS(e->name.name));
        for (uint32_t j = 0; j < report->import_count; j++)
            if (e->reaches[j])
                text_add(t, " %.*s", TEXT_ARGS(report->imports[j].name));
        text_add(t, "\n");
    }
}

TEST(an_export_reaches_imports_by_calls_tables_destructors_and_other_components)
{
    uint8_t bytes[8192];
    component_load l;
    text_builder text;
    reach_report report;
    size_t size = host_rig_read("../component/reach", bytes, sizeof bytes);
    CHECK_TEXT(component_load_open(&l, bytes, size, 0), "");
    text_open(&text, &l.budget);
    CHECK(reach_find(&l.arena, &l.budget, l.component, &report, &l.error));
    tell(&text, &report);
    CHECK_TEXT(text_string(&text),
               ": started\n"
               "test:reach/out@1.0.0#again: inner\n"
               "direct-of: direct\n"
               "slot-of: by-slot\n"            /* the slot is a constant, and no one writes to the table */
               "empty-of:\n"
               "type-of: by-type\n"            /* any slot, but one type */
               "write-of:\n"
               "read-of: written\n"            /* what was taken may have been written */
               "drop-of: dropped\n"
               "text-of: freed\n");
    text_close(&text);
    component_load_close(&l);
}
