import stall from './stall.svg?no-inline';

/** The market stall at dusk: a picture for the eye alone. A file of its own, so that no phone runs it as a script. */
export function StallDrawing() {
  return <img src={stall} alt="" />;
}
