import { expect, test } from 'vitest';
import { mayDo, rightsOn } from '../../server/market/kernel/authority.ts';
import { publicView, rightOf } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { streamPageView } from '../../server/market/stream/page.ts';
import { streamEntry } from '../../server/market/stream/views.ts';
import { viewOf } from '../../shared/live-view/changes.ts';
import { changesOf } from '../../shared/live-view/told.ts';
import { describe as describeContract } from '../../shared/market/stream/page.ts';
import { idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct, at, Market } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';

const COVER = `/pictures/${'a1'.repeat(20)}.jpg`;
const autumn = {
  title: '秋收专场',
  titleEn: 'Autumn Harvest',
  hostNameEn: 'Yang Mei',
  description: '新米、核桃、蜂蜜。',
  descriptionEn: 'New rice, walnuts and honey.',
  cover: COVER,
  hostPicture: `/pictures/${'b2'.repeat(20)}.webp`,
};

/** Planned for 19:30; it is 19:00. */
const aPlannedStream = () => new Market([aProduct('rice')]);

test('[S8] the page of a planned stream says what its host says, whole, and its time moves', () => {
  const m = aPlannedStream();
  const reply = replyOf(m.host.describes({ ...autumn, scheduledAtMs: at('20:15') }));
  const { state } = m.bench;
  expect(reply).toEqual({ seq: state.seq, version: state.seq, undoUntilMs: null });
  expect(state).toMatchObject({ title: '秋收专场', scheduledAtMs: at('20:15') });
  expect(streamPageView(state)).toEqual({
    version: state.seq,
    page: { ...autumn, scheduledAtMs: at('20:15') },
    ...{ isPlanned: true, currency: 'CNY', currencyFixedBy: 'items' },
  });
  replyOf(m.host.describes({ title: 'Harvest', cover: undefined, titleEn: undefined }));
  const { page } = streamPageView(m.bench.state);
  expect(page.title).toBe('Harvest');
  expect(page.cover).toBeUndefined();
  expect(page.titleEn).toBeUndefined();
  expect(page.description).toBe(autumn.description);
});

test('[S8] who looks on is told: all of it while it is planned, then the names alone', () => {
  const m = aPlannedStream();
  replyOf(m.host.describes(autumn));
  expect(streamEntry(m.bench.state)).toMatchObject(autumn);
  const view = publicView(m.bench.state);
  expect(viewOf(changesOf(view))).toEqual(view);
  m.goesLive();
  const entry = streamEntry(m.bench.state);
  expect(entry).toMatchObject({ title: '秋收专场', titleEn: 'Autumn Harvest', hostNameEn: 'Yang Mei' });
  expect(entry).not.toHaveProperty('description');
  expect(entry).not.toHaveProperty('descriptionEn');
  expect(entry).not.toHaveProperty('cover');
  expect(entry).not.toHaveProperty('hostPicture');
});

test('[S8] a stream begins with what its host is called in English, until its page says another', () => {
  const m = new Market([aProduct('rice')], { hostNameEn: 'Yang Wenhai' });
  expect(streamEntry(m.bench.state)).toMatchObject({ hostName: 'Yang', hostNameEn: 'Yang Wenhai' });
  expect(streamPageView(m.bench.state)).toMatchObject({ version: 0, page: { hostNameEn: 'Yang Wenhai' } });
  replyOf(m.host.describes({ titleEn: 'Harvest' }));
  expect(streamEntry(m.bench.state)).toMatchObject({ titleEn: 'Harvest', hostNameEn: 'Yang Wenhai' });
  replyOf(m.host.describes({ hostNameEn: undefined }));
  expect(streamEntry(m.bench.state)).not.toHaveProperty('hostNameEn');
});

test('[S8] a stream that nobody described is what it was before there were pages', () => {
  const m = aPlannedStream();
  expect(m.bench.state).not.toHaveProperty('page');
  expect(writeState(m.bench.state)).not.toContain('"page"');
  expect(streamPageView(m.bench.state)).toEqual({
    version: 0,
    page: { title: 'Market day', scheduledAtMs: at('19:30') },
    ...{ isPlanned: true, currency: 'CNY', currencyFixedBy: 'items' },
  });
});

test('[S8] the time stays once it has begun; everything else may be corrected, also after the end', () => {
  const m = aLiveStream(aProduct('rice'));
  expect(refusalOf(m.host.describes({ scheduledAtMs: at('23:00') }))).toEqual({
    code: 'PAGE_INVALID',
    field: 'scheduledAtMs',
    reason: 'started',
  });
  replyOf(m.host.describes(autumn));
  replyOf(m.host.endsStream());
  replyOf(m.host.describes({ title: '秋收' }));
  m.until('22:00');
  replyOf(m.host.describes({ description: '谢谢大家。' }));
  expect(streamPageView(m.bench.state)).toMatchObject({
    page: { title: '秋收', description: '谢谢大家。' },
    ...{ isPlanned: false, currency: 'CNY', currencyFixedBy: 'started' },
  });
});

