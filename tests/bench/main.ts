import { inspect, parseArgs } from 'node:util';
import { unmeasuredIn } from './budgets.ts';
import { burst } from './parts/burst.ts';
import { bytes } from './parts/bytes.ts';
import { chat } from './parts/chat.ts';
import { consolePage } from './parts/console.ts';
import { engine } from './parts/engine.ts';
import { fanOut } from './parts/fan-out.ts';
import { goodput } from './parts/goodput.ts';
import { join } from './parts/join.ts';
import { media } from './parts/media.ts';
import { nodes } from './parts/nodes.ts';
import { orders } from './parts/orders.ts';
import { overTime } from './parts/over-time.ts';
import { past } from './parts/past.ts';
import { postgres } from './parts/postgres.ts';
import { screens } from './parts/screens.ts';
import { start } from './parts/start.ts';
import { strangers } from './parts/strangers.ts';
import { web } from './parts/web.ts';
import { type BenchReport, headText, missedIn, type PartReport, partText, runHead } from './report.ts';

/** Every part by its name, in the order they run: one after the other, since they share the cores. */
const parts: Record<string, (seed: number, isFull: boolean) => Promise<PartReport>> = {
  engine,
  postgres,
  orders,
  burst,
  nodes,
  goodput,
  'fan-out': fanOut,
  bytes,
  join,
  screens,
  strangers,
  chat,
  media,
  web,
  console: consolePage,
  start,
  past,
  'over-time': overTime,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '1' },
    full: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
  },
});

// `npm run bench -- media` is short for `--only media`.
const only = [...values.only, ...positionals];
const unknown = only.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  process.stderr.write(`bench: no part "${unknown[0]}"; there are ${Object.keys(parts).join(', ')}.\n`);
  process.exit(2);
}
const seed = Number(values.seed);
if (!Number.isSafeInteger(seed)) {
  process.stderr.write('bench: --seed takes a whole number.\n');
  process.exit(2);
}

const head = runHead();
process.stdout.write(`Fairday bench · ${headText(head)}\n\n`);
const done: PartReport[] = [];
const broken: string[] = [];
for (const [name, part] of Object.entries(parts)) {
  if (only.length > 0 && !only.includes(name)) continue;
  try {
    const report = await part(seed, values.full);
    done.push(report);
    process.stdout.write(`${partText(report, head)}\n`);
  } catch (fault) {
    // What the others measured stands; what this one did not counts as not measured.
    broken.push(name);
    process.stdout.write(`${name} broke off: ${inspect(fault)}\n\n`);
  }
}
if (broken.length > 0) process.stdout.write(`Broke off: ${broken.join(', ')}.\n`);
const missed = missedIn(done);
if (missed.length > 0) process.stdout.write(`Missed: ${missed.join('; ')}.\n`);
// Of a part that broke off nothing is known.
else if (broken.length === 0) process.stdout.write('All budgets kept.\n');
const owed = unmeasuredIn(
  done,
  done.map(({ part }) => part),
);
if (owed.length > 0) process.stdout.write(`Not measured: ${owed.join('; ')}.\n`);
if (values.json) {
  const report: BenchReport = { ...head, parts: done, missed };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
// Libraries may keep handles; everything of ours has ended by now.
process.exit(broken.length > 0 || (values.strict && missed.length > 0) ? 1 : 0);
