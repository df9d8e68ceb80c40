// An interpreter that walks lists.
typedef unsigned V; // fixnum: v<<1|1; cons index<<1
static V car[60000], cdr[60000];
static int used;
#define NUM(x) ((V)(x) << 1 | 1)
#define VAL(v) ((int)(v) >> 1)
static V cons(V a, V d) {
    car[used] = a;
    cdr[used] = d;
    return used++ << 1;
}
#define CAR(v) car[(v) >> 1]
#define CDR(v) cdr[(v) >> 1]
enum { ADD, SUB, LT, IF, CALL, ARG, MUL };
static V body;
static int ev(V e, int arg) {
    if (e & 1)
        return VAL(e);
    V op = CAR(e), r = CDR(e);
    switch (VAL(op)) {
    case ADD:
        return ev(CAR(r), arg) + ev(CAR(CDR(r)), arg);
    case SUB:
        return ev(CAR(r), arg) - ev(CAR(CDR(r)), arg);
    case MUL:
        return ev(CAR(r), arg) * ev(CAR(CDR(r)), arg);
    case LT:
        return ev(CAR(r), arg) < ev(CAR(CDR(r)), arg);
    case IF:
        return ev(CAR(r), arg) ? ev(CAR(CDR(r)), arg) : ev(CAR(CDR(CDR(r))), arg);
    case CALL:
        return ev(body, ev(CAR(r), arg));
    case ARG:
        return arg;
    }
    return 0;
}
static V l1(int o, V a) { return cons(NUM(o), cons(a, 0)); }
static V l2(int o, V a, V b) { return cons(NUM(o), cons(a, cons(b, 0))); }
__attribute__((export_name("run"))) int run(int n) {
    used = 1;
    V arg = cons(NUM(ARG), 0);
    body = cons(NUM(IF),
                cons(l2(LT, arg, NUM(2)), cons(arg, cons(l2(ADD, l1(CALL, l2(SUB, arg, NUM(1))), l1(CALL, l2(SUB, arg, NUM(2)))), 0))));
    return ev(body, n);
}
