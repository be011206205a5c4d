import { type ReactNode, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../../i18n/language.ts';
import { part } from '../../../ui/part.tsx';
import { offerWords } from './offer-words.ts';

const MyVouchers = part(() => import('./MyVouchers.tsx').then((module) => module.MyVouchers));

/**
 * The button that opens all vouchers in one place, and their sheet. The two stand apart: while the sheet is read the last
 * offer may end, and what has the button goes.
 * @param isOpen from the start: an address leads there
 */
export function useMyVouchers(isOpen = false): { button: ReactNode; sheet: ReactNode } {
  const say = useMessages(offerWords);
  const [isShown, show] = useState(isOpen);
  return {
    button: (
      <button
        type="button"
        className="my-vouchers-button"
        onPointerDown={MyVouchers.fetch}
        onClick={() => show(true)}
      >
        {say.mine}
      </button>
    ),
    // Beside the shop's column, as the last of all: a column that is hidden hides what stands in it.
    sheet:
      isShown &&
      createPortal(
        <MyVouchers onClose={() => show(false)} />,
        document.querySelector('.viewer') ?? document.body,
      ),
  };
}