test('[S8] a replay has chapters once its stream is over, and each begins while that was on', () => {
  const m = aLiveStream(aProduct('rice'));
  const liveStartMs = m.bench.state.liveStartMs!;
  replyOf(m.host.pins('rice'));
  const chapter = { itemNumber: m.numberOf('rice'), pinnedAtMs: m.bench.nowMs };
  const chapters = [{ ...chapter, name: 'New rice' }];
  const no = (reason: string) => ({ code: 'PAGE_INVALID', field: 'chapters', reason });
  expect(refusalOf(m.host.describes({ chapters }))).toEqual(no('early'));
  m.passes(60_000);
  replyOf(m.host.endsStream());
  const endedAtMs = m.bench.nowMs;
  for (const fromMs of [liveStartMs - 1, endedAtMs]) {
    expect(refusalOf(m.host.describes({ chapters: [{ ...chapter, fromMs }] }))).toEqual(no('outside'));
  }
  for (const fromMs of [liveStartMs, endedAtMs - 1]) {
    replyOf(m.host.describes({ chapters: [{ ...chapter, fromMs }] }));
  }
  const { version } = replyOf(m.host.describes({ chapters }));
  expect(replyOf(m.host.describes({ chapters }))).toMatchObject({ version });
  // The title alone is another one: they stay, and who watches a stream is told nothing of them.
  replyOf(m.host.describes({ title: 'Rice day' }));
  expect(streamPageView(m.bench.state).page).toMatchObject({ title: 'Rice day', chapters });
  expect(streamEntry(m.bench.state)).not.toHaveProperty('chapters');
});

test('[S8] it is not put to a time that is over; a host who is late may still say the rest', () => {
  const m = aPlannedStream();
  m.bench.nowMs = at('19:40');
  expect(refusalOf(m.host.describes({ scheduledAtMs: at('19:39') }))).toEqual({
    code: 'PAGE_INVALID',
    field: 'scheduledAtMs',
    reason: 'past',
  });
  replyOf(m.host.describes({ description: 'We are on our way.' }));
  replyOf(m.host.describes({ scheduledAtMs: at('19:40') }));
});

test('[S8] [L4] of two hosts the second is told; the same again changes nothing', () => {
  const m = aPlannedStream();
  const { version } = replyOf(m.host.describes(autumn, 0));
  expect(refusalOf(m.host.describes({ title: 'Mine' }, 0))).toEqual({ code: 'STALE_VERSION', version });
  const before = m.bench.state.seq;
  expect(replyOf(m.host.describes(autumn))).toMatchObject({ version });
  expect(m.bench.state.seq).toBe(before);
});

test('[S8] one that was cancelled keeps its page, and a rehearsal has none', () => {
  const m = aPlannedStream();
  replyOf(m.host.cancelsStream());
  expect(refusalOf(m.host.describes(autumn)).code).toBe('STREAM_CLOSED');
  const rehearsal = aPlannedStream();
  rehearsal.bench.state.rehearsalOf = idOf(1);
  expect(refusalOf(rehearsal.host.describes(autumn)).code).toBe('REHEARSAL');
});

test('[S8] [A1] its host and operators say it; no grant is enough', () => {
  const m = aPlannedStream();
  const helper = { staffId: idOf(77), role: 'assistant' as const };
  m.host.grants(helper.staffId, ['pin', 'lineup', 'flash', 'stock', 'voucher', 'chat', 'orders:view']);
  const { state } = m.bench;
  expect(mayDo(rightsOn(state, helper)!, rightOf('stream:describe'))).toBe(false);
  expect(mayDo(rightsOn(state, { staffId: idOf(900_001), role: 'host' })!, rightOf('stream:describe'))).toBe(
    true,
  );
});

test('[S8] texts are bounded and plain; a cover is a picture of this market; a description has paragraphs', () => {
  const parsed = (page: object) =>
    describeContract.request.safeParse({
      ...{ key: idOf(1), version: 0 },
      page: { title: 'T', scheduledAtMs: at('20:00'), ...page },
    });
  expect(parsed({}).success).toBe(true);
  expect(parsed({ description: 'one\r\n\r\n\r\n\r\ntwo  \nthree ' }).data?.page.description).toBe(
    'one\n\ntwo\nthree',
  );
  const no = [
    { title: '' },
    { title: 'x'.repeat(81) },
    { titleEn: 'x'.repeat(81) },
    { hostNameEn: 'x'.repeat(61) },
    { description: 'x'.repeat(601) },
    { description: 'turned \u202e round' },
    { descriptionEn: '   ' },
    { cover: 'https://elsewhere.example/a.jpg' },
    { cover: '/pictures/../secret' },
    { cover: `${COVER}?x` },
    { more: true },
  ];
  for (const page of no) expect(parsed(page).success, JSON.stringify(page)).toBe(false);
});
