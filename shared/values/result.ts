/** A decision that may be refused. A refusal is a value, never thrown; faults are thrown. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; refusal: E };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refuse<E>(refusal: E): { ok: false; refusal: E } {
  return { ok: false, refusal };
}
