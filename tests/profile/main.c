/* Writes the profile made by hand as a file: made-profile FILE [PERCENT]. */
#include "host/profile_file.h"
#include "tests/profile/made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **words)
{
    budget b;
    profile p;
    text_builder out;
    if (count < 2 || strcmp(words[1], "--help") == 0)
        return puts("made-profile FILE [PERCENT]\nWrites a profile made by hand; PERCENT of the usual fuel in one function."), count < 2 ? 2 : 0;
    budget_open(&b, NULL, 0);
    profile_open(&p, &b);
    text_open(&out, &b);
    made_profile(&p, count > 2 ? strtoull(words[2], NULL, 10) : 100);
    FILE *f = profile_file_write(&p, &out) ? fopen(words[1], "wb") : NULL;
    bool good = f && fwrite(out.bytes, 1, out.size, f) == out.size;
    good = f && fclose(f) == 0 && good;
    text_close(&out);
    profile_close(&p);
    budget_close(&b);
    if (!good)
        fprintf(stderr, "%s can't be written\n", words[1]);
    return good ? 0 : 1;
}
