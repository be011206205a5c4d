/** After as long without a word a line says that it goes on: longer, and somebody takes it for stuck. */
const QUIET_MS = 8_000;

/** Says of something that writes now and then that it goes on, whenever it has been quiet for a while. */
export function breakSilence(name: string, say: (line: string) => void) {
  const startMs = performance.now();
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    timer = setTimeout(() => {
      say(`  still at it: ${name}, ${Math.round((performance.now() - startMs) / 1_000)} s so far\n`);
      wait();
    }, QUIET_MS);
  };
  wait();
  return {
    /** Something was written. */
    heard() {
      clearTimeout(timer);
      wait();
    },
    close: () => clearTimeout(timer),
  };
}
