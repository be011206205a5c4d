import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { inlineSources } from '../pages/first-view/first-page.ts';

/** What a page may ask a device for: a broadcast's camera, microphone and screen, a code to the clipboard, and no more. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'display-capture', 'clipboard-write', 'fullscreen'].map(
    (each) => `${each}=(self)`,
  ),
  ...['geolocation', 'payment', 'usb', 'serial', 'bluetooth', 'midi', 'hid', 'xr-spatial-tracking'].map(
    (each) => `${each}=()`,
  ),
].join(', ');

/** Headers of every answer: nothing inline but two constant texts, nothing from elsewhere but pictures and a broadcast
 * that a host plays out elsewhere, framed by nobody. */
export function securityHeaders(options: { isSecure: boolean }) {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", inlineSources.script],
        styleSrc: ["'self'", inlineSources.style],
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
