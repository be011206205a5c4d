import { table } from '../../gateway/http/sales/exports/columns.ts';
import { processSteps, type ShutdownStep, stepsOf } from '../../shutdown.ts';

/** The steps of a shutdown in the order in which they are taken, as docs/shutdown.md shows them. */
export function shutdownTable(): string[] {
  return table([['step', 'what happens', 'file', 'at most'], ...rowsOf(processSteps, '')]);
}

function rowsOf(steps: Readonly<Record<string, ShutdownStep>>, above: string): string[][] {
  return Object.values(steps).flatMap((step, index) => {
    const number = `${above}${index + 1}`;
    const files = step.file.split(', ').map((file) => `\`server/${file}\``);
    const row = [number, step.does, files.join(', '), step.withinMs ? `${step.withinMs / 1_000} s` : ''];
    return [row, ...(step.takes ? rowsOf(stepsOf[step.takes], `${number}.`) : [])];
  });
}
