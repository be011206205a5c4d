import type { RecordingProblem } from '../../../shared/contract/media.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import type { ConsoleReply } from '../kernel/console-reply.ts';
import { consoleReply, ofStream } from '../kernel/console-reply.ts';
import type { Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { isOver } from './ingest-key.ts';

/** Names where the broadcast can be played elsewhere, or nowhere. The same again → nothing happens. */
export function setPlaybackUrl(
  state: StreamState,
  { url }: { url: string | null },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  if (isOver(state)) return refused({ code: 'STREAM_CLOSED' });
  const reply = consoleReply(null, ofStream);
  if (state.playbackUrl === url) return accept([], reply);
  return accept([{ type: 'playback_url_set', url, by: by.by }], reply);
}

/**
 * Turns the recording on or off. It may be on before the stream is: recorded is what viewers see, so nothing before
 * that, and a rehearsal never (S1). As it is already → nothing happens.
 */
export function switchRecording(
  state: StreamState,
  { isOn }: { isOn: boolean },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  const reply = consoleReply(null, ofStream);
  if (isOn && state.rehearsalOf !== null) return refused({ code: 'REHEARSAL' });
  if (isOn && isOver(state)) return refused({ code: 'STREAM_CLOSED' });
  if ((state.recording?.isOn ?? false) === isOn) return accept([], reply);
  if (isOn) return accept([{ type: 'recording_started', by: by.by }], reply);
  return accept([{ type: 'recording_stopped', problem: null, by: by.by }], reply);
}

/** No more can be recorded: the switch goes off and says why. Off already → nothing happens. */
export function recordingFailed(
  state: StreamState,
  { problem }: { problem: RecordingProblem },
): Decision<{ seq: number }> {
  const reply = (_: Readonly<StreamState>, seq: number) => ({ seq });
  if (!state.recording?.isOn) return accept([], reply);
  return accept([{ type: 'recording_stopped', problem, by: null }], reply);
}
