import express, { type Request, type Response, type Router } from 'express';
import { rawRoutes } from '../../../../shared/contract/http.ts';
import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { slug } from '../../../../shared/values/ids.ts';
import type { Opened, ProgramKind, SessionName } from '../../../media/programs.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SecurityLog } from '../../security/security-log.ts';
import type { ClientAddresses } from '../../visitors/client-address.ts';
import { answerRefusal } from '../answer.ts';

const SDP = 'application/sdp';
const FRAGMENT = 'application/trickle-ice-sdpfrag';
const MAX_BYTES = 64 * 1_024;
const SESSION_ID = /^[A-Za-z0-9_-]{43}$/;

/**
 * WebRTC over HTTP for programs: WHIP (RFC 9725) publishes with the stream's key as bearer token, WHEP plays. The
 * server is ICE-lite and lists all its candidates in the answer, so trickled ones are accepted and ignored.
 */
export function serveWhipRoutes(
  router: Router,
  deps: Pick<GatewayDeps, 'media'> & { addresses: ClientAddresses; security: Pick<SecurityLog, 'note'> },
): void {
  const { programs } = deps.media;
  const { whip, whipChange, whipEnd, whep, whepChange, whepEnd } = rawRoutes;
  const sdp = express.text({ type: SDP, limit: MAX_BYTES, inflate: false });
  const fragment = express.text({ type: FRAGMENT, limit: MAX_BYTES, inflate: false });
  const noteWrongKey = (request: Request, stream: string) => {
    const { ip } = deps.addresses.of(request);
    deps.security.note({ kind: 'refused', what: `${whip.method} ${whip.path}`, stream, ip });
  };

  router.post(whip.path, sdp, async (request, response) => {
    const stream = streamOf(request);
    const offer = bodyOf(request, response, SDP);
    if (offer === null) return;
    const key = bearerOf(request);
    if (key === null) return refuse(response, { code: 'UNAUTHENTICATED' }, NO_KEY);
    if (stream === null) return refuse(response, { code: 'UNAUTHENTICATED' });
    const opened = await programs.publish(stream, key, programOf(request), offer);
    if (opened.ok) answerOpened(response, 'whip', stream, opened.value);
    else {
      if (opened.refusal.code === 'UNAUTHENTICATED') noteWrongKey(request, stream);
      refuse(response, opened.refusal);
    }
  });

  router.post(whep.path, sdp, async (request, response) => {
    const stream = streamOf(request);
    const offer = bodyOf(request, response, SDP);
    if (offer === null) return;
    if (stream === null) return refuse(response, { code: 'NOT_FOUND' });
    const { key, isThisMachine } = deps.addresses.of(request);
    const opened = await programs.play(stream, isThisMachine ? '' : key, offer);
    if (opened.ok) answerOpened(response, 'whep', stream, opened.value);
    else refuse(response, opened.refusal);
  });

  for (const [kind, change, end] of [
    ['whip', whipChange, whipEnd],
    ['whep', whepChange, whepEnd],
  ] as const) {
    router.patch(change.path, fragment, async (request, response) => {
      const text = bodyOf(request, response, FRAGMENT);
      if (text === null) return;
      const where = sessionOf(kind, request);
      const found = where ? await programs.find(where) : null;
      if (!where || !found) return refuse(response, { code: 'NOT_FOUND' });
      if (!found.ok) return refuse(response, found.refusal);
      const asked = request.get('If-Match');
      if (asked === undefined) return response.status(428).end();
      if (asked === `"${found.value.etag}"`) return response.status(204).end();
      if (asked !== '*') return response.status(412).end();
      // `*` matches any session: this is an ICE restart (RFC 9725, 4.4).
      const restarted = await programs.restart(where);
      if (!restarted.ok) return refuse(response, restarted.refusal);
      response.set('ETag', `"${restarted.value.etag}"`).type(FRAGMENT).send(restarted.value.fragment);
    });
    router.delete(end.path, async (request, response) => {
      const where = sessionOf(kind, request);
      const ended = where ? await programs.end(where) : null;
      if (!ended) return refuse(response, { code: 'NOT_FOUND' });
      if (ended.ok) response.status(200).end();
      else refuse(response, ended.refusal);
    });
  }
  for (const { path } of [whip, whep]) {
    router.options(path, (_, response) => void response.set('Accept-Post', SDP).status(204).end());
  }
}

function answerOpened(response: Response, kind: ProgramKind, stream: string, opened: Opened): void {
  response
    .status(201)
    .set({
      Location: `/api/v1/streams/${stream}/${kind}/${opened.sessionId}`,
      ETag: `"${opened.etag}"`,
      'Accept-Patch': FRAGMENT,
      'Access-Control-Expose-Headers': 'Location, ETag',
      'Cache-Control': 'no-store',
    })
    .type(SDP)
    .send(opened.answer);
}

/** Answers with a refusal. @param aboutKey the message about a refused key */
function refuse(response: Response, refusal: Refusal, aboutKey = WRONG_KEY): void {
  if (refusal.code === 'UNAUTHENTICATED') response.set('WWW-Authenticate', 'Bearer realm="fairday"');
  answerRefusal(response, refusal, saidOf(refusal, aboutKey));
}

function saidOf(refusal: Refusal, aboutKey: string): { status?: number; message?: string } {
  if (refusal.code === 'UNAUTHENTICATED') return { message: aboutKey };
  if (refusal.code === 'BUSY') return { message: TAKEN };
  const isBadOffer = refusal.code === 'BAD_REQUEST' && refusal.field === 'offer';
  return isBadOffer ? { status: 422, message: UNUSABLE } : {};
}

/** The answer without a key. Programs show answers to the person who configured them. */
const NO_KEY = 'No stream key: send the key that the console made as a Bearer token.';
/** The answer to a wrong key or an unknown stream, which must not differ. */
const WRONG_KEY = 'Wrong stream key for this address: copy both again from the console.';
const TAKEN = 'A console broadcasts; stop it there first.';
const UNUSABLE = 'Nothing of this offer can be used: it takes Opus, and VP8 or H264, in one bundle.';

/** The text of a body of one type; answers 415 and returns null for another. */
function bodyOf(request: Request, response: Response, type: string): string | null {
  if (typeof request.body === 'string' && request.body !== '') return request.body;
  answerRefusal(
    response,
    { code: 'BAD_REQUEST', field: 'content-type' },
    { status: 415, message: `Send ${type}.` },
  );
  return null;
}

function streamOf(request: Request): string | null {
  const parsed = slug.safeParse(request.params.slug);
  return parsed.success ? parsed.data : null;
}

function sessionOf(kind: ProgramKind, request: Request): SessionName | null {
  const stream = streamOf(request);
  const { sessionId } = request.params;
  if (stream === null || typeof sessionId !== 'string' || !SESSION_ID.test(sessionId)) return null;
  return { kind, slug: stream, sessionId, key: bearerOf(request) };
}

function bearerOf(request: Request): string | null {
  return /^Bearer (\S{1,200})$/i.exec(request.get('Authorization') ?? '')?.[1] ?? null;
}

/** The program's own name, short and in ASCII: `OBS-Studio/31.0.0`. */
function programOf(request: Request): string {
  const agent = request.get('User-Agent') ?? '';
  const name = /OBS-Studio\/[\d.]+/.exec(agent)?.[0] ?? agent.split(' ')[0] ?? '';
  return name.replace(/[^ -~]/g, '').slice(0, 40) || 'WHIP';
}
