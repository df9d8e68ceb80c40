
// componentize-qjs: u64 is a number (exact below 2^53), and functions that the world itself imports have no name: `beep` is
// left out.
echoes.seventeen = (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) =>
  a + b + c + d + e + f + g + h.codePointAt(0) + letters(i) + j + k + l + m + n + o + p;

export function ping(text, times) {
  return text.repeat(times);
}
