import { simulate } from './simulation.ts';

const from = Number(process.argv[2] ?? 1),
  n = Number(process.argv[3] ?? 1);
const t0 = performance.now(),
  cpu0 = process.cpuUsage();
for (let seed = from; seed < from + n; seed += 1) {
  const outcome = await simulate(seed, { keepsStory: process.argv[4] === 'story' });
  if (process.argv[4] === 'story') console.log(outcome.story.join('\n'));
  const { violations, faults, story, ...rest } = outcome;
  if (n < 20 || violations.length) console.log(JSON.stringify(rest), violations.slice(0, 3));
}
const cpu = process.cpuUsage(cpu0);
console.log(
  'seeds/s',
  n / ((performance.now() - t0) / 1000),
  'per cpu s',
  n / ((cpu.user + cpu.system) / 1e6),
);
