/* Line programs (DWARF 5, section 6.2). Where each run of addresses begins in
 * the program is remembered, so that only the first question walks all of it. */
#include "host/dwarf.h"

enum { LNS_COPY = 1, LNS_ADVANCE_PC, LNS_ADVANCE_LINE, LNS_SET_FILE, LNS_SET_COLUMN, LNS_NEGATE, LNS_BLOCK, LNS_CONST_ADD_PC, LNS_FIXED_ADVANCE_PC };
enum { LNE_END_SEQUENCE = 1, LNE_SET_ADDRESS = 2 };
enum { LNCT_PATH = 1, LNCT_FOLDER = 2 };

typedef struct line_header {
    uint16_t       version;
    bool           is_64;
    uint8_t        instruction_size, line_range, opcode_base, address_size;
    int8_t         line_base;
    const uint8_t *lengths;       /* of the standard opcodes' arguments */
    dwarf_cursor   tables;        /* folders and files, up to the program */
    dwarf_cursor   program;
} line_header;

static bool read_header(const dwarf *d, const dwarf_unit *u, line_header *h)
{
    dwarf_cursor c = dwarf_at(d->sections[DWARF_LINE], u->lines);
    uint64_t length = dwarf_length(&c, &h->is_64);
    if (!u->has_lines || c.is_bad || length > (uint64_t)(c.end - c.next))
        return false;
    c.end = c.next + length;
    h->version = (uint16_t)dwarf_fixed(&c, 2);
    h->address_size = h->version >= 5 ? dwarf_u8(&c) : u->address_size;
    if (h->version >= 5)
        dwarf_u8(&c);                     /* size of segment selectors */
    uint64_t rest = dwarf_fixed(&c, h->is_64 ? 8 : 4);
    if (c.is_bad || h->version < 2 || h->version > 5 || rest > (uint64_t)(c.end - c.next))
        return false;
    h->program = (dwarf_cursor){ c.next + rest, c.end, false };
    c.end = c.next + rest;
    h->instruction_size = dwarf_u8(&c);
    if (h->version >= 4)
        dwarf_u8(&c);                     /* instructions in a bundle: wasm has none */
    dwarf_u8(&c);                         /* is_stmt at the start */
    h->line_base = (int8_t)dwarf_u8(&c);
    h->line_range = dwarf_u8(&c);
    h->opcode_base = dwarf_u8(&c);
    h->lengths = h->opcode_base ? dwarf_skip(&c, h->opcode_base - 1u) : NULL;
    h->tables = c;
    return !c.is_bad && h->lengths && h->line_range;
}

/* ---- the program ---- */

typedef struct line_row { uint64_t address, file; uint32_t line, column; } line_row;
typedef enum line_step { LINE_ON, LINE_ROW, LINE_END, LINE_BROKEN } line_step;

static const line_row first_row = { 0, 1, 1, 0 };

static void advance(const line_header *h, line_row *r, uint64_t count) { r->address += count * h->instruction_size; }

static line_step step_extended(const line_header *h, dwarf_cursor *c, line_row *r)
{
    uint64_t size = dwarf_uleb(c);
    const uint8_t *bytes = dwarf_skip(c, size);
    dwarf_cursor inner = { bytes, bytes ? bytes + size : NULL, !bytes };
    uint8_t op = dwarf_u8(&inner);
    if (inner.is_bad)
        return LINE_BROKEN;
    if (op == LNE_SET_ADDRESS)
        r->address = dwarf_fixed(&inner, h->address_size == 8 ? 8 : 4);
    return inner.is_bad ? LINE_BROKEN : op == LNE_END_SEQUENCE ? LINE_END : LINE_ON;
}

