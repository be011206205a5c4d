import { ok } from '../../../../../shared/values/result.ts';
import type { PersonalTextKind } from '../../../../ports/personal-texts.ts';
import type { Guest } from '../people.ts';
import { CLAIM_WORDS, damagePhotos } from './claim-photos.ts';
import { actorOf, type Shop } from './shopping.ts';

/** What somebody complains about: one unit of it came broken. */
export interface Broken {
  orderId: string;
  itemNumber: number;
  unitPriceMinor: number;
  /** In Chinese, as the market calls it. */
  name: string;
}

/** Opens a claim with a sentence and two photos, which a second core may have begun to draw. @returns its id */
export async function complainAbout(
  { app, ids, clock }: Pick<Shop, 'app' | 'ids' | 'clock'>,
  buyer: Guest,
  streamId: string,
  { orderId, itemNumber, unitPriceMinor, name }: Broken,
  drawn: Promise<Buffer[]> = damagePhotos(name),
): Promise<string> {
  const keep = async (kind: PersonalTextKind, bytes: Buffer) => {
    const kept = await app.application.keepClaimText(actorOf(buyer), orderId, {
      kind,
      read: async () => ok(bytes),
    });
    if (!kept.ok) throw new Error(`What a claim says was refused: ${kept.refusal.code}`);
    return kept.value.textId;
  };
  const textId = await keep('claim_words', Buffer.from(CLAIM_WORDS));
  const photoIds: string[] = [];
  for (const photo of await drawn) photoIds.push(await keep('claim_photo', photo));
  const claimed = await app.application.live(
    actorOf(buyer),
    streamId,
    'claim:open',
    {
      ...{ key: ids.next(), orderId, itemNumber, unitPriceMinor, units: 1, shareBps: 5_000 },
      ...{ reason: 'damaged', textId, photoIds },
    },
    clock.nowMs(),
    null,
  );
  if (!claimed.ok) throw new Error(`A claim was refused: ${claimed.code}`);
  return claimed.claimId;
}
