import type { Folds } from '../kernel/capability.ts';
import { forgetNetworks } from '../newcomers/network.ts';
import type { StreamLifeFacts } from './facts.ts';
import { settingsOf, withoutAims } from './settings.ts';
import { changedTerms } from './terms.ts';

export const streamFolds: Folds<StreamLifeFacts> = {
  stream_created: (state, fact) => {
    const { type: _type, by: _by, settings, hostNameEn, titleEn, ...given } = fact;
    Object.assign(state, given, { settings: settingsOf(settings) });
    // Nobody has said more of its page yet (S8).
    if (hostNameEn || titleEn)
      state.page = { version: 0, ...(titleEn && { titleEn }), ...(hostNameEn && { hostNameEn }) };
  },
  rehearsal_started: (state, _fact, { atMs }) => {
    state.status = 'REHEARSAL';
    state.liveStartMs = atMs;
  },
  stream_went_live: (state, _fact, { atMs }) => {
    state.status = 'LIVE';
    state.liveStartMs = atMs;
  },
  stream_interrupted: (state, _fact, { seq, atMs }) => {
    state.status = 'INTERRUPTED';
    state.interruption = { seq, atMs };
  },
  stream_resumed: (state) => {
    state.status = 'LIVE';
    state.interruption = null;
    // Who resumes by hand means to go on without media: the same silence does not interrupt again (S2).
    if (state.media?.interruptsAtMs != null) state.media = null;
  },
  stream_ended: (state, fact, { atMs }) => {
    state.status = 'ENDED';
    state.endedAtMs = atMs;
    state.closesAtMs = fact.closesAtMs;
    state.interruption = null;
  },
  stream_cancelled: (state) => {
    state.status = 'CANCELLED';
    forgetNetworks(state);
  },
  stream_closed: (state, _fact, { atMs }) => {
    state.status = 'CLOSED';
    state.closedAtMs = atMs;
    forgetNetworks(state);
  },
  selling_paused: (state, fact, { seq, atMs }) => {
    state.pause = { reason: fact.reason, found: fact.found, sinceMs: atMs, seq };
  },
  selling_resumed: (state) => {
    state.pause = null;
  },
  stream_described: (state, fact, { seq }) => {
    const { type: _type, by: _by, title, scheduledAtMs, ...said } = fact;
    Object.assign(state, { title, scheduledAtMs, page: { version: seq, ...said } });
  },
  currency_changed: (state, fact) => {
    state.currency = fact.now;
  },
  terms_set: (state, { was, now, by: { staffId } }, { seq, atMs }) => {
    const changed = Object.fromEntries(
      changedTerms(was, now).map((name) => [name, { staffId, atMs, was: was[name] ?? null }]),
    );
    state.settings = Object.assign({}, withoutAims(state.settings), now);
    state.terms = { version: seq, changed: { ...state.terms?.changed, ...changed } };
  },
  assistant_granted: (state, fact) => {
    if (fact.grants.length === 0) state.assistants.delete(fact.staffId);
    else state.assistants.set(fact.staffId, [...fact.grants]);
  },
};
