import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { afterEach, expect, test, vi } from 'vitest';
import { Gallery } from '../../client/screens/buyer/viewer/product/Gallery.tsx';
import { Sheet } from '../../client/ui/Sheet.tsx';

afterEach(() => vi.restoreAllMocks());

const turns = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)));
/** What a browser says to a dialog on Esc: it does not bubble. */
const esc = (dialog: HTMLElement) => fireEvent(dialog, new Event('cancel', { cancelable: true }));

/** A cart from which the vouchers were opened: a sheet at the end of the page, and a part of the one below it. */
function TwoSheets() {
  const [open, setOpen] = useState<readonly string[]>(['Cart', 'Vouchers']);
  const close = (name: string) => () => setOpen((names) => names.filter((each) => each !== name));
  return (
    <>
      <button type="button" onClick={() => setOpen([])}>
        Close both
      </button>
      {open.includes('Cart') && (
        <Sheet title="Cart" onClose={close('Cart')}>
          {open.includes('Vouchers') &&
            createPortal(
              <Sheet title="Vouchers" onClose={close('Vouchers')}>
                Three
              </Sheet>,
              document.body,
            )}
        </Sheet>
      )}
    </>
  );
}

test('Esc closes the sheet on top, and not the one from which it was opened', async () => {
  render(<TwoSheets />);
  await turns();
  const back = vi.spyOn(history, 'back');
  esc(screen.getByRole('dialog', { name: 'Vouchers' }));
  await turns();
  expect(screen.queryByRole('dialog', { name: 'Vouchers' })).toBeNull();
  expect(screen.getByRole('dialog', { name: 'Cart' })).toBeInTheDocument();
  expect(back).not.toHaveBeenCalled();
});

test('Esc in the photos goes back to the product', async () => {
  const close = vi.fn();
  render(
    <Sheet title="Item 7" onClose={close}>
      <Gallery name="Red potatoes" pictures={['/pictures/a.webp']} />
    </Sheet>,
  );
  await userEvent.click(screen.getByRole('button', { name: /^Enlarge photo 1 of/ }));
  esc(await screen.findByRole('dialog', { name: 'Photos of Red potatoes' }));
  await turns();
  expect(screen.queryByRole('dialog', { name: 'Photos of Red potatoes' })).toBeNull();
  expect(close).not.toHaveBeenCalled();
});

test('two sheets that go at once take one step back: the page below them stays', async () => {
  render(<TwoSheets />);
  await turns();
  expect(history.state).toBe('sheet');
  const back = vi.spyOn(history, 'back');
  fireEvent.click(screen.getByText('Close both'));
  await turns();
  expect(back).toHaveBeenCalledTimes(1);
  await turns();
  expect(history.state).not.toBe('sheet');
});
