// Fails with what C++ programs hold at hand: run(7) reads the eighth of three. Strings and vectors
// lie as libc++ has them, whose own would make this a hundred times as large.
typedef __SIZE_TYPE__ size_t;

extern "C" __attribute__((import_module("test:host/env@0.1.0"), import_name("note"))) void note(unsigned n);

namespace std { inline namespace __2 {
template <class C> struct char_traits;
template <class C, class T = char_traits<C>> class basic_string {
    struct __long { size_t __is_long_ : 1, __cap_ : 31; size_t __size_; C *__data_; };
    struct __short { unsigned char __is_long_ : 1, __size_ : 7; C __data_[11]; };
    struct __rep { union { __short __s; __long __l; }; };
    __rep __rep_;
public:
    basic_string(const C *from, size_t size)
    {
        if (size > 10) {
            __rep_.__l = { 1, 16, size, const_cast<C *>(from) };
            return;
        }
        __rep_.__s.__is_long_ = 0;
        __rep_.__s.__size_ = size;
        for (size_t i = 0; i < size; i++)
            __rep_.__s.__data_[i] = from[i];
    }
};
typedef basic_string<char> string;
template <class C, class T = char_traits<C>> struct basic_string_view { const C *__data_; size_t __size_; };
typedef basic_string_view<char> string_view;
template <class T> struct vector { T *__begin_, *__end_, *__end_cap_; };
} }

struct Animal { int legs = 4; };
struct Wolf : Animal {
    static int packs;
    virtual void howl() { note(1); }
    std::string name { "a name that is longer than eleven bytes and than what is shown", 62 };
    std::vector<int> hits;
    bool is_angry = true;
    std::vector<std::string> words;
};
int Wolf::packs;

__attribute__((noinline)) static int hurt(Wolf &wolf, const std::string &word, std::string_view view, unsigned which)
{
    int three[] = { 1, 2, 3 };
    std::string words[] = { { "a", 1 }, { "b", 1 } };
    wolf.hits = { three, three + 3, three + 3 };
    wolf.words = { words, words + 2, words + 2 };
    wolf.howl();
    note((unsigned)view.__size_ + (unsigned)(&word != 0));
    if (which >= 3)
        __builtin_trap();
    return wolf.hits.__begin_[which];
}

extern "C" __attribute__((export_name("run"))) unsigned run(unsigned n)
{
    Wolf wolf;
    return (unsigned)hurt(wolf, std::string("short", 5), std::string_view { "view", 4 }, n);
}
