/** A link in a document leads to a file that is there and to a heading that it has. Links to the world outside are not followed. */
import { posix } from "node:path";
import type { Codebase } from "../codebase/codebase.ts";
import type { Rule, Violation } from "../codebase/rule.ts";

const DOCUMENT = /\.md$/;
/** `[text](target)`, `![text](target "title")` and `[name]: target`. */
const LINK = /\]\(<?([^\s)>]+)>?(?:\s+"[^"]*")?\)|^\s{0,3}\[[^\]^]+\]:\s+<?(\S+?)>?(?:\s|$)/g;
const OUTSIDE = /^[a-z][a-z+.-]*:|^\/\//i;

export const links: Rule = {
  name: "links in documents resolve",
  check: (codebase) =>
    [...codebase.texts]
      .filter(([path]) => DOCUMENT.test(path))
      .flatMap(([path, text]) =>
        proseLines(text).flatMap((line, index) =>
          targetsIn(line).flatMap((target) => judge(codebase, { path, line: index + 1, target })),
        ),
      ),
};

function judge(
  { texts }: Codebase,
  { path, line, target }: Readonly<Record<"path" | "target", string>> & { readonly line: number },
): readonly Violation[] {
  const [file = "", heading] = decodeURI(target).split("#");
  const says = (problem: string, instead: string) => [{ path, line, problem, instead }];
  if (file.startsWith("/")) return says(`links to ${target} from the root`, "write it relative to the document");
  const found = file === "" ? path : posix.normalize(posix.join(posix.dirname(path), file)).replace(/\/$/, "");
  const text = texts.get(found);
  const isFolder = found === "." || [...texts.keys()].some((each) => each.startsWith(`${found}/`));
  if (text === undefined && !isFolder) return says(`links to ${target}, which is not there`, "mend the link");
  if (heading === undefined || text === undefined || !DOCUMENT.test(found) || headingsOf(text).includes(heading))
    return [];
  return says(`links to ${target}, and there is no such heading`, "mend the link");
}

function targetsIn(line: string): readonly string[] {
  return [...line.matchAll(LINK)]
    .map(([, inline, reference]) => inline ?? reference ?? "")
    .filter((each) => !OUTSIDE.test(each));
}

/** The lines of a document, with code blocks and code in a line left blank. */
function proseLines(text: string): readonly string[] {
  let fence: string | undefined;
  return text.split("\n").map((line) => {
    const [, mark] = /^\s*(```+|~~~+)/.exec(line) ?? [];
    if (mark !== undefined && (fence === undefined || line.trim().startsWith(fence))) {
      fence = fence === undefined ? mark : undefined;
      return "";
    }
    return fence === undefined ? line.replace(/`[^`]*`/g, "") : "";
  });
}

/** As GitHub makes them: small letters, hyphens for spaces, no punctuation, and a number behind a repeated one. */
function headingsOf(text: string): readonly string[] {
  const seen = new Map<string, number>();
  const outsideCode = text.replace(/^\s*(```+|~~~+)[\s\S]*?^\s*\1/gm, "");
  return [...outsideCode.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, title = ""]) => {
    const slug = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}
