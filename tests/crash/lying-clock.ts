import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian and others keep the library that lies about the time. */
const LIBRARY = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib']
  .map((folder) => join(folder, 'faketime', 'libfaketime.so.1'))
  .find((path) => existsSync(path));

/** The clock of a machine, for processes that are started with its environment; it may jump while they run. */
export class LyingClock {
  readonly environment: Record<string, string>;
  private readonly file: string;

  constructor(folder: string) {
    if (LIBRARY === undefined) throw new Error('libfaketime is not installed: apt-get install faketime.');
    this.file = join(folder, 'clock');
    this.environment = {
      LD_PRELOAD: LIBRARY,
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
