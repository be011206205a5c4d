import express, { type Request, type Response, type Router } from 'express';
import { rawRoutes } from '../../../../shared/contract/http.ts';
import { MAX_PHOTO_BYTES } from '../../../../shared/market/parcel/bounds.ts';
import { id } from '../../../../shared/values/ids.ts';
import { ok, refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answerRefusal } from '../answer.ts';
import type { Decoding } from '../pictures/decoding.ts';
import { pictureKind, shrunk } from '../pictures/pictures.ts';
import type { Visitor } from '../visitor.ts';

const NO_PHOTO = { code: 'BAD_REQUEST', field: 'photo' } as const;

/**
 * Photos of claims (A4). What its first bytes say is no JPEG is refused unread; the rest is unpacked and made anew, which
 * leaves out what the camera wrote, the place above all. Only who may claim takes a place among the pictures.
 */
export function serveClaimPhotos(
  router: Router,
  deps: GatewayDeps & { visitorOf: (request: Request, response: Response) => Visitor; decoding: Decoding },
): void {
  const raw = express.raw({ type: () => true, limit: MAX_PHOTO_BYTES, inflate: false });

  router.post(rawRoutes.keepClaimPhoto.path, raw, async (request: Request, response: Response) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const orderId = id.safeParse(request.params.orderId);
    if (!orderId.success) return answerRefusal(response, { code: 'NOT_FOUND' });
    if (pictureKind(bytes) !== 'jpg') return answerRefusal(response, NO_PHOTO);
    const buyer = await deps.visitorOf(request, response).buyer();
    const read = () =>
      deps.decoding(async () => {
        const photo = await shrunk(bytes, 'jpg');
        return photo ? ok(photo) : refuse(NO_PHOTO);
      });
    const kept = await deps.application.keepClaimText(buyer, orderId.data, { kind: 'claim_photo', read });
    if (!kept.ok) return answerRefusal(response, kept.refusal);
    response.set('Cache-Control', 'no-store').json(kept.value);
  });
}
