import { describe, expect, test } from 'vitest';
import { recordingFailed, setPlaybackUrl, switchRecording } from '../../server/market/broadcast/recording.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { LineupOverTime } from '../../server/market/stream/lineup-over-time.ts';
import { createRehearsal } from '../../server/market/stream/rehearsal.ts';
import { Bench, idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct, at, Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const URL = 'https://cdn.example/market/live.m3u8';
const turns = (m: Market, isOn: boolean) =>
  m.bench.send((state, when) => switchRecording(state, { isOn }, { ...when, by: m.host.by }));
const names = (m: Market, url: string | null) =>
  m.bench.send((state, when) => setPlaybackUrl(state, { url }, { ...when, by: m.host.by }));

describe('[S7] the switch of the recording', () => {
  test('is a fact with who turned it; turned the same way again it is none', () => {
    const m = aLiveStream();
    expect(factsOf(turns(m, true))).toEqual([{ type: 'recording_started', by: m.host.by }]);
    expect(factsOf(turns(m, true))).toEqual([]);
    expect(m.bench.state.recording).toEqual({ isOn: true, sinceMs: m.bench.nowMs, problem: null });
    expect(factsOf(turns(m, false))).toEqual([{ type: 'recording_stopped', problem: null, by: m.host.by }]);
    expect(factsOf(turns(m, false))).toEqual([]);
  });

  test('goes off by itself when no more can be kept, and says why until it is on again', () => {
    const m = aLiveStream();
    replyOf(turns(m, true));
    const failed = m.bench.send((state) => recordingFailed(state, { problem: 'too_large' }));
    expect(factsOf(failed)).toEqual([{ type: 'recording_stopped', problem: 'too_large', by: null }]);
    expect(m.bench.state.recording).toMatchObject({ isOn: false, problem: 'too_large' });
    expect(factsOf(m.bench.send((state) => recordingFailed(state, { problem: 'disk' })))).toEqual([]);
    replyOf(turns(m, true));
    expect(m.bench.state.recording).toMatchObject({ isOn: true, problem: null });
  });

  test('[S1] is not there in a rehearsal', () => {
    const m = new Market([aProduct('potato', { stock: 10 })]);
    const rehearsal = new Bench(idOf(800_000));
    rehearsal.send((state, when) =>
      createRehearsal(state, { of: m.bench.state, slug: 'rehearsal' }, { ...when, by: m.host.by }),
    );
    const on = rehearsal.send((state, when) =>
      switchRecording(state, { isOn: true }, { ...when, by: m.host.by }),
    );
    expect(refusalOf(on).code).toBe('REHEARSAL');
  });

  test('cannot be turned on when all is over', () => {
    const m = aLiveStream();
    replyOf(m.host.endsStream());
    expect(refusalOf(turns(m, true))).toEqual({ code: 'STREAM_CLOSED' });
  });
});

describe('[S7] a playlist elsewhere', () => {
  test('is a fact with who named it, and can be taken away', () => {
    const m = aLiveStream();
    expect(factsOf(names(m, URL))).toEqual([{ type: 'playback_url_set', url: URL, by: m.host.by }]);
    expect(factsOf(names(m, URL))).toEqual([]);
    expect(m.bench.state.playbackUrl).toBe(URL);
    replyOf(names(m, null));
    expect(m.bench.state.playbackUrl).toBeNull();
  });

  test('is not taken when all is over', () => {
    const m = aLiveStream();
    replyOf(m.host.endsStream());
    expect(refusalOf(names(m, URL))).toEqual({ code: 'STREAM_CLOSED' });
  });
});

interface Pinned {
  itemNumber: number;
  pinnedAtMs: number;
}

describe('[S7] the lineup as it was at each moment, for a replay', () => {
  const told = (m: Market) => {
    const lineup = new LineupOverTime();
    for (const { seq, atMs, text } of m.bench.log) {
      lineup.take(JSON.parse(text) as StreamFact, { seq, atMs });
    }
    return lineup;
  };

  test('a pin lasts until the next one that drives it out, is taken back, or the stream ends', () => {
    const m = aLiveStream(aProduct('potato'), aProduct('walnut'), aProduct('quinoa'));
    m.until('19:40');
    replyOf(m.host.pins('potato'));
    m.until('19:50');
    replyOf(m.host.pins('walnut'));
    m.until('19:51');
    const slip = replyOf(m.host.pins('quinoa'));
    m.passes(2_000);
    replyOf(m.host.undoes(slip.seq));
    m.until('20:00');
    replyOf(m.host.unpins('walnut'));
    m.until('20:10');
    replyOf(m.host.endsStream());
    const during = told(m).pins.filter(({ itemNumber }) => itemNumber === m.numberOf('quinoa'));
    expect(during).toEqual([{ itemNumber: 3, fromMs: at('19:51'), toMs: at('19:51') + 2_000 }]);
    const { pins } = told(m);
    for (const { fromMs, toMs } of pins) expect(toMs).toBeGreaterThan(fromMs);
    expect(pins.filter(({ itemNumber }) => itemNumber === 2).at(-1)).toMatchObject({ toMs: at('20:00') });
    expect(pins.every(({ toMs }) => toMs <= at('20:10'))).toBe(true);
  });

  test('what was pinned before the stream was on counts from its beginning', () => {
    const m = new Market([aProduct('potato')]);
    replyOf(m.host.pins('potato'));
    m.passes(60_000);
    m.goesLive();
    const startedAtMs = m.bench.nowMs;
    m.passes(60_000);
    replyOf(m.host.endsStream());
    expect(told(m).pins).toEqual([{ itemNumber: 1, fromMs: startedAtMs, toMs: startedAtMs + 60_000 }]);
  });

  test('[S8] its host calls a chapter otherwise, moves its beginning, or leaves it out', () => {
    const m = aLiveStream(aProduct('potato'), aProduct('walnut'), aProduct('quinoa'));
    const pinned = ['potato', 'walnut', 'quinoa', 'walnut'].map((name) => {
      m.passes(60_000);
      replyOf(m.host.pins(name));
      return { itemNumber: m.numberOf(name), pinnedAtMs: m.bench.nowMs };
    });
    m.passes(60_000);
    replyOf(m.host.endsStream());
    const asPinned = told(m).pins;
    expect(asPinned.map(({ itemNumber, fromMs: pinnedAtMs }) => ({ itemNumber, pinnedAtMs }))).toEqual(
      pinned,
    );
    const [potato, walnut, quinoa, again] = pinned as [Pinned, Pinned, Pinned, Pinned];
    const fromMs = walnut.pinnedAtMs - 20_000;
    const chapters = [
      { ...potato, isHidden: true as const },
      { ...walnut, fromMs, name: '剥核桃', nameEn: 'Cracking walnuts' },
      { ...quinoa, fromMs: again.pinnedAtMs + 30_000 },
    ];
    replyOf(m.host.describes({ chapters }));
    const [, second, third, last] = asPinned;
    expect(told(m).pins).toEqual([
      { ...second, fromMs, pinnedAtMs: walnut.pinnedAtMs, name: '剥核桃', nameEn: 'Cracking walnuts' },
      // One that is moved behind its end begins just before that.
      { ...third, fromMs: third!.toMs - 1, pinnedAtMs: quinoa.pinnedAtMs },
      last,
    ]);
    replyOf(m.host.describes({ chapters: undefined }));
    expect(told(m).pins).toEqual(asPinned);
  });

  test('a flash stands from its start to when it really ended; one that never began is not there', () => {
    const m = aLiveStream(aProduct('potato', { price: 3_000 }), aProduct('walnut', { price: 3_000 }));
    const fromMs = m.bench.nowMs;
    replyOf(m.host.flashes('potato', { price: 2_000, seconds: 60 }));
    const later = replyOf(
      m.host.flashes('walnut', { price: 2_000, startsAtMs: fromMs + 600_000, seconds: 60 }),
    );
    m.passes(2_000);
    replyOf(m.host.undoes(later.seq));
    m.passes(90_000);
    replyOf(m.host.endsStream());
    expect(told(m).flashes).toEqual([{ itemNumber: 1, priceMinor: 2_000, fromMs, toMs: fromMs + 60_000 }]);
  });

  test('an item says when it was there and what it cost at last', () => {
    const m = aLiveStream(aProduct('potato', { price: 3_000 }), aProduct('walnut', { price: 3_000 }));
    m.until('19:40');
    replyOf(m.host.prices('potato', 2_500));
    replyOf(m.host.removes('walnut'));
    replyOf(m.host.endsStream());
    const [potato, walnut] = told(m).items;
    expect(potato).toMatchObject({ listPriceMinor: 2_500, toMs: null });
    expect(walnut).toMatchObject({ toMs: at('19:40') });
  });
});
