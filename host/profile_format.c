/* The formats of profiles: see profile_format.h. */
#include "host/profile_format.h"

#include "host/profile_file.h"

#include <string.h>

static const char *const names[PROFILE_FORMATS] = { "inlay", "chrome", "firefox", "speedscope", "collapsed", "csv", "html", "text" };

const char *profile_format_name(uint32_t index)
{
    return index < PROFILE_FORMATS ? names[index] : NULL;
}

bool profile_format_find(const char *name, profile_format *format)
{
    if (strcmp(name, "perfetto") == 0)
        name = "chrome";
    for (uint32_t i = 0; i < PROFILE_FORMATS; i++) {
        if (strcmp(name, names[i]))
            continue;
        *format = (profile_format)i;
        return true;
    }
    return false;
}

static bool write(const profile *p, profile_format format, text_builder *out, error *err)
{
    switch (format) {
    case PROFILE_AS_INLAY:      return profile_file_write(p, out);
    case PROFILE_AS_CHROME:     return profile_chrome_write(p, out, err);
    case PROFILE_AS_FIREFOX:    return profile_firefox_write(p, out, err);
    case PROFILE_AS_SPEEDSCOPE: return profile_speedscope_write(p, out, err);
    case PROFILE_AS_COLLAPSED:  return profile_collapsed_write(p, out, err);
    case PROFILE_AS_CSV:        return profile_csv_write(p, out, err);
    case PROFILE_AS_HTML:       return profile_html_write(p, out, err);
    case PROFILE_AS_TEXT:       return profile_report_write(p, out, err);
    }
    return false;
}

bool profile_format_write(const profile *p, profile_format format, text_builder *out, error *err)
{
    bool good = write(p, format, out, err) && !out->failed;
    return good || (err->code != ERROR_NONE ? false : error_memory(err));
}
