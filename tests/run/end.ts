import { overCi } from './budgets.ts';
import { ending, type Part } from './ending.ts';
import { keptPart, PARTS_FOLDER } from './parts.ts';

/** When the whole run began, epoch seconds; nobody but `.ci/run` sets it. */
const CI_BEGAN = 'FAIRDAY_CI_BEGAN';

/** Ends a run of several parts, named on the command line: says what failed in any of them, and one summed line. */
const folder = process.env[PARTS_FOLDER];
if (folder === undefined) throw new Error(`${PARTS_FOLDER} has to name the folder of the parts.`);
const parts: Part[] = process.argv.slice(2).map((name) => keptPart(folder, name));
const began = process.env[CI_BEGAN];
if (began) {
  const failures = overCi(Date.now() / 1_000 - Number(began));
  if (parts.every(({ isQuiet }) => isQuiet)) parts.push({ passed: 0, failed: failures.length, failures });
  else for (const { what, details } of failures) process.stdout.write(`${what}. ${details}\n`);
}
process.stdout.write(ending(parts));
process.exitCode = parts.every(({ failed }) => failed === 0) ? 0 : 1;
