import type { Folds } from '../kernel/capability.ts';
import type { BroadcastFacts } from './facts.ts';

export const broadcastFolds: Folds<BroadcastFacts> = {
  media_started: (state) => {
    state.media = { interruptsAtMs: null };
  },
  media_stopped: (state, fact) => {
    state.media = { interruptsAtMs: fact.dueAtMs };
  },
  ingest_key_made: (state, fact, { atMs }) => {
    state.ingestKey = { hash: fact.keyHash, sinceMs: atMs, byId: fact.by.staffId };
  },
  ingest_key_revoked: (state) => {
    state.ingestKey = null;
  },
  media_home_set: (state, fact) => {
    state.mediaHome = { node: fact.node, address: fact.address };
  },
  playback_url_set: (state, fact) => {
    state.playbackUrl = fact.url;
  },
  recording_started: (state, _fact, { atMs }) => {
    state.recording = { isOn: true, sinceMs: atMs, problem: null };
  },
  recording_stopped: (state, fact, { atMs }) => {
    state.recording = { isOn: false, sinceMs: atMs, problem: fact.problem };
  },
};
