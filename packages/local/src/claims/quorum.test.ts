import { region } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createQuorum } from "./quorum.ts";

const [EAST, WEST, EU] = [region("us-east-1"), region("us-west-2"), region("eu-west-1")];

test("a partition between two regions stops neither, since each hears the witness", () => {
  const quorum = createQuorum([EAST, WEST]);
  quorum.setCut(EAST, WEST, true);
  quorum.setCut(WEST, EAST, true);

  expect([EAST, WEST].map(quorum.hears)).toEqual([true, true]);
});

test("a region that hears neither its peer nor the witness decides nothing, and its peer goes on", () => {
  const quorum = createQuorum([EAST, WEST]);
  quorum.setCut(EAST, WEST, true);
  quorum.setWitnessCut(EAST, true);

  expect([EAST, WEST].map(quorum.hears)).toEqual([false, true]);

  quorum.setCut(EAST, WEST, false);
  expect([EAST, WEST].map(quorum.hears)).toEqual([true, true]);
});

test("a region that is down decides nothing, and the other does with the witness, or not at all", () => {
  const quorum = createQuorum([EAST, WEST]);
  quorum.setDown(EAST, true);

  expect([EAST, WEST].map(quorum.hears)).toEqual([false, true]);

  quorum.setWitnessCut(WEST, true);
  expect([EAST, WEST].map(quorum.hears)).toEqual([false, false]);
});

test("of three regions there is no witness, and whoever hears one other decides", () => {
  const quorum = createQuorum([EAST, WEST, EU]);
  for (const peer of [WEST, EU]) quorum.setCut(EAST, peer, true);

  expect(quorum.hasWitness).toBe(false);
  expect([EAST, WEST, EU].map(quorum.hears)).toEqual([false, true, true]);

  quorum.setDown(EU, true);
  expect([EAST, WEST, EU].map(quorum.hears)).toEqual([false, false, false]);
});

test("one region has an ordinary table, and asks nobody", () => {
  const quorum = createQuorum([EAST]);

  expect(quorum.hears(EAST)).toBe(true);
  quorum.setDown(EAST, true);
  expect(quorum.hears(EAST)).toBe(false);
});
