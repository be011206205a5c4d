import {
  healthView,
  inviteReply,
  inviteRequest,
  memberParams,
  memberSwitch,
  nameRequest,
  roleRequest,
  settingsView,
  staffList,
} from '../office.ts';
import { officeActivityPage, officeActivityQuery } from '../office-activity.ts';
import { securityPage, securityQuery } from '../security.ts';
import { floor, type RawRoute, type Route } from './route.ts';

/** What operators look after besides the market itself: who works here (A1), what the server runs with,
 * and how it is. */
export const officeRoutes = {
  officeActivity: {
    method: 'GET',
    path: '/office/activity',
    who: floor,
    about:
      'What was done on the newest 200 streams and to the shop, newest first: who, when, on which device (A2). To a host of their own streams.',
    query: officeActivityQuery,
    reply: officeActivityPage,
  },
  staff: {
    method: 'GET',
    path: '/office/staff',
    who: ['operator'],
    about: 'Who works here, and what was changed about whom.',
    reply: staffList,
  },
  invite: {
    method: 'POST',
    path: '/office/staff',
    who: ['operator'],
    about: 'Takes somebody in. The token signs in once, within seven days, and is told this once.',
    body: inviteRequest,
    reply: inviteReply,
  },
  newLink: {
    method: 'POST',
    path: '/office/staff/:staffId/link',
    who: ['operator'],
    about: 'Makes a new link for somebody who lost theirs; the older ones are worth nothing any more.',
    params: memberParams,
    reply: inviteReply,
  },
  setRole: {
    method: 'POST',
    path: '/office/staff/:staffId/role',
    who: ['operator'],
    about: 'Gives a member of staff another role. The last operator stays one (LAST_OPERATOR).',
    params: memberParams,
    body: roleRequest,
    reply: staffList,
  },
  nameMember: {
    method: 'POST',
    path: '/office/staff/:staffId/name',
    who: ['operator'],
    about:
      'Says what a member of staff is called, in both languages; streams that exist keep what their pages say.',
    params: memberParams,
    body: nameRequest,
    reply: staffList,
  },
  switchMember: {
    method: 'POST',
    path: '/office/staff/:staffId/switch',
    who: ['operator'],
    about:
      'Switches an account off: its sessions end on every device, and nothing signs in to it. Or on again.',
    params: memberParams,
    body: memberSwitch,
    reply: staffList,
  },
  serverSettings: {
    method: 'GET',
    path: '/office/settings',
    who: ['operator'],
    about: 'What this server runs with. A secret is never told, only whether it is set.',
    reply: settingsView,
  },
  health: {
    method: 'GET',
    path: '/office/health',
    who: ['operator'],
    about: 'How the market is, as the server that answers sees it.',
    reply: healthView,
  },
  securityLog: {
    method: 'GET',
    path: '/office/security',
    who: ['operator'],
    about: 'Who signed in, was refused, or read and took along personal data; newest first.',
    query: securityQuery,
    reply: securityPage,
  },
} as const satisfies Record<string, Route>;

export const officeRawRoutes = {
  officeActivityCsv: {
    method: 'GET',
    path: '/office/activity.csv',
    gives: ['text/csv'],
    query: { staffId: 'one' },
    who: floor,
    about:
      'The same as CSV, all of it or one person’s, at most 10,000 acts. Each export stands in the security log.',
  },
  securityCsv: {
    method: 'GET',
    path: '/office/security.csv',
    gives: ['text/csv'],
    query: { kind: 'one', staffId: 'one', sinceMs: 'one', untilMs: 'one' },
    who: ['operator'],
    about:
      'The entries that a filter means, newest first, at most 10,000, as CSV. Each export stands in the log itself.',
  },
} as const satisfies Record<string, RawRoute>;
