import { HOUR } from '../../../../shared/values/time.ts';

/** Assumed length of a stream in ms, since a plan has no end. */
const USUAL_LENGTH_MS = HOUR;
/** Lead time of the reminder. */
const ALARM = '-PT10M';
/** Bound of a line in bytes (RFC 5545, 3.1). */
const MAX_OCTETS = 75;

/** The calendar data of a stream. */
export interface CalendarEntry {
  streamId: string;
  title: string;
  /** '': none. */
  description: string;
  url: string;
  /** The seq of the page's last change; 0: none. */
  pageSeq: number;
  startsAtMs: number;
  /** Null while it is not over. */
  endedAtMs: number | null;
  isCancelled: boolean;
}

/**
 * A stream as an iCalendar file (RFC 5545), in UTC. Its UID never changes. Its SEQUENCE rises with each change of the
 * page, at the end and at a cancellation, so a calendar replaces its entry.
 * @param atMs the time at which the file is made
 */
export function calendarFile(entry: CalendarEntry, atMs: number): string {
  const { streamId, title, description, url, pageSeq, startsAtMs, endedAtMs, isCancelled } = entry;
  const isSettled = isCancelled || endedAtMs !== null;
  const endsAtMs = endedAtMs ?? startsAtMs + USUAL_LENGTH_MS;
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Fairday//Streams//EN', 'CALSCALE:GREGORIAN'],
    'BEGIN:VEVENT',
    `UID:${streamId}@fairday`,
    // The end comes after the last description, so one more makes the SEQUENCE higher.
    `SEQUENCE:${pageSeq + (isSettled ? 1 : 0)}`,
    `DTSTAMP:${utc(atMs)}`,
    `DTSTART:${utc(startsAtMs)}`,
    `DTEND:${utc(endsAtMs)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(description === '' ? url : `${description}\n\n${url}`)}`,
    `URL:${url}`,
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // A reminder does not block time: the calendar shows it as free.
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

/** A text in the form of a property's value (3.3.11). */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** A line folded into parts of at most 75 bytes, each but the first after a space; no character is split. */
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
