import type { Capability } from '../kernel/capability.ts';
import { invalidateStream } from '../kernel/invalidated.ts';
import { interruption } from '../stream/decide.ts';
import { broadcastCommands } from './commands.ts';
import type { BroadcastFacts } from './facts.ts';
import { broadcastFolds } from './fold.ts';

/** Picture and sound of a stream (S2, S7). */
export const broadcast = {
  fold: broadcastFolds,
  commands: broadcastCommands,
  invalidates: {
    media_started: null,
    media_stopped: null,
    ingest_key_made: null,
    ingest_key_revoked: null,
    // What is told of them travels with the media of the stream, which hears of it by this entry.
    playback_url_set: invalidateStream,
    media_home_set: invalidateStream,
    recording_started: invalidateStream,
    recording_stopped: invalidateStream,
  },
  deadlines: {
    of: {
      media_stopped: ({ streamId }, { dueAtMs }) => [{ dueAtMs, kind: 'media', id: streamId }],
    },
    all: ({ status, media, streamId }) => {
      const dueAtMs = media?.interruptsAtMs ?? null;
      return status === 'LIVE' && dueAtMs !== null ? [{ dueAtMs, kind: 'media', id: streamId }] : [];
    },
    decide: {
      media: ({ status, media }, { dueAtMs }) =>
        status === 'LIVE' && media?.interruptsAtMs === dueAtMs ? [interruption(null, dueAtMs)] : [],
    },
  },
  due: {
    media_stopped: null,
  },
  on: { merge: null, streamEnds: null, itemRemoved: null },
} satisfies Capability<BroadcastFacts, 'media'>;
