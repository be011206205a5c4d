import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { FinalLook } from '../final-look.ts';
import type { Journal } from '../journal/reader.ts';
import type { Evidence } from './evidence.ts';
import type { Replay } from './replay.ts';
import { rowOf, type VerdictRow, Wrongs } from './row.ts';

/** INV13, INV14: nobody missed or heard twice what was told. */
export function judgeFrames({ screens }: FinalLook, { followed }: Journal): VerdictRow {
  const wrongs = new Wrongs();
  let gaps = followed.gaps;
  let repeats = 0;
  if (followed.gaps > 0) wrongs.add(`${followed.gaps} gaps in the frames that the followed viewers noted`);
  for (const screen of screens) {
    gaps += screen.gaps;
    repeats += screen.repeats;
    if (screen.gaps > 0) wrongs.add(`viewer ${screen.viewer} saw ${screen.gaps} gaps`);
    if (screen.repeats > 0) wrongs.add(`viewer ${screen.viewer} heard ${screen.repeats} frames twice`);
  }
  return rowOf('seq gaps / repeats', `${gaps} / ${repeats}`, wrongs);
}

/** INV13: at rest each screen shows what the log makes, and a fresh snapshot says the same. */
export function judgeDigests({ toldSeq, screens }: FinalLook, replay: Replay): VerdictRow {
  const wrongs = new Wrongs();
  // Deadlines may go on moving a log; at rest everybody stands at its head.
  const isAtRest = screens.every(({ freshSeq }) => freshSeq === replay.headSeq);
  const least = isAtRest ? replay.headSeq : toldSeq;
  for (const { viewer, seq, followedDigest, freshSeq, freshDigest } of screens) {
    if (freshSeq === null || freshDigest === null) wrongs.add(`viewer ${viewer} got no snapshot at the end`);
    else if (seq < least) wrongs.add(`viewer ${viewer} stands at ${seq}, the others at ${least}`);
    else if (freshSeq < seq) wrongs.add(`viewer ${viewer} was at ${seq} and then given ${freshSeq}`);
    else if (replay.digests.get(freshSeq) !== freshDigest) {
      wrongs.add(`viewer ${viewer}: the snapshot at ${freshSeq} is not what the log makes`);
    } else if (followedDigest !== null && replay.digests.get(seq) !== followedDigest) {
      wrongs.add(`viewer ${viewer}: the screen at ${seq} is not what the log makes`);
    }
  }
  if (screens.length === 0) wrongs.add('nobody was there at the end');
  const name = 'clients whose digest differs from the log';
  return rowOf(name, `${wrongs.count} of ${screens.length} at seq ${least}`, wrongs);
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** INV17: names, addresses, phones, keys and the ids of buyers stand in no public event. */
export async function judgePrivacy(file: string, evidence: Evidence): Promise<VerdictRow> {
  const { canaries, keyHead, buyerIds, publicLeftOut } = evidence;
  const secrets = [canaries.word, canaries.phoneDigits, keyHead, '"addressId"', '"phone"'];
  const buyers = new Set(buyerIds);
  const wrongs = new Wrongs();
  let events = 0;
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    events += 1;
    const told = secrets.find((secret) => line.includes(secret));
    const buyer = line.match(UUID)?.find((id) => buyers.has(id));
    if (told !== undefined) wrongs.add(`an event holds "${told}": ${line.slice(0, 80)}`);
    else if (buyer !== undefined) wrongs.add(`an event names the buyer ${buyer}: ${line.slice(0, 80)}`);
  }
  if (events === 0) wrongs.add('no public event was heard, so nothing was searched');
  const rest = publicLeftOut > 0 ? `, ${publicLeftOut} more not kept` : '';
  return rowOf(
    'public events with personal data',
    `${wrongs.count} of ${events} distinct ones${rest}`,
    wrongs,
  );
}
