import { createWriteStream, type WriteStream } from 'node:fs';

const CHUNK_BYTES = 256 * 1_024;

/** A file that is written in large pieces beside the loop; what is written is in it when `close` resolves. */
export class BufferedFile {
  readonly #stream: WriteStream;
  #chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  #used = 0;
  #fault: Error | null = null;

  constructor(path: string) {
    this.#stream = createWriteStream(path);
    this.#stream.on('error', (fault) => {
      this.#fault = fault;
    });
  }

  write(bytes: Uint8Array): void {
    if (bytes.length > CHUNK_BYTES) {
      this.#flush();
      this.#stream.write(Buffer.from(bytes));
      return;
    }
    this.reserve(bytes.length).set(bytes);
  }

  /** A place for so many bytes at the end of the file, at most 256 KiB: filled before the next call. */
  reserve(length: number): Buffer {
    if (this.#used + length > CHUNK_BYTES) this.#flush();
    const place = this.#chunk.subarray(this.#used, this.#used + length);
    this.#used += length;
    return place;
  }

  /** Throws if anything could not be written. */
  async close(): Promise<void> {
    this.#flush();
    await new Promise<void>((resolve) => {
      this.#stream.end(resolve);
      this.#stream.once('error', () => resolve());
    });
    if (this.#fault) throw this.#fault;
  }

  #flush(): void {
    if (this.#used === 0) return;
    this.#stream.write(this.#chunk.subarray(0, this.#used));
    this.#chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    this.#used = 0;
  }
}
