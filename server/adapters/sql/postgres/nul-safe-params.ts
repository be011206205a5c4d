/** No text in PostgreSQL holds a NUL, so none is found by one: what is asked with a NUL is asked with U+FFFD instead. */
export function withoutNul<Value>(value: Value): Value | string {
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;
}
