import type { Page } from 'playwright-core';
import { inTurn, type Screen, screensOf, tap } from '../screens.ts';

const fill = (place: string, nth: number, text: string) => (page: Page) =>
  page.locator(place).nth(nth).fill(text);
const submit = tap('.sheet > footer .button');
const fields = '.sheet .field input';
const statement = '/statement/0190a000-0000-7000-8000-000000000000';

/** Producers, their money, the office, and the board in the county's hall. */
export const office: Screen[] = screensOf('staff', '', [
  { name: 'producer', path: '/producer?scene=full', isWhole: true, isDaily: true },
  { name: 'producer-nothing', path: '/producer?scene=nothing', isWhole: true },
  { name: 'producer-add', path: '/producer?scene=full', act: tap('.goods-page .button.primary') },
  { name: 'producer-change', path: '/producer?scene=full', act: tap('[data-row="0"]') },
  { name: 'admin', path: '/admin', isWhole: true, isDaily: true },
  { name: 'admin-practice', path: '/admin?practice' },
  { name: 'people', path: '/admin/people', isWhole: true },
  { name: 'people-invite', path: '/admin/people', act: tap('.office-first .button') },
  {
    name: 'people-link',
    path: '/admin/people',
    act: inTurn(tap('.dense-open'), tap('.card-acts .button', 2)),
  },
  {
    name: 'people-role',
    path: '/admin/people',
    act: inTurn(tap('.dense-open'), tap('.card-acts .button', 1)),
  },
  { name: 'server-settings', path: '/admin/settings', isWhole: true },
  { name: 'health', path: '/admin/health', isWhole: true, isDaily: true },
  { name: 'health-ill', path: '/admin/health?scene=ill', isWhole: true },
  { name: 'security', path: '/admin/security', isWhole: true },
  { name: 'security-nothing', path: '/admin/security?scene=empty' },
  { name: 'goods', path: '/admin/goods', isDaily: true },
  { name: 'goods-nothing', path: '/admin/goods?none' },
  { name: 'goods-add', path: '/admin/goods', act: tap('.producer-foot .button') },
  { name: 'goods-change', path: '/admin/goods', act: tap('.good button') },
  { name: 'webhooks', path: '/admin/webhooks', isWhole: true, act: tap('summary') },
  { name: 'webhooks-nothing', path: '/admin/webhooks?scene=empty' },
  { name: 'webhooks-add', path: '/admin/webhooks', act: tap('.admin > .button') },
  { name: 'settlement', path: '/admin/settlement?scene=full', isWhole: true },
  { name: 'settlement-nothing', path: '/admin/settlement?scene=nothing', isWhole: true },
  { name: 'settlement-payables', path: '/admin/settlement?scene=full', act: tap('.owed-row') },
  {
    name: 'settlement-booking',
    path: '/admin/settlement?scene=full',
    act: inTurn(
      tap('.office-acts .button'),
      tap('.sheet .option', 4),
      fill('.sheet input[inputmode=decimal]', 0, '2500'),
      submit,
      (page) => page.locator('.sheet .sure').scrollIntoViewIfNeeded(),
    ),
  },
  {
    name: 'settlement-terms',
    path: '/admin/settlement?scene=full',
    act: inTurn(tap('.office-acts .button', 1), submit),
  },
  {
    name: 'settlement-producer',
    path: '/admin/settlement?scene=full',
    act: inTurn(
      tap('.office-acts .button', 2),
      fill(fields, 0, '山里人家专业合作社'),
      fill(fields, 1, '李国强'),
      fill(fields, 2, 'li@example.org'),
      submit,
    ),
  },
  { name: 'statement', path: `${statement}?scene=full`, isWhole: true },
  { name: 'statement-nothing', path: `${statement}?scene=nothing`, isWhole: true },
  { name: 'board', path: '/board?scene=full', isWhole: true },
  { name: 'board-nothing', path: '/board?scene=nothing', isWhole: true },
]);
