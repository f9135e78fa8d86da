/**
 * Messages on a pipe: four bytes of length, then JSON. The host reads them as they come; the environment reads them one at a
 * time and blocks until there is one, which is what freezes it.
 */
import { readSync, writeSync } from "node:fs";

const LENGTH_BYTES = 4;

export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + body.length);
  frame.writeUInt32BE(body.length, 0);
  body.copy(frame, LENGTH_BYTES);
  return frame;
}

/** Cuts what arrives into messages, wherever the pipe happened to break it; a long one is put together once, at its end. */
export function createFrameReader<T>(onMessage: (message: T) => void): (chunk: Buffer) => void {
  const chunks: Buffer[] = [];
  let heldBytes = 0;
  let wantedBytes = LENGTH_BYTES;
  return (chunk) => {
    chunks.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < wantedBytes) return;
    let held = Buffer.concat(chunks.splice(0), heldBytes);
    for (;;) {
      wantedBytes = held.length < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + held.readUInt32BE(0);
      if (held.length < wantedBytes) break;
      onMessage(JSON.parse(held.toString("utf8", LENGTH_BYTES, wantedBytes)));
      held = held.subarray(wantedBytes);
    }
    chunks.push(held);
    heldBytes = held.length;
  };
}

/** Blocks the whole process until a message is there; nothing when the other end has gone. */
export function readFrameBlocking<T>(fd: number): T | undefined {
  const length = readBytesBlocking(fd, LENGTH_BYTES);
  const body = length === undefined ? undefined : readBytesBlocking(fd, length.readUInt32BE(0));
  return body === undefined ? undefined : JSON.parse(body.toString("utf8"));
}

function readBytesBlocking(fd: number, count: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(count);
  for (let filled = 0; filled < count; ) {
    const read = readSync(fd, bytes, filled, count - filled, null);
    if (read === 0) return undefined;
    filled += read;
  }
  return bytes;
}

export function writeFrameBlocking(fd: number, message: unknown): void {
  const frame = encodeFrame(message);
  for (let written = 0; written < frame.length; ) written += writeSync(fd, frame, written);
}
