/* The program `hostile`: guests that try to use up what is not theirs. */
#include "tests/hostile/groups.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    hostile_count count = { 0 };

    bool prices = argc == 2 && strcmp(argv[1], "--prices") == 0;

    if (argc > 1 && !prices) {
        bool help = strcmp(argv[1], "--help") == 0;
        fputs("hostile [--prices]\n"
              "Measures the native stack under deep guests, how long hostile files load, and what a unit of fuel can buy.\n"
              "  --prices   that alone, and every row of it\n"
              "At the top of the tree. Ends with 0 when all stays within bounds.\n", help ? stdout : stderr);
        return help ? 0 : 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!prices) {
        stack_run(&count);
        loading_run(&count);
        bombs_run(&count);
    }
    price_run(&count, prices);
    printf("hostile: %d passed, %d failed\n", count.passed, count.failed);
    return count.failed > 0;
}
