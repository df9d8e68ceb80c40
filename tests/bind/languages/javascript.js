
// componentize-js: a function that the world itself imports is a module.
import beep from "beep";

export function ping(text, times) {
  beep(440);
  return text.repeat(times);
}
