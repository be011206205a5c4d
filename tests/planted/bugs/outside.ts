import type { PlantedBug } from '../planted-bug.ts';

const WEBHOOKS = 'tests/gateway/webhooks.spec.ts';
const SENDING = 'tests/gateway/webhook-sender.spec.ts';

/** What leads outside: channels, and systems that are told what happens. */
export const outsideBugs: readonly PlantedBug[] = [
  {
    id: 'channel-left-behind',
    breaks: 'C1',
    what: 'An order forgets whose link brought its buyer.',
    text: '    ...notDirect(fact.channel),\n',
    instead: '',
    caughtBy: ['tests/rules/channel.spec.ts'],
  },
  {
    id: 'channel-buyers-twice',
    breaks: 'C1',
    what: 'A buyer who orders twice by one channel is counted twice.',
    text: 'of.orderingBuyers += here & 1;',
    instead: 'of.orderingBuyers += here;',
    caughtBy: ['tests/stores/sales-sqlite.spec.ts'],
  },
  {
    id: 'failure-taken-for-delivered',
    breaks: 'C2',
    what: 'An event that an endpoint did not take is passed over.',
    text: '        throw new NotTaken(failure);\n',
    instead: '',
    caughtBy: [WEBHOOKS],
    seenBy: '[C2] who fails is told again, later and later, in order and under the same name',
  },
  {
    id: 'buyer-told-outside',
    breaks: 'C2 A3',
    what: 'The order that goes outside names its buyer.',
    text: 'return { ...on, orderId, number, reference, channel,',
    instead: 'return { ...on, ...{ buyerId: fact.buyerId }, orderId, number, reference, channel,',
    caughtBy: [WEBHOOKS],
  },
  {
    id: 'private-address-called',
    breaks: 'C2',
    what: 'An address inside this network is called because somebody named it.',
    text: 'return isIP(host) === 0 || mayCall(host) ? null : PRIVATE;',
    instead: 'return null;',
    caughtBy: [SENDING],
  },
  {
    id: 'packed-bodies-unpacked',
    breaks: 'X103',
    what: 'A body that is packed is read and judged like any other.',
    text: '  app.use(unpackedOnly);\n',
    instead: '',
    caughtBy: ['tests/gateway/packed-bodies.spec.ts'],
  },
];
