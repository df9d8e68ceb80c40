/* The formats that a profile can be written in, for the viewers that people have.
 *
 * Flame graphs (speedscope, collapsed, the trees of Firefox's and the page) are
 * weighted by fuel, and equal to the byte where the fuel is; timelines hold times.
 * All writers bound what they write by the builder's budget, and escape every text.
 */
#ifndef INLAY_HOST_PROFILE_FORMAT_H
#define INLAY_HOST_PROFILE_FORMAT_H

#include "host/profile.h"

typedef enum profile_format {
    PROFILE_AS_INLAY,           /* a file of its own: read by `inlay profile` */
    PROFILE_AS_CHROME,          /* Perfetto, chrome://tracing, Tracy's importer */
    PROFILE_AS_FIREFOX,         /* Firefox Profiler */
    PROFILE_AS_SPEEDSCOPE,
    PROFILE_AS_COLLAPSED,       /* a line a stack: flamegraph.pl, inferno */
    PROFILE_AS_CSV,             /* a line a mod and frame */
    PROFILE_AS_HTML,            /* a page that needs nothing else */
    PROFILE_AS_TEXT             /* tables and hints */
} profile_format;

enum { PROFILE_FORMATS = PROFILE_AS_TEXT + 1 };

/* "chrome", "speedscope", …; null beyond the last. */
const char *profile_format_name(uint32_t index);

/* False: there is none of that name. */
bool profile_format_find(const char *name, profile_format *format);

/* False, and why: no memory, or more than the builder's budget holds. */
bool profile_format_write(const profile *p, profile_format format, text_builder *out, error *err);

/* The writers themselves. */
bool profile_chrome_write(const profile *p, text_builder *out, error *err);
bool profile_firefox_write(const profile *p, text_builder *out, error *err);
bool profile_speedscope_write(const profile *p, text_builder *out, error *err);
bool profile_collapsed_write(const profile *p, text_builder *out, error *err);
bool profile_csv_write(const profile *p, text_builder *out, error *err);
bool profile_html_write(const profile *p, text_builder *out, error *err);
bool profile_report_write(const profile *p, text_builder *out, error *err);

#endif
