import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libfaketime } from '../services.ts';

/** The clock of a machine, for processes that are started with its environment; it may jump while they run. */
export class LyingClock {
  readonly environment: Record<string, string>;
  private readonly file: string;

  constructor(folder: string) {
    const library = libfaketime();
    if (library === null) throw new Error('libfaketime is not installed: apt-get install faketime.');
    this.file = join(folder, 'clock');
    this.environment = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    this.set('+0');
  }

  /** @param offset from the true time: `+15d`, `-2h`. The library ends a process that reads half a file. */
  set(offset: string): void {
    writeFileSync(`${this.file}.new`, `${offset}\n`);
    renameSync(`${this.file}.new`, this.file);
  }
}
