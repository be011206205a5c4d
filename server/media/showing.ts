import type { MediaView, SourceName } from '../../shared/contract/media.ts';
import type { Published, SfuRoom } from '../ports/media.ts';

/** A guest of a stream's room or relay: a session, a program's session, or a pipe to another server. */
export interface Guest {
  /** Closes all it has: the stream is over, or the right is gone. */
  leave(): void;
}

/** The place where a stream is watched: the room with its media, or a relay on another server. */
export interface Showing {
  /** Whether viewers see the picture. */
  readonly isShown: boolean;
  readonly isOver: boolean;
  /** Reads the stream's state again. */
  refresh(): Promise<void>;
  /** The SFU room for viewers' lines. @throws MediaUnavailable */
  sfuRoom(): Promise<SfuRoom>;
  view(isStaff: boolean): MediaView;
  /** A source on the air, as it is available here; null: no such id. @throws MediaUnavailable */
  find(sourceId: string): Promise<Published | null>;
  /** All sources on the air. @throws MediaUnavailable */
  sources(): Promise<{ name: SourceName; source: Published }[]>;
  enter(guest: Guest): void;
  left(guest: Guest): void;
}
