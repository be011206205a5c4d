import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { aGood, aHeldLine, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const stall = [aStream(), ['o', [7]] as ['o', number[]], aGood(7, { name: 'Potatoes' }), aShelf(7), aPin(7)];
const potatoes = (units: number) => aHeldLine(7, units, 7_000, EIGHT + 5 * MINUTE);
const ok = { ok: true, seq: 12 } as never;
const soldOut = aShelf(7, { state: 'SOLD_OUT', available: 0 });
const button = (name: string) => screen.getByRole('button', { name });

test('in the shop the keyboard goes on where the last unit was added, and where the last one was taken out', async () => {
  const stage = await aStage(stall, { lines: [potatoes(1)] });
  stage.live.answer(() => ok);
  await userEvent.click(screen.getByRole('button', { name: /^Shop/ }));
  await screen.findByRole('searchbox');
  const more = document.querySelector<HTMLElement>('.bag-row .add-button')!;
  more.focus();
  await userEvent.keyboard('{Enter}');
  stage.change(soldOut);
  stage.cart([potatoes(2)]);
  expect(more).toHaveFocus();
  expect(more).toHaveAttribute('aria-disabled', 'true');
  const sent = stage.live.sent.length;
  await userEvent.keyboard('{Enter}');
  expect(stage.live.sent).toHaveLength(sent);

  stage.cart([potatoes(1)]);
  button('Fewer: Potatoes').focus();
  await userEvent.keyboard('{Enter}');
  stage.cart([]);
  expect(document.querySelector('.bag-row .add-one button')).toHaveFocus();
});

test('one fewer cannot be asked for twice at once: the button says so, and keeps the focus', async () => {
  const stage = await aStage(stall, { lines: [potatoes(3)] });
  stage.live.answer(() => new Promise(() => {}));
  await userEvent.click(screen.getByRole('button', { name: /^Shop/ }));
  await screen.findByRole('searchbox');
  const fewer = button('Fewer: Potatoes');
  expect(fewer).not.toHaveAttribute('aria-disabled');
  fewer.focus();
  await userEvent.keyboard('{Enter}');
  expect(fewer).toHaveAttribute('aria-disabled', 'true');
  expect(fewer).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(stage.live.sent.filter(({ command }) => command === 'cart:remove')).toHaveLength(1);
});

test('in the cart the + keeps the focus at the last unit, and a line that could not be saved for later its button', async () => {
  const stage = await aStage(stall, { lines: [potatoes(1)] });
  stage.live.answer(() => ok);
  await userEvent.click(screen.getByRole('button', { name: /^Cart 1/ }));
  const more = await screen.findByRole('button', { name: 'More: Potatoes' });
  more.focus();
  await userEvent.keyboard('{Enter}');
  stage.change(soldOut);
  stage.cart([potatoes(2)]);
  expect(more).toHaveFocus();
  expect(more).toHaveAttribute('aria-disabled', 'true');

  stage.live.answer(() => new Promise(() => {}));
  const save = button('Save for later: Potatoes');
  save.focus();
  await userEvent.keyboard('{Enter}');
  expect(save).toHaveAttribute('aria-disabled', 'true');
  expect(save).toHaveFocus();
});
