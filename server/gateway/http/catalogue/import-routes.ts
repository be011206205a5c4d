import express, { type Request, type Response, type Router } from 'express';
import { previewImportQuery, takeImportQuery } from '../../../../shared/contract/catalogue-import.ts';
import { MAX_IMPORT_BYTES } from '../../../../shared/values/product-bounds.ts';
import type { GatewayDeps } from '../../deps.ts';
import { parse } from '../../faults/parse.ts';
import { answerRefusal } from '../answer.ts';
import { only } from '../answered.ts';
import { staffRoutesOn } from '../guards/staff-routes-on.ts';
import type { Visitor } from '../visitor.ts';

/** More bytes than an import takes: a larger file has a fault of its own. */
const LIMIT_BYTES = MAX_IMPORT_BYTES + 1_024;

/** Routes of an import: the body is the table itself, as the command line reads it. */
export function serveImports(
  router: Router,
  deps: GatewayDeps & { visitorOf: (request: Request, response: Response) => Visitor },
): void {
  const { application } = deps;
  const onRoute = staffRoutesOn(router, deps.visitorOf);
  const raw = express.raw({ type: () => true, limit: LIMIT_BYTES, inflate: false });
  const bytesOf = ({ body }: Request) => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  onRoute(
    'previewImport',
    async (request, response) => {
      const asked = parse(previewImportQuery, request.query);
      if (!asked.ok) return answerRefusal(response, asked.refusal);
      response
        .set('Cache-Control', 'no-store')
        .json(await application.previewImport(bytesOf(request), asked.value.currency));
    },
    raw,
  );
  onRoute(
    'takeImport',
    async (request, response, { actor }) => {
      const asked = parse(takeImportQuery, request.query);
      if (!asked.ok) return answerRefusal(response, asked.refusal);
      const taken = only(
        await application.takeImport(actor, bytesOf(request), asked.value),
        ({ created, changed }) => ({ created, changed }),
      );
      if (taken.ok) response.set('Cache-Control', 'no-store').json(taken.value);
      else answerRefusal(response, taken.refusal);
    },
    raw,
  );
}
