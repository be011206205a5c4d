import { paintBackdrop } from './backdrop.js';
import { paintClock, paintMoths, paintPassers, paintStars } from './evening.js';
import { createHost } from './host.js';
import { lay } from './pen.js';
import { createStall } from './stall.js';
/**
 * What does not move is painted once, here.
 * @param scale pixels per unit of the canvas that it will be painted on
 * @throws where a browser paints nothing
 */
export function createScene(scale) {
  const backdrop = paintBackdrop(scale);
  const stall = createStall(scale);
  const host = createHost();
  return {
    paint(pen, nowMs, table, clock) {
      lay(pen, backdrop);
      paintStars(pen, nowMs);
      paintPassers(pen, nowMs);
      stall.paintBehind(pen);
      host.paint(pen, nowMs, table);
      stall.paintBefore(pen, nowMs, table);
      paintMoths(pen, nowMs);
      if (clock) paintClock(pen, clock);
    },
  };
}
//# sourceMappingURL=scene.js.map
