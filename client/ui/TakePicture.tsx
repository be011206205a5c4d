import { useState } from 'react';
import { FaultWords } from './FaultWords.tsx';
import { Picture } from './Picture.tsx';
import { shrinkPicture } from './shrink-picture.ts';
import { useDataAddress } from './use-data-address.ts';
import './take-picture.css';

/** Takes a photo or chooses one, made small on the device; what cannot be read is said below it. */
export function TakePicture({
  picture,
  stored = '',
  words,
  onTake,
}: {
  picture: Blob | null;
  /** Address of the picture that the good has by now; none if it is not given. */
  stored?: string;
  words: { take: string; other: string; bad: string };
  onTake(picture: Blob | null): void;
}) {
  const [isBad, setBad] = useState(false);

  async function take(file: File | undefined) {
    if (!file) return;
    const small = await shrinkPicture(file);
    setBad(small === null);
    onTake(small);
  }

  return (
    <>
      <label className="take-picture">
        <Preview picture={picture} stored={stored} />
        <span className="button line">{picture || stored !== '' ? words.other : words.take}</span>
        <input
          className="unseen"
          type="file"
          accept="image/*"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      {isBad && <FaultWords>{words.bad}</FaultWords>}
    </>
  );
}

/** The chosen picture, or the one that is kept. */
function Preview({ picture, stored }: { picture: Blob | null; stored: string }) {
  const address = useDataAddress(picture);
  return <Picture source={picture ? address : stored} size={88} />;
}
