import type { StreamLifeFact } from '../facts.ts';
import type { Stamp } from '../kernel/stamp.ts';
import type { StreamState } from '../state.ts';
import { settingsOf } from './settings.ts';

export function applyStreamLifeFact(state: StreamState, fact: StreamLifeFact, { seq, atMs }: Stamp): void {
  switch (fact.type) {
    case 'stream_created': {
      const { type: _type, by: _by, settings, ...given } = fact;
      Object.assign(state, given, { settings: settingsOf(settings) });
      return;
    }
    case 'rehearsal_started':
      state.status = 'REHEARSAL';
      state.liveStartMs = atMs;
      return;
    case 'stream_went_live':
      state.status = 'LIVE';
      state.liveStartMs = atMs;
      return;
    case 'stream_interrupted':
      state.status = 'INTERRUPTED';
      state.interruption = { seq, atMs };
      return;
    case 'stream_resumed':
      state.status = 'LIVE';
      state.interruption = null;
      // Who resumes by hand means to go on without media: the same silence does not interrupt again (S2).
      if (state.media?.interruptsAtMs != null) state.media = null;
      return;
    case 'stream_ended':
      state.status = 'ENDED';
      state.endedAtMs = atMs;
      state.closesAtMs = fact.closesAtMs;
      state.interruption = null;
      return;
    case 'stream_cancelled':
      state.status = 'CANCELLED';
      return;
    case 'stream_closed':
      state.status = 'CLOSED';
      state.closedAtMs = atMs;
      return;
    case 'selling_paused':
      state.pause = { reason: fact.reason, found: fact.found, sinceMs: atMs, seq };
      return;
    case 'selling_resumed':
      state.pause = null;
      return;
    case 'media_started':
      state.media = { interruptsAtMs: null };
      return;
    case 'media_stopped':
      state.media = { interruptsAtMs: fact.dueAtMs };
      return;
    case 'ingest_key_made':
      state.ingestKey = { hash: fact.keyHash, sinceMs: atMs, byId: fact.by.staffId };
      return;
    case 'ingest_key_revoked':
      state.ingestKey = null;
      return;
    case 'media_home_set':
      state.mediaHome = { node: fact.node, address: fact.address };
      return;
    case 'playback_url_set':
      state.playbackUrl = fact.url;
      return;
    case 'recording_started':
      state.recording = { isOn: true, sinceMs: atMs, problem: null };
      return;
    case 'recording_stopped':
      state.recording = { isOn: false, sinceMs: atMs, problem: fact.problem };
      return;
    case 'stream_described': {
      const { type: _type, by: _by, title, scheduledAtMs, ...said } = fact;
      Object.assign(state, { title, scheduledAtMs, page: { version: seq, ...said } });
      return;
    }
    case 'bounds_set':
      state.settings = { ...state.settings, ...fact.bounds };
      state.boundsVersion = seq;
      return;
    case 'assistant_granted':
      if (fact.grants.length === 0) state.assistants.delete(fact.staffId);
      else state.assistants.set(fact.staffId, [...fact.grants]);
      return;
  }
}
