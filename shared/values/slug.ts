/** A stream's name in addresses, as a pattern without its ends: `potato-day-7f3a`. */
export const SLUG = '[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?';

const whole = new RegExp(`^${SLUG}$`);

/** Whether something can be a stream's name in addresses; whether there is such a stream, the server knows. */
export function isSlug(value: unknown): value is string {
  return typeof value === 'string' && whole.test(value);
}
