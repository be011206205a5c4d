import { createLog } from '../../server/gateway/logging/log.ts';
import { logLosses } from '../../server/gateway/logging/log-output.ts';

/** Writes so many lines of a kilobyte as fast as it can, says on stderr what became of them, and ends. */
const lines = Number(process.argv[2]);
const log = createLog('info');
const text = 'x'.repeat(1_000);
let turns = 0;
for (let n = 0; n < lines; n += 1) {
  log.info({ n }, text);
  if (n % 50 !== 0) continue;
  await new Promise((resolve) => setImmediate(resolve));
  turns += 1;
}
process.stderr.write(JSON.stringify({ turns, lost: logLosses.lines }));
// Longer than an output may stand still before nobody waits for it.
await new Promise((resolve) => setTimeout(resolve, 1_200));
log.fatal('the last words');
process.exit(7);
