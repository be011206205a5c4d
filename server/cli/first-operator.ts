import { relative } from 'node:path';

/**
 * How somebody at a shell lets the first operator in, by the program that runs.
 * @param program its file, as `process.argv[1]` has it
 */
export function firstOperatorCommand(program: string, folder: string): string {
  const start = program.endsWith('.ts') ? 'npm run fairday --' : `node ${relative(folder, program)}`;
  return `${start} user add you@example.org --name "Your name" --role operator`;
}
