import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { links } from "./links.ts";

const FILES = {
  "README.md": "# Tandem\n",
  "docs/laws.md": "# The laws\n## 1. One writer, `always`\n",
  "docs/adr/0001-node.md": "",
};

function linking(text: string): readonly string[] {
  return check(links, { ...FILES, "docs/guide.md": `# Guide\n${text}\n` });
}

test.each([
  "[a](gone.md)",
  "![a](gone.png)",
  "[a](../laws.md)",
  "[a](laws.md#gone)",
  "[a](#gone)",
  "[a]: gone.md",
  "[a](/README.md)",
])("%s leads nowhere", (text) => {
  expect(linking(text)).toHaveLength(1);
});

test.each([
  "[a](laws.md) and [b](./laws.md#the-laws) and [c](laws.md#1-one-writer-always)",
  "[a](../README.md) and [b](adr) and [c](adr/) and [d](..)",
  "[a](adr#decisions) and [b](adr/0001-node.md)",
  "[a](#guide) and [b](https://example.com/gone.md) and [c](mailto:ann@example.com)",
  "`[a](gone.md)`\n\n```md\n[a](gone.md)\n```",
])("%s leads somewhere", (text) => {
  expect(linking(text)).toEqual([]);
});
