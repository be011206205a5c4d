/** Pino's levels of warnings and errors, of 30, 40, 50 and 60. */
const WARNING = 40;
const FAULT = 50;

/**
 * A log line for a terminal: local time, message, fields, and the stack of a fault. Nothing in it moves the cursor.
 * @param json a line as pino makes it; other text is returned as it is
 */
export function plainLine(json: string): string {
  let line: Record<string, unknown>;
  try {
    line = JSON.parse(json) as Record<string, unknown>;
  } catch {
    return json;
  }
  const { level, time, msg, err, ...fields } = line;
  const parts = [
    new Date(String(time)).toLocaleTimeString('en-GB'),
    ...(Number(level) >= FAULT ? ['error:'] : Number(level) >= WARNING ? ['warning:'] : []),
    String(msg),
    ...Object.entries(fields).map(([name, value]) => `${name}=${wordOf(value)}`),
  ];
  const { stack, message } = (err ?? {}) as { stack?: string; message?: string };
  const why = stack ?? message;
  return `${printable(parts.join('  ') + (why === undefined ? '' : `\n${why}`))}\n`;
}

/** A single word as it is; texts with blanks and other values as JSON. */
function wordOf(value: unknown): string {
  return typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value);
}

function printable(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, '·');
}
