import type { MediaView, SourceName } from '../../shared/contract/media.ts';
import type { Published, SfuRoom } from '../ports/media.ts';

/** Who has something open where a stream is shown: a session, a program's session, a pipe to another server. */
export interface Guest {
  /** Closes all it has: the stream is over, or its right to be here is gone. */
  leave(): void;
}

/** Where a stream is watched: the room that has its media, or a relay of it on another server. */
export interface Showing {
  /** Viewers see the picture while the stream is on. */
  readonly isShown: boolean;
  readonly isOver: boolean;
  /** Reads anew how the stream stands. */
  refresh(): Promise<void>;
  /** Where lines to watch by begin. @throws MediaUnavailable */
  sfuRoom(): Promise<SfuRoom>;
  view(isStaff: boolean): MediaView;
  /** A source that is on the air, as it is to be had here; null if there is none of this id. @throws MediaUnavailable */
  find(sourceId: string): Promise<Published | null>;
  /** All that is on the air. @throws MediaUnavailable */
  sources(): Promise<{ name: SourceName; source: Published }[]>;
  enter(guest: Guest): void;
  left(guest: Guest): void;
}
