import type { VideoReason } from '../../shared/values/media-reason.ts';

/** Whether this server can carry live video, or cut it into pieces; if not, why. */
export type MediaStatus<Why = VideoReason> =
  | { isAvailable: true }
  /** `why` is for screens, `said` for the log and for who runs the server. */
  | { isAvailable: false; why: Why; said: string };
