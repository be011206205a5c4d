import { LOOK_UPS_AN_HOUR } from '../../../shared/contract/office-lists.ts';
import {
  CHAT_SLOW_MS,
  MAX_CHAT_LINES_A_SECOND,
  MAX_CHAT_SLOW_MS,
} from '../../../shared/market/chat/bounds.ts';
import { MAX_DRAWN } from '../../event-log/admission/draw-room.ts';
import type { AttemptSizes, Counted } from '../../ports/attempt-limiter.ts';
import type { Limits } from '../../ports/limits.ts';
import type { BucketSize } from './bucket.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const TEN_MINUTES_MS = 10 * MINUTE_MS;
const QUARTER_HOUR_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * The key of a count. An address is a network address by its key (`addressKey`), a network its /24 or /48, a server all
 * of its connections.
 */
export type LimitKey =
  | 'connection'
  | 'buyer'
  | 'account'
  | 'device'
  | 'link'
  | 'order'
  | 'phone'
  | 'address'
  | 'network'
  | 'stream'
  | 'server';
/** The bound: a setting of the operator, or a constant. */
type Most = keyof Limits | 'socketsPerAddress' | 'socketsPerAccount' | number;

/**
 * One limit. `bucket`: a rate, with a burst of `atOnce` (absent: the whole count). `cap`: a number of concurrent
 * holders. `pace`: a distance between turns.
 */
export interface LimitRow {
  primitive: 'bucket' | 'cap' | 'pace';
  key: LimitKey;
  most: Most;
  /** The part of the setting that counts, rounded up; absent: all of it. */
  part?: number;
  /** Of a bucket: the time in ms in which `most` tokens refill. */
  inMs?: number;
  /** Of a bucket: the burst. */
  atOnce?: number;
  /** The counted thing, in the plural. */
  of: string;
  reason: string;
  /** The answer beyond the bound. */
  answer: string;
  /** The metric that counts refusals; null: none. */
  metric: `fairday_${string}` | null;
  where: string;
}

const RATE_LIMITED = '`RATE_LIMITED`';
const OF_HTTP = 'fairday_http_requests_total';
const OF_COMMANDS = 'fairday_refusals_total';
const FINDS = 'gateway/http/orders/find-order-route.ts';
const CODES = 'gateway/limits/voucher-code-limit.ts';
const CARTS = 'gateway/limits/cart-writes.ts';
const CHAT_SLOW = '`CHAT_SLOW`';
const CHAT = 'gateway/limits/chat-pace.ts';
const REQUESTS = 'gateway/audience/show-requests.ts';
const SHARED = 'gateway/limits/shared-buckets.ts';
const HALF = 1 / 2;
const FIRST = 'half is kept for what a buyer does for the first time in that span';
const VILLAGE = `guests are free, and each of these is a row that stays; ${FIRST}`;
const PASS =
  'what strangers have emptied stays open for those who have bought, or had watched for two minutes';
const GUESSED = 'a pass lifts no bound on guesses: strangers have the other half';

/**
 * All limits of the front door and behind it: key, bound, reason and answer. Limiters are made from these rows, and
 * `server/event-log/GATES.md` and `docs/limits.md` are checked against them. A setting of 0 switches a limit off.
 */
