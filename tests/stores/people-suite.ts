import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffAct } from '../../server/market/account/staff.ts';
import type { StaffRecord } from '../../server/ports/directory.ts';
import type { Channel } from '../../shared/values/channel.ts';
import {
  aBatch,
  aHead,
  anItem,
  anOrder,
  aPresence,
  aRefusal,
  aStream,
  EIGHT,
  idOf,
  MINUTE,
} from '../builders/store-rows.ts';
import type { Stores } from './store-suite.ts';

/** What every store keeps of people. */
export function peopleSuite(open: () => Promise<Stores>): void {
  describe('the directory', () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(() => stores.close());

    const li: StaffRecord = {
      staffId: idOf('li'),
      email: 'Li.Mei@market.example',
      name: 'Li Mei',
      role: 'host',
      producerId: null,
      passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
    };

    test('staff: one per e-mail, whatever its case', async () => {
      const { directory } = stores;
      expect(await directory.addStaff(li)).toBe(true);
      expect(
        await directory.addStaff({ ...li, staffId: idOf('other'), email: 'li.mei@MARKET.example' }),
      ).toBe(false);
      expect(await directory.staffByEmail('LI.MEI@market.example')).toEqual({
        ...li,
        nameEn: '',
        offAtMs: null,
      });
      expect(await directory.staffById(li.staffId)).toEqual({ ...li, nameEn: '', offAtMs: null });
      expect(await directory.staffById(idOf('other'))).toBeNull();
      expect(await directory.addStaff({ ...li, email: 'other@market.example' })).toBe(false);
      // The same one twice at once is there once, and neither is a fault.
      const wu = { ...li, staffId: idOf('wu'), email: 'wu@market.example' };
      const twice = await Promise.all([directory.addStaff(wu), directory.addStaff(wu)]);
      expect(twice.sort()).toEqual([false, true]);
    });

    test('sessions: found, ended, and bounded in number', async () => {
      const { directory } = stores;
      for (let index = 0; index < 55; index += 1) {
        await directory.addSession({
          tokenHash: `token ${index}`,
          staffId: li.staffId,
          untilMs: EIGHT + index,
        });
      }
      expect(await directory.session('token 54')).toEqual({
        tokenHash: 'token 54',
        staffId: li.staffId,
        untilMs: EIGHT + 54,
      });
      expect(await directory.session('token 4')).toBeNull();
      expect(await directory.session('token 5')).not.toBeNull();
      await directory.endSession('token 54');
      expect(await directory.session('token 54')).toBeNull();
      await expect(
        directory.addSession({ tokenHash: 't', staffId: idOf('no one'), untilMs: EIGHT }),
      ).rejects.toThrow();
    });

    test('a one-time secret works once, for its kind, and before its end', async () => {
      const { directory } = stores;
      const secret = { kind: 'sign_in', secretHash: 'h1', subjectId: li.staffId, untilMs: EIGHT } as const;
      await directory.addOneTime(secret);
      await directory.addOneTime({ ...secret, secretHash: 'h2' });
      expect(await directory.takeOneTime('device', 'h1', EIGHT - 1)).toBeNull();
      const taken = await Promise.all([1, 2, 3].map(() => directory.takeOneTime('sign_in', 'h1', EIGHT - 1)));
      expect(taken.filter((subject) => subject !== null)).toEqual([li.staffId]);
      expect(await directory.takeOneTime('sign_in', 'h2', EIGHT)).toBeNull();
      expect(await directory.takeOneTime('sign_in', 'h2', EIGHT - 1)).toBeNull();
    });

    test('[A1] staff: changed with a note of who did it, and signed out when they are switched off', async () => {
      const { directory } = stores;
      const mei = { ...li, staffId: idOf('mei'), email: 'mei@market.example', name: 'Mei' };
      await directory.addStaff(mei);
      const change = (n: number, act: StaffAct, staffId = mei.staffId) =>
        directory.changeStaff({
          changeId: idOf(`change ${n}`),
          atMs: EIGHT + n,
          byId: li.staffId,
          staffId,
          act,
        });
      for (const tokenHash of ['mei 1', 'mei 2']) {
        await directory.addSession({ tokenHash, staffId: mei.staffId, untilMs: EIGHT + MINUTE });
      }
      const link = { kind: 'sign_in', subjectId: mei.staffId, untilMs: EIGHT + MINUTE } as const;
      await directory.addOneTime({ ...link, secretHash: 'mei link' });
      await directory.addOneTime({ ...link, secretHash: 'li link', subjectId: li.staffId });

      expect(await change(1, { what: 'role', role: 'packer' })).toEqual({
        outcome: 'done',
        endedSessions: [],
      });
      // Nothing noted what she was first.
      expect((await directory.staffChanges(1))[0]).toMatchObject({ role: 'packer', wasRole: null });
      expect(await directory.session('mei 1')).not.toBeNull();
      expect((await directory.staffMembers(EIGHT, 10)).find(({ name }) => name === 'Mei')).toEqual({
        ...{ staffId: mei.staffId, email: mei.email, name: 'Mei', nameEn: '', role: 'packer' },
        producerId: null,
        ...{ offAtMs: null, sessions: 2 },
      });
      const off = await change(2, { what: 'off' });
      expect(off.outcome === 'done' && off.endedSessions.sort()).toEqual(['mei 1', 'mei 2']);
      expect(await directory.session('mei 1')).toBeNull();
      expect(await directory.takeOneTime('sign_in', 'mei link', EIGHT)).toBeNull();
      expect(await directory.staffById(mei.staffId)).toMatchObject({ offAtMs: EIGHT + 2, role: 'packer' });
      // Again, under another name or the same one, it is nothing new.
      expect(await change(3, { what: 'off' })).toEqual({ outcome: 'done', endedSessions: [] });
      expect(await change(1, { what: 'role', role: 'host' })).toEqual({ outcome: 'done', endedSessions: [] });
      await change(4, { what: 'on' });
      await directory.addOneTime({ ...link, secretHash: 'older' });
      await change(5, { what: 'link' });
      expect(await directory.takeOneTime('sign_in', 'older', EIGHT)).toBeNull();
      expect(await directory.takeOneTime('sign_in', 'li link', EIGHT)).toBe(li.staffId);
      expect(await change(6, { what: 'on' }, idOf('no one'))).toEqual({ outcome: 'unknown' });
      expect(await directory.staffChanges(3)).toEqual(
        (
          [
            ['link', 5],
            ['on', 4],
            ['off', 2],
          ] as const
        ).map(([what, n]) => ({
          ...{ changeId: idOf(`change ${n}`), atMs: EIGHT + n, byId: li.staffId },
          ...{ staffId: mei.staffId, what, role: 'packer', wasRole: 'packer' },
        })),
      );
      // Another name ends no link, and is noted.
      await directory.addOneTime({ ...link, secretHash: 'kept' });
      await change(9, { what: 'name', name: '梅', nameEn: 'Mei' });
      expect(await directory.takeOneTime('sign_in', 'kept', EIGHT)).toBe(mei.staffId);
      expect(await directory.staffById(mei.staffId)).toMatchObject({ name: '梅', nameEn: 'Mei' });
      expect((await directory.staffChanges(1))[0]).toMatchObject({ what: 'name', role: 'packer' });
    });

    test('[A1] a link is kept with the change that makes it, and none for who is switched off', async () => {
      const { directory } = stores;
      const staffId = idOf('mei');
      const untilMs = EIGHT + MINUTE;
      const change = (name: string, act: StaffAct, secretHash?: string) =>
        directory.changeStaff({
          ...{ changeId: idOf(`link ${name}`), atMs: EIGHT, byId: li.staffId, staffId, act },
          ...(secretHash && { link: { secretHash, untilMs } }),
        });
      const newLink = (name: string) => change(name, { what: 'link' }, name);
      const take = (name: string) => directory.takeOneTime('sign_in', name, EIGHT);
      await Promise.all(['link 1', 'link 2', 'link 3'].map(newLink));
      const taken = [await take('link 1'), await take('link 2'), await take('link 3')];
      expect(taken.filter((found) => found !== null)).toEqual([staffId]);
      await newLink('link 4');
      // What was noted before is noted once; who asks again has a link of their own.
      await change('link 4', { what: 'link' }, 'link 5');
      expect([await take('link 4'), await take('link 5')]).toEqual([staffId, staffId]);
      await change('off', { what: 'off' });
      expect(await newLink('link 6')).toEqual({ outcome: 'unknown' });
      await change('on', { what: 'on' });
      expect(await take('link 6')).toBeNull();
    });

    test('[A1] a link made for one role is worth nothing under another', async () => {
      const { directory } = stores;
      const staffId = idOf('mei');
      const untilMs = EIGHT + MINUTE;
      const change = (name: string, act: StaffAct, secretHash?: string) =>
        directory.changeStaff({
          ...{ changeId: idOf(`turn ${name}`), atMs: EIGHT, byId: li.staffId, staffId, act },
          ...(secretHash && { link: { secretHash, untilMs } }),
        });
      const take = (name: string) => directory.takeOneTime('sign_in', name, EIGHT);
      await change('link', { what: 'link' }, 'for a packer');
      await change('to analyst', { what: 'role', role: 'analyst' });
      expect(await take('for a packer')).toBeNull();
      await change('link again', { what: 'link' }, 'for an analyst');
      // The role that somebody has already is no change.
      await change('same', { what: 'role', role: 'analyst' });
      expect(await take('for an analyst')).toBe(staffId);
      await change('back', { what: 'role', role: 'packer' });
    });

    test('[A1] whoever is switched off is signed out, and a sign-in that comes too late leaves no session', async () => {
      const { directory } = stores;
      const staffId = idOf('mei');
      const change = (n: number, act: StaffAct) =>
        directory.changeStaff({
          ...{ changeId: idOf(`session ${n}`), atMs: EIGHT, byId: li.staffId, staffId, act },
        });
      for (let n = 0; n < 8; n += 2) {
        const tokens = ['a', 'b', 'c'].map((name) => `late ${n} ${name}`);
        const session = (tokenHash: string) =>
          directory.addSession({ tokenHash, staffId, untilMs: EIGHT + MINUTE });
        await Promise.all([session(tokens[0]!), change(n, { what: 'off' }), ...tokens.slice(1).map(session)]);
        expect(await Promise.all(tokens.map((token) => directory.session(token)))).toEqual([
          null,
          null,
          null,
        ]);
        await change(n + 1, { what: 'on' });
      }
    });

    test('[B2] whoever takes a code ends their own, so that no two become each other', async () => {
      const { directory } = stores;
      const [one, other] = [idOf('guest one'), idOf('guest other')];
      const code = (secretHash: string, subjectId: string) =>
        directory.addOneTime({ kind: 'device', secretHash, subjectId, untilMs: EIGHT });
      const take = (secretHash: string, byIds: readonly string[]) =>
        directory.takeOneTime('device', secretHash, EIGHT - 1, byIds);
      for (let n = 0; n < 4; n += 1) {
        await code(`one ${n}`, one);
        await code(`other ${n}`, other);
        const taken = await Promise.all([take(`one ${n}`, [other]), take(`other ${n}`, [one])]);
        expect(taken.filter((found) => found !== null)).toHaveLength(1);
      }
      // A code that is wrong ends nothing.
      await code('kept', one);
      expect(await take('wrong', [one])).toBeNull();
      expect(await take('kept', [other])).toBe(one);
    });

    test('[A1] two last operators who switch each other off at once: one of them stays', async () => {
      const { directory } = stores;
      const two = ['first', 'second'].map((name) => idOf(`operator ${name}`));
      for (const staffId of two) {
        await directory.addStaff({ ...li, staffId, email: `${staffId}@market.example`, role: 'operator' });
      }
      const acts: StaffAct[] = [{ what: 'off' }, { what: 'role', role: 'host' }];
      const outcomes = await Promise.all(
        two.map((staffId, index) =>
          directory.changeStaff({
            ...{ changeId: idOf(`leaves ${index}`), atMs: EIGHT, byId: staffId },
            ...{ staffId, act: acts[index]! },
          }),
        ),
      );
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['done', 'last_operator']);
      const left = (await directory.staffMembers(EIGHT, 10)).filter(
        ({ role, offAtMs }) => role === 'operator' && offAtMs === null,
      );
      expect(left).toHaveLength(1);
    });

    test('[B2] a chain of merged devices is one buyer, and a ring does no harm', async () => {
      const { directory } = stores;
      const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => idOf(`alias ${name}`)) as [
        string,
        string,
        string,
        string,
      ];
      expect(await directory.identity(a)).toEqual({ buyerId: a, allIds: [a] });
      await directory.addAlias(a, b, 1);
      await directory.addAlias(b, c, 2);
      await directory.addAlias(c, a, 3);
      await directory.addAlias(b, b, 4);
      for (const id of [a, b, c]) {
        expect(await directory.identity(id)).toEqual({ buyerId: c, allIds: [c, a, b] });
      }
      await directory.addAlias(a, d, 5);
      expect(await directory.identity(b)).toEqual({ buyerId: d, allIds: [d, a, b, c] });
    });

    test('[A3] an address is kept sealed, once per key', async () => {
      const { directory } = stores;
      const buyerId = idOf('addressee');
      const first = { addressId: idOf('a1'), buyerId, key: idOf('k1'), sealed: 'c2VhbGVk', atMs: EIGHT };
      const second = { ...first, addressId: idOf('a2'), key: idOf('k2'), atMs: EIGHT + 1 };
      await directory.addAddress(first);
      await directory.addAddress({ ...first, addressId: idOf('a3') });
      await directory.addAddress(second);
      expect(await directory.addressesOf([idOf('nobody'), buyerId])).toEqual([second, first]);
      expect(await directory.addresses([second.addressId, idOf('a3')])).toEqual([second]);
      const both = await directory.addresses([first.addressId, second.addressId]);
      expect(both.sort((a, b) => a.atMs - b.atMs)).toEqual([first, second]);
      expect(await directory.addressCount()).toBe(2);
    });

    test('[A5] an address waits for its tags, and is found by any of them until it has others', async () => {
      const { directory } = stores;
      const before = await directory.indexProgress();
      const anAddress = (name: string, atMs: number) => ({
        ...{ addressId: idOf(name), buyerId: idOf('found'), key: idOf(`key of ${name}`), atMs },
        sealed: 'c2VhbGVk',
      });
      const [first, second] = [anAddress('f1', EIGHT), anAddress('f2', EIGHT + 1)] as const;
      for (const address of [first, second]) await directory.addAddress(address);
      await directory.addAddress(first);
      expect(await directory.indexProgress()).toEqual({
        waiting: before.waiting + 2,
        all: before.all + 2,
      });
      expect(await directory.untagged()).toEqual(expect.arrayContaining([first, second]));
      const ofFirst = { addressId: first.addressId, tags: ['wang', '1085'] };
      await directory.tagAddresses([ofFirst, { addressId: second.addressId, tags: ['1085'] }]);
      // Twice is once, and one that is gone gets none.
      await directory.tagAddresses([ofFirst, { addressId: idOf('gone'), tags: ['1085'] }]);
      expect(await directory.untagged()).not.toEqual(expect.arrayContaining([first]));
      expect(await directory.addressesTagged(['1085', 'nobody'])).toEqual([second, first]);
      expect(await directory.addressesTagged(['wang'])).toEqual([first]);
      expect(await directory.addressesTagged(['wan'])).toEqual([]);
      await directory.tagAddresses([{ addressId: first.addressId, tags: ['li'] }]);
      expect(await directory.addressesTagged(['wang'])).toEqual([]);
      await directory.tagUnder('a secret');
      const all = await directory.indexProgress();
      expect(all.waiting).toBe(all.all);
      await directory.tagAddresses([ofFirst]);
      await directory.tagUnder('a secret');
      expect(await directory.indexProgress()).toEqual({ ...all, waiting: all.all - 1 });
    });

    test('[H8] a stream has one key for its networks: overwritten in the batch that closes or cancels it, and never made anew', async () => {
      const { directory, store } = stores;
      const key = (letter: string) => letter.repeat(43);
      for (const status of ['CLOSED', 'CANCELLED'] as const) {
        const streamId = idOf(`networks ${status}`);
        await store.create(aHead(streamId));
        await store.append(aBatch(streamId, 0, { rows: { streams: [aStream(streamId)] } }));
        expect(await directory.networkKey(streamId, key('a'))).toBe(key('a'));
        expect(await directory.networkKey(streamId, key('b'))).toBe(key('a'));
        const over = { streams: [{ ...aStream(streamId), status }] };
        await store.append(aBatch(streamId, 1, { rows: over }));
        expect(await directory.networkKey(streamId, key('c'))).toBeNull();
      }
      const gone = idOf('networks of a stream that was over before');
      await store.create(aHead(gone));
      await store.append(aBatch(gone, 0, { rows: { streams: [{ ...aStream(gone), status: 'CLOSED' }] } }));
      expect(await directory.networkKey(gone, key('d'))).toBeNull();
    });

    test('[A4] a text is kept until it is emptied, by its buyer or by its time', async () => {
      const { directory, store } = stores;
      const buyerId = idOf('who wrote');
      const aText = (name: string, atMs = EIGHT) => ({
        ...{
          textId: idOf(name),
          kind: 'claim_words' as const,
          streamId: idOf('written'),
          orderId: idOf('of'),
        },
        ...{ buyerId, atMs, untilMs: EIGHT + MINUTE, key: 'k'.repeat(43), sealed: 'c2VhbGVk' },
      });
      const names = ['w1', 'w2', 'w3'];
      for (const name of names) expect(await directory.addText(aText(name), 3, EIGHT - 1)).toBe(true);
      expect(await directory.addText(aText('w4'), 3, EIGHT - 1)).toBe(false);
      // What was sent long ago counts no more.
      expect(await directory.addText(aText('w4', EIGHT + MINUTE), 3, EIGHT)).toBe(true);
      expect(await directory.texts([idOf('w1'), idOf('nobody’s')])).toEqual([aText('w1')]);
      // A fact names the second one and the third: it is kept for longer from then on.
      const streamId = idOf('names texts');
      await store.create(aHead(streamId));
      const textUses = ['w2', 'w3'].map((name) => ({ textId: idOf(name), untilMs: EIGHT + 2 * MINUTE }));
      await store.append(aBatch(streamId, 0, { rows: { textUses } }));
      const there = async () =>
        (await directory.texts([...names, 'w4'].map(idOf))).map(({ textId }) => textId).sort();
      expect(await directory.emptyDueTexts(EIGHT + MINUTE - 1, 10)).toBe(0);
      expect(await directory.emptyDueTexts(EIGHT + MINUTE, 10)).toBe(2);
      expect(await there()).toEqual([idOf('w2'), idOf('w3')].sort());
      expect(await directory.emptyTextsOf([idOf('nobody')], EIGHT)).toBe(0);
      expect(await there()).toHaveLength(2);
      expect(await directory.emptyTextsOf([idOf('nobody'), buyerId], EIGHT)).toBe(2);
      expect(await directory.emptyTextsOf([buyerId], EIGHT)).toBe(0);
      expect(await there()).toEqual([]);
    });

    test('[N1] what was written in a chat is due so long after the close of its stream, however old it is', async () => {
      const { directory, store } = stores;
      const [open, closed] = [idOf('a chat that goes on'), idOf('a chat that is over')];
      const closedAtMs = EIGHT + 60 * MINUTE;
      const aLine = (streamId: string, name: string, keptMs: number) => ({
        ...{ textId: idOf(name), kind: 'chat_line' as const, streamId, buyerId: idOf('who talks') },
        ...{ atMs: EIGHT, untilMs: EIGHT + 900 * MINUTE, keptMs, sealed: 'c2VhbGVk' },
      });
      const chatTexts = [
        aLine(open, 'goes on', 20 * MINUTE),
        aLine(closed, 'is over', 20 * MINUTE),
        aLine(closed, 'is kept for longer', 30 * MINUTE),
      ];
      const chatTextKeys = chatTexts.map(({ textId }) => ({ textId, key: 'k'.repeat(43) }));
      for (const streamId of [open, closed]) {
        await store.create(aHead(streamId));
        const streams = [aStream(streamId, streamId === closed ? { closedAtMs, status: 'CLOSED' } : {})];
        const ofStream = chatTexts.filter((text) => text.streamId === streamId);
        await store.append(aBatch(streamId, 0, { rows: { streams, chatTexts: ofStream, chatTextKeys } }));
      }
      const left = async () => {
        const found = await directory.texts(chatTexts.map(({ textId }) => textId));
        return found.map(({ textId }) => textId).sort();
      };
      expect(await directory.emptyDueTexts(closedAtMs + 20 * MINUTE - 1, 10)).toBe(0);
      expect(await directory.emptyDueTexts(closedAtMs + 20 * MINUTE, 10)).toBe(1);
      expect(await left()).toEqual([idOf('goes on'), idOf('is kept for longer')].sort());
      expect(await directory.emptyDueTexts(EIGHT + 900 * MINUTE, 10)).toBe(2);
    });

    test('[O12] notes of an order: so many at a time, each id once, the first first, destroyed one by one or with their buyer', async () => {
      const { directory } = stores;
      const [orderId, buyerId] = [idOf('noted order'), idOf('noted buyer')];
      const aNote = (name: string, atMs: number, of = orderId) => ({
        ...{ textId: idOf(name), kind: 'order_note' as const, streamId: idOf('noted'), orderId: of, buyerId },
        ...{
          atMs,
          untilMs: EIGHT + 2 * MINUTE,
          key: 'k'.repeat(43),
          sealed: 'c2VhbGVk',
          authorId: idOf('mei'),
        },
      });
      expect(await directory.addNote(aNote('n2', EIGHT + 1), 2)).toBe('added');
      expect(await directory.addNote(aNote('n1', EIGHT), 2)).toBe('added');
      expect(await directory.addNote(aNote('n1', EIGHT), 9)).toBe('known');
      expect(await directory.addNote(aNote('n3', EIGHT), 2)).toBe('full');
      expect(await directory.addNote(aNote('n4', EIGHT, idOf('another order')), 2)).toBe('added');
      expect(await directory.notesOf(orderId)).toEqual([aNote('n1', EIGHT), aNote('n2', EIGHT + 1)]);
      // They take nothing of what their buyer may send.
      const draft = { ...aNote('draft', EIGHT), kind: 'claim_words' as const };
      const { authorId: _nobody, ...words } = draft;
      expect(await directory.addText(words, 1, EIGHT - 1)).toBe(true);
      expect(await directory.emptyTexts([idOf('n1'), idOf('nobody’s')], EIGHT)).toBe(1);
      expect(await directory.emptyTexts([idOf('n1')], EIGHT)).toBe(0);
      expect((await directory.notesOf(orderId)).map(({ textId }) => textId)).toEqual([idOf('n2')]);
      // One that was destroyed is not written again, and makes room for others.
      expect(await directory.addNote(aNote('n1', EIGHT), 2)).toBe('known');
      expect(await directory.addNote(aNote('n3', EIGHT), 2)).toBe('added');
      expect(await directory.emptyTextsOf([buyerId], EIGHT)).toBe(4);
      expect(await directory.notesOf(orderId)).toEqual([]);
    });

    test('[A3] the secrets that seal are known by their fingerprints, each once, until they are given up', async () => {
      const { directory } = stores;
      expect(await directory.sealedUnder()).toEqual([]);
      await directory.sealUnder('first');
      await directory.sealUnder('second');
      await directory.sealUnder('first');
      expect((await directory.sealedUnder()).sort()).toEqual(['first', 'second']);
      await directory.forgetSeals(['first', 'nobody’s']);
      expect(await directory.sealedUnder()).toEqual(['second']);
    });
  });

  describe('the audience', () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(() => stores.close());

    test('what screens showed is added up for each viewer, and each stands for as many as were left out', async () => {
      const { audience, store, readers } = stores;
      const streamId = idOf('exposed');
      await store.create(aHead(streamId));
      const rows = { streams: [aStream(streamId)], items: [anItem(streamId, 1), anItem(streamId, 2)] };
      await store.append(aBatch(streamId, 0, { rows }));
      const shows = (viewer: string, itemNumber: number, shownMs: number, isOpened = false, oneIn = 1) => ({
        streamId,
        itemNumber,
        viewerId: idOf(viewer),
        shownMs,
        isOpened,
        oneIn,
        channel: 'direct' as const,
      });
      await audience.expose([shows('a', 1, 600), shows('b', 1, 5_000, true, 4), shows('c', 2, 999, true)]);
      await audience.expose([shows('a', 1, 400, true), shows('a', 2, 900)]);
      await audience.expose([]);
      const { summary, items } = (await readers.sales(streamId, EIGHT + MINUTE))!;
      // Viewer c saw nothing long enough, and a tap on what was not seen is none.
      expect(summary).toMatchObject({ exposureScreens: 3, exposedViewers: 5, openedViewers: 5 });
      expect(items).toMatchObject([
        { exposureSeconds: 1 + 4 * 5, exposedViewers: 5, openedViewers: 5, ctr: 1 },
        { exposureSeconds: 1.899, exposedViewers: 0, openedViewers: 0, ctr: null },
      ]);
      // Rows of an older server: nobody said when.
      expect(await readers.exposedMinutes(streamId)).toBeNull();
      const none = { added: null, refused: [] };
      expect(await readers.itemFunnel(streamId, 1)).toEqual({ seen: 5, tapped: 5, oneIn: 4, ...none });
      expect(await readers.itemFunnel(streamId, 2)).toEqual({ seen: 0, tapped: 0, oneIn: 1, ...none });
      const quiet = { seen: null, tapped: null, oneIn: 1, ...none };
      expect(await readers.itemFunnel(idOf('nobody told'), 1)).toEqual(quiet);
    });

    test('each viewer saw and tapped an item first in one minute, after all merges; the minutes add up', async () => {
      const { audience, store, readers, directory } = stores;
      const streamId = idOf('exposed by the minute');
      await store.create(aHead(streamId));
      const rows = { streams: [aStream(streamId)], items: [anItem(streamId, 1), anItem(streamId, 2)] };
      await store.append(aBatch(streamId, 0, { rows }));
      const shows = (viewer: string, seenMinute: number, openedMinute?: number, oneIn = 1) => ({
        ...{ streamId, itemNumber: 1, viewerId: idOf(`minute ${viewer}`), channel: 'direct' as const },
        ...{ shownMs: 2_000, isOpened: openedMinute !== undefined, oneIn, seenMinute },
        ...(openedMinute !== undefined && { openedMinute }),
      });
      await audience.expose([shows('a', 10), shows('b', 10, 10, 4), { ...shows('c', 10), shownMs: 900 }]);
      await audience.expose([shows('a', 12, 12), shows('b', 12, 12, 4), shows('d', 12)]);
      const minutes = async () =>
        ((await readers.exposedMinutes(streamId)) ?? [])
          .map(({ step, minute, viewers }) => `${step} ${minute}: ${viewers}`)
          .sort();
      expect(await minutes()).toEqual(['seen 10: 5', 'seen 12: 1', 'tapped 10: 4', 'tapped 12: 1']);
      await directory.addAlias(idOf('minute d'), idOf('minute a'), EIGHT);
      expect(await minutes()).toEqual(['seen 10: 5', 'tapped 10: 4', 'tapped 12: 1']);
      const way = await readers.itemFunnel(streamId, 1);
      expect(way).toMatchObject({ seen: 5, tapped: 5 });
    });

    test('[C1] by producer and by channel each viewer counts once, under the channel of the last order, else the last', async () => {
      const { audience, store, readers, directory } = stores;
      const streamId = idOf('exposed by part');
      await store.create(aHead(streamId));
      const orderOf = (viewer: string, minute: number, channel: Channel) =>
        anOrder(streamId, `part ${viewer} ${minute}`, {
          ...{ buyerId: idOf(`part ${viewer}`), placedAtMs: minute * MINUTE, channel },
        });
      const other = { producerId: idOf('another producer') };
      const rows = {
        streams: [aStream(streamId)],
        items: [anItem(streamId, 1), anItem(streamId, 2), anItem(streamId, 3, other)],
        orders: [orderOf('b', 11, 'jd'), orderOf('b', 14, 'taobao')],
      };
      await store.append(aBatch(streamId, 0, { rows }));
      const shows = (
        viewer: string,
        itemNumber: number,
        channel: Channel,
        seenMinute: number,
        openedMinute?: number,
        oneIn = 1,
      ) => ({
        ...{ streamId, itemNumber, viewerId: idOf(`part ${viewer}`), channel },
        ...{ shownMs: 2_000, isOpened: openedMinute !== undefined, oneIn, seenMinute },
        ...(openedMinute !== undefined && { openedMinute }),
      });
      await audience.expose([
        ...[shows('a', 1, 'wechat', 10), shows('a', 2, 'jd', 12, 12), shows('a', 3, 'jd', 13)],
        ...[shows('b', 1, 'wechat', 15, 16, 4), { ...shows('c', 3, 'jd', 10), shownMs: 900 }],
        shows('d', 3, 'wechat', 20, 20),
      ]);
      const parts = async (by: 'producer' | 'channel') =>
        ((await readers.exposedParts(streamId, by)) ?? [])
          .map(({ of, step, minute, viewers }) => `${of} ${step} ${minute}: ${viewers}`)
          .sort();
      expect(await parts('channel')).toEqual([
        ...['jd seen 10: 1', 'jd tapped 12: 1', 'taobao seen 15: 4', 'taobao tapped 16: 4'],
        ...['wechat seen 20: 1', 'wechat tapped 20: 1'],
      ]);
      const [one, another] = [anItem(streamId, 1).producerId, other.producerId];
      const byProducer = [
        ...[`${one} seen 10: 1`, `${one} seen 15: 4`, `${one} tapped 12: 1`, `${one} tapped 16: 4`],
        ...[`${another} seen 13: 1`, `${another} seen 20: 1`, `${another} tapped 20: 1`],
      ];
      expect(await parts('producer')).toEqual(byProducer.toSorted());
      // One person by now: who has ordered once counts there.
      await directory.addAlias(idOf('part d'), idOf('part b'), EIGHT);
      expect(await parts('channel')).toEqual([
        ...['jd seen 10: 1', 'jd tapped 12: 1', 'taobao seen 15: 4', 'taobao tapped 16: 4'],
      ]);
      expect(await readers.exposedParts(idOf('nobody told'), 'producer')).toBeNull();
    });

    test('[K4] why an item was refused, and to how many, those of one person counted once', async () => {
      const { store, readers, directory } = stores;
      const streamId = idOf('refused by code');
      await store.create(aHead(streamId));
      const refusals = [
        aRefusal('way ana', 1, { code: 'SOLD_OUT', atMs: EIGHT }),
        aRefusal('way bo', 1, { code: 'SOLD_OUT', atMs: EIGHT + 5 }),
        aRefusal('way bo', 1, { code: 'BUYER_LIMIT', atMs: EIGHT + 7 }),
        aRefusal('way cy', 1, { code: 'BUYER_LIMIT', atMs: EIGHT + 6 }),
        aRefusal('way di', 1, { code: 'BUYER_LIMIT', atMs: EIGHT + 3 }),
        aRefusal('way cy', 2, { code: 'STOPPED', atMs: EIGHT + 9 }),
      ];
      await store.append(aBatch(streamId, 0, { refusals }));
      expect((await readers.itemFunnel(streamId, 1)).refused).toEqual([
        { code: 'BUYER_LIMIT', buyers: 3, lastAtMs: EIGHT + 7 },
        { code: 'SOLD_OUT', buyers: 2, lastAtMs: EIGHT + 5 },
      ]);
      await directory.addAlias(idOf('way bo'), idOf('way ana'), EIGHT);
      expect((await readers.itemFunnel(streamId, 1)).refused).toEqual([
        { code: 'BUYER_LIMIT', buyers: 3, lastAtMs: EIGHT + 7 },
        { code: 'SOLD_OUT', buyers: 1, lastAtMs: EIGHT + 5 },
      ]);
    });

    test('what a crash left open ends at the last beat of its own node', async () => {
      const { audience, store, readers } = stores;
      const streamId = idOf('left open');
      await store.create(aHead(streamId));
      await store.append(aBatch(streamId, 0, { rows: { streams: [aStream(streamId)] } }));
      const on = (node: string, from: number) =>
        aPresence(streamId, `viewer of ${node}`, from, null, { node });
      await audience.record([on('first', 0), on('second', 0), on('third', 0), on('never beat', 1)]);
      await audience.record([on('first', 7)]);
      for (const [node, minute] of [
        ['first', 1],
        ['first', 2],
        ['second', 3],
        ['third', 4],
      ] as const) {
        await audience.beat(node, EIGHT + minute * MINUTE);
      }
      expect(await audience.beats(2)).toEqual([
        { node: 'third', atMs: EIGHT + 4 * MINUTE },
        { node: 'second', atMs: EIGHT + 3 * MINUTE },
      ]);
      const watchedMinutes = async () =>
        (await readers.sales(streamId, EIGHT + 10 * MINUTE))!.summary.watchSeconds / 60;
      // Open are 10 minutes of each, 9 of the one that came later, and 3 of the first one's second visit inside its own.
      expect(await watchedMinutes()).toBe(39);
      await audience.closeLeft('first', EIGHT);
      // The first stood 2 minutes, and no time at all after its last beat; who never beat, none.
      expect(await watchedMinutes()).toBe(2 + 10 + 10);
      await audience.closeLeft('another', EIGHT + 4 * MINUTE);
      expect(await watchedMinutes()).toBe(2 + 3 + 10);
      await audience.closeLeft('third', EIGHT + 4 * MINUTE);
      expect(await watchedMinutes()).toBe(2 + 3 + 4);
    });
  });
}
