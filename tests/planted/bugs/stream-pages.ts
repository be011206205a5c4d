import type { PlantedBug } from '../planted-bug.ts';

const PAGE = 'tests/rules/stream-page.spec.ts';
const CURRENCY = 'tests/rules/stream-currency.spec.ts';
const LINK = 'tests/gateway/link-preview.spec.ts';

/** What the page of a stream says, and what is made of it. */
export const streamPageBugs: readonly PlantedBug[] = [
  {
    id: 'time-moves-while-live',
    breaks: 'S8',
    what: 'The time of a stream that has begun can be changed.',
    text: "  if (state.status !== 'SCHEDULED') return 'started';\n",
    instead: '',
    caughtBy: [PAGE],
  },
  {
    id: 'page-of-another-host',
    breaks: 'S8 L4',
    what: 'A change of a page writes over one that was made meanwhile.',
    text: 'if (version !== last) return refused',
    instead: 'if (version > last) return refused',
    caughtBy: [PAGE],
  },
  {
    id: 'page-keeps-what-went',
    breaks: 'S8',
    what: 'What a change of a page leaves out stays there.',
    text: 'page: { version: seq, ...said } });',
    instead: 'page: { ...state.page, version: seq, ...said } });',
    caughtBy: [PAGE],
  },
  {
    id: 'description-told-for-ever',
    breaks: 'S8',
    what: 'What a stream is about is told again with each change while it is on.',
    text: "...(status === 'SCHEDULED' && {",
    instead: "...(status !== 'CANCELLED' && {",
    caughtBy: [PAGE],
  },
  {
    id: 'link-names-the-hour-of-the-server',
    breaks: 'S8',
    what: 'A link in a chat names the hour of the machine that the market runs on.',
    text: 'new Intl.DateTimeFormat(locale, { timeZone, ...options });',
    instead: 'new Intl.DateTimeFormat(locale, options);',
    caughtBy: [LINK],
  },
  {
    id: 'link-in-the-first-readers-language',
    breaks: 'S8',
    what: 'What stores a stream’s page is not told that it depends on the language that is read.',
    text: "  response.vary('Accept-Language');\n",
    instead: '',
    caughtBy: [LINK],
  },
  {
    id: 'calendar-forgets-the-end',
    breaks: 'S8',
    what: 'A cancelled stream has the same SEQUENCE in calendars as before it was cancelled.',
    text: 'pageSeq + (isSettled ? 1 : 0)',
    instead: 'pageSeq',
    caughtBy: ['tests/gateway/calendar-file.spec.ts'],
  },
  {
    id: 'calendar-cuts-characters',
    breaks: 'S8',
    what: 'A line of a calendar file is folded by characters, so that Chinese ones are too long.',
    text: 'const size = Buffer.byteLength(character);',
    instead: 'const size = character.length;',
    caughtBy: ['tests/gateway/calendar-file.spec.ts'],
  },
  {
    id: 'calendar-text-unescaped',
    breaks: 'S8',
    what: 'A line break in a description ends its property in a calendar file.',
    text: "'\\\\$&').replace(/\\r?\\n/g, '\\\\n');",
    instead: "'\\\\$&');",
    caughtBy: ['tests/gateway/calendar-file.spec.ts'],
  },
  {
    id: 'currency-after-an-item',
    breaks: 'S9',
    what: 'The currency may change although an item has its price.',
    text: "  if (items.size > 0) return 'items';\n",
    instead: '',
    caughtBy: [CURRENCY],
  },
  {
    id: 'product-of-another-currency',
    breaks: 'S9',
    what: 'A dollar product goes into a yuan stream, and sells for as many yuan.',
    text: 'if (currency !== state.currency) return refused(',
    instead: "if (currency === '') return refused(",
    caughtBy: [CURRENCY],
  },
  {
    id: 'terms-set-for-nothing',
    breaks: 'S10',
    what: 'The host changes the times of a stream, and it goes on with the old ones.',
    text: 'state.settings = { ...withoutAims(state.settings), ...now };',
    instead: 'state.settings = { ...now, ...state.settings };',
    caughtBy: ['tests/rules/stream-terms.spec.ts'],
  },
  {
    id: 'target-that-stays',
    breaks: 'S10',
    what: 'A host empties the sales target, and the stream is measured by it all the same.',
    text: '...withoutAims(state.settings)',
    instead: '...state.settings',
    caughtBy: ['tests/rules/stream-terms.spec.ts'],
  },
];