export const limitTable = {
  connections: {
    ...{ primitive: 'cap', key: 'server', most: 'connections', of: 'connections, sockets and plain HTTP' },
    reason: 'each has memory',
    answer: 'silent ones go first, then viewers of the address with most; else the newcomer is not let in',
    metric: 'fairday_connections_turned_away_total',
    where: 'gateway/limits/connection-cap.ts',
  },
  socketsOfAddress: {
    ...{ primitive: 'cap', key: 'address', most: 'socketsPerAddress', of: 'sockets' },
    reason: 'one address must not fill the house',
    answer: 'the handshake fails (403)',
    metric: 'fairday_handshakes_refused_total',
    where: 'gateway/limits/handshake.ts',
  },
  socketsOfAccount: {
    ...{ primitive: 'cap', key: 'account', most: 'socketsPerAccount', of: 'sockets' },
    reason: 'a person has few screens',
    answer: RATE_LIMITED,
    metric: null,
    where: 'gateway/limits/account-cap.ts',
  },
  handshakes: {
    ...{
      primitive: 'bucket',
      key: 'address',
      most: 'handshakesPerAddress',
      inMs: MINUTE_MS,
      of: 'handshakes',
    },
    reason: 'one address must not fill the house',
    answer: 'the handshake fails (429)',
    metric: 'fairday_handshakes_refused_total',
    where: 'gateway/limits/handshake.ts',
  },
  guests: {
    ...{ primitive: 'bucket', key: 'server', most: 'guestsPerSecond', inMs: SECOND_MS, of: 'new guests' },
    reason: 'a guest writes nothing, but a signature is work',
    answer: `${RATE_LIMITED}, unless the address is below its own`,
    metric: OF_HTTP,
    where: 'gateway/limits/guest-rate.ts',
  },
  guestsOfAddress: {
    ...{
      primitive: 'bucket',
      key: 'address',
      most: 200,
      inMs: SECOND_MS,
      of: 'new guests that are always let in',
    },
    reason: 'a village that opens one link together is not kept out by a flood from elsewhere',
    answer: `${RATE_LIMITED}, if the server's is empty too`,
    metric: OF_HTTP,
    where: 'gateway/limits/guest-rate.ts',
  },
  videoSeats: {
    ...{ primitive: 'cap', key: 'address', most: 'videoSeatsPerAddress', of: 'lines of live video' },
    reason: 'one address must not have all the workers’ lines',
    answer: 'the page plays HLS',
    metric: null,
    where: 'gateway/connection/live-commands.ts',
  },
  joins: {
    ...{
      primitive: 'bucket',
      key: 'connection',
      most: 'joinsPerMinute',
      inMs: MINUTE_MS,
      atOnce: 5,
      of: 'joins',
    },
    reason: 'a join reads the store',
    answer: RATE_LIMITED,
    metric: 'fairday_rate_limited_total',
    where: 'gateway/limits/connection-budget.ts',
  },
  hellos: {
    ...{
      primitive: 'bucket',
      key: 'connection',
      most: 'hellosPerMinute',
      inMs: MINUTE_MS,
      atOnce: 3,
      of: 'hellos, asks for another chat (`chat:low`), names that are tried (`chat:name`)',
    },
    reason: 'each is answered with a snapshot, or with the chat whole',
    answer: RATE_LIMITED,
    metric: 'fairday_rate_limited_total',
    where: 'gateway/limits/connection-budget.ts',
  },
  commands: {
    ...{ primitive: 'bucket', key: 'connection', most: 'commandsPerSecond', inMs: SECOND_MS, of: 'commands' },
    reason: 'one page asks for less',
    answer: `${RATE_LIMITED}; after three bursts of it the connection ends`,
    metric: 'fairday_rate_limited_total',
    where: 'gateway/limits/command-gate.ts',
  },
  inFlight: {
    ...{ primitive: 'cap', key: 'connection', most: 16, of: 'commands that are worked on' },
    reason: 'one page must not fill the queue',
    answer: '`BUSY`',
    metric: OF_COMMANDS,
    where: 'gateway/limits/command-gate.ts',
  },
  readsOfConnection: {
    ...{ primitive: 'bucket', key: 'connection', most: 3, inMs: SECOND_MS },
    of: 'commands, while crowded, before it is beyond its share',
    reason: 'who asks the most is not heard the most',
    answer: 'has half of a turn',
    metric: null,
    where: 'gateway/limits/turn-shares.ts',
  },
  turnBeyondShare: {
    ...{ primitive: 'pace', key: 'network', most: 1 / 2 },
    of: 'part of a turn, while crowded, for what is beyond the share of a network; that is by its known viewers',
    reason: 'sockets are free, two minutes in a stream are not',
    answer: '`BUSY`; others are read on',
    metric: OF_COMMANDS,
    where: 'gateway/limits/load-shedder.ts',
  },
  lastSeconds: {
    ...{ primitive: 'bucket', key: 'stream', most: 'lastSecondCommands', inMs: 2 * SECOND_MS },
    of: 'commands in the last two seconds of a flash',
    reason: 'what came in time is to be read, to get its receipt',
    answer: 'is turned away unread, like others',
    metric: OF_COMMANDS,
    where: 'gateway/limits/last-seconds.ts',
  },
  whileDrawn: {
    ...{ primitive: 'bucket', key: 'stream', most: MAX_DRAWN, inMs: 2 * SECOND_MS },
    of: 'commands while a flash keeps taps for its draw',
    reason: 'what is not read takes no part, and gets no receipt',
    answer: 'is turned away unread, like others',
    metric: OF_COMMANDS,
    where: 'gateway/limits/last-seconds.ts',
  },
  busyHold: {
    ...{ primitive: 'pace', key: 'connection', most: 'busyHoldMs', of: 'ms that an answer is held' },
    reason: 'half of what a no costs is the kernel’s writing of it',
    answer: 'goes out with the next message of its socket',
    metric: null,
    where: 'gateway/limits/load-shedder.ts',
  },
  cartChangesOfProduct: {
    ...{ primitive: 'bucket', key: 'buyer', most: 'cartChangesPerProduct', inMs: HOUR_MS },
    of: 'changes of one product in the cart or the waiting list',
    reason: 'what is written in the log can never be deleted',
    answer: RATE_LIMITED,
    metric: OF_COMMANDS,
    where: 'application/cart-changes.ts',
  },
  cartChangesOfAddress: {
    ...{ primitive: 'bucket', key: 'address', most: 'cartChangesPerAddress', inMs: TEN_MINUTES_MS },
    of: 'changes of all carts and waiting lists of one stream, on this server',
    reason: `guests are free, and what is written in the log can never be deleted; ${FIRST}`,
    answer: RATE_LIMITED,
    metric: OF_COMMANDS,
    where: CARTS,
  },
  cartChangeFirst: {
    ...{ primitive: 'bucket', key: 'buyer', most: 1, inMs: TEN_MINUTES_MS },
    of: 'changes of a stream that may take what is kept of the bucket of the address',
    reason: 'a newcomer’s first item is not kept out by carts that are changed without end',
    answer: 'only has the other half',
    metric: null,
    where: CARTS,
  },
  cartChangePassOfBuyer: {
    ...{ primitive: 'bucket', key: 'buyer', most: 60, inMs: TEN_MINUTES_MS },
    of: 'changes of a stream while the bucket of the address is empty',
    reason: PASS,
    answer: RATE_LIMITED,
    metric: OF_COMMANDS,
    where: CARTS,
  },
  chatLinesOfBuyer: {
    ...{ primitive: 'bucket', key: 'buyer', most: 1, inMs: CHAT_SLOW_MS },
    of: 'lines in the chat of a stream',
    reason: 'a person reads before they write',
    answer: CHAT_SLOW,
    metric: OF_COMMANDS,
    where: CHAT,
  },
  chatLinesOfBuyerWhenMany: {
    ...{ primitive: 'bucket', key: 'buyer', most: 1, inMs: 5 * CHAT_SLOW_MS },
    of: 'lines, while a server is offered more than 10 a second',
    reason: 'so that everybody gets a turn',
    answer: CHAT_SLOW,
    metric: OF_COMMANDS,
    where: CHAT,
  },
  chatLinesOfBuyerWhenCrowded: {
    ...{ primitive: 'bucket', key: 'buyer', most: 1, inMs: MAX_CHAT_SLOW_MS },
    of: 'lines, while a server is offered more than 50 a second',
    reason: 'so that everybody gets a turn',
    answer: CHAT_SLOW,
    metric: OF_COMMANDS,
    where: CHAT,
  },
  chatLinesOfAddress: {
    ...{ primitive: 'bucket', key: 'address', most: 40, inMs: 10 * SECOND_MS },
    of: 'lines in the chat of a stream',
    reason: 'guests are free, and a village shares an address',
    answer: CHAT_SLOW,
    metric: OF_COMMANDS,
    where: CHAT,
  },
  chatLinesOfStream: {
    ...{ primitive: 'bucket', key: 'stream', most: MAX_CHAT_LINES_A_SECOND, inMs: SECOND_MS },
    of: 'lines in its chat',
    reason: 'nobody reads more, and each is written to the disk',
    answer: CHAT_SLOW,
    metric: OF_COMMANDS,
    where: CHAT,
  },
  showRequestsOfBuyer: {
    ...{ primitive: 'bucket', key: 'buyer', most: 60, inMs: MINUTE_MS },
    of: 'requests to be shown a product, on this server',
    reason: 'a person taps no faster',
    answer: RATE_LIMITED,
    metric: OF_COMMANDS,
    where: REQUESTS,
  },
  showRequestsOfAddress: {
    ...{ primitive: 'bucket', key: 'address', most: 2_000, inMs: TEN_MINUTES_MS },
    of: 'requests of one stream to be shown a product, on this server',
    reason: 'guests are free, and a host reads the count',
    answer: RATE_LIMITED,
    metric: OF_COMMANDS,
    where: REQUESTS,
  },
  firstPictures: {
    ...{ primitive: 'bucket', key: 'server', most: 'firstPicturesPerMinute', inMs: MINUTE_MS },
    of: 'pages whose first picture is counted',
    reason: 'a sample tells enough',
    answer: 'is not counted',
    metric: null,
    where: 'gateway/limits/first-pictures.ts',
  },
  firstPicturesOfAddress: {
    ...{ primitive: 'bucket', key: 'address', most: 1, inMs: 10 * SECOND_MS },
    of: 'pages whose first picture is counted',
    reason: 'one viewer’s reports do not outweigh all others’',
    answer: 'is not counted',
    metric: null,
    where: 'gateway/limits/first-pictures.ts',
  },
  signInOfAccount: {
    ...{ primitive: 'bucket', key: 'account', most: 'signInsPerAccount', inMs: QUARTER_HOUR_MS },
    of: 'passwords of one account, from one address or one known device',
    reason:
      'many guesses at one account; counted by address, so that a stranger elsewhere cannot lock its owner out',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: 'gateway/limits/sign-ins.ts',
  },
  signInOfAddress: {
    ...{ primitive: 'bucket', key: 'address', most: 'signInsPerAddress', inMs: QUARTER_HOUR_MS },
    of: 'passwords of all accounts',
    reason: 'one guess at many accounts',
    answer: `${RATE_LIMITED}, but for a known device of the account`,
    metric: OF_HTTP,
    where: 'gateway/limits/sign-ins.ts',
  },
  signInLinkOfAddress: {
    ...{ primitive: 'bucket', key: 'address', most: 'signInLinksPerAddress', inMs: MINUTE_MS },
    of: 'sign-in links that are not signed by this market',
    reason: 'each is looked up in the store, since older ones were not signed',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: 'gateway/http/account/sign-in-routes.ts',
  },
  signInLinkAgain: {
    ...{ primitive: 'bucket', key: 'link', most: 10, inMs: MINUTE_MS },
    of: 'tries of a sign-in link that this market has signed',
    reason: 'each is looked up in the store; strangers cannot make one, and do not shut it',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: 'gateway/http/account/sign-in-routes.ts',
  },
  contactOfBuyer: {
    ...{
      primitive: 'bucket',
      key: 'buyer',
      most: 'contactsPerBuyer',
      inMs: MINUTE_MS,
      of: 'addresses saved',
    },
    reason: 'each is a row that stays',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: 'gateway/http/account/contact-routes.ts',
  },
  contactOfAddress: {
    ...{
      primitive: 'bucket',
      key: 'address',
      most: 'contactsPerAddress',
      inMs: MINUTE_MS,
      of: 'addresses saved',
    },
    reason: VILLAGE,
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: 'gateway/http/account/contact-routes.ts',
  },
  findOfOrder: {
    ...{ primitive: 'bucket', key: 'order', most: 5, inMs: HOUR_MS, of: 'tries in vain to find one order' },
    reason: 'a known reference is no way to try out phones',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: FINDS,
  },
  findOfPhone: {
    ...{ primitive: 'bucket', key: 'phone', most: 5, inMs: HOUR_MS, of: 'tries in vain with one phone' },
    reason: 'a known phone is no way to try out references',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: FINDS,
  },
  findOfNetwork: {
    ...{ primitive: 'bucket', key: 'network', most: 60, inMs: HOUR_MS, of: 'tries in vain to find orders' },
    reason: 'pairs are guessed from somewhere; a village shares a network',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: FINDS,
  },
  findOfBuyer: {
    ...{ primitive: 'bucket', key: 'buyer', most: 20, inMs: HOUR_MS },
    of: 'tries in vain to find orders, from a device that has ordered',
    reason: 'who has bought waits for no stranger of the same network',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: FINDS,
  },
  lookUpOfPerson: {
    ...{ primitive: 'bucket', key: 'account', most: LOOK_UPS_AN_HOUR, inMs: HOUR_MS },
    of: 'look-ups of buyers by name or phone',
    reason: 'whoever helps buyers asks for one at a time, and a list of people is not asked together',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: 'gateway/http/orders/office-people-routes.ts',
  },
  deviceCodeOfBuyer: {
    ...{
      primitive: 'bucket',
      key: 'buyer',
      most: 'deviceCodesPerBuyer',
      inMs: MINUTE_MS,
      of: 'device codes made',
    },
    reason: 'each is a row that stays',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: 'gateway/http/account/device-routes.ts',
  },
  deviceCodeOfAddress: {
    ...{ primitive: 'bucket', key: 'address', most: 'deviceCodesPerAddress', inMs: MINUTE_MS },
    of: 'device codes made',
    reason: VILLAGE,
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: 'gateway/http/account/device-routes.ts',
  },
  mergeOfBuyer: {
    ...{
      primitive: 'bucket',
      key: 'buyer',
      most: 'deviceCodesPerBuyer',
      inMs: MINUTE_MS,
      of: 'device codes typed',
    },
    reason: 'codes can be guessed',
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: 'gateway/http/account/device-routes.ts',
  },
  mergeOfAddress: {
    ...{ primitive: 'bucket', key: 'address', most: 'deviceCodesPerAddress', part: HALF, inMs: MINUTE_MS },
    of: 'device codes typed',
    reason: `guests are free, and codes can be guessed; ${FIRST}`,
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: 'gateway/http/account/device-routes.ts',
  },
  contactPassOfBuyer: {
    ...{ primitive: 'bucket', key: 'buyer', most: 2, inMs: MINUTE_MS },
    of: 'addresses saved while the bucket of the address is empty',
    reason: PASS,
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: SHARED,
  },
  deviceCodePassOfBuyer: {
    ...{ primitive: 'bucket', key: 'buyer', most: 2, inMs: MINUTE_MS },
    of: 'device codes made while the bucket of the address is empty',
    reason: PASS,
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: SHARED,
  },
  mergePassOfBuyer: {
    ...{ primitive: 'bucket', key: 'buyer', most: 2, inMs: MINUTE_MS },
    of: 'device codes typed while the bucket of the address is empty',
    reason: PASS,
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: SHARED,
  },
  mergePassOfAddress: {
    ...{ primitive: 'bucket', key: 'address', most: 'deviceCodesPerAddress', part: HALF, inMs: MINUTE_MS },
    of: 'the same of all buyers',
    reason: GUESSED,
    answer: RATE_LIMITED,
    metric: OF_HTTP,
    where: SHARED,
  },
  devicesOfBuyer: {
    ...{ primitive: 'cap', key: 'buyer', most: 'mergesPerBuyer', of: 'devices joined to it, ever' },
    reason: 'a merge goes through every stream',
    answer: '`MERGE_LIMIT`',
    metric: OF_HTTP,
    where: 'gateway/http/account/device-routes.ts',
  },
  wrongCodeOfBuyer: {
    ...{ primitive: 'bucket', key: 'buyer', most: 'wrongCodesPerBuyer', inMs: TEN_MINUTES_MS },
    of: 'wrong voucher codes',
    reason: 'codes can be guessed',
    answer: 'a quote without the code; an order with one is `RATE_LIMITED`',
    metric: OF_COMMANDS,
    where: CODES,
  },
  wrongCodeOfAddress: {
    ...{
      primitive: 'bucket',
      key: 'address',
      most: 'wrongCodesPerAddress',
      part: HALF,
      inMs: TEN_MINUTES_MS,
    },
    of: 'wrong voucher codes',
    reason: 'guests are free, and codes can be guessed',
    answer: 'the same',
    metric: OF_COMMANDS,
    where: CODES,
  },
  wrongCodeOfStream: {
    ...{ primitive: 'bucket', key: 'stream', most: 'wrongCodesPerStream', inMs: TEN_MINUTES_MS },
    of: 'wrong voucher codes',
    reason: 'addresses can be had as well',
    answer: 'the same for those with nothing reserved or paid there; the host reads a warning',
    metric: OF_COMMANDS,
    where: CODES,
  },
  wrongCodePassOfBuyer: {
    ...{ primitive: 'bucket', key: 'buyer', most: 1, inMs: TEN_MINUTES_MS },
    of: 'wrong voucher codes while the bucket of the address is empty',
    reason: PASS,
    answer: 'the same',
    metric: OF_COMMANDS,
    where: SHARED,
  },
  wrongCodePassOfAddress: {
    ...{
      primitive: 'bucket',
      key: 'address',
      most: 'wrongCodesPerAddress',
      part: HALF,
      inMs: TEN_MINUTES_MS,
    },
    of: 'the same of all buyers',
    reason: GUESSED,
    answer: 'the same',
    metric: OF_COMMANDS,
    where: SHARED,
  },
  documents: {
    ...{ primitive: 'pace', key: 'server', most: 'documentsPerSecond', inMs: SECOND_MS },
    of: 'documents of the API, and as many calendar files',
    reason: 'they are large, and can wait',
    answer: 'waits for its turn; beyond 5 s `RATE_LIMITED`',
    metric: OF_HTTP,
    where: 'gateway/limits/document-pace.ts',
  },
  jsonPacked: {
    ...{ primitive: 'cap', key: 'server', most: 'jsonPacked', of: 'answers being packed' },
    reason: 'packing takes a thread',
    answer: 'goes out as it is',
    metric: 'fairday_answers_packed_total',
    where: 'gateway/limits/packed-json.ts',
  },
  stalledAnswers: {
    ...{
      primitive: 'pace',
      key: 'connection',
      most: 'stallMs',
      of: 'ms in which no byte of an answer is taken',
    },
    reason: 'what waits for its reader is memory',
    answer: 'the answer is cut',
    metric: 'fairday_answers_cut_total',
    where: 'gateway/limits/stalled-answers.ts',
  },
  slowAnswers: {
    ...{ primitive: 'pace', key: 'connection', most: 'answerBytesPerSecond', inMs: SECOND_MS },
    of: 'bytes of an answer taken, at the least',
    reason: 'a byte now and then would keep it for ever',
    answer: 'the answer is cut',
    metric: 'fairday_answers_cut_total',
    where: 'gateway/limits/slow-answers.ts',
  },
  picturesOfGiver: {
    ...{ primitive: 'cap', key: 'account', most: 'pictureBytesPerGiver', of: 'bytes of pictures' },
    reason: 'the disk is everybody’s',
    answer: '`PICTURE_QUOTA`',
    metric: OF_HTTP,
    where: 'gateway/limits/picture-room.ts',
  },
  pictures: {
    ...{ primitive: 'cap', key: 'server', most: 'pictureBytes', of: 'bytes of pictures' },
    reason: 'the disk is everybody’s',
    answer: '`PICTURE_QUOTA`',
    metric: OF_HTTP,
    where: 'gateway/limits/picture-room.ts',
  },
  picturesDecoded: {
    ...{ primitive: 'cap', key: 'server', most: 'picturesDecoded', of: 'pictures being unpacked' },
    reason: 'a small file unpacks into much memory',
    answer: '`BUSY`',
    metric: OF_HTTP,
    where: 'gateway/http/pictures/decoding.ts',
  },
} as const satisfies Record<string, LimitRow>;

