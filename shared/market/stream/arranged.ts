import type { ListedStream } from './contract.ts';
import { hasEnded } from './has-ended.ts';

/**
 * The streams as the first page has them, drawn by the server and then by the browser: the one that is on with the most viewers is large, or else the one that begins next.
 * What comes is ordered by its time. What was is in two lists, what can be watched again and the rest, each with the latest in
 * front.
 */
export function arranged(streams: readonly ListedStream[]) {
  const on = streams
    .filter(({ status }) => status === 'LIVE' || status === 'INTERRUPTED')
    .sort((a, b) => (b.viewers ?? 0) - (a.viewers ?? 0));
  const coming = streams
    .filter(({ status }) => status === 'SCHEDULED')
    .sort((a, b) => a.scheduledAtMs - b.scheduledAtMs);
  const past = streams
    .filter(({ status }) => hasEnded(status))
    .sort((a, b) => (b.endedAtMs ?? 0) - (a.endedAtMs ?? 0));
  const hero = on[0] ?? coming[0] ?? null;
  return {
    hero,
    on: on.filter((stream) => stream !== hero),
    coming: coming.filter((stream) => stream !== hero),
    recorded: past.filter(isRecorded),
    unrecorded: past.filter((stream) => !isRecorded(stream)),
  };
}

const isRecorded = ({ recordedMs = 0 }: ListedStream) => recordedMs > 0;
