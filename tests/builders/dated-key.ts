let made = 0;

/** A key that says it was made at a time: a UUIDv7, each another one. */
export function keyOfTime(atMs: number): string {
  made += 1;
  const time = atMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${String(made).padStart(12, '0')}`;
}
