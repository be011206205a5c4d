import { FORMAT } from '../lib/format.ts';

/** Which Fairday reads a format that this one does not. */
const READ_BY: Readonly<Record<number, string>> = { 1: 'Fairday up to 0.2.0' };

/** Why something of another format is left alone. null: it is of the format that this program reads. */
export function otherFormat(format: number): { what: string; howToFix: string; isOtherFormat: true } | null {
  if (format === FORMAT.log) return null;
  const isOlder = format < FORMAT.log;
  const who = READ_BY[format] ?? `${isOlder ? 'An older' : 'A newer'} Fairday`;
  const whatNow = isOlder
    ? 'go on with the older one, or begin a new market in another place'
    : 'start the newer one';
  return {
    what: `This is a market of format ${format}`,
    howToFix: `${who} reads it, this one reads format ${FORMAT.log}. Nothing was changed: ${whatNow}.`,
    isOtherFormat: true,
  };
}
