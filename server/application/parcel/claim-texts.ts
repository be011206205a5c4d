import type { ClaimTextsView } from '../../../shared/contract/packing.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_CLAIM_PHOTOS } from '../../../shared/market/parcel/bounds.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import { HOUR, MINUTE } from '../../../shared/values/time.ts';
import type { PersonalText, PersonalTextKind } from '../../ports/personal-texts.ts';
import type { ClaimOfOrder } from '../../ports/readers.ts';
import type { BuyerActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { claimEnds } from './claim-time.ts';

/** A text that no claim names is kept for so long: time to fill in the form, over a line that breaks. */
const DRAFT_MS = HOUR;
/** A claim is decided within this time of its look-up, so that what it names is still there. */
const MARGIN_MS = MINUTE;
/** Texts and photos that one buyer sends within the hour: three claims with all that they may have. */
const MAX_DRAFTS = 3 * (1 + MAX_CLAIM_PHOTOS);
const SHOWN_PARCELS = 50;

type Deps = Pick<ApplicationDeps, 'readers' | 'store' | 'directory' | 'secrets' | 'clock' | 'ids'>;

/**
 * Keeps a sentence or a photo for a claim that its buyer is about to make (A4). Only who has a delivered parcel whose time
 * for claims is not over may: what strangers send costs nobody a disk.
 * @param text.read called once it is known that they may; its refusal is the answer
 * @returns NOT_FOUND: no order of this buyer; CLAIM_INVALID: nothing of it can be claimed; RATE_LIMITED: too many within the hour
 */
export async function keepClaimText(
  { readers, store, directory, secrets, clock, ids }: Deps,
  { buyerId, allIds }: BuyerActor,
  orderId: string,
  { kind, read }: { kind: PersonalTextKind; read(): Promise<Result<Uint8Array, Refusal>> },
): Promise<Result<{ textId: string }, Refusal>> {
  const found = await readers.orderById(orderId);
  if (!found || !allIds.includes(found.order.buyerId)) return refuse({ code: 'NOT_FOUND' });
  const nowMs = clock.nowMs();
  const parcels = await readers.parcels({ orderIds: [orderId], limit: SHOWN_PARCELS });
  const delivered = parcels.flatMap(({ shipment }) => shipment.deliveredAtMs ?? []);
  if (delivered.length === 0) return refuse({ code: 'CLAIM_INVALID', reason: 'not_delivered' });
  const { streamId } = found.order;
  const endOf = await claimEnds({ store }, [streamId]);
  if (delivered.every((atMs) => nowMs >= endOf(streamId, atMs)))
    return refuse({ code: 'CLAIM_INVALID', reason: 'too_late' });
  const bytes = await read();
  if (!bytes.ok) return bytes;
  const textId = ids.next();
  const text = {
    ...{ textId, kind, streamId, orderId, buyerId },
    ...{ atMs: nowMs, untilMs: nowMs + DRAFT_MS, ...secrets.sealText(bytes.value) },
  };
  const isKept = await directory.addText(text, MAX_DRAFTS, nowMs - DRAFT_MS);
  return isKept ? ok({ textId }) : refuse({ code: 'RATE_LIMITED', retryAfterMs: DRAFT_MS });
}

/** True iff all that a claim names is kept for it: of this buyer, of this order, each as what it is named. */
export async function areTextsKept(
  { directory, clock }: Pick<ApplicationDeps, 'directory' | 'clock'>,
  { allIds }: BuyerActor,
  claim: {
    streamId: string;
    orderId: string;
    textId?: string | undefined;
    photoIds?: string[] | undefined;
  },
): Promise<boolean> {
  const { textId, photoIds = [] } = claim;
  const named = photoIds.map((id): [string, PersonalTextKind] => [id, 'claim_photo']);
  if (textId !== undefined) named.push([textId, 'claim_words']);
  if (named.length === 0) return true;
  const kept = await directory.texts(named.map(([id]) => id));
  const good = kept.filter(
    (text) =>
      text.streamId === claim.streamId &&
      text.orderId === claim.orderId &&
      allIds.includes(text.buyerId) &&
      text.untilMs > clock.nowMs() + MARGIN_MS,
  );
  return named.every(([id, kind]) => good.some((text) => text.textId === id && text.kind === kind));
}

/**
 * What a buyer wrote and photographed about a claim, opened for the desk. What was destroyed since is not there, nor what is
 * about to be: its time is over, or its buyer took the claim back.
 */
export async function claimTexts(
  deps: Pick<ApplicationDeps, 'readers' | 'directory' | 'secrets' | 'clock'>,
  streamId: string,
  claimId: string,
): Promise<ClaimTextsView | null> {
  const [claim] = await deps.readers.claims({ claimIds: [claimId], limit: 1 });
  return claim?.streamId === streamId ? opened(deps, claim, () => true) : null;
}

/** The same for the buyer who sent it: of a claim about an order of theirs, what they sent themselves. Null: it is none. */
export async function myClaimTexts(
  deps: Pick<ApplicationDeps, 'readers' | 'directory' | 'secrets' | 'clock'>,
  { allIds }: BuyerActor,
  { orderId, claimId }: { orderId: string; claimId: string },
): Promise<ClaimTextsView | null> {
  const [claim] = await deps.readers.claims({ claimIds: [claimId], limit: 1 });
  if (claim?.orderId !== orderId) return null;
  const found = await deps.readers.orderById(orderId);
  if (!found || !allIds.includes(found.order.buyerId)) return null;
  return opened(deps, claim, ({ buyerId }) => allIds.includes(buyerId));
}

/** What of a claim's words and photos is kept, opened. @param may whether one of them may be read by who asks */
async function opened(
  { directory, secrets, clock }: Pick<ApplicationDeps, 'directory' | 'secrets' | 'clock'>,
  { textId, photoIds }: Pick<ClaimOfOrder, 'textId' | 'photoIds'>,
  may: (text: PersonalText) => boolean,
): Promise<ClaimTextsView> {
  const photos = photoIds.split(' ').filter((id) => id !== '');
  const kept = await directory.texts(textId === null ? photos : [textId, ...photos]);
  const nowMs = clock.nowMs();
  const texts = new Map(
    kept
      .filter((text) => text.untilMs > nowMs && may(text))
      .map((text) => {
        const bytes = secrets.openText(text);
        return [text.textId, bytes && Buffer.from(bytes)];
      }),
  );
  return {
    words: (textId !== null && texts.get(textId)?.toString()) || null,
    photos: photos.flatMap((id) => {
      const photo = texts.get(id);
      return photo ? [`data:image/jpeg;base64,${photo.toString('base64')}`] : [];
    }),
  };
}
