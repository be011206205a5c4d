import type { Reason } from '../../shared/contract/answer.ts';
import type { rawRoutes } from '../../shared/contract/http.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import type { Http } from '../connection/http.ts';
import type { MethodAndPath } from '../connection/route-addresses.ts';

/** Where its photos go up, as the contract has it. */
const PHOTOS: MethodAndPath<(typeof rawRoutes)['keepClaimPhoto']> = ['POST', '/orders/:orderId/photos'];

/** What a buyer adds to a claim: a sentence, empty where there is none, and photos that are small enough to be sent. */
export interface ClaimTexts {
  words: string;
  photos: readonly Blob[];
}

/** What is named of them in the claim: the ids under which the shop keeps them. */
export interface NamedTexts {
  textId?: string;
  photoIds?: string[];
}

/**
 * Brings what a claim says up before the claim itself (A4), each once, whatever becomes of the form: who sends it again
 * over a line that broke does not send three photos again.
 */
export function createClaimTexts(http: Pick<Http, 'call' | 'uploadPicture'>) {
  let broughtPhotos = new WeakMap<Blob, string>();
  const broughtWords = new Map<string, string>();

  async function bring(orderId: string, { words, photos }: ClaimTexts): Promise<Result<NamedTexts, Reason>> {
    const named: NamedTexts = {};
    for (const photo of photos) {
      let textId = broughtPhotos.get(photo);
      if (textId === undefined) {
        const answer = await http.uploadPicture<{ textId: string }>(
          photo,
          PHOTOS[1].replace(':orderId', orderId),
        );
        if (!answer.ok) return refuse(answer.refusal);
        textId = answer.value.textId;
        broughtPhotos.set(photo, textId);
      }
      named.photoIds = [...(named.photoIds ?? []), textId];
    }
    if (words !== '') {
      const name = `${orderId} ${words}`;
      let textId = broughtWords.get(name);
      if (textId === undefined) {
        const answer = await http.call('keepClaimWords', { params: { orderId }, body: { words } });
        if (!answer.ok) return refuse(answer.refusal);
        textId = answer.value.textId;
        // One form is open at a time: what was written before it is not sent again.
        broughtWords.clear();
        broughtWords.set(name, textId);
      }
      named.textId = textId;
    }
    return ok(named);
  }

  return {
    /** @returns what to name in the claim, or why it could not be brought up */
    bring,
    /** The shop has them no more: all of it goes up again. */
    forget(): void {
      broughtPhotos = new WeakMap();
      broughtWords.clear();
    },
  };
}
