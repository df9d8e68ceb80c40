// An interpreter of a stack machine, its code in bytes, two stacks.
enum { PUSH, GET, SET, ADD, SUB, MUL, AND, LESS, NOT, IF, GOTO, DUP, SWAP, OVER, POP, INC, FETCH, PUT, CALL, RET, END };
static const unsigned char code[] = {PUSH, 0, SET, 0, PUSH, 1, SET, 1, GET, 0, PUSH, 200, LESS, IF, 42, GET, 0, PUSH, 63, AND, FETCH, GET,
                                     1, ADD, DUP, GET, 0, PUSH, 63, AND, PUT, CALL, 43, SET, 1, GET, 0, INC, SET, 0, GOTO, 8,
                                     END, PUSH, 3, MUL, DUP, PUSH, 7, AND, PUSH, 3, LESS, IF, 61, PUSH, 5, SWAP, OVER, SUB, ADD, RET};
static int cells[64];
__attribute__((export_name("run"))) int run(int n) {
    int all = 0;
    for (int t = 0; t < n; t++) {
        int stack[64], *top = stack, vars[4] = {0};
        const unsigned char *calls[16], **back = calls, *at = code;
        *top++ = t;
        for (int going = 1; going;) {
            switch (*at++) {
            case PUSH: *top++ = *at++; break;
            case GET: *top++ = vars[*at++ & 3]; break;
            case SET: vars[*at++ & 3] = *--top; break;
            case ADD: top--; top[-1] += *top; break;
            case SUB: top--; top[-1] -= *top; break;
            case MUL: top--; top[-1] *= *top; break;
            case AND: top--; top[-1] &= *top; break;
            case LESS: top--; top[-1] = top[-1] < *top; break;
            case NOT: top[-1] = !top[-1]; break;
            case IF: at = *--top ? at + 1 : code + *at; break;
            case GOTO: at = code + *at; break;
            case DUP: *top = top[-1]; top++; break;
            case SWAP: { int x = top[-1]; top[-1] = top[-2]; top[-2] = x; break; }
            case OVER: *top = top[-2]; top++; break;
            case POP: top--; break;
            case INC: top[-1]++; break;
            case FETCH: top[-1] = cells[top[-1] & 63]; break;
            case PUT: top -= 2; cells[top[1] & 63] = top[0]; break;
            case CALL: *back++ = at + 1; at = code + *at; break;
            case RET: at = *--back; break;
            default: going = 0;
            }
        }
        all = all * 31 + vars[1];
    }
    return all;
}
