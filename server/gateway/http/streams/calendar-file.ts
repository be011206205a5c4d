import { HOUR } from '../../../../shared/values/time.ts';

/** Nobody says how long a stream will be: so much of an evening is entered for it. */
const USUAL_LENGTH_MS = HOUR;
/** A reminder rings so long before. */
const ALARM = '-PT10M';
/** A line may have so many bytes (RFC 5545, 3.1). */
const MAX_OCTETS = 75;

/** What a calendar keeps of a stream. */
export interface CalendarEntry {
  streamId: string;
  title: string;
  /** '': nothing is said. */
  description: string;
  url: string;
  /** The fact that changed its page last; 0: none has. */
  pageSeq: number;
  startsAtMs: number;
  /** null while it is not over. */
  endedAtMs: number | null;
  isCancelled: boolean;
}

/**
 * A stream as an iCalendar file (RFC 5545), in UTC. Its UID never changes. Its SEQUENCE rises with each change of the
 * page, at the end and at a cancellation, so a calendar replaces what it has.
 * @param atMs when the file is made
 */
export function calendarFile(entry: CalendarEntry, atMs: number): string {
  const { streamId, title, description, url, pageSeq, startsAtMs, endedAtMs, isCancelled } = entry;
  const isSettled = isCancelled || endedAtMs !== null;
  const endsAtMs = endedAtMs ?? startsAtMs + USUAL_LENGTH_MS;
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Fairday//Streams//EN', 'CALSCALE:GREGORIAN'],
    'BEGIN:VEVENT',
    `UID:${streamId}@fairday`,
    // The fact that ended or cancelled it stands behind the one that described it: one more is never too many.
    `SEQUENCE:${pageSeq + (isSettled ? 1 : 0)}`,
    `DTSTAMP:${utc(atMs)}`,
    `DTSTART:${utc(startsAtMs)}`,
    `DTEND:${utc(endsAtMs)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(description === '' ? url : `${description}\n\n${url}`)}`,
    `URL:${url}`,
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // A reminder takes nobody's time: it stands in the calendar as free.
    'TRANSP:TRANSPARENT',
    ...(isSettled ? [] : alarm(title)),
    ...['END:VEVENT', 'END:VCALENDAR'],
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function alarm(title: string): string[] {
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    `TRIGGER:${ALARM}`,
    'END:VALARM',
  ];
}

/** `20260509T120312Z` */
function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** A text as a property's value (3.3.11). */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** A line in pieces of at most 75 bytes, each but the first behind a space; no character is cut. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      pieces.push(piece);
      piece = '';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n ');
}
