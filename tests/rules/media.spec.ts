import { describe, expect, test } from 'vitest';
import { makeIngestKey, revokeIngestKey } from '../../server/market/broadcast/ingest-key.ts';
import {
  claimMediaHome,
  MEDIA_GRACE_MS,
  mediaStarted,
  mediaStopped,
} from '../../server/market/broadcast/media.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const starts = (m: Market) => m.bench.send(mediaStarted);
const stops = (m: Market, agoMs = 0) =>
  m.bench.send((state, when) => mediaStopped(state, { lastAtMs: when.atMs - agoMs }, when));
const status = (m: Market) => m.bench.state.status;

describe('[S2] a broadcast that falls silent', () => {
  test('is interrupted after ten seconds, sells on, and is back with the first packet', () => {
    const m = aLiveStream(aProduct('mug'));
    replyOf(starts(m));
    m.passes(60_000);
    const silentAtMs = m.bench.nowMs;
    expect(factsOf(stops(m))).toEqual([{ type: 'media_stopped', dueAtMs: silentAtMs + MEDIA_GRACE_MS }]);
    m.passes(MEDIA_GRACE_MS - 1);
    expect(status(m)).toBe('LIVE');
    m.passes(1);
    expect(status(m)).toBe('INTERRUPTED');
    expect(m.bench.state.interruption).toMatchObject({ atMs: silentAtMs + MEDIA_GRACE_MS });
    replyOf(m.buyer('ana').adds('mug', 2));
    expect(factsOf(starts(m))).toEqual([{ type: 'media_started' }, { type: 'stream_resumed', by: null }]);
    expect(status(m)).toBe('LIVE');
  });

  test('is not interrupted when media comes back in time', () => {
    const m = aLiveStream();
    replyOf(starts(m));
    replyOf(stops(m));
    m.passes(MEDIA_GRACE_MS - 1);
    expect(factsOf(starts(m))).toEqual([{ type: 'media_started' }]);
    m.passes(60_000);
    expect(status(m)).toBe('LIVE');
  });

  test('a silence that is noticed late counts from the last packet', () => {
    const m = aLiveStream();
    replyOf(starts(m));
    replyOf(stops(m, 4_000));
    m.passes(MEDIA_GRACE_MS - 4_001);
    expect(status(m)).toBe('LIVE');
    m.passes(1);
    expect(status(m)).toBe('INTERRUPTED');
  });

  test('one that is noticed after its time is due at once, and not before it was noticed', () => {
    const m = aLiveStream();
    replyOf(starts(m));
    m.passes(60_000);
    replyOf(stops(m, 30_000));
    m.passes(1);
    expect(status(m)).toBe('INTERRUPTED');
    expect(m.bench.state.interruption).toMatchObject({ atMs: m.bench.nowMs });
  });

  test('a stream that never had media is left alone', () => {
    const m = aLiveStream();
    expect(factsOf(stops(m))).toEqual([]);
    m.passes(60_000);
    expect(status(m)).toBe('LIVE');
  });

  test('what is said twice changes nothing', () => {
    const m = aLiveStream();
    expect(factsOf(starts(m))).toHaveLength(1);
    expect(factsOf(starts(m))).toEqual([]);
    expect(factsOf(stops(m))).toHaveLength(1);
    expect(factsOf(stops(m))).toEqual([]);
  });

  test('a host who resumes by hand is not overruled by the same silence', () => {
    const m = aLiveStream();
    replyOf(starts(m));
    replyOf(stops(m));
    m.passes(MEDIA_GRACE_MS);
    replyOf(m.host.findsMedia());
    m.passes(60_000);
    expect(status(m)).toBe('LIVE');
    // Nor by a server that reads the silence in the log when it starts.
    m.bench.restart();
    m.passes(60_000);
    expect(status(m)).toBe('LIVE');
    expect(factsOf(starts(m))).toEqual([{ type: 'media_started' }]);
  });

  test('nor one who resumes while the silence is not yet over', () => {
    const m = aLiveStream();
    replyOf(starts(m));
    replyOf(stops(m));
    replyOf(m.host.losesMedia());
    replyOf(m.host.findsMedia());
    m.passes(60_000);
    expect(status(m)).toBe('LIVE');
    expect(factsOf(stops(m))).toEqual([]);
  });

  test('a flash runs on through the silence, and ends when it should', () => {
    const m = aLiveStream(aProduct('mug'));
    m.host.startsFlash('mug', { cap: 5, seconds: 60 });
    replyOf(starts(m));
    replyOf(stops(m));
    m.passes(MEDIA_GRACE_MS);
    expect(status(m)).toBe('INTERRUPTED');
    m.passes(60_000);
    expect([...m.bench.state.flashes.values()].map(({ phase }) => phase)).toEqual(['over']);
  });

  test('[S3] nothing of it is written once the stream has ended', () => {
    const m = aLiveStream();
    replyOf(starts(m));
    replyOf(m.host.endsStream());
    expect(factsOf(stops(m))).toEqual([]);
    expect(factsOf(starts(m))).toEqual([]);
  });
});

