import type { RecordingProblem } from '../../../shared/contract/media.ts';

/** Picture and sound of a stream, as far as its log knows of them. */
export interface BroadcastState {
  /** Null while the stream never had media; else when its silence interrupts it, null while media flows (S2). */
  media: { interruptsAtMs: number | null } | null;
  /** The hash of the secret by which a program may broadcast, since when, and who made it; else null. */
  ingestKey: { hash: string; sinceMs: number; byId: string } | null;
  /** Which server has the media, and where the other servers reach it; null while none is known to. */
  mediaHome: { node: string; address: string } | null;
  /** An HLS playlist of the broadcast elsewhere, or null. */
  playbackUrl: string | null;
  /** The switch of the recording and when it was last turned; null if never. */
  recording: { isOn: boolean; sinceMs: number; problem: RecordingProblem | null } | null;
}
