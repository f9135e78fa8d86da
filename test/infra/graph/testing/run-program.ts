/** Runs a program of a few lines and forgets it again: most tests of the harness are one program and a look at its graph. */
import { must } from "@tandem/kernel";
import type { Graph, GraphResource } from "../graph.ts";
import { type GraphRequest, runGraph } from "../run-graph.ts";
import { smallProgram } from "./small-program.ts";

/** `files` are written beside the config first. */
export async function runProgram(
  body: string,
  { files = {}, ...request }: Partial<GraphRequest> & { readonly files?: Readonly<Record<string, string>> } = {},
): Promise<Graph> {
  const program = smallProgram(body);
  try {
    for (const [path, text] of Object.entries(files)) program.write(path, text);
    return await runGraph({ stage: "try", config: program.config, ...request });
  } finally {
    program.remove();
  }
}

/** The one resource of this name. */
export function named(graph: Graph, name: string): GraphResource {
  const found = graph.resources.filter((resource) => resource.name === name);
  if (found.length > 1) throw new Error(`${found.length} resources are called ${name}`);
  return must(found[0], `a resource is called ${name}`);
}
