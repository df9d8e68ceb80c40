/* inlay calibrate FILE: are a game's functions worth their prices?
 *
 * FILE is what inlay_prices_text gave. A unit of fuel is worth what it took the
 * mods of that run, without the calls; a function's price is held against its
 * time. One that is off by more than 4 times is flagged, with the price that
 * would be right. The file is hostile: lines that don't read are refused.
 */
#include "sdk/tool/tool.h"

#include "engine/base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { CALIBRATE_OFF = 4, CALIBRATE_TIMED = 8, CALIBRATE_NAME = 200, CALIBRATE_NUMBERS = 7 };

typedef struct calibration {
    text_view text;
    uint32_t  line, imports, flagged, unknown;
    double    unit_ns;
} calibration;

static int usage(FILE *out, int end)
{
    fputs("inlay calibrate FILE\n"
          "FILE holds what inlay_prices_text gave (the sample game: --prices FILE). For each function\n"
          "of the game: calls, its price in fuel for a call, what it took, that time as fuel. Flagged\n"
          "are those whose price is off by more than 4 times. Ends with 0 when none is, 1 when one is.\n", out);
    return end;
}

/* The next line, without its end. False: there is none. */
static bool next_line(calibration *c, text_view *line)
{
    if (c->text.size == 0)
        return false;
    const char *end = memchr(c->text.bytes, '\n', c->text.size);
    size_t size = end ? (size_t)(end - c->text.bytes) : c->text.size;
    *line = (text_view){ c->text.bytes, size };
    c->text.bytes += size + (end != NULL);
    c->text.size -= size + (end != NULL);
    c->line++;
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
        if (name.bytes[i] <= ' ' || name.bytes[i] == 0x7F)
            return false;
    return name.size > 0 && name.size <= CALIBRATE_NAME;
}

static void tell_import(calibration *c, const uint64_t *n, text_view name)
{
    uint64_t calls = n[0], timed = n[1], ns = n[2], bytes = n[3], fuel = n[4];
    double price = calls ? (double)fuel / (double)calls : 0, taken = timed ? (double)ns / (double)timed : 0, worth = taken / c->unit_ns;
    c->imports++;
    printf("%-44.*s %9" PRIu64 " %8.0f %9.1f %9.0f %8.0f", TEXT_ARGS(name), calls, price, taken, worth, calls ? (double)bytes / (double)calls : 0);
    if (timed < CALIBRATE_TIMED) {
        c->unknown++;
        puts("   too few calls to say");
        return;
    }
    bool dear = worth > price * CALIBRATE_OFF, cheap = worth * CALIBRATE_OFF < price;
    c->flagged += dear || cheap;
    if (dear)
        printf("   TOO CHEAP, %.0f times: inlay_set_price(host, \"%.*s\", %.0f, …)", worth / price, TEXT_ARGS(name), worth - price + (double)n[5]);
    if (cheap && n[5])
        printf("   TOO DEAR, %.0f times: lower its price", price / (worth > 0 ? worth : 1));
    if (cheap && !n[5]) {
        c->flagged--;
        printf("   cheaper than what any call costs");
    }
    putchar('\n');
}

static bool read_import(calibration *c, text_view line, error *err)
{
    uint64_t n[CALIBRATE_NUMBERS];
    bool good = take_word(&line, "import ");
    for (int i = 0; i < CALIBRATE_NUMBERS && good; i++)
        good = take_number(&line, &n[i]);
    if (!good || !is_name(line))
        return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "line %u is no \"import\" with seven numbers and a name", c->line);
    tell_import(c, n, line);
    return true;
}

static bool read_head(calibration *c, error *err)
{
    text_view line = { 0 };
    uint64_t fuel, ns;
    if (!next_line(c, &line) || !text_is(line, "inlay prices 1"))
        return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "it does not begin with \"inlay prices 1\": write it with inlay_prices_text");
    if (!next_line(c, &line) || !take_word(&line, "mods ") || !take_number(&line, &fuel) || !take_number(&line, &ns))
        return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "its second line is no \"mods\" with two numbers");
    if (fuel == 0 || ns == 0)
        return error_set(err, ERROR_IO, ERROR_NO_OFFSET, "its mods did nothing, so a unit's worth is not known: let the game run longer");
    c->unit_ns = (double)ns / (double)fuel;
    return true;
}

static bool tell_all(calibration *c, error *err)
{
    text_view line;
    if (!read_head(c, err))
        return false;
    printf("a unit of fuel took %.2f ns\n%-44s %9s %8s %9s %9s %8s\n", c->unit_ns, "function", "calls", "price", "ns/call", "in units", "bytes");
    while (next_line(c, &line))
        if (!read_import(c, line, err))
            return false;
    printf("%u functions, %u flagged, %u without enough calls\n", c->imports, c->flagged, c->unknown);
    return true;
}

int tool_calibrate(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return usage(stdout, TOOL_GOOD);
    if (argc != 2)
        return usage(stderr, TOOL_USAGE);
    budget b;
    error err = { 0 };
    uint8_t *bytes = NULL;
    size_t size = 0;
    calibration c = { .line = 0 };
    char words[1000];
    budget_open(&b, NULL, 16 << 20);
    bool good = tool_read(argv[1], &b, &bytes, &size, &err);
    c.text = (text_view){ (const char *)bytes, size };
    good = good && tell_all(&c, &err);
    if (!good && error_format(&err, argv[1], words, sizeof words))
        fputs(words, stderr);
    budget_free(&b, bytes, size);
    budget_close(&b);
    return good && !c.flagged ? TOOL_GOOD : TOOL_BAD;
}
