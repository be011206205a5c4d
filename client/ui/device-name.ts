/** As much of a device's name as tells two of them apart; the security log keeps more of it. */
const LETTERS = 6;
/** How a session is called in facts: by its hash, or the beginning of that. */
const HASH = /^[0-9a-f]{12,64}$/;

/** A device of staff in short, the same wherever it is told: the beginning of its session's hash, or its whole name. */
export function deviceName(device: string): string {
  return HASH.test(device) ? device.slice(0, LETTERS) : device;
}
