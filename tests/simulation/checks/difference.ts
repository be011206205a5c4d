import { canonicalJson } from '../../../shared/values/canonical-json.ts';

/** Where two values part, as text with a little round about it. */
export function differenceOf(a: unknown, b: unknown): string {
  const left = typeof a === 'string' ? a : canonicalJson(a ?? null);
  const right = typeof b === 'string' ? b : canonicalJson(b ?? null);
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  const near = (text: string) => text.slice(Math.max(0, at - 50), at + 50);
  return `…${near(left)}… | …${near(right)}…`;
}
