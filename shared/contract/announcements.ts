import * as z from 'zod/mini';
import { history, seq } from '../values/ids.ts';
import { epochMs } from '../values/time.ts';
import { type Announcement, announcement } from './announcement.ts';
import { capabilities } from './capabilities.ts';
import { composed } from './capability.ts';
import { consoleFrame, consoleRights } from './console-frame.ts';
import { told } from './entry.ts';
import { change } from './live-view.ts';
import { privateView } from './private-view.ts';

/**
 * What the server tells over the sockets, event by event, as schemas of its arguments. They describe, and tests hold what
 * is really sent against them; pages take what comes by the types of `protocol.ts` and never import this.
 */

const generation = told(
  'history',
  history,
  'Changes only when the log lost its newest facts: start anew then.',
);
const changes = told('changes', z.array(change));
const nowMs = told('nowMs', epochMs, 'The server’s clock.');
const viewers = told('viewers', z.int(), 'Distinct viewers now.');

const bye = announcement(
  'Why the server closes this connection.',
  z.tuple([
    told(
      'reason',
      z.enum(['SLOW_CONSUMER', 'SESSION_ENDED', 'HELLO_TIMEOUT', 'RATE_LIMITED', 'BAD_REQUEST', 'DRAIN']),
    ),
  ]),
);

export const liveAnnouncements = {
  s: announcement(
    'Snapshot: forget the view, apply `changes` to an empty one; it stands at `to`.',
    z.tuple([generation, told('to', seq), changes]),
  ),
  d: announcement(
    'Frame: the changes of the view in (from, to]. With your own seq at s: apply it if from ≤ s < to, then stand at ' +
      '`to`; ignore it if to ≤ s; if from > s, or the history is another, say hello again.',
    z.tuple([generation, told('from', seq), told('to', seq), changes]),
  ),
  h: announcement(
    'Heartbeat, each second; 3 s without one and the view is stale. `to` is the head of the log: a view may stand below ' +
      'it, because most facts change nothing that viewers see, and a frame may come up to 100 ms later.',
    z.tuple([generation, told('to', seq), nowMs, viewers]),
  ),
  g: announcement(
    'Digest of the view at a seq, every 30 s; who disagrees at that very seq says hello with mismatch.',
    z.tuple([generation, told('seq', seq), told('digest', z.string())]),
  ),
  me: announcement(
    'The buyer’s own part: a whole value; the highest seq wins, a lower one that comes later is ignored.',
    z.tuple([told('view', privateView)]),
  ),
  ...composed(capabilities, 'liveEvents'),
  bye,
} satisfies Record<string, Announcement>;

/** The fields that capabilities give the console's frame, as a sentence names them. */
function words(slot: 'frame' | 'frameLists'): string {
  return Object.keys(composed(capabilities, slot))
    .join(', ')
    .replace(/, (\w+)$/, ' and $1');
}

export const consoleAnnouncements = {
  c: announcement(
    `What changed on the console. Of frames with one history: ${words('frame')} are whole, and those of the highest \`to\` ` +
      `hold. Of ${words('frameLists')} come the ones that changed, each whole: put each in the place of the one with its ` +
      'number or id, unless that came with a higher `to`; what is not named stays. An item that left the lineup has isRemoved. ' +
      'At most 100 orders come, the newest; with another history say hello again.',
    z.tuple([told('frame', consoleFrame)]),
  ),
  rights: announcement(
    'What this person may do is another thing from now on, with the console as they may see it; null: nothing any more.',
    z.tuple([told('rights', z.nullable(consoleRights))]),
  ),
  h: announcement(
    'Heartbeat, each second, and what the host is told of at once.',
    z.tuple([
      generation,
      told('to', seq),
      nowMs,
      viewers,
      told('trouble', z.nullable(z.enum(['storage_full', 'codes_guessed']))),
    ]),
  ),
  ...composed(capabilities, 'consoleEvents'),
  bye,
} satisfies Record<string, Announcement>;
