import { staffCommand } from '../command-spec.ts';
import { makeIngestKey, revokeIngestKey } from './ingest-key.ts';
import { setPlaybackUrl, switchRecording } from './recording.ts';

export const broadcastCommands = {
  'stream:make-ingest-key': staffCommand({
    right: 'host',
    needs: [],
    saga: 'makeIngestKey',
    decide: (state, _request: object, by) => makeIngestKey(state, by, by),
  }),
  'stream:revoke-ingest-key': staffCommand({ right: 'host', needs: [], decide: revokeIngestKey }),
  'stream:set-playback-url': staffCommand({ right: 'host', needs: [], decide: setPlaybackUrl }),
  'stream:record': staffCommand({ right: 'host', needs: [], decide: switchRecording }),
};
