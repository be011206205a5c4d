import { StoreAway } from '../../../lib/store-away.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { isAway, NoAnswer, sqlState } from './sql-errors.ts';

/** Why a database can't be opened, as one line that a person can act on. */
export function openErrorOf(given: unknown, where: string): unknown {
  const error = given instanceof StoreAway ? given.cause : given;
  if (error instanceof StoreOpenError || !(error instanceof Error)) return error;
  const [what, howToFix] = reasonOf(error);
  return new StoreOpenError({ what, where, howToFix, isAway: isAway(error) });
}

function reasonOf(error: Error): [what: string, howToFix: string] {
  const state = sqlState(error);
  const known = Object.entries(reasons).find(([start]) => state !== '' && state.startsWith(start));
  if (known) return known[1];
  if (state !== '') {
    return [
      `The database can't be opened: ${oneLine(error.message)}`,
      'Correct DATABASE_URL, or the server.',
    ];
  }
  const networkCode = 'code' in error ? String(error.code) : '';
  if (/CERT|UNABLE_TO/.test(networkCode)) {
    return [
      `The database server's certificate is not trusted: ${networkCode}`,
      'Name its authority in NODE_EXTRA_CA_CERTS, or put sslmode=no-verify into DATABASE_URL to do without.',
    ];
  }
  if (error instanceof NoAnswer || networkCode !== '' || /terminated|timeout/i.test(error.message)) {
    return [
      `The database server does not answer${networkCode ? `: ${networkCode}` : ''}`,
      'Start PostgreSQL, or correct host and port in DATABASE_URL.',
    ];
  }
  if (/password/i.test(error.message)) return reasons['28'];
  return [`The database can't be opened: ${oneLine(error.message)}`, 'Correct DATABASE_URL.'];
}

/** By the beginning of PostgreSQL's error code. */
const reasons: Record<'28' | '3D000' | '42501' | '42P07' | '53100' | '53300' | '57P03', [string, string]> = {
  '28': ['The database server refuses this user or password', 'Correct them in DATABASE_URL.'],
  '3D000': [
    'There is no such database',
    'Create it, with ENCODING UTF8, or correct its name in DATABASE_URL.',
  ],
  '42501': ['This user may not create tables in the database', 'Make the user the owner of the database.'],
  '42P07': ['The database has tables of another program', 'Name a database for the market alone.'],
  '53100': ["The database server's disk is full", 'Free some space.'],
  '53300': ['The database server takes no more connections', 'Raise max_connections there.'],
  '57P03': ['The database server is starting up or shutting down', 'Try again in a moment.'],
};

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').slice(0, 300);
}
