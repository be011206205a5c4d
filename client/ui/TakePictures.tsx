import { useState } from 'react';
import { IconButton } from './Button.tsx';
import { FaultWords } from './FaultWords.tsx';
import { Icon } from './Icon.tsx';
import { Picture } from './Picture.tsx';
import { shrinkPicture } from './shrink-picture.ts';
import { useDataAddress } from './use-data-address.ts';
import './take-picture.css';

/** Several pictures, those that are kept by address and those that were taken just now, each made small on the device. */
export function TakePictures({
  pictures,
  most,
  mostBytes,
  words,
  onChange,
}: {
  pictures: readonly (string | Blob)[];
  /** So many at the most; then none can be added. */
  most: number;
  /** What each may have. */
  mostBytes?: number;
  words: { label: string; add: string; remove: (n: number) => string; bad: string };
  onChange(pictures: (string | Blob)[]): void;
}) {
  const [isBad, setBad] = useState(false);

  async function take(files: readonly File[]) {
    const small = await Promise.all(
      files.slice(0, most - pictures.length).map((file) => shrinkPicture(file, mostBytes)),
    );
    const good = small.filter((picture) => picture !== null);
    setBad(good.length < small.length);
    if (good.length > 0) onChange([...pictures, ...good]);
  }

  return (
    <fieldset className="take-pictures">
      <legend>{words.label}</legend>
      <ul>
        {pictures.map((picture, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one picture may be there twice, and none ever moves.
          <li key={index}>
            <Small picture={picture} />
            <IconButton
              icon="close"
              name={words.remove(index + 1)}
              onClick={() => onChange(pictures.filter((_, other) => other !== index))}
            />
          </li>
        ))}
        {pictures.length < most && (
          <li>
            <label className="add-picture">
              <Icon name="plus" />
              <span className="unseen">{words.add}</span>
              <input
                className="unseen"
                type="file"
                accept="image/*"
                multiple
                onChange={(event) => {
                  void take([...(event.target.files ?? [])]);
                  event.target.value = '';
                }}
              />
            </label>
          </li>
        )}
      </ul>
      {isBad && <FaultWords>{words.bad}</FaultWords>}
    </fieldset>
  );
}

/** A picture by its address, or one that was taken. */
function Small({ picture }: { picture: string | Blob }) {
  const taken = useDataAddress(typeof picture === 'string' ? null : picture);
  return <Picture source={typeof picture === 'string' ? picture : taken} size={64} />;
}
