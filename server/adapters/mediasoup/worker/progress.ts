/** Longer without a word, and somebody takes it for stuck. */
const SAY_EVERY_MS = 5_000;
/** A line on a terminal is written over the one before, which may have been longer. */
const LINE_COLUMNS = 60;

/**
 * Says how far a build is: at once on a terminal, in one line that is written anew, and every few seconds in any case. A
 * unit of C++ takes half a minute on a busy machine.
 * @param to.write is given whole lines, or on a terminal the same one again
 * @returns `say` what is being done now; `close` when it is done
 */
export function tellProgress({ isTerminal, write }: { isTerminal: boolean; write(text: string): void }) {
  const beganMs = performance.now();
  let doing = '';
  function tell(): void {
    const seconds = Math.round((performance.now() - beganMs) / 1_000);
    const line = `[media worker] ${doing}, ${seconds} s so far`;
    write(isTerminal ? `\r${line.padEnd(LINE_COLUMNS)}` : `${line}\n`);
  }
  const timer = setInterval(tell, SAY_EVERY_MS);
  return {
    say(what: string): void {
      doing = what;
      if (isTerminal) tell();
    },
    close(): void {
      clearInterval(timer);
      if (isTerminal) write('\n');
    },
  };
}
