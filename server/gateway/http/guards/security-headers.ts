import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { inlineSources } from '../pages/first-view/first-page.ts';

/** The device features open to a page: camera, microphone and screen for a broadcast, clipboard for a code. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'display-capture', 'clipboard-write', 'fullscreen'].map(
    (each) => `${each}=(self)`,
  ),
  ...['geolocation', 'payment', 'usb', 'serial', 'bluetooth', 'midi', 'hid', 'xr-spatial-tracking'].map(
    (each) => `${each}=()`,
  ),
].join(', ');

/**
 * Headers of every answer. They allow no inline code but four constant texts, no foreign content but pictures and a
 * broadcast hosted elsewhere, and no framing.
 */
export function securityHeaders(options: { isSecure: boolean }) {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", inlineSources.script],
        styleSrc: ["'self'", ...inlineSources.styles],
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
    // Our forms must send an origin; with no-referrer a browser sends "Origin: null".
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    response.set('Permissions-Policy', PERMISSIONS);
    headers(request, response, next);
  };
}
