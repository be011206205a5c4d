/** Whose clock the demo goes by. */
export const ZONE = 'Asia/Shanghai';
