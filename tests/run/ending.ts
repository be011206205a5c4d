import { stripVTControlCharacters } from 'node:util';

/** Something of a run that failed: a test, a step, or a whole part. */
export interface Failure {
  /** The file and the title of a test, or the name of what else failed. */
  what: string;
  /** What it said, for a person. */
  details: string;
  /** Where in the details the reason stands: tests begin with it, programs end with it. */
  reason: 'first' | 'last';
}

/** What one part of a run has come to, as it is kept for the end of all parts. */
export interface Part {
  passed: number;
  failed: number;
  failures: readonly Failure[];
  /** False or absent: others made it slow, or nobody looked, and its times say nothing. */
  isQuiet?: boolean;
}

/** So many failures are said again at the very end: with their two lines each they fit into a hundred. */
const MOST_SAID = 30;
const LINES_OF_EACH = 2;
const LONGEST_LINE = 240;

/**
 * The last lines of a run: of each failure in all of its parts what it is and two lines of why, so that whoever sees
 * only the end of a long log knows what broke, and then `N passed, N failed`.
 */
export function ending(parts: readonly Part[]): string {
  const failures = parts.flatMap((part) => part.failures);
  const said = failures.slice(0, MOST_SAID).flatMap((failure) => [failure.what, ...gistOf(failure)]);
  const more = failures.length - MOST_SAID;
  const sum = (count: 'passed' | 'failed') => parts.reduce((total, part) => total + part[count], 0);
  return [
    ...(failures.length > 0 ? ['\n— all that failed', ...said] : []),
    ...(more > 0 ? [`and ${more} more, above`] : []),
    '',
    `${sum('passed')} passed, ${sum('failed')} failed`,
    '',
  ].join('\n');
}

function gistOf({ details, reason }: Failure): string[] {
  const lines = stripVTControlCharacters(details)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const gist = reason === 'first' ? lines.slice(0, LINES_OF_EACH) : lines.slice(-LINES_OF_EACH);
  return gist.map((line) => `    ${line.slice(0, LONGEST_LINE)}`);
}
