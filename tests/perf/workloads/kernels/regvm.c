// An interpreter of instructions on registers.
enum { MOVI, ADD, SUB, MUL, ADDI, LD, ST, BLT, BNE, JMP, AND, XOR, SHR, CALL, RET, END };
typedef struct {
    unsigned char op, a, b, c;
} ins;
static const ins code[] = {{MOVI, 0, 0, 0}, {MOVI, 3, 0, 1},  {LD, 4, 0, 0},   {MUL, 5, 4, 3},  {XOR, 4, 5, 0},  {ADDI, 4, 4, 13},
                           {ST, 4, 0, 0},   {CALL, 0, 0, 12}, {ADDI, 0, 0, 1}, {BLT, 0, 1, 2},  {MOVI, 2, 0, 0}, {END, 4, 0, 0},
                           {SHR, 6, 4, 3},  {AND, 6, 6, 1},   {ADD, 3, 6, 3},  {BNE, 6, 7, 17}, {ADDI, 3, 3, 2}, {RET, 0, 0, 0}};
static int mem[256];
__attribute__((export_name("run"))) int run(int n) {
    int r[8] = {0}, ret[16], sp = 0, acc = 0;
    for (int t = 0; t < n; t++) {
        r[1] = 200;
        r[7] = 3;
        const ins *p = code;
        for (;;) {
            ins i = *p++;
            switch (i.op) {
            case MOVI:
                r[i.a] = i.c;
                break;
            case ADD:
                r[i.a] = r[i.b] + r[i.c];
                break;
            case SUB:
                r[i.a] = r[i.b] - r[i.c];
                break;
            case MUL:
                r[i.a] = r[i.b] * r[i.c];
                break;
            case ADDI:
                r[i.a] = r[i.b] + (signed char)i.c;
                break;
            case LD:
                r[i.a] = mem[r[i.b] & 255];
                break;
            case ST:
                mem[r[i.b] & 255] = r[i.a];
                break;
            case BLT:
                if (r[i.a] < r[i.b])
                    p = code + i.c;
                break;
            case BNE:
                if (r[i.a] != r[i.b])
                    p = code + i.c;
                break;
            case JMP:
                p = code + i.c;
                break;
            case AND:
                r[i.a] = r[i.b] & r[i.c];
                break;
            case XOR:
                r[i.a] = r[i.b] ^ r[i.c];
                break;
            case SHR:
                r[i.a] = (unsigned)r[i.b] >> (r[i.c] & 31);
                break;
            case CALL:
                ret[sp++ & 15] = p - code;
                p = code + i.c;
                break;
            case RET:
                p = code + ret[--sp & 15];
                break;
            case END:
                acc = acc * 31 + r[i.a];
                goto done;
            }
        }
    done:;
    }
    return acc;
}
