/**
 * Any value as one line of text that depends on what it holds alone: keys are sorted, Maps and Sets become lists. It knows
 * nothing of the program's own writers, so that it can tell when one of them changes what it says.
 */
export function plainText(value: unknown): string {
  return JSON.stringify(plain(value));
}

function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Set) return [...value].map(plain);
  // Also what only looks like a Map: orders at rest lie packed, and are read one by one.
  if (isMapLike(value)) return [...value.entries()].map(([key, held]) => [plain(key), plain(held)]);
  const entries = Object.entries(value).filter(
    ([, held]) => held !== undefined && typeof held !== 'function',
  );
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => [key, plain(held)]),
  );
}

function isMapLike(value: object): value is { entries(): Iterable<[unknown, unknown]> } {
  return 'entries' in value && 'size' in value && typeof value.entries === 'function';
}
