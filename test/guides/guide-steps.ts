/**
 * What a guide asks its reader to do, read from its code blocks: files to write, edits to make and commands to run, each with the exit code it is
 * said to have. A guide that is followed by a test cannot go stale.
 */

export type GuideStep =
  | { readonly kind: "write"; readonly file: string; readonly text: string }
  | { readonly kind: "edit"; readonly file: string; readonly before: string; readonly after: string }
  | { readonly kind: "run"; readonly command: string; readonly exit: number };

const BLOCK = /^```(\w+) (\w+)=(\S+)\n([\s\S]*?)^```$/gm;

export function guideSteps(guide: string): readonly GuideStep[] {
  return [...guide.matchAll(BLOCK)].flatMap(([, language, member, value = "", text = ""]): readonly GuideStep[] => {
    if (language === "sh" && member === "exit") {
      const commands = text.trim().split("\n");
      return commands.map((command) => ({ kind: "run", command, exit: Number(value) }));
    }
    if (member !== "file") throw new Error(`A block of the guide says ${member}=${value}, which means nothing.`);
    if (language !== "diff") return [{ kind: "write", file: value, text }];
    const lines = text.split("\n").slice(0, -1);
    const side = (sign: string) =>
      lines.flatMap((line) => (line.startsWith(" ") || line.startsWith(sign) ? [line.slice(1)] : [])).join("\n");
    return [{ kind: "edit", file: value, before: side("-"), after: side("+") }];
  });
}

/** The text after an edit; throws unless what it replaces stands there exactly once. */
export function edited(text: string, { file, before, after }: Extract<GuideStep, { readonly kind: "edit" }>): string {
  const count = text.split(before).length - 1;
  if (count !== 1) throw new Error(`The guide's edit of ${file} finds its place ${count} times:\n${before}`);
  return text.replace(before, () => after);
}