static line_step step_standard(const line_header *h, uint8_t op, dwarf_cursor *c, line_row *r)
{
    switch (op) {
    case LNS_COPY:             return LINE_ROW;
    case LNS_ADVANCE_PC:       advance(h, r, dwarf_uleb(c));                     break;
    case LNS_ADVANCE_LINE:     r->line += (uint32_t)dwarf_sleb(c);               break;
    case LNS_SET_FILE:         r->file = dwarf_uleb(c);                          break;
    case LNS_SET_COLUMN:       r->column = (uint32_t)dwarf_uleb(c);              break;
    case LNS_CONST_ADD_PC:     advance(h, r, (255u - h->opcode_base) / h->line_range);   break;
    case LNS_FIXED_ADVANCE_PC: r->address += dwarf_fixed(c, 2);                  break;
    default:
        for (uint8_t i = 0; i < h->lengths[op - 1]; i++)
            dwarf_uleb(c);
    }
    return LINE_ON;
}

static line_step step(const line_header *h, dwarf_cursor *c, line_row *r)
{
    uint8_t op = dwarf_u8(c);
    line_step done = LINE_ON;
    if (c->is_bad)
        return LINE_BROKEN;
    if (op >= h->opcode_base) {
        uint8_t by = (uint8_t)(op - h->opcode_base);
        advance(h, r, by / h->line_range);
        r->line += (uint32_t)(h->line_base + by % h->line_range);
        return LINE_ROW;
    }
    done = op ? step_standard(h, op, c, r) : step_extended(h, c, r);
    return c->is_bad ? LINE_BROKEN : done;
}

static const dwarf_sequence *find_sequence(const dwarf_unit *u, uint32_t from, uint32_t address)
{
    for (uint32_t i = from; i < u->sequence_count; i++)
        if (u->sequences[i].low <= address && address < u->sequences[i].high)
            return &u->sequences[i];
    return NULL;
}

/* Walk one more run of addresses. False: no more, no steps, no memory. */
static bool read_sequence(dwarf *d, dwarf_unit *u, const line_header *h)
{
    dwarf_cursor c = h->program;
    dwarf_sequence s = { UINT32_MAX, 0, (uint32_t)u->lines_read };
    line_row row = first_row;
    line_step done = LINE_ON;
    if (u->lines_done || !dwarf_skip(&c, u->lines_read) || c.next == c.end) {
        u->lines_done = true;
        return false;
    }
    for (bool is_first = true; done != LINE_END;) {
        if (!dwarf_step(d, 1))
            return false;
        done = step(h, &c, &row);
        if (done == LINE_BROKEN) {
            u->lines_done = true;
            return false;
        }
        if (done == LINE_ROW && is_first && row.address < UINT32_MAX) {
            s.low = (uint32_t)row.address;
            is_first = false;
        }
    }
    s.high = row.address <= d->code_size ? (uint32_t)row.address : 0;
    if (s.low && s.low < s.high) {
        if (!budget_room(d->budget, u->sequences, u->sequence_capacity, u->sequence_count))
            return false;
        u->sequences[u->sequence_count++] = s;
    }
    u->lines_read = (uint64_t)(c.next - h->program.next);
    return true;
}

static const dwarf_sequence *reach_sequence(dwarf *d, dwarf_unit *u, const line_header *h, uint32_t address)
{
    const dwarf_sequence *found = dwarf_step(d, u->sequence_count / 16) ? find_sequence(u, 0, address) : NULL;
    while (!found && read_sequence(d, u, h))
        found = find_sequence(u, u->sequence_count ? u->sequence_count - 1 : 0, address);
    return found;
}

/* The last row at or before the address; one without a line means that before it. */
static bool find_row(dwarf *d, const line_header *h, const dwarf_sequence *s, uint32_t address, line_row *out)
{
    dwarf_cursor c = h->program;
    line_row row = first_row;
    bool found = false;
    dwarf_skip(&c, s->program);
    while (dwarf_step(d, 1)) {
        line_step done = step(h, &c, &row);
        if (done == LINE_BROKEN || done == LINE_END || (done == LINE_ROW && row.address > address))
            return found;
        if (done != LINE_ROW || (row.line == 0 && found))
            continue;
        *out = row;
        found = true;
    }
    return false;
}

/* ---- folders and files ---- */

typedef struct line_name { text_view text; uint64_t folder; } line_name;

