/**
 * Keys of a run, UUIDv7: the time of its start, two random parts of its own, and a number that counts on; so none is
 * made twice, and the seed repeats all but the time.
 */
export function keyMaker(startMs: number, chance: () => number) {
  const part = (digits: number) =>
    Math.floor(chance() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const time = startMs.toString(16).padStart(12, '0');
  const head = `${time.slice(0, 8)}-${time.slice(8)}-7${part(3)}-8${part(3)}-${part(4)}`;
  const bytes = Buffer.from(`${head}00000000`.replaceAll('-', ''), 'hex');
  return {
    /** @param number 0 to 2³² − 1 */
    textOf: (number: number) => head + number.toString(16).padStart(8, '0'),
    /** The same in 16 bytes, good until the next call. */
    bytesOf(number: number): Buffer {
      bytes.writeUInt32BE(number, 12);
      return bytes;
    },
  };
}

export type KeyMaker = ReturnType<typeof keyMaker>;
