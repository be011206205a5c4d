import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { Gallery } from '../../client/screens/buyer/viewer/product/Gallery.tsx';
import { Sheet } from '../../client/ui/Sheet.tsx';

const pictures = ['/pictures/a.webp', '', '/pictures/c.webp'];

async function opens(shown: readonly string[] = pictures) {
  render(<Gallery name="Red potatoes" pictures={shown} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /^Enlarge photo 1 of/ }));
  await screen.findByRole('dialog', { name: 'Photos of Red potatoes' });
  return user;
}
const picture = () => screen.getByRole('img', { name: /Red potatoes/ });
const scale = () => Number(/scale\((.*)\)/.exec(picture().style.transform)![1]);
const touch = (type: 'Down' | 'Move' | 'Up', pointerId: number, clientX: number) =>
  fireEvent[`pointer${type}`](picture().parentElement!, { pointerId, clientX, clientY: 100 });

test('a tap on a picture shows it on the whole screen, with its name; what is no picture is left out', async () => {
  await opens();
  expect(picture()).toHaveAttribute('src', '/pictures/a.webp');
  expect(picture()).toHaveAttribute('alt', 'Red potatoes, photo 1 of 2');
  expect(screen.getByRole('status')).toHaveTextContent('1 / 2');
  expect(screen.getAllByRole('button', { name: /^Enlarge/, hidden: true })).toHaveLength(2);
});

test('keys, buttons and a swipe turn to the next, as far as there are any', async () => {
  const user = await opens();
  expect(screen.getByRole('button', { name: 'Next photo' })).not.toHaveAttribute('aria-disabled');
  await user.keyboard('{ArrowRight}');
  expect(picture()).toHaveAttribute('src', '/pictures/c.webp');
  expect(screen.getByRole('button', { name: 'Next photo' })).toHaveAttribute('aria-disabled', 'true');
  await user.keyboard('{ArrowRight}');
  expect(picture()).toHaveAttribute('src', '/pictures/c.webp');
  await user.click(screen.getByRole('button', { name: 'Previous photo' }));
  expect(picture()).toHaveAttribute('src', '/pictures/a.webp');
  touch('Down', 1, 300);
  touch('Move', 1, 100);
  touch('Up', 1, 100);
  expect(picture()).toHaveAttribute('src', '/pictures/c.webp');
});

test('+ and − enlarge within bounds, and another picture begins whole', async () => {
  const user = await opens();
  await user.keyboard('-');
  expect(scale()).toBe(1);
  await user.keyboard('+');
  expect(scale()).toBe(1.5);
  await user.keyboard('+++++');
  expect(scale()).toBe(4);
  expect(screen.getByRole('button', { name: 'Zoom in' })).toHaveAttribute('aria-disabled', 'true');
  await user.keyboard('{ArrowRight}');
  expect(scale()).toBe(1);
});

test('two fingers enlarge, a double tap does and undoes, and an enlarged picture is not swiped away', async () => {
  await opens();
  touch('Down', 1, 100);
  touch('Down', 2, 200);
  touch('Move', 2, 300);
  expect(scale()).toBe(2);
  touch('Up', 2, 300);
  touch('Up', 1, 100);
  touch('Down', 1, 300);
  touch('Move', 1, 100);
  touch('Up', 1, 100);
  expect(picture()).toHaveAttribute('src', '/pictures/a.webp');
  for (const expected of [1, 2.5]) {
    for (let taps = 0; taps < 2; taps += 1) {
      touch('Down', 1, 150);
      touch('Up', 1, 150);
    }
    expect(scale()).toBe(expected);
  }
});

test('Esc and the way back close it, and the focus is where it was', async () => {
  const user = await opens();
  fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
  expect(screen.queryByRole('dialog')).toBeNull();
  const opener = screen.getByRole('button', { name: 'Enlarge photo 1 of 3' });
  expect(opener).toHaveFocus();
  await user.click(opener);
  await screen.findByRole('dialog');
  fireEvent.popState(window);
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
});

test('over a product’s sheet Esc closes the picture alone', async () => {
  const closed: string[] = [];
  render(
    <Sheet title="Item 1" onClose={() => closed.push('sheet')}>
      <Gallery name="Red potatoes" pictures={pictures} />
    </Sheet>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Enlarge photo 1 of 3' }));
  const viewer = await screen.findByRole('dialog', { name: 'Photos of Red potatoes' });
  fireEvent(viewer, new Event('cancel', { cancelable: true }));
  expect(screen.queryByRole('dialog', { name: 'Photos of Red potatoes' })).toBeNull();
  expect(closed).toEqual([]);
});
