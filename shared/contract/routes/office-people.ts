import { findPeopleRequest, foundPeople, peopleIndex } from '../office-people.ts';
import { packing, type Route } from './route.ts';

/** People by name or phone, for those who may open personal data. */
export const officePeopleRoutes = {
  findPeople: {
    method: 'POST',
    path: '/office/people/find',
    who: packing,
    about:
      'Buyers by a whole name, or by the last digits of a phone, with their newest orders (A5). 120 look-ups an hour and person; each stands in the security log.',
    body: findPeopleRequest,
    reply: foundPeople,
  },
  peopleIndex: {
    method: 'GET',
    path: '/office/people',
    who: packing,
    about: 'How many addresses can be found by name and phone by now, of all there are (A5).',
    reply: peopleIndex,
  },
} as const satisfies Record<string, Route>;
