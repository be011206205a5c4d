import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { slowAnswers } from '../../server/gateway/limits/slow-answers.ts';

const GRACE_MS = 30_000;
let cut: number;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  cut = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

const open = (leastBytesPerSecond: number) =>
  slowAnswers(leastBytesPerSecond, {
    graceMs: GRACE_MS,
    onCut: () => {
      cut += 1;
    },
  });

/** An answer of so many bytes, of which some still wait for their reader. */
function anAnswer(bytes: number, waiting: number) {
  const socket = { bytesWritten: 5_000 };
  const response = Object.assign(new EventEmitter(), {
    socket,
    req: { socket },
    writableLength: waiting,
    destroy() {
      response.emit('close');
    },
  });
  return {
    response: response as unknown as ServerResponse,
    begins() {
      socket.bytesWritten += bytes;
    },
    waits(length: number) {
      response.writableLength = length;
    },
  };
}

test('[X110] a byte now and then is not enough: an answer has its grace, and a second more for each 4 kB', () => {
  const slow = open(4_000);
  const { response, begins } = anAnswer(400_000, 300_000);
  slow.watch(response);
  begins();
  vi.advanceTimersByTime(GRACE_MS + 100_000);
  expect(cut).toBe(0);
  vi.advanceTimersByTime(GRACE_MS / 6);
  expect(cut).toBe(1);
  vi.advanceTimersByTime(10 * GRACE_MS);
  expect(cut).toBe(1);
  slow.close();
});

test('[X110] time counts only while bytes wait for the reader', () => {
  const slow = open(4_000);
  const { response, begins, waits } = anAnswer(4_000, 0);
  slow.watch(response);
  vi.advanceTimersByTime(20 * GRACE_MS);
  begins();
  waits(100);
  vi.advanceTimersByTime(GRACE_MS);
  expect(cut).toBe(0);
  vi.advanceTimersByTime(GRACE_MS / 2);
  expect(cut).toBe(1);
  slow.close();
});

test('[X110] with 0 nobody is cut', () => {
  const slow = open(0);
  const { response } = anAnswer(0, 100);
  slow.watch(response);
  vi.advanceTimersByTime(100 * GRACE_MS);
  expect(cut).toBe(0);
});
