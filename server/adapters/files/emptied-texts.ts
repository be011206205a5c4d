import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EmptiedText, LONGEST_TEXT_MS, MAX_EMPTIED_TEXTS } from '../../ports/personal-texts.ts';
import { syncPath } from './backup-folders.ts';

/**
 * Beside the copies of a market: which of people's words were destroyed (A4), so that a copy from before does not bring them
 * back. Ids alone, one a line with the time of it; what no copy can have any more falls out of the list, and
 * beyond the bound what was destroyed first.
 */
const LIST = 'fairday-emptied-texts.txt';
const LINE = /^([0-9a-z-]{8,64}) (\d{1,13})$/;

/** The list that lies in a folder of backups; none where no backup has written one. */
export function emptiedTextsIn(folder: string): EmptiedText[] {
  const file = join(folder, LIST);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, textId, emptiedAtMs] = LINE.exec(line) ?? [];
      return textId === undefined ? [] : [{ textId, emptiedAtMs: Number(emptiedAtMs) }];
    });
}

/** Adds what a market has destroyed to the list of a folder of backups. */
export function noteEmptiedTexts(folder: string, emptied: readonly EmptiedText[], nowMs: number): void {
  const known = new Map(emptiedTextsIn(folder).map(({ textId, emptiedAtMs }) => [textId, emptiedAtMs]));
  for (const { textId, emptiedAtMs } of emptied) known.set(textId, emptiedAtMs);
  const left = [...known]
    .filter(([, emptiedAtMs]) => emptiedAtMs > nowMs - LONGEST_TEXT_MS)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MAX_EMPTIED_TEXTS);
  if (left.length === 0 && !existsSync(join(folder, LIST))) return;
  const aside = join(folder, `.${LIST}.part`);
  writeFileSync(aside, left.map(([textId, emptiedAtMs]) => `${textId} ${emptiedAtMs}\n`).join(''));
  syncPath(aside);
  renameSync(aside, join(folder, LIST));
  syncPath(folder);
}
