/** A copy of the packages that a region runs, with their installed dependencies, in a folder that a test may change as it likes. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { assert } from "@tandem/kernel";
import type { Cut } from "./removal.ts";

const OURS = "@tandem";
/** The copy needs no tests, and none of what they leave behind. */
const LEFT_OUT = /(?:^|\/)node_modules$|\.test\.ts$/;

export interface ScratchCopy {
  readonly root: string;
  delete(path: string): void;
  cut(cut: Cut): void;
  write(path: string, text: string): void;
  remove(): void;
}

/** `homes` are folders with a package.json, from the project's root. */
export function makeScratchCopy(root: string, homes: readonly string[]): ScratchCopy {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "tandem-without-")));
  for (const home of homes) {
    cpSync(join(root, home), join(copy, home), { recursive: true, filter: (path) => !LEFT_OUT.test(path) });
    linkModules({ root, copy, home });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return {
    root: copy,
    delete: (path) => rmSync(join(copy, path), { recursive: true, force: true }),
    cut({ file, find, replace }) {
      const text = readFileSync(join(copy, file), "utf8");
      const parts = text.split(find);
      assert(parts.length === 2, `${file} has ${parts.length - 1} times, and not once: ${find.trim()}`);
      writeFileSync(join(copy, file), parts.join(replace));
    },
    write: (path, text) => writeFileSync(join(copy, path), text),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}

/** Others' packages where they are installed; ours in the copy, so that what is deleted there is gone. */
function linkModules({
  root,
  copy,
  home,
}: {
  readonly root: string;
  readonly copy: string;
  readonly home: string;
}): void {
  const installed = join(root, home, "node_modules");
  for (const name of namesIn(installed)) {
    const [scope, inScope] = name.split("/");
    const isOurs = scope === OURS && inScope !== undefined;
    const target = realpathSync(join(installed, name));
    const link = join(copy, home, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(isOurs ? target.replace(realpathSync(root), copy) : target, link);
  }
}

function namesIn(installed: string): readonly string[] {
  if (!existsSync(installed)) return [];
  return readdirSync(installed)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(installed, name)).map((inScope) => `${name}/${inScope}`) : [name],
    );
}
