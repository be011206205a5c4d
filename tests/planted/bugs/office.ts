import type { PlantedBug } from '../planted-bug.ts';

const OFFICE = 'tests/gateway/office.spec.ts';
const STORES = 'tests/stores/memory.spec.ts';

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
    text: 'endsLinks: isSwitch || isLink',
    instead: 'endsLinks: isLink',
    caughtBy: [STORES],
  },
];
