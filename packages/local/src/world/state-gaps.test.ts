import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { regionList } from "@tandem/kernel";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openJournal } from "../dynamodb/journal/journal.ts";
import { WorldRefusal } from "./refusal.ts";
import { KEPT, refuseGaps } from "./state-gaps.ts";

const REGIONS = regionList(["us-east-1", "us-west-2"]);
let directory: string;

/** A state as a world leaves it, as far as is looked at here. */
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tandem-gaps-"));
  for (const name of [KEPT.signingKey, KEPT.ledger, KEPT.claims, KEPT.seeded]) put(name);
  for (const region of REGIONS) {
    put(join(region, KEPT.engine));
    put(join(region, KEPT.streamCheckpoint), "42");
    const journal = openJournal(join(directory, region, KEPT.journal));
    journal.run("INSERT INTO tracked_table VALUES ('tandem', '{}')");
    journal.close();
  }
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function put(name: string, text = "something"): void {
  mkdirSync(dirname(join(directory, name)), { recursive: true });
  writeFileSync(join(directory, name), text);
}
const look = (engineUrls?: readonly (string | undefined)[]) => refuseGaps({ directory, regions: REGIONS, engineUrls });
const files = () =>
  readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => !/-(wal|shm)$/.test(name));

describe("a state that was begun before", () => {
  test("is whole as it was left", () => {
    expect(() => look()).not.toThrow();
  });

  test.each([
    KEPT.signingKey,
    KEPT.ledger,
    KEPT.claims,
    join("us-east-1", KEPT.engine),
    join("us-west-2", KEPT.engine),
    join("us-east-1", KEPT.journal),
  ])("without %s is refused in two lines that name it, and nothing is changed", (name) => {
    rmSync(join(directory, name));
    const before = files();

    expect(() => look()).toThrow(WorldRefusal);
    expect(() => look()).toThrow(new RegExp(`^[^\n]*${name} is missing[^\n]*\n[^\n]*--fresh[^\n]*$`));

    expect(files()).toEqual(before);
  });

  test.each([KEPT.ledger, join("us-east-1", KEPT.engine), join("us-east-1", KEPT.journal)])(
    "with an empty %s is refused as well",
    (name) => {
      truncateSync(join(directory, name));

      expect(() => look()).toThrow(join(directory, name));
    },
  );

  test("with rubbish for a place in a stream is refused before anything reads from it", () => {
    put(join("us-west-2", KEPT.streamCheckpoint), "coffee");

    expect(() => look()).toThrow(join(directory, "us-west-2", KEPT.streamCheckpoint));
  });

  test("without a whole region goes on, since the other gives it everything again", () => {
    rmSync(join(directory, "us-east-1"), { recursive: true });

    expect(() => look()).not.toThrow();
  });

  test("without a region's databases but with the place in its stream is refused, since records would be skipped", () => {
    rmSync(join(directory, "us-east-1", "dynamodb"), { recursive: true });

    expect(() => look()).toThrow(join(directory, "us-east-1", KEPT.journal));
  });

  test("from before there were claims goes on without any", () => {
    rmSync(join(directory, dirname(KEPT.claims)), { recursive: true });

    expect(() => look()).not.toThrow();
  });

  test("without any region is refused, since nobody could give the orders back", () => {
    for (const region of REGIONS) rmSync(join(directory, region), { recursive: true });

    expect(() => look()).toThrow(join(directory, "us-east-1", KEPT.journal));
  });

  test("needs no engine's database for a region with an endpoint of its own", () => {
    rmSync(join(directory, "us-west-2", KEPT.engine));

    expect(() => look([undefined, "http://127.0.0.1:9"])).not.toThrow();
  });
});

test("a first start that was killed before its engine ran is finished by the next", () => {
  rmSync(directory, { recursive: true });
  mkdirSync(join(directory, "us-east-1", "dynamodb"), { recursive: true });
  openJournal(join(directory, "us-east-1", KEPT.journal)).close();

  expect(() => look()).not.toThrow();
});
