import { pino } from 'pino';
import { logOutput } from './log-output.ts';
import { plainLine } from './plain-lines.ts';

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

/**
 * A logger without secrets or personal data (A3), in JSON or plain lines.
 * @param options.isRead whether a person reads it at a terminal
 */
export function createLog(level: string, { isRead = false }: { isRead?: boolean } = {}): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[hidden]' },
    serializers: { err: describeFault },
  };
  const output = logOutput();
  return pino(options, isRead ? { write: (line) => output.write(plainLine(line)) } : output);
}

/** A fault in its log form: long texts are cut, so that none fills a disk. */
function describeFault(fault: unknown) {
  if (!(fault instanceof Error)) return { message: String(fault).slice(0, 2_000) };
  return { type: fault.name, message: fault.message.slice(0, 2_000), stack: fault.stack?.slice(0, 4_000) };
}