/* DWARF 5: (kind form)*, count, entries of these forms. The name at `index`; goes behind all of them. */
static bool read_table(dwarf *d, const dwarf_unit *u, const line_header *h, dwarf_cursor *c, uint64_t index, line_name *out)
{
    uint64_t kinds[16], forms[16];
    uint8_t count = dwarf_u8(c);
    bool found = false;
    if (count > 16 || !count)
        return false;
    for (uint8_t i = 0; i < count; i++) {
        kinds[i] = dwarf_uleb(c);
        forms[i] = dwarf_uleb(c);
    }
    dwarf_unit forms_of = *u;
    forms_of.is_64 = h->is_64;
    uint64_t items = dwarf_uleb(c);
    for (uint64_t i = 0; i < items && dwarf_step(d, count); i++) {
        for (uint8_t k = 0; k < count; k++) {
            dwarf_value v;
            if (!dwarf_read_form(d, &forms_of, c, forms[k], 0, &v))
                return false;
            if (i == index && kinds[k] == LNCT_PATH && v.kind == DWARF_TEXT)
                out->text = (text_view){ (const char *)v.bytes, v.number };
            if (i == index && kinds[k] == LNCT_FOLDER && v.kind == DWARF_NUMBER)
                out->folder = v.number;
        }
        found |= i == index;
    }
    return found && !c->is_bad;
}

static bool find_file_5(dwarf *d, const dwarf_unit *u, const line_header *h, uint64_t index, dwarf_place *out)
{
    dwarf_cursor folders = h->tables, files = h->tables, ignored;
    line_name file = { 0 }, folder = { 0 };
    read_table(d, u, h, &files, UINT64_MAX, &folder);
    if (!read_table(d, u, h, &files, index, &file))
        return false;
    ignored = folders;
    if (read_table(d, u, h, &ignored, file.folder, &folder))
        out->folder = folder.text;
    out->file = file.text;
    return true;
}

/* Folders are strings from 1, ended by an empty one; so are files, each with folder, time, size. */
static bool find_file_2(dwarf *d, const line_header *h, uint64_t index, dwarf_place *out)
{
    dwarf_cursor c = h->tables;
    text_view folder = { 0 };
    uint64_t in = 0;
    while (dwarf_string(&c).size && dwarf_step(d, 1))
        ;
    for (uint64_t i = 1; !c.is_bad && dwarf_step(d, 1); i++) {
        out->file = dwarf_string(&c);
        in = dwarf_uleb(&c);
        dwarf_uleb(&c);
        dwarf_uleb(&c);
        if (!out->file.size || i == index)
            break;
    }
    if (c.is_bad || !out->file.size || !index)
        return false;
    c = h->tables;
    for (uint64_t i = 1; i <= in && dwarf_step(d, 1); i++) {
        folder = dwarf_string(&c);
        if (!folder.size)
            break;
    }
    out->folder = folder;
    return true;
}

static bool find_file(dwarf *d, const dwarf_unit *u, const line_header *h, uint64_t index, dwarf_place *out)
{
    return h->version >= 5 ? find_file_5(d, u, h, index, out) : find_file_2(d, h, index, out);
}

bool dwarf_find_file(dwarf *d, const dwarf_unit *u, uint64_t index, dwarf_place *out)
{
    line_header h;
    *out = (dwarf_place){ 0 };
    return read_header(d, u, &h) && find_file(d, u, &h, index, out);
}

bool dwarf_find_line(dwarf *d, dwarf_unit *u, uint32_t address, dwarf_place *out)
{
    line_header h;
    line_row row;
    *out = (dwarf_place){ 0 };
    if (!read_header(d, u, &h))
        return false;
    const dwarf_sequence *s = reach_sequence(d, u, &h, address);
    if (!s || !find_row(d, &h, s, address, &row))
        return false;
    if (!find_file(d, u, &h, row.file, out))
        out->file = (text_view){ 0 };
    out->line = row.line;
    out->column = row.column;
    return true;
}
