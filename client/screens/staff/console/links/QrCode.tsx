import { drawingSVG, qrcode } from 'bwip-js/browser';
import { useMemo } from 'react';

/** Light round the code, in modules: less, and phones do not find it. */
const QUIET = 4;

/** A text as a code for phones: always dark on white, whatever the theme, since cameras want it so. */
export function QrCode({
  text,
  name,
  save,
  file,
}: {
  text: string;
  name: string;
  save: string;
  file: string;
}) {
  const address = useMemo(() => {
    const svg = qrcode(
      {
        bcid: 'qrcode',
        text,
        scale: 4,
        paddingwidth: QUIET,
        paddingheight: QUIET,
        backgroundcolor: 'ffffff',
      },
      drawingSVG(),
    );
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }, [text]);
  return (
    <figure className="qr">
      <img src={address} alt={name} width={220} height={220} />
      <figcaption>
        <a className="button line" href={address} download={file}>
          {save}
        </a>
      </figcaption>
    </figure>
  );
}