describe('[A2] the key of a program that broadcasts', () => {
  const make = (m: Market, keyHash: string) =>
    m.bench.send((state, when) => makeIngestKey(state, { keyHash }, { ...when, by: m.host.by }));
  const revoke = (m: Market) =>
    m.bench.send((state, when) => revokeIngestKey(state, {}, { ...when, by: m.host.by }));

  test('the log knows its hash and who made it; a new one takes the old one’s place', () => {
    const m = aLiveStream();
    expect(factsOf(make(m, 'a'))).toEqual([{ type: 'ingest_key_made', keyHash: 'a', by: m.host.by }]);
    replyOf(make(m, 'b'));
    const { staffId: byId } = m.host.by;
    expect(m.bench.state.ingestKey).toEqual({ hash: 'b', sinceMs: m.bench.nowMs, byId });
  });

  test('the answer that is kept has no secret in it', () => {
    expect(replyOf(make(aLiveStream(), 'a'))).toMatchObject({ ingestKey: null });
  });

  test('it can be taken away, also twice', () => {
    const m = aLiveStream();
    replyOf(make(m, 'a'));
    expect(factsOf(revoke(m))).toHaveLength(1);
    expect(m.bench.state.ingestKey).toBeNull();
    expect(factsOf(revoke(m))).toEqual([]);
  });

  test('what is over takes no key', () => {
    const m = aLiveStream();
    replyOf(m.host.endsStream());
    expect(refusalOf(make(m, 'a'))).toEqual({ code: 'STREAM_CLOSED' });
  });
});

describe('[S2] of several servers one has a stream’s media', () => {
  const claims = (m: Market, node: string, gone: string | null = null) =>
    m.bench.send((state) => claimMediaHome(state, { node, address: `ws://${node}:1`, gone }));

  test('the first where somebody broadcasts has it, and keeps it', () => {
    const m = aLiveStream();
    expect(factsOf(claims(m, 'a'))).toEqual([{ type: 'media_home_set', node: 'a', address: 'ws://a:1' }]);
    expect(factsOf(claims(m, 'a'))).toEqual([]);
    expect(factsOf(claims(m, 'b'))).toEqual([]);
    expect(m.bench.state.mediaHome).toEqual({ node: 'a', address: 'ws://a:1' });
  });

  test('another one takes it over from that which it found gone, and from no other', () => {
    const m = aLiveStream();
    replyOf(claims(m, 'a'));
    expect(factsOf(claims(m, 'b', 'c'))).toEqual([]);
    expect(factsOf(claims(m, 'b', 'a'))).toHaveLength(1);
    expect(factsOf(claims(m, 'c', 'a'))).toEqual([]);
    expect(m.bench.state.mediaHome).toMatchObject({ node: 'b' });
  });

  test('nobody needs it any more when all is over', () => {
    const m = aLiveStream();
    replyOf(m.host.endsStream());
    expect(factsOf(claims(m, 'a'))).toEqual([]);
  });
});
