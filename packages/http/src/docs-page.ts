/** The API's description as one page of HTML: every route, what it takes and what it answers. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { html, raw } from "hono/html";
import { DOCS_STYLE } from "./docs-style.ts";

type Description = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;
type Markup = ReturnType<typeof html>;

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, Answer>>;
}

interface Answer {
  readonly description?: string;
  readonly headers?: Readonly<Record<string, { readonly description?: string }>>;
  readonly content?: Content;
}

interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: object;
  readonly description?: string;
}

type Content = Readonly<Record<string, { readonly schema?: object }>>;

const METHODS = ["get", "put", "post", "patch", "delete"] as const;

export function docsPage(description: Description): Markup {
  const operations = Object.entries(description.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = (item as Record<string, Operation | undefined>)[method];
      return operation === undefined ? [] : [{ method, path, operation }];
    }),
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${description.info.title}</title>
<style>${raw(DOCS_STYLE)}</style>
</head>
<body>
<header>
<h1>${description.info.title}</h1>
<p>${description.info.description ?? ""} The same as data: <a href="/openapi.json">openapi.json</a>.</p>
<nav>${operations.map(({ method, path }) => html`<a href="#${anchor(method, path)}">${method.toUpperCase()} ${path}</a>`)}</nav>
</header>
<main>
${operations.map(({ method, path, operation }) => operationSection(method, path, operation))}
<h2>Shapes</h2>
${Object.entries(description.components?.schemas ?? {}).map(
  ([name, schema]) => html`<section id="shape-${name}"><h3>${name}</h3>${shape(schema)}</section>`,
)}
</main>
</body>
</html>`;
}

function operationSection(method: string, path: string, operation: Operation): Markup {
  const parameters = operation.parameters ?? [];
  const responses = Object.entries(operation.responses ?? {});
  return html`<section id="${anchor(method, path)}">
<h2><b class="${method}">${method.toUpperCase()}</b> ${path}</h2>
<p>${operation.summary ?? ""}${operation.security === undefined ? "" : html` <em>needs a token</em>`}</p>
${operation.description === undefined ? "" : html`<p>${operation.description}</p>`}
${
  parameters.length === 0
    ? ""
    : html`<table><thead><tr><th>Parameter</th><th>In</th><th>What</th></tr></thead><tbody>${parameters.map(
        ({ name, in: place, schema, description, required }) =>
          html`<tr><td><code>${name ?? ""}</code>${required === true ? " (required)" : ""}</td><td>${place ?? ""}</td><td>${prose(description ?? descriptionOf(schema))} ${typeOf(schema)}</td></tr>`,
      )}</tbody></table>`
}
${operation.requestBody === undefined ? "" : html`<h3>Body</h3>${bodies(operation.requestBody.content)}`}
<table><thead><tr><th>Answer</th><th>What</th><th>Shape</th></tr></thead><tbody>${responses.map(
    ([status, response]) =>
      html`<tr><td>${status}</td><td>${prose(response.description)}${givenHeaders(response)}</td><td>${bodies(response.content)}</td></tr>`,
  )}</tbody></table>
</section>`;
}

/** Whoever is to send a header back has to know that it was given. */
function givenHeaders({ headers = {} }: Answer): readonly Markup[] {
  return Object.entries(headers).map(([name, { description }]) => html`<br><code>${name}</code> ${prose(description)}`);
}

function bodies(content: Content | undefined): readonly Markup[] {
  return Object.values(content ?? {}).map(({ schema }) => html`${typeOf(schema)}`);
}

function shape(schema: object): Markup {
  return html`<pre>${JSON.stringify(schema, undefined, 2)}</pre>`;
}

function typeOf(schema: object | undefined): Markup | string {
  if (schema === undefined) return "";
  if ("$ref" in schema && typeof schema.$ref === "string") {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
    return html`<a href="#shape-${name}">${name}</a>`;
  }
  return html`<code>${wordsFor(schema as Schema)}</code>`;
}

interface Schema {
  readonly type?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: unknown;
}

/** A plain type and its bounds in a few words: `integer, 1 to 25, 10 if left out`. */
function wordsFor(schema: Schema): string {
  const { type, pattern, minimum = schema.minLength, maximum = schema.maxLength } = schema;
  const unit = schema.maxLength === undefined ? "" : " characters";
  const bounds = maximum === undefined ? undefined : `${minimum ?? 0} to ${maximum}${unit}`;
  const absent = schema.default === undefined ? undefined : `${String(schema.default)} if left out`;
  const words = [type ?? JSON.stringify(schema), pattern, bounds, absent];
  return words.filter((word) => word !== undefined).join(", ");
}

function descriptionOf(schema: object | undefined): string {
  return schema !== undefined && "description" in schema ? String(schema.description) : "";
}

/** Text whose backticks become code. */
function prose(text = ""): readonly (string | Markup)[] {
  return text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

function anchor(method: string, path: string): string {
  return `${method}${path.replaceAll(/[^a-z0-9]+/gi, "-")}`;
}
