/** One run of a node's process: it may be paused (SIGSTOP, a long collection), and it ends once. */
export class Life {
  readonly name: string;
  isDead = false;
  /** Until then nothing of this process runs; what was due meanwhile runs right after. */
  pausedUntilMs = 0;

  constructor(name: string) {
    this.name = name;
  }
}
