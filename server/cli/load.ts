import { machineText } from '../tools/lab/machine.ts';
import { measureText } from '../tools/lab/measure.ts';
import { readOptions } from '../tools/lab/options.ts';
import { type LoadReport, runLoad } from '../tools/lab/run.ts';
import { tableOf } from '../tools/lab/verdict/row.ts';

/** Drives a crowd at a server and prints the verdict; exit code 1 if anything in it is wrong. */
export async function load(given: unknown): Promise<void> {
  const options = readOptions(given);
  // Whoever breaks it off finds no server and no folder left behind: both go with this process.
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
  // Numbers for programs go to the output, what happens meanwhile does not.
  const report = await runLoad(options, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(reportText(report));
  if (options.isJson) process.stdout.write(`${JSON.stringify(report)}\n`);
  if (!report.isRight) process.exitCode = 1;
}

function reportText({ machine, options, measures, verdict, isRight }: LoadReport): string {
  const { scenario, viewers, orders, forMs, seed } = options;
  return `
${scenario}: ${viewers} viewers, ${orders} orders/s, ${forMs / 1_000} s · seed ${seed}
${machineText(machine)}

${measures.map(measureText).join('\n')}

Nothing lost? From the journals of the clients and the SQL:
${tableOf(verdict)}

${isRight ? 'Every row is right.' : 'Not every row is right.'}
`;
}
