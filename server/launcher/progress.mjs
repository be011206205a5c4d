/** Longer than this a start says nothing only once: from then on a line says that it goes on. */
const SAY_EVERY_MS = 5_000;

/**
 * Says every few seconds that something goes on, on standard error: standard output may be a log. Plain JavaScript: an
 * older Node reads it too.
 * @template T
 * @param {string} what what is done, as a line begins: `installing the packages`
 * @param {Promise<T>} done what is waited for
 * @param {{ everyMs?: number, say?: (line: string) => void }} [how]
 * @returns {Promise<T>} as `done` ends
 */
export async function sayWhile(what, done, { everyMs = SAY_EVERY_MS, say = toTerminal } = {}) {
  const startMs = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - startMs) / 1_000);
    say(`fairday: still ${what}, ${seconds} s so far`);
  }, everyMs);
  try {
    return await done;
  } finally {
    clearInterval(timer);
  }
}

/** @param {string} line */
function toTerminal(line) {
  process.stderr.write(`${line}\n`);
}
