import fc from "fast-check";
import { expect, test } from "vitest";
import { createFrameReader, encodeFrame } from "./frames.ts";

test("messages come out as they went in, wherever the pipe breaks them", () => {
  const anyPipe = fc.tuple(
    fc.array(fc.jsonValue(), { maxLength: 8 }),
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
  );
  fc.assert(
    fc.property(anyPipe, ([messages, sizes]) => {
      const received: unknown[] = [];
      const read = createFrameReader((message) => received.push(message));
      let pipe = Buffer.concat(messages.map(encodeFrame));
      for (let index = 0; pipe.length > 0; index += 1) {
        const size = sizes[index % sizes.length] ?? 1;
        read(pipe.subarray(0, size));
        pipe = pipe.subarray(size);
      }

      expect(received).toEqual(messages.map((message) => JSON.parse(JSON.stringify(message))));
    }),
  );
});