export type LimitName = keyof typeof limitTable;

/** The bound of a row under the settings in force; 0: no limit. */
export function mostOf(name: LimitName, settings: Partial<Settings>): number {
  const { most, part = 1 }: LimitRow = limitTable[name];
  if (typeof most === 'number') return most;
  const set = settings[most];
  if (set === undefined) throw new Error(`The setting of ${name} was not given: ${most}.`);
  return Math.ceil(set * part);
}

/** The size of a row's bucket under the settings in force. Throws for a row that is no bucket. */
export function bucketSize(name: LimitName, settings: Partial<Settings>): BucketSize {
  const { inMs, atOnce }: LimitRow = limitTable[name];
  if (inMs === undefined) throw new Error(`${name} is no bucket.`);
  const count = mostOf(name, settings);
  return { count, inMs, atOnce: atOnce ?? count };
}

/** The settings that rows name: those of `Limits`, and two beside them. */
export type Settings = Limits & { socketsPerAddress: number; socketsPerAccount: number };

/** The sizes of the buckets that all servers share. */
export function attemptSizes(limits: Limits): AttemptSizes {
  const names: Record<Counted, true> = {
    signInOfAccount: true,
    signInOfAddress: true,
    signInLinkOfAddress: true,
    signInLinkAgain: true,
    contactOfBuyer: true,
    contactOfAddress: true,
    deviceCodeOfBuyer: true,
    deviceCodeOfAddress: true,
    mergeOfBuyer: true,
    mergeOfAddress: true,
    wrongCodeOfBuyer: true,
    wrongCodeOfAddress: true,
    wrongCodeOfStream: true,
    findOfOrder: true,
    findOfPhone: true,
    findOfNetwork: true,
    findOfBuyer: true,
    lookUpOfPerson: true,
    contactPassOfBuyer: true,
    deviceCodePassOfBuyer: true,
    mergePassOfBuyer: true,
    mergePassOfAddress: true,
    wrongCodePassOfBuyer: true,
    wrongCodePassOfAddress: true,
    chatLinesOfBuyer: true,
    chatLinesOfBuyerWhenMany: true,
    chatLinesOfBuyerWhenCrowded: true,
    chatLinesOfAddress: true,
    chatLinesOfStream: true,
  };
  const sizes = (Object.keys(names) as Counted[]).map((name) => [name, bucketSize(name, limits)]);
  return Object.fromEntries(sizes) as AttemptSizes;
}
