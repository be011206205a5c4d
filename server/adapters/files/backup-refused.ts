/** What is wrong with a file of a backup. */
export type BackupFault = 'altered' | 'unreadable' | 'shorter' | 'longer' | 'missing' | 'unknown';

const sentences: Readonly<Record<BackupFault, readonly [what: string, howToFix: string]>> = {
  altered: ['is not what its digest says', 'Take another backup.'],
  unreadable: ['is not as it was written, or a newer Fairday wrote it', 'Take another backup.'],
  shorter: ['is shorter than it was', 'Take another backup.'],
  longer: ['is longer than it was', 'Take another backup.'],
  missing: ['is missing', 'Bring it back, or take another backup.'],
  unknown: ['is none of its files', 'Move it away, or take another backup.'],
};

/** A backup that is not as it was made, in one line that names the file: nothing of it is put back. */
export class BackupRefused extends Error {
  override name = 'BackupRefused';
  readonly fault: BackupFault;
  /** The file, from the top of the backup. */
  readonly path: string;

  /** @param saidBy the folder of the backup, or the digest that lies beside a single file */
  constructor(fault: BackupFault, path: string, saidBy: string) {
    const [what, howToFix] = sentences[fault];
    super(`This backup is not put back: ${path} ${what} (${saidBy}). ${howToFix}`);
    this.fault = fault;
    this.path = path;
  }
}
