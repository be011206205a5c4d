import express, { type Request, type Response, type Router } from 'express';
import type { GatewayDeps } from '../../deps.ts';
import { answerRefusal } from '../answer.ts';
import { staffRoutesOn } from '../guards/staff-routes-on.ts';
import type { Visitor } from '../visitor.ts';
import type { Decoding } from './decoding.ts';
import { pictureKeeper } from './picture-keeper.ts';
import { MAX_PICTURE_BYTES } from './pictures.ts';

/** Upload of pictures: the body is the file. */
export function servePictureUpload(
  router: Router,
  deps: GatewayDeps & { visitorOf: (request: Request, response: Response) => Visitor; decoding: Decoding },
): void {
  const onRoute = staffRoutesOn(router, deps.visitorOf);
  const raw = express.raw({ type: () => true, limit: MAX_PICTURE_BYTES, inflate: false });

  const keep = pictureKeeper(deps.config.dataDir, deps.config.limits, deps.clock, deps.decoding);
  onRoute(
    'uploadPicture',
    async (request, response, { staff }) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const kept = await keep(bytes, staff.producerId ?? staff.staffId);
      if (kept.ok) response.json(kept.value);
      else answerRefusal(response, kept.refusal);
    },
    raw,
  );
}
