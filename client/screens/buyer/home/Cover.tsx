import { useState } from 'react';
import { StallDrawing } from '../../../ui/StallDrawing.tsx';
import { widePicture } from '../../../ui/wide-picture.ts';

/** A stream's picture, 16:9; without one, or when it does not come, the stall. */
export function Cover({ source = '', isEager = false }: { source?: string | undefined; isEager?: boolean }) {
  return (
    <span className="stream-cover">
      <Drawn key={source} source={source} isEager={isEager} />
    </span>
  );
}

function Drawn({ source, isEager }: { source: string; isEager: boolean }) {
  const [isBroken, setBroken] = useState(false);
  if (source === '' || isBroken) return <StallDrawing />;
  return (
    <img
      className="photo"
      src={widePicture(source)}
      alt=""
      loading={isEager ? 'eager' : 'lazy'}
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
    />
  );
}
