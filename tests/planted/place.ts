import { type Source, sources } from '../tidy/sources.ts';
import type { PlacedBug, PlantedBug } from './planted-bug.ts';

/** The folders in which a bug can be planted. */
const PLANTED_IN = ['shared', 'server', 'client'];

/** The file of each bug. Throws with every bug whose text does not stand exactly once in all sources. */
export function place(
  bugs: readonly PlantedBug[],
  among: readonly Pick<Source, 'path' | 'text'>[] = sources(...PLANTED_IN),
): PlacedBug[] {
  const astray: string[] = [];
  const placed = bugs.flatMap((bug) => {
    const files = among.flatMap(({ path, text }) => Array<string>(timesIn(text, bug.text)).fill(path));
    if (files.length === 1) return [{ ...bug, file: files[0]! }];
    astray.push(
      `${bug.id}: its text stands ${files.length} times, not once. Plant it anew. ${files.join(' ')}`,
    );
    return [];
  });
  if (astray.length > 0) throw new Error(astray.join('\n'));
  return placed;
}

/** A source with the bug in it. */
export function planting({ text, instead }: PlantedBug, source: string): string {
  return source.replace(text, () => instead);
}

function timesIn(source: string, text: string): number {
  return source.split(text).length - 1;
}
