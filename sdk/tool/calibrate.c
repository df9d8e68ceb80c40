/* inlay calibrate FILE: are a game's functions worth their prices?
 *
 * FILE is what inlay_prices_text gave. A unit of fuel is worth what it took the
 * mods of that run, without the calls; a function's price is held against its
 * time. One that is off by more than 4 times is flagged, with the price that
 * would be right. The file is hostile: lines that don't read are refused.
 */
#include "sdk/tool/tool.h"

#include "engine/base/text.h"
#include "host/prices.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { CALIBRATE_OFF = 4, CALIBRATE_TIMED = 20 };

typedef struct calibration {
    uint32_t imports, flagged, unknown;
    double   unit_ns;
} calibration;

void tool_calibrate_usage(void)
{
    fputs("inlay calibrate FILE\n"
          "FILE holds what inlay_prices_text gave (the sample game: --prices FILE). For each function\n"
          "of the game: calls, its price in fuel for a call, what it took, that time as\n"
          "fuel. Flagged are those whose price is off by more than 4 times. Ends with 0 when none is, 1 when one is.\n", stdout);
}

static void tell_import(calibration *c, const prices_line *l)
{
    double price = l->calls ? (double)l->fuel / (double)l->calls : 0, taken = l->timed ? (double)l->ns / (double)l->timed : 0, worth = taken / c->unit_ns;
    c->imports++;
    printf("%-44.*s %9" PRIu64 " %8.0f %9.1f %9.0f %8.0f", TEXT_ARGS(l->name), l->calls, price, taken, worth, l->calls ? (double)l->bytes / (double)l->calls : 0);
    if (l->timed < CALIBRATE_TIMED) {
        c->unknown++;
        puts("   too few calls to say");
        return;
    }
    bool is_ours = text_starts(l->name, "wasi:"), dear = worth > price * CALIBRATE_OFF, cheap = worth * CALIBRATE_OFF < price;
    c->flagged += dear || (cheap && l->price_call);
    if (dear && is_ours)
        printf("   TOO CHEAP, %.0f times: this is the SDK's; tell its authors", worth / price);
    else if (dear)
        printf("   TOO CHEAP, %.0f times: inlay_set_price(host, \"%.*s\", %.0f, …)", worth / price, TEXT_ARGS(l->name), worth - price + (double)l->price_call);
    if (cheap && l->price_call)
        printf("   TOO DEAR, %.0f times: lower its price", price / (worth > 0 ? worth : 1));
    if (cheap && !l->price_call)
        printf("   cheaper than what any call costs");
    putchar('\n');
}

static bool tell_all(calibration *c, text_view text, error *err)
{
    prices_reader r;
    prices_line line;
    prices_found found;
    if (!prices_read_begin(&r, text, err))
        return false;
    c->unit_ns = (double)r.ns / (double)r.fuel;
    printf("a unit of fuel took %.2f ns\n%-44s %9s %8s %9s %9s %8s\n", c->unit_ns, "function", "calls", "price", "ns/call", "in units", "bytes");
    while ((found = prices_read_next(&r, &line, err)) == PRICES_LINE)
        tell_import(c, &line);
    if (found == PRICES_BAD)
        return false;
    printf("%u functions, %u flagged, %u without enough calls\n", c->imports, c->flagged, c->unknown);
    return true;
}

int tool_calibrate(int argc, char **argv)
{
    if (argc < 2)
        return tool_wrong("calibrate", "name a file of prices", NULL), TOOL_USAGE;
    if (argc > 2 || argv[1][0] == '-')
        return tool_wrong("calibrate", "what is", argv[argc > 2 ? 2 : 1]), TOOL_USAGE;
    budget b;
    error err = { 0 };
    uint8_t *bytes = NULL;
    size_t size = 0;
    calibration c = { .imports = 0 };
    char words[1000];
    budget_open(&b, NULL, 16 << 20);
    bool good = tool_read(argv[1], &b, &bytes, &size, &err);
    good = good && tell_all(&c, (text_view){ (const char *)bytes, size }, &err);
    if (!good && error_format(&err, argv[1], words, sizeof words))
        fputs(words, stderr);
    budget_free(&b, bytes, size);
    budget_close(&b);
    return good && !c.flagged ? TOOL_GOOD : TOOL_BAD;
}
