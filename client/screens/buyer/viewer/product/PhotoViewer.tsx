import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { commonMessages } from '../../../../i18n/common.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { photoWords } from '../../../../i18n/photo-words.ts';
import { IconButton } from '../../../../ui/Button.tsx';
import { useBackCloses } from '../../../../ui/back-closes.ts';

import { MAX_SCALE, useZoom } from './use-zoom.ts';
import './photo-viewer.css';

/**
 * A product's pictures on the whole screen, one at a time. Fingers, keys and buttons turn and enlarge them. It is a modal
 * dialog of the browser: Esc and the back button close it, and the focus goes back to the picture that opened it.
 */
export function PhotoViewer({
  name,
  pictures,
  first,
  onClose,
}: {
  name: string;
  pictures: readonly string[];
  first: number;
  onClose(): void;
}) {
  const say = useMessages(photoWords);
  const sayCommon = useMessages(commonMessages);
  const [index, setIndex] = useState(first);
  const dialog = useRef<HTMLDialogElement>(null);
  const count = pictures.length;
  const turn = (by: 1 | -1) => {
    const next = index + by;
    if (next < 0 || next >= count) return;
    setIndex(next);
    zoom.reset();
  };
  const zoom = useZoom(turn);
  const { scale, x, y } = zoom.look;
  useBackCloses(onClose);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    // Keys work from the first on, and at the last picture no button takes the focus away.
    dialog.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const onKeyDown = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey) return;
    if (key === '+' || key === '=') zoom.enlarge();
    else if (key === '-') zoom.shrink();
    else if (key === '0') zoom.reset();
    else if (key === 'ArrowLeft') turn(-1);
    else if (key === 'ArrowRight') turn(1);
  };
  return createPortal(
    <dialog
      ref={dialog}
      className="photo-viewer"
      tabIndex={-1}
      aria-label={say.photosOf(name)}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        // The sheet below stays: React would tell it, too.
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="photo-stage" {...zoom.handlers}>
        <img
          key={index}
          src={pictures[index]}
          alt={say.photo(name, index + 1, count)}
          draggable={false}
          referrerPolicy="no-referrer"
          style={{ transform: `translate(${x}px, ${y}px) scale(${scale})` }}
        />
      </div>
      <div className="photo-bar">
        {count > 1 && (
          <>
            <IconButton
              icon="back"
              name={say.previous}
              aria-disabled={index === 0 || undefined}
              onClick={() => turn(-1)}
            />
            <span className="figures" role="status">
              {say.at(index + 1, count)}
            </span>
            <IconButton
              icon="back"
              className="photo-next"
              name={say.next}
              aria-disabled={index === count - 1 || undefined}
              onClick={() => turn(1)}
            />
          </>
        )}
        <IconButton
          icon="minus"
          name={say.shrink}
          aria-disabled={scale === 1 || undefined}
          onClick={zoom.shrink}
        />
        <IconButton
          icon="plus"
          name={say.enlarge}
          aria-disabled={scale === MAX_SCALE || undefined}
          onClick={zoom.enlarge}
        />
        <IconButton icon="close" name={sayCommon.close} onClick={onClose} />
      </div>
    </dialog>,
    document.body,
  );
}
