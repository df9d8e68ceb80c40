/* Prices, written and read. */
#include "host/prices.h"

#include "host/host.h"

#include <inttypes.h>
#include <string.h>

enum { PRICES_NAME = 200 };

static uint64_t less(uint64_t a, uint64_t b)
{
    return a > b ? a - b : 0;
}

/* All calls of it, by the ones that were timed. */
static uint64_t estimate_ns(const inlay_host *host, const import_cost *c)
{
    return c->timed ? (uint64_t)((double)host_ns(host, c->ticks) * (double)c->calls / (double)c->timed) : 0;
}

static void add_costs(const inlay_host *host, import_function *const *functions, uint32_t count, uint64_t *fuel, uint64_t *ns)
{
    for (uint32_t i = 0; i < count; i++) {
        *fuel += functions[i]->cost.fuel;
        *ns += estimate_ns(host, &functions[i]->cost);
    }
}

static void write_all(const inlay_host *host, import_function *const *functions, uint32_t count, text_builder *out)
{
    for (uint32_t i = 0; i < count; i++) {
        const import_function *f = functions[i];
        const import_cost *c = &f->cost;
        if (c->calls || !f->ours)
            text_add(out, "import %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %.*s\n", c->calls, c->timed,
                     host_ns(host, c->ticks), c->bytes, c->fuel, f->price_call, f->price_kib, TEXT_ARGS(f->wit_name));
    }
}

void prices_write(const inlay_host *host, text_builder *out)
{
    const import_table *t = &host->imports;
    uint64_t fuel = 0, ns = 0, host_fuel = 0, host_ns_all = 0;
    for (uint32_t i = 1; i < host->mods.count; i++) {
        const mod *m = serial_at(&host->mods, i);
        fuel += m ? m->fuel_total : 0;
        ns += m ? m->ns_total : 0;
    }
    add_costs(host, t->functions, t->function_count, &host_fuel, &host_ns_all);
    add_costs(host, t->ours, t->our_count, &host_fuel, &host_ns_all);
    text_add(out, "inlay prices 1\nmods %" PRIu64 " %" PRIu64 "\n", less(fuel, host_fuel), less(ns, host_ns_all));
    write_all(host, t->functions, t->function_count, out);
    write_all(host, t->ours, t->our_count, out);
}

/* ---- reading ---- */

/* The next line, without its end. False: there is none. */
static bool next_line(prices_reader *r, text_view *line)
{
    if (r->text.size == 0)
        return false;
    const char *end = memchr(r->text.bytes, '\n', r->text.size);
    size_t size = end ? (size_t)(end - r->text.bytes) : r->text.size;
    *line = (text_view){ r->text.bytes, size };
    r->text.bytes += size + (end != NULL);
    r->text.size -= size + (end != NULL);
    r->line++;
    return true;
}

/* A number and the blank behind it, off the line's front. */
static bool take_number(text_view *line, uint64_t *out)
{
    size_t at = 0;
    *out = 0;
    for (; at < line->size && line->bytes[at] >= '0' && line->bytes[at] <= '9'; at++) {
        if (*out > UINT64_MAX / 10 - 1)
            return false;
        *out = *out * 10 + (uint64_t)(line->bytes[at] - '0');
    }
    if (at == 0 || (at < line->size && line->bytes[at] != ' '))
        return false;
    at += at < line->size;
    line->bytes += at;
    line->size -= at;
    return true;
}

static bool take_word(text_view *line, const char *word)
{
    if (!text_starts(*line, word))
        return false;
    line->bytes += strlen(word);
    line->size -= strlen(word);
    return true;
}

static bool is_name(text_view name)
{
    for (size_t i = 0; i < name.size; i++)
        if ((unsigned char)name.bytes[i] <= ' ' || name.bytes[i] == 0x7F)
            return false;
    return name.size > 0 && name.size <= PRICES_NAME && text_is_utf8(name.bytes, name.size);
}

bool prices_read_begin(prices_reader *r, text_view text, error *err)
{
    text_view line = { 0 };
    *r = (prices_reader){ .text = text };
    if (!next_line(r, &line) || !text_is(line, "inlay prices 1"))
        return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "it does not begin with \"inlay prices 1\": write it with inlay_prices_text");
    if (!next_line(r, &line) || !take_word(&line, "mods ") || !take_number(&line, &r->fuel) || !take_number(&line, &r->ns))
        return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "its second line is no \"mods\" with two numbers");
    return (r->fuel && r->ns)
        || error_set(err, ERROR_IO, ERROR_NO_OFFSET, "its mods did nothing, so a unit's worth is not known: let the game run longer");
}

prices_found prices_read_next(prices_reader *r, prices_line *out, error *err)
{
    text_view line;
    uint64_t *const numbers[] = { &out->calls, &out->timed, &out->ns, &out->bytes, &out->fuel, &out->price_call, &out->price_kib };
    if (!next_line(r, &line))
        return PRICES_END;
    bool good = take_word(&line, "import ");
    for (size_t i = 0; i < COUNT_OF(numbers) && good; i++)
        good = take_number(&line, numbers[i]);
    out->name = line;
    if (good && is_name(line))
        return PRICES_LINE;
    error_set(err, ERROR_IO, ERROR_NO_OFFSET, "line %u is no \"import\" with seven numbers and a name", r->line);
    return PRICES_BAD;
}
