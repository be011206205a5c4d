import type { PlantedBug } from '../planted-bug.ts';

const OFFICE = 'tests/gateway/office.spec.ts';
const STORES = 'tests/stores/memory.spec.ts';
const RIGHTS = 'tests/gateway/rights.spec.ts';
const SECURITY = 'tests/gateway/security-log.spec.ts';

/** The operator's office: who works here. */
export const officeBugs: readonly PlantedBug[] = [
  {
    id: 'last-operator-leaves',
    breaks: 'A1',
    what: 'The last operator can be switched off: nobody could let anybody in any more.',
    text: ' && otherOperators === 0)',
    instead: ' && otherOperators < 0)',
    caughtBy: [OFFICE, STORES],
  },
  {
    id: 'session-outlives-account',
    breaks: 'A1',
    what: 'Who is switched off stays signed in where they are.',
    text: 'endsSessions: isSwitch',
    instead: 'endsSessions: false',
    caughtBy: [OFFICE, STORES],
  },
  {
    id: 'secret-among-settings',
    breaks: 'A3',
    what: 'The office is shown the secrets that the server runs with.',
    text: 'isSet && !SECRETS.includes(name) ? value',
    instead: 'isSet ? value',
    caughtBy: [OFFICE],
  },
  {
    id: 'link-of-one-who-left',
    breaks: 'A1',
    what: 'A link that was made before an account was switched off is kept, and signs in once it is on again.',
    text: 'endsLinks: isSwitch || isWayIn',
    instead: 'endsLinks: isWayIn',
    caughtBy: [STORES],
  },
  {
    id: 'host-for-ever',
    breaks: 'A1 X66',
    what: 'Who made a stream stays its host, whatever their role is by now.',
    text: "role === 'operator' || (role === 'host' && staffId === state.hostId)",
    instead: "role === 'operator' || staffId === state.hostId",
    caughtBy: ['tests/rules/authority.spec.ts', RIGHTS],
  },
  {
    id: 'role-told-to-nobody',
    breaks: 'A1 X122',
    what: 'Open consoles hear of another role with the next round alone, a minute later.',
    text: '    deps.onStaffChanged(params.staffId);\n',
    instead: '',
    caughtBy: [RIGHTS],
  },
  {
    id: 'room-outlives-right',
    breaks: 'A1 X122',
    what: 'Who may not see orders any more stays in the room where they are told.',
    text: '  if (connection.room) void connection.socket.leave(connection.room);\n  connection.room = null;\n}\n\nfunction areSame',
    instead: '  connection.room = null;\n}\n\nfunction areSame',
    caughtBy: [RIGHTS],
  },
  {
    id: 'floor-price-with-orders',
    breaks: 'A1',
    what: 'Who may see orders is told the floor prices as well.',
    text: 'if (!floorPrices) shown.items',
    instead: 'if (!orders) shown.items',
    caughtBy: [RIGHTS],
  },
  {
    id: 'order-given-away-by-a-read',
    breaks: 'A1 X51',
    what: 'An order of somebody else is refused without the look into the store that one which is nowhere costs.',
    text: '  if (!lookedUp) return lookFirst;\n  const isTheirs',
    instead:
      "  if (state.orders.has(orderId)) return { kind: 'refused', refusal: { code: 'NOT_FOUND' } };\n  if (!lookedUp) return lookFirst;\n  const isTheirs",
    caughtBy: ['tests/engine/order-oracle.spec.ts'],
  },
  {
    id: 'plain-cookie-first',
    breaks: 'X123',
    what: 'A cookie without the guarded name goes before the one that has it.',
    text: '    ...(now === null ? [] : [{ value: now, isOld: false }]),\n    ...(old === null ? [] : [{ value: old, isOld: true }]),',
    instead:
      '    ...(old === null ? [] : [{ value: old, isOld: true }]),\n    ...(now === null ? [] : [{ value: now, isOld: false }]),',
    caughtBy: ['tests/gateway/cookies.spec.ts'],
  },
  {
    id: 'practice-from-outside',
    breaks: 'X121',
    what: 'Whoever comes through a proxy, or by another name, may use practice payments.',
    text: "return isHere ? 'this_machine' : 'off';",
    instead: "return isHere ? 'this_machine' : 'everybody';",
    caughtBy: ['tests/gateway/practice.spec.ts'],
  },
  {
    id: 'practice-orders-taken',
    breaks: 'X121',
    what: 'An order by practice payment is taken of somebody for whom there is no page to pay on.',
    text: 'const payments = by.isPracticeOff ? withoutPractice(state.payments) : state.payments;',
    instead: 'const payments = state.payments;',
    caughtBy: ['tests/rules/order.spec.ts'],
  },
  {
    id: 'security-log-names-accounts',
    breaks: 'A3',
    what: 'The security log keeps the e-mail address that was tried.',
    text: "return secrets.sign('account', account.toLowerCase()).slice(0, ACCOUNT_CHARACTERS);",
    instead: 'return account.toLowerCase().slice(0, ACCOUNT_CHARACTERS);',
    caughtBy: [SECURITY],
  },
  {
    id: 'security-log-loses-count',
    breaks: 'X88',
    what: 'Of a flood of wrong passwords only the first is known.',
    text: 'times: entry.times + (before?.times ?? 0),',
    instead: 'times: entry.times,',
    caughtBy: [SECURITY],
  },
  {
    id: 'bound-left-out',
    breaks: 'metrics',
    what: 'A histogram counts what took exactly as long as a bound among what took longer.',
    text: 'place < this.#bounds.length && ms > this.#bounds[place]!',
    instead: 'place < this.#bounds.length && ms >= this.#bounds[place]!',
    caughtBy: ['tests/gateway/counting.spec.ts'],
  },
  {
    id: 'order-told-again-counted',
    breaks: 'metrics',
    what: 'An order whose first answer is told again counts as another order.',
    text: "if (!('replay' in answer) || answer.replay !== true) this.placed += 1;",
    instead: 'this.placed += 1;',
    caughtBy: ['tests/gateway/counting.spec.ts'],
  },
  {
    id: 'metrics-for-silent-proxies',
    breaks: 'X14',
    what: 'Whoever comes through a proxy on this machine that says nothing of it reads the metrics.',
    text: 'if (isReachable || trustProxy > 0) return false;',
    instead: 'if (trustProxy > 5) return !isReachable;',
    caughtBy: ['tests/gateway/metrics-reader.spec.ts'],
  },
];
