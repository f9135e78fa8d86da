import { afterAll, beforeAll, expect, test } from "vitest";
import { createForker, type Forker, stepsOf } from "./forker.ts";

let forker: Forker;

beforeAll(() => {
  forker = createForker();
});

afterAll(() => {
  forker.leave();
});

test("someone new adds an entity, and a question that is asked of it, by doing what two guides say", async () => {
  const entity = stepsOf("docs/guides/add-an-entity.md");
  for (const step of entity) await forker.follow(step);
  const query = stepsOf("docs/guides/query-by-something-else.md");
  for (const step of query) await forker.follow(step);

  expect(entity.filter(({ kind }) => kind === "run").length).toBeGreaterThan(3);
  expect(query.filter(({ kind }) => kind === "run").length).toBeGreaterThan(1);
});
