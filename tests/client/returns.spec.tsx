import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { type GoodDraft, GoodSheet } from '../../client/screens/staff/producer/GoodSheet.tsx';
import { newGoodOf } from '../../client/screens/staff/producer/new-good.ts';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { ReturnLine } from '../../client/ui/ReturnLine.tsx';
import type { Product } from '../../shared/contract/catalogue.ts';
import { HOUR } from '../../shared/values/time.ts';
import { aProduct } from './a-product.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';
import { aGood, aHeldLine, aShelf, aStream, EIGHT } from './market.ts';
import { aStage } from './stage.tsx';

const claimMs = 48 * HOUR;

function shows(ui: React.ReactElement, language: 'en' | 'zh-CN' = 'en') {
  const world = deskWorld(fakeConsole(), {});
  chooseLanguage(world.keep, language);
  render(<WorldContext value={world}>{ui}</WorldContext>);
  return userEvent.setup();
}

test.each([
  [
    'fresh',
    { isPerishable: true, returns: { days: 7, paidBy: 'buyer' } },
    /^Fresh: .* no other returns$/,
    /^Fresh produce can’t/,
  ],
  [
    'with days',
    { isPerishable: false, returns: { days: 7, paidBy: 'buyer' } },
    /7 days, you pay/,
    /You pay for sending it back/,
  ],
  [
    'paid by the shop',
    { isPerishable: false, returns: { days: 7, paidBy: 'shop' } },
    /^Free returns within 7 days$/,
    /The shop pays/,
  ],
  ['without terms', { isPerishable: false }, /^Money back within 48 h/, /its policy counts/],
] as const)('[O6] %s: one line, and the whole of it after a tap', async (_, terms, line, whole) => {
  const user = shows(<ReturnLine {...terms} claimMs={claimMs} />);
  expect(screen.getByText(whole)).not.toBeVisible();
  await user.click(screen.getByText(line));
  expect(screen.getByText(whole)).toBeVisible();
  expect(screen.getByText(/within 48 hours of delivery, best with a photo/)).toBeVisible();
});

test('[O6] in Chinese it is said as there', () => {
  shows(<ReturnLine isPerishable={false} returns={{ days: 7, paidBy: 'shop' }} claimMs={claimMs} />, 'zh-CN');
  expect(screen.getByText('7 天无理由退货，运费商家出')).toBeVisible();
});

test('[O6] the checkout says it once where all have the same, else by product', async () => {
  const cards = [aGood(7, { name: 'Potatoes' }), aShelf(7), aGood(8, { name: 'Pony' }), aShelf(8)];
  const stall = [aStream(), ['o', [7, 8]] as ['o', number[]], ...cards];
  const lines = [7, 8].map((itemNumber) => aHeldLine(itemNumber, 1, 1_990, EIGHT + 600_000));
  const fresh = { isPerishable: true, items: [7, 9] };
  const free = { isPerishable: false, returns: { days: 7, paidBy: 'shop' as const }, items: [8] };
  await aStage(stall, { lines, routes: { streamReturns: () => ({ claimMs, terms: [fresh, free] }) } });
  const user = userEvent.setup();
  await user.click((await screen.findAllByRole('button', { name: /^Checkout/ }))[0]!);
  expect((await screen.findByText(/^Fresh: money back/)).textContent).toMatch(/^Potatoes: /);
  expect(screen.getByText(/Free returns within 7 days/).textContent).toMatch(/^Pony: /);
});

test('the form of a product asks for its terms, not of what is perishable', async () => {
  const saved: GoodDraft[] = [];
  const onSave = async (draft: GoodDraft) => {
    saved.push(draft);
    return null;
  };
  const known = { ...aProduct(1, 'Pony'), floorMinor: 0, warehouseUnits: 40 } as Product;
  const user = shows(<GoodSheet good={known} currency="CNY" onSave={onSave} onClose={() => {}} />);
  const days = screen.getByLabelText('Returns within (days)');
  await user.type(days, '365');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByText('Enter up to 90 days.')).toBeVisible();
  await user.clear(days);
  await user.type(days, '7');
  await user.selectOptions(screen.getByLabelText('Sending it back is paid by'), 'shop');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(saved.at(-1)!.returns).toEqual({ days: 7, paidBy: 'shop' });
  expect(newGoodOf(saved.at(-1)!)).toMatchObject({ returns: { days: 7, paidBy: 'shop' } });
  await user.click(screen.getByLabelText('Perishable'));
  expect(screen.queryByLabelText('Returns within (days)')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(saved.at(-1)!.returns).toBeNull();
  expect(newGoodOf(saved.at(-1)!)).not.toHaveProperty('returns');
});
