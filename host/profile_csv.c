/* A profile as CSV (RFC 4180): a line for each mod in each frame. A text that a
 * spreadsheet would take for a formula gets an apostrophe.
 */
#include "host/profile_format.h"

static void put_cell(text_builder *out, text_view text)
{
    bool is_formula = text.size && (text.bytes[0] == '=' || text.bytes[0] == '+' || text.bytes[0] == '-' || text.bytes[0] == '@' ||
                                    text.bytes[0] == '\t' || text.bytes[0] == '\r');
    text_put(out, text_of(is_formula ? "\"'" : "\""));
    for (size_t i = 0; i < text.size; i++)
        text_put(out, text.bytes[i] == '"' ? text_of("\"\"") : (text_view){ text.bytes + i, 1 });
    text_put(out, text_of("\""));
}

bool profile_csv_write(const profile *p, text_builder *out, error *err)
{
    text_put(out, text_of("frame,frame_start_ns,frame_ns,is_hitch,mod,slot,fuel,ns,host_calls,host_ns,translate_ns,lifted_bytes,lowered_bytes,"
                          "memory_bytes,bucket,handles,log_lines,suspensions,traps\r\n"));
    for (uint32_t i = 0; i < p->row_count && !out->failed; i++) {
        const profile_row *r = &p->rows[i];
        const profile_frame *f = &p->frames[r->frame];
        text_add(out, "%llu,%llu,%llu,%d,", (unsigned long long)f->number, (unsigned long long)f->start_ns, (unsigned long long)f->ns, f->is_hitch);
        put_cell(out, p->mods[r->mod].name);
        text_put(out, text_of(","));
        put_cell(out, p->mods[r->mod].slot);
        text_add(out, ",%llu,%llu,%llu,%llu,%llu,%llu,%llu,%llu,%lld,%u,%u,%u,%u\r\n", (unsigned long long)r->fuel, (unsigned long long)r->ns,
                 (unsigned long long)r->host_calls, (unsigned long long)r->host_ns, (unsigned long long)r->translate_ns,
                 (unsigned long long)r->lifted, (unsigned long long)r->lowered, (unsigned long long)r->memory, (long long)r->bucket,
                 r->handles, r->log_lines, r->suspensions, r->traps);
    }
    return true;
}
