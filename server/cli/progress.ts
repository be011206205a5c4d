/** One line on a terminal that is written over and over; nothing where no terminal is, or where a program reads. */
export function progressLine(isQuiet: boolean): { show(text: string): void; end(): void } {
  const isShown = !isQuiet && process.stderr.isTTY === true;
  let isWritten = false;
  return {
    show(text) {
      if (!isShown) return;
      isWritten = true;
      process.stderr.write(`\r\x1b[2K${text}`);
    },
    end() {
      if (isWritten) process.stderr.write('\r\x1b[2K');
    },
  };
}
