import type { IncomingMessage, ServerResponse } from 'node:http';
import { Histogram } from '../../lib/histogram.ts';
import { Tally } from '../../ports/tally.ts';
import { ROUTE_CLASSES, type RouteClass, routeClassOf } from './route-class.ts';

const BOUNDS_MS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const;

/** The statuses that this server answers with; `gone` is an answer whose reader left before its end. */
export const STATUSES = [
  ...['200', '201', '204', '206', '301', '302', '303', '304', '307'],
  ...[
    '400',
    '401',
    '403',
    '404',
    '405',
    '406',
    '409',
    '410',
    '412',
    '413',
    '415',
    '416',
    '422',
    '426',
    '429',
  ],
  ...['500', '503', 'gone', 'other'],
] as const;
export type Status = (typeof STATUSES)[number];

/** Durations and statuses of HTTP answers, by route class. */
export class HttpCounts {
  readonly #of = new Map<RouteClass, { times: Histogram; answers: Tally<Status> }>(
    ROUTE_CLASSES.map((route) => [route, { times: new Histogram(BOUNDS_MS), answers: new Tally(STATUSES) }]),
  );

  /** Counts an answer at its end. An answer whose reader left has no duration, which would mislead. */
  watch(request: IncomingMessage, response: ServerResponse): void {
    const beganMs = performance.now();
    response.once('close', () => {
      const { times, answers } = this.#of.get(routeClassOf(request))!;
      if (!response.writableFinished) {
        answers.add('gone');
        return;
      }
      times.observe(performance.now() - beganMs);
      if (!answers.add(String(response.statusCode))) answers.add('other');
    });
  }

  read(): { route: RouteClass; times: Histogram; answers: [Status, number][] }[] {
    return Array.from(this.#of, ([route, { times, answers }]) => ({ route, times, answers: answers.read() }));
  }
}
