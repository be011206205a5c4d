/** When the processes of one machine stood still: what was sent to them meanwhile they read when they went on. */
export class Standstills {
  private readonly spans: { fromMs: number; untilMs: number }[] = [];

  /** It stands still from now on; one that does already goes on at the later of the two times. */
  begins(nowMs: number, untilMs: number): void {
    const last = this.spans.at(-1);
    if (last && last.untilMs >= nowMs) last.untilMs = Math.max(last.untilMs, untilMs);
    else this.spans.push({ fromMs: nowMs, untilMs });
  }

  /** It goes on, sooner than was planned. */
  ends(nowMs: number): void {
    const last = this.spans.at(-1);
    if (last && last.untilMs > nowMs) last.untilMs = nowMs;
  }

  /** The longest that it stood still at a time between two moments. */
  longestMs(fromMs: number, toMs: number): number {
    const within = this.spans.map((span) => Math.min(span.untilMs, toMs) - Math.max(span.fromMs, fromMs));
    return Math.max(0, ...within);
  }
}
