import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { badHop, type ClientAddresses } from '../../client-address.ts';
import { askerOf, type OriginRule } from '../../origin.ts';
import { answerRefusal } from '../answer.ts';
import { isOfPartner } from './partner-pages.ts';

/** What a page may ask a device for: a broadcast's camera, microphone and screen, a code to the clipboard, and no more. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'display-capture', 'clipboard-write', 'fullscreen'].map(
    (each) => `${each}=(self)`,
  ),
  ...['geolocation', 'payment', 'usb', 'serial', 'bluetooth', 'midi', 'hid', 'xr-spatial-tracking'].map(
    (each) => `${each}=()`,
  ),
].join(', ');

/** Headers of every answer: nothing inline, nothing from elsewhere but pictures and a broadcast
 * that a host plays out elsewhere, framed by nobody. */
export function securityHeaders(options: { isSecure: boolean }) {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'https:', 'data:'],
        mediaSrc: ["'self'", 'blob:', 'https:'],
        connectSrc: ["'self'", 'ws:', 'wss:', 'https:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: options.isSecure,
    // A form of ours must still say where it comes from; with no-referrer a browser sends "Origin: null".
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    response.set('Permissions-Policy', PERMISSIONS);
    headers(request, response, next);
  };
}

/** A page that stands alone in its window. */
export function framedByNobody(_: Request, response: Response, next: NextFunction): void {
  allowFraming(response, "'none'");
  response.set('X-Frame-Options', 'DENY');
  next();
}

/** Pages that may be framed by others: `*`, or those of these origins besides our own. */
export function framableBy(origins: '*' | readonly string[]) {
  const ancestors = origins === '*' ? '*' : ["'self'", ...origins].join(' ');
  return (_: Request, response: Response, next: NextFunction): void => {
    allowFraming(response, ancestors);
    response.removeHeader('X-Frame-Options');
    response.removeHeader('Cross-Origin-Opener-Policy');
    next();
  };
}

function allowFraming(response: Response, ancestors: string): void {
  const policy = response.getHeader('Content-Security-Policy');
  if (typeof policy !== 'string') return;
  response.setHeader(
    'Content-Security-Policy',
    policy.replace("frame-ancestors 'self'", `frame-ancestors ${ancestors}`),
  );
}

const FOREIGN = 'This site may not send this request.';
/** A program's, thus: a browser names the origin by itself. */
const NO_ORIGIN =
  'With a cookie, a request that changes something needs the header Origin with the market’s own address.';

/**
 * No other site writes with a visitor's cookies: besides SameSite, a request that changes something comes from a page of
 * this market, from a partner's where a viewer writes, or from a tool without cookies.
 */
export function sameOriginWrites(rule: OriginRule) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const asker = askerOf(rule, request.headers);
    if (isRead || asker === 'own' || asker === 'tool' || isOfPartner(rule, request)) next();
    else
      answerRefusal(response, { code: 'FORBIDDEN' }, { message: asker === 'unsaid' ? NO_ORIGIN : FOREIGN });
  };
}

/** A request of which a trusted proxy names no IP address is refused: nobody could say whose limits it has (X14). */
export function knownAddressOnly(addresses: Pick<ClientAddresses, 'isReadable'>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (addresses.isReadable(request)) next();
    else answerRefusal(response, badHop, { message: 'A proxy names an address that is none.' });
  };
}

/**
 * Bodies come as they are: one that is packed is refused before a byte of it is read, on every route that there is and
 * will be (X103). A few bytes unpack into megabytes, before anybody has asked who sends them.
 */
export function unpackedOnly(request: Request, response: Response, next: NextFunction): void {
  const coding = (request.headers['content-encoding'] ?? '').trim().toLowerCase();
  if (coding === '' || coding === 'identity') {
    next();
    return;
  }
  response.set('Accept-Encoding', 'identity');
  answerRefusal(
    response,
    { code: 'BAD_REQUEST', field: 'content-encoding' },
    { status: 415, message: 'Send the body as it is, without Content-Encoding.' },
  );
}

/** JSON and nothing else: a form of another site cannot send that without asking first. */
export function jsonOnly(request: Request, response: Response, next: NextFunction): void {
  const hasBody =
    request.headers['content-length'] !== undefined && request.headers['content-length'] !== '0';
  const isChunked = request.headers['transfer-encoding'] !== undefined;
  if (request.method === 'GET' || request.method === 'HEAD' || (!hasBody && !isChunked)) next();
  else if (request.is('application/json')) next();
  else {
    answerRefusal(
      response,
      { code: 'BAD_REQUEST', field: 'content-type' },
      { status: 415, message: 'Send JSON (Content-Type: application/json).' },
    );
  }
}
