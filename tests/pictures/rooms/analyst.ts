import { inTurn, type Screen, screensOf, tap } from '../screens.ts';

const review = (scene: string, tab = 'overview') => `/insights/potato-day?scene=${scene}&tab=${tab}`;
const tabs = ['items', 'flashes', 'audience', 'channels', 'money', 'compare', 'export'];
const moment = (scene: string) => `/insights/potato-day/moment?scene=${scene}`;

/** What a stream sold, and any instant of it again. */
export const analyst: Screen[] = screensOf('staff', 'insights-', [
  { name: 'list', path: '/insights' },
  { name: 'over-time', path: '/insights/shop?from=2026-10-12&to=2026-11-10', isWhole: true },
  { name: 'over-time-nothing', path: '/insights/shop?from=2026-11-01&to=2026-11-10&scene=nothing' },
  { name: 'list-nothing', path: '/insights?none' },
  { name: 'full', path: review('full'), isWhole: true },
  { name: 'golden', path: review('golden'), isWhole: true },
  { name: 'nothing', path: review('nothing'), isWhole: true },
  ...tabs.map((tab) => ({ name: tab, path: review('full', tab), isWhole: true, isDaily: tab === 'items' })),
  { name: 'wall', path: '/insights/potato-day/wall?scene=full&now', isDaily: true },
  { name: 'definition', path: review('golden'), act: tap('.figure summary') },
  {
    name: 'moment-full',
    path: moment('full'),
    isWhole: true,
    act: tap('.machine-steps .machine-who.text-button'),
  },
  { name: 'moment', path: moment('golden'), isWhole: true, isDaily: true },
  {
    name: 'chapters',
    path: moment('golden'),
    act: inTurn(tap('.machine .review-links button'), tap('.chapters summary')),
  },
]);
