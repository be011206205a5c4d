import { pino } from 'pino';
import { logOutput } from './log-output.ts';

/** Structured lines: an object of plain fields, then what happened. */
export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

/** Fields that never reach a line, wherever they stand one or two levels deep. */
const secretFields = [
  'cookie',
  'authorization',
  'token',
  'password',
  'secret',
  'name',
  'phone',
  'address',
  'email',
];

/** A logger of JSON lines without secrets or personal data (A3). */
export function createLog(level: string): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[hidden]' },
    serializers: { err: describeFault },
  };
  return pino(options, logOutput());
}

/** A fault as a line shows it: long texts are cut, so that nobody fills a disk with one. */
function describeFault(fault: unknown) {
  if (!(fault instanceof Error)) return { message: String(fault).slice(0, 2_000) };
  return { type: fault.name, message: fault.message.slice(0, 2_000), stack: fault.stack?.slice(0, 4_000) };
}
