// Primes below two million, n times: loops over memory.
enum { MOST = 2000000 };
static unsigned char composite[MOST];

__attribute__((export_name("run"))) int run(int n)
{
    int count = 0;
    while (n-- > 0) {
        for (int i = 0; i < MOST; i++)
            composite[i] = 0;
        for (int i = 2; i < MOST; i++) {
            if (composite[i])
                continue;
            count++;
            for (long long j = (long long)i * i; j < MOST; j += i)
                composite[j] = 1;
        }
    }
    return count;
}
