import { ending } from './ending.ts';
import { keptPart, PARTS_FOLDER } from './parts.ts';

/** Ends a run of several parts, named on the command line: says what failed in any of them, and one summed line. */
const folder = process.env[PARTS_FOLDER];
if (folder === undefined) throw new Error(`${PARTS_FOLDER} has to name the folder of the parts.`);
const parts = process.argv.slice(2).map((name) => keptPart(folder, name));
process.stdout.write(ending(parts));
process.exitCode = parts.every(({ failed }) => failed === 0) ? 0 : 1;
