import { BufferedFile } from './buffered-file.ts';

/** Distinct frames that are remembered, and bytes that are kept: the rest is counted as left out. */
const MAX_KNOWN = 20_000;
const MAX_BYTES = 256 * 1_024 * 1_024;
/** Where the arguments of an event begin: what stands before is the same for all. */
const ARGS_AT = 8;
/** Enough of a frame to tell it from every other of its length. */
const HEAD_BYTES = 64;

/** Every distinct public event that the crowd heard, as it came, one a line: what the search for personal data reads. */
export class FrameFile {
  leftOut = 0;
  #bytes = 0;
  #known = new Set<string>();
  readonly #file: BufferedFile;

  constructor(path: string) {
    this.#file = new BufferedFile(path);
  }

  note(data: Buffer, start: number, end: number): void {
    const head = data.toString('latin1', start + ARGS_AT, Math.min(end, start + ARGS_AT + HEAD_BYTES));
    const name = `${end - start} ${head}`;
    if (this.#known.has(name)) return;
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.add(name);
    if (this.#bytes > MAX_BYTES) {
      this.leftOut += 1;
      return;
    }
    const line = Buffer.concat([data.subarray(start + ARGS_AT, end), Buffer.from('\n')]);
    this.#bytes += line.length;
    this.#file.write(line);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
