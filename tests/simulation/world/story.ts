/** What happened, in order: as a hash always, as lines when somebody wants to read them. */
export class Story {
  readonly lines: string[] = [];
  private readonly keeps: boolean;
  private readonly nowMs: () => number;
  private low = 0x811c9dc5;
  private high = 0xcbf29ce4;

  constructor(keeps: boolean, nowMs: () => number) {
    this.keeps = keeps;
    this.nowMs = nowMs;
  }

  /** Notes something; the words are only put together if they are kept. */
  tell(what: string, words?: () => string): void {
    this.mix(what);
    if (!this.keeps) return;
    const seconds = (this.nowMs() % 86_400_000) / 1000;
    this.lines.push(`${seconds.toFixed(4)}  ${what}${words ? `  ${words()}` : ''}`);
  }

  /** Equal for equal stories. */
  get hash(): string {
    return (this.low >>> 0).toString(16).padStart(8, '0') + (this.high >>> 0).toString(16).padStart(8, '0');
  }

  private mix(text: string): void {
    const time = Math.floor(this.nowMs() * 1000) | 0;
    this.low = Math.imul(this.low ^ time, 0x01000193);
    for (let i = 0; i < text.length; i += 1) {
      this.low = Math.imul(this.low ^ text.charCodeAt(i), 0x01000193);
    }
    this.high = Math.imul(this.high ^ this.low, 0x85ebca6b);
    this.high ^= this.high >>> 13;
  }
}
