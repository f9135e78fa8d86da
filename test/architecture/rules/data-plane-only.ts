/**
 * Nothing that a region needs to recover asks a control plane: in an outage those fail first and return last, and some are in one region for
 * the whole world. So functions, and every command that is not listed as made for building, may take from AWS's libraries
 * only what is on the list below, and so may all that they import.
 */
import { packageOf, type ResolvedImport, type SourceFile } from "../codebase/codebase.ts";
import { type Exceptions, type Rule, staleExceptions, type Violation, violationAt } from "../codebase/rule.ts";
import { visit } from "../codebase/syntax-tree.ts";

/**
 * By package. Commands as CloudTrail tells them apart: what it logs as a data event is on the data plane, `GetQueueAttributes` among it. A name
 * that is not here is refused, whole clients (`DynamoDB`, with a method for everything) and waiters (which describe) included.
 */
const DATA_PLANE: Readonly<Record<string, readonly string[]>> = {
  "@aws-sdk/client-dynamodb": [
    "DynamoDBClient",
    ...["GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan"].map(command),
    ...["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"].map(command),
  ],
  "@aws-sdk/lib-dynamodb": [
    "DynamoDBDocumentClient",
    ...["Get", "BatchGet", "TransactGet", "Query", "Scan"].map(command),
    ...["Put", "Update", "Delete", "BatchWrite", "TransactWrite"].map(command),
  ],
  "@aws-sdk/client-sqs": [
    "SQSClient",
    ...["SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "DeleteMessageBatch"].map(command),
    ...["ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "GetQueueAttributes"].map(command),
  ],
  "@aws-sdk/client-lambda": ["LambdaClient", "InvokeCommand"],
  "@aws-sdk/util-dynamodb": ["marshall", "unmarshall"],
};
/** An error that a client throws asks nobody. */
const ERROR_CLASS = /^[A-Z]\w*Exception$/;
/** Whatever speaks to AWS, or signs for it. */
const CLOUD = /^(?:@aws-sdk|@aws|@smithy|@pulumi|@sst-provider)\/|^(?:aws-sdk|aws4|sst)$/;
/** `sst` and `aws` are programs too. */
const PROGRAMS = /^(?:node:)?(?:child_process|cluster)$/;
const ADDRESS = /\.amazonaws\.com|\.api\.aws\b/;
const INSTEAD =
  "take what a data plane offers, and decide beforehand what only a control plane could; what builds is listed in test/architecture/exceptions.ts";

/** `builders` are the commands, and the folders of commands, that build and are of no use in an outage; each with the reason. */
export function dataPlaneOnly(builders: Exceptions): Rule {
  const isBuilder = (path: string) => Object.keys(builders).some((each) => covers(each, path));
  return {
    name: "recovery needs no control plane",
    check: ({ sources }) => [
      ...reachedFrom(sources, (source) => isRoot(source) && !isBuilder(source.path)).flatMap(judge),
      ...staleExceptions(builders, (entry) => sources.some(({ path }) => covers(entry, path))),
    ],
  };
}

interface Reached {
  readonly source: SourceFile;
  /** The files that lead to it, the first being what runs. */
  readonly way: readonly string[];
}

function isRoot({ home, isTest }: SourceFile): boolean {
  return !isTest && (home.name === "functions" || home.name === "scripts");
}

/** Everything that runs when these do. A type is gone by then, and the local world is no part of AWS. */
function reachedFrom(sources: readonly SourceFile[], isFirst: (source: SourceFile) => boolean): readonly Reached[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Map<string, Reached>();
  const waiting: Reached[] = sources.filter(isFirst).map((source) => ({ source, way: [] }));
  for (const next of waiting) {
    const { source, way } = next;
    if (reached.has(source.path)) continue;
    reached.set(source.path, next);
    for (const { target, typeOnly } of source.imports) {
      const found = typeOnly || target === undefined ? undefined : byPath.get(target);
      if (found !== undefined && found.home.name !== "local")
        waiting.push({ source: found, way: [...way, source.path] });
    }
  }
  return [...reached.values()];
}

function judge({ source, way }: Reached): readonly Violation[] {
  const [first] = way;
  const whence = first === undefined ? "" : ` (${[...way, source.path].join(" -> ")})`;
  const says = (offset: number, problem: string) =>
    violationAt(source, offset, { problem: problem + whence, instead: INSTEAD });
  const violations = source.imports.flatMap((each) =>
    forbiddenIn(source, each).map((name) => says(each.offset, `takes ${name} from ${each.specifier}`)),
  );
  visit(source.program, (node) => {
    if (node.type === "Literal" && typeof node.value === "string" && ADDRESS.test(node.value))
      violations.push(says(node.start, `knows an address of AWS, ${node.value}`));
    if (node.type === "TemplateElement" && ADDRESS.test(node.value.raw))
      violations.push(says(node.start, `knows an address of AWS, ${node.value.raw}`));
  });
  return violations;
}

/** The names that may not be taken; `*` is everything, and a package that is taken without a name runs all the same. */
function forbiddenIn(source: SourceFile, taken: ResolvedImport): readonly string[] {
  const name = packageOf(taken.specifier);
  if (name === undefined || taken.typeOnly) return [];
  if (PROGRAMS.test(taken.specifier)) return taken.names;
  if (!CLOUD.test(name)) return [];
  const allowed = DATA_PLANE[taken.specifier] ?? [];
  const types = typesIn(source, taken);
  const names = taken.names.length === 0 ? ["*"] : taken.names;
  return names.filter((each) => {
    const isKnown = DATA_PLANE[taken.specifier] !== undefined;
    return !types.has(each) && !allowed.includes(each) && !(isKnown && ERROR_CLASS.test(each));
  });
}

/** Of `import { type A, B }` it is `A`. */
function typesIn({ module }: SourceFile, { offset }: ResolvedImport): ReadonlySet<string> {
  const statement = module.staticImports.find(({ start }) => start === offset);
  const types = (statement?.entries ?? []).filter(({ isType }) => isType);
  return new Set(types.flatMap(({ importName }) => importName.name ?? []));
}

function command(operation: string): string {
  return `${operation}Command`;
}

function covers(entry: string, path: string): boolean {
  return entry.endsWith("/") ? path.startsWith(entry) : path === entry;
}
